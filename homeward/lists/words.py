"""What a list of people consists of once it is read: fields, how they were told, rows, and what is wrong with them.

Nothing of the file is lost on the way: ``Listing.people`` holds what the cells mean, ``Listing.written`` the cells as
they were, ``Listing.faults`` what could not be understood or had to be mended, and ``Listing.left_out`` the rows that
are no people (titles, totals, repeated headings).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import pyarrow as pa

from homeward import HomewardError


class ListError(HomewardError):
    """A list could not be read or written: what was wrong, in which file, and what to do."""


class UnreadableError(ListError):
    """The file is not there, too large, damaged, or nothing that holds a list."""


class MappingError(ListError):
    """What was said about the columns does not fit the file, or names no field."""


class WriteError(ListError):
    """A list could not be written where it was asked to be."""


class Format(StrEnum):
    """What kind of file a list came in, or is written as."""

    TEXT = "text"  # CSV, TSV and their kin: one row a line
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PARQUET = "parquet"


class Field(StrEnum):
    """What a column says of a person (GC III 17 and 122 name surname, first names, date of birth and numbers)."""

    ID = "id"
    FULL_NAME = "full_name"
    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    SEX = "sex"
    BORN = "born"
    BIRTHPLACE = "birthplace"
    UNIT = "unit"
    NUMBER = "number"  # service, personal or tag number


NAMES = (Field.FULL_NAME, Field.SURNAME, Field.GIVEN, Field.PATRONYMIC)


class Why(StrEnum):
    """On what grounds a column was taken for a field."""

    MAPPING = "mapping"  # somebody said so
    HEADING = "heading"  # its heading is a known one
    PART = "part"  # its heading contains known words
    VALUES = "values"  # its cells look like it; the heading is missing or unknown


@dataclass(frozen=True, slots=True)
class Guess:
    """One column taken for one field: how sure that is, and why.

    Attributes:
        field: what the column was taken for.
        column: its place among the columns, from 0.
        heading: what stands above it, "" if nothing does.
        sure: from 0 to 1; below ``DOUBTFUL`` a person should look.
        why: on what grounds.
        evidence: the words of the heading that were known, or what the cells look like.
        fits: the share of the column's different cells that can be what it was taken for, None if that was not asked.
    """

    field: Field
    column: int
    heading: str
    sure: float
    why: Why
    evidence: str = ""
    fits: float | None = None


DOUBTFUL = 0.7


class FaultKind(StrEnum):
    """What can be wrong with a cell or a row. ``mended`` ones were understood all the same."""

    # mended
    LETTERS_FOR_DIGITS = "letters_for_digits"  # О for 0, l for 1
    DATE_FROM_SERIAL = "date_from_serial"  # a day number of a spreadsheet program
    DATE_ABOUT = "date_about"  # "about 1990"
    MORE_THAN_A_DATE = "more_than_a_date"
    YEAR_EXTENDED = "year_extended"  # 90 was read as 1990
    # not mended
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"  # 31.02.1990: the year is kept
    YEAR_UNCLEAR = "year_unclear"  # two digits that no age explains
    YEAR_UNLIKELY = "year_unlikely"  # not born yet, or more than 120 years ago
    SEX_UNREADABLE = "sex_unreadable"
    NUMBER_SHORTENED = "number_shortened"  # 1,23E+11: a spreadsheet program dropped digits
    NO_NAME = "no_name"
    NO_ID = "no_id"
    REPEATED_ID = "repeated_id"
    LOST_CHARACTERS = "lost_characters"
    CELLS_BEYOND = "cells_beyond"  # more cells than there are columns
    OPEN_QUOTE = "open_quote"  # a quotation mark opens a cell and is never closed

    @property
    def mended(self) -> bool:
        """Whether the cell was understood all the same."""
        return self in _MENDED


_MENDED = frozenset(
    {
        FaultKind.LETTERS_FOR_DIGITS,
        FaultKind.DATE_FROM_SERIAL,
        FaultKind.DATE_ABOUT,
        FaultKind.MORE_THAN_A_DATE,
        FaultKind.YEAR_EXTENDED,
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in one row, and what was made of it.

    Attributes:
        row: the row's number in the file, from 1, as a spreadsheet program shows it.
        position: the row's place in ``Listing.people``, from 0.
        field: the field concerned, None if it is the row.
        column: the heading of the column concerned, or its letter; "" if it is the row.
        kind: what is wrong.
        cell: what was written.
        taken: what it was taken for, "" if for nothing.
    """

    row: int
    position: int
    field: Field | None
    column: str
    kind: FaultKind
    cell: str = ""
    taken: str = ""


class Kept(StrEnum):
    """Why a row of the file is no row of the list."""

    TITLE = "title"  # above the headings
    NUMBERING = "numbering"  # 1, 2, 3, … under the headings
    HEADINGS = "headings"  # the headings again, as on every printed page
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of the file that is no person, with what is written in it."""

    row: int
    why: Kept
    written: tuple[str, ...]


def letter(place: int) -> str:
    """Return a column's letter as spreadsheet programs show it: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Listing:
    """One list of people, as it came in a file.

    Attributes:
        name: the file's name.
        format: what kind of file it is.
        encoding: of a text file, else None.
        separator: of a text file's cells, "" if it has one column, None for other formats.
        sheet: the sheet that was read, None if there are none.
        other_sheets: sheets with something in them that were not read.
        headings: of all columns, in the order of the file; "" where there is none.
        guesses: which column was taken for which field, in the order of ``Field``.
        people: one row a person and one string column a ``Field`` (all ten, always): born as ``YYYY-MM-DD``,
            ``YYYY-MM``, ``YYYY`` or ""; sex ``M``, ``F`` or ""; ids each given once, the row number where there is
            none; all else as written, spaces squeezed.
        written: the same rows with the file's own columns, cell by cell as they came; column names are their places.
        rows: each person's row number in the file, from 1, as a spreadsheet program shows it.
        faults: what was wrong, in the order of the rows.
        left_out: the rows that are no people.
        month_first: whether dates such as 05/12/1990 were read with the month first.
    """

    name: str
    format: Format
    encoding: str | None
    separator: str | None
    sheet: str | None
    other_sheets: tuple[str, ...]
    headings: tuple[str, ...]
    guesses: tuple[Guess, ...]
    people: pa.Table = field(repr=False)
    written: pa.Table = field(repr=False)
    rows: pa.Array = field(repr=False)
    faults: tuple[Fault, ...] = field(repr=False)
    left_out: tuple[LeftOut, ...] = field(repr=False)
    month_first: bool = False

    def __len__(self) -> int:
        return int(self.people.num_rows)

    def title(self, guess: Guess) -> str:
        """Return what a column goes by: its heading, or its letter as spreadsheet programs show it."""
        return guess.heading or letter(guess.column)

    def column(self, which: Field) -> pa.Array:
        """Return one field of all people: strings, "" where nothing is known."""
        return self.people.column(which.value).combine_chunks()

    def cell(self, position: int, which: Field) -> str:
        """Return what is written in the file for a field of the person at ``position``; "" if no column says it."""
        for guess in self.guesses:
            if guess.field is which:
                return str(self.written.column(guess.column)[position].as_py())
        return ""

    @cached_property
    def faults_at(self) -> Mapping[int, tuple[Fault, ...]]:
        """The faults by the place of their row in ``people``; rows without faults are not in it."""
        found: dict[int, list[Fault]] = {}
        for fault in self.faults:
            found.setdefault(fault.position, []).append(fault)
        return {position: tuple(faults) for position, faults in found.items()}
