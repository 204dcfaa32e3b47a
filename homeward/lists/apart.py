"""Spreadsheets and Parquet files are taken apart in a process of their own, so that no file can take the reader down.

Their parsers are compiled libraries that believe what a file says of itself: a sheet of two cells, one of them in the
last corner, asks for half a terabyte. The process is held to a time and to an amount of memory; if it dies, that is
one sentence about one file. It gives back one line of JSON, then each sheet as an Arrow stream.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import cast

import pyarrow as pa

from homeward.lists.grid import Grid
from homeward.lists.limits import Limits
from homeward.lists.words import Format, UnreadableError

_SAVE = "open it in the program it was made with and save it as CSV or XLSX again"


def _run(order: str, data: bytes, limits: Limits) -> "subprocess.CompletedProcess[bytes]":
    """Take a file apart in a process of its own."""
    return subprocess.run(  # noqa: S603 -- our own interpreter, our own module
        [sys.executable, "-P", "-m", "homeward.lists.worker", order],
        input=data,
        capture_output=True,
        timeout=limits.seconds,
        check=False,
    )


def grids(name: str, kind: Format, data: bytes, limits: Limits) -> list[Grid]:
    """Return the sheets of a spreadsheet that hold anything, or the one table of a Parquet file.

    Raises:
        UnreadableError: the file is damaged, protected, or crosses a bound.
    """
    order = json.dumps({"kind": kind.value, **asdict(limits)})
    try:
        done = _run(order, data, limits)
        if done.returncode != 0:
            # It died without a word. A hostile file makes it do so again; a moment's want of memory does not.
            done = _run(order, data, limits)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"{name}: it took longer than {limits.seconds:g} seconds to open; {_SAVE}.") from error
    head, _, rest = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head.startswith(b"{"):
        raise UnreadableError(f"{name}: it is damaged, or says it is larger than any list; {_SAVE}.")
    said = cast("dict[str, object]", json.loads(head))
    if "error" in said:
        raise UnreadableError(f"{name}: {said['error']}")
    found = []
    for about in cast("list[dict[str, object]]", said["sheets"]):
        size = cast("int", about["bytes"])
        columns = pa.ipc.open_stream(pa.py_buffer(rest[:size])).read_all()
        rest = rest[size:]
        headings = cast("list[str] | None", about["headings"])
        found.append(
            Grid(
                name=name,
                format=kind,
                columns=columns,
                headings=None if headings is None else tuple(headings),
                sheet=cast("str | None", about["name"]),
                hidden=bool(about["hidden"]),
            )
        )
    return found
