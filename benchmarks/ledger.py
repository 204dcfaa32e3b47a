"""How fast a log takes and proves entries, beside what the machine allows.

The limit is measured in the same run, on the same folder and the same bytes: one Ed25519 signature an append (its
checkpoint), one SHA-256 an entry and one for each tree hash above, and one durable commit of the same bytes (entries,
tree hashes, one checkpoint) to a bare SQLite table. The envelopes are sealed before; sealing is measured by itself. Disks differ
a hundredfold and other work shares them, so runs of the log and of the limit alternate and the ratios are the figures
to compare; the rates beside them are of one machine on one day.
"""

import hashlib
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from homeward.ledger import Log, SigningKey, seal, unseal, verify_consistency, verify_inclusion

NAME = "ledger"
ROUNDS = 11
ONE_BY_ONE = 150  # appends a round
BATCH, BATCHES = 100, 20  # a round
LARGE = 100_000  # entries of the log that is proved
PROOFS = 500
CHECKPOINT = 220  # bytes of a signed one


def measure() -> dict[str, float]:
    """Return rates a second, ratios to the limit, and milliseconds; more is better but for the milliseconds."""
    author = SigningKey(b"a" * 32)
    entries = [seal(b'{"type":"statement","number":%06d}' % number + b" " * 300, author) for number in range(3000)]
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:  # /tmp may be memory, which is never durable
        return {
            **_appending("one by one", Path(folder), entries[:ONE_BY_ONE], 1),
            **_appending(f"in batches of {BATCH}", Path(folder), entries[: BATCH * BATCHES], BATCH),
            **_envelopes(entries[:1000], author),
            **_proving(Path(folder), entries),
        }


def _appending(how: str, folder: Path, entries: list[bytes], batch: int) -> dict[str, float]:
    appended, limits = [], []
    for number in range(ROUNDS):
        limits.append(_limit(folder / f"bare {batch} {number}", entries, batch))
        with Log.create(folder / f"log {batch} {number}", "homeward.example/may/north", SigningKey.generate()) as log:

            def append(log: Log = log) -> None:
                for at in range(0, len(entries), batch):
                    log.append_many(entries[at : at + batch])

            appended.append(len(entries) / _seconds(append))
    return {
        f"appends a second, {how}": median(appended),
        f"limit a second, {how}": median(limits),
        f"of the limit, {how}": median(one / limit for one, limit in zip(appended, limits, strict=True)),
    }


def _limit(path: Path, entries: list[bytes], batch: int) -> float:
    """How many appends a second the signatures, the hashes and the disk would allow if nothing else took any time."""
    key = SigningKey.generate()
    nodes = [bytes(65)] * len(entries)  # a tree has about one inner node a leaf
    rows = [(one + bytes(64 + (CHECKPOINT if at % batch == batch - 1 else 0)),) for at, one in enumerate(entries)]
    with _bare(path) as connection:

        def commit() -> None:
            for at in range(0, len(entries), batch):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT INTO entry VALUES (?)", rows[at : at + batch])
                connection.execute("COMMIT")

        def sign() -> None:
            for _ in range(0, len(entries), batch):
                key.sign(bytes(80))

        def digest() -> None:
            for one in (*entries, *nodes):
                hashlib.sha256(one).digest()

        return len(entries) / sum(map(_seconds, (commit, sign, digest)))


@contextmanager
def _bare(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE entry (data BLOB)"):
            connection.execute(statement)
        yield connection
    finally:
        connection.close()


def _envelopes(entries: list[bytes], author: SigningKey) -> dict[str, float]:
    payload = unseal(entries[0]).payload
    return {
        "envelopes sealed a second": len(entries) / _seconds(lambda: [seal(payload, author) for _ in entries]),
        "envelopes opened a second": len(entries) / _seconds(lambda: [unseal(entry) for entry in entries]),
    }


def _proving(folder: Path, entries: list[bytes]) -> dict[str, float]:
    """Milliseconds a proof in a large log, made and checked; and entries a second from the file to a proved log."""
    with Log.create(folder / "large", "homeward.example/may/north", SigningKey.generate()) as log:
        for _ in range(0, LARGE, 1000):
            log.append_many(entries[:1000])
        root = log.root()
        leaves = [hashlib.sha256(b"\0" + entry).digest() for entry in entries[:1000]]
        places = [number * (LARGE - 1) // PROOFS for number in range(1, PROOFS + 1)]
        old = {place: log.root(place) for place in places}

        def include() -> None:
            for place in places:
                verify_inclusion(leaves[place % 1000], place, LARGE, root, log.inclusion(place))

        def continues() -> None:
            for place in places:
                verify_consistency(place, LARGE, old[place], root, log.consistency(place))

        return {
            "inclusion made and checked, ms, of 100,000": 1000 * _seconds(include) / PROOFS,
            "consistency made and checked, ms, of 100,000": 1000 * _seconds(continues) / PROOFS,
            "entries a second, a whole log proved": LARGE / _seconds(lambda: [None for _ in log.proved()]),
        }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
