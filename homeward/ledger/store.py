"""One participant's log in a database: an SQLite file, or a schema of PostgreSQL.

An append is answered after its transaction is on the disk, and the same transaction holds the entry, the tiles of
hashes it completes and the checkpoint that covers it: after a crash the log is what was last answered, or that and one
append more. One process at a time may append; readers need no key and no lock, and may read while it does: what they
read stands still, because a log only grows.

A *copy* is somebody else's log: it has no key, and grows by entries that come with a checkpoint their owner signed.
A log that comes back from a backup may be behind what its owner has said since. It is known by where it lies, and is
not appended to before ``reconcile`` has compared it with what others hold: otherwise there would be two histories.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import NamedTuple, Self

from homeward.ledger import tree
from homeward.ledger.database import Database
from homeward.ledger.envelope import MAX_BYTES
from homeward.ledger.errors import BehindError, ForkError, NoteError, RestoredError, StoreError
from homeward.ledger.keys import Signer
from homeward.ledger.note import ED25519, Checkpoint, VerifierKey, sign
from homeward.ledger.storage import Place, Storage
from homeward.ledger.succession import Succession
from homeward.ledger.tree import HASH_BYTES, TILE_BYTES, TILE_LEVELS, TILE_WIDTH, Edge

FORMAT = "homeward log 2"
_AT_ONCE = TILE_WIDTH  # entries read from the disk at once
_KEPT = 64  # tiles kept in memory


class Appended(NamedTuple):
    """Where an entry now stands, and its leaf hash."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs here
    leaf_hash: bytes


