"""A table whose headings we gave ourselves, such as a list of decisions that a person filled in and saved again."""

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from homeward.lists.grid import Grid
from homeward.lists.headings import folded
from homeward.lists.limits import LIMITS, Limits
from homeward.lists.read import bytes_of, grids_of
from homeward.lists.words import Format, MappingError
from homeward.lists.write import as_given


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number in the file, and the cells of the columns asked for, "" where nothing is."""

    row: int
    cells: tuple[str, ...]


def read_table(
    path: str | PathLike[str],
    columns: Sequence[str],
    *,
    optional: Sequence[str] = (),
    limits: Limits = LIMITS,
) -> list[Row]:
    """Read columns of a table by their headings, which stand in its first row that holds anything.

    Args:
        path: a file of any kind that lists come in.
        columns: the headings, in the order in which the cells are wanted.
        optional: headings that may be missing; their cells come behind the others.
        limits: how much of a file is read at all.

    Raises:
        UnreadableError: the file cannot be read.
        MappingError: a heading is not there.
    """
    path = Path(path)
    missing: list[str] = []
    for grid in grids_of(str(path), bytes_of(path, limits), limits):
        places, start = _places(grid)
        missing = [column for column in columns if folded(column) not in places]
        if not missing:
            return _rows(grid, [places.get(folded(column)) for column in (*columns, *optional)], start)
    headings = ", ".join(f"“{heading}”" for heading in columns)
    raise MappingError(f"{path}: there is no column “{missing[0]}”; its first row should have {headings}.")


def _places(grid: Grid) -> tuple[dict[str, int], int]:
    """Return the places of the headings, folded, and the row below them."""
    start = 0
    headings: Sequence[str] = grid.headings or ()
    if grid.headings is None:
        filled = grid.filled().to_pylist()
        start = next(place for place, cells in enumerate([*filled, 1]) if cells) + 1
        headings = grid.slice(start - 1, 1)[0] if start <= grid.height else ()
    return {folded(heading): place for place, heading in reversed(list(enumerate(headings)))}, start


def _rows(grid: Grid, places: Sequence[int | None], start: int) -> list[Row]:
    read = as_given if grid.format is Format.TEXT else str
    empty = [""] * (grid.height - start)
    columns = [empty if place is None else grid.columns.column(place).slice(start).to_pylist() for place in places]
    rows = (tuple(read(cell.strip()) for cell in cells) for cells in zip(*columns, strict=True))
    return [Row(start + place + 1, cells) for place, cells in enumerate(rows) if any(cells)]
