"""The SQLite file under a log, opened with care: its settings, its locks, its errors.

The file may come from a stranger, or from a failing disk: nothing in its schema is trusted, and what SQLite says of it
becomes a ``StoreError`` that quotes none of its contents. One connection serves all threads of a process, one
statement at a time, so that none of them ever sees another's half-done transaction.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Self

from homeward.ledger.errors import StoreError

Row = tuple[Any, ...]
_CAREFUL = ("trusted_schema = OFF", "cell_size_check = ON")
_DURABLE = ("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON")
_LONGEST = 1 << 17  # bytes of a row; an entry has at most half as many, and a stranger's file may hold anything
_FAULTS = (sqlite3.Error, UnicodeDecodeError)  # a damaged file can make SQLite's own messages unreadable
_BESIDE = ("-wal", "-shm", "-journal")  # SQLite's own files beside a database


class Database:
    """An open SQLite file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._mutex = RLock()
        self._process = os.getpid()

    @classmethod
    def open(cls, path: Path, *, writing: bool) -> Self:
        """Open an existing file.

        Raises:
            StoreError: it cannot be opened, or is no database.
        """
        uri = path.absolute().as_uri()
        try:
            return cls(path, _connected(f"{uri}?mode={'rw' if writing else 'ro'}", _DURABLE if writing else ()))
        except _FAULTS as error:
            # On a read-only medium SQLite cannot make the index of the write-ahead log; where nothing is in that log,
            # nobody is writing, and the file alone is all there is.
            if not writing and _empty(path.with_name(f"{path.name}-wal")):
                with suppress(*_FAULTS):
                    return cls(path, _connected(f"{uri}?mode=ro&immutable=1", ()))
            raise _failure(f"{path} cannot be opened as a log", error) from error

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

    def write(self, statement: str, rows: Iterable[Row] = ((),)) -> None:
        """Run a statement for every row; only inside ``transaction``, which answers for its errors."""
        self._connection.executemany(statement, rows)

    def define(self, schema: Iterable[str]) -> None:
        """Make tables; only inside ``transaction``."""
        for statement in schema:
            self._connection.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is on the disk when this is left without an error, and none of it otherwise.

        Raises:
            StoreError: the disk refuses, the file is damaged or closed, or another process opened it.
        """
        if os.getpid() != self._process:  # a fork inherits the connection, but not SQLite's locks
            raise StoreError(f"{self.path} was opened by the process that this one was forked from; open it again.")
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
                raise _failure(f"{self.path} could not be written; nothing was added", error) from error

    def close(self) -> None:
        """Close the file."""
        with self._mutex:
            self._connection.close()


@contextmanager
def made(path: Path) -> Iterator[Database]:
    """Make a new database that appears under its name whole or not at all, readable by its owner only."""
    part = path.with_name(f"{path.name}.new")
    for each in (part, *(part.with_name(part.name + suffix) for suffix in _BESIDE)):
        each.unlink(missing_ok=True)  # left by somebody who was interrupted
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    database = Database.open(part, writing=True)
    database.rows("PRAGMA journal_mode = WAL")  # kept in the file; opening one that exists changes nothing in it
    try:
        yield database
    finally:
        database.close()
    part.replace(path)
    sync_folder(path.parent)


def locked(path: Path) -> int:
    """Take the lock beside a file; it goes with the process, however that ends.

    Raises:
        StoreError: another process has it.
    """
    try:
        lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be locked for appending: {error.strerror}.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise StoreError(f"Another process is appending to {path}; stop it first.") from error
    return lock


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk, so that a file just made in it is found after a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _connected(uri: str, settings: Sequence[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
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
