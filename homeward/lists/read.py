"""A file becomes a ``Listing``: what kind of file it is, its cells, its layout, its columns, its people."""

import stat
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path, PurePath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.lists import apart, separated
from homeward.lists.grid import Grid
from homeward.lists.guess import guessed
from homeward.lists.headings import folded
from homeward.lists.layout import Layout, laid_out
from homeward.lists.limits import LIMITS, Limits
from homeward.lists.people import understood
from homeward.lists.words import (
    NAMES,
    Fault,
    FaultKind,
    Field,
    Format,
    Guess,
    Listing,
    MappingError,
    UnreadableError,
    letter,
)

_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_OLD_XLS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_OTHERS = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"SQLite format 3", "a database"),
)
_PAGE_STARTS = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<style", b"<meta")
_ASK_FOR = "ask for the list as XLSX, ODS, XLS, CSV or Parquet"
_STRAY = 0.05  # a column without heading that holds less than this is cells beyond the list, no column


def read_list(
    path: str | PathLike[str],
    *,
    today: date,
    mapping: Mapping[Field, str] | None = None,
    sheet: str | None = None,
    limits: Limits = LIMITS,
) -> Listing:
    """Read one list of people from a CSV, TSV, XLSX, XLS, ODS or Parquet file.

    Args:
        path: the file.
        today: the day on which it is read, to which ages are counted.
        mapping: a field's heading, or its column's place as ``#3``, or "" for none; other fields are guessed.
        sheet: the sheet to read; unless given, the one that looks most like a list of people.
        limits: how much of a file is read at all.

    Raises:
        UnreadableError: the file cannot be read; one sentence says why and what to do.
        MappingError: the mapping or the sheet names something that is not there.
    """
    path = Path(path)
    return read_bytes(str(path), bytes_of(path, limits), today=today, mapping=mapping, sheet=sheet, limits=limits)


def read_bytes(
    name: str,
    data: bytes,
    *,
    today: date,
    mapping: Mapping[Field, str] | None = None,
    sheet: str | None = None,
    limits: Limits = LIMITS,
) -> Listing:
    """Read one list of people from memory, as from an upload; see ``read_list``.

    Raises:
        UnreadableError: the file cannot be read.
        MappingError: the mapping or the sheet names something that is not there.
    """
    mapping = mapping or {}
    grids = grids_of(name, data, limits)
    asked = frozenset(folded(heading) for heading in mapping.values() if heading and not heading.startswith("#"))
    grid, layout, guesses = _chosen(name, grids, asked, mapping, sheet, today)
    others = tuple(str(other.sheet) for other in grids if other is not grid and other.sheet is not None)
    return _listing(grid, layout, guesses, others, today)


def grids_of(name: str, data: bytes, limits: Limits) -> list[Grid]:
    """Return the tables of a file that hold anything, cell by cell: one, or the sheets of a spreadsheet.

    Raises:
        UnreadableError: the file cannot be read.
    """
    if len(data) > limits.size:
        raise _too_large(name, len(data), limits)
    kind = _kind(name, data)
    grids = [separated.grid(name, data, limits)] if kind is Format.TEXT else apart.grids(name, kind, data, limits)
    grids = [grid for grid in grids if grid.height and grid.width]
    if not grids:
        raise UnreadableError(f"{name}: there is nothing in it.")
    return grids


def _too_large(name: str, size: int, limits: Limits) -> UnreadableError:
    return UnreadableError(f"{name}: {size:,} bytes are more than are read of one list ({limits.size:,}).")


def bytes_of(path: Path, limits: Limits) -> bytes:
    """Return what a file holds.

    Raises:
        UnreadableError: it is not there, no file, too large, or not to be opened.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableError(f"{path}: this is not a file.")
        if about.st_size > limits.size:
            raise _too_large(str(path), about.st_size, limits)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(f"{path}: there is no such file.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise UnreadableError(f"{path}: it cannot be opened ({reason or 'bad name'}).") from error


def _kind(name: str, data: bytes) -> Format:
    """Tell what a file is by its bytes, whatever its name says."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_PARQUET):
        return Format.PARQUET
    if data.startswith(_ZIP):
        if b"xl/" in data:
            return Format.XLSX
        if b"opendocument.spreadsheet" in data[:4096]:
            return Format.ODS
        raise UnreadableError(f"{name}: this is an archive or a text document, not a spreadsheet; {_ASK_FOR}.")
    if data.startswith(_OLE) or (data.startswith(_OLD_XLS) and PurePath(name).suffix.lower() == ".xls"):
        if _ENCRYPTED in data:
            raise UnreadableError(f"{name}: it is protected by a password; save it without one.")
        return Format.XLS
    if start.startswith(_PAGE_STARTS):
        raise UnreadableError(
            f"{name}: this is a web page, whatever its name says; open it in a spreadsheet program and save it as XLSX."
        )
    for mark, what in _OTHERS:
        if data.startswith(mark):
            raise UnreadableError(f"{name}: this is {what}, not a table; {_ASK_FOR}.")
    return Format.TEXT


