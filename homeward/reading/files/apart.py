"""HTML, PDF and pictures are taken apart in a process of their own, so that no file can take the reader down with it.

Their parsers are large C libraries that read whatever a stranger sends. The process gets the file's bytes, and
gives back what it found as JSON; it is held to a time and to an amount of memory, and one that crashes or overstays is
replaced. It is kept for the next file, because starting it costs more than reading most pages; after ``_FILES_EACH``
files a fresh one takes over, so that what a library leaks stays small.

The exchange is one line of JSON (what to do) and the bytes, then one line of JSON back.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import BinaryIO, cast

from homeward.reading.files.limits import Limits
from homeward.reading.words import ReadingError

_FILES_EACH = 200
_RECOGNISED = {"scan": "scanned page", "picture": "picture"}
_LONGEST_ANSWER = 64_000_000  # bytes; far more than any text within the limits

_lock = threading.Lock()
_worker: "_Worker | None" = None


class _Worker:
    """The process, and how many files it has seen."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.files = 0
        self.process = subprocess.Popen(  # noqa: S603 -- our own interpreter, our own module, a number
            [sys.executable, "-m", "homeward.reading.files.worker", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,  # what it starts itself ends with it
        )

    def fits(self, limits: Limits) -> bool:
        """Tell whether it may be used once more."""
        return self.files < _FILES_EACH and self.memory == limits.memory and self.process.poll() is None

    def ask(self, order: bytes, data: bytes) -> bytes:
        """Send one order with its bytes and return the line that comes back, empty if the process died."""
        self.files += 1
        stdin, stdout = cast("BinaryIO", self.process.stdin), cast("BinaryIO", self.process.stdout)
        try:
            stdin.write(order + b"\n" + data)
            stdin.flush()
            return stdout.readline(_LONGEST_ANSWER)
        except OSError:
            return b""

    def stop(self) -> None:
        """End the process and close its pipes."""
        _end(self.process)
        self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Close the pipes to it."""
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # what could not be written to a dead process
                continue


def taken_apart(
    kind: str, name: str, data: bytes, limits: Limits, *, page: int = 0, packs: Sequence[str] = ()
) -> dict[str, object]:
    """Take one file apart in the other process and return what was found there.

    Args:
        kind: ``html``, ``pdf``, or a page to be recognised: ``scan`` of a PDF, ``picture``.
        name: the file's name, for the error.
        data: its bytes.
        limits: what it is held to.
        page: which page is to be recognised, from 0.
        packs: the languages in which it is, by Tesseract's names.

    Raises:
        ReadingError: the file is not what it should be, or it took the process down or too long.
    """
    global _worker
    seconds = limits.scan_seconds if kind in _RECOGNISED else limits.seconds
    order = {
        "kind": kind,
        "bytes": len(data),
        "seconds": int(seconds) + 5,
        "pages": limits.pages,
        "characters": limits.characters,
        "scans": limits.scans,
        "points": limits.points,
        "page": page,
        "packs": packs,
    }
    with _lock:
        if _worker is not None and not _worker.fits(limits):
            _worker.stop()
            _worker = None
        if _worker is None:
            _worker = _Worker(limits.memory)
        late = threading.Event()
        timer = threading.Timer(seconds, _overdue, (_worker.process, late))
        timer.daemon = True
        timer.start()
        answer = _worker.ask(json.dumps(order).encode(), data)
        timer.cancel()
        if not answer.endswith(b"\n"):
            _worker.stop()
            _worker = None
    return _understood(kind, name, answer, seconds if late.is_set() else None)


def _overdue(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and what it started, which is of its group."""
    if process.returncode is not None:
        return
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # it has just ended, or has not yet made its group
            process.kill()
    else:
        process.kill()


def _understood(kind: str, name: str, answer: bytes, late: float | None) -> dict[str, object]:
    if not answer.endswith(b"\n"):
        what = "is damaged beyond reading" if late is None else f"took longer than {late:g} seconds"
        called = _RECOGNISED.get(kind, kind.upper())
        raise ReadingError(f"{name}: this {called} {what}; save its text as a .txt file instead.")
    found: dict[str, object] = json.loads(answer)
    if "error" in found:
        raise ReadingError(f"{name}: {found['error']}")
    return found


def stop() -> None:
    """End the process, if there is one; the next file starts another."""
    global _worker
    with _lock:
        if _worker is not None:
            _worker.stop()
            _worker = None


def _forget() -> None:
    """Leave the process to the parent after a fork: two who talk on one pipe would get each other's answers."""
    global _lock, _worker
    _lock = threading.Lock()  # another thread of the parent may hold the old one for ever
    if _worker is not None:
        _worker.hang_up()
        _worker.process.returncode = 0  # it is not this process's child, and not its to wait for
        _worker = None


atexit.register(stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
