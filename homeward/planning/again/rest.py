"""What is left of an exchange: who was handed over is fixed, the terms are those of today.

1. Whoever was announced for a stage that is handed over, and is not said to have missed it, was handed over; and
whoever went
   beside.
2. A stage that is handed over has no room and no quota any more. A stage that slips takes its place after the other,
and
   whoever was announced for it stays announced for it.
3. Where fewer of one direction were handed over than the balance allows, that direction owes them. They may go in any
later
   stage, beyond its quota: as many as were agreed in all go all the same.
4. Of a group of which some were handed over, those who are left are from now on the group.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from homeward.planning.again.words import Changes
from homeward.planning.words import Cell, Instance, PlanningError

Handed = Counter[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left to plan.

    Attributes:
        instance: people who are left and the terms that are left, in today's order of the stages.
        stages: the numbers of the stages that are left.
        fixed: who was handed over, and where, in today's order.
        announced: who was announced for what is left and still may go.
        lost: who was announced for it and may not go any more.
        owing: the direction that owes people; None: none does.
        owed: how much, counted as the balance is (people times the other direction's part of the ratio).
        missing: of the direction that owes, how many of each category fewer than agreed were handed over.
    """

    instance: Instance
    stages: tuple[int, ...]
    fixed: Mapping[str, Cell]
    announced: Mapping[str, Cell]
    lost: tuple[str, ...]
    owing: str | None
    owed: int
    missing: Mapping[str, int]


def today(instance: Instance, changes: Changes) -> Instance:
    """Return the terms as they are now: the whole exchange, with all that has changed."""
    order = _order(instance.stages, changes)
    seats = {point: _now(instance, order, row, changes.seats.get(point, {})) for point, row in instance.seats.items()}
    beds = {
        point: _now(instance, order, row, changes.stretchers.get(point, {}))
        for point, row in instance.stretchers.items()
    }
    return replace(
        instance,
        stages=order,
        seats=seats,
        stretchers=beds,
        quota={d: _now(instance, order, row, changes.quota.get(d, {})) for d, row in instance.quota.items()},
        categories={
            d: {category: _now(instance, order, row, {}) for category, row in some.items()}
            for d, some in instance.categories.items()
        },
        refused=instance.refused | (changes.unable - changes.unwilling),
        unwilling=instance.unwilling | changes.unwilling,
        insisted=instance.insisted - changes.unable - changes.unwilling,
    )


def _order(stages: tuple[str, ...], changes: Changes) -> tuple[str, ...]:
    order = list(stages)
    for stage in stages:
        if stage in changes.slipped:
            order.remove(stage)
            order.insert(order.index(changes.slipped[stage]) + 1, stage)
    last = max((order.index(stage) for stage in changes.handed_over), default=-1)
    ahead = [stage for stage in order[: last + 1] if stage not in changes.handed_over]
    if ahead:
        raise PlanningError(
            f"{order[last]} is handed over and {ahead[0]}, which comes before it, is not; say what it slipped after."
        )
    return tuple(order)


def _now(instance: Instance, order: tuple[str, ...], row: tuple[int, ...], new: Mapping[str, int]) -> tuple[int, ...]:
    was = dict(zip(instance.stages, row, strict=True))
    return tuple(new.get(stage, was[stage]) for stage in order)


def rest(instance: Instance, announced: Mapping[str, Cell], changes: Changes) -> Rest:
    """Return what is left to plan.

    Args:
        instance: people and terms, as they were.
        announced: the plan that was announced.
        changes: what has happened since.

    Raises:
        PlanningError: what has happened cannot be.
    """
    now = today(instance, changes)
    place = {stage: number for number, stage in enumerate(now.stages)}
    cells = {who: (place[instance.stages[stage]], point) for who, (stage, point) in announced.items()}
    over = {place[stage] for stage in changes.handed_over}
    fixed = {who: cell for who, cell in cells.items() if cell[0] in over and who not in changes.missed}
    fixed |= {who: (place[stage], now.points.index(point)) for who, (stage, point) in changes.went.items()}
    people = tuple(person for person in now.people if person.id not in fixed)
    left = {person.id for person in people if now.eligible(person)}
    coming = {who: cell for who, cell in cells.items() if cell[0] not in over and who not in fixed}
    owing, owed, missing = _owed(now, fixed, over)
    remaining = replace(
        now,
        people=people,
        seats={point: _only(row, over) for point, row in now.seats.items()},
        stretchers={point: _only(row, over) for point, row in now.stretchers.items()},
        quota={direction: _only(row, over) for direction, row in now.quota.items()},
        categories={d: {c: _only(row, over) for c, row in some.items()} for d, some in now.categories.items()},
        insisted=now.insisted - fixed.keys(),
        refused=now.refused - fixed.keys(),
        unwilling=now.unwilling - fixed.keys(),
        goodwill=now.goodwill - fixed.keys(),
    )
    return Rest(
        instance=remaining,
        stages=tuple(n for n in range(len(now.stages)) if n not in over),
        fixed=fixed,
        announced={who: cell for who, cell in coming.items() if who in left},
        lost=tuple(sorted(coming.keys() - left)),
        owing=owing,
        owed=owed,
        missing=missing,
    )


def _only(row: tuple[int, ...], over: set[int]) -> tuple[int, ...]:
    return tuple(0 if n in over else number for n, number in enumerate(row))


def _owed(now: Instance, fixed: Mapping[str, Cell], over: set[int]) -> tuple[str | None, int, Mapping[str, int]]:
    """Which direction owes, how much, and how many of each category it has given too few."""
    flow, carried = Counter[tuple[int, str]](), Handed()
    for person in now.people:
        if person.id in fixed and person.id not in now.goodwill:
            flow[fixed[person.id][0], person.direction] += 1
            carried[person.direction, person.category] += 1
    if now.tolerance is None or not over:
        return None, 0, {}
    one, two = now.directions
    excess = 0
    for stage in over:
        difference = flow[stage, one] * now.share(one) - flow[stage, two] * now.share(two)
        excess += difference - max(-now.tolerance, min(now.tolerance, difference))
    if excess == 0:
        return None, 0, {}
    owing = two if excess > 0 else one
    agreed = {c: sum(row[n] for n in over) for c, row in now.categories.get(owing, {}).items()}
    missing = {category: max(0, number - carried[owing, category]) for category, number in agreed.items()}
    return owing, abs(excess), missing
