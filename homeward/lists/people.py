"""The cells of known columns become what they mean; what cannot be understood is named, row and column.

Whole columns at a time: a normaliser runs once on each different cell, and the results are dealt out to the rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from homeward.lists.dates import born
from homeward.lists.values import DATED, NUMBERED, SEX_CODES, is_coded, sex
from homeward.lists.words import NAMES, Fault, FaultKind, Field, Guess, letter

_SPACES = r"[\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]+"
_SHORTENED = r"^\d([.,]\d+)?[Ee]\+\d\d$"
_MONTH_FIRST = 3  # times as much for it as against it

Understood = tuple[str, tuple[FaultKind, ...]]


@dataclass(frozen=True)
class Found:
    """What the columns were understood as: ten string columns, and what was wrong."""

    people: pa.Table
    faults: tuple[Fault, ...]
    month_first: bool


class _Understanding:
    """One list being understood, column by column."""

    def __init__(self, written: pa.Table, rows: npt.NDArray[np.int64], guesses: Sequence[Guess], today: date) -> None:
        self.written = written
        self.rows = rows
        self.guesses = {guess.field: guess for guess in guesses}
        self.today = today
        self.faults: list[Fault] = []
        self.month_first = False
        self.places_beside_dates: pa.Array | None = None

    def column(self, field: Field) -> pa.Array:
        guess = self.guesses.get(field)
        if guess is None:
            return pa.repeat(pa.scalar("", pa.string()), len(self.rows))
        coded = self.written.column(guess.column).combine_chunks().dictionary_encode()
        if field is Field.BORN:
            return self._born(guess, coded)
        if field is Field.SEX:
            return self._each(guess, coded, _coded if is_coded(coded.dictionary.to_pylist()) else _sex)
        squeezed = squeeze(coded.dictionary)
        if field in NAMES:
            squeezed = pc.replace_substring_regex(squeezed, NUMBERED.pattern, "")
        if field in {Field.NUMBER, Field.ID, Field.UNIT}:
            squeezed = pc.replace_substring_regex(squeezed, r"^(\d+)\.0+$", r"\1")
            self._shortened(guess, coded, squeezed)
        return pc.take(squeezed, coded.indices)

    def _born(self, guess: Guess, coded: pa.DictionaryArray) -> pa.Array:
        cells = coded.dictionary.to_pylist()
        orders = [born(cell, self.today).order for cell in cells]
        self.month_first = orders.count(-1) > _MONTH_FIRST * orders.count(1)
        rests: list[str] = []

        def understood(cell: str) -> Understood:
            found = born(cell, self.today, month_first=self.month_first)
            rests.append(found.rest)
            return found.iso, found.faults

        column = self._each(guess, coded, understood)
        if any(rests):
            self.places_beside_dates = pc.take(pa.array(rests, pa.string()), coded.indices)
        return column

    def _each(self, guess: Guess, coded: pa.DictionaryArray, read: Callable[[str], Understood]) -> pa.Array:
        understood = [read(cell) for cell in coded.dictionary.to_pylist()]
        wrong = np.array([bool(faults) for _, faults in understood], dtype=bool)
        codes = coded.indices.to_numpy(zero_copy_only=False)
        if wrong.any():
            for position in np.flatnonzero(wrong[codes]).tolist():
                taken, faults = understood[codes[position]]
                for kind in faults:
                    self.fault(position, kind, guess, coded.dictionary[int(codes[position])].as_py(), taken)
        return pc.take(pa.array([taken for taken, _ in understood], pa.string()), coded.indices)

    def _shortened(self, guess: Guess, coded: pa.DictionaryArray, squeezed: pa.Array) -> None:
        wrong = pc.match_substring_regex(squeezed, _SHORTENED)
        for position in np.flatnonzero(pc.take(wrong, coded.indices).to_numpy(zero_copy_only=False)).tolist():
            cell = coded.dictionary[coded.indices[position].as_py()].as_py()
            self.fault(position, FaultKind.NUMBER_SHORTENED, guess, cell, cell)

    def fault(self, position: int, kind: FaultKind, guess: Guess | None, cell: str = "", taken: str = "") -> None:
        column = "" if guess is None else guess.heading or letter(guess.column)
        field = None if guess is None else guess.field
        self.faults.append(Fault(int(self.rows[position]), position, field, column, kind, cell.strip(), taken))


def understood(
    written: pa.Table,
    rows: npt.NDArray[np.int64],
    guesses: Sequence[Guess],
    today: date,
) -> Found:
    """Read the known columns of a list.

    Args:
        written: the cells of all columns, one row a person; column names are places.
        rows: each person's row number in the file.
        guesses: which column holds which field.
        today: the day on which the list is read.
    """
    work = _Understanding(written, rows, guesses, today)
    columns = {field: work.column(field) for field in Field}
    columns[Field.ID] = _ids(work, columns[Field.ID])
    if Field.BIRTHPLACE not in work.guesses and work.places_beside_dates is not None:
        columns[Field.BIRTHPLACE] = squeeze(work.places_beside_dates)
    _parted(work, columns)
    _nameless(work, columns)
    people = pa.table({field.value: columns[field] for field in Field})
    faults = sorted(work.faults, key=lambda fault: fault.position)
    return Found(people, tuple(faults), work.month_first)


def squeeze(texts: pa.Array) -> pa.Array:
    """Return texts without spaces at the ends, and with one space where there were several or line breaks."""
    return pc.utf8_trim(pc.replace_substring_regex(texts, _SPACES, " "), " ")


def _sex(cell: str) -> Understood:
    found = sex(cell)
    return ("", (FaultKind.SEX_UNREADABLE,)) if found is None else (found, ())


def _coded(cell: str) -> Understood:
    return SEX_CODES.get(cell.strip(), ""), ()


def _parted(work: _Understanding, columns: dict[Field, pa.Array]) -> None:
    """Part names and dates of birth that stand in one column, where dates have none of their own."""
    guess = work.guesses.get(Field.FULL_NAME)
    if guess is None or Field.BORN in work.guesses:
        return
    dated = pc.match_substring_regex(columns[Field.FULL_NAME], r"\pL.*\d{2}")
    if not pc.any(dated).as_py():
        return
    names, dates = columns[Field.FULL_NAME].to_pylist(), [""] * len(work.rows)
    for position in np.flatnonzero(dated.to_numpy(zero_copy_only=False)).tolist():
        found = DATED.match(names[position])
        if found is None:
            continue
        read = born(found[2], work.today)
        for kind in read.faults:
            work.fault(position, kind, guess, found[2], read.iso)
        names[position], dates[position] = found[1], read.iso
    columns[Field.FULL_NAME], columns[Field.BORN] = pa.array(names, pa.string()), pa.array(dates, pa.string())


def _ids(work: _Understanding, ids: pa.Array) -> pa.Array:
    """Return ids each given once: as written, the row number where there is none, both where one is repeated."""
    guess = work.guesses.get(Field.ID)
    numbers = pc.cast(pa.array(work.rows), pa.string())
    if guess is None:
        return numbers
    missing = pc.equal(ids, "")
    for position in np.flatnonzero(missing.to_numpy(zero_copy_only=False)).tolist():
        work.fault(position, FaultKind.NO_ID, guess, "", numbers[position].as_py())
    ids = pc.if_else(missing, numbers, ids)
    codes = ids.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    order = np.argsort(codes, kind="stable")
    repeated = np.zeros(len(codes), bool)
    repeated[order[1:]] = codes[order][1:] == codes[order][:-1]
    if not repeated.any():
        return ids
    # Later bearers get their row beside the id: whoever refers to one of them means one person.
    texts = ids.to_pylist()
    for position in np.flatnonzero(repeated).tolist():
        own = f"{texts[position]} (row {int(work.rows[position])})"
        work.fault(position, FaultKind.REPEATED_ID, guess, texts[position], own)
        texts[position] = own
    return pa.array(texts, pa.string())


def _nameless(work: _Understanding, columns: dict[Field, pa.Array]) -> None:
    """Name the rows in which no name has a letter."""
    named = np.zeros(len(work.rows), bool)
    for field in NAMES:
        if field in work.guesses:
            named |= pc.match_substring_regex(columns[field], r"\pL").to_numpy(zero_copy_only=False)
    for position in np.flatnonzero(~named).tolist():
        work.fault(position, FaultKind.NO_NAME, None)
