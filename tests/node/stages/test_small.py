"""Groups so small that a figure of them would be a person: told neither by themselves nor by subtraction."""

from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from homeward.node.stages.small import withheld

WAY = ("south", "north")
KINDS = ("civilians", "servicemen", "medics")


@dataclass
class Counted:
    """What ``withheld`` asks of a state: counts by stage and category, one direction."""

    counts: dict[tuple[str, str], int]
    stages: tuple[str, ...]

    parties = ("north", "south")
    categories = KINDS

    @property
    def terms(self) -> Any:
        return SimpleNamespace(terms=SimpleNamespace(stages=[SimpleNamespace(name=one) for one in self.stages]))

    def figures(self, giver: str, receiver: str, stage: str | None, category: str | None) -> Any:
        found = 0
        if (giver, receiver) == WAY:
            found = sum(
                number
                for (of, kind), number in self.counts.items()
                if stage in {None, of} and category in {None, kind}
            )  # fmt: skip
        names = ("agreed", "planned", "departed", "received", "confirmed", "goodwill")
        return SimpleNamespace(**{name: SimpleNamespace(value=found if name != "goodwill" else 0) for name in names})


def told(counted: Counted, smallest: int = 5) -> dict[tuple[str | None, str], int]:
    """Return what the public sees: a figure by stage (None: the whole) and category (empty: everybody)."""
    hidden = withheld(counted, smallest)  # type: ignore[arg-type]
    return {
        (stage, kind): counted.figures(*WAY, stage, kind or None).confirmed.value
        for stage, kind in product((*counted.stages, None), ("", *KINDS))
        if (stage, *WAY, kind) not in hidden
    }


def test_a_small_category_takes_the_breakdown_of_its_stage_and_of_the_whole_with_it() -> None:
    counted = Counted(
        {("one", "civilians"): 2, ("one", "servicemen"): 300, ("two", "servicemen"): 100, ("two", "civilians"): 90},
        ("one", "two"),
    )
    seen = told(counted)
    assert seen["one", ""] == 302
    assert ("one", "servicemen") not in seen
    assert seen["two", "civilians"] == 90, "a stage never takes another's figures back"
    assert (None, "civilians") not in seen
    assert seen[None, ""] == 492


def test_a_small_stage_is_not_told_nor_is_the_whole() -> None:
    seen = told(Counted({("one", "servicemen"): 3, ("two", "servicemen"): 100}, ("one", "two")))
    assert ("one", "") not in seen
    assert (None, "") not in seen
    assert seen["two", ""] == 100


def test_nobody_is_no_group_and_groups_that_are_big_enough_are_told() -> None:
    seen = told(Counted({("one", "servicemen"): 5, ("one", "civilians"): 0}, ("one",)))
    assert seen["one", "servicemen"] == 5
    assert seen["one", "civilians"] == 0


def test_one_tells_everything() -> None:
    counted = Counted({("one", "servicemen"): 1}, ("one",))
    assert told(counted, smallest=1)["one", "servicemen"] == 1


@given(st.dictionaries(st.tuples(st.sampled_from(["one", "two", "three"]), st.sampled_from(KINDS)), st.integers(0, 12)))
def test_no_small_group_is_told_and_none_can_be_had_by_subtraction(counts: dict[tuple[str, str], int]) -> None:
    """Every figure that follows from those told, by the sums that they are in, is of nobody or of enough."""
    counted = Counted(counts, ("one", "two", "three"))
    known = dict(told(counted))
    places = list(product((*counted.stages, None), ("", *KINDS)))
    sums = [(stage, "") for stage in (*counted.stages, None)]
    equations = [((stage, ""), [(stage, kind) for kind in KINDS]) for stage, _ in sums]
    equations += [((None, kind), [(stage, kind) for stage in counted.stages]) for kind in ("", *KINDS)]
    changed = True
    while changed:
        changed = False
        for whole, parts in equations:
            missing = [one for one in (whole, *parts) if one not in known]
            if len(missing) == 1:
                known[missing[0]] = (
                    sum(known[one] for one in parts)
                    if missing == [whole]
                    else known[whole] - sum(known[one] for one in parts if one in known)
                )
                changed = True
    assert set(known) <= set(places)
    assert all(number == 0 or number >= 5 for number in known.values()), known
