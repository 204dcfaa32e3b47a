"""What can be said in an exchange: the body of every type of entry.

Everything here is a frozen value, and the dataclass is the wire format: ``homeward.exchange.wire`` writes every field
of it, always. Nothing here names a person. A person is a *commitment* (``homeward.exchange.commitment``) from a list of
the party that holds them, and is told apart by that party and the commitment together.

Sources: GC III, GC IV and AP I as named at each word; dates are RFC 3339, digests RFC 6962 leaf hashes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from homeward import HomewardError


class ExchangeError(HomewardError):
    """Something said in an exchange could not be used: what was wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A regular expression that the whole of a string must match; read by ``homeward.exchange.wire``."""

    pattern: str
    says: str  # what the string is, for the error


Digest = Annotated[str, Shape(r"[0-9a-f]{64}", "a digest of 64 lower-case hex digits")]
Commitment = Annotated[str, Shape(r"[0-9a-f]{64}", "a commitment of 64 lower-case hex digits")]
Key = Annotated[str, Shape(r"[0-9a-f]{64}", "an Ed25519 public key of 64 lower-case hex digits")]
Name = Annotated[str, Shape(r"[a-z0-9][a-z0-9-]{0,63}", "a name of lower-case letters, digits and hyphens")]
Category = Annotated[str, Shape(r"[a-z][a-z0-9 -]{0,63}", "a category in lower-case letters")]
Language = Annotated[str, Shape(r"[a-z]{2,3}", "an ISO 639 language code")]
Text = Annotated[str, Shape(r"[^\x00-\x08\x0b-\x1f\x7f]{0,20000}", "a text of at most 20,000 characters")]

ANY: Category = "any"  # a quota for whoever has no quota of their own


class Role(StrEnum):
    """What a participant is: a party to the conflict (GC III 2-3), or a neutral between them (GC III 8-11)."""

    PARTY = "party"
    INTERMEDIARY = "intermediary"


class ListKind(StrEnum):
    """What a list says of its people."""

    HELD = "held"
    SOUGHT = "sought"
    OFFERED = "offered"
    REQUESTED = "requested"


class Replied(StrEnum):
    """What an addressee answers about one person of a list.

    ``DOES_NOT_WISH`` binds when an intermediary says it: the wish is asked in private (GC III 109). On an
    intermediary's answer ``CONFIRMED`` says that the person wishes to go.
    """

    CONFIRMED = "confirmed"
    NOT_HELD = "not held"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    DECEASED = "deceased"
    DOES_NOT_WISH = "does not wish to go"


class Outcome(StrEnum):
    """What became of one person of a manifest at the point of handover."""

    DEPARTED = "departed"  # the giver's word
    RECEIVED = "received"  # the receiver's word; in a resolution: handed over
    ABSENT = "absent"
    DOES_NOT_WISH = "does not wish to go"
    DECEASED = "deceased"
    REFUSED = "refused"
    WRONG_PERSON = "wrong person"  # the receiver's word: somebody else came in their place


class When(StrEnum):
    """After which confirmation, in every direction, the figures of a stage may be told: its own, or the whole's."""

    STAGE = "stage"
    WHOLE = "whole"


class Closed(StrEnum):
    """How a party closes an exchange."""

    DONE = "done"
    BROKEN_OFF = "broken off"


# --- open, keys, close ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Participant:
    """One of those who keep a log: its name, what it is, and the keys that may sign at the start."""

    name: Name
    role: Role
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose cosignatures, all of them, make an entry *seen* and *final*. The fold keeps it; the ledger applies it."""

    seen: tuple[Name, ...]
    final: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """The first entry of every log.

    One participant *founds*: it names the participants and the policy. Every other *joins*: it repeats the digest of
    that founding entry and leaves the rest empty.
    """

    participants: tuple[Participant, ...] = ()
    policy: Policy | None = None
    repeats: Digest | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """New keys of the author, which sign this entry too, and keys whose later signatures no longer count."""

    add: tuple[Key, ...] = ()
    revoke: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Close:
    """The author's last word: done, or broken off and why."""

    outcome: Closed
    reason: Text = ""


