"""The balance: every figure of the state, both sides side by side, each with the entries it stands on."""

from collections.abc import Iterator
from dataclasses import dataclass

from homeward.exchange import State
from homeward.exchange.standing import Balance, Count
from homeward.node.agreeing.words import MEASURES


@dataclass(frozen=True, slots=True)
class Column:
    """A direction, and a category of it or (None) all."""

    giver: str
    receiver: str
    category: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in every column."""

    measure: str
    cells: tuple[tuple[Column, Count], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stage, or (None) the whole, between two parties."""

    stage: str | None
    one: str
    other: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    balance: Balance


def pairs(state: State) -> list[tuple[str, str]]:
    """Return the pairs of parties between whom somebody goes, or may."""
    ways = {(leg.giver, leg.receiver) for leg in state.legs}
    if state.terms is not None:
        ways |= {(one.giver, one.receiver) for one in state.terms.terms.quotas}
    order = {name: place for place, name in enumerate(state.parties)}
    found = {tuple(sorted(way, key=lambda name: order.get(name, len(order)))) for way in ways}
    return sorted(
        ((one, other) for one, other in found), key=lambda pair: (order.get(pair[0], 0), order.get(pair[1], 0))
    )


def sheets(state: State) -> Iterator[Sheet]:
    """Yield the whole and every stage of every pair."""
    stages = [stage.name for stage in state.terms.terms.stages] if state.terms else []
    for one, other in pairs(state):
        for stage in [None, *stages]:
            yield sheet(state, one, other, stage)


def sheet(state: State, one: str, other: str, stage: str | None) -> Sheet:
    """Return one sheet."""
    columns = tuple(
        Column(giver, receiver, category)
        for giver, receiver in ((one, other), (other, one))
        for category in [None, *_categories(state, giver, receiver, stage)]
    )
    figures = {column: state.figures(column.giver, column.receiver, stage, column.category) for column in columns}
    lines = tuple(
        Line(measure, tuple((column, getattr(figures[column], measure)) for column in columns))
        for measure in MEASURES
        if measure != "goodwill" or any(figures[column].goodwill.value for column in columns)
    )
    return Sheet(stage, one, other, columns, lines, state.balance(one, other, stage))


def _categories(state: State, giver: str, receiver: str, stage: str | None) -> list[str]:
    """The categories of a direction that have a figure; none where there is only one, which is all."""
    found = [
        name
        for name in state.categories
        if (figures := state.figures(giver, receiver, stage, name)).agreed.value or figures.planned.value
    ]
    return found if len(found) > 1 else []
