"""Columns of a list that say more than name, birth and number: rank, father, capture, place of holding and so on.

``homeward.lists`` finds the ten columns by which people are matched. These are told by their headings alone.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from homeward.lists.headings import folded

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "rank": ("звання", "військове звання", "звание", "воинское звание", "rank", "military rank"),
    "father": ("ім'я батька", "батько", "имя отца", "отец", "father", "father's name", "first name of the father"),
    "mother_maiden": (
        "дівоче прізвище матері", "девичья фамилия матери", "mother's maiden name", "maiden name of the mother",
    ),
    "nationality": ("громадянство", "гражданство", "citizenship", "nationality"),
    "residence": (
        "місце проживання", "место жительства", "адреса проживання", "residence", "last residence",
        "place of residence",
    ),
    "marks": ("особливі прикмети", "особые приметы", "прикмети", "приметы", "distinguishing marks", "marks"),
    "captured_on": (
        "дата полону", "дата взяття в полон", "дата полонення", "дата пленения", "дата взятия в плен", "дата зникнення",
        "дата исчезновения", "дата затримання", "дата задержания", "captured on", "date of capture", "missing since",
        "last heard of on", "taken prisoner on",
    ),
    "captured_at": (
        "місце полону", "місце взяття в полон", "место пленения", "место взятия в плен", "місце зникнення",
        "место исчезновения", "місце затримання", "место задержания", "captured at", "place of capture", "last seen at",
    ),
    "circumstances": ("обставини", "обстоятельства", "circumstances", "обставини зникнення", "обстоятельства пленения"),
    "site": ("місце утримання", "место содержания", "place of holding", "place of detention", "camp", "site"),
    "site_number": ("номер військовополоненого", "номер военнопленного", "prisoner number", "prisoner no"),
    "category": ("категорія", "категория", "category"),
    "priority": ("пріоритет", "приоритет", "черговість", "очередность", "priority"),
    "party": ("держава", "сторона", "party", "power"),
}  # fmt: skip
CATEGORIES: Mapping[str, str] = {
    **dict.fromkeys(
        ("військовий", "військовослужбовець", "військовополонений", "военный", "военнослужащий", "военнопленный",
         "serviceman", "servicemen", "soldier", "pow", "military"), "servicemen",
    ),
    **dict.fromkeys(
        ("цивільний", "цивільна", "цивільні", "гражданский", "гражданская", "гражданские", "civilian", "civilians"),
        "civilians",
    ),
}  # fmt: skip


@cache
def _known() -> dict[str, str]:
    return {folded(heading): field for field, headings in HEADINGS.items() for heading in headings}


def further(headings: Sequence[str], taken: set[int]) -> dict[str, int]:
    """Return which field of a person stands in which column, of the columns that were taken for nothing else."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        field = _known().get(folded(heading))
        if field is not None and place not in taken:
            found.setdefault(field, place)
    return found


def category(cell: str) -> str:
    """Return a category as the terms name it; one that is not known stays as it was written."""
    return CATEGORIES.get(folded(cell), " ".join(cell.lower().split()))
