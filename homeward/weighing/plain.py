"""A public record as plain data: what ``--json`` writes and what a page's JSON twin serves.

Every dataclass becomes an object of its fields, every enum its value, every date ISO text; what is None or empty stays,
so that all objects of a kind have the same keys.
"""

import dataclasses
from datetime import date
from enum import Enum
from typing import Any


def plain(value: object) -> Any:
    """Return dicts, lists, strings, numbers and None for any value of this package."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value
