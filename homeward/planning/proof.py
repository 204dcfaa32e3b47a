"""A bound that anybody can verify without the solver: exact arithmetic over people, knowing nothing of models.

Every term that ties people to each other gets a *price*: a seat, a stretcher, a place in the quota, one of a category,
one of balance; so does every level before, at the value it has. Whoever goes pays for what he takes. Then nobody
depends on anybody but his group, and the best for each person or group is found by looking at every cell in turn. What
all of them gain, and what all that is for sale costs, is a bound: no allowed plan that has these values at the levels
before is better (Lagrangian duality; Geoffrion, "Lagrangean relaxation for integer programming", 1974). Prices that are
wrong give a bad bound, never a false one; so they need not be trusted, nor whoever found them.

A group is the one choice of its members: whole in one cell, split (each for himself), or nobody.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import le
from typing import NamedTuple

from homeward.planning.words import Goal, Instance, Objective, Person, PlanningError, Prices, Term, TermKind

_NEVER = -(10**40)  # what a choice is worth that there is not
_EXACT = {TermKind.CATEGORY, TermKind.BALANCE}  # limits in both directions: their prices may have any sign


class Alike(NamedTuple):
    """Those who pay and gain alike, but for their days."""

    direction: str
    category: str
    rank: int
    stretcher: bool
    site: str
    beside: bool
    must: bool
    may: bool


class Bounds:
    """What bounds of an instance are computed from: its people, counted once for all levels."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.alone = Counter[tuple[Alike, int]]()
        groups: dict[str, list[tuple[Alike, int]]] = {}
        self.there, self.insisted = Counter[int](), Counter[int]()
        for person in instance.people:
            alike = _alike(instance, person)
            self.there[person.rank] += alike.may
            self.insisted[person.rank] += alike.must
            if person.group is None:
                self.alone[alike, person.days] += 1
            else:
                groups.setdefault(person.group, []).append((alike, person.days))
        self.groups = Counter(tuple(sorted(members)) for members in groups.values())
        self.carried = instance.carried()
        self.limits = dict(_limits(instance, self.carried))

    def bound(self, before: Sequence[tuple[Goal, int]], goal: Goal, prices: Prices) -> int:
        """Return what no plan can beat at a level that has these values at the levels before.

        Args:
            before: the levels before, with the plan's values.
            goal: the level.
            prices: what terms and levels before are worth.

        Raises:
            PlanningError: there is no such term, or a price that it cannot have.
        """
        return goal.sign * math.floor(_Priced(self, before, goal, prices).total())