_Chosen = tuple[Grid, Layout, tuple[Guess, ...]]


def _chosen(
    name: str,
    grids: Sequence[Grid],
    asked: frozenset[str],
    mapping: Mapping[Field, str],
    sheet: str | None,
    today: date,
) -> _Chosen:
    """Return the sheet that was asked for, or the one in which the most is understood; of equals the longest."""
    if sheet is not None:
        named = [grid for grid in grids if grid.sheet == sheet]
        if not named:
            there = ", ".join(f"“{grid.sheet}”" for grid in grids if grid.sheet is not None)
            raise MappingError(f"{name}: there is no sheet “{sheet}” with anything in it; there are {there or 'none'}.")
        grids = named
    elif any(not grid.hidden for grid in grids):
        grids = [grid for grid in grids if not grid.hidden]
    best: tuple[tuple[bool, float, int], _Chosen] | None = None
    refused: MappingError | None = None
    for grid in grids:
        layout = laid_out(grid, asked)
        try:
            guesses = guessed(grid, layout, mapping, today)
        except MappingError as error:
            refused = refused or error
            continue
        names = any(guess.field in NAMES for guess in guesses)
        score = (names and len(layout.people) > 0, sum(guess.sure for guess in guesses), len(layout.people))
        if best is None or score > best[0]:
            best = (score, (grid, layout, guesses))
    if best is None:
        raise refused or UnreadableError(f"{name}: there is nothing in it.")
    return best[1]


def _listing(grid: Grid, layout: Layout, guesses: Sequence[Guess], others: tuple[str, ...], today: date) -> Listing:
    if not len(layout.people):
        raise UnreadableError(f"{grid.name}: there are no rows of people in it, only titles and headings.")
    rows = layout.people + 1
    cells = grid.columns.take(pa.array(layout.people))
    found = understood(cells, rows, guesses, today=today)
    faults = [*found.faults, *_form(grid, layout, cells, {guess.column for guess in guesses})]
    faults.sort(key=lambda fault: fault.position)
    return Listing(
        name=grid.name,
        format=grid.format,
        encoding=grid.encoding,
        separator=grid.separator,
        sheet=grid.sheet,
        other_sheets=others,
        headings=tuple(" / ".join(headings) for headings in layout.headings),
        guesses=tuple(guesses),
        people=found.people,
        written=cells,
        rows=pa.array(rows, pa.int32()),
        faults=tuple(faults),
        left_out=layout.left_out,
        month_first=found.month_first,
    )


def _form(grid: Grid, layout: Layout, cells: pa.Table, used: set[int]) -> Iterable[Fault]:
    """Yield what is wrong with the form of rows: stray marks, cells beyond the headings, lost characters."""
    at = {int(row): position for position, row in enumerate(layout.people)} if grid.faults else {}
    for row, kind in grid.faults:
        if row in at:
            yield Fault(row + 1, at[row], None, "", kind, " ".join(grid.slice(row, 1)[0]).strip()[:200])
    rows = layout.people + 1
    for place in range(grid.width):
        column = cells.column(place)
        title = " / ".join(layout.headings[place]) or letter(place)
        lost = pc.match_substring(column, "\ufffd").to_numpy()
        for position in np.flatnonzero(lost).tolist():
            yield Fault(int(rows[position]), position, None, title, FaultKind.LOST_CHARACTERS, column[position].as_py())
        if layout.headed and not layout.headings[place] and place not in used:
            filled = pc.not_equal(pc.utf8_trim_whitespace(column), "").to_numpy()
            if 0 < filled.sum() < max(2.0, _STRAY * len(filled)):
                for position in np.flatnonzero(filled).tolist():
                    cell = column[position].as_py().strip()
                    yield Fault(int(rows[position]), position, None, title, FaultKind.CELLS_BEYOND, cell)
