"""What a plan's file states to be proven of it: read to explain, not believed where it does not fit what is counted."""

from collections.abc import Mapping
from os import PathLike

from homeward.planning.certificate import said
from homeward.planning.check import score, violations
from homeward.planning.fields import Fields, read_json
from homeward.planning.read import assignments_of
from homeward.planning.words import Cell, Goal, Instance, Level, Plan, PlanningError


def read_stated(path: str | PathLike[str], instance: Instance) -> Plan:
    """Read a plan with the bounds that it states; to verify them, ``homeward.planning.verified``.

    Raises:
        PlanningError: it cannot be read, breaks a term, or states other values than it has.
    """
    return read_json(path, lambda given: stated(given, instance))


def stated(given: object, instance: Instance) -> Plan:
    """Return the plan that plain data says, with the bounds that it states.

    Raises:
        PlanningError: it is no plan of this instance, breaks a term, or states other values than it has.
    """
    cells = assignments_of(given, instance)
    broken = next(violations(instance, cells), None)
    if broken is not None:
        raise PlanningError(f"The plan breaks a term, so that nothing can be said of it: {broken}")
    return Plan(cells, _levels(Fields(given, "the plan"), instance, cells))


def _levels(fields: Fields, instance: Instance, cells: Mapping[str, Cell]) -> tuple[Level, ...]:
    rows, goals = fields.list("levels", ()), instance.goals()
    if not rows:
        return ()
    if len(rows) != len(goals):
        raise PlanningError(f"The plan has {len(rows)} levels, the instance {len(goals)}; it is of another one.")
    reached = score(instance, cells)
    found = []
    for number, (row, goal) in enumerate(zip(rows, goals, strict=True), 1):
        one = Fields(row, f"level {number} of the plan")
        value, bound, certified = (_whole(one, name) for name in ("value", "bound", "certified"))
        if {name: one.given.get(name) for name in said(goal)} != said(goal) or value != reached.of(goal):
            raise PlanningError(f"Level {number} of the plan is not what its assignments reach; plan again.")
        if not _can_be(goal, value, bound):
            raise PlanningError(f"Level {number} of the plan states a bound that its value already beats; plan again.")
        found.append(Level(goal, value, bound, certified))
    return tuple(found)


def _whole(fields: Fields, name: str) -> int:
    value = fields.given.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise fields.wrong(name, "must be a whole number")
    return value


def _can_be(goal: Goal, value: int, bound: int) -> bool:
    return goal.sign * bound >= goal.sign * value
