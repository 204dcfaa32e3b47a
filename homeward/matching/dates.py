"""Dates of birth as they are known and as they are miswritten.

A date is kept as one number, YYYYMMDD, with 00 for a month or day that is not known and 0 for no date. Two dates are
not equal or different but stand in one of a few relations, each of which a clerk, a scan or a half-remembered
birthday makes with its own frequency; how often each happens by chance is counted in the registry itself.
"""

import enum
import re

import numpy as np
import numpy.typing as npt

Dates = npt.NDArray[np.int32]
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


class Born(enum.IntEnum):
    """How two dates of birth stand to each other."""

    MISSING = 0
    EXACT = 1
    SWAPPED = 2
    """Day and month exchanged."""
    NEXT_DAY = 3
    """A day apart."""
    NEXT_MONTH = 4
    """A month apart, the day the same or nearly."""
    NEXT_YEAR = 5
    """A year apart, day and month the same."""
    ONE_DIGIT = 6
    """One digit differs, or two neighbouring digits are exchanged."""
    PARTLY = 7
    """One is known to the month or the year only, and agrees so far."""
    SAME_YEAR = 8
    """The year agrees, the day does not."""
    NEAR_YEARS = 9
    """At most two years apart: a sibling's, or an age reckoned."""
    DIFFERENT = 10


def number(iso: str) -> int:
    """``"1990-05-12"``, ``"1990-05"`` or ``"1990"`` as a number; 0 if it is empty or no such date."""
    found = _ISO.match(iso)
    if found is None:
        return 0
    year, month, day = (int(part or 0) for part in found.groups())
    return year * 10000 + month * 100 + day if month <= 12 and day <= 31 else year * 10000


def swapped(dates: Dates) -> Dates:
    """Day and month exchanged; 0 where that is no date or the same one."""
    year, month, day = dates // 10000, dates // 100 % 100, dates % 100
    good = (day >= 1) & (day <= 12) & (month >= 1) & (day != month)
    return np.where(good, year * 10000 + day * 100 + month, 0).astype(np.int32)


def shifted(dates: Dates) -> list[Dates]:
    """Dates one day, one month and one year before and after, as clerks miss them; 0 where a date is not full."""
    full = (dates // 100 % 100 > 0) & (dates % 100 > 0)
    day_number = _day_number(dates)
    found = []
    for days in (1, -1, 30, -30, 31, -31, 365, -365, 366, -366):
        moved = _from_day_number(day_number + days)
        found.append(np.where(full, moved, 0).astype(np.int32))
    return found


def _day_number(dates: Dates) -> npt.NDArray[np.int64]:
    """Days since 1970-01-01, for differences; a month or day not known is taken as the first."""
    months = (dates // 10000 - 1970) * 12 + np.maximum(dates // 100 % 100, 1) - 1
    start = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    result: npt.NDArray[np.int64] = start + np.maximum(dates % 100, 1) - 1
    return result


def _from_day_number(days: npt.NDArray[np.int64]) -> Dates:
    """The dates of days since 1970-01-01."""
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    months = month.astype(np.int64)
    within = (day - month.astype("datetime64[D]")).astype(np.int64) + 1
    result: Dates = ((months // 12 + 1970) * 10000 + (months % 12 + 1) * 100 + within).astype(np.int32)
    return result


def relation(a: Dates, b: Dates) -> npt.NDArray[np.int8]:
    """How pairs of dates stand to each other (``Born``), shape of the arguments; symmetric."""
    year_a, year_b = a // 10000, b // 10000
    rest_a, rest_b = a % 10000, b % 10000
    both = (a > 0) & (b > 0)
    full = both & (rest_a % 100 > 0) & (rest_b % 100 > 0)
    days = np.abs(_day_number(a) - _day_number(b))
    apart = np.abs(year_a - year_b)
    coarse_month = (rest_a // 100 == rest_b // 100) | (rest_a // 100 == 0) | (rest_b // 100 == 0)
    found = np.full(a.shape, Born.DIFFERENT, np.int8)
    found[apart <= 2] = Born.NEAR_YEARS
    found[apart == 0] = Born.SAME_YEAR
    found[full & _one_digit(a, b)] = Born.ONE_DIGIT
    found[full & ((days == 365) | (days == 366))] = Born.NEXT_YEAR
    found[full & (days >= 28) & (days <= 31)] = Born.NEXT_MONTH
    found[full & (days == 1)] = Born.NEXT_DAY
    found[full & (apart == 0) & (rest_a % 100 == rest_b // 100) & (rest_a // 100 == rest_b % 100)] = Born.SWAPPED
    found[both & ~full & (apart == 0) & coarse_month] = Born.PARTLY
    found[full & (a == b)] = Born.EXACT
    found[~both] = Born.MISSING
    return found


def _one_digit(a: Dates, b: Dates) -> npt.NDArray[np.bool_]:
    """Whether exactly one digit differs, or two neighbouring digits are exchanged."""
    digits_a = np.stack([a // 10**place % 10 for place in range(8)])
    digits_b = np.stack([b // 10**place % 10 for place in range(8)])
    differ = digits_a != digits_b
    count = differ.sum(0)
    crossed = np.zeros(a.shape, bool)
    for place in range(7):
        crossed |= (
            differ[place]
            & differ[place + 1]
            & (digits_a[place] == digits_b[place + 1])
            & (digits_a[place + 1] == digits_b[place])
        )
    one: npt.NDArray[np.bool_] = (count == 1) | ((count == 2) & crossed)
    return one
