"""A plan from an instance: the levels one after the other, people for the numbers, and what is proven of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from homeward.planning.check import score, violations
from homeward.planning.proof import Bounds
from homeward.planning.words import Cell, Goal, Instance, Level, Objective, Plan, PlanningError, Prices

LARGE = 500_000  # people times cells; from here on points are looked at last, and apart
Progress = Callable[[Goal, int, int], None]
"""Is told a level when it is reached: its goal, its value, and what the search says that nobody can beat."""


def plan(instance: Instance, tell: Progress | None = None) -> Plan:
    """Plan who goes in which stage from which point.

    The same instance gives the same plan, whatever the order of its people.

    Args:
        instance: people and terms.
        tell: is told each level when it is reached.

    Raises:
        InfeasibleError: no plan keeps all the terms.
        PlanningError: the solver found none within its limits.
    """
    # What needs the solver is loaded when it is needed.
    from homeward.planning.detours import least_detours
    from homeward.planning.levels import Reached, look, outlook, through
    from homeward.planning.lottery import drawn
    from homeward.planning.placing import placed
    from homeward.planning.spread import spread
    from homeward.planning.ties import drawn_apart

    def told(reached: Reached) -> None:
        if tell is not None:
            tell(reached.goal, reached.value, reached.bound)

    large = is_large(instance)
    course = through(instance, drawn(instance), large, told)
    assert course.built is not None
    assert course.point is not None
    if large:
        cells = spread(course.built, least_detours(course))
        course.view = replace(course.view, **_early(instance, cells))
        look(course, Objective.KM)
        course.reached.append(outlook(course, Goal(Objective.KM)))
        told(replace(course.reached[-1], value=score(instance, cells).km))
    else:
        cells = placed(course.built, drawn_apart(course))
    bounds = {one.goal: (one.value, one.bound) for one in course.reached}
    return proven(instance, cells, [one.prices for one in course.reached], bounds)


def _early(instance: Instance, cells: Mapping[str, Cell]) -> dict[str, Any]:
    """All stages in one block, but those apart in which somebody goes who is early."""
    early = {cells[one.id][0] for one in instance.people if one.id in cells and instance.is_early(one)}
    return {"blocks": (tuple(range(len(instance.stages))),), "apart": tuple(sorted(early))}


def is_large(instance: Instance) -> bool:
    """Whether cells are too many for one model; they can be looked at apart where kilometres come last."""
    size = len(instance.people) * len(instance.cells)
    return size > LARGE and instance.order[-1] is Objective.KM


def proven(
    instance: Instance, cells: Mapping[str, Cell], prices: list[Prices], found: Mapping[Goal, tuple[int, int]]
) -> Plan:
    """Count what a plan reaches before it is believed, and compute what its prices prove.

    Args:
        instance: people and terms.
        cells: who goes where.
        prices: of each level.
        found: of each level the value and bound of the search; they count as long as the plan has these values.
    """
    broken = next(violations(instance, cells), None)
    if broken is not None:
        raise PlanningError(f"The plan that was found breaks a term, which is a mistake of this program: {broken}")
    reached, bounds = score(instance, cells), Bounds(instance)
    levels: list[Level] = []
    searched = True
    for goal, price in zip(instance.goals(), prices, strict=True):
        value = reached.of(goal)
        certified = bounds.bound([(level.goal, level.value) for level in levels], goal, price)
        best, bound = found.get(goal, (value, certified))
        closest = min(goal.sign * certified, goal.sign * bound) if searched else goal.sign * certified
        if closest < goal.sign * value:
            raise PlanningError(
                f"The plan that was found reaches {value} where no more than {goal.sign * closest} is possible "
                f"({goal.objective.value}); this is a mistake of this program."
            )
        levels.append(Level(goal, value, goal.sign * closest, certified))
        searched = searched and value == best
    return Plan(dict(sorted(cells.items())), tuple(levels), tuple(prices))
