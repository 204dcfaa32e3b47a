"""What a reading consists of: a document, its damage, and its claims.

A claim is kept *as asserted*: errors of the page are kept, and finding out what is true is the business of
``homeward.weighing``. Offsets count characters of ``Document.text``.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from homeward import HomewardError


class ReadingError(HomewardError):
    """A document could not be read: what was wrong, in which file, and what to do."""


class Kind(StrEnum):
    """What a claim is about."""

    TRANSFER = "transfer"  # people moved, done
    BREAKDOWN = "breakdown"  # part of such a transfer
    BODIES = "bodies"  # bodies handed over in the event reported
    AGREEMENT = "agreement"  # terms agreed, or the deal named; value = place and date
    PLAN = "plan"  # future, promised, listed, postponed, cancelled
    CUMULATIVE = "cumulative"  # a running total; value = its scope
    ORDINAL = "ordinal"  # value = "N scope"
    PREVIOUS_EXCHANGE = "previous_exchange"  # background on an older exchange, with the older date
    MEDIATOR = "mediator"
    LOCATION = "location"  # the point of handover, or where the returned are
    EARLY_DISCLOSURE = "early_disclosure"  # someone made it public before the parties did


class Qualifier(StrEnum):
    """How exact a count says it is."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    NEARLY = "nearly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    UNDISCLOSED = "undisclosed"  # people moved, and the count was withheld or cannot be resolved


class Category(StrEnum):
    """Who was counted."""

    SERVICEMEN = "servicemen"
    CIVILIANS = "civilians"
    PRISONERS = "prisoners"  # unspecified or mixed
    BODIES = "bodies"
    CHILDREN = "children"
    WOMEN = "women"
    MEN = "men"
    OFFICERS = "officers"
    PRIVATES_AND_SERGEANTS = "privates and sergeants"
    HOSTAGES = "hostages"


OUTLET = "outlet"  # the speaker of what a page says in its own voice
OF_A_SERIES = " of a series"  # the end of an ordinal's value where no rule knows what it counts from
BOTH_SIDES = "both sides"
EACH_SIDE = "each_side"  # direction: the count is per side
BOTH_TOTAL = "both_total"  # direction: both sides summed


class DamageKind(StrEnum):
    """What happened to a passage on its way to us."""

    FORMULA = "formula"  # prose that a PDF reader took for mathematics
    STUTTER = "stutter"  # words repeated by the extraction, not by the author
    ENCODING = "encoding"  # characters lost or confused by a wrong encoding
    BROKEN_WORDS = "broken_words"  # words split or joined, hyphenated across lines
    LOOKALIKES = "lookalikes"  # letters of another alphabet that look the same
    SCAN = "scan"  # too faint or too small on a picture to be recognised for sure


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged passage of ``Document.text``.

    ``repaired`` is the passage as far as it can honestly be restored, without what stuttering added. Where there is no
    doubt about that (broken words, lookalikes: ``damage.mended``) it is read so; from other damage no claim is made.
    """

    start: int
    end: int
    kind: DamageKind
    repaired: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it came: its text and what is known of it.

    Three dates are kept apart: *published* (when the outlet made it public), *updated* (when it says it was changed)
    and *captured* (when somebody printed, saved or archived it).
    """

    name: str  # path or name as given
    text: str
    language: str | None = None  # ISO 639-1; None where it cannot be told
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    updated: date | None = None
    captured: date | None = None
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion of a document, with the words it stands on.

    ``direction`` is where people go *to*: ``to_ukraine``, ``to_russia``, … (``to_`` and the party's key), or
    ``each_side``, ``both_total``, or None. ``exchange_date`` is ISO, a month alone is ``2025-06``. ``rules`` names
    the rules of the grammar that made the claim, and where examples overruled them (``kind.learnt``); ``reasons`` says
    what weighed most there.
    """

    kind: Kind
    evidence: str
    start: int
    end: int
    speaker: str = OUTLET
    direction: str | None = None
    count: int | None = None
    count_qualifier: Qualifier | None = None
    category: Category | None = None
    exchange_date: str | None = None
    value: str | None = None
    rules: tuple[str, ...] = field(default=(), compare=False)
    reasons: tuple[str, ...] = field(default=(), compare=False)
    rejected: bool = False  # a person found that the document does not say this: it is kept, and counts for nothing

    @property
    def side(self) -> str:
        """The side the speaker speaks for: ``Ukraine`` of ``Ukraine: Zelensky``."""
        return self.speaker.split(":", 1)[0].strip()

    def sorted_key(self) -> tuple[int, int, str]:
        """Order of claims on a page: where their evidence starts and ends, then kind."""
        return (self.start, self.end, self.kind.value)

    @classmethod
    def of(cls, text: str, start: int, end: int, kind: Kind, **said: object) -> Self:
        """Make a claim whose evidence is ``text[start:end]``."""
        return cls(kind=kind, evidence=text[start:end], start=start, end=end, **said)  # type: ignore[arg-type]  # checked by the dataclass's fields


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one document.

    ``is_exchange_report`` says that the page reports that an exchange or return of people or bodies *has* taken place.
    """

    document: Document
    claims: tuple[Claim, ...]
    is_exchange_report: bool
