"""What a date in a sentence is: where it stands, what it says, and the words that dates are told by in a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from homeward.reading.grammar.words.tokens import Sort, Token


class Precision(Enum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class When(NamedTuple):
    """A date read from tokens ``i`` to ``j``: from ``first`` to ``last``, which differ in a range, a month, a year."""

    i: int
    j: int
    first: date | None
    last: date | None
    precision: Precision

    @property
    def iso(self) -> str | None:
        """``2025-05-23``, ``2025-05`` or ``2025``; of a range, its last day; None where not resolved."""
        if self.last is None:
            return None
        return self.last.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]]


@dataclass(frozen=True, slots=True)
class DateWords:
    """The date words of one language, each in all its forms."""

    months: dict[str, int]
    weekdays: dict[str, int]  # Monday is 0
    days: dict[tuple[str, ...], int]  # today, yesterday: days from publication
    relative_months: dict[tuple[str, ...], int]
    relative_years: dict[tuple[str, ...], int]
    relative_openers: frozenset[str]  # the first words of the three above,
    openers: frozenset[str]  # and of all dates that open with a word
    before_month: frozenset[str]  # words after which a month may stand alone
    before_year: frozenset[str]
    between_day_and_month: frozenset[str]
    range: frozenset[str]  # words and signs between the ends of a range
    listing: frozenset[str]  # words between the members of a list
    later: frozenset[str]
    ambiguous_months: frozenset[str]  # "may": a month only where something says so
    eve: frozenset[str] = frozenset()  # "the day before", which may be that before a feast
    day_suffixes: frozenset[str] = frozenset()  # of a day whose month is understood: "the 14th"
    on_the: frozenset[tuple[str, str]] = frozenset()  # the words before it
    this_month: frozenset[tuple[str, ...]] = frozenset()  # the words behind it
    day_nouns: frozenset[str] = frozenset()  # behind the number of a day whose month is understood: "5-го числа"
    ordinals: Mapping[str, int] = field(default_factory=dict)  # that name a day: "восьмого февраля",
    tens: Mapping[str, int] = field(default_factory=dict)  # with one of these before them: "двадцать третьего мая"
    year_nouns: frozenset[str] = frozenset()  # behind the number of a year: "2025 року"


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date | None, days: int) -> date | None:
    """The day so many days later, None where there is none."""
    try:
        return None if day is None else day + timedelta(days=days)
    except OverflowError:
        return None


def whole_month(i: int, j: int, year: int, month: int) -> When:
    """A month."""
    first = day_of(year, month, 1)
    following = day_of(year + month // 12, month % 12 + 1, 1)
    return When(i, j, first, shifted(following, -1), Precision.MONTH)


def days(i: int, j: int, first: date | None, last: date | None = None) -> When:
    """A day, or the days from the first to the last."""
    return When(i, j, first, last or first, Precision.DAY)


def number(token: Token, low: int, high: int) -> int | None:
    """The number that a token is, within bounds."""
    if token.sort is not Sort.NUMBER or not token.low.isdigit() or len(token.low) > 4:
        return None
    value = int(token.low)
    return value if low <= value <= high else None


def whole_year(i: int, j: int, year: int | None) -> When:
    """A year."""
    if year is None:
        return When(i, j, None, None, Precision.YEAR)
    return When(i, j, day_of(year, 1, 1), day_of(year, 12, 31), Precision.YEAR)
