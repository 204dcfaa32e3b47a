"""One participant's log in one SQLite file.

An append is answered after its transaction is on the disk (write-ahead log, ``synchronous=FULL``), and the same
transaction holds the entry, the tree hashes it completes and the checkpoint that covers it: after a crash the log is
what was last answered, or that and one append more. One process at a time may append; readers need no key and no
lock.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from homeward.ledger import tree
from homeward.ledger.envelope import MAX_BYTES
from homeward.ledger.errors import NoteError, StoreError
from homeward.ledger.keys import SigningKey
from homeward.ledger.note import ED25519, Checkpoint, VerifierKey, open_note, parse_checkpoint, sign

FORMAT = "homeward log 1"
_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE entry (position INTEGER PRIMARY KEY, envelope BLOB NOT NULL) STRICT;
CREATE TABLE node (level INTEGER, place INTEGER, hash BLOB NOT NULL, PRIMARY KEY (level, place)) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), note TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an entry now stands, and its leaf hash."""

    index: int
    leaf_hash: bytes


class Log:
    """A log opened for appending (with its key) or for reading (without). Use it as a context, or ``close`` it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, key: SigningKey | None, lock: int | None) -> None:
        self.path = path
        self._connection = connection
        self._key = key
        self._lock = lock
        about = dict(connection.execute("SELECT name, value FROM about"))
        if about.get("format") != FORMAT:
            raise StoreError(f"{path} is not a log of this version of Homeward.")
        self.origin = str(about["origin"])
        self.verifier = VerifierKey.parse(str(about["verifier"]))
        if key is not None and key.public != self.verifier.public:
            raise StoreError(f"The key given for {path} is not the key of this log; give the log's own.")

    @classmethod
    def create(cls, path: Path, origin: str, key: SigningKey) -> Self:
        """Make an empty log in a new file.

        Args:
            path: the file, which must not exist.
            origin: the log's name in the world, first line of its checkpoints.
            key: what signs its checkpoints.

        Raises:
            StoreError: the file exists.
        """
        if path.exists():
            raise StoreError(f"{path} exists already; a log is never made over another file.")
        lock = _locked(path)
        try:
            connection = _connected(f"{path.absolute().as_uri()}?mode=rwc")
            with _writing(connection):
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                verifier = str(VerifierKey(origin, ED25519, key.public))
                about = (("format", FORMAT), ("origin", origin), ("verifier", verifier))
                connection.executemany("INSERT INTO about VALUES (?, ?)", about)
                _sign(connection, Checkpoint(origin, 0, tree.EMPTY_ROOT), key)
            path.chmod(0o600)
            return cls(path, connection, key, lock)
        except BaseException:
            os.close(lock)
            raise

    @classmethod
    def open(cls, path: Path, key: SigningKey | None = None) -> Self:
        """Open a log: with its key to append, without to read.

        Raises:
            StoreError: there is no such log, another process appends to it, or it is not what its checkpoint says.
        """
        if not path.is_file():
            raise StoreError(f"There is no log at {path}.")
        lock = None if key is None else _locked(path)
        connection = None
        try:
            connection = _connected(f"{path.absolute().as_uri()}?mode={'ro' if key is None else 'rw'}")
            log = cls(path, connection, key, lock)
            log._check()
        except sqlite3.Error as error:
            _close(connection, lock)
            raise StoreError(f"{path} cannot be read as a log ({error}); restore it from a backup.") from error
        except BaseException:
            _close(connection, lock)
            raise
        return log

    @property
    def size(self) -> int:
        """How many entries the log has."""
        (size,) = self._connection.execute("SELECT coalesce(max(position) + 1, 0) FROM entry").fetchone()
        return int(size)

    def root(self, size: int | None = None) -> bytes:
        """Return the root hash of the first ``size`` entries, or of all."""
        return tree.root(self._node, self._within(self.size if size is None else size))

    def checkpoint(self) -> str:
        """Return the newest checkpoint, signed."""
        (note,) = self._connection.execute("SELECT note FROM checkpoint").fetchone()
        return str(note)

    def append(self, envelope: bytes) -> Appended:
        """Append one entry and return once it is on the disk. Raises as ``append_many``."""
        return self.append_many([envelope])[0]

    def append_many(self, envelopes: Sequence[bytes]) -> list[Appended]:
        """Append entries in one transaction, all or none, and return once they are on the disk.

        Raises:
            StoreError: the log was opened for reading, an entry is empty or too large, or the disk refuses.
        """
        if self._key is None:
            raise StoreError(f"{self.path} was opened for reading; open it with its key to append.")
        for envelope in envelopes:
            if not 0 < len(envelope) <= MAX_BYTES:
                raise StoreError(f"An entry has 1 to {MAX_BYTES:,} bytes, this one has {len(envelope):,}.")
        try:
            with _writing(self._connection):
                first = self.size
                appended = [
                    Appended(first + offset, self._insert(first + offset, envelope))
                    for offset, envelope in enumerate(envelopes)
                ]
                size = first + len(envelopes)
                _sign(self._connection, Checkpoint(self.origin, size, tree.root(self._node, size)), self._key)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path} could not be appended to ({error}); nothing was stored.") from error
        return appended

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the entries from ``start`` up to, not including, ``stop``; without holding them in memory."""
        stop = self.size if stop is None else stop
        query = "SELECT envelope FROM entry WHERE position >= ? AND position < ? ORDER BY position"
        for (envelope,) in self._connection.execute(query, (start, stop)):
            yield envelope

    def proved(self) -> Iterator[bytes]:
        """Yield every entry, recomputing the tree from the entries alone, and at the end check the checkpoint's root.

        Raises:
            StoreError: the entries do not add up to it; what was yielded before then proves nothing.
        """
        edge = tree.Frontier()
        for entry in self.entries():
            edge.add(tree.leaf_hash(entry))
            yield entry
        if (edge.size, edge.root()) != (self.size, self.root()):
            raise StoreError(f"The entries of {self.path} do not add up to the root that its checkpoint signs.")

    def hashes(self, level: int, start: int, stop: int) -> list[bytes]:
        """Return the stored hashes of perfect subtrees of one level, ``start`` up to ``stop``."""
        query = "SELECT hash FROM node WHERE level = ? AND place >= ? AND place < ? ORDER BY place"
        return [found for (found,) in self._connection.execute(query, (level, start, stop))]

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the proof that entry ``index`` is in the log of ``size`` entries. Raises ``ProofError``."""
        return tree.inclusion(self._node, index, self._within(self.size if size is None else size))

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """Return the proof that the log of ``old`` entries begins that of ``new``. Raises ``ProofError``."""
        return tree.consistency(self._node, old, self._within(self.size if new is None else new))

    def close(self) -> None:
        """Close the file and let others append."""
        _close(self._connection, self._lock)
        self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _within(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise StoreError(f"{self.path} has {self.size} entries, not {size}.")
        return size

    def _node(self, level: int, place: int) -> bytes:
        row = self._connection.execute("SELECT hash FROM node WHERE level = ? AND place = ?", (level, place)).fetchone()
        if row is None:
            raise StoreError(f"{self.path} lacks a hash of its tree; restore it from a backup.")
        found: bytes = row[0]
        return found

    def _insert(self, index: int, envelope: bytes) -> bytes:
        """Store an entry and every subtree hash that it completes."""
        leaf = found = tree.leaf_hash(envelope)
        self._connection.execute("INSERT INTO entry VALUES (?, ?)", (index, envelope))
        level, place = 0, index
        self._connection.execute("INSERT INTO node VALUES (?, ?, ?)", (level, place, found))
        while place & 1:
            found = tree.node_hash(self._node(level, place - 1), found)
            level, place = level + 1, place >> 1
            self._connection.execute("INSERT INTO node VALUES (?, ?, ?)", (level, place, found))
        return leaf

    def _check(self) -> None:
        """Check that size and root are those of the newest checkpoint. Raises ``StoreError``."""
        try:
            note = open_note(self.checkpoint().encode(), [self.verifier])
            checkpoint = parse_checkpoint(note.text)
        except NoteError as error:
            raise StoreError(f"{self.path}: its checkpoint is damaged ({error})") from error
        if checkpoint != Checkpoint(self.origin, self.size, self.root()):
            raise StoreError(f"{self.path} is not what its checkpoint says; restore it from a backup.")


def _connected(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    if "mode=ro" not in uri:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    return connection


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _sign(connection: sqlite3.Connection, checkpoint: Checkpoint, key: SigningKey) -> None:
    note = sign(str(checkpoint), checkpoint.origin, key)
    connection.execute("INSERT INTO checkpoint VALUES (1, ?) ON CONFLICT DO UPDATE SET note = excluded.note", (note,))


def _locked(path: Path) -> int:
    """Take the log's lock; it goes with the process, however that ends."""
    lock = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise StoreError(f"Another process is appending to {path}; stop it first.") from error
    return lock


def _close(connection: sqlite3.Connection | None, lock: int | None) -> None:
    if connection is not None:
        connection.close()
    if lock is not None:
        os.close(lock)
