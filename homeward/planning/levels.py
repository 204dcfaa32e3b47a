"""One objective after the other: each is made as good as the ones before it allow, and what was reached is kept.

A level is first solved without whole numbers. That is nearly always whole by itself; where it is not, a search in whole
numbers follows. Either way the duals are the prices that prove a bound.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from homeward.planning.aims import aim_of
from homeward.planning.build import build
from homeward.planning.conflict import conflict
from homeward.planning.kinds import Fate, View
from homeward.planning.model import INFINITE, Row
from homeward.planning.places import Built
from homeward.planning.solver import relax, search, whole
from homeward.planning.words import Goal, Instance, Objective, Person, PlanningError, Prices, Term, TermKind

_SLACK = 1e-6
_SIMPLE = 5040  # duals are fractions with small denominators, which rounding hides
_FINE = 1 << 24
Progress = Callable[["Reached"], None]


@dataclass(frozen=True, slots=True)
class Reached:
    """What a level has reached, and what the search says that nobody can beat; both with the sign of ``Goal.sign``."""

    goal: Goal
    value: int
    bound: int
    prices: Prices


@dataclass(slots=True)
class Course:
    """The way through the levels: what was reached, and where the last model stands."""

    instance: Instance
    people: tuple[Person, ...]  # in the order of the lottery
    view: View = field(default_factory=View)
    reached: list[Reached] = field(default_factory=list)
    built: Built | None = None
    point: list[int] | None = None


def through(
    instance: Instance, people: tuple[Person, ...], large: bool = False, tell: Progress | None = None
) -> Course:
    """Go through the levels in the order of the terms.

    Args:
        instance: the terms.
        people: everybody, in the order of the lottery.
        large: look at stages only, and stop before the kilometres.
        tell: is told each level as it is done.

    Raises:
        InfeasibleError: no plan keeps all the terms.
    """
    course = Course(instance, people)
    goals = [goal for goal in instance.goals() if not (large and goal.objective is Objective.KM)]
    for goal in goals:
        look(course, goal.objective, large)
        course.reached.append(step(course, goal))
        if tell is not None:
            tell(course.reached[-1])
        if goal.rank == len(instance.classes) - 1 and goal is not goals[-1]:
            learn(course)
    return course


def look(course: Course, objective: Objective, large: bool = False) -> None:
    """Look at what an objective needs, beside what was looked at before."""
    view = course.view
    match objective:
        case Objective.TOGETHER:
            view = replace(view, groups=True, points=not large)
        case Objective.WAITED:
            view = replace(view, days=True)
        case Objective.KM:
            view = replace(view, sites=True, points=True)
    if course.built is None or view != course.view:
        course.view, course.built = view, build(course.instance, course.people, view)


def step(course: Course, goal: Goal) -> Reached:
    """Do one level in the model at hand, and return what it reached.

    Raises:
        InfeasibleError: no plan keeps all the terms.
        PlanningError: the solver found no plan within its limits.
    """
    built = course.built
    assert built is not None
    aim, (kept, indices) = aim_of(built, goal), kept_rows(built, course.reached)
    relaxed = relax(built.model, aim, kept)
    if relaxed.value is None:
        raise conflict(course.instance, course.people)
    prices = prices_of(built.model.rows, relaxed.duals, indices, len(course.reached))
    bound = math.floor(relaxed.value + _SLACK)
    point = whole(relaxed.point)
    if point is None or aim.value(point) < bound:
        found = search(built.model, aim, kept)
        if found.point is None:
            if found.impossible and not course.reached:
                raise conflict(course.instance, course.people)
            raise PlanningError(f"No plan in whole people was found ({goal.objective.value}); loosen a term.")
        point = found.point
        bound = min(bound, math.floor(found.bound + _SLACK))
    course.point = point
    value = aim.value(point)
    return Reached(goal, goal.sign * value, goal.sign * max(value, bound), prices)


def outlook(course: Course, goal: Goal) -> Reached:
    """Return what a level can be at best in the model at hand, in which no plan is looked for."""
    built = course.built
    assert built is not None
    aim, (kept, indices) = aim_of(built, goal), kept_rows(built, course.reached)
    relaxed = relax(built.model, aim, kept)
    if relaxed.value is None:
        raise PlanningError("The solver contradicts itself about the kilometres; this is a mistake of this program.")
    bound = goal.sign * math.floor(relaxed.value + _SLACK)
    return Reached(goal, bound, bound, prices_of(built.model.rows, relaxed.duals, indices, len(course.reached)))


def kept_rows(built: Built, reached: Sequence[Reached]) -> tuple[list[Row], list[int]]:
    """Rows that keep what earlier levels have reached, in the columns of this model; and of which level each is."""
    rows, indices = [], []
    for index, one in enumerate(reached):
        if one.goal.rank is not None and built.view.fates.get(one.goal.rank, Fate.OPEN) is not Fate.OPEN:
            continue  # that all go, or only those insisted on, is in the kinds themselves
        aim = aim_of(built, one.goal)
        if aim.entries:
            rows.append(Row(one.goal.sign * one.value - aim.constant, INFINITE, aim.entries))
            indices.append(index)
    return rows, indices


def prices_of(rows: Sequence[Row], duals: Sequence[float], indices: Sequence[int], before: int) -> Prices:
    """Return the prices that duals are: of the terms, then of the levels before.

    Args:
        rows: the model's rows; those that concern one kind or group (no term, or of people insisted on) have no price.
        duals: of these rows, then of the kept ones.
        indices: of which level each kept row is.
        before: how many levels there are before.
    """
    terms: dict[Term, Fraction] = {}
    for row, dual in zip(rows, duals, strict=False):
        for term in row.terms if abs(dual) > _SLACK else ():
            if term.kind in {TermKind.BALANCE, TermKind.CATEGORY}:
                terms[term] = terms.get(term, Fraction(0)) + exact(dual)
            elif term.kind is not TermKind.INSISTED:
                terms[term] = terms.get(term, Fraction(0)) + max(exact(dual), Fraction(0))
    levels = [Fraction(0)] * before
    for index, dual in zip(indices, duals[len(rows) :], strict=True):
        levels[index] = -exact(dual)
    return Prices(terms, tuple(levels))


def exact(dual: float) -> Fraction:
    """The fraction that a dual was meant to be."""
    simple = Fraction(dual).limit_denominator(_SIMPLE)
    return simple if abs(simple - Fraction(dual)) < _SLACK / 100 else Fraction(round(dual * _FINE), _FINE)


def learn(course: Course) -> None:
    """Once classes are settled, see of which everybody goes, and of which nobody who is not insisted on."""
    instance = course.instance
    eligible = Counter(person.rank for person in instance.people if instance.eligible(person))
    insisted = Counter(person.rank for person in instance.people if person.id in instance.insisted)
    fates = {}
    for one in course.reached:
        rank = one.goal.rank
        if rank is not None:
            every, must = one.value == eligible[rank], one.value == insisted[rank]
            fates[rank] = Fate.ALL if every else Fate.INSISTED if must else Fate.OPEN
    course.view = replace(course.view, ranks=False, fates=fates)
    course.built = course.point = None
