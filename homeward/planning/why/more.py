"""What one more seat, stretcher, place, day or point would bring: the first level that would be better.

Each is planned anew, level by level, until one is better than it was; so it is asked about the first levels only, which
are quick to plan: who goes, of which class, how early. Whoever needs more plans with the changed terms.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from homeward.planning.planner import is_large
from homeward.planning.words import Goal, Instance, Objective, Plan, PlanningError

LOOKED_AT = frozenset([Objective.MOVED, Objective.CLASSES, Objective.PROMPT])


class Resource(StrEnum):
    """What there could be one more of."""

    PLACE = "place"  # in the quota of a stage, in both directions
    SEAT = "seat"  # at a point in a stage, in both directions
    STRETCHER = "stretcher"
    DAY = "day"  # a stage more, like the last
    POINT = "point"  # a point more, like one that there is


@dataclass(frozen=True, slots=True)
class More:
    """What one more would bring.

    Attributes:
        resource: of what.
        stage: in which stage; None: in all.
        point: at which point, or like which; None: at none in particular.
        goal: the first level that would be better; None: none of those that were looked at.
        by: by how much.
    """

    resource: Resource
    stage: str | None
    point: str | None
    goal: Goal | None
    by: int


def more(instance: Instance, plan: Plan) -> Iterator[More]:
    """Yield what one more of everything would bring, the levels ``LOOKED_AT`` only.

    Args:
        instance: people and terms.
        plan: the best plan for them.
    """
    values = {level.goal: level.value for level in plan.levels}
    for resource, stage, point in _everything(instance):
        goal, by = _better(with_one_more(instance, resource, stage, point), values)
        yield More(resource, stage, point, goal, by)


def _everything(instance: Instance) -> Iterator[tuple[Resource, str | None, str | None]]:
    yield from ((Resource.PLACE, stage, None) for stage in instance.stages)
    for point in instance.points:
        for stage in instance.stages:
            yield Resource.SEAT, stage, point
            yield Resource.STRETCHER, stage, point
    yield Resource.DAY, None, None
    yield from ((Resource.POINT, None, point) for point in instance.points)


def with_one_more(instance: Instance, resource: Resource, stage: str | None, point: str | None) -> Instance:
    """Return the terms with one more of something, each way.

    Args:
        instance: people and terms.
        resource: of what.
        stage: in which stage; None for a day or a point.
        point: at which point, or like which; None for a place or a day.
    """
    at = -1 if stage is None else instance.stages.index(stage)
    where = point or ""
    match resource:
        case Resource.PLACE:
            return replace(instance, quota={direction: _raised(row, at) for direction, row in instance.quota.items()})
        case Resource.SEAT:
            return replace(instance, seats={**instance.seats, where: _raised(instance.seats[where], at)})
        case Resource.STRETCHER:
            return replace(instance, stretchers={**instance.stretchers, where: _raised(instance.stretchers[where], at)})
        case Resource.DAY:
            return _with_a_day(instance)
        case Resource.POINT:
            return _with_a_point(instance, where)


def _raised(row: tuple[int, ...], at: int) -> tuple[int, ...]:
    return tuple(number + (n == at) for n, number in enumerate(row))


def _longer(rows: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    return {name: (*row, row[-1]) for name, row in rows.items()}


def _with_a_day(instance: Instance) -> Instance:
    return replace(
        instance,
        stages=(*instance.stages, _new("one more", instance.stages)),
        seats=_longer(instance.seats),
        stretchers=_longer(instance.stretchers),
        quota=_longer(instance.quota),
        categories={direction: _longer(rows) for direction, rows in instance.categories.items()},
    )


def _with_a_point(instance: Instance, like: str) -> Instance:
    name = _new(like, instance.points)
    return replace(
        instance,
        points=(*instance.points, name),
        seats={**instance.seats, name: instance.seats[like]},
        stretchers={**instance.stretchers, name: instance.stretchers[like]},
        km={site: {**to, name: to[like]} for site, to in instance.km.items()},
    )


def _new(like: str, names: tuple[str, ...]) -> str:
    while like in names:
        like += " again"
    return like


class _EnoughError(Exception):
    """A better level was found, or none is to be looked at any more."""


def _better(terms: Instance, values: Mapping[Goal, int]) -> tuple[Goal | None, int]:
    from homeward.planning.levels import Reached, through
    from homeward.planning.lottery import drawn

    found: list[tuple[Goal, int]] = []
    last = [goal for goal in terms.goals() if goal.objective in LOOKED_AT][-1]

    def told(reached: Reached) -> None:
        gained = reached.goal.sign * (reached.value - values[reached.goal])
        if gained > 0:
            found.append((reached.goal, gained))
        if found or gained < 0 or reached.goal == last:
            raise _EnoughError

    try:
        through(terms, drawn(terms), is_large(terms), told)
    except _EnoughError:
        pass
    except PlanningError:
        return None, 0
    return found[0] if found else (None, 0)
