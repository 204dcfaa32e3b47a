"""Dates as far as they are known: a day, a month, a year."""

import re
from datetime import date

from django.utils import formats
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day(value: date | str | None) -> str:
    """Say a date as far as it is known: ``2025-05-23``, ``2025-05`` or ``2022``."""
    if not value:
        return _("date not known")
    if isinstance(value, str):
        match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
        if match is None:
            return value
        year, month, day_of_month = match.groups()
        if month is None:
            return year
        if day_of_month is None:
            said = format_date(date(int(year), int(month), 1), formats.get_format("YEAR_MONTH_FORMAT"))
            return said if (get_language() or "en").startswith("en") else said.lower()  # as Slavic languages write it
        value = date(int(year), int(month), int(day_of_month))
    return formats.date_format(value, "DATE_FORMAT")


def span(first: str, last: str) -> str:
    """Say from when to when, without repeating a month and year that both share."""
    if first == last:
        return day(first)
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        return f"{int(first[8:])}–{day(last)}"
    return f"{day(first)} – {day(last)}"
