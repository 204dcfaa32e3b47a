"""A stored log as it is read: its entries, hashes and proofs, and the checks that nothing of it was changed."""

from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from homeward.ledger import tree
from homeward.ledger.errors import NoteError, StoreError
from homeward.ledger.note import ED25519, Checkpoint, VerifierKey
from homeward.ledger.storage import Storage
from homeward.ledger.succession import Succession
from homeward.ledger.tree import HASH_BYTES, TILE_BYTES, TILE_LEVELS, TILE_WIDTH, Edge

FORMAT = "homeward log 2"
AT_ONCE = TILE_WIDTH  # entries read from the disk at once
_KEPT = 64  # tiles kept in memory


class Stored:
    """A log that can be read; ``homeward.ledger.store.Log`` is one that can also grow."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._closed = False
        self._turn = RLock()  # held until the edge is that of what is on the disk
        self._tile = lru_cache(maxsize=_KEPT)(self._complete)
        self.name = storage.name
        self._about = storage.about()
        self.succession = _owner(self.name, self._about)
        self.origin = self.succession.origin
        self._born = self._about.get("note", "")  # the checkpoint of the empty log
        size, note = self._newest()
        self._edge = Edge.of(size, self._stored_hashes)
        self._check_newest(size, note)

    @property
    def path(self) -> Path:
        """Where its file is, if it is kept in a file."""
        return Path(self.name)

    @property
    def verifier(self) -> VerifierKey:
        """The key that has signed the newest checkpoint."""
        note = self._newest()[1]
        return self.succession.signer(note) if note else self.succession.newest

    @property
    def size(self) -> int:
        """How many entries the log has."""
        return self._storage.end()[0]

    def root(self, size: int | None = None) -> bytes:
        """Return the root hash of the first ``size`` entries, or of all."""
        edge = self._current()
        size = self._within(size)
        return edge.root() if size == edge.size else tree.root(self._node, size)

    def checkpoint(self) -> str:
        """Return the newest checkpoint, signed; nothing for a copy that is still empty."""
        return self._newest()[1]

    def checkpoint_at(self, size: int) -> str | None:
        """Return the signed checkpoint over exactly ``size`` entries, or None where an append went past it."""
        if size == 0:
            return self._born or None
        return dict(self._storage.notes(size - 1, size)).get(size)

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the entries from ``start`` up to, not including, ``stop``; without holding them all in memory."""
        stop = self._within(stop)
        for first in range(start, stop, AT_ONCE):
            last = min(first + AT_ONCE, stop)
            found = self._storage.entries(first, last)
            if len(found) != last - first:
                raise self._lacking()
            yield from found

    def proved(self) -> Iterator[bytes]:
        """Yield every entry that the newest checkpoint covers, recomputing the whole tree from the entries alone.

        Raises:
            StoreError: the entries do not add up to the root that the checkpoint signs, or a stored hash is not
                theirs; what was yielded before then proves nothing.
        """
        return self._walked(every_note=False)

    def check(self) -> None:
        """Read everything that is stored and find any flipped bit in it: entries, hashes, every checkpoint.

        Raises:
            StoreError: something is not what it was when it was written; which thing, and what to do.
        """
        self._storage.check()
        deque(self._walked(every_note=True), maxlen=0)

    def _walked(self, *, every_note: bool) -> Iterator[bytes]:
        size, note = self._newest()
        self._check_newest(size, note)
        edge, tiles = Edge(), 0
        for first in range(0, size, AT_ONCE):
            part = list(self.entries(first, min(first + AT_ONCE, size)))
            leaves = tree.leaf_hashes(part)
            if self._storage.leaves(first, first + len(part)) != b"".join(leaves):
                raise StoreError(f"{self.name}: an entry from {first} on is not what it was when it was written.")
            notes = self._storage.notes(first, first + len(part)) if every_note else []
            at = 0
            for covered, each in [*notes, (first + len(part), "")]:
                done = edge.add(leaves[at : covered - first])
                at = covered - first
                tiles += len(done)
                if any(self._storage.tile(level, number) != tile for level, number, tile in done):
                    raise StoreError(f"{self.name}: a hash over entry {first} or later is not what the entries say.")
                if each:
                    self._check_note(each, edge)
            yield from part
        for level in range(1, edge.height):
            hashes = edge.hashes(level)
            kept = self._storage.tile(level, edge.size >> (TILE_LEVELS * (level + 1)))
            tiles += bool(hashes)
            if kept[: len(hashes)] != hashes or (size == self.size and kept != hashes):
                raise StoreError(f"{self.name}: a hash over the newest entries is not what the entries say.")
        if size and edge.root() != self._signed(note).root:
            raise StoreError(f"The entries of {self.name} do not add up to the root that its checkpoint signs.")
        if every_note and size == self.size and tiles != self._storage.tiles():
            raise StoreError(f"{self.name} holds hashes of no entry; restore it from a backup.")

    def tile(self, level: int, number: int, width: int) -> bytes:
        """Return the first ``width`` hashes of a tile (C2SP tlog-tiles), joined."""
        start = number * TILE_WIDTH
        if self._current().size >> (TILE_LEVELS * (level + 1)) > number:
            return self._complete(level, number)[: HASH_BYTES * width]
        return b"".join([self._node(TILE_LEVELS * level, place) for place in range(start, start + width)])

    def subtree(self, level: int, place: int) -> bytes:
        """Return the hash of one perfect subtree, as ``homeward.ledger.tree`` asks for them."""
        return self._node(level, place)

    def beginning(self, size: int) -> list[bytes]:
        """Return the hashes of the perfect subtrees over the first ``size`` entries, the largest first."""
        size = self._within(size)
        levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
        return [self._node(level, (size >> level) - 1) for level in levels]

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the proof that entry ``index`` is in the log of ``size`` entries. Raises ``ProofError``."""
        return tree.inclusion(self._node, index, self._within(size))

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """Return the proof that the log of ``old`` entries begins that of ``new``. Raises ``ProofError``."""
        return tree.consistency(self._node, old, self._within(new))

    def close(self) -> None:
        """Close the storage and let others append."""
        self._closed = True
        self._storage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --------------------------------------------------------------------------------------------------------------

    def _within(self, size: int | None) -> int:
        held = self._current().size
        if size is None:
            return held
        if not 0 <= size <= held:
            raise StoreError(f"{self.name} has {held} entries, not {size}.")
        return size

    def _current(self) -> Edge:
        """Return the edge of what is on the disk; another process may have appended."""
        edge = self._edge
        if self._closed:
            raise StoreError(f"{self.name} is closed; open it again.")
        size = self._storage.end()[0]
        if size != edge.size and self._turn.acquire(blocking=False):  # otherwise a thread of ours is appending
            try:
                self._edge = edge = Edge.of(size, self._stored_hashes)
            finally:
                self._turn.release()
        return edge

    def _node(self, level: int, place: int) -> bytes:
        found = self._edge.get(level, place)
        if found is not None:
            return found
        high, low, number, at = tree.tile_place(level, place)
        return tree.in_tile(self._tile(high, number), low, at)

    def _complete(self, level: int, number: int) -> bytes:
        tile = self._storage.tile(level, number)
        if len(tile) != TILE_BYTES:
            raise self._lacking()
        return tile

    def _stored_hashes(self, level: int, start: int, stop: int) -> bytes:
        if level == 0:
            found = self._storage.leaves(start, stop)
        else:
            found = self._storage.tile(level, start // TILE_WIDTH)[: HASH_BYTES * (stop - start)]
        if len(found) != HASH_BYTES * (stop - start):
            raise self._lacking()
        return found

    def _signed(self, note: str) -> Checkpoint:
        return self.succession.checkpoint(note)

    def _newest(self) -> tuple[int, str]:
        size, note = self._storage.end()
        return size, note if size else self._born

    def _check_newest(self, size: int, note: str) -> None:
        """Check the newest checkpoint: its signature, size and root."""
        if not note and size == 0:
            return
        try:
            checkpoint = self._signed(note)
        except NoteError as error:
            raise StoreError(f"{self.name}: its checkpoint is damaged ({error})") from error
        if checkpoint != Checkpoint(self.origin, size, self.root(size)):
            raise StoreError(f"{self.name} is not what its checkpoint says; restore it from a backup.")

    def _check_note(self, note: str, edge: Edge) -> None:
        try:
            good = self._signed(note) == Checkpoint(self.origin, edge.size, edge.root())
        except NoteError:
            good = False
        if not good:
            raise StoreError(f"{self.name}: its checkpoint over {edge.size} entries is damaged; restore it.")

    def _lacking(self) -> StoreError:
        return StoreError(f"{self.name} lacks an entry or a hash of its tree; restore it from a backup.")


def _owner(name: str, about: dict[str, str]) -> Succession:
    """Return the keys of a log, once it is clear that the place holds a log and nothing else."""
    if about.get("format") != FORMAT:
        raise StoreError(f"{name} is not a log of this version of Homeward.")
    try:
        verifier = VerifierKey.parse(str(about.get("verifier")))
        keys = Succession.parse(about["keys"]) if "keys" in about else None
    except NoteError as error:
        raise StoreError(f"{name}: its key is damaged ({error})") from error
    good = about.get("origin") == verifier.name and verifier.algorithm == ED25519
    if not good or (keys is not None and keys.first != verifier):
        raise StoreError(f"{name}: its key is not of the log that it says it is.")
    if not about.get("behind", "0").isdecimal():
        raise StoreError(f"{name}: what it remembers of its peers is damaged; restore it from a backup.")
    return keys or Succession.of(verifier)
