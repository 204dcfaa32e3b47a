"""What a planning speaks of: people held, stages, points of handover, terms; and what it answers: a plan.

A **direction** is who goes where: ``A>B`` are those whom A gives to B. A **cell** is one stage at one point. Seats and
stretchers hold for each cell and direction; the quota for each stage and direction. All values are frozen.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from homeward import HomewardError

Cell = tuple[int, int]
"""A stage and a point, by their numbers from 0."""


class PlanningError(HomewardError):
    """What was given cannot be planned with, or checked: what, where, and what to do."""


class InfeasibleError(PlanningError):
    """No plan keeps all the terms. ``terms`` is a smallest set of them that cannot hold together."""

    def __init__(self, message: str, terms: "tuple[Term, ...]") -> None:
        super().__init__(message)
        self.terms = terms


class Objective(StrEnum):
    """What a plan is good at. The terms choose the order; ``ORDER`` is the usual one."""

    MOVED = "moved"  # people who go; more is better
    CLASSES = "classes"  # of each class in its order; more is better (GC III art. 109 and 110: the gravely ill first)
    PROMPT = "prompt"  # the stages, from 1, of those of the early classes, summed; less is better
    TOGETHER = "together"  # groups that go whole to one cell, less those that are split; more is better
    WAITED = "waited"  # days waited by those who go, summed; more is better
    KM = "km"  # kilometres from sites to points, summed; less is better


ORDER = (
    Objective.MOVED, Objective.CLASSES, Objective.PROMPT, Objective.TOGETHER, Objective.WAITED, Objective.KM,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One who is held: ``rank`` is the class, 0 first; ``days`` since capture; sex and age are for the audit."""

    id: str
    direction: str
    category: str
    rank: int
    days: int
    stretcher: bool
    site: str
    group: str | None = None
    sex: str | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """Everybody who is held and the terms.

    Attributes:
        seats: of each point, a number for each stage; the same holds for each direction.
        stretchers: the same; a stretcher takes a seat, too.
        quota: of each direction, the most who go in each stage.
        tolerance: by how much the two directions of a stage may differ; None: by any number (all for all).
        ratio: how many of a direction go for how many of the other; 1 and 1 in an exchange of N for N.
        categories: of each direction and category, exactly how many of it each stage carries, if that many may go.
        insisted: who must go.
        refused: whom the holder does not give.
        unwilling: who does not wish to go; nobody goes against his will (GC III art. 109).
        goodwill: who goes, if at all, beside quota, categories and balance.
        km: from each site to each point.
        early: how many of the first classes are to go early.
        order: the objectives, the most important first.
        lottery: what breaks ties; both sides put in a half (see ``homeward.planning.lottery``).
    """

    stages: tuple[str, ...]
    points: tuple[str, ...]
    seats: Mapping[str, tuple[int, ...]]
    stretchers: Mapping[str, tuple[int, ...]]
    quota: Mapping[str, tuple[int, ...]]
    classes: tuple[str, ...]
    people: tuple[Person, ...]
    km: Mapping[str, Mapping[str, int]]
    tolerance: int | None = 0
    ratio: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    insisted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    unwilling: frozenset[str] = frozenset()
    goodwill: frozenset[str] = frozenset()
    early: int = 2
    order: tuple[Objective, ...] = ORDER
    lottery: str = ""

    @property
    def directions(self) -> tuple[str, ...]:
        """The directions, in the order of their names."""
        return tuple(sorted(self.quota))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every stage at every point, stage by stage."""
        return tuple((s, p) for s in range(len(self.stages)) for p in range(len(self.points)))

    def eligible(self, person: Person) -> bool:
        """Whether somebody may go at all."""
        return person.id not in self.refused and person.id not in self.unwilling

    def is_early(self, person: Person) -> bool:
        """Whether somebody is of a class that is to go early."""
        return person.rank < self.early

    def share(self, direction: str) -> int:
        """What one of a direction counts in the balance: the other direction's part of the ratio."""
        return next((self.ratio.get(other, 1) for other in self.directions if other != direction), 1)

    def goals(self) -> tuple["Goal", ...]:
        """The levels in their order: every objective, and of the classes each on its own."""
        return tuple(
            goal
            for one in self.order
            for goal in (
                [Goal(one, rank) for rank in range(len(self.classes))] if one is Objective.CLASSES else [Goal(one)]
            )
        )

    def carried(self) -> dict[tuple[str, str], tuple[range, ...]]:
        """How many of each direction and category each stage may carry: exactly so many, if that many may go at all."""
        there = Counter(
            (p.direction, p.category) for p in self.people if self.eligible(p) and p.id not in self.goodwill
        )
        return {
            (direction, category): tuple(
                range(number if there[direction, category] >= sum(wanted) else 0, number + 1) for number in wanted
            )
            for direction, categories in sorted(self.categories.items())
            for category, wanted in sorted(categories.items())
        }


@dataclass(frozen=True, slots=True)
class Goal:
    """One level: an objective, and of the classes which."""

    objective: Objective
    rank: int | None = None

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return -1 if self.objective in {Objective.PROMPT, Objective.KM} else 1


class TermKind(StrEnum):
    """What a term of an exchange is about."""

    INSISTED = "insisted"  # these people must go
    QUOTA = "quota"
    SEATS = "seats"
    STRETCHERS = "stretchers"
    CATEGORY = "category"
    BALANCE = "balance"  # both directions of a stage differ by at most the tolerance


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its kind and where it holds. None: of every stage, of every point.

    ``number`` and ``people`` are what it says: a limit, and who is insisted on.
    """

    kind: TermKind
    direction: str | None = None
    stage: str | None = None
    point: str | None = None
    category: str | None = None
    number: int | None = field(default=None, compare=False)
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prices:
    """What proves a bound: what a unit of each term is worth at a level, and a unit of each level before.

    No price is trusted: any prices prove some bound, good ones a good bound (``homeward.planning.proof``).
    """

    terms: Mapping[Term, Fraction]
    before: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """How good a plan is at one level, and what is proven.

    Both bounds are numbers that no plan can beat which has the same values at all levels before: ``bound`` by the
    search of the solver or by the certificate, whichever is closer; ``certified`` by the certificate alone.
    """

    goal: Goal
    value: int
    bound: int
    certified: int

    @property
    def gap(self) -> float:
        """How far the bound is from the value, as a share of the bound; 0 is proven optimal."""
        return abs(self.bound - self.value) / max(1, abs(self.bound))

    @property
    def is_certified(self) -> bool:
        """Whether the certificate alone proves that nothing is better."""
        return self.certified == self.value


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes in which stage from which point, by their numbers; what is proven of it, and by which prices."""

    assignments: Mapping[str, Cell]
    levels: tuple[Level, ...] = ()
    prices: tuple[Prices, ...] = ()

    @property
    def is_optimal(self) -> bool:
        """Whether every level is proven."""
        return all(level.gap == 0 for level in self.levels)
