"""The process in which files are taken apart: ``python -m homeward.reading.files.worker MEMORY``.

It serves ``apart`` on its standard input and output and imports a parser only when the first file needs it.
"""

import json
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from homeward.reading.words import ReadingError

_Order = Mapping[str, Any]


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Answer orders until there are no more."""
    while line := orders.readline():
        order = json.loads(line)
        data = orders.read(order["bytes"])
        if len(data) < order["bytes"]:
            return
        _hold_to(order["seconds"])
        answers.write(json.dumps(_answer(order, data)).encode("ascii") + b"\n")
        answers.flush()
        _hold_to(0)


def _answer(order: _Order, data: bytes) -> dict[str, object]:
    try:
        return _take_apart(str(order["kind"]))(data, order)
    except ReadingError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "it needs more memory than a document may; save its text as a .txt file instead."}
    except Exception as error:  # noqa: BLE001 -- whatever a parser throws at a hostile file, the next file is served
        return {"error": f"it is damaged and could not be read ({type(error).__name__})."}


def _take_apart(kind: str) -> Callable[[bytes, _Order], dict[str, object]]:
    if kind == "pdf":
        from homeward.reading.files.pdf import pages

        return lambda data, order: pages(data, most_pages=order["pages"], most_characters=order["characters"])
    if kind in ("scan", "picture"):
        return _recognised
    if kind == "docx or odt":
        from homeward.reading.files.office import office

        return lambda data, order: office(data, most_characters=order["characters"])
    if kind == "mhtml":
        return _saved
    from homeward.reading.files.html import page

    return lambda data, order: page(data, most_characters=order["characters"])


def _saved(data: bytes, order: _Order) -> dict[str, object]:
    from homeward.reading.files.html import page
    from homeward.reading.files.mhtml import unpacked

    body, charset, address, saved = unpacked(data)
    found = page(body, most_characters=order["characters"], charset=charset)
    return {**found, "url": found["url"] or address, "captured": found["captured"] or saved}


def _recognised(data: bytes, order: _Order) -> dict[str, object]:
    from homeward.reading.files.tesseract import recognised

    if order["kind"] == "scan":
        from homeward.reading.files.pdf import rendered

        picture, frames = rendered(data, order["page"], most_points=order["points"]), 1
    else:
        from homeward.reading.files.picture import frame

        picture, frames = frame(data, order["page"], most_points=order["points"], most_frames=order["scans"])
    return {"text": recognised(picture, packs=order["packs"], seconds=order["seconds"]), "frames": frames}


def _hold_to(seconds: int) -> None:
    """End this process after so many seconds even if nobody is left who would; 0 lifts it."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _hold_memory_to(amount: int) -> None:
    try:
        import resource
    except ImportError:  # not on every system
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (amount, amount))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return


if __name__ == "__main__":
    _hold_memory_to(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asked; they end this process
    serve(sys.stdin.buffer, sys.stdout.buffer)
