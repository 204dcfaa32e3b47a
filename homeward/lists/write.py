"""Columns become a file: CSV that a spreadsheet program opens, XLSX, Parquet or JSON lines, by the name's suffix.

1. A file is written whole beside its place and then moved there: whoever looks sees the old one or the new one.
2. It can be read by its owner only, because it is about people.
3. A cell of text never becomes a formula, whatever it begins with; in CSV an apostrophe before it sees to that.
"""

import csv
import json
import math
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import pyarrow as pa

from homeward.lists.words import WriteError

_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r].", re.DOTALL)
_NO_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # which XML cannot hold
_SPECIAL = re.compile(rf"^[=#]|{_NO_CHARACTERS.pattern}")  # what the library would take for more than text
_SHEET_ROWS = 1_048_576
_AT_ONCE = 20_000
_WIDEST = 60


def write_list(path: str | PathLike[str], columns: Mapping[str, Sequence[object] | pa.Array]) -> None:
    """Write columns of one length as a list.

    Args:
        path: where; ``.csv``, ``.tsv``, ``.xlsx``, ``.parquet`` or ``.jsonl``.
        columns: heading and cells: text, numbers, booleans, None.

    Raises:
        WriteError: the suffix is of no list, the columns differ in length, or the file cannot be written there.
    """
    path = Path(path)
    writable(path)
    writer = _WRITERS[path.suffix.lower()]
    try:
        table = pa.table({name: _array(cells) for name, cells in columns.items()})
    except (pa.ArrowException, ValueError) as error:
        raise WriteError(f"{path}: its columns are not all of one length and kind.") from error
    try:
        _whole(path, lambda beside: writer(beside, table))
    except OSError as error:
        raise WriteError(f"{path}: it cannot be written ({error.strerror or 'input/output error'}).") from error


def writable(path: str | PathLike[str]) -> None:
    """Tell beforehand what would go wrong with writing a list there, as far as that can be told.

    Raises:
        WriteError: the suffix is of no list, or there is no such folder.
    """
    path = Path(path)
    if path.suffix.lower() not in _WRITERS:
        raise WriteError(f"{path}: a list is written as {', '.join(_WRITERS)}; name the file so.")
    if not path.parent.is_dir():
        raise WriteError(f"{path}: there is no folder {path.parent}.")
    if path.is_dir():
        raise WriteError(f"{path}: this is a folder.")


def _array(cells: Sequence[object] | pa.Array) -> pa.Array:
    return cells if isinstance(cells, pa.Array | pa.ChunkedArray) else pa.array(cells)


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place, and move it there when it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=path.suffix)
    os.close(handle)
    beside = Path(name)
    try:
        write(beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _csv(path: Path, table: pa.Table, separator: str = ",") -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow([_harmless(name) for name in table.column_names])
        for row in _rows(table):
            writer.writerow([_harmless(cell) for cell in row])


def _tsv(path: Path, table: pa.Table) -> None:
    _csv(path, table, "\t")


def _harmless(cell: object) -> object:
    """Return a cell that no spreadsheet program calculates (rule 3); numbers are numbers, and stay."""
    if isinstance(cell, str) and _FORMULA.match(cell):
        return "'" + cell
    return cell


def as_given(cell: str) -> str:
    """Return a cell of a CSV file without the apostrophe that was put before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _xlsx(path: Path, table: pa.Table) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if table.num_rows >= _SHEET_ROWS:
        raise WriteError(
            f"{path}: a sheet holds {_SHEET_ROWS - 1:,} rows; write {table.num_rows:,} as .csv or .parquet."
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Homeward")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(table.column_names):
        widths = [len(name), *(len(str(cell)) for cell in table.column(place).slice(0, 500).to_pylist())]
        sheet.column_dimensions[_letter(place)].width = min(_WIDEST, max(widths) + 2)

    def cell(value: object, *, bold: bool = False) -> object:
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if not isinstance(value, str) or not (bold or _SPECIAL.search(value)):
            return value
        made = WriteOnlyCell(sheet, _NO_CHARACTERS.sub("\ufffd", value))
        made.data_type = "s"  # even if it begins with an equals sign
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, bold=True) for name in table.column_names])
    for row in _rows(table):
        sheet.append([cell(value) for value in row])
    book.save(path)


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))


def _parquet(path: Path, table: pa.Table) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table, path, compression="zstd")


def _jsonl(path: Path, table: pa.Table) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in _rows(table):
            said = {name: _finite(cell) for name, cell in zip(table.column_names, row, strict=True)}
            file.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")


def _finite(cell: object) -> object:
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


_WRITERS: dict[str, Callable[[Path, pa.Table], None]] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".jsonl": _jsonl,
}
