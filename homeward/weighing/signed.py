"""What the signed record of an exchange says, in the words of weighing.

The signed record is what the participants' own logs add up to (``homeward.exchange``). Weighing needs of it, for every
stage: its day, how many were agreed, departed, received and confirmed each way and by category, whether that is
confirmed or disputed, and from when it might be told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from homeward.exchange.standing import LegStatus
from homeward.exchange.state import State
from homeward.exchange.words import When
from homeward.reading.words import BOTH_TOTAL, Category
from homeward.weighing.figures import Signed
from homeward.weighing.measures import BESIDES
from homeward.weighing.words import Measure, Subject


@dataclass(frozen=True, slots=True)
class SignedCount:
    """One direction (``to_`` and a party's key) and category of a stage; ``category`` None: everybody."""

    direction: str
    category: Category | None
    agreed: int
    departed: int
    received: int
    confirmed: int
    disputed: int = 0
    goodwill: int = 0  # confirmed beside the exchange
    sure: bool | None = None  # whether this direction is confirmed; None: as its stage is


@dataclass(frozen=True, slots=True)
class SignedStage:
    """One stage of the signed record.

    ``confirmed`` says that it is so in every direction. ``told_from`` is from when its figures may be told: None while
    the terms do not allow it yet, which with ``held`` means that nothing of it may be told at all.
    """

    name: str
    day: date
    counts: tuple[SignedCount, ...]
    confirmed: bool
    disputed: bool = False
    told_from: datetime | None = None
    held: bool = True

    def signed(self, measure: Measure) -> Signed | None:
        """What this stage says of a measure of its day; a running total is of more than one day."""
        if measure.subject is Subject.RUNNING_TOTAL:
            return None
        return look_up(measure, self.counts, self.confirmed, self.disputed)

    def may_be_told(self, day: date) -> bool:
        """Whether a page of that day may have told its figures: a day is allowed when any hour of it is."""
        if self.told_from is None:
            return not self.held
        return day >= self.told_from.date()


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """The signed record of one exchange: its parties' keys, its terms and its stages in order of time."""

    exchange: str
    parties: tuple[str, ...]
    place: str | None
    agreed_on: date | None
    terms: tuple[SignedCount, ...]
    stages: tuple[SignedStage, ...]
    withheld: frozenset[tuple[str, Category | None]] = frozenset()  # directions and categories of no told whole

    def signed(self, measure: Measure) -> Signed | None:
        """What the whole says of a measure: of what was agreed, or of what was handed over in all stages together."""
        if measure.subject is Subject.AGREED:
            return look_up(measure, self.terms, True, False)
        category = None if measure.category is Category.PRISONERS else measure.category
        if any(measure.direction in {way, BOTH_TOTAL} and category is kept for way, kept in self.withheld):
            return None
        everything = tuple(count for stage in self.stages for count in stage.counts)
        done = bool(self.stages) and all(stage.confirmed for stage in self.stages)
        return look_up(measure, everything, done, any(stage.disputed for stage in self.stages))


def look_up(measure: Measure, counts: Iterable[SignedCount], confirmed: bool, disputed: bool) -> Signed | None:
    """Add up the signed counts that a measure is about; None where the record does not speak of it."""
    beside = measure.subject is Subject.PART and measure.scope == BESIDES
    if measure.scope is not None and not beside and measure.subject is not Subject.RUNNING_TOTAL:
        return None
    everybody = measure.category in {Category.PRISONERS, None}
    counts = [
        count
        for count in counts
        if (measure.direction in {count.direction, BOTH_TOTAL})
        and (count.category is None if everybody else count.category is measure.category)
    ]
    if not counts:
        return None
    match measure.subject:
        case Subject.AGREED | Subject.PLANNED:
            return Signed(sum(count.agreed for count in counts), confirmed=True)
        case Subject.MOVED | Subject.PART | Subject.RUNNING_TOTAL:
            confirmed = all(confirmed if count.sure is None else count.sure for count in counts)
            disputed = any(count.disputed for count in counts) or (disputed and not confirmed)
            number = sum(count.goodwill if beside else count.confirmed for count in counts)
            return Signed(number if confirmed else None, confirmed, disputed)
        case _:
            return None


def signed_record(state: State) -> SignedRecord | None:
    """Put the state of an exchange into the words of weighing; None while no terms are in force.

    Categories that no document could name are counted among everybody and not on their own.
    """
    if state.terms is None or state.exchange is None:
        return None
    terms = state.terms.terms
    ways = sorted({(quota.giver, quota.receiver) for quota in terms.quotas})
    stages = []
    for stage in terms.stages:
        legs = [state.leg(leg.stage, leg.giver, leg.receiver) for leg in state.legs if leg.stage == stage.name]
        confirmed = bool(legs) and all(leg.confirmed for leg in legs)
        told_from = _told_from(state, stage.name)
        stages.append(
            SignedStage(
                name=stage.name,
                day=stage.day,
                counts=tuple(one for giver, receiver in ways for one in _counts(state, giver, receiver, stage.name)),
                confirmed=confirmed,
                disputed=any(leg.differences or leg.disputes for leg in legs),
                told_from=told_from,
                held=told_from is None,
            )
        )
    return SignedRecord(
        exchange=state.exchange,
        parties=tuple(sorted(state.parties)),
        place=terms.place or None,
        agreed_on=terms.agreed,
        terms=tuple(one for giver, receiver in ways for one in _counts(state, giver, receiver, None)),
        stages=tuple(sorted(stages, key=lambda stage: stage.day)),
    )


def _counts(state: State, giver: str, receiver: str, stage: str | None) -> list[SignedCount]:
    known = [name for name in state.categories if name in {category.value for category in Category}]
    counts = []
    for name in (None, *known):
        figures = state.figures(giver, receiver, stage, name)
        counts.append(
            SignedCount(
                direction=f"to_{receiver}",
                category=Category(name) if name else None,
                agreed=figures.agreed.value,
                departed=figures.departed.value,
                received=figures.received.value,
                confirmed=figures.confirmed.value,
                disputed=figures.disputed.value,
                goodwill=figures.goodwill.value,
                sure=state.leg(stage, giver, receiver).confirmed if stage else None,
            )
        )
    return counts


def _told_from(state: State, stage: str) -> datetime | None:
    """From when the figures of a stage may be told: the confirmation that the terms name, and the hours after it."""
    if state.terms is None:
        return None
    telling = state.terms.terms.telling
    legs: list[LegStatus] = [
        state.leg(leg.stage, leg.giver, leg.receiver)
        for leg in state.legs
        if telling.when is When.WHOLE or leg.stage == stage
    ]
    times = [leg.at for leg in legs if leg.at is not None]
    if not legs or not all(leg.confirmed for leg in legs) or not times:
        return None
    try:
        return max(times) + timedelta(hours=telling.hours)
    except OverflowError:  # so many hours that no calendar reaches them
        return None
