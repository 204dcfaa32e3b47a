"""Power cuts, simulated: of all that was written and not yet flushed, any part may be lost, in sectors of 512 bytes.

A process appends under strace, which records every write, flush and answer in order. Then the power is cut at random
moments: each file is what it was at its last flush, and of the sectors written since any subset. What had been answered
must be there. The same with ``synchronous=NORMAL`` must be seen to lose something, or this test could not fail.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from homeward.ledger import LedgerError, Log, SigningKey

CUTS = int(os.environ.get("HOMEWARD_CRASH_ROUNDS", "40")) * 5
SECTOR = 512
KEY = SigningKey(b"k" * 32)
CHILD = """
import os, sys
from pathlib import Path
from homeward.ledger import Log, SigningKey, database

database._DURABLE = tuple(one.replace("FULL", sys.argv[3]) for one in database._DURABLE)
with Log.open(Path(sys.argv[1]), SigningKey(bytes.fromhex(sys.argv[2]))) as log:
    log._storage._connection.execute("PRAGMA wal_autocheckpoint = 20")
    for number in range(24):
        log.append_many([b"entry %d " % (number * 20 + at) * 9 for at in range(20 if number % 3 else 1)])
        os.write(1, b"answered %d" % log.size)
    os.write(1, b"end")
"""
CALL = re.compile(
    r'^(pwrite64|write|ftruncate|fsync|fdatasync)\((\d+)<([^>]*)>(?:, (?:"((?:\\x[0-9a-f]{2})*)", )?(.*))?\) = (-?\d+)'
)

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@dataclass
class Disk:
    """Files as they are on the disk for sure, and what was written to each since its last flush."""

    safe: dict[str, bytearray]
    loose: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)

    def write(self, name: str, at: int, data: bytes) -> None:
        self.loose.setdefault(name, []).append((at, data))

    def flush(self, name: str) -> None:
        content = self.safe.setdefault(name, bytearray())
        for at, data in self.loose.pop(name, []):
            put(content, at, data)

    def cut(self, draw: random.Random) -> dict[str, bytes]:
        """What a power cut now may leave."""
        left = {}
        for name in self.safe.keys() | self.loose.keys():
            content = bytearray(self.safe.get(name, b""))
            keep = draw.random()
            for at, data in self.loose.get(name, []):
                for start in range(0, len(data), SECTOR):
                    if draw.random() < keep:
                        put(content, at + start, data[start : start + SECTOR])
            left[name] = bytes(content)
        return left


def put(content: bytearray, at: int, data: bytes) -> None:
    if len(content) < at + len(data):
        content.extend(bytes(at + len(data) - len(content)))
    content[at : at + len(data)] = data


def recorded(folder: Path, how: str) -> tuple[dict[str, bytearray], list[tuple[str, str, int, bytes]]]:
    """Append under strace; return the files before, and every call: what, file, place, data."""
    path = folder / "log.sqlite3"
    Log.create(path, "homeward.example/may/north", KEY).close()
    before = {path.name: bytearray(path.read_bytes())}
    trace = folder / "trace"
    command = [
        "strace",
        "-y",
        "-xx",
        "-s",
        "100000",
        "-o",
        str(trace),
        "-e",
        "trace=pwrite64,write,ftruncate,fsync,fdatasync",
    ]
    done = subprocess.run([*command, sys.executable, "-c", CHILD, str(path), KEY.seed.hex(), how], capture_output=True)
    if b"end" not in done.stdout:
        pytest.skip(f"strace cannot record here: {done.stderr[-200:].decode(errors='replace')}")
    calls = []
    for line in trace.read_text().splitlines():
        found = CALL.match(line)
        if found is None:
            continue
        call, number, encoded, hexed, rest, _ = found.groups()
        name = Path(re.sub(r"\\x([0-9a-f]{2})", lambda byte: chr(int(byte[1], 16)), encoded)).name
        data = bytes.fromhex((hexed or "").replace("\\x", ""))
        if number == "1":
            calls.append(("answer", "", 0, data))
        elif name.startswith("log.sqlite3") and not name.endswith("lock"):
            place = int(rest.split(", ")[1]) if call == "pwrite64" else int(rest or 0) if call == "ftruncate" else 0
            calls.append((call, name, place, data))
    return before, calls


def losses(tmp_path: Path, how: str, cuts: int) -> list[str]:
    """Cut the power so many times; return what was lost of what had been answered."""
    before, calls = recorded(tmp_path, how)
    assert sum(call[0] == "answer" for call in calls) == 25
    draw = random.Random(512)
    moments = sorted(draw.randrange(len(calls) + 1) for _ in range(cuts))
    disk, answered, lost = Disk({name: bytearray(data) for name, data in before.items()}), 0, []
    for number, (call, name, place, data) in enumerate([*calls, ("end", "", 0, b"")]):
        cuts_now = (broken(tmp_path / "cut", disk.cut(draw), answered) for _ in range(moments.count(number)))
        lost.extend(problem for problem in cuts_now if problem)
        match call:
            case "answer":
                answered = int(data.split()[1]) if data.startswith(b"answered") else answered
            case "pwrite64":
                disk.write(name, place, data)
            case "ftruncate":  # the log of writes is cut short or begun anew; taken as flushed
                disk.flush(name)
                del disk.safe.setdefault(name, bytearray())[place:]
            case "fsync" | "fdatasync":
                disk.flush(name)
    return lost


def broken(folder: Path, files: dict[str, bytes], answered: int) -> str | None:
    """Open what a cut has left, as the owner would, and say what is wrong with it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        with Log.open(folder / "log.sqlite3", extending=True) as log:
            size = log.size
            log.check()
    except LedgerError as error:
        return str(error)
    return f"{answered} were answered, {size} are there" if size < answered else None


def test_nothing_that_was_answered_is_lost(tmp_path: Path) -> None:
    assert losses(tmp_path, "FULL", CUTS) == []


def test_with_less_care_something_is_lost(tmp_path: Path) -> None:
    assert len(losses(tmp_path, "NORMAL", CUTS)) > CUTS // 20
