"""How fast a log takes and proves entries, beside what the machine allows.

The limit is measured in the same run, on the same folder and the same bytes, by a loop that does nothing else than what
must be done, in the same order: one SHA-256 an entry and one for each tree hash above, one Ed25519 signature an append
(its checkpoint), and one durable commit of the same bytes (entries, hashes, one checkpoint) to a bare SQLite table. The
envelopes are sealed before; sealing is measured by itself. Disks differ a hundredfold and other work shares them, so
runs of the log and of the limit alternate and the ratios are the figures to compare; the rates beside them are of one
machine on one day. pymerkle (its SQLite tree, no signatures, no checkpoints) appends beside us, where ``make peers``
has set it up.
"""

import hashlib
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from homeward.ledger import (
    Log,
    SigningKey,
    cosign,
    export,
    joined,
    prove,
    proved,
    seal,
    unseal,
    verify_consistency,
    verify_inclusion,
)

ROOT = Path(__file__).parents[1]
PEERS = Path(os.environ.get("HOMEWARD_PEERS", ROOT / ".venv-peers" / "bin" / "python"))
NAME = "ledger"
ROUNDS = 9
ONE_BY_ONE = 1_500  # appends a round: long enough for SQLite to move its log into the file several times
BATCHES = {100: 150, 1000: 30}  # entries in a batch, batches a round
LARGE = 1_000_000  # entries of the log that is proved
PROOFS = 2000
CHECKPOINT = 220  # bytes of a signed one


def measure() -> dict[str, float]:
    """Return rates a second, ratios, microseconds, seconds, bytes and MB; of the last four less is better."""
    author = SigningKey(b"a" * 32)
    entries = [seal(b'{"type":"statement","number":%06d}' % number + b" " * 300, author) for number in range(1000)]
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:  # /tmp may be memory, which is never durable
        found = _appending("one by one", Path(folder), entries[:ONE_BY_ONE], 1)
        for batch, batches in BATCHES.items():
            many = (entries * (1 + batch * batches // len(entries)))[: batch * batches]
            found |= _appending(f"in batches of {batch:,}", Path(folder), many, batch)
        found |= _peer(Path(folder), found["appends a second, one by one"])
        found |= _envelopes(entries, author)
        return found | _proving(Path(folder), entries)


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
    node = bytes(65)  # a tree has about one inner node a leaf
    rows = [(one + bytes(64 + (CHECKPOINT if at % batch == batch - 1 else 0)),) for at, one in enumerate(entries)]
    with _bare(path) as connection:

        def least() -> None:
            for at in range(0, len(entries), batch):
                for one in entries[at : at + batch]:
                    hashlib.sha256(one).digest()
                    hashlib.sha256(node).digest()
                key.sign(bytes(80))
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT INTO entry VALUES (?)", rows[at : at + batch])
                connection.execute("COMMIT")

        return len(entries) / _seconds(least)


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


def _peer(folder: Path, ours: float) -> dict[str, float]:
    """How many entries pymerkle appends a second, one by one, to its tree in SQLite."""
    if not PEERS.is_file():
        return {}
    script = """
import sys, time
from pymerkle import SqliteTree
with SqliteTree(sys.argv[1]) as tree:
    start = time.perf_counter()
    for number in range(500):
        tree.append_entry(b"%0600d" % number)
    print(500 / (time.perf_counter() - start))
"""
    done = subprocess.run([PEERS, "-c", script, str(folder / "peer")], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-300:], file=sys.stderr)
        return {}
    theirs = float(done.stdout)
    return {"appends a second, one by one, pymerkle": theirs, "of pymerkle's, one by one": ours / theirs}


def _proving(folder: Path, entries: list[bytes]) -> dict[str, float]:
    """A log of a million entries: proofs from the disk, and the whole proved from its file and from its tiles."""
    key = SigningKey.generate()
    with Log.create(folder / "large", "homeward.example/may/north", key) as log:
        for _ in range(0, LARGE, 1000):
            log.append_many(entries)
    with Log.open(folder / "large") as log:  # opened anew: nothing is in its memory
        draw = random.Random(6962)
        places = [draw.randrange(1, LARGE) for _ in range(PROOFS)]
        inclusions: list[list[bytes]] = []
        consistencies: list[list[bytes]] = []
        include = _seconds(lambda: inclusions.extend(map(log.inclusion, places)))
        continues = _seconds(lambda: consistencies.extend(map(log.consistency, places)))
        leaves = [hashlib.sha256(b"\0" + entry).digest() for entry in entries]
        root = log.root()
        for place, one, other in zip(places, inclusions, consistencies, strict=True):
            verify_inclusion(leaves[place % 1000], place, LARGE, root, one)
            verify_consistency(place, LARGE, log.root(place), root, other)
        note = log.checkpoint()
        witnesses = {name: SigningKey(name.encode() * 8) for name in ("east", "west", "land")}
        cosigned = joined(note, [cosign(note, f"{name}.example", one, 2**31) for name, one in witnesses.items()])
        size = max(len(str(prove(at, path, cosigned))) for at, path in zip(places, inclusions, strict=True))
        before = _peak()
        whole = _seconds(lambda: deque(log.proved(), maxlen=0))
        checked = _seconds(log.check)
        grown = _peak() - before
        checkpoint = export(log, folder / "tiles")
        tiles = _seconds(lambda: deque(proved(folder / "tiles", checkpoint), maxlen=0))
    return {
        "inclusion proof of 1M, from disk, us": 1e6 * include / PROOFS,
        "consistency proof of 1M, from disk, us": 1e6 * continues / PROOFS,
        "proof file of 1M, 3 cosignatures, bytes": float(size),
        "1M entries proved from the file, s": whole,
        "1M entries and checkpoints checked, s": checked,
        "1M entries proved from tiles, s": tiles,
        "memory that proving them added, MB": grown,
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
