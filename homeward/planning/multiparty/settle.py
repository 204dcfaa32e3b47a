"""The best that all parties can agree to: one objective after the other, each proven, then the lottery.

Doing nothing is always possible, so there is always an answer; where nobody moves, ``why_not`` says which demands are
in the way. Who goes among those who are alike is never left to the solver: the same deal gives the same settlement,
whatever the order of its people.
"""

import hashlib
import math
from collections.abc import Sequence

from homeward.planning.model import INFINITE, Aim, Model, Row
from homeward.planning.multiparty.build import Built, Goes, build
from homeward.planning.multiparty.kept import broken, possible, score
from homeward.planning.multiparty.words import Deal, Level, Objective, Settlement
from homeward.planning.solver import relax, search, whole
from homeward.planning.words import PlanningError

_AT_ONCE = 12  # places of the lottery decided by one search: each counts twice the next
_SLACK = 1e-6


def settle(deal: Deal, person: str | None = None) -> Settlement:
    """Find the best that all parties can agree to.

    Args:
        deal: what is on the table.
        person: who is to go whatever it costs; None: nobody.

    Raises:
        PlanningError: that person cannot go (``why_not`` says why); or cycles are to be bounded and are too many.
    """
    built = build(deal)
    kept = [] if person is None else [_goes(built, person)]
    if kept and _best(built.model, Aim(0, ()), kept) is None:
        raise PlanningError(f"{person} cannot go under these terms; ask why not.")
    levels: list[Level] = []
    point = [0] * len(built.model.upper)
    for objective in deal.order:
        for rank in range(len(deal.classes)) if objective is Objective.CLASSES else (None,):
            goal = built.goal(objective, rank)
            value, bound = 0, 0
            if goal.entries:
                point, bound = _best(built.model, goal, kept) or (point, INFINITE)
                value = goal.value(point)
                kept.append(Row(value, INFINITE, goal.entries))
            sign = -1 if objective is Objective.WISHES else 1
            levels.append(Level(objective, sign * value, sign * bound, rank))
    point = _by_lot(built, kept, point)
    settlement = Settlement(built.transfers(point), tuple(levels))
    _see(deal, settlement)
    return settlement


def _goes(built: Built, person: str) -> Row:
    if person not in built.people:
        raise PlanningError(f"There is no {person} in this deal.")
    return Row(1, INFINITE, tuple(built.goes(person)))


def _best(model: Model, goal: Aim, rows: Sequence[Row]) -> "tuple[list[int], int] | None":
    """The best point, and a bound: often the relaxation is in whole numbers by itself, which is quicker to find out."""
    relaxed = relax(model, goal, rows)
    point = whole(relaxed.point) if relaxed.value is not None else None
    if point is not None:
        return point, goal.value(point)
    found = search(model, goal, rows)
    if found.point is None:
        return None
    return found.point, max(goal.value(found.point), math.floor(found.bound + _SLACK))


def _is_alone(model: Model, point: "list[int]", columns: Sequence[int], rows: Sequence[Row]) -> bool:
    """Whether nothing as good differs from a point in these columns."""
    apart = Aim(sum(point[column] for column in columns), tuple((c, 1 - 2 * point[c]) for c in columns))
    relaxed = relax(model, apart, rows)
    if relaxed.value is None or relaxed.value < 1 - _SLACK:
        return True
    if whole(relaxed.point) is not None:
        return False
    another = Row(1 - apart.constant, INFINITE, apart.entries)
    return search(model, Aim(0, ()), [*rows, another]).point is None


def _by_lot(built: Built, kept: Sequence[Row], point: "list[int]") -> "list[int]":
    """Of all settlements that are as good, the one that whoever is drawn first would choose, then the second, …"""
    seed = built.deal.lottery.encode()
    drawn = sorted(
        built.deal.people, key=lambda p: (hashlib.sha256(seed + b"\n" + p.id.encode()).digest(), p.id)
    )  # fmt: skip
    columns = [built.model.index[Goes(person.id, to)] for person in drawn for to in person.to]
    return _decided(built.model, columns, list(kept), point) if columns else point


def _decided(model: Model, columns: Sequence[int], rows: list[Row], point: "list[int]") -> "list[int]":
    """Decide columns in their order, and keep it in the rows. Few are ever in doubt: those are looked for by halves."""
    if not _is_alone(model, point, columns, rows):
        if len(columns) > _AT_ONCE:
            half = len(columns) // 2
            point = _decided(model, columns[:half], rows, point)
            return _decided(model, columns[half:], rows, point)
        goal = Aim(0, tuple((column, 1 << place) for place, column in enumerate(reversed(columns))))
        best = _best(model, goal, rows)
        point = point if best is None else best[0]
    rows += (Row(point[column], point[column], ((column, 1),)) for column in columns)
    return point


def _see(deal: Deal, settlement: Settlement) -> None:
    """A settlement is counted before it is believed."""
    term = next(broken(deal, settlement.transfers), None)
    if term is not None or not possible(deal, settlement.transfers):
        raise PlanningError(
            f"The settlement that was found breaks a term ({term}), which is a mistake of this program."
        )
    reached = tuple(-abs(one.value) if one.objective is Objective.WISHES else one.value for one in settlement.levels)
    if reached != score(deal, settlement.transfers):
        raise PlanningError(
            "The settlement that was found is not as good as it says, which is a mistake of this program."
        )
