"""What a weighing says: exchanges and deals, their figures, who says each, what is checked and what is contradicted.

Everything here is a value: enums and data, no sentences. Whoever shows it makes sentences in the reader's language from
the enum's value (``rule``, ``cause``, ``standing`` …) and the data beside it.

A **figure** is one measured thing of one exchange or deal (people to Ukraine; civilians to Russia; the ordinal of the
war). Each different thing said about it is a **value** with its **voices**; a voice is one claim of one document, or
one row of the compiled public record, and says which side it speaks for. The **headline** is the count shown first,
with the rule that chose it and the range of all that was said. No count ever stands alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward import HomewardError
from homeward.reading.words import Category, Kind, Qualifier
from homeward.weighing.copies import Copies

PartialDate = str
"""An ISO date, or a month (``2025-02``), or a year (``2022``), as far as it is known."""


class WeighingError(HomewardError):
    """Something given to be weighed cannot be: what, where, and what to do."""


class EventKind(StrEnum):
    """What kind of event an exchange of the public record is."""

    PERSONS = "persons"
    BODIES = "bodies"
    UNILATERAL = "unilateral"  # one side repatriated without return
    RELEASE = "release"  # a third party released prisoners to one side
    PLANNED = "planned"  # announced, not seen to happen
    CANCELLED = "cancelled"  # agreed and not carried out


class Subject(StrEnum):
    """What a measure counts."""

    MOVED = "moved"  # people who went, of the whole event; category ``prisoners`` means everybody
    PART = "part"  # a part of them; the category, or ``scope`` where it is named in words, says which
    BODIES = "bodies"
    AGREED = "agreed"  # what was agreed should go
    PLANNED = "planned"  # what was promised, listed or expected
    RUNNING_TOTAL = "running_total"  # over several exchanges; ``scope`` says which
    ORDINAL = "ordinal"  # the how-manieth; ``scope`` says of what


class SourceKind(StrEnum):
    """Who a voice is, from nearest to the crossing to farthest."""

    PARTY = "party"  # an official of a party to the exchange
    BOTH = "both"  # reported as said by both sides
    INTERMEDIARY = "intermediary"  # an official of a mediating state or body
    OTHER_OFFICIAL = "other_official"  # a named speaker that is none of these
    OUTLET = "outlet"  # a publication in its own voice
    COMPILED = "compiled"  # a row of the compiled public record that does not say who asserts it


class Standing(StrEnum):
    """How well a figure stands, best first."""

    CONFIRMED = "confirmed"  # both sides signed it, and the stage is confirmed
    ESTABLISHED = "established"  # officials of both sides say it, and no official voice says otherwise
    ONE_SIDE = "one_side"  # officials of one side only say it, and no official contradicts them
    UNOFFICIAL = "unofficial"  # only intermediaries, outlets or the compiled record say it, and they agree
    DISPUTED = "disputed"  # voices that cannot all be right
    DISPUTED_IN_RECORD = "disputed_in_record"  # the sides' own signed records differ, unresolved
    CONTRADICTED = "contradicted"  # every number said is other than what both sides signed
    WITHHELD = "withheld"  # people went; nobody gave a count


class Against(StrEnum):
    """What the signed record says about a value."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"  # the signed record does not speak of it, or not yet


class Rule(StrEnum):
    """By which rule a headline was chosen. The first that applies; the reason of each is beside it."""

    SIGNED_RECORD = "confirmed-by-signed-record"  # both sides signed for each person at the crossing
    BOTH_SIDES = "both-sides-agree"  # who has reason to differ does not
    RECEIVING_SIDE = "receiving-side-first"  # who receives people counts and names them
    PARTY = "party-before-others"  # terms and promises are the parties' own to tell
    SENDING_SIDE = "sending-side-in-default"  # the other party, where the receiving one is silent
    COUNTING_BODY = "counting-body-first"  # an ordinal or running total is the count of the body that keeps it
    KEEPS_SERIES = "keeps-the-series"  # of two ordinals, the one that no older exchange already carries
    INTERMEDIARY = "intermediary-before-outlet"  # was there, or was told by who was
    MORE_VOICES = "more-independent-voices"  # outlets do not count people; independent repetition is all there is
    COMPILED = "compiled-record"  # somebody compiled it from named sources, without saying which said what
    STAGES = "sum-of-stages"  # the whole is its stages
    NO_COUNT = "no-count-given"  # people went and the number was withheld


