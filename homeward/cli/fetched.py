"""A log at an https address, fetched into a folder that is gone afterwards; it is then proved as from a disk.

Within bounds: so many bytes in all, so much time for each file, no way to another host. What a server sends instead of
a file is found by the proof.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

MOST = 4 << 30  # bytes of a whole log
LARGEST = 17 << 20  # bytes of one file: 256 entries of 64 KiB
CONNECT, READ, WHOLE = 10.0, 60.0, 300.0  # seconds: to be answered, for the next bytes, for one file


@contextmanager
def fetched(paths: Sequence[str]) -> Iterator[list[Path]]:
    """Yield the places on this machine; addresses among them have been fetched.

    Raises:
        LedgerError: an address cannot be fetched, or is not one of a log.
    """
    with tempfile.TemporaryDirectory(prefix="homeward-") as folder:
        yield [
            _fetch(path, Path(folder) / str(number)) if path.startswith(("https://", "http://")) else Path(path)
            for number, path in enumerate(paths)
        ]


def _fetch(address: str, folder: Path) -> Path:
    import urllib3

    from homeward.ledger import LedgerError, parse_checkpoint
    from homeward.ledger.cosignature import body
    from homeward.ledger.tiles import tile_path, tile_shapes

    parts = urlsplit(address)
    name = parts.path.strip("/").rpartition("/")[2] or parts.hostname or "log"
    place = folder / name
    place.mkdir(parents=True)
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=CONNECT, read=READ), retries=urllib3.Retry(3, redirect=0)
    )
    base = address.rstrip("/")
    note = _get(pool, f"{base}/checkpoint")
    (place / "checkpoint").write_bytes(note)
    for keys in (f"{base}/keys", f"{base.rpartition('/')[0]}/keys"):
        try:
            (place / "keys").write_bytes(_get(pool, keys))
            break
        except LedgerError:
            continue
    spent = 0
    size = parse_checkpoint(body(note.decode("utf-8", "replace"))).size
    for level, number, width in tile_shapes(size):
        for kind in (level, "entries") if level == 0 else (level,):
            path = tile_path(kind, number, width)
            data = _get(pool, f"{base}/{path}")
            spent += len(data)
            if spent > MOST:
                raise LedgerError(f"The log at {parts.hostname} is longer than is fetched; get its files another way.")
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(data)
    return place


def _get(pool: "PoolManager", address: str) -> bytes:
    import urllib3

    from homeward.ledger import LedgerError

    what = urlsplit(address)
    try:
        response = pool.request("GET", address, preload_content=False, redirect=False)
        try:
            data = _body(response, what.hostname or address)
        finally:
            response.release_conn()
    except urllib3.exceptions.HTTPError as error:
        raise LedgerError(f"{what.hostname} cannot be reached, or broke off; try again.") from error
    if response.status != 200:
        raise LedgerError(f"{what.hostname} has no {what.path} ({response.status}); is this the address of a log?")
    if len(data) > LARGEST:
        raise LedgerError(f"{what.path} at {what.hostname} is longer than any file of a log.")
    return data


def _body(response: "BaseHTTPResponse", host: str) -> bytes:
    """Read what a server sends, up to a byte more than any file has; one that sends it in drops is given up."""
    from homeward.ledger import LedgerError

    data, end = bytearray(), time.monotonic() + WHOLE
    for part in response.stream(1 << 16):
        data += part
        if len(data) > LARGEST:
            break
        if time.monotonic() > end:
            raise LedgerError(f"{host} is too slow; get the log's files another way.")
    return bytes(data)
