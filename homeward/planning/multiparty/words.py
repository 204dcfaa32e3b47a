"""What an exchange among many parties speaks of: whom each holds, what each demands for whom, and what comes of it.

A **condition** is a party's word: "if any of these of ours go, then all of this must happen", or, with nobody named,
"if we take part at all". What must happen is a list of **demands**, and one may be about anybody, also about people
who neither come from that party nor go to it. All values are frozen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Objective(StrEnum):
    """What a settlement is good at, in the order a deal chooses; ``ORDER`` is the usual one."""

    MOVED = "moved"  # people who go; more is better
    CLASSES = "classes"  # of each class in its order; more is better
    WISHES = "wishes"  # how far down their wishes those who go come, summed, 0 is the first wish; less is better
    WAITED = "waited"  # days held of those who go, summed; more is better
    WORTH = "worth"  # the worth of transfers, where a deal gives them one, summed; more is better


ORDER = (Objective.MOVED, Objective.CLASSES, Objective.WISHES, Objective.WAITED)


@dataclass(frozen=True, slots=True)
class Party:
    """One party.

    Attributes:
        name: what it is called.
        goodwill: how many more people it may give than it gets; None: as many as its conditions let it.
        refuses: whom it neither releases nor receives.
    """

    name: str
    goodwill: int | None = 0
    refuses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """One who is held.

    Attributes:
        id: who it is.
        holder: the party that holds him, the detaining power.
        to: where he would go, what he would like best first; nobody goes anywhere else, and with none he stays.
        rank: the number of the class, 0 first.
        days: since he was captured or arrested.
        worth: of his transfer to a party, where something else than people is counted.
    """

    id: str
    holder: str
    to: tuple[str, ...]
    rank: int = 0
    days: int = 0
    worth: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demand:
    """So many of those people go. What is None is left open: from anybody, to anybody, of any class.

    Attributes:
        people: who is meant; None: everybody of whom the rest is true.
        giver: from which party.
        to: to which party.
        rank: of which class.
        at_least: how many; None: any number.
        at_most: how many; None: any number.
        each: ``at_least`` holds for each of those whom the condition names and who go, not once for them all.
    """

    people: tuple[str, ...] | None = None
    giver: str | None = None
    to: str | None = None
    rank: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What a party demands if any of ``gives`` go, or, where that is empty, if it takes part at all."""

    id: str
    party: str
    demands: tuple[Demand, ...]
    gives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deal:
    """Everything that is on the table.

    Attributes:
        parties: all of them, two or more.
        people: all who are held.
        conditions: what the parties demand.
        classes: the names of the classes, the first first.
        goodwill: who is released, if at all, without return: counted in no balance, nor among the numbers of a demand
            that does not name them.
        cycle: of how many transfers at most a cycle may consist; None: of any number.
        chain: the same of a chain, which starts with somebody released without return; 0: no chains.
        order: the objectives, the most important first; what is not named does not count.
        lottery: what breaks ties (see ``homeward.planning.lottery``).
    """

    parties: tuple[Party, ...]
    people: tuple[Held, ...]
    conditions: tuple[Condition, ...] = ()
    classes: tuple[str, ...] = ("",)
    goodwill: frozenset[str] = frozenset()
    cycle: int | None = None
    chain: int | None = None
    order: tuple[Objective, ...] = ORDER
    lottery: str = ""

    @property
    def in_loops(self) -> bool:
        """Whether the transfers must fall into cycles and chains of a bounded length."""
        return self.cycle is not None or self.chain is not None


class Transfer(NamedTuple):
    """One person goes from one party to another."""

    person: str
    giver: str
    to: str


@dataclass(frozen=True, slots=True)
class Level:
    """How good a settlement is by one objective, and the bound that no settlement as good by those before can beat."""

    objective: Objective
    value: int
    bound: int
    rank: int | None = None  # the class, where the objective is CLASSES

    @property
    def is_proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.value == self.bound


@dataclass(frozen=True, slots=True)
class Settlement:
    """What all parties can agree to as a whole: transfers in the order of the people, and what is proven of them."""

    transfers: tuple[Transfer, ...]
    levels: tuple[Level, ...] = ()

    @property
    def is_optimal(self) -> bool:
        """Whether every level is proven."""
        return all(level.is_proven for level in self.levels)

    @property
    def parties(self) -> tuple[str, ...]:
        """Who takes part, by name."""
        return tuple(sorted({name for _, giver, to in self.transfers for name in (giver, to)}))


class TermKind(StrEnum):
    """What of a deal can be given up so that more becomes possible. A person's wish is not among them."""

    DEMAND = "demand"  # one demand of a condition
    GOODWILL = "goodwill"  # how many more people a party may give than it gets
    REFUSAL = "refusal"  # somebody whom a party does not release or receive
    LOOPS = "loops"  # how long cycles and chains may be


class Term(NamedTuple):
    """One such term; ``about`` is the condition or the person, ``which`` the number of a demand, from 0."""

    kind: TermKind
    party: str | None = None
    about: str | None = None
    which: int | None = None