# --- offers and what is said to them --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Accept:
    """The author stands behind an offer (terms, manifest, substitution, resolution) or consents to a statement."""

    of: Digest


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The author takes back its own offer, statement or dispute."""

    of: Digest


@dataclass(frozen=True, slots=True)
class Quota:
    """How many people of a category one party gives to another. ``ANY`` is for categories without their own quota."""

    giver: Name
    receiver: Name
    category: Category
    count: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One day's part of an exchange."""

    name: Name
    day: date
    quotas: tuple[Quota, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of handover."""

    name: Name
    place: Text


@dataclass(frozen=True, slots=True)
class Telling:
    """What may be told when: after which confirmation, how many hours later, with whose consent to the statement."""

    when: When = When.STAGE
    hours: int = 0
    consent: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the parties agree: in force when every party stands behind it.

    ``quotas`` are for the whole exchange; the stages' quotas divide them. A side that falls short by no more than
    ``tolerance`` people in a direction owes nothing. ``replaces`` is the digest of the terms then in force.
    """

    place: Text
    agreed: date
    quotas: tuple[Quota, ...]
    stages: tuple[Stage, ...]
    points: tuple[Point, ...]
    priorities: tuple[Category, ...] = ()
    tolerance: int = 0
    telling: Telling = Telling()
    replaces: Digest | None = None


@dataclass(frozen=True, slots=True)
class Passenger:
    """A person of a list or a manifest: the commitment, the category they count in, their class of priority if any."""

    person: Commitment
    category: Category
    priority: Category | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Who goes in a stage, which way, at which point; in force when giver and receiver stand behind it.

    ``goodwill`` go beside the exchange: they use up no quota. ``sealed`` is the SHA-256 of the sealed details.
    """

    terms: Digest
    stage: Name
    giver: Name
    receiver: Name
    point: Name
    people: tuple[Passenger, ...]
    goodwill: tuple[Passenger, ...] = ()
    sealed: Digest | None = None


@dataclass(frozen=True, slots=True)
class Substitution:
    """Who leaves a manifest in force and who joins it; in force when giver and receiver stand behind it."""

    manifest: Digest
    outs: tuple[Commitment, ...]
    ins: tuple[Passenger, ...] = ()
    reason: Text = ""
    sealed: Digest | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What one side (or, in a resolution, both) says became of one person."""

    person: Commitment
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a difference is settled: the disputes it ends, the people, the head-count.

    In force when giver, receiver and the authors of those disputes stand behind it. ``total`` None leaves the
    head-count to the records.
    """

    stage: Name
    giver: Name
    receiver: Name
    disputes: tuple[Digest, ...] = ()
    people: tuple[Handed, ...] = ()
    total: int | None = None
    reason: Text = ""


# --- one's own word -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PeopleList:
    """People held, sought, offered or requested, by commitment, to those who shall answer."""

    kind: ListKind
    to: tuple[Name, ...]
    people: tuple[Passenger, ...]
    sealed: Digest | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer about one person. ``held_as``: the answerer's own commitment to the same person, if on its list."""

    person: Commitment
    reply: Replied
    held_as: Commitment | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An addressee's answer to a list, person by person; the newest answer about a person counts."""

    list: Digest
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """At a point, by the giver: who left, who did not and why, and the head-count of those who left."""

    stage: Name
    giver: Name
    receiver: Name
    point: Name
    people: tuple[Handed, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """At a point, by the receiver: who arrived, who did not and why, and the head-count of those who arrived."""

    stage: Name
    giver: Name
    receiver: Name
    point: Name
    people: tuple[Handed, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """Giver, receiver or intermediary contests a stage's direction; no people named: all of it."""

    stage: Name
    giver: Name
    receiver: Name
    people: tuple[Commitment, ...] = ()
    reason: Text = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in one language."""

    language: Language
    text: Text


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure that a statement claims was handed over. None means all: stages, categories."""

    giver: Name
    receiver: Name
    count: int
    stage: Name | None = None
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words for the public and the figures they claim; held until the terms allow. ``stage`` None: the whole."""

    words: tuple[Said, ...]
    figures: tuple[Claimed, ...] = ()
    stage: Name | None = None


Record = PeopleList | Answer | Departure | Receipt | Statement


@dataclass(frozen=True, slots=True)
class Correction:
    """New content for an earlier record of the same author. Nothing is edited: both stay to be read."""

    of: Digest  # the record itself, not an earlier correction of it
    reason: Text
    content: Record