class CheckRule(StrEnum):
    """An arithmetic check on what was said."""

    PARTS_MAKE_TOTAL = "parts-make-total"  # servicemen and civilians make everybody; officers and others make everybody
    SIDES_MAKE_BOTH = "sides-make-both"  # what both sides together moved is the two sides' sum
    SIDE_WITHIN_TERMS = "side-within-terms"  # a side's stages do not exceed what was agreed for it
    STAGES_MAKE_WHOLE = "stages-make-whole"  # the stages' sum is the total given for the deal, or the terms
    RUNNING_TOTAL_GROWS = "running-total-grows"  # a total of one scope never falls as time goes on
    RUNNING_TOTAL_STEP = "running-total-step"  # earlier total + what came between = later total
    ORDINALS_IN_ORDER = "ordinals-in-order"  # later exchanges carry higher ordinals, and no two the same
    SIGNED_SIDES_AGREE = "signed-sides-agree"  # departures of one side are receipts of the other


class Cause(StrEnum):
    """Why two values of one figure probably differ."""

    STAGE_OR_WHOLE = "stage-or-whole"  # one counts a stage, the other the whole deal
    ONE_SIDE_OR_BOTH = "one-side-or-both"  # one counts a side, the other both sides together
    GOODWILL = "with-or-without-goodwill"  # people handed over outside the exchange are counted or not
    AGREED_OR_CROSSED = "agreed-or-crossed"  # the day of the agreement, or the day of the crossing
    DAY_OFF = "day-off"  # the day of the crossing, or the one beside it
    ORDINAL_COUNTED = "ordinal-counted-differently"  # stages, releases or series are counted or not
    TRANSPOSED = "digits-transposed"
    ROUNDED = "rounded"
    DIRECTION = "direction-confused"  # the figure of the other direction
    CATEGORY = "category-named-differently"  # everybody is called soldiers, or the like
    PART_OR_TOTAL = "part-or-total"  # one counts a part of the people, the other everybody
    SCOPE = "scope-differs"  # a year or the whole war, one mediator or all
    PLANNED_OR_DONE = "planned-or-done"  # what was planned, or what was done
    PASSED_OVER = "exchange-passed-over"  # an older exchange is called the one before
    MEDIATOR = "mediator-named-differently"
    AGREEMENT = "agreement-named-differently"  # another round of talks, or another year, is named
    EACH_COUNTS = "giver-and-receiver-count"  # each side counted for itself
    MISQUOTED = "quoted-otherwise"  # a page says another number than the words it quotes
    WITHHELD = "one-side-gave-no-number"
    UNKNOWN = "unknown"


class EarlyBasis(StrEnum):
    """How it is known that something was told early."""

    TERMS = "terms"  # published before the signed terms allowed it
    REPORTED = "reported"  # a source says that somebody made it public before the parties did


