"""Where a log's entries, its tiles of hashes and its checkpoints are kept: what any database must do for a log."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from homeward.ledger.errors import StoreError

Place = Path | str  # a file, or ``postgresql://host/database#schema``


class Storage(Protocol):
    """The tables of one log. Every method raises ``StoreError`` where the database refuses or is damaged."""

    @property
    def name(self) -> str:
        """What to call it in an error; no password."""

    def about(self) -> dict[str, str]:
        """Return what is known of the log as a whole; empty where this is no log."""

    def know(self, name: str, value: str) -> None:
        """Keep one thing about the log as a whole; only inside ``transaction``."""

    def end(self) -> tuple[int, str]:
        """Return the number of entries and the newest checkpoint ("" while there is none), of one moment."""

    def entries(self, start: int, stop: int) -> list[bytes]:
        """Return entries; fewer or others than asked for where some are missing or damaged."""

    def leaves(self, start: int, stop: int) -> bytes:
        """Return the stored leaf hashes of entries, joined; fewer where some are missing."""

    def notes(self, start: int, stop: int) -> list[tuple[int, str]]:
        """Return the checkpoints that cover ``start`` to ``stop`` entries, that is sizes above and up to, by size."""

    def tile(self, level: int, number: int) -> bytes:
        """Return a tile of hashes, or nothing where there is none; an incomplete one has its hashes only."""

    def tiles(self) -> int:
        """Return how many tiles are stored."""

    def add(self, start: int, entries: Sequence[bytes], leaves: Sequence[bytes], note: str | None) -> None:
        """Add entries with their leaf hashes, and the checkpoint at their end; only inside ``transaction``.

        Raises:
            StoreError: the log does not end at ``start``: somebody else has written.
        """

    def add_one(self, start: int, entry: bytes, leaf: bytes, note: str) -> None:
        """Add one entry and its checkpoint in a transaction of their own. Raises as ``add``."""

    def put(self, level: int, number: int, hashes: bytes) -> None:
        """Write a tile, over its incomplete one if there is; only inside ``transaction``."""

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is on the disk when this is left without an error, and none of it otherwise."""

    def identity(self) -> str:
        """Return what a copy of the log, or one restored from a backup, would not share with it."""

    def check(self) -> None:
        """Let the database check its own structure.

        Raises:
            StoreError: it is damaged.
        """

    def close(self) -> None:
        """Close it, and let others append."""


def written_meanwhile(name: str) -> StoreError:
    """Return the error of an append that finds another end than it knew."""
    return StoreError(f"{name} was written by somebody else since it was opened; open it again.")
