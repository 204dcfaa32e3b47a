"""One participant's log in one SQLite file.

An append is answered after its transaction is on the disk (write-ahead log, ``synchronous=FULL``), and the same
transaction holds the entry, the tree hashes it completes and the checkpoint that covers it: after a crash the log is
what was last answered, or that and one append more. One process at a time may append; readers need no key and no
lock, and may read while it does: what they read stands still, because a log only grows.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from homeward.ledger import tree
from homeward.ledger.database import Database, locked, made
from homeward.ledger.envelope import MAX_BYTES
from homeward.ledger.errors import NoteError, StoreError
from homeward.ledger.keys import SigningKey
from homeward.ledger.note import ED25519, Checkpoint, VerifierKey, open_note, parse_checkpoint, sign

FORMAT = "homeward log 1"
_SCHEMA = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE entry (position INTEGER PRIMARY KEY, envelope BLOB NOT NULL) STRICT",
    "CREATE TABLE node (level INT, place INT, hash BLOB NOT NULL, PRIMARY KEY (level, place)) STRICT, WITHOUT ROWID",
    "CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), note TEXT NOT NULL) STRICT",
)
_AT_ONCE = 256  # entries read from the disk at once


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an entry now stands, and its leaf hash."""

    index: int
    leaf_hash: bytes


