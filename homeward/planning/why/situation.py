"""A plan, sorted so that it is quickly told what exchanging a few people would bring, and whether it is allowed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from homeward.planning.words import Cell, Instance, Objective, Person

Worth = tuple[int, ...]
"""What is gained at each level, in their order; more is better."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Some leave, and some come to a cell."""

    leave: tuple[Person, ...]
    come: tuple[tuple[Person, Cell], ...]


@dataclass(slots=True)
class Situation:
    """A plan and its numbers: who belongs together, how many go, lie, and are of a category, and where."""

    instance: Instance
    cells: Mapping[str, Cell]
    groups: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    load: Counter[tuple[Cell, str]] = field(default_factory=Counter)
    beds: Counter[tuple[Cell, str]] = field(default_factory=Counter)
    flow: Counter[tuple[int, str]] = field(default_factory=Counter)
    carried: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    exactly: dict[tuple[str, str], tuple[range, ...]] = field(default_factory=dict)
    levels: int = 0
    at: dict[Objective, int] = field(default_factory=dict)  # the level of each objective, of the first class of classes

    @classmethod
    def of(cls, instance: Instance, cells: Mapping[str, Cell]) -> "Situation":
        """Sort a plan."""
        goals = instance.goals()
        found = cls(instance, cells, exactly=instance.carried(), levels=len(goals))
        for number, goal in enumerate(goals):
            found.at.setdefault(goal.objective, number)
        for person in instance.people:
            if person.group is not None:
                found.groups[person.group].append(person)
            if person.id in cells:
                found._count(found, person, cells[person.id], 1)
        return found

    def sort_of(self, person: Person) -> tuple[str, str | None, bool]:
        """What must be the same of two who are exchanged one for one, so that all numbers of a stage stay."""
        category = person.category if (person.direction, person.category) in self.exactly else None
        return person.direction, category, person.id in self.instance.goodwill

    def _count(self, to: "Situation", person: Person, cell: Cell, number: int) -> None:
        to.load[cell, person.direction] += number
        to.beds[cell, person.direction] += number * person.stretcher
        if person.id not in self.instance.goodwill:
            to.flow[cell[0], person.direction] += number
            to.carried[cell[0], person.direction, person.category] += number

    def allows(self, exchange: Exchange) -> bool:
        """Whether all terms are kept after an exchange, if they were before, and whom it moves may go and stay."""
        gains = Situation(self.instance, {})
        for person in exchange.leave:
            self._count(gains, person, self.cells[person.id], -1)
        for person, cell in exchange.come:
            self._count(gains, person, cell, 1)
        for room, there, gained in (
            (self.instance.seats, self.load, gains.load),
            (self.instance.stretchers, self.beds, gains.beds),
        ):
            for ((stage, point), direction), number in gained.items():
                most = room[self.instance.points[point]][stage]
                if number > 0 and there[(stage, point), direction] + number > most:
                    return False
        return self._keeps_terms(gains)

    def _keeps_terms(self, gains: "Situation") -> bool:
        instance = self.instance
        for (stage, direction), number in gains.flow.items():
            if number > 0 and self.flow[stage, direction] + number > instance.quota[direction][stage]:
                return False
        for stage in {stage for (stage, _), number in gains.flow.items() if number}:
            counts = [(self.flow[stage, d] + gains.flow[stage, d]) * instance.share(d) for d in instance.directions]
            if instance.tolerance is not None and max(counts) - min(counts) > instance.tolerance:
                return False
        return all(
            self.carried[stage, direction, category] + number in self.exactly[direction, category][stage]
            for (stage, direction, category), number in gains.carried.items()
            if number and (direction, category) in self.exactly
        )

    def brings(self, person: Person, cell: Cell) -> Worth:
        """What somebody is worth in a cell, groups left aside."""
        numbers = [0] * self.levels
        numbers[self.at[Objective.MOVED]] = 1
        numbers[self.at[Objective.CLASSES] + person.rank] = 1
        if self.instance.is_early(person):
            numbers[self.at[Objective.PROMPT]] = -(cell[0] + 1)
        numbers[self.at[Objective.WAITED]] = person.days
        numbers[self.at[Objective.KM]] = -self.instance.km[person.site][self.instance.points[cell[1]]]
        return tuple(numbers)

    def leaves(self, person: Person) -> Worth:
        """What it is worth that somebody leaves."""
        if person.group is not None:
            return self.worth(Exchange((person,), ()))
        return tuple(-number for number in self.brings(person, self.cells[person.id]))

    def comes(self, person: Person, cell: Cell) -> Worth:
        """What it is worth that somebody comes to a cell."""
        return self.brings(person, cell) if person.group is None else self.worth(Exchange((), ((person, cell),)))

    def worth(self, exchange: Exchange) -> Worth:
        """What an exchange is worth."""
        total = [0] * self.levels
        for person in exchange.leave:
            total = [a - b for a, b in zip(total, self.brings(person, self.cells[person.id]), strict=True)]
        for person, cell in exchange.come:
            total = [a + b for a, b in zip(total, self.brings(person, cell), strict=True)]
        total[self.at[Objective.TOGETHER]] += self.together(exchange)
        return tuple(total)

    def together(self, exchange: Exchange) -> int:
        """By how much groups are more together after an exchange."""
        left = {person.id for person in exchange.leave}
        there = {person.id: cell for person, cell in exchange.come}
        touched = {p.group for p in (*exchange.leave, *(p for p, _ in exchange.come)) if p.group is not None}
        gained = 0
        for group in touched:
            before = [self.cells.get(one.id) for one in self.groups[group]]
            after = [
                there.get(one.id, None if one.id in left else self.cells.get(one.id)) for one in self.groups[group]
            ]  # fmt: skip
            gained += _standing(after) - _standing(before)
        return gained


def _standing(cells: Sequence[Cell | None]) -> int:
    """1 for a group that goes whole to one cell, -1 for one that is split, 0 for one that stays."""
    going = [cell for cell in cells if cell is not None]
    if not going:
        return 0
    return 1 if len(going) == len(cells) and len(set(going)) == 1 else -1
