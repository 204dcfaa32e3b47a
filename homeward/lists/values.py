"""What the cells of a column look like: for columns whose heading is missing, unknown or in doubt."""

import re
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from importlib import resources

from homeward.lists.dates import born
from homeward.lists.headings import folded
from homeward.lists.words import Field

_UNIT = re.compile(
    r"(?:(?:в\s*/?\s*ч|в\.\s*ч\.)\s*)?[aаАA][\s-]?\d{4}|(?:в\s*/\s*ч|в\.\s*ч\.)\s*\S.*|\d{1,3}\s+(?:омбр|одшбр|бригада|полк|brigade).*",
    re.IGNORECASE,
)
_ID = re.compile(r"[A-Za-zА-Яа-яІЇЄҐіїєґ]{0,4}[-/]?\d{1,12}")
_NUMBER = re.compile(r"(?:[A-Za-zА-ЯІЇЄҐа-яіїєґ]{1,3}[- ]?)?\d{5,10}")
NUMBERED = re.compile(r"^\d{1,6}\s*[.)]\s*")
"""A running number before a name, as in ``12. Вигаденко``."""
DATED = re.compile(
    r"^(\D*[^\W\d_][\w.)]*)[\s,;(]+(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{4})[)\s]*"
    r"(?:р\.?\s?н\.?|г\.?\s?р\.?|р\.?|г\.?|року народження|года рождения)?[\s.;]*$"
)
"""A name and a date of birth in one cell, as in ``Вигаденко Остап, 12.05.1990 р.н.``."""
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*\.?|(?:[^\W\d_]\.){1,2}")
_ENOUGH = {
    Field.BORN: 0.6,
    Field.SEX: 0.8,
    Field.PATRONYMIC: 0.6,
    Field.GIVEN: 0.3,
    Field.SURNAME: 0.8,
    Field.FULL_NAME: 0.6,
    Field.UNIT: 0.7,
    Field.NUMBER: 0.8,
    Field.ID: 0.95,
}


SEX_CODES = {"0": "", "1": "M", "2": "F", "9": ""}


def sex(text: str) -> str | None:
    """Return ``M``, ``F``, ``""`` where nothing is said, None where it cannot be understood."""
    words = folded(text)
    if not re.search(r"\w", words):
        return ""
    return _sexes().get(words)


def looks_like(cells: Sequence[str], field: Field, today: date) -> float:
    """Return the share of cells (all different, none empty) that can be what a field holds, from 0 to 1."""
    if not cells or field is Field.BIRTHPLACE:
        return 0.0
    test = _TESTS[field]
    return sum(test(cell, today) for cell in cells) / len(cells)


def readable(cells: Sequence[str], field: Field, today: date) -> float:
    """Return the share of cells (all different, none empty) that can be read as a date of birth or a sex."""
    if field is Field.SEX:
        return 1.0 if is_coded(cells) else sum(sex(cell) is not None for cell in cells) / len(cells)
    found = [born(cell, today) for cell in cells]
    return sum(bool(each.iso) or not each.faults for each in found) / len(cells)


def is_coded(cells: Sequence[str]) -> bool:
    """Tell whether sexes are in the codes of ISO/IEC 5218: 0 not known, 1 male, 2 female, 9 not applicable."""
    written = {cell.strip() for cell in cells}
    return bool(written & {"1", "2"}) and written <= {*SEX_CODES, ""}


def likely_fields(cells: Sequence[str], today: date, *, distinct: bool) -> list[tuple[Field, float]]:
    """Return what a column may hold, with the share of cells that fit.

    Args:
        cells: different cells of it, none empty.
        today: the day on which the list is read.
        distinct: whether no cell occurs twice in the column.
    """
    shares = (
        (field, looks_like(cells, field, today), enough)
        for field, enough in _ENOUGH.items()
        if field is not Field.ID or distinct
    )
    return [(field, share) for field, share, enough in shares if share >= enough]


