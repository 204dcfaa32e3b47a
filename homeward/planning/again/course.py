"""The way to a plan after changes: the model of a first plan, with what was announced and what is owed.

Columns for what is owed: by how much a stage may be out of balance to make good (``Makes``), and what is still owed
after it (``Owed``). Once everything announced can be kept, nobody announced needs a column for another place.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from homeward.planning.again.rest import Rest
from homeward.planning.again.words import Repaid, Step
from homeward.planning.aims import aim_of
from homeward.planning.build import build
from homeward.planning.conflict import conflict
from homeward.planning.kinds import View
from homeward.planning.levels import Course, Reached, kept_rows, learn, look
from homeward.planning.lottery import drawn
from homeward.planning.model import INFINITE, Aim, Row
from homeward.planning.places import Built, Going, Whole
from homeward.planning.placing import placed
from homeward.planning.planner import Progress
from homeward.planning.solver import relax, search, whole
from homeward.planning.ties import drawn_apart
from homeward.planning.words import Cell, Goal, PlanningError, Prices, Term, TermKind

_SLACK = 1e-6
Making = Callable[[Built], Aim]


class Makes(NamedTuple):
    """The column of by how much more than agreed the direction that owes may give in a stage, to make good."""

    stage: str


class MakesBy(NamedTuple):
    """The column of how many of a category are among them, beyond what the stage carries of it."""

    stage: str
    category: str


class Owed(NamedTuple):
    """The column of what is still owed after a stage."""

    stage: str


class Again:
    """The levels of a plan after changes, one after the other."""

    def __init__(self, left: Rest) -> None:
        self.left = left
        view = View(points=True, announced=left.announced)
        self.course = Course(left.instance, drawn(left.instance), view)
        self.course.built = build(left.instance, self.course.people, view)
        self.settled: list[tuple[Making, int]] = []
        self.all_kept = False
        self._owed(self.built)

    @property
    def built(self) -> Built:
        """The model at hand."""
        assert self.course.built is not None
        return self.course.built

    def keep(self) -> tuple[int, int]:
        """Keep as much of what was announced as can be; returns how many, and that no plan keeps more than that."""
        value, bound = self._best(kept_of)
        self.settled.append((kept_of, value))
        self.all_kept = value == len(self.left.announced)
        if self.all_kept:
            _only_as_announced(self.built)
        return value, bound

    def make_good(self) -> Iterator[Repaid]:
        """Make good what is owed, as early as it can be."""
        for number in self.left.stages if self.left.owing is not None else ():
            stage = self.left.instance.stages[number]

            def less(built: Built, stage: str = stage) -> Aim:
                return Aim(0, ((built.model.index[Owed(stage)], -1),))

            value, bound = self._best(less)
            self.settled.append((less, value))
            yield Repaid(stage, -value, -bound)

    def levels(self, tell: Progress | None) -> Iterator[Step]:
        """Go through the objectives in the order of the terms."""
        goals = self.left.instance.goals()
        for goal in goals:
            before = self.course.built
            look(self.course, goal.objective)
            if self.built is not before:
                self._owed(self.built)
                if self.all_kept:
                    _only_as_announced(self.built)
            value, bound = self._best(partial(_aim_of, goal))
            step = Step(goal, goal.sign * value, goal.sign * bound)
            self.course.reached.append(Reached(goal, step.value, step.bound, Prices({}, ())))
            if tell is not None:
                tell(goal, step.value, step.bound)
            yield step
            if goal.rank == len(self.left.instance.classes) - 1 and goal is not goals[-1]:
                learn(self.course)

    def placed(self) -> dict[str, Cell]:
        """Who goes to which cell."""
        return placed(self.built, drawn_apart(self.course, tuple(self._settled_rows(self.built))))

    def _best(self, making: Making) -> tuple[int, int]:
        """The best value of an aim, and a bound, among the plans that keep what is settled."""
        built = self.built
        aim = making(built)
        rows = [*kept_rows(built, self.course.reached)[0], *self._settled_rows(built)]
        relaxed = relax(built.model, aim, rows)
        if relaxed.value is None:
            raise conflict(self.left.instance, self.course.people)
        bound = math.floor(relaxed.value + _SLACK)
        point = whole(relaxed.point)
        if point is None or aim.value(point) < bound:
            found = search(built.model, aim, rows)
            if found.point is None:
                raise PlanningError("No plan in whole people was found after these changes; loosen a term.")
            point, bound = found.point, min(bound, math.floor(found.bound + _SLACK))
        self.course.point = point
        return aim.value(point), max(aim.value(point), bound)

    def _settled_rows(self, built: Built) -> Iterator[Row]:
        for making, value in self.settled:
            aim = making(built)
            if aim.entries:
                yield Row(value - aim.constant, INFINITE, aim.entries)

    def _owed(self, built: Built) -> None:
        """Let the direction that owes give more than agreed, until it has made good; and count what is still owed."""
        left, model = self.left, built.model
        if left.owing is None:
            return
        share = left.instance.share(left.owing)
        sign = 1 if left.owing == left.instance.directions[1] else -1
        names = [left.instance.stages[number] for number in left.stages]
        makes = {stage: model.column(Makes(stage), left.owed) for stage in names}
        for number, row in enumerate(list(model.rows)):
            term = row.terms[0] if row.terms else None
            if term is None or term.stage not in makes:
                continue
            extra = makes[term.stage]
            if term.kind is TermKind.QUOTA and term.direction == left.owing:
                entries = (*((column, share * n) for column, n in row.entries), (extra, -1))
                model.rows[number] = replace(row, high=share * row.high, entries=entries)
            elif term.kind is TermKind.BALANCE:
                model.rows[number] = replace(row, entries=(*row.entries, (extra, sign)))
        model.row(-INFINITE, left.owed, [(column, 1) for column in makes.values()])
        self._by_category(built, makes, share)
        self._still_owed(built, names, sign)

    def _by_category(self, built: Built, makes: dict[str, int], share: int) -> None:
        """Whoever makes good may be of a category of which too few were handed over."""
        left, model = self.left, built.model
        by_stage: dict[str, list[tuple[int, int]]] = {stage: [(column, -1)] for stage, column in makes.items()}
        by_category: dict[str, list[tuple[int, int]]] = {category: [] for category in left.missing}
        for number, row in enumerate(list(model.rows)):
            term = row.terms[0] if row.terms else Term(TermKind.QUOTA)
            if term.kind is not TermKind.CATEGORY or term.direction != left.owing or term.stage not in makes:
                continue
            category = term.category or ""
            column = model.column(MakesBy(term.stage, category), left.missing.get(category, 0))
            by_stage[term.stage].append((column, share))
            by_category[category].append((column, 1))
            model.rows[number] = replace(row, low=-INFINITE, entries=(*row.entries, (column, -1)))
            model.row(row.low, INFINITE, row.entries)
        for entries in by_stage.values():
            model.row(-INFINITE, 0, entries)
        for category, entries in by_category.items():
            model.row(-INFINITE, left.missing[category], entries)

    def _still_owed(self, built: Built, names: list[str], sign: int) -> None:
        """What is owed after a stage is what was owed, and by how much the stages until then have differed."""
        model, differences = built.model, {}
        makes = {model.index[Makes(stage)] for stage in names}
        for row in model.rows:
            for term in row.terms:
                if term.kind is TermKind.BALANCE and term.stage in names:
                    differences[term.stage] = [(c, sign * n) for c, n in row.entries if c not in makes]
        most = self.left.owed + len(names) * (self.left.instance.tolerance or 0)
        until: list[tuple[int, int]] = []
        for stage in names:
            until += differences.get(stage, [])
            owed = model.column(Owed(stage), most)
            model.row(self.left.owed, INFINITE, [(owed, 1), *((c, -n) for c, n in until)])


def _aim_of(goal: Goal, built: Built) -> Aim:
    return aim_of(built, goal)


def kept_of(built: Built) -> Aim:
    """How many go as they were announced."""
    entries = []
    for key, column in built.model.index.items():
        match key:
            case Going(kind, place) if kind.announced == place.cell:
                entries.append((column, 1))
            case Whole(pattern, place):
                number = sum(member.kind.announced == place.cell for member in pattern.members)
                if number:
                    entries.append((column, number))
    return Aim(0, tuple(entries))


def _only_as_announced(built: Built) -> None:
    """Close the columns in which somebody announced would go elsewhere."""
    for key, column in built.model.index.items():
        match key:
            case Going(kind, place) if kind.announced not in {None, place.cell}:
                built.model.upper[column] = 0
            case Whole(pattern, place):
                if any(member.kind.announced not in {None, place.cell} for member in pattern.members):
                    built.model.upper[column] = 0
