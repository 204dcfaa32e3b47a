"""Dates as pages stamp them: ``May 23, 2025``, ``23 травня 2025``, ``Mon, Dec 29 2025 03:46:21 am``, ``2025-05-23``.

1. A date needs its year. "23 May" in a header is no date here.
2. Points part day.month.year everywhere; hyphens part year-month-day.
3. Slashes are written both ways round: ``5/23/2025`` can only be May, ``05/06/2025`` is told only by a weekday
   beside it, and without one it is nobody's date.
4. A date that does not exist, or lies outside 1900-2100, is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS: dict[str, int] = {
    form: number
    for number, forms in enumerate(
        (
            "jan january січня січень янв января январь",
            "feb february лютого лютий фев февр февраля февраль",
            "mar march березня березень мар марта март",
            "apr april квітня квітень апр апреля апрель",
            "may травня травень мая май",
            "jun june червня червень июн июня июнь",
            "jul july липня липень июл июля июль",
            "aug august серпня серпень авг августа август",
            "sep sept september вересня вересень сен сент сентября сентябрь",
            "oct october жовтня жовтень окт октября октябрь",
            "nov november листопада листопад ноя нояб ноября ноябрь",
            "dec december грудня грудень дек декабря декабрь",
        ),
        start=1,
    )
    for form in forms.split()
}
_WEEKDAYS: dict[str, int] = {
    form: number
    for number, forms in enumerate(
        (
            "mon monday пн понеділок понедельник",
            "tue tues tuesday вт вівторок вторник",
            "wed wednesday ср середа среда",
            "thu thur thurs thursday чт четвер четверг",
            "fri friday пт п'ятниця п’ятниця пятница",
            "sat saturday сб субота суббота",
            "sun sunday нд вс неділя воскресенье",
        )
    )
    for form in forms.split()
}


def _any(forms: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


_TIME = (
    r"(?P<time>,?[ \t]*(?:T|at|о|об|в)?[ \t]*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?[ \t]*(?:[ap]\.?m\b\.?)?"
    r"(?:[ \t]*\(?(?:мск|msk|gmt|utc|[ce]e?s?t|[ecp][sd]t|bst|за києвом|по киеву|по москве)\b\)?(?:[+-]\d{1,2})?)?)?"
)
_STAMP = re.compile(
    rf"(?:(?P<weekday>{_any(_WEEKDAYS)})\.?,?[ \t]+)?"
    r"(?:"
    r"(?P<iso>\d{4})[-/](?P<iso_month>\d{1,2})[-/](?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"
    r"|(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<slash_year>\d{4}|\d{2})"
    rf"|(?P<us_month>{_any(_MONTHS)})\.?[ \t]+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?[ \t]+(?P<us_year>\d{{4}})"
    rf"|(?P<eu_day>\d{{1,2}})(?:st|nd|rd|th)?[ \t]+(?:of[ \t]+)?(?P<eu_month>{_any(_MONTHS)})\.?,?[ \t]+"
    r"(?P<eu_year>\d{4})"
    r")(?!\d)(?:[ \t]*(?:года|року|г\.|р\.))?" + _TIME,
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A written date.

    ``day`` is None where the words do not say which day they mean. ``numeric`` says that the month was a number, and
    ``timed`` that a time of day followed.
    """

    day: date | None
    end: int
    numeric: bool
    timed: bool


def stamp(text: str, start: int = 0) -> Stamp | None:
    """Return the date written in ``text`` exactly at ``start``, or None where none is."""
    found = _STAMP.match(text, start)
    return None if found is None else _stamp(found)


def stamps(text: str) -> Iterator[Stamp]:
    """Yield every date written anywhere in ``text``."""
    for found in _STAMP.finditer(text):
        if not text[max(0, found.start() - 1) : found.start()].isdigit():
            yield _stamp(found)


def day_of(text: str) -> date | None:
    """Return the date that begins ``text`` (as in ``2025-05-23T18:04:00+03:00``), or None where none does."""
    found = stamp(text.strip())
    return None if found is None else found.day


def _stamp(found: re.Match[str]) -> Stamp:
    said = found.groupdict()
    numeric = said["us_month"] is None and said["eu_month"] is None
    return Stamp(_day(said), found.end(), numeric=numeric, timed=said["time"] is not None)


def _day(said: dict[str, str | None]) -> date | None:
    for year, month, day in (("iso", "iso_month", "iso_day"), ("year", "month", "day")):
        if said[year]:
            return _date(said[year], said[month], said[day])
    for year, month, day in (("us_year", "us_month", "us_day"), ("eu_year", "eu_month", "eu_day")):
        if said[year]:
            return _date(said[year], str(_MONTHS[(said[month] or "").lower()]), said[day])
    return _slashed(said)


def _slashed(said: dict[str, str | None]) -> date | None:
    year = said["slash_year"] or ""
    year = f"20{year}" if len(year) == 2 else year
    readings = {_date(year, said["first"], said["second"]), _date(year, said["second"], said["first"])} - {None}
    if said["weekday"]:
        weekday = _WEEKDAYS[said["weekday"].lower()]
        readings = {day for day in readings if day is not None and day.weekday() == weekday}
    return readings.pop() if len(readings) == 1 else None


def _date(year: str | None, month: str | None, day: str | None) -> date | None:
    try:
        found = date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2100 else None
