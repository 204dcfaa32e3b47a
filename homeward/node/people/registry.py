"""The registry as the engine of ``homeward.matching`` takes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from homeward.matching import COLUMNS, Index
from homeward.node.people.models import Person

_FIELDS = ("key", "surname", "given", "patronymic", "sex", "birth", "birth_place", "unit", "service_number")
_COLUMNS = ("id", "surname", "given", "patronymic", "sex", "born", "birthplace", "unit", "number")
_OF_FIELD = dict(zip(_FIELDS[1:], _COLUMNS[1:], strict=True))


def index_of(people: "QuerySet[Person] | None" = None) -> Index:
    """Prepare people for matching, by their keys; all who are somebody of their own, unless told whom."""
    chosen = Person.objects.live() if people is None else people
    columns: list[list[str]] = [[] for _ in _COLUMNS]
    for row in chosen.order_by("id").values_list(*_FIELDS).iterator(5000):
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return Index(dict(zip(_COLUMNS, columns, strict=True)))


def columns_of(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, list[str]]:
    """Return rows, given as (id, {field of a person: value}), as columns to be matched."""
    columns: dict[str, list[str]] = {name: [] for name in COLUMNS if name != "full_name"}
    for number, cells in rows:
        columns["id"].append(number)
        for field, name in _OF_FIELD.items():
            columns[name].append(str(cells.get(field, "")))
    return columns