def _alike(instance: Instance, person: Person) -> Alike:
    return Alike(
        person.direction, person.category, person.rank, person.stretcher, person.site,
        person.id in instance.goodwill, person.id in instance.insisted, instance.eligible(person),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell for one direction: its prices, times the common denominator, and its room."""

    stage: int
    point: int
    seat: int
    bed: int
    flow: int
    categories: Mapping[str, int]
    seats: int
    beds: int


class _Priced:
    """One level at its prices; every number is times a common denominator, so that all are integers."""

    def __init__(self, bounds: Bounds, before: Sequence[tuple[Goal, int]], goal: Goal, prices: Prices) -> None:
        if len(prices.before) != len(before):
            raise PlanningError(f"A level has {len(before)} levels before it, and prices of {len(prices.before)}.")
        self.held, self.instance = bounds, bounds.instance
        self.parts = math.lcm(*(price.denominator for price in (*prices.terms.values(), *prices.before)), 1)
        self.weights: dict[Goal, int] = {goal: self.parts}
        for (one, _), price in zip(before, prices.before, strict=True):
            self.weights[one] = self.weights.get(one, 0) + int(price * self.parts)
        self.waited = self.weights.get(Goal(Objective.WAITED), 0)
        self.together = self.weights.get(Goal(Objective.TOGETHER), 0)
        self.settled = dict(before)
        self.constant = -sum(
            int(price * self.parts) * one.sign * value
            for (one, value), price in zip(before, prices.before, strict=True)
        )
        self.cells = self._cells(self._spread(prices.terms))
        self.choices: dict[tuple[Alike, bool], _Choice] = {}

    def total(self) -> Fraction:
        """The bound, the level's sign turned where less is better."""
        gains = sum(number * self._lone(alike, days) for (alike, days), number in self.held.alone.items())
        gains += sum(number * self._group(members) for members, number in self.held.groups.items())
        return Fraction(self.constant + gains, self.parts)

    def _spread(self, terms: Mapping[Term, Fraction]) -> dict[tuple[TermKind, str, int, int, str], int]:
        """Prices of every cell; what is for sale is paid for at once, into the constant."""
        found: dict[tuple[TermKind, str, int, int, str], int] = {}
        limits = self.held.limits
        for term, exact in terms.items():
            price, met = int(exact * self.parts), False
            for key in _meant(self.instance, term):
                if key not in limits:
                    raise PlanningError(f"The certificate has a price of a term that there is not: {term.kind.value}.")
                low, high = limits[key]
                if price < 0 and term.kind not in _EXACT:
                    raise PlanningError(f"The certificate has a negative price of {term.kind.value}.")
                met = True
                found[key] = found.get(key, 0) + price
                self.constant += price * (high if price > 0 else low)
            if not met:
                raise PlanningError(f"The certificate has a price of a term that there is not: {term.kind.value}.")
        return found

    def _cells(self, prices: Mapping[tuple[TermKind, str, int, int, str], int]) -> dict[tuple[str, bool], list[_Cell]]:
        """The cells that can be the best, for each direction and for those who are early and those who are not."""
        instance, found = self.instance, dict[tuple[str, bool], list[_Cell]]()
        for index, d in enumerate(instance.directions):
            cells = []
            for s, p in instance.cells:
                seats, beds = instance.seats[instance.points[p]][s], instance.stretchers[instance.points[p]][s]
                seat, bed = (prices.get((kind, d, s, p, ""), 0) for kind in (TermKind.SEATS, TermKind.STRETCHERS))
                balance = prices.get((TermKind.BALANCE, "", s, -1, ""), 0) * instance.share(d) * (-1) ** index
                flow = prices.get((TermKind.QUOTA, d, s, -1, ""), 0) + balance
                counted = {c: prices.get((TermKind.CATEGORY, d, s, -1, c), 0) for of, c in self.held.carried if of == d}
                cells.append(_Cell(s, p, seat, bed, flow, counted, seats, beds))
            for early in (False, True):
                late = self.weights.get(Goal(Objective.PROMPT), 0) * early
                found[d, early] = _undominated(cells, late, Goal(Objective.KM) in self.weights)
        return found

    def _choice(self, alike: Alike, early: bool) -> "_Choice":
        """What there is to choose for somebody, in a group where anybody is early or not; his class may be settled."""
        known = self.choices.get((alike, early))
        if known is None:
            value = self.settled.get(Goal(Objective.CLASSES, alike.rank))
            must = alike.must or (alike.may and value == self.held.there[alike.rank])
            may = alike.may and (must or value != self.held.insisted[alike.rank])
            cells = [self._brings(alike, cell) for cell in self.cells[alike.direction, early]]
            known = self.choices[alike, early] = _Choice(must, may, cells, max(cells))
        return known

    def _brings(self, alike: Alike, cell: _Cell) -> int:
        if not cell.seats or (alike.stretcher and not cell.beds):
            return _NEVER
        weights, instance = self.weights, self.instance
        value = weights.get(Goal(Objective.MOVED), 0) + weights.get(Goal(Objective.CLASSES, alike.rank), 0)
        if alike.rank < instance.early:
            value -= weights.get(Goal(Objective.PROMPT), 0) * (cell.stage + 1)
        if km := weights.get(Goal(Objective.KM), 0):
            value -= km * instance.km[alike.site][instance.points[cell.point]]
        value -= cell.seat + cell.bed * alike.stretcher
        return value if alike.beside else value - cell.flow - cell.categories.get(alike.category, 0)

    def _lone(self, alike: Alike, days: int) -> int:
        """The best for somebody on his own."""
        choice = self._choice(alike, alike.rank < self.instance.early)
        if not choice.may:
            return 0
        best = choice.best + days * self.waited
        return best if choice.must else max(0, best)

    def _group(self, members: Sequence[tuple[Alike, int]]) -> int:
        """The best for a group: whole in one cell, split, or nobody."""
        early = any(alike.rank < self.instance.early for alike, _ in members)
        choices = [self._choice(alike, early) for alike, _ in members]
        best = sum(self._lone(alike, days) for alike, days in members) - self.together
        if not any(choice.must for choice in choices):
            best = max(best, 0)
        if all(choice.may for choice in choices):
            days = sum(days for _, days in members)
            lying = sum(alike.stretcher for alike, _ in members)
            rooms = self.cells[members[0][0].direction, early]
            whole = max(
                sum(values) if cell.seats >= len(members) and cell.beds >= lying else _NEVER
                for cell, *values in zip(rooms, *(choice.cells for choice in choices), strict=True)
            )
            best = max(best, whole + days * self.waited + self.together)
        return best


@dataclass(frozen=True, slots=True)
class _Choice:
    """Whether somebody must go and may; what he brings at each cell, less what he takes, and at best; without his
    days."""

    must: bool
    may: bool
    cells: list[int]
    best: int


def _undominated(cells: Sequence[_Cell], late: int, far: bool) -> list[_Cell]:
    """Leave out cells that cost no less than another which has the same room and, where it matters, the same point."""
    found: dict[tuple[int, int, int], list[tuple[tuple[int, ...], _Cell]]] = {}
    for cell in cells:
        costs = (late * cell.stage, cell.seat, cell.bed, cell.flow, *cell.categories.values())
        alike = found.setdefault((cell.point if far else 0, cell.seats, cell.beds), [])
        if not any(all(map(le, other, costs)) for other, _ in alike):
            alike[:] = [(other, kept) for other, kept in alike if not all(map(le, costs, other))]
            alike.append((costs, cell))
    return [cell for alike in found.values() for _, cell in alike]


def _limits(
    instance: Instance, carried: Mapping[tuple[str, str], tuple[range, ...]]
) -> Iterator[tuple[tuple[TermKind, str, int, int, str], tuple[int, int]]]:
    """Every term that ties people to each other, with the least and the most that it allows."""
    for d in instance.directions:
        for s, p in instance.cells:
            yield (TermKind.SEATS, d, s, p, ""), (0, instance.seats[instance.points[p]][s])
            lying = min(instance.stretchers[instance.points[p]][s], instance.seats[instance.points[p]][s])
            yield (TermKind.STRETCHERS, d, s, p, ""), (0, lying)  # a stretcher takes a seat, too
        for s, most in enumerate(instance.quota[d]):
            yield (TermKind.QUOTA, d, s, -1, ""), (0, most)
    for (d, category), wanted in carried.items():
        for s, some in enumerate(wanted):
            yield (TermKind.CATEGORY, d, s, -1, category), (some.start, some.stop - 1)
    if instance.tolerance is not None and len(instance.directions) == 2:
        for s in range(len(instance.stages)):
            yield (TermKind.BALANCE, "", s, -1, ""), (-instance.tolerance, instance.tolerance)


def _meant(instance: Instance, term: Term) -> Iterator[tuple[TermKind, str, int, int, str]]:
    """The terms that a price is of: of one stage or of every stage, of one point or of every point."""
    stages = [s for s, name in enumerate(instance.stages) if term.stage in {None, name}]
    points = [p for p, name in enumerate(instance.points) if term.point in {None, name}]
    for s in stages:
        for p in points if term.kind in {TermKind.SEATS, TermKind.STRETCHERS} else [-1]:
            yield term.kind, term.direction or "", s, p, term.category or ""
