"""What the state of an exchange answers with: plain frozen values, each opening to the entries it stands on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward.exchange.entries import Entry, Ref
from homeward.exchange.rulebook import Broken
from homeward.exchange.words import (
    Claimed,
    Closed,
    Commitment,
    Dispute,
    Manifest,
    Name,
    Outcome,
    Passenger,
    Resolution,
    Statement,
    Substitution,
    Terms,
)

Offered = Terms | Manifest | Substitution | Resolution | Statement


class Fate(StrEnum):
    """What became of an entry."""

    STANDS = "stands"
    VOID = "void"
    PENDING = "pending"  # something its author had seen is not here yet


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry: what it says (None where it cannot be read), whether it stands, and if void, why."""

    ref: Ref
    entry: Entry | None
    fate: Fate
    broken: Broken | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """An entry that cannot be judged yet, and the entries (or, without digest, the place) it waits for."""

    entry: Ref
    waits_for: tuple[tuple[Name, int, str | None], ...]


@dataclass(frozen=True, slots=True)
class Equivocation:
    """A log that has several entries at one index; ``kept`` is the one that others had relied on, if only one."""

    participant: Name
    index: int
    digests: tuple[str, ...]
    kept: str | None


class OfferFate(StrEnum):
    """Where an offer stands."""

    OPEN = "open"
    IN_FORCE = "in force"
    REPLACED = "replaced"  # was in force until newer terms were
    DEAD = "dead"  # withdrawn or overtaken, and nobody can take it up any more


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, who must stand behind it, and who does, by which entry (its author by the offer itself)."""

    ref: Ref
    author: Name
    body: Offered
    needed: tuple[Name, ...]
    behind: tuple[tuple[Name, Ref], ...]
    fate: OfferFate


@dataclass(frozen=True, slots=True, order=True)
class Leg:
    """One direction of one stage."""

    stage: Name
    giver: Name
    receiver: Name


@dataclass(frozen=True, slots=True)
class Count:
    """A figure and the entries it stands on."""

    value: int
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """A direction in numbers, in a stage or the whole, of one category or all; every participant's word side by side.

    All but ``goodwill`` leave out those who go beside the exchange.
    """

    agreed: Count  # by the terms in force
    planned: Count  # on manifests in force
    departed: Count  # by the giver's word
    received: Count  # by the receiver's word
    confirmed: Count  # handed over: both words agree or the difference is resolved, and nobody disputes it
    disputed: Count  # both have spoken and differ, or it is contested
    owed: Count  # agreed less confirmed, never below nought
    goodwill: Count  # confirmed beside the exchange


@dataclass(frozen=True, slots=True)
class Word:
    """What one participant, or a resolution, says became of a person, and where it says so."""

    outcome: Outcome
    ref: Ref


class PersonFate(StrEnum):
    """Where a person stands, the last that applies."""

    LISTED = "listed"
    PLANNED = "planned"
    BARRED = "barred"  # does not wish to go, by the intermediary's record (GC III 109)
    DEPARTED = "departed"  # the giver's word alone
    RECEIVED = "received"  # the receiver's word alone
    STAYED = "stayed"  # both agree
    DIFFERS = "differs"
    DISPUTED = "disputed"
    HANDED_OVER = "handed over"  # both agree, or it is resolved


@dataclass(frozen=True, slots=True)
class PersonStatus:
    """All that the record says of one person."""

    giver: Name
    person: Commitment
    fate: PersonFate
    category: str
    leg: Leg | None = None
    goodwill: bool = False
    departure: Word | None = None
    receipt: Word | None = None
    settled: Word | None = None
    against_wish: bool = False  # the record has both: does not wish to go, and left
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two records of a leg differ: about a person, or (``person`` None) in the head-count."""

    leg: Leg
    person: Commitment | None
    departure: Word | None
    receipt: Word | None
    totals: tuple[int, int] | None  # giver's, receiver's
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class LegStatus:
    """Whether a leg is confirmed, and if not, what is missing.

    ``at`` is the latest time claimed by the entries it stands on, so that no side can make it earlier alone.
    """

    leg: Leg
    confirmed: bool
    at: datetime | None
    silent: tuple[Commitment, ...]  # of whom a side has not said what became of them
    differences: tuple[Difference, ...]
    disputes: tuple[Ref, ...]  # open
    totals: tuple[int, int]  # giver's, receiver's head-count
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """A dispute: by whom, over what, and the resolution that ended it (None: open, unless withdrawn)."""

    ref: Ref
    author: Name
    dispute: Dispute
    open: bool
    ended_by: Ref | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure of a statement that is not what the record confirms."""

    figure: Claimed
    confirmed: Count


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a statement said before a correction, and whether that could be told by then."""

    ref: Ref  # the correction
    at: datetime  # its author's claim
    reason: str
    before: Statement
    was_told: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A statement: may it be told now, and if not, why not.

    ``waits_for`` holds ids: ``telling.terms``, ``telling.confirmed``, ``telling.hours``, ``telling.consent``.
    """

    ref: Ref
    author: Name
    statement: Statement
    allowed: bool
    waits_for: tuple[str, ...]
    since: datetime | None  # from when it may be told, where that is known
    contradictions: tuple[Contradiction, ...]
    root: Ref  # its first entry, by which a correction names it
    corrections: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """How far apart two sides are: what each still owes the other."""

    one: Name
    other: Name
    one_owes: int
    other_owes: int
    within: bool  # the difference is no more than the tolerance of the terms


@dataclass(frozen=True, slots=True)
class Closing:
    """Who has closed, how, and whether the exchange is closed by that: every party done, or one broken off."""

    closed: Closed | None
    by: tuple[tuple[Name, Closed, Ref], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Terms in force."""

    ref: Ref
    terms: Terms


@dataclass(frozen=True, slots=True)
class Roster:
    """A manifest in force as its substitutions have left it."""

    ref: Ref
    leg: Leg
    manifest: Manifest
    people: tuple[Passenger, ...]
    goodwill: tuple[Passenger, ...]
    refs: tuple[Ref, ...]
