"""Whether a plan keeps the terms, and how good it is: counted person by person, knowing nothing of how it was made."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from homeward.planning.words import Cell, Goal, Instance

_Counted = Counter[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """What a plan reaches. ``classes`` counts those who go, class by class."""

    moved: int
    classes: tuple[int, ...]
    prompt: int
    together: int
    waited: int
    km: int

    def of(self, goal: Goal) -> int:
        """What it reaches at one level."""
        if goal.rank is not None:
            return self.classes[goal.rank]
        number: int = getattr(self, goal.objective.value)
        return number

    def key(self, goals: tuple[Goal, ...]) -> tuple[int, ...]:
        """Numbers that compare plans in the order of the terms: the larger tuple is the better plan."""
        return tuple(goal.sign * self.of(goal) for goal in goals)


def violations(instance: Instance, assignments: Mapping[str, Cell]) -> Iterator[str]:
    """Yield every term that a plan breaks, in words."""
    people = {person.id: person for person in instance.people}
    load, beds = _Counted(), _Counted()
    flow, carried = Counter[tuple[int, str]](), Counter[tuple[int, str, str]]()
    for who, (stage, point) in sorted(assignments.items()):
        person = people.get(who)
        if person is None or not (0 <= stage < len(instance.stages) and 0 <= point < len(instance.points)):
            yield f"{who} is not among the people, or goes to a stage or point that there is not."
            continue
        load[stage, point, person.direction] += 1
        beds[stage, point, person.direction] += person.stretcher
        if who not in instance.goodwill:
            flow[stage, person.direction] += 1
            carried[stage, person.direction, person.category] += 1
    yield from _over_capacity(instance, load, instance.seats, "people")
    yield from _over_capacity(instance, beds, instance.stretchers, "stretchers")
    yield from _over_terms(instance, flow)
    yield from _categories(instance, carried)
    yield from (f"{who} was insisted on and does not go." for who in sorted(instance.insisted - assignments.keys()))
    yield from (f"{who} was refused and goes." for who in sorted(instance.refused & assignments.keys()))
    yield from (f"{who} does not wish to go and goes." for who in sorted(instance.unwilling & assignments.keys()))


def _over_capacity(
    instance: Instance, counted: _Counted, room: Mapping[str, tuple[int, ...]], what: str
) -> Iterator[str]:
    for (stage, point, direction), number in sorted(counted.items()):
        most = room[instance.points[point]][stage]
        if number > most:
            where = f"{instance.stages[stage]} at {instance.points[point]}, {direction}"
            yield f"{where}: {number:,} {what}, room for {most:,}."


def _over_terms(instance: Instance, flow: Counter[tuple[int, str]]) -> Iterator[str]:
    for number, stage in enumerate(instance.stages):
        for direction in instance.directions:
            going, most = flow[number, direction], instance.quota[direction][number]
            if going > most:
                yield f"{stage}, {direction}: {going:,} people, agreed were {most:,}."
        counts = [flow[number, direction] * instance.share(direction) for direction in instance.directions]
        difference = max(counts) - min(counts)
        if instance.tolerance is not None and difference > instance.tolerance:
            yield f"{stage}: the directions differ by {difference:,}, at most {instance.tolerance:,} is agreed."


def _categories(instance: Instance, carried: Counter[tuple[int, str, str]]) -> Iterator[str]:
    for (direction, category), wanted in instance.carried().items():
        for number, some in enumerate(wanted):
            there = carried[number, direction, category]
            if there not in some:
                stage = instance.stages[number]
                yield f"{stage}, {direction}: {there:,} of category {category}, agreed were {some.stop - 1:,}."


def score(instance: Instance, assignments: Mapping[str, Cell]) -> Score:
    """Count what a plan reaches."""
    sizes = Counter(person.group for person in instance.people if person.group)
    classes, groups = [0] * len(instance.classes), defaultdict[str, list[Cell]](list)
    prompt = waited = km = 0
    for person in instance.people:
        cell = assignments.get(person.id)
        if cell is None:
            continue
        classes[person.rank] += 1
        prompt += (cell[0] + 1) * instance.is_early(person)
        waited += person.days
        km += instance.km[person.site][instance.points[cell[1]]]
        if person.group:
            groups[person.group].append(cell)
    whole = sum(len(cells) == sizes[group] and len(set(cells)) == 1 for group, cells in groups.items())
    return Score(len(assignments), tuple(classes), prompt, 2 * whole - len(groups), waited, km)
