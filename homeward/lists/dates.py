"""A date of birth as a clerk writes it becomes ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or nothing, and what was mended.

1. A year, a month of a year and a whole date are all dates of birth; what is not known is not made up.
2. Day before month, unless the numbers forbid it or the whole column says otherwise (``05/25/1990``).
3. A year of two digits is the one in which the person is 14 to 100 years old; if there is none or there are two, it is
   unclear and nothing is taken.
4. Letters that look like digits (О, l, З, б) are digits where a date comes of it.
5. A day that no calendar has (31.02.1990) is none; the year beside it is kept.
6. A number of five digits alone is a day number of a spreadsheet program (days since 30 December 1899).
7. Nobody was born after today or more than 120 years ago.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from homeward.lists.headings import folded
from homeward.lists.words import FaultKind

YOUNGEST, OLDEST, IMPOSSIBLY_OLD = 14, 100, 120
_EPOCH = date(1899, 12, 30)
_LONGEST = 120  # characters; no date is longer

_DIGITS = str.maketrans("oоlіi|збs", "001111365")
_ROMAN = {
    roman: number
    for number, roman in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1)
}
_ROMAN_CYRILLIC = str.maketrans("іїхуv", "iixvv")

_ISO = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})")
_TIME = re.compile(r"(?<=\d)[t ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[+-]\d\d:?\d\d)?$")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-./, ]\s*(\d{1,2})\s*[-./, ]\s*(\d{4}|\d{2})")
_MONTH = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{4})")
_MONTH_AFTER = re.compile(r"(\d{4})\s*[-./ ]\s*(\d{1,2})")
_COMPACT = re.compile(r"\d{8}")
_YEAR = re.compile(r"\d{4}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_BETWEEN = re.compile(r"[\s.,/\\_()-]+")
_UNKNOWN = re.compile(r"^(?:[?xх_*-]{1,2}|00?)\s*[./-]\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_TAIL = re.compile(r"^(.{3,24}?\d)\s*(?:р\.?|г\.?|року|года)?\s*[,;(/]\s*((?=\D*[^\W\d_]{2}).*)$", re.DOTALL)
_SIMPLE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Born:
    """What a cell says of a date of birth.

    Attributes:
        iso: ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or "".
        faults: what was mended or could not be understood, with ``FaultKind.mended``.
        order: +1 if only day before month gives a date, -1 if only month before day does, 0 if neither or both.
        rest: what stands behind the date in the same cell.
    """

    iso: str
    faults: tuple[FaultKind, ...] = ()
    order: int = 0
    rest: str = ""


_NOTHING = Born("")


def born(text: str, today: date, *, month_first: bool = False) -> Born:
    """Read a date of birth.

    Args:
        text: the cell.
        today: the day on which the list is read; ages are counted to it.
        month_first: whether 05/12/1990 is the twelfth of May in this column.
    """
    if _SIMPLE.fullmatch(text) and (found := _iso(text)) is not None:
        return _likely(found, today)
    written = _TIME.sub("", text.strip().lower())
    if not written or folded(written) in _nothing() or not re.search(r"\w", written) or len(written) > _LONGEST:
        return _NOTHING if len(written) <= _LONGEST else Born("", (FaultKind.DATE_UNREADABLE,))
    for tried, rest in _cuts(written):
        found = _read(tried, today, month_first=month_first)
        if found is not None:
            more = (FaultKind.MORE_THAN_A_DATE,) if rest else ()
            return Born(found.iso, found.faults + more, found.order, text.strip()[len(text.strip()) - len(rest) :])
    return Born("", (FaultKind.DATE_UNREADABLE,))


def _cuts(written: str) -> list[tuple[str, str]]:
    """Return the cell as it is, and, if words follow a date, the date and the words apart."""
    cuts = [(written, "")]
    tail = _TAIL.match(written)
    if tail is not None:
        cuts.append((tail[1], tail[2]))
    return cuts


def _read(written: str, today: date, *, month_first: bool) -> Born | None:
    about, words = _without_words(written)
    for text, mended in ((words, ()), (_as_digits(words), (FaultKind.LETTERS_FOR_DIGITS,))):
        if mended and text == words:
            break
        found = _numbers(text, today, month_first=month_first) or _named_month(text, today)
        if found is not None:
            more = (FaultKind.DATE_ABOUT,) if about else ()
            iso = found.iso[:4] if about else found.iso
            return _likely(Born(iso, mended + found.faults + more, found.order), today)
    return None


def _iso(text: str) -> Born | None:
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return Born(text)


def _likely(found: Born, today: date) -> Born:
    """Hold a date against the calendar of a life (rule 7)."""
    if not found.iso:
        return found
    if found.iso > today.isoformat()[: len(found.iso)] or int(found.iso[:4]) < today.year - IMPOSSIBLY_OLD:
        return Born("", (*found.faults, FaultKind.YEAR_UNLIKELY), found.order)
    return found


def _without_words(written: str) -> tuple[bool, str]:
    """Return whether the date is said to be about right, and the date without the words around it."""
    about_words, idle = _words()
    about = written[:1] in about_words and not written[:1].isalpha()
    text = written.lstrip("~≈±").strip()
    kept: list[str] = []
    for word in text.replace("\xa0", " ").split():
        bare = folded(word).replace(" ", "")
        if bare in about_words and bare.isalpha():
            about = True
        elif bare not in idle:
            kept.append(re.sub(r"(?<=\d)(?:st|nd|rd|th|р|г|рн|р\.н|гр|г\.р|-?го|-?го)\.?$", "", word.rstrip(".,;")))
    text = " ".join(kept)
    while (shorter := _UNKNOWN.sub("", text)) != text:  # 00.05.1990, ??.05.1990: the day is not known
        text = shorter
    return about, text.strip(" .,;()'\"")


def _as_digits(text: str) -> str:
    """Return the text with look-alikes made digits in words that hold a digit or stand between dots."""
    return " ".join(
        "".join(
            part.translate(_DIGITS) if not _WORD.fullmatch(part) or len(part) <= 2 else part
            for part in re.split(r"([-./,])", word)
        )
        for word in text.split()
    )


def _numbers(text: str, today: date, *, month_first: bool) -> Born | None:
    if (at := _ISO.fullmatch(text)) is not None:
        return _day(at[1], at[2], at[3])
    if (at := _DAY_FIRST.fullmatch(text)) is not None:
        return _either_order(at[1], at[2], at[3], today, month_first=month_first)
    if (at := _MONTH.fullmatch(text)) is not None:
        return _month(at[2], int(at[1]))
    if (at := _MONTH_AFTER.fullmatch(text)) is not None:
        return _month(at[1], int(at[2]))
    if _COMPACT.fullmatch(text):
        written_so = _day(text[:4], text[4:6], text[6:]) if text[:2] in {"19", "20"} else None
        if written_so is None or written_so.faults:
            other = _day(text[4:], text[2:4], text[:2])
            return other if not other.faults or written_so is None else written_so
        return written_so
    if _YEAR.fullmatch(text):
        return Born(text)
    if re.fullmatch(r"\d{2}", text):
        year, more = _year(text, today)
        return Born(year, more) if year is not None else Born("", (FaultKind.YEAR_UNCLEAR,))
    if (at := _SERIAL.fullmatch(text)) is not None:
        day = _EPOCH + timedelta(days=int(at[1]))
        if today.year - IMPOSSIBLY_OLD <= day.year and day <= today:
            return Born(day.isoformat(), (FaultKind.DATE_FROM_SERIAL,))
    return None


def _either_order(first: str, second: str, year: str, today: date, *, month_first: bool) -> Born:
    """Read two numbers and a year; the column decides where both orders give a date (rule 2)."""
    full, more = _year(year, today)
    if full is None:
        return Born("", (FaultKind.YEAR_UNCLEAR,))
    usual, turned = _day(full, second, first), _day(full, first, second)
    order = bool(turned.faults) - bool(usual.faults)
    best = turned if (month_first and not turned.faults) or (usual.faults and not turned.faults) else usual
    return Born(best.iso, more + best.faults, order)


def _year(written: str, today: date) -> tuple[str | None, tuple[FaultKind, ...]]:
    """Return a year in four digits (rule 3)."""
    if len(written) == 4:
        return written, ()
    years = [year for year in range(today.year - OLDEST, today.year - YOUNGEST + 1) if year % 100 == int(written)]
    return (str(years[0]), (FaultKind.YEAR_EXTENDED,)) if len(years) == 1 else (None, ())


def _day(year: str, month: str, day: str) -> Born:
    """Return a day of the calendar, or the year of one that no calendar has; unknown parts may be zero."""
    if int(month) == 0:
        return Born(year)
    if int(day) == 0 and int(month) <= 12:
        return Born(f"{year}-{int(month):02d}")
    try:
        return Born(date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return Born(year, (FaultKind.DATE_IMPOSSIBLE,))


def _month(year: str, month: int) -> Born:
    if month == 0:
        return Born(year)
    return Born(f"{year}-{month:02d}") if month <= 12 else Born(year, (FaultKind.DATE_IMPOSSIBLE,))


def _named_month(text: str, today: date) -> Born | None:
    """Read dates whose month is a word or a Roman number: ``12 травня 1990``, ``May 12, 1990``, ``12.V.90``."""
    parts = [part for part in _BETWEEN.split(text) if part]
    words = [part for part in parts if not part[0].isdigit()]
    numbers = [part for part in parts if part.isdigit()]
    if len(words) != 1 or not 1 <= len(numbers) <= 2 or len(parts) != 1 + len(numbers):
        return None
    month = _months(words[0])
    if month is None:
        return None
    years = [number for number in numbers if len(number) == 4] or numbers[-1:]
    year, more = _year(years[0], today) if len(years[0]) in {2, 4} else (None, ())
    if year is None:
        return Born("", (FaultKind.YEAR_UNCLEAR,)) if len(years[0]) == 2 else None
    numbers.remove(years[0])
    found = _day(year, str(month), numbers[0]) if numbers and len(numbers[0]) <= 2 else _month(year, month)
    return Born(found.iso, more + found.faults)


@cache
def _months(word: str) -> int | None:
    roman = _ROMAN.get(word.translate(_ROMAN_CYRILLIC))
    if roman is not None:
        return roman
    named = folded(word)
    for number, stems in enumerate(_tables()["months"], start=1):
        if len(named) >= 3 and named.startswith(tuple(folded(stem) for stem in stems)):
            return number
    return None


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    tables = _tables()
    return frozenset(map(str, tables["about"])), frozenset(map(str, tables["idle"]))


@cache
def _nothing() -> frozenset[str]:
    return frozenset(folded(str(words)) for words in _tables()["nothing"])


@cache
def _tables() -> dict[str, list[list[str]]]:
    text = resources.files("homeward.lists").joinpath("data/dates.toml").read_text("utf-8")
    return tomllib.loads(text)