class Log:
    """A log opened for appending (with its key) or for reading (without). Use it as a context, or ``close`` it."""

    def __init__(self, path: Path, database: Database, key: SigningKey | None, lock: int | None) -> None:
        self.path = path
        self._database = database
        self._key = key
        self._lock = lock
        self._turn = Lock()  # held until the edge is that of what is on the disk
        self.origin, self.verifier = _about(database)
        if key is not None and key.public != self.verifier.public:
            raise StoreError(f"The key given for {path} is not the key of this log; give the log's own.")
        checkpoint = self._checked()
        self._edge = tree.Frontier.of(self._node, checkpoint.size)

    @classmethod
    def create(cls, path: Path, origin: str, key: SigningKey) -> Self:
        """Make an empty log in a new file.

        Args:
            path: the file, which must not exist.
            origin: the log's name in the world, first line of its checkpoints.
            key: what signs its checkpoints.

        Raises:
            NoteError: the origin cannot be the name of a log.
            StoreError: the file exists.
        """
        path = path.resolve()
        note = sign(str(Checkpoint(origin, 0, tree.EMPTY_ROOT)), origin, key)
        if path.exists():
            raise StoreError(f"{path} exists already; a log is never made over another file.")
        lock = locked(path)
        try:
            if path.exists():
                raise StoreError(f"{path} exists already; a log is never made over another file.")
            verifier = str(VerifierKey(origin, ED25519, key.public))
            with made(path) as database, database.transaction():
                database.define(_SCHEMA)
                about = (("format", FORMAT), ("origin", origin), ("verifier", verifier))
                database.write("INSERT INTO about VALUES (?, ?)", about)
                database.write("INSERT INTO checkpoint VALUES (1, ?)", [(note,)])
            return cls._opened(path, key, lock)
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
        path = path.resolve()
        if key is None:
            return cls._opened(path, None, None)
        lock = locked(path)
        try:
            return cls._opened(path, key, lock)
        except BaseException:
            os.close(lock)
            raise

    @classmethod
    def _opened(cls, path: Path, key: SigningKey | None, lock: int | None) -> Self:
        database = Database.open(path, writing=key is not None)
        try:
            return cls(path, database, key, lock)
        except BaseException:
            database.close()
            raise

    @property
    def size(self) -> int:
        """How many entries the log has."""
        return self._newest()[1]

    def root(self, size: int | None = None) -> bytes:
        """Return the root hash of the first ``size`` entries, or of all."""
        return tree.root(self._node, self._within(size))

    def checkpoint(self) -> str:
        """Return the newest checkpoint, signed."""
        return self._newest()[0]

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
        if not envelopes:
            return []
        with self._turn:
            edge = self._edge.copy()
            with self._database.transaction():
                appended = self._added(envelopes, edge, self._key)
            self._edge = edge
        return appended

    def _added(self, envelopes: Sequence[bytes], edge: tree.Frontier, key: SigningKey) -> list[Appended]:
        """Write entries, the tree hashes they complete and the checkpoint over them; ``edge`` grows with them."""
        if self._newest()[1] != edge.size:
            raise StoreError(f"{self.path} was written by somebody else since it was opened; open it again.")
        appended = [Appended(edge.size + at, tree.leaf_hash(each)) for at, each in enumerate(envelopes)]
        rows = zip((one.index for one in appended), envelopes, strict=True)
        self._database.write("INSERT INTO entry VALUES (?, ?)", rows)
        nodes = [
            (level, one.index >> level, found)
            for one in appended
            for level, found in enumerate(edge.add(one.leaf_hash))
        ]
        self._database.write("INSERT INTO node VALUES (?, ?, ?)", nodes)
        note = sign(str(Checkpoint(self.origin, edge.size, edge.root())), self.origin, key)
        self._database.write("UPDATE checkpoint SET note = ?", [(note,)])
        return appended

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the entries from ``start`` up to, not including, ``stop``; without holding them all in memory."""
        stop = self._within(stop)
        query = "SELECT envelope, position FROM entry WHERE position >= ? AND position < ? ORDER BY position"
        for first in range(start, stop, _AT_ONCE):
            last = min(first + _AT_ONCE, stop)
            yield from self._blobs(query, (first, last), range(first, last))

    def proved(self) -> Iterator[bytes]:
        """Yield every entry that the newest checkpoint covers, recomputing the whole tree from the entries alone.

        Raises:
            StoreError: the entries do not add up to the root that the checkpoint signs, or a stored hash is not
                theirs; what was yielded before then proves nothing.
        """
        checkpoint = self._checked()
        edge = tree.Frontier()
        for index, entry in enumerate(self.entries(0, checkpoint.size)):
            for level, found in enumerate(edge.add(tree.leaf_hash(entry))):
                if self._node(level, index >> level) != found:
                    raise StoreError(f"{self.path}: a hash over entry {index} is not what the entries say.")
            yield entry
        if (edge.size, edge.root()) != (checkpoint.size, checkpoint.root):
            raise StoreError(f"The entries of {self.path} do not add up to the root that its checkpoint signs.")

    def hashes(self, level: int, start: int, stop: int) -> list[bytes]:
        """Return the stored hashes of perfect subtrees of one level, ``start`` up to ``stop``."""
        query = "SELECT hash, place FROM node WHERE level = ? AND place >= ? AND place < ? ORDER BY place"
        return self._blobs(query, (level, start, stop), range(start, stop))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the proof that entry ``index`` is in the log of ``size`` entries. Raises ``ProofError``."""
        return tree.inclusion(self._node, index, self._within(size))

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """Return the proof that the log of ``old`` entries begins that of ``new``. Raises ``ProofError``."""
        return tree.consistency(self._node, old, self._within(new))

    def close(self) -> None:
        """Close the file and let others append."""
        self._database.close()
        if self._lock is not None:
            os.close(self._lock)
        self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _within(self, size: int | None) -> int:
        held = self.size
        if size is None:
            return held
        if not 0 <= size <= held:
            raise StoreError(f"{self.path} has {held} entries, not {size}.")
        return size

    def _node(self, level: int, place: int) -> bytes:
        query = "SELECT hash, place FROM node WHERE level = ? AND place = ?"
        return self._blobs(query, (level, place), range(place, place + 1))[0]

    def _blobs(self, query: str, values: Sequence[int], places: range) -> list[bytes]:
        """Return one blob for each of the places, no matter what a damaged file holds instead."""
        rows = self._database.rows(query, values)
        if [place for _, place in rows] != list(places) or not all(isinstance(blob, bytes) for blob, _ in rows):
            raise StoreError(f"{self.path} lacks an entry or a hash of its tree; restore it from a backup.")
        return [blob for blob, _ in rows]

    def _newest(self) -> tuple[str, int]:
        """The newest checkpoint and the number of entries, of the same moment (one statement sees one)."""
        query = "SELECT note, (SELECT coalesce(max(position) + 1, 0) FROM entry) FROM checkpoint"
        note, size = _only(self.path, self._database.rows(query), str, int)
        return note, size

    def _checked(self) -> Checkpoint:
        """Return the newest checkpoint, its signature, size and root checked. Raises ``StoreError``."""
        text, size = self._newest()
        try:
            checkpoint = parse_checkpoint(open_note(text.encode(), [self.verifier]).text)
        except NoteError as error:
            raise StoreError(f"{self.path}: its checkpoint is damaged ({error})") from error
        if checkpoint != Checkpoint(self.origin, size, tree.root(self._node, size)):
            raise StoreError(f"{self.path} is not what its checkpoint says; restore it from a backup.")
        return checkpoint


def _about(database: Database) -> tuple[str, VerifierKey]:
    """Return a log's origin and verifier key, once it is clear that the file is a log and nothing else."""
    schema = {sql for (sql,) in database.rows("SELECT sql FROM sqlite_schema")}
    about: dict[str, Any] = dict(database.rows("SELECT name, value FROM about")) if schema == set(_SCHEMA) else {}
    if about.get("format") != FORMAT:
        raise StoreError(f"{database.path} is not a log of this version of Homeward.")
    try:
        verifier = VerifierKey.parse(str(about.get("verifier")))
    except NoteError as error:
        raise StoreError(f"{database.path}: its key is damaged ({error})") from error
    if about.get("origin") != verifier.name or verifier.algorithm != ED25519:
        raise StoreError(f"{database.path}: its key is not of the log that it says it is.")
    return verifier.name, verifier


def _only(path: Path, rows: list[tuple[Any, ...]], *types: type) -> tuple[Any, ...]:
    """Return the one row there must be, its columns of these types."""
    if len(rows) != 1 or tuple(map(type, rows[0])) != types:
        raise StoreError(f"{path} lacks its checkpoint; restore it from a backup.")
    return rows[0]
