"""A list that was given becomes rows whose cells are fields of a person, each with what is wrong with it.

1. Names, dates, sexes and numbers are understood by ``homeward.lists``; further columns by their headings.
2. A name in one column is parted into surname, first names and patronymic, in the letters it was written in.
3. A row in which something could not be understood is kept aside; what was understood with a guess is not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from homeward.lists import FaultKind, Field, Listing, MappingError, read_bytes
from homeward.lists.dates import born
from homeward.lists.words import letter
from homeward.names import parse
from homeward.names.clean import words
from homeward.node.people import columns as more
from homeward.node.people.fields import longest

FIELD_OF: Mapping[Field, str] = {
    Field.SURNAME: "surname",
    Field.GIVEN: "given",
    Field.PATRONYMIC: "patronymic",
    Field.SEX: "sex",
    Field.BORN: "birth",
    Field.BIRTHPLACE: "birth_place",
    Field.UNIT: "unit",
    Field.NUMBER: "service_number",
}
HARMLESS = {FaultKind.NO_ID, FaultKind.REPEATED_ID}  # the list's own numbering: nobody is told apart by it here


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file, and what it was understood as: a field's name, ``full_name``, ``id``, or "" for nothing."""

    place: int
    heading: str
    field: str
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Read:
    """One row: its number in the file, its cells by field, and its faults as [kind, column, cell, taken]."""

    number: int
    cells: dict[str, str]
    faults: list[list[str]]

    @property
    def is_bad(self) -> bool:
        """Whether somebody must mend it first."""
        return any(is_bad(fault[0]) for fault in self.faults)


def is_bad(kind: str) -> bool:
    """Whether a fault keeps its row aside."""
    found = FaultKind(kind)
    return not found.mended and found not in HARMLESS


def open_list(name: str, data: bytes, today: date, mapping: Mapping[str, str]) -> Listing:
    """Read the file.

    Args:
        name: of the file.
        data: its bytes.
        today: the day to which ages are counted.
        mapping: fields that a person told a column for, as ``#3``; "" for none.

    Raises:
        ListError: it cannot be read, in one sentence.
    """
    known = {Field(field): place for field, place in mapping.items() if field in set(Field)}
    return read_bytes(name, data, today=today, mapping=known)


def columns_of(listing: Listing, mapping: Mapping[str, str]) -> list[Column]:
    """Return what each column was understood as."""
    fields = {guess.column: (guess.field.value, guess.sure) for guess in listing.guesses}
    told = {field: int(place[1:]) - 1 for field, place in mapping.items() if field in more.HEADINGS and place}
    rest = {
        field: place for field, place in more.further(listing.headings, set(fields)).items() if field not in mapping
    }
    for field, place in {**rest, **told}.items():
        if place not in fields and place < len(listing.headings):
            fields[place] = (field, 1.0)
    own = {field.value: name for field, name in FIELD_OF.items()}
    return [
        Column(place, heading or letter(place), own.get(field, field), round(sure, 2))
        for place, heading in enumerate(listing.headings)
        for field, sure in [fields.get(place, ("", 1.0))]
    ]


def as_json(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return columns for the database."""
    return [asdict(column) for column in columns]


def rows(listing: Listing, columns: Sequence[Column], today: date, start: int, size: int) -> Iterator[Read]:
    """Yield some rows of a list, from a position on."""
    people = listing.people.slice(start, size).to_pylist()
    numbers = listing.rows.slice(start, size).to_pylist()
    extra = {
        column.field: listing.written.column(column.place).slice(start, size).to_pylist()
        for column in columns
        if column.field in more.HEADINGS
    }
    for place, (row, number) in enumerate(zip(people, numbers, strict=True)):
        faults = [[f.kind.value, f.column, f.cell, f.taken] for f in listing.faults_at.get(start + place, ())]
        cells = {name: row[field.value] for field, name in FIELD_OF.items() if row[field.value]}
        if row["full_name"] and not any(row[name] for name in ("surname", "given", "patronymic")):
            cells |= parted(row["full_name"])
        for field, cells_of in extra.items():
            _take(cells, faults, field, str(cells_of[place] or ""), today)
        yield Read(int(number), {name: value[: longest(name)] for name, value in cells.items() if value}, faults)


def _take(cells: dict[str, str], faults: list[list[str]], field: str, cell: str, today: date) -> None:
    """Read a cell of a further column."""
    cell = " ".join(cell.split())
    if not cell:
        return
    if field == "category":
        cells[field] = more.category(cell)
    elif field == "captured_on":
        found = born(cell, today)
        cells[field] = found.iso
        faults += [[kind.value, field, cell, found.iso] for kind in found.faults]
    else:
        cells[field] = cell


def parted(name: str) -> dict[str, str]:
    """Part a name in one column into surname, first names and patronymic, each as it was written."""
    reading = parse(name)[0]
    given = {reading.given, *reading.others}
    found: dict[str, list[str]] = {"surname": [], "given": [], "patronymic": []}
    for word in re.split(r"[\s,;]+", name.strip()):
        folded = " ".join(words(word))
        if folded and folded == reading.patronymic:
            found["patronymic"].append(word)
        elif folded and folded in given:
            found["given"].append(word)
        elif word:
            found["surname"].append(word)
    return {field: " ".join(parts) for field, parts in found.items() if parts}


def check_mapping(columns: Sequence[Column], mapping: Mapping[str, str]) -> None:
    """Check what a person said about the columns.

    Raises:
        MappingError: a column is not there, or two fields are said to be one column.
    """
    places = [place for place in mapping.values() if place]
    if len(set(places)) != len(places) or any(
        not place[1:].isdigit() or not 0 < int(place[1:]) <= len(columns) for place in places
    ):
        raise MappingError("Each column can be one thing only; choose again.")
