"""That one worker is at work for a node, held by something that ends with the process, whatever kills it.

With SQLite a node is one machine, and a locked file does it. With PostgreSQL it is a lock of the database's session:
it ends when the connection does, and whoever has lost its connection finds out before it commits another part.
"""

import fcntl
import os
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import DatabaseError, connection, connections

NUMBER = 0x686F6D65  # of the lock in the database; any number that nobody else uses
FILE = "worker.lock"


class Lock(Protocol):
    """Held by the one worker."""

    def take(self) -> bool:
        """Take it if nobody holds it, and say whether it is held now."""

    def holds(self) -> bool:
        """Say whether it is still held."""

    def release(self) -> None:
        """Give it back."""


def lock() -> Lock:
    """Return the lock of this node's database, not yet taken."""
    return _Session() if connection.vendor == "postgresql" else _File(settings.ENVIRONMENT.var / FILE)


class _File:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        if self._file is None:
            opened = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(opened)
                return False
            self._file = opened
        return True

    def holds(self) -> bool:
        return self._file is not None

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class _Session:
    """A connection of its own, so that no error in a job can end it."""

    def __init__(self) -> None:
        self._connection: Any = connections.create_connection("default")
        self._held = False

    def take(self) -> bool:
        if not self._held:
            with self._connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER])
                self._held = bool(cursor.fetchone()[0])
        return self._held

    def holds(self) -> bool:
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            self._held = False
        return self._held

    def release(self) -> None:
        self._held = False
        self._connection.close()
