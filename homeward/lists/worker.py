"""The process that takes one spreadsheet or Parquet file apart: bytes on standard input, cells on standard output.

A cell becomes what a person reads in it: a whole number has no ``.0``, a day is ``1990-05-12``, an error is nothing.
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO, cast

import pyarrow as pa

from homeward.lists.grid import columns_of, within
from homeward.lists.limits import Limits
from homeward.lists.words import Format, UnreadableError

_SHEETS = 30  # more are not looked at for a list of people
_AT_ONCE = 20_000
_PROTECTED = "it is protected by a password; save it without one."
_DAMAGED = "it is damaged; open it in the program it was made with and save it again, or as CSV."

Sheets = list[tuple[dict[str, object], pa.Table]]


def main(order: str, given: BinaryIO, back: BinaryIO) -> None:
    """Take a file apart as the order says, and write what was found."""
    sys.meta_path.insert(0, _WithoutPandas())
    wanted = json.loads(order)
    kind = Format(wanted.pop("kind"))
    limits = Limits(**wanted)
    _hold(limits.memory)
    pa.set_cpu_count(1)  # each thread would take its own share of the memory that this process is held to
    pa.set_io_thread_count(1)
    data = given.read()
    try:
        sheets = _parquet(data, limits) if kind is Format.PARQUET else _workbook(data, limits)
    except UnreadableError as error:
        back.write(json.dumps({"error": str(error).removeprefix(": ")}).encode() + b"\n")
        return
    streams = [_stream(columns) for _, columns in sheets]
    said = [{**about, "bytes": len(stream)} for (about, _), stream in zip(sheets, streams, strict=True)]
    back.write(json.dumps({"sheets": said}).encode() + b"\n")
    back.writelines(streams)
    back.flush()


class _WithoutPandas:
    """Arrow looks for pandas; where it happens to be installed, starting it takes longer than reading most lists."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _hold(memory: int) -> None:
    """Hold this process to an amount of memory, where the system can."""
    try:
        import resource
    except ImportError:  # a system without such limits; the time limit holds there
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image of a list of people lies nowhere


def _workbook(data: bytes, limits: Limits) -> Sheets:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    found: Sheets = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata[:_SHEETS]:
            sheet = book.get_sheet_by_name(about.name)
            if sheet.end is None:
                continue
            rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
            within("", rows, columns, limits)
            records = ([_written(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False))
            hidden = about.visible != SheetVisibleEnum.Visible
            found.append(
                (
                    {"name": about.name, "headings": None, "hidden": hidden},
                    columns_of("", records, limits, at_once=_AT_ONCE),
                )
            )
    except PasswordError as error:
        raise UnreadableError(_PROTECTED) from error
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise UnreadableError(_DAMAGED) from error
    return found


def _written(cell: object) -> str:
    """Return a cell as a person reads it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        at_midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _parquet(data: bytes, limits: Limits) -> Sheets:
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        within("", file.metadata.num_rows, len(file.schema_arrow.names), limits)
        table = file.read()
    except UnreadableError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(_DAMAGED) from error
    names = [str(name) for name in table.schema.names]
    columns = {str(place): _as_text(column) for place, column in enumerate(table.columns)}
    return [({"name": None, "headings": names, "hidden": False}, pa.table(columns))]


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return any column as strings, "" for what is absent."""
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    if pa.types.is_floating(column.type) or pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        texts = pa.chunked_array([pa.array(list(_each(column)), pa.string())])
    else:
        try:
            texts = pc.cast(column, pa.string())
        except pa.ArrowException:
            texts = pa.chunked_array([pa.array(list(_each(column)), pa.string())])
    return pc.fill_null(texts, "")


def _each(column: pa.ChunkedArray) -> Iterator[str]:
    for value in column.to_pylist():
        if isinstance(value, bytes):
            yield value.decode("utf-8", "replace")
        else:
            yield "" if value is None or value != value else _written(value)


def _stream(columns: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, columns.schema) as writer:
        writer.write_table(columns)
    return cast("bytes", sink.getvalue().to_pybytes())


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
    sys.stdout.flush()
    os._exit(0)  # what was found is written; arrow's threads are not waited for, nor can they fail while they end
