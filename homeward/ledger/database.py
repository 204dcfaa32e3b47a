"""The SQLite file under a log, opened with care: its settings, its locks, its errors.

The file may come from a stranger, or from a failing disk: nothing in its schema is trusted, and what SQLite says of it
becomes a ``StoreError`` that quotes none of its contents. One connection serves all threads of a process, one
statement at a time, so that none of them ever sees another's half-done transaction.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Self

from homeward.ledger.errors import StoreError
from homeward.ledger.storage import written_meanwhile

Row = tuple[Any, ...]
_SCHEMA = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # What is read often stands before the envelope, which may fill many pages.
    "CREATE TABLE entry (position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, note TEXT, envelope BLOB NOT NULL) STRICT",
    "CREATE TABLE tile (place INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT",
)
_CAREFUL = ("trusted_schema = OFF", "cell_size_check = ON")
_DURABLE = ("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON")
_LONGEST = 1 << 17  # bytes of a row; an entry has at most half as many, and a stranger's file may hold anything
_FAULTS = (sqlite3.Error, UnicodeDecodeError)  # a damaged file can make SQLite's own messages unreadable
_BESIDE = ("-wal", "-shm", "-journal")  # SQLite's own files beside a database
_INSERT = "INSERT INTO entry VALUES (?, ?, ?, ?)"
_INSERT_BARE = "INSERT INTO entry (position, leaf, envelope) VALUES (?, ?, ?)"
_LEVEL = 56  # a tile's place is its level in the bits from here on, and its number below
_PAUSE = 0.02  # seconds between two tries for a lock


class Database:
    """An open SQLite file that holds one log (``homeward.ledger.storage.Storage``)."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: int | None = None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self._mutex = RLock()
        self._process = os.getpid()

    @classmethod
    def open(cls, path: Path, *, writing: bool, wait: float = 0.0) -> Self:
        """Open an existing file.

        Args:
            path: the file.
            writing: take the lock of the one process that may append.
            wait: how many seconds to wait for it.

        Raises:
            StoreError: it cannot be opened, is no database, or another process appends.
        """
        if not path.is_file():
            raise StoreError(f"There is no log at {path}.")
        path = path.resolve()
        lock = locked(path, wait) if writing else None
        try:
            return cls._opened(path, lock)
        except BaseException:
            if lock is not None:
                os.close(lock)
            raise

    @classmethod
    def _opened(cls, path: Path, lock: int | None) -> Self:
        uri, writing = path.as_uri(), lock is not None
        try:
            return cls(path, _connected(f"{uri}?mode={'rw' if writing else 'ro'}", _DURABLE if writing else ()), lock)
        except _FAULTS as error:
            # On a read-only medium SQLite cannot make the index of the write-ahead log; where nothing is in that log,
            # nobody is writing, and the file alone is all there is.
            if not writing and _empty(path.with_name(f"{path.name}-wal")):
                with suppress(*_FAULTS):
                    return cls(path, _connected(f"{uri}?mode=ro&immutable=1", ()))
            raise _failure(f"{path} cannot be opened as a log", error) from error

    @classmethod
    def create(cls, path: Path, about: dict[str, str]) -> Self:
        """Make a new log that appears under its name whole or not at all, readable by its owner only; open it.

        Raises:
            StoreError: the file exists, or the disk refuses.
        """
        path = path.resolve()
        if path.exists():
            raise StoreError(f"{path} exists already; a log is never made over another file.")
        lock = locked(path)
        try:
            if path.exists():
                raise StoreError(f"{path} exists already; a log is never made over another file.")
            _make(path, about)
            return cls._opened(path, lock)
        except BaseException:
            os.close(lock)
            raise

    @property
    def name(self) -> str:
        """Where it is."""
        return str(self.path)

    def about(self) -> dict[str, str]:
        """Return what is known of the log as a whole; empty where this is no log."""
        schema = {sql for (sql,) in self.rows("SELECT sql FROM sqlite_schema")}
        return dict(self.rows("SELECT name, value FROM about")) if schema == set(_SCHEMA) else {}

    def know(self, name: str, value: str) -> None:
        """Keep one thing about the log as a whole."""
        self._connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def end(self) -> tuple[int, str]:
        """Return the number of entries and the newest checkpoint, of one moment (one statement sees one)."""
        rows = self.rows("SELECT position + 1, note FROM entry ORDER BY position DESC LIMIT 1")
        if not rows:
            return 0, ""
        size, note = rows[0]
        return size, note if isinstance(note, str) else ""

    def entries(self, start: int, stop: int) -> list[bytes]:
        """Return entries; fewer where some are missing or damaged."""
        query = "SELECT envelope, position FROM entry WHERE position >= ? AND position < ? ORDER BY position"
        rows = self.rows(query, (start, stop))
        return [blob for at, (blob, position) in enumerate(rows) if isinstance(blob, bytes) and position == start + at]

    def leaves(self, start: int, stop: int) -> bytes:
        """Return the stored leaf hashes of entries, joined; fewer where some are missing or damaged."""
        rows = self.rows("SELECT leaf FROM entry WHERE position >= ? AND position < ? ORDER BY position", (start, stop))
        return b"".join(leaf for (leaf,) in rows if isinstance(leaf, bytes))

    def notes(self, start: int, stop: int) -> list[tuple[int, str]]:
        """Return the checkpoints with sizes above ``start``, up to ``stop``."""
        query = "SELECT position + 1, note FROM entry WHERE position >= ? AND position < ? AND note IS NOT NULL"
        return [(size, str(note)) for size, note in self.rows(query, (start, stop))]

    def tile(self, level: int, number: int) -> bytes:
        """Return a tile of hashes, or nothing where there is none."""
        rows = self.rows("SELECT hashes FROM tile WHERE place = ?", (level << _LEVEL | number,))
        return rows[0][0] if rows and isinstance(rows[0][0], bytes) else b""

    def tiles(self) -> int:
        """Return how many tiles are stored."""
        return int(self.rows("SELECT count(*) FROM tile")[0][0])

    def add(self, start: int, entries: Sequence[bytes], leaves: Sequence[bytes], note: str | None) -> None:
        """Add entries, and the checkpoint at their end."""
        last = start + len(entries) - 1
        if last > start:
            self._connection.executemany(_INSERT_BARE, zip(range(start, last), leaves, entries, strict=False))
        self._connection.execute(_INSERT, (last, leaves[-1], note, entries[-1]))

    def add_one(self, start: int, entry: bytes, leaf: bytes, note: str) -> None:
        """Add one entry and its checkpoint; a statement by itself is a transaction, with two statements fewer."""
        self._check_process()
        with self._mutex:
            try:
                self._connection.execute(_INSERT, (start, leaf, note, entry))
            except _FAULTS as error:
                raise self._unwritten(error) from error

    def put(self, level: int, number: int, hashes: bytes) -> None:
        """Write a tile, over its incomplete one if there is."""
        self._connection.execute("INSERT OR REPLACE INTO tile VALUES (?, ?)", (level << _LEVEL | number, hashes))

    def identity(self) -> str:
        """Return the file's number in its file system: a copy has another."""
        return str(self.path.stat().st_ino)

    def check(self) -> None:
        """Let SQLite check its pages."""
        if self.rows("PRAGMA integrity_check(1)") != [("ok",)]:
            raise StoreError(f"{self.path} is damaged: its pages do not fit together; restore it from a backup.")

    def rows(self, query: str, values: Sequence[int] = ()) -> list[Row]:
        """Return the rows of a query.

        Raises:
            StoreError: the file is damaged or closed.
        """
        with self._mutex:
            try:
                return self._connection.execute(query, values).fetchall()
            except _FAULTS as error:
                raise _failure(f"{self.path} cannot be read", error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is on the disk when this is left without an error, and none of it otherwise.

        Raises:
            StoreError: the disk refuses, the file is damaged or closed, or another process opened it.
        """
        self._check_process()
        with self._mutex:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield
                    self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:  # SQLite may have rolled back by itself
                        self._connection.execute("ROLLBACK")
                    raise
            except _FAULTS as error:
                raise self._unwritten(error) from error

    def _check_process(self) -> None:
        if os.getpid() != self._process:  # a fork inherits the connection, but not SQLite's locks
            raise StoreError(f"{self.path} was opened by the process that this one was forked from; open it again.")

    def _unwritten(self, error: Exception) -> StoreError:
        if getattr(error, "sqlite_errorname", "") in {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID"}:
            return written_meanwhile(self.name)
        return _failure(f"{self.path} could not be written; nothing was added", error)

    def close(self) -> None:
        """Close the file and let others append."""
        with self._mutex:
            self._connection.close()
            if self._lock is not None:
                os.close(self._lock)
            self._lock = None


def _make(path: Path, about: dict[str, str]) -> None:
    part = path.with_name(f"{path.name}.new")
    for each in (part, *(part.with_name(part.name + suffix) for suffix in _BESIDE)):
        each.unlink(missing_ok=True)  # left by somebody who was interrupted
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        connection = _connected(f"{part.as_uri()}?mode=rw", _DURABLE)
        try:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            connection.execute("COMMIT")
            # Only now, and kept in the file: what is in a write-ahead log would not come along under the new name, and
            # closing does not say when the disk refused to take it over.
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        if not _empty(part.with_name(f"{part.name}-wal")):
            raise StoreError(f"{path} cannot be made: the disk refused to write it.")
        part.replace(path)
        sync_folder(path.parent)
    except _FAULTS as error:
        raise _failure(f"{path} cannot be made", error) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}.") from error


def locked(path: Path, wait: float = 0.0) -> int:
    """Take the lock beside a file; it goes with the process, however that ends.

    Raises:
        StoreError: another process has it, and keeps it for ``wait`` seconds.
    """
    try:
        lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be locked for appending: {error.strerror}.") from error
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() >= until:
                os.close(lock)
                raise StoreError(f"Another process is appending to {path}; stop it first.") from error
            time.sleep(_PAUSE)
        else:
            return lock


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk, so that a file just made in it is found after a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _connected(uri: str, settings: Iterable[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=20)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    try:
        for setting in (*_CAREFUL, *settings):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _empty(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _failure(what: str, error: Exception) -> StoreError:
    """Name SQLite's error by its code: its message may quote what is stored."""
    return StoreError(f"{what} ({getattr(error, 'sqlite_errorname', type(error).__name__)}).")
