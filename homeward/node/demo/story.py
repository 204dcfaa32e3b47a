"""What happens in the exercise: the public course of the exchange of May 2025, with troubles of our own.

1,000 for 1,000, agreed in Istanbul on 16 May, on three days: 390 (270 servicemen and 120 civilians), 307 and 303 a
side. The troubles are invented and usual: a draft taken back, people not known to the other side, one who does not wish
to go, one in hospital on the day, a head-count that differs by one, one who changes his mind at the crossing.

Times are UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from homeward.exchange.words import Participant, Point, Policy, Quota, Role, Stage, Telling, Terms

EXCHANGE = "may-2025-exercise"
UKRAINE, RUSSIA, INTERMEDIARY = "ukraine", "russia", "intermediary"
PARTIES = (UKRAINE, RUSSIA)
NAMES = (UKRAINE, RUSSIA, INTERMEDIARY)
DIRECTIONS = ((UKRAINE, RUSSIA), (RUSSIA, UKRAINE))  # giver, receiver

SERVICEMEN, CIVILIANS = "servicemen", "civilians"
LISTED = {SERVICEMEN: 896, CIVILIANS: 128}  # offered by each side: the agreed number, and some in reserve
POINT = "border-crossing"


@dataclass(frozen=True, slots=True)
class Day:
    """A stage as agreed: its name, its day, how many of each category each way."""

    name: str
    day: date
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many each way, of all categories."""
        return sum(count for _, count in self.counts)

    def at(self, hour: int, minute: int = 0) -> datetime:
        """A time on that day."""
        return at(self.day.month, self.day.day, hour, minute)


DAYS = (
    Day("day-1", date(2025, 5, 23), ((SERVICEMEN, 270), (CIVILIANS, 120))),
    Day("day-2", date(2025, 5, 24), ((SERVICEMEN, 307),)),
    Day("day-3", date(2025, 5, 25), ((SERVICEMEN, 303),)),
)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A time in 2025, UTC."""
    return datetime(2025, month, day, hour, minute, tzinfo=UTC)


def participants(keys: dict[str, str]) -> tuple[Participant, ...]:
    """Two parties and an intermediary, each with the one key that signs for it at the start."""
    return tuple(
        Participant(name, Role.PARTY if name in PARTIES else Role.INTERMEDIARY, (keys[name],)) for name in NAMES
    )


POLICY = Policy(seen=(INTERMEDIARY,), final=(UKRAINE, RUSSIA))


def terms(civilians: int = 120) -> Terms:
    """The terms of Istanbul; a draft with fewer civilians was on the table before."""
    days = tuple(
        Stage(
            day.name,
            day.day,
            _quotas((category, civilians if category == CIVILIANS else count) for category, count in day.counts),
        )
        for day in DAYS
    )
    totals = {SERVICEMEN: 880, CIVILIANS: civilians}
    return Terms(
        place="Istanbul",
        agreed=date(2025, 5, 16),
        quotas=_quotas(totals.items()),
        stages=days,
        points=(Point(POINT, "The border between Ukraine and Belarus"),),
        telling=Telling(hours=1),
    )


def _quotas(counts: Iterable[tuple[str, int]]) -> tuple[Quota, ...]:
    each_way = tuple(counts)
    return tuple(
        Quota(giver, receiver, category, count) for giver, receiver in DIRECTIONS for category, count in each_way
    )