def _is_born(cell: str, today: date) -> bool:
    # Six digits are a number of something; a year alone is a date only where years are.
    found = born(cell, today)
    return len(found.iso) >= 4 and not cell.strip().isdigit() if len(cell.strip()) != 4 else bool(found.iso)


def is_words_of_a_name(cell: str) -> bool:
    """Tell whether a cell is two to five words that begin with capitals, as names are, known or not."""
    words = _name_words(cell)
    return 2 <= len(words) <= 5 and all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in words)


def _name_words(cell: str) -> list[str]:
    cell = NUMBERED.sub("", cell.strip())
    dated = DATED.match(cell)
    return [word for word in re.split(r"[\s,]+", dated[1] if dated else cell) if word]


def _is_full_name(cell: str, _: date) -> bool:
    words = _name_words(cell)
    return 2 <= len(words) <= 5 and all(_NAME_WORD.fullmatch(word) for word in words) and _names_somebody(words)


def _names_somebody(words: Sequence[str]) -> bool:
    return any(folded(word) in _given() or _is_patronymic(word) or word.endswith(".") for word in words)


def _is_patronymic(cell: str, _: date | None = None) -> bool:
    word = folded(cell)
    return " " not in word and len(word) > 4 and word.endswith(_patronymic_ends())


def _is_given(cell: str, _: date) -> bool:
    return folded(cell).split(" ", 1)[0] in _given()


def _is_surname(cell: str, _: date) -> bool:
    word = cell.strip()
    return _NAME_WORD.fullmatch(word) is not None and len(word) > 2 and word[0].isupper()


_TESTS: dict[Field, Callable[[str, date], bool]] = {
    Field.BORN: _is_born,
    Field.SEX: lambda cell, _: bool(sex(cell)),
    Field.PATRONYMIC: _is_patronymic,
    Field.GIVEN: _is_given,
    Field.SURNAME: _is_surname,
    Field.FULL_NAME: _is_full_name,
    Field.UNIT: lambda cell, _: _UNIT.fullmatch(cell.strip()) is not None,
    Field.NUMBER: lambda cell, _: _NUMBER.fullmatch(cell.strip()) is not None,
    Field.ID: lambda cell, _: _ID.fullmatch(cell.strip()) is not None,
}


def is_total(cells: Sequence[str]) -> bool:
    """Tell whether a row is a sum under the list (``Всього: 25 осіб``): a word of sums, a number, and no more."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    first = folded(filled[0]) if filled else ""
    word = next((word for word in totals() if re.match(rf"{re.escape(word)}(?!\w)", first)), None)
    if word is None:
        return False
    numbers = [cell for cell in filled if re.search(r"\d", cell)]
    others = [
        cell for cell in filled[1:] if not re.fullmatch(r"[\d\s.,]+(?:осіб|чел\w*|чол\w*|people|persons)?\.?", cell)
    ]
    return bool(numbers) and not others and len(first.split()) <= 6


@cache
def totals() -> tuple[str, ...]:
    """Return the words, folded, that a row of sums begins with."""
    return tuple(sorted((folded(word) for word in _tables()["rows"]["totals"]), key=len, reverse=True))


@cache
def _sexes() -> dict[str, str]:
    said = _tables()["sex"]
    nothing = dict.fromkeys(("невідомо", "неизвестно", "unknown", "н/д", "n/a", "nan", "none", "null"), "")
    return {
        **nothing,
        **{folded(word): letter for letter, key in (("M", "male"), ("F", "female")) for word in said[key]},
    }


@cache
def _given() -> frozenset[str]:
    return frozenset(folded(name) for name in _tables()["names"]["given"])


@cache
def _patronymic_ends() -> tuple[str, ...]:
    return tuple(folded(end) for end in _tables()["names"]["patronymic_ends"])


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("homeward.lists").joinpath("data/values.toml").read_text("utf-8"))
