"""A level as what a model is to make as large as possible; what should be small has its sign turned."""

from collections import defaultdict
from collections.abc import Callable

from homeward.planning.model import Aim
from homeward.planning.places import Built, Chosen, Load, Place, Split, Whole
from homeward.planning.words import Goal, Instance, Objective


def aim_of(built: Built, goal: Goal) -> Aim:
    """Return one level of a model as an aim."""
    entries: dict[int, int] = defaultdict(int)
    constant = 0
    match goal.objective:
        case Objective.TOGETHER:
            constant = -built.people.split
            for key, column in built.model.index.items():
                match key:
                    case Whole():
                        entries[column] = 1
                    case Split():
                        entries[column] = -1
        case Objective.WAITED:
            constant = _days_of_those_who_must(built)
            for key, column in built.model.index.items():
                match key:
                    case Chosen(member):
                        entries[column] = member.days
                    case Whole(pattern, _):
                        entries[column] = sum(member.days for member in pattern.members)
        case _:
            for load in built.loads:
                worth = _worth(built.instance, load, goal)
                entries.update((column, worth(place)) for place, column in load.columns.items())
    return Aim(constant, tuple((column, worth) for column, worth in entries.items() if worth))


def _worth(instance: Instance, load: Load, goal: Goal) -> Callable[[Place], int]:
    """What a unit of a load is worth at each place."""
    match goal.objective:
        case Objective.MOVED:
            moved = sum(number for _, number in load.brings)
            return lambda _: moved
        case Objective.CLASSES:
            of_class = sum(number for kind, number in load.brings if kind.rank == goal.rank)
            return lambda _: of_class
        case Objective.PROMPT:
            early = sum(number for kind, number in load.brings if kind.early)
            return lambda place: -(min(place.stages) + 1) * early
        case _:
            far = [-sum(n * instance.km[kind.site or ""][name] for kind, n in load.brings) for name in instance.points]
            return lambda place: 0 if place.point is None else far[place.point]


def _days_of_those_who_must(built: Built) -> int:
    """Days of those who go whatever is planned: members without days in the model."""
    groups = (group for groups in built.people.grouped.values() for group in groups)
    must, fates = built.instance.insisted, built.view.fates
    return sum(
        person.days
        for some in (*built.people.alone.values(), *groups)
        for person in some
        if person.id in must or (person.rank in fates and fates[person.rank].value == "all")
    )