class Reason(StrEnum):
    """Why a claim belongs to no exchange of the record."""

    NO_DATE = "no-date"  # it has no date, and neither has its document another exchange to hold it
    ONLY_A_PERIOD = "only-a-period"  # it names a month or a year in which there were several exchanges, or none
    NO_EXCHANGE_THAT_DAY = "no-exchange-that-day"  # planned, agreed or mentioned, but nobody says people went


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure counts: its subject, where people go, who they are, and the scope where it has one.

    ``direction`` is ``to_`` and a party's key, or ``both_total``, or None where it was not said or does not apply.
    """

    subject: Subject
    direction: str | None = None
    category: Category | None = None
    scope: str | None = None

    def sorted_key(self) -> tuple[int, str, str, str]:
        """Order of figures on a page: by subject, direction, category, scope."""
        return (list(Subject).index(self.subject), self.direction or "", self.category or "", self.scope or "")


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim of one document, or one row of the compiled record, as support of a value.

    ``origin`` says whose voice it really is, so that one is not counted twice: ``side:ukraine`` for any official of
    that side, ``outlet:reuters`` for whatever carries that wire. ``said`` keeps the direction as asserted
    (``each_side`` where it was spread over both directions). ``derived`` marks a sum made here.
    """

    speaker: str
    kind: SourceKind
    origin: str
    side: str | None = None  # the party or mediator's key, such as ``ukraine``
    document: str | None = None  # name of the document
    claim: int | None = None  # its index among the document's claims
    row: str | None = None  # key of the row of the compiled record
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    claim_kind: Kind | None = None
    said: str | None = None
    category: Category | None = None  # as asserted
    dated: PartialDate | None = None  # the exchange's date as asserted
    evidence: str | None = None
    start: int | None = None  # characters of the document's text
    end: int | None = None
    note: str | None = None  # the claim's ``value``, or the row's own words
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One thing said about a figure, by whom, and how it stands against the signed record.

    ``agrees_with``: exact counts of other values that it may be read as; *more than 4,750* agrees with 4,757.
    """

    count: int | None
    qualifier: Qualifier
    voices: tuple[Voice, ...]
    agrees_with: tuple[int, ...] = ()
    against: Against | None = None  # None where there is no signed record

    @property
    def origins(self) -> frozenset[str]:
        """The independent voices: a side once, a wire or outlet once."""
        return frozenset(voice.origin for voice in self.voices)

    @property
    def support(self) -> int:
        """How many independent voices say it."""
        return len(self.origins)


@dataclass(frozen=True, slots=True)
class Headline:
    """The count shown first: by which rule, and the lowest and highest that anybody gave. ``count`` None: withheld."""

    count: int | None
    qualifier: Qualifier
    rule: Rule
    low: int | None
    high: int | None
    support: int  # independent voices that say it, or agree with it


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing, everything said about it, and the headline chosen. ``signed`` is the record's own count."""

    measure: Measure
    values: tuple[Value, ...]
    headline: Headline
    standing: Standing
    signed: int | None = None

    @property
    def voices(self) -> Iterator[Voice]:
        """Every voice on this figure."""
        return (voice for value in self.values for voice in value.voices)


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a check: which exchange or deal, which measure, what count."""

    where: str
    measure: Measure
    count: int
    voice: str | None = None  # the speaker, where the check is on what one speaker said


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic check: which rule, on which parts, what was expected, and what was said (``found``)."""

    rule: CheckRule
    holds: bool
    parts: tuple[Part, ...]
    expected: int
    found: int
    speaker: str | None = None  # whose numbers were added up; None: headlines of several


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Values of one figure that cannot all be right, and the likely cause.

    ``kept`` is the headline's count; ``values`` are those that contradict it. ``elsewhere`` is the key of the exchange
    or deal, and ``measure_elsewhere`` the measure, to which the contradicting value does belong, where one was found.
    For dates ``measure`` is None and ``dates`` holds what was said, the kept one first. ``note`` is English.
    """

    cause: Cause
    measure: Measure | None = None
    kept: int | None = None
    values: tuple[Value, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    voices: tuple[Voice, ...] = ()  # who gave the other dates
    elsewhere: str | None = None
    measure_elsewhere: Measure | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Early:
    """Something told before it might be: by whom, when, and from when it was allowed."""

    voice: Voice
    basis: EarlyBasis
    told: PartialDate | None = None
    allowed_from: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Something said that is not a count: a mediator, a place, an agreement, a date; and who says it."""

    value: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A page or document that the record rests on. ``copy_of`` names the document that it reprints."""

    key: str  # the document's name, or the id of a source of the compiled record
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: date | None = None
    language: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange (or one stage of a deal): its figures, checks, contradictions and sources.

    ``key``: its date, ``-bodies`` for a handover of bodies, the parties where they are not the record's own pair.
    """

    key: str
    date: PartialDate
    kind: EventKind
    parties: tuple[str, ...]
    deal: str | None
    stage: int | None
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    contradictions: tuple[Contradiction, ...]
    early: tuple[Early, ...]
    dates: tuple[Said, ...]
    mediators: tuple[Said, ...]
    places: tuple[Said, ...]
    agreements: tuple[Said, ...]
    remarks: tuple[Voice, ...]  # placed claims that count nothing
    sources: tuple[Source, ...]
    signed: bool = False  # there is a signed stage of this day

    def figure(self, measure: Measure) -> Figure | None:
        """The figure of one measure, or None."""
        return next((figure for figure in self.figures if figure.measure == measure), None)


@dataclass(frozen=True, slots=True)
class Deal:
    """Stages agreed together: the terms as said, the stages' sums, and the checks of the whole."""

    key: str  # place and date of the agreement: ``istanbul-2025-05-16``
    name: str | None  # as it is called: ``1000-for-1000``
    place: str | None
    agreed_on: PartialDate | None
    stages: tuple[str, ...]  # keys of its exchanges, in order of time
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    contradictions: tuple[Contradiction, ...]

    def figure(self, measure: Measure) -> Figure | None:
        """The figure of one measure, or None."""
        return next((figure for figure in self.figures if figure.measure == measure), None)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A claim that belongs to no exchange of the record, and why."""

    voice: Voice
    count: int | None
    qualifier: Qualifier | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """Exchanges and deals in order of time, checks across them, what could not be placed, and copies."""

    exchanges: tuple[Exchange, ...]
    deals: tuple[Deal, ...]
    checks: tuple[Check, ...]  # across exchanges: running totals and ordinals
    unplaced: tuple[Unplaced, ...]
    copies: tuple[Copies, ...] = ()

    def exchange(self, key: str) -> Exchange | None:
        """The exchange of that key, or None."""
        return next((exchange for exchange in self.exchanges if exchange.key == key), None)

    def deal(self, key: str) -> Deal | None:
        """The deal of that key, or None."""
        return next((deal for deal in self.deals if deal.key == key), None)
