"""Every kind of file becomes one thing before anything is understood: a grid of cells, all of them strings.

The place of a row in the grid is its number in the file less one, so empty rows and titles stay in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from homeward.lists.limits import Limits
from homeward.lists.words import FaultKind, Format, UnreadableError


@dataclass(frozen=True)
class Grid:
    """The cells of one file or sheet.

    Attributes:
        name: the file's name.
        format: what kind of file it is.
        columns: one string column a column of the file, all of the same length, without nulls; names are their places.
        headings: the names of the columns where the format keeps them apart from the rows (Parquet), else None.
        encoding: of a text file.
        separator: of a text file's cells, "" if it has one column.
        sheet: the name of the sheet.
        hidden: whether the sheet is one that people do not see.
        faults: rows (from 0) whose form was broken, and how.
    """

    name: str
    format: Format
    columns: pa.Table = field(repr=False)
    headings: tuple[str, ...] | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    hidden: bool = False
    faults: tuple[tuple[int, FaultKind], ...] = ()

    @property
    def height(self) -> int:
        """How many rows there are, empty ones included."""
        return int(self.columns.num_rows)

    @property
    def width(self) -> int:
        """How many columns there are, empty ones included."""
        return int(self.columns.num_columns)

    def head(self, rows: int) -> list[tuple[str, ...]]:
        """Return the first rows, cell by cell."""
        return self.slice(0, rows)

    def slice(self, start: int, rows: int) -> list[tuple[str, ...]]:
        """Return some rows, cell by cell."""
        part = self.columns.slice(start, rows)
        if not self.width:
            return []
        return list(zip(*(column.to_pylist() for column in part.columns), strict=True))

    def filled(self) -> pa.Array:
        """Return for each row how many of its cells have anything but spaces in them (int32)."""
        total = pa.chunked_array([pa.repeat(pa.scalar(0, pa.int32()), self.height)])
        for column in self.columns.columns:
            total = pc.add(total, pc.cast(pc.not_equal(pc.utf8_trim_whitespace(column), ""), pa.int32()))
        return total.combine_chunks()


def columns_of(name: str, records: Iterable[list[str]], limits: Limits, *, at_once: int) -> pa.Table:
    """Turn rows of any widths into columns, short rows filled up with "".

    Args:
        name: the file's name, for the error.
        records: the rows.
        limits: how many are read.
        at_once: rows turned together; what is kept of the others is columns.

    Raises:
        UnreadableError: there are more rows, columns or cells than are read.
    """
    tables: list[list[pa.Array]] = []
    heights: list[int] = []
    widest = 0
    for chunk in _chunks(records, at_once):
        widest = max(widest, *map(len, chunk))
        heights.append(len(chunk))
        within(name, sum(heights), widest, limits)
        tables.append(_turned(chunk))
    return _stacked(tables, heights)


def _chunks(records: Iterable[list[str]], at_once: int) -> Iterator[list[list[str]]]:
    source = iter(records)
    while chunk := list(islice(source, at_once)):
        yield chunk


def within(name: str, rows: int, columns: int, limits: Limits) -> None:
    """Hold a list to its bounds.

    Raises:
        UnreadableError: it crosses one.
    """
    for count, most, what in (
        (rows, limits.rows, "rows"),
        (columns, limits.columns, "columns"),
        (rows * columns, limits.cells, "cells"),
    ):
        if count > most:
            raise UnreadableError(f"{name}: {count:,} {what} are more than are read of one list ({most:,}).")


def _turned(rows: list[list[str]]) -> list[pa.Array]:
    """Turn rows into columns."""
    widths = {len(row) for row in rows}
    width = max(widths)
    if len(widths) > 1:
        rows = [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]
    return [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]


def _stacked(tables: list[list[pa.Array]], heights: list[int]) -> pa.Table:
    """Put chunks of columns under each other."""
    width = max(map(len, tables), default=0)
    columns = {}
    for place in range(width):
        parts = [
            table[place] if place < len(table) else pa.repeat(pa.scalar("", pa.string()), height)
            for table, height in zip(tables, heights, strict=True)
        ]
        columns[str(place)] = pa.chunked_array(parts, pa.string())
    return pa.table(columns)
