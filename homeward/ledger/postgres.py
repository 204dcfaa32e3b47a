"""A log in a schema of PostgreSQL (``homeward.ledger.storage.Storage``), for nodes that have their database there.

The place is written ``postgresql://host/database#schema``. One session holds the schema's advisory lock while it may
append; a commit is answered once it is on the server's disk (``synchronous_commit``). Needs the extra ``postgres``.
"""

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, Self
from urllib.parse import urldefrag, urlsplit

from homeward.ledger.errors import StoreError
from homeward.ledger.storage import written_meanwhile

try:
    import psycopg
    from psycopg import sql
except ImportError:  # said when it is asked for
    psycopg = None  # type: ignore[assignment]  # a module, or nothing

_NAME = re.compile("[a-z][a-z0-9_]{0,62}")
_PAUSE = 0.05  # seconds between two tries for the lock
_LEVEL = 56  # a tile's place is its level in the bits from here on, and its number below
_TABLES = (
    "CREATE TABLE {}.about (name text PRIMARY KEY, value text NOT NULL)",
    "CREATE TABLE {}.entry (position bigint PRIMARY KEY, leaf bytea NOT NULL, note text, envelope bytea NOT NULL)",
    "CREATE TABLE {}.tile (place bigint PRIMARY KEY, hashes bytea NOT NULL)",
)


