"""Why him, why not yet, and what would have to be otherwise: every answer is proven, none needs the solver.

A plan is the best of all plans. So whoever does not go in it goes in no plan that is better, and of all the plans in
which he does not go it stays the best, whatever is otherwise about him alone. If then one plan in which he goes is
allowed and better, he goes (and the other way round for one who goes). Such plans are looked for among those that
exchange a few people. What is claimed is therefore always enough, though less may be, too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import nlargest

from homeward.planning.why.exchanges import best_earlier, ways_in, ways_out
from homeward.planning.why.situation import Exchange, Situation, Worth
from homeward.planning.why.words import Bar, Change, Earlier, Explanation, Instead, What
from homeward.planning.words import Cell, Instance, Objective, Person, Plan, PlanningError

_FEW = 3  # people who come next before somebody


def explain(instance: Instance, plan: Plan, person: str) -> Explanation:
    """Say why somebody goes in a plan, or does not.

    Args:
        instance: people and terms.
        plan: the best plan for them, with what is proven of it.
        person: about whom.

    Raises:
        PlanningError: there is no such person.
    """
    who = next((one for one in instance.people if one.id == person), None)
    if who is None:
        raise PlanningError(f"There is no {person} among the people.")
    situation = Situation.of(instance, plan.assignments)
    cell = plan.assignments.get(person)
    bar = Bar.REFUSED if person in instance.refused else Bar.UNWILLING if person in instance.unwilling else None
    case = _Case(situation, plan, who, cell)
    best = case.best()
    going = [one for one in instance.people if one.id in plan.assignments and one.direction == who.direction]
    ahead = [one for one in going if (one.rank, -one.days) < (who.rank, -who.days)]
    return Explanation(
        person=person,
        cell=cell,
        bar=bar,
        insisted=person in instance.insisted,
        going=len(going),
        ahead=len(ahead),
        nearest=tuple(one.id for one in nlargest(_FEW, ahead, key=lambda one: (one.rank, -one.days, one.id))),
        instead=None if bar or best is None else case.instead(best),
        earlier=case.earlier(),
        changes=tuple(case.changes()),
        is_proven=case.is_proven,
    )


class _Case:
    """One person in one plan, and the exchanges that would turn the answer round."""

    def __init__(self, situation: Situation, plan: Plan, who: Person, cell: Cell | None) -> None:
        self.situation, self.who, self.cell = situation, who, cell
        self.instance = situation.instance
        self.goals = self.instance.goals()
        # At each level by how much another plan may be better, that is as good before.
        open_by = {level.goal: abs(level.bound - level.value) for level in plan.levels}
        self.slack = [open_by.get(goal) for goal in self.goals]
        ways = ways_in(situation, who) if cell is None else ways_out(situation, who)
        self.ways = [(situation.worth(way), way) for way in ways]

    @property
    def is_proven(self) -> bool:
        """Whether the plan is proven at every level."""
        return all(slack == 0 for slack in self.slack)

    def best(self) -> tuple[Worth, Exchange] | None:
        """The exchange that loses least."""
        return max(self.ways, key=lambda way: way[0], default=None)

    def instead(self, best: tuple[Worth, Exchange]) -> Instead:
        """Say what the best exchange is and what it loses."""
        worth, way = best
        moved = [*way.leave, *(one for one, _ in way.come)]
        same = {one.id for one in (way.leave if self.cell else [one for one, _ in way.come])}
        at = next((n for n, number in enumerate(worth) if number), None)
        return Instead(
            people=tuple(sorted(one.id for one in moved if one.id not in same)),
            along=tuple(sorted(same - {self.who.id})),
            goal=None if at is None else self.goals[at],
            by=0 if at is None else abs(worth[at]),
        )

    def earlier(self) -> Earlier | None:
        """Say what it would mean that he goes in an earlier stage."""
        best = best_earlier(self.situation, self.who)
        if best is None:
            return None
        worth, other, cell = best
        at = next((n for n, number in enumerate(worth) if number), None)
        return Earlier(other.id, cell, None if at is None else self.goals[at], 0 if at is None else abs(worth[at]))

    def changes(self) -> Iterator[tuple[Change, ...]]:
        """Yield what would turn the answer round, each proven."""
        if self.cell is not None:
            yield from ((change,) for change in self._to_stay())
            return
        freed = self._freed()
        if not freed:
            yield from ((change,) for change in self._to_go())
        elif self._counts_as_before():
            if self._wins(worth for worth, _ in self.ways):
                yield freed
            yield from ((*freed, change) for change in self._to_go())

    def _freed(self) -> tuple[Change, ...]:
        """What must be otherwise before he may go at all."""
        refused, unwilling = self.who.id in self.instance.refused, self.who.id in self.instance.unwilling
        return (*([Change(What.RELEASED)] * refused), *([Change(What.WILLING)] * unwilling))

    def _counts_as_before(self) -> bool:
        """Whether as many of each category are due if he may go: else other plans are allowed than before."""
        only = {self.who.id}
        freed = replace(self.instance, refused=self.instance.refused - only, unwilling=self.instance.unwilling - only)
        return freed.carried() == self.situation.exactly

    def _to_go(self) -> Iterator[Change]:
        days = self._at(Objective.WAITED)
        more = [self._missing(worth, days) for worth, _ in self.ways]
        enough = min((number for number in more if number is not None), default=None)
        if enough is not None:
            yield Change(What.DAYS, self.who.days + enough)
        for rank in range(self.who.rank - 1, -1, -1):
            if self._wins(self._as_class(rank)):
                yield Change(What.CLASS, rank)
                break
        if self.who.stretcher and self._wins(self._sitting()):
            yield Change(What.SITTING)
        if self.ways:
            yield Change(What.INSISTED)

    def _to_stay(self) -> Iterator[Change]:
        if self.who.id in self.instance.insisted:
            if self._wins(worth for worth, _ in self.ways):
                yield Change(What.LET_BE)
            return
        days = self._at(Objective.WAITED)
        fewer = [self._missing(worth, days) for worth, _ in self.ways]
        enough = min((number for number in fewer if number is not None), default=None)
        if enough is not None and enough <= self.who.days:
            yield Change(What.DAYS, self.who.days - enough)
        for rank in range(self.who.rank + 1, len(self.instance.classes)):
            lost = self._lost_as(rank)
            if self._wins(tuple(a - b for a, b in zip(worth, lost, strict=True)) for worth, _ in self.ways):
                yield Change(What.CLASS, rank)
                break

    def _at(self, objective: Objective) -> int:
        return next(n for n, goal in enumerate(self.goals) if goal.objective is objective)

    def _missing(self, worth: Worth, days: int) -> int | None:
        """How many days would make up for what an exchange loses; None: no number would."""
        if any(worth[:days]) or any(slack != 0 for slack in self.slack[:days]):
            return None
        slack = self.slack[days]
        return None if slack is None else max(1, slack + 1 - worth[days])

    def _wins(self, worths: Iterable[Worth]) -> bool:
        """Whether an exchange makes a plan better than any that is not known to be worse."""
        return any(self._is_better(worth) for worth in worths)

    def _is_better(self, worth: Worth) -> bool:
        for number, slack in zip(worth, self.slack, strict=True):
            if slack is None or number < slack or (number == slack != 0):
                return False
            if number > slack:
                return True
        return False

    def _as_class(self, rank: int) -> Iterator[Worth]:
        """What the exchanges would be worth, were he of another class."""
        other = replace(self.who, rank=rank)
        for worth, way in self.ways:
            there = next(cell for one, cell in way.come if one.id == self.who.id)
            was, would = self.situation.brings(self.who, there), self.situation.brings(other, there)
            yield tuple(a - b + c for a, b, c in zip(worth, was, would, strict=True))

    def _lost_as(self, rank: int) -> Worth:
        """What every plan with him would be worth more at most, were he of another class."""
        was, would = self.who, replace(self.who, rank=rank)
        found = [
            [b - a for a, b in zip(self.situation.brings(was, cell), self.situation.brings(would, cell), strict=True)]
            for cell in self.instance.cells
        ]
        return tuple(max(numbers) for numbers in zip(*found, strict=True))

    def _sitting(self) -> Iterator[Worth]:
        """What exchanges would be worth, if he needed no stretcher."""
        other = replace(self.who, stretcher=False)
        people = tuple(other if one.id == other.id else one for one in self.instance.people)
        situation = Situation.of(replace(self.instance, people=people), self.situation.cells)
        return (situation.worth(way) for way in ways_in(situation, other))