class Log:
    """A log opened to append (with its key), to extend, or to read. Use it as a context, or ``close`` it."""

    def __init__(self, storage: Storage, key: Signer | None, *, extending: bool = False) -> None:
        self._storage = storage
        self._key = key
        self._extending = extending or key is not None
        self._closed = False
        self._turn = RLock()  # held until the edge is that of what is on the disk
        self._tile = lru_cache(maxsize=_KEPT)(self._complete)
        self.name = storage.name
        about = storage.about()
        self.succession = _owner(self.name, about)
        self.origin = self.succession.origin
        if key is not None and key.public != self.succession.newest.public:
            raise StoreError(f"The key given for {self.name} is not the key of this log; give the log's own.")
        self._born = about.get("note", "")  # the checkpoint of the empty log
        size, note = self._newest()
        self._edge = Edge.of(size, self._stored_hashes)
        self._check_newest(size, note)
        self._home, self._behind = about.get("home", ""), int(about.get("behind", "0"))
        self._restored = self._home not in ("", storage.identity())

    @classmethod
    def create(cls, place: Place, origin: str, key: Signer) -> Self:
        """Make an empty log.

        Args:
            place: a file, which must not exist, or ``postgresql://host/database#schema``.
            origin: the log's name in the world, first line of its checkpoints.
            key: what signs its checkpoints.

        Raises:
            NoteError: the origin cannot be the name of a log.
            StoreError: the place is taken.
        """
        note = sign(str(Checkpoint(origin, 0, tree.EMPTY_ROOT)), origin, key)
        verifier = VerifierKey(origin, ED25519, key.public)
        return cls._ready(_created(place, _about(verifier, note)), key, extending=True)

    @classmethod
    def mirror(cls, place: Place, verifier: VerifierKey) -> Self:
        """Make an empty copy of somebody else's log, to be extended. Raises ``StoreError``: the place is taken."""
        return cls._ready(_created(place, _about(verifier, "")), None, extending=True)

    @classmethod
    def open(cls, place: Place, key: Signer | None = None, *, extending: bool = False, wait: float = 0.0) -> Self:
        """Open a log: with its key to append, to extend it with what its owner signed, or to read.

        Args:
            place: as for ``create``.
            key: the log's own.
            extending: entries will come with checkpoints that the log's key has signed elsewhere.
            wait: how many seconds to wait for another process that appends.

        Raises:
            StoreError: there is no such log, another process appends to it, or it is not what its checkpoint says.
        """
        extending = extending or key is not None
        return cls._ready(_opened(place, writing=extending, wait=wait), key, extending=extending)

    @classmethod
    def _ready(cls, storage: Storage, key: Signer | None, *, extending: bool) -> Self:
        try:
            return cls(storage, key, extending=extending)
        except BaseException:
            storage.close()
            raise

    # --- what it is -----------------------------------------------------------------------------------------------

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

    @property
    def restored(self) -> bool:
        """Whether the log lies elsewhere than where it was last appended to, as one restored from a backup does."""
        return self._restored

    @property
    def identity(self) -> str:
        """What a copy of the log, or one restored from a backup, does not share with it."""
        return self._storage.identity()

    @property
    def behind(self) -> int:
        """How many entries others are known to hold, while that is more than are here; otherwise 0."""
        return self._behind if self._behind > self._edge.size else 0

    # --- growing --------------------------------------------------------------------------------------------------

    def append(self, envelope: bytes) -> Appended:
        """Append one entry and return once it is on the disk. Raises as ``append_many``."""
        return self.append_many([envelope])[0]

    def append_many(self, envelopes: Sequence[bytes]) -> list[Appended]:
        """Append entries in one transaction, all or none, and return once they are on the disk.

        Raises:
            StoreError: the log was opened for reading, an entry is empty or too large, or the disk refuses.
            RestoredError, BehindError: others may know more of this log than it holds; ``reconcile`` first.
        """
        if self._key is None:
            raise StoreError(f"{self.name} was opened for reading; open it with its key to append.")
        self._check_entries(envelopes)
        if not envelopes:
            return []
        with self._turn:
            self._check_current()
            edge = self._edge.copy()
            leaves = tree.leaf_hashes(envelopes)
            done = edge.add(leaves)
            note = sign(str(Checkpoint(self.origin, edge.size, edge.root())), self.origin, self._key)
            if len(envelopes) == 1 and not done and self._home:
                self._storage.add_one(self._edge.size, envelopes[0], note)
            else:
                with self._storage.transaction():
                    self._settle()
                    self._storage.add(self._edge.size, envelopes, note)
                    self._put(edge, done)
            first, self._edge = self._edge.size, edge
        return list(map(Appended, range(first, edge.size), leaves))

    def extend(self, envelopes: Iterable[bytes], note: str) -> int:
        """Add entries that come from elsewhere, all or none, under a checkpoint that the log's key has signed.

        Args:
            envelopes: those that follow what is here, in order; they are not all held in memory.
            note: the checkpoint at their end.

        Returns:
            How many were added.

        Raises:
            NoteError: the note is not a checkpoint of this log, signed by its key.
            ForkError: it signs another history than the one here.
            StoreError: entries are missing or others than it signs, or the disk refuses.
        """
        if not self._extending:
            raise StoreError(f"{self.name} was opened for reading; open it for extending.")
        checkpoint = self._signed(note)
        with self._turn:
            edge = self._edge.copy()
            if checkpoint.size <= edge.size:
                self._compare(note, checkpoint)
                return 0
            with self._storage.transaction():
                for part in _parts(envelopes):
                    self._check_entries(part)
                    start = edge.size
                    done = edge.add(tree.leaf_hashes(part))
                    self._storage.add(start, part, note if edge.size == checkpoint.size else None)
                    self._put(edge, done)
                if (edge.size, edge.root()) != (checkpoint.size, checkpoint.root):
                    raise StoreError(f"The entries brought to {self.name} are not those that their checkpoint signs.")
            added, self._edge = edge.size - self._edge.size, edge
        return added

    def succeed(self, keys: Succession) -> None:
        """Let new keys take over; the key this was opened with signs no more if it is not the newest.

        Args:
            keys: those of this log so far, and what came after.

        Raises:
            StoreError: they are not, or the log is past the size at which a new one takes over, or opened for reading.
        """
        if not self._extending:
            raise StoreError(f"{self.name} was opened for reading; open it for extending.")
        with self._turn:
            if keys == self.succession:
                return
            if not keys.continues(self.succession):
                raise StoreError(f"{self.name} has other keys than those that are said to have been replaced.")
            if (since := keys.steps[len(self.succession.steps)][0]) < (size := self._edge.size):
                raise StoreError(f"{self.name} has {size} entries; a new key cannot take over at {since}.")
            with self._storage.transaction():
                self._storage.know("keys", str(keys))
            self.succession = keys
            if self._key is not None and self._key.public != keys.newest.public:
                self._key = None

    def reconcile(self, notes: Iterable[str], *, alone: bool = False) -> None:
        """Compare with what others hold of this log; after that it may be appended to again.

        Args:
            notes: the newest checkpoints of this log that peers hold, signed by its key.
            alone: nobody else has ever held anything of it.

        Raises:
            NoteError: a note is not a checkpoint of this log.
            ForkError: somebody holds another history.
            BehindError: somebody holds more; get the entries back with ``extend``. Remembered until then.
            StoreError: no notes were given.
        """
        checkpoints = [(note, self._signed(note)) for note in notes]
        if not checkpoints and not alone:
            raise StoreError(f"Nobody has said what they hold of {self.name}; ask the peers first.")
        with self._turn:
            for note, checkpoint in checkpoints:
                if checkpoint.size <= self._edge.size:
                    self._compare(note, checkpoint)
            self._behind = max((0, *(one.size for _, one in checkpoints if one.size > self._edge.size)))
            with self._storage.transaction():
                self._storage.know("behind", str(self._behind))
                if not self._behind:
                    self._home = self._storage.identity()
                    self._storage.know("home", self._home)
            self._restored = self._restored and bool(self._behind)
        self._check_current()

    # --- reading --------------------------------------------------------------------------------------------------

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the entries from ``start`` up to, not including, ``stop``; without holding them all in memory."""
        stop = self._within(stop)
        for first in range(start, stop, _AT_ONCE):
            last = min(first + _AT_ONCE, stop)
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
        for first in range(0, size, _AT_ONCE):
            part = list(self.entries(first, min(first + _AT_ONCE, size)))
            leaves = tree.leaf_hashes(part)
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
            entries = self._storage.entries(start, stop)
            found = b"".join(tree.leaf_hashes(entries))
        else:
            found = self._storage.tile(level, start // TILE_WIDTH)[: HASH_BYTES * (stop - start)]
        if len(found) != HASH_BYTES * (stop - start):
            raise self._lacking()
        return found

    def _put(self, edge: Edge, done: list[tuple[int, int, bytes]]) -> None:
        for level, number, tile in done:
            self._storage.put(level, number, tile)
        for level in {one[0] + 1 for one in done}:
            if hashes := edge.hashes(level):
                self._storage.put(level, edge.size >> (TILE_LEVELS * (level + 1)), hashes)

    def _settle(self) -> None:
        if not self._home:
            self._home = self._storage.identity()
            self._storage.know("home", self._home)

    def _check_entries(self, envelopes: Sequence[bytes]) -> None:
        for length in map(len, envelopes):
            if not 0 < length <= MAX_BYTES:
                raise StoreError(f"An entry has 1 to {MAX_BYTES:,} bytes, this one has {length:,}.")

    def _check_current(self) -> None:
        if self._behind > self._edge.size:
            raise BehindError(
                f"{self.name} has {self._edge.size} entries and others hold {self._behind} of it: get them back before "
                "anything is signed."
            )
        if self._restored:
            raise RestoredError(
                f"{self.name} is not where it was last written: it was copied or restored from a backup. Compare it "
                "with what the peers hold before anything is signed."
            )

    def _compare(self, note: str, checkpoint: Checkpoint) -> None:
        if tree.root(self._node, checkpoint.size) != checkpoint.root:
            ours = self.checkpoint_at(checkpoint.size) or self.checkpoint()
            raise ForkError(f"{self.name} and another copy of it are two histories.", ours, note)

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


def _about(verifier: VerifierKey, note: str) -> dict[str, str]:
    return {"format": FORMAT, "origin": verifier.name, "verifier": str(verifier), "note": note}


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


def _parts(envelopes: Iterable[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    for envelope in envelopes:
        part.append(envelope)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _created(place: Place, about: dict[str, str]) -> Storage:
    if isinstance(place, Path):
        return Database.create(place, about)
    from homeward.ledger.postgres import Schema

    return Schema.create(place, about)


def _opened(place: Place, *, writing: bool, wait: float) -> Storage:
    if isinstance(place, Path):
        return Database.open(place, writing=writing, wait=wait)
    from homeward.ledger.postgres import Schema

    return Schema.open(place, writing=writing, wait=wait)