class Schema:
    """An open schema that holds one log."""

    def __init__(self, url: str, connection: Any, schema: str, *, writing: bool) -> None:
        parts = urlsplit(url)
        self._name = f"postgresql://{parts.hostname or ''}{parts.path}#{schema}"
        self._schema = sql.Identifier(schema)
        self._text = schema
        self._connection = connection
        self._writing = writing
        self._mutex = RLock()
        self._process = os.getpid()

    @classmethod
    def open(cls, url: str, *, writing: bool, wait: float = 0.0) -> Self:
        """Open an existing log.

        Args:
            url: ``postgresql://host/database#schema``.
            writing: take the lock of the one session that may append.
            wait: how many seconds to wait for it.

        Raises:
            StoreError: the server cannot be reached, there is no such log, or another session appends.
        """
        address, schema = _parted(url)
        opened = cls(address, _connected(address, writing=writing), schema, writing=writing)
        try:
            if not opened._exists():
                raise StoreError(f"There is no log at {opened.name}.")
            if writing:
                opened._lock(wait)
        except BaseException:
            opened.close()
            raise
        return opened

    @classmethod
    def create(cls, url: str, about: dict[str, str]) -> Self:
        """Make a new log, whole or not at all, and open it.

        Raises:
            StoreError: the schema exists, or the server refuses.
        """
        address, schema = _parted(url)
        made = cls(address, _connected(address, writing=True), schema, writing=True)
        try:
            made._lock(0.0)
            if made._exists():
                raise StoreError(f"{made.name} exists already; a log is never made over another.")
            with made.transaction():
                made._run("CREATE SCHEMA {}")
                for statement in _TABLES:
                    made._run(statement)
                for name, value in about.items():
                    made.know(name, value)
        except BaseException:
            made.close()
            raise
        return made

    @property
    def name(self) -> str:
        """Where it is, without user and password."""
        return self._name

    def about(self) -> dict[str, str]:
        """Return what is known of the log as a whole."""
        return dict(self._rows("SELECT name, value FROM {}.about"))

    def know(self, name: str, value: str) -> None:
        """Keep one thing about the log as a whole."""
        self._run(
            "INSERT INTO {}.about VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value
        )

    def end(self) -> tuple[int, str]:
        """Return the number of entries and the newest checkpoint, of one moment."""
        rows = self._rows("SELECT position + 1, note FROM {}.entry ORDER BY position DESC LIMIT 1")
        return (rows[0][0], rows[0][1] or "") if rows else (0, "")

    def entries(self, start: int, stop: int) -> list[bytes]:
        """Return entries; fewer where some are missing."""
        query = "SELECT envelope, position FROM {}.entry WHERE position >= %s AND position < %s ORDER BY position"
        rows = self._rows(query, start, stop)
        return [bytes(blob) for at, (blob, position) in enumerate(rows) if position == start + at]

    def leaves(self, start: int, stop: int) -> bytes:
        """Return the stored leaf hashes of entries, joined; fewer where some are missing."""
        query = "SELECT leaf FROM {}.entry WHERE position >= %s AND position < %s ORDER BY position"
        return b"".join(bytes(leaf) for (leaf,) in self._rows(query, start, stop))

    def notes(self, start: int, stop: int) -> list[tuple[int, str]]:
        """Return the checkpoints with sizes above ``start``, up to ``stop``."""
        query = """SELECT position + 1, note FROM {}.entry
            WHERE position >= %s AND position < %s AND note IS NOT NULL ORDER BY position"""
        return self._rows(query, start, stop)

    def tile(self, level: int, number: int) -> bytes:
        """Return a tile of hashes, or nothing where there is none."""
        rows = self._rows("SELECT hashes FROM {}.tile WHERE place = %s", level << _LEVEL | number)
        return bytes(rows[0][0]) if rows else b""

    def tiles(self) -> int:
        """Return how many tiles are stored."""
        return int(self._rows("SELECT count(*) FROM {}.tile")[0][0])

    def add(self, start: int, entries: Sequence[bytes], leaves: Sequence[bytes], note: str | None) -> None:
        """Add entries, and the checkpoint at their end."""
        last = len(entries) - 1
        pairs = enumerate(zip(leaves, entries, strict=True))
        rows = [(start + at, leaf, note if at == last else None, one) for at, (leaf, one) in pairs]
        with self._connection.cursor() as cursor:
            cursor.executemany(sql.SQL("INSERT INTO {}.entry VALUES (%s, %s, %s, %s)").format(self._schema), rows)

    def add_one(self, start: int, entry: bytes, leaf: bytes, note: str) -> None:
        """Add one entry and its checkpoint in a transaction of their own."""
        with self.transaction():
            self._run("INSERT INTO {}.entry VALUES (%s, %s, %s, %s)", start, leaf, note, entry)

    def put(self, level: int, number: int, hashes: bytes) -> None:
        """Write a tile, over its incomplete one if there is."""
        statement = "INSERT INTO {}.tile VALUES (%s, %s) ON CONFLICT (place) DO UPDATE SET hashes = excluded.hashes"
        self._run(statement, level << _LEVEL | number, hashes)

    def identity(self) -> str:
        """Return the number that the server gave the schema when it was made: a restored one has another."""
        query = (
            "SELECT d.oid, n.oid FROM pg_database d, pg_namespace n WHERE datname = current_database() AND nspname = %s"
        )
        ((database, schema),) = self._rows(query, self._text)
        return f"{database}.{schema}"

    def check(self) -> None:
        """PostgreSQL checks its pages as it reads them, where checksums are on; the log's own check reads them all."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is on the server's disk when this is left without an error, and none of it otherwise."""
        if os.getpid() != self._process:
            raise StoreError(f"{self._name} was opened by the process that this one was forked from; open it again.")
        with self._mutex:
            try:
                with self._connection.transaction():
                    yield
            except psycopg.errors.UniqueViolation as error:
                raise written_meanwhile(self._name) from error
            except psycopg.Error as error:
                raise self._failure("could not be written; nothing was added", error) from error

    def close(self) -> None:
        """Close the session and let others append."""
        with self._mutex:
            self._connection.close()

    def _exists(self) -> bool:
        query = "SELECT count(*) FROM information_schema.tables WHERE table_schema = %s"
        return bool(self._rows(query, self._text)[0][0] == len(_TABLES))

    def _lock(self, wait: float) -> None:
        until = time.monotonic() + wait
        while not self._rows("SELECT pg_try_advisory_lock(hashtextextended(%s, 6962))", self._text)[0][0]:
            if time.monotonic() >= until:
                raise StoreError(f"Another process is appending to {self._name}; stop it first.")
            time.sleep(_PAUSE)

    def _run(self, statement: str, *values: object) -> None:
        self._connection.execute(sql.SQL(statement).format(self._schema), values)

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._mutex:
            try:
                return list(self._connection.execute(sql.SQL(query).format(self._schema), values).fetchall())
            except psycopg.Error as error:
                raise self._failure("cannot be read", error) from error

    def _failure(self, what: str, error: "psycopg.Error") -> StoreError:
        """Name the server's error by its code: its message may quote what is stored."""
        return StoreError(f"{self._name} {what} ({error.sqlstate or type(error).__name__}).")


def _parted(url: str) -> tuple[str, str]:
    if psycopg is None:
        raise StoreError("For logs in PostgreSQL install the extra: pip install 'homeward-node[postgres]'.")
    address, schema = urldefrag(url)
    if not address.startswith(("postgresql://", "postgres://")) or not _NAME.fullmatch(schema):
        raise StoreError("A log in PostgreSQL is written postgresql://host/database#schema, the schema in lower case.")
    return address, schema


def _connected(address: str, *, writing: bool) -> Any:
    try:
        connection = psycopg.connect(address, autocommit=True, connect_timeout=10)
        connection.execute("SET synchronous_commit = on")
        if not writing:
            connection.execute("SET default_transaction_read_only = on")
    except psycopg.Error as error:
        host = urlsplit(address).hostname or "this machine"
        raise StoreError(
            f"The database on {host} cannot be opened ({error.sqlstate or type(error).__name__})."
        ) from error
    return connection
