"""Groups so small that a figure of them would be a person: told neither by themselves nor by subtraction.

1. Where a stage has few people of a category, that direction of it is told without categories: the few would be its
   total less the others.
2. Where a stage is told without categories, or the whole has few of one, so is the whole: the few would be the whole
   less the other stages.
3. Where a stage has few people at all, that direction of it is not told, and then neither is the whole's number.

*Few* is from one up to one less than ``HOMEWARD_SMALLEST``; nobody is no group. How far two sides' words are apart, and
what is owed, are differences between figures that are told, not groups of their own.

What was told earlier stays true under these rules when later stages come: a stage never takes another's figures back.
"""

from collections.abc import Iterator

from homeward.exchange import State

Place = tuple[str | None, str, str, str]  # stage (None: the whole), giver, receiver, category (empty: everybody)
_GROUPS = ("agreed", "planned", "departed", "received", "confirmed", "goodwill")


def withheld(state: State, smallest: int) -> frozenset[Place]:
    """Return which figures are not for the public.

    Args:
        state: of the exchange.
        smallest: how many people a group has at least to be told.
    """
    stages = [stage.name for stage in state.terms.terms.stages] if state.terms else []
    ways = [(giver, receiver) for giver in state.parties for receiver in state.parties if giver != receiver]
    return frozenset(place for way in ways for place in _of_way(state, stages, way, smallest))


def _of_way(state: State, stages: list[str], way: tuple[str, str], smallest: int) -> Iterator[Place]:
    whole_total = whole_parts = False
    for stage in (*stages, None):
        total = _is_small(state, stage, way, "", smallest)
        parts = total or any(_is_small(state, stage, way, one, smallest) for one in state.categories)
        if stage is None:
            total, parts = total or whole_total, parts or whole_parts
        whole_total, whole_parts = whole_total or total, whole_parts or parts
        if total:
            yield (stage, *way, "")
        if parts:
            yield from ((stage, *way, one) for one in state.categories)


def _is_small(state: State, stage: str | None, way: tuple[str, str], category: str, smallest: int) -> bool:
    figures = state.figures(*way, stage, category or None)
    return any(0 < getattr(figures, name).value < smallest for name in _GROUPS)
