"""What has happened since a plan was announced, and what is planned anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from homeward.planning.words import Cell, Goal


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise than when the plan was announced. Stages and points are named, people by id.

    Attributes:
        handed_over: stages that are over: what happened in them is fixed.
        missed: who was announced for such a stage and was not handed over; may go later, unless named below.
        went: who was handed over in such a stage without being announced for it, and where.
        unable: who cannot travel in what is left.
        unwilling: who does not wish to go any more.
        seats: how many there are now, of each point and stage that is named, for each direction.
        stretchers: the same.
        quota: how many are agreed now, of each direction and stage that is named.
        slipped: stages that now come after another one.
    """

    handed_over: tuple[str, ...] = ()
    missed: frozenset[str] = frozenset()
    went: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unable: frozenset[str] = frozenset()
    unwilling: frozenset[str] = frozenset()
    seats: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    stretchers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    quota: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    slipped: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repaid:
    """What one direction still owes the other after a stage, and that it cannot be less (``bound``)."""

    stage: str
    owed: int
    bound: int


@dataclass(frozen=True, slots=True)
class Step:
    """What was reached at one level, and what no plan can beat that keeps as much and balances as early."""

    goal: Goal
    value: int
    bound: int


@dataclass(frozen=True, slots=True)
class Replan:
    """A plan after changes: what is fixed and what is planned, and how it differs from what was announced.

    Attributes:
        assignments: who was handed over or goes, and where.
        kept: how many go as they were announced, of those who still may.
        possible: no plan keeps more than this.
        moved: who was announced, still may go, and now goes elsewhere.
        left_out: who was announced, still may go, and now does not.
        lost: who was announced for what is left and cannot or does not wish to go.
        added: who was not announced and goes now.
        owing: the direction that owes people to the other, because of what was handed over; None: none does.
        repaid: what it owes after each stage that is left.
        levels: how good the plan is for those who have not been handed over.
    """

    assignments: Mapping[str, Cell]
    kept: int
    possible: int
    moved: tuple[str, ...]
    left_out: tuple[str, ...]
    lost: tuple[str, ...]
    added: tuple[str, ...]
    owing: str | None
    repaid: tuple[Repaid, ...]
    levels: tuple[Step, ...]

    @property
    def is_least(self) -> bool:
        """Whether nothing announced could have been kept beside what is."""
        return self.kept == self.possible
