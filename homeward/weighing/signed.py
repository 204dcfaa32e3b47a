"""What the signed record of an exchange says, in the words of weighing.

The signed record is what the participants' own logs add up to (``homeward.exchange``). Weighing needs of it, for every
stage: its day, how many were agreed, departed, received and confirmed each way and by category, whether that is
confirmed or disputed, and from when it might be told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from homeward.reading.words import BOTH_TOTAL, Category
from homeward.weighing.figures import Signed
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
        """What this stage says of a measure of its day."""
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

    def signed(self, measure: Measure) -> Signed | None:
        """What the whole says of a measure: of what was agreed, or of what was handed over in all stages together."""
        if measure.subject is Subject.AGREED:
            return look_up(measure, self.terms, True, False)
        everything = tuple(count for stage in self.stages for count in stage.counts)
        done = bool(self.stages) and all(stage.confirmed for stage in self.stages)
        return look_up(measure, everything, done, any(stage.disputed for stage in self.stages))


def look_up(measure: Measure, counts: Iterable[SignedCount], confirmed: bool, disputed: bool) -> Signed | None:
    """Add up the signed counts that a measure is about; None where the record does not speak of it."""
    if measure.scope is not None and measure.subject is not Subject.RUNNING_TOTAL:
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
            number = sum(count.confirmed for count in counts)
            return Signed(number if confirmed else None, confirmed, disputed)
        case _:
            return None
