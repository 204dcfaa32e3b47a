"""What a desk keeps beside its logs: cosignatures, letters, what peers hold, requests already answered, evidence.

One SQLite file, opened anew for every question, so that the serving process, its threads and a command in a terminal
may all use it; whoever asks it much at once keeps it open meanwhile (``at_hand``), because opening costs more than most
questions. Everything here can be asked for again from the peers, but for the letters of this desk itself.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import local
from typing import Any

from homeward.node.desk.errors import DeskError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS signed (origin TEXT, size INT, root TEXT, note TEXT NOT NULL,
    PRIMARY KEY (origin, size, root)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cosignature (origin TEXT, size INT, root TEXT, witness TEXT, line TEXT NOT NULL,
    PRIMARY KEY (origin, size, root, witness)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS letter (digest TEXT PRIMARY KEY, sender TEXT NOT NULL, arrived INT NOT NULL,
    ciphertext BLOB, refused TEXT) STRICT;
CREATE TABLE IF NOT EXISTS holding (peer TEXT PRIMARY KEY, serial INT NOT NULL, said TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS nonce (sender TEXT, nonce TEXT, time INT NOT NULL,
    PRIMARY KEY (sender, nonce)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS newest (sender TEXT PRIMARY KEY, time INT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS evidence (digest TEXT PRIMARY KEY, found INT NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS issued (parcel TEXT PRIMARY KEY, home TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS heard (home TEXT, peer TEXT, note TEXT NOT NULL, PRIMARY KEY (home, peer)) STRICT;
CREATE TABLE IF NOT EXISTS taken (peer TEXT PRIMARY KEY, parcel TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS reached (origin TEXT PRIMARY KEY, seen INT NOT NULL, final INT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """Sealed details as they travel. ``ciphertext`` is None once erased; ``refused`` says why this desk refused it."""

    digest: str
    sender: str
    ciphertext: bytes | None
    refused: str | None


class Shelf:
    """The file; it need not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept = local()  # a connection is one thread's own
        with self._open() as connection:
            connection.executescript(f"PRAGMA journal_mode = WAL; {_SCHEMA}")
        path.chmod(0o600)

    # --- checkpoints and cosignatures -----------------------------------------------------------------------------

    def cosigned(self, origin: str, size: int, root: str, note: str, lines: Iterable[tuple[str, str]]) -> None:
        """Keep a log's signed checkpoint and cosignature lines over it, already checked, by witness name."""
        with self._open() as connection:
            connection.execute("INSERT OR IGNORE INTO signed VALUES (?, ?, ?, ?)", (origin, size, root, note))
            rows = [(origin, size, root, witness, line) for witness, line in lines]
            connection.executemany("INSERT OR IGNORE INTO cosignature VALUES (?, ?, ?, ?, ?)", rows)

    def signed(self, origin: str) -> list[tuple[int, str, list[str]]]:
        """Return size, note and cosignature lines of every checkpoint kept of a log, the longest first."""
        query = """SELECT size, note, line FROM signed JOIN cosignature USING (origin, size, root)
            WHERE origin = ? ORDER BY size DESC, witness"""
        found: dict[tuple[int, str], list[str]] = {}
        for size, note, line in self._rows(query, (origin,)):
            found.setdefault((size, note), []).append(line)
        return [(size, note, lines) for (size, note), lines in found.items()]

    def cosigners(self, origin: str) -> tuple[int, list[str]]:
        """Return the size of the longest checkpoint of a log that somebody has cosigned, and who has."""
        query = """SELECT size, witness FROM cosignature WHERE origin = ?1 AND size =
            (SELECT max(size) FROM cosignature WHERE origin = ?1) ORDER BY witness"""
        rows = self._rows(query, (origin,))
        return (rows[0][0], [witness for _, witness in rows]) if rows else (0, [])

    def prune(self, origin: str, below: int) -> None:
        """Forget checkpoints of a log shorter than ``below``."""
        with self._open() as connection:
            for table in ("signed", "cosignature"):
                connection.execute(f"DELETE FROM {table} WHERE origin = ? AND size < ?", (origin, below))  # noqa: S608

    def reach(self, origin: str, seen: int, final: int) -> None:
        """Keep how far into a log entries were seen and final while keys counted that are about to be replaced."""
        statement = """INSERT INTO reached VALUES (?, ?, ?) ON CONFLICT (origin) DO UPDATE
            SET seen = max(seen, excluded.seen), final = max(final, excluded.final)"""
        self._do(statement, (origin, seen, final))

    def reached(self, origin: str) -> tuple[int, int]:
        """Return what ``reach`` kept."""
        rows = self._rows("SELECT seen, final FROM reached WHERE origin = ?", (origin,))
        return (rows[0][0], rows[0][1]) if rows else (0, 0)

    # --- letters --------------------------------------------------------------------------------------------------

    def put(self, digest: str, sender: str, ciphertext: bytes, now: int) -> bool:
        """Keep a letter; return whether it is new. An erased one stays erased."""
        with self._open() as connection:
            values = (digest, sender, now, ciphertext)
            done = connection.execute("INSERT OR IGNORE INTO letter VALUES (?, ?, ?, ?, NULL)", values)
            return done.rowcount == 1

    def letter(self, digest: str) -> Letter | None:
        """Return a letter, or None where there is none."""
        query = "SELECT digest, sender, ciphertext, refused FROM letter WHERE digest = ?"
        found = self._rows(query, (digest,))
        return Letter(*found[0]) if found else None

    def letters(self) -> list[str]:
        """Return the digests of all letters that are here."""
        return [digest for (digest,) in self._rows("SELECT digest FROM letter WHERE ciphertext IS NOT NULL ORDER BY 1")]

    def letters_to_pass(self) -> list[str]:
        """Return the digests of the letters that may go to peers: all but what is left of erased ones."""
        query = "SELECT digest FROM letter WHERE ciphertext IS NOT NULL AND sender != '-' ORDER BY 1"
        return [digest for (digest,) in self._rows(query)]

    def letters_known(self) -> list[str]:
        """Return the digests of all letters that are or were here: erased ones are not asked for again."""
        return [digest for (digest,) in self._rows("SELECT digest FROM letter WHERE sender != '-' ORDER BY 1")]

    def stored(self, sender: str) -> tuple[int, int]:
        """Return how many letters came from a sender, and how many bytes they have."""
        query = "SELECT count(*), coalesce(sum(length(ciphertext)), 0) FROM letter WHERE sender = ?"
        count, size = self._rows(query, (sender,))[0]
        return count, size

    def refuse(self, digest: str, why: str) -> None:
        """Keep that a letter was refused, and why."""
        self._do("UPDATE letter SET refused = ? WHERE digest = ?", (why, digest))

    def erase(self, digest: str) -> None:
        """Forget what a letter says, for good; that there was one stays known."""
        with self._open() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("UPDATE letter SET ciphertext = NULL WHERE digest = ?", (digest,))
        with self._open() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log of writes holds the old page

    # --- peers ----------------------------------------------------------------------------------------------------

    def told(self, peer: str, serial: int, said: str) -> bool:
        """Keep what a peer says it holds, unless it has said something newer; return whether it was kept."""
        with self._open() as connection:
            statement = """INSERT INTO holding VALUES (?, ?, ?) ON CONFLICT (peer) DO UPDATE
                SET serial = excluded.serial, said = excluded.said WHERE excluded.serial > serial"""
            return connection.execute(statement, (peer, serial, said)).rowcount == 1

    def holding(self, peer: str) -> str | None:
        """Return what a peer last said it holds."""
        found = self._rows("SELECT said FROM holding WHERE peer = ?", (peer,))
        return found[0][0] if found else None

    def next(self, counter: str) -> int:
        """Count one up and return it; never the same number twice."""
        with self._open() as connection:
            statement = """INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE
                SET value = value + 1 RETURNING value"""
            ((value,),) = connection.execute(statement, (counter,)).fetchall()
            return int(value)

    def issue(self, parcel: str, home: str) -> None:
        """Remember a parcel that was made while the own log lay at ``home`` (``Log.identity``)."""
        self._do("INSERT INTO issued VALUES (?, ?)", (parcel, home))

    def issued(self, parcel: str, home: str) -> bool:
        """Say whether a parcel was made here while the own log lay there, and not before it was restored."""
        return bool(self._rows("SELECT 1 FROM issued WHERE parcel = ? AND home = ?", (parcel, home)))

    def took(self, peer: str, parcel: str) -> None:
        """Remember the last parcel that was taken from a peer."""
        self._do("INSERT OR REPLACE INTO taken VALUES (?, ?)", (peer, parcel))

    def taken(self, peer: str) -> str:
        """Return the last parcel that was taken from a peer, or ""."""
        found = self._rows("SELECT parcel FROM taken WHERE peer = ?", (peer,))
        return found[0][0] if found else ""

    def hear(self, home: str, peer: str, note: str) -> None:
        """Keep what a peer holds of the own log, said since that log lies at ``home``; "" for nothing."""
        self._do("INSERT OR REPLACE INTO heard VALUES (?, ?, ?)", (home, peer, note))

    def heard(self, home: str) -> dict[str, str]:
        """Return what peers hold of the own log, as they have said since it lies at ``home``."""
        return dict(self._rows("SELECT peer, note FROM heard WHERE home = ?", (home,)))

    def newest(self, sender: str) -> int:
        """Return the newest time of a request that was answered to a sender, or 0."""
        found = self._rows("SELECT time FROM newest WHERE sender = ?", (sender,))
        return int(found[0][0]) if found else 0

    def once(self, sender: str, nonce: str, time: int, window: int) -> bool:
        """Remember a request; return False where it was answered before, or is older than those that are remembered."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            found = connection.execute("SELECT time FROM newest WHERE sender = ?", (sender,)).fetchone()
            newest = max(time, found[0] if found else 0)
            if time < newest - window:
                return False
            done = connection.execute("INSERT OR IGNORE INTO nonce VALUES (?, ?, ?)", (sender, nonce, time))
            connection.execute("INSERT OR REPLACE INTO newest VALUES (?, ?)", (sender, newest))
            connection.execute("DELETE FROM nonce WHERE sender = ? AND time < ?", (sender, newest - window))
            return done.rowcount == 1

    # --- evidence -------------------------------------------------------------------------------------------------

    def accuse(self, digest: str, data: bytes, now: int) -> bool:
        """Keep a piece of evidence; return whether it is new."""
        with self._open() as connection:
            done = connection.execute("INSERT OR IGNORE INTO evidence VALUES (?, ?, ?)", (digest, now, data))
            return done.rowcount == 1

    def evidence(self) -> dict[str, bytes]:
        """Return all evidence, by digest, in the order in which it was found."""
        return dict(self._rows("SELECT digest, data FROM evidence ORDER BY found, digest"))

    # --------------------------------------------------------------------------------------------------------------

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._open() as connection:
            return connection.execute(query, values).fetchall()

    def _do(self, statement: str, values: Sequence[Any]) -> None:
        with self._open() as connection:
            connection.execute(statement, values)

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Keep the file open while this thread asks much of it; what it writes is still on the disk at once."""
        if self._connection is not None:
            yield
            return
        with self._sqlite_errors():
            connection = sqlite3.connect(self.path, timeout=20)
        self._kept.connection = connection
        try:
            with self._sqlite_errors():
                connection.execute("PRAGMA synchronous = FULL")
            yield
        finally:
            self._kept.connection = None
            connection.close()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together, or not at all."""
        with self.at_hand(), self._sqlite_errors():
            connection = self._connection
            assert connection is not None
            with connection:
                yield connection

    @property
    def _connection(self) -> sqlite3.Connection | None:
        return getattr(self._kept, "connection", None)

    @contextmanager
    def _sqlite_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise DeskError(f"{self.path} cannot be used ({getattr(error, 'sqlite_errorname', 'error')}).") from error
