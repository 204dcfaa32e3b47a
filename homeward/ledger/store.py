"""One participant's log in a database: an SQLite file, or a schema of PostgreSQL.

An append is answered after its transaction is on the disk, and the same transaction holds the entry, the tiles of
hashes it completes and the checkpoint that covers it: after a crash the log is what was last answered, or that and one
append more. One process at a time may append; readers need no key and no lock, and may read while it does: what they
read stands still, because a log only grows.

A *copy* is somebody else's log: it has no key, and grows by entries that come with a checkpoint their owner signed.
A log that comes back from a backup may be behind what its owner has said since. It is known by where it lies, and is
not appended to before ``reconcile`` has compared it with what others hold: otherwise there would be two histories.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

from homeward.ledger import tree
from homeward.ledger.database import Database
from homeward.ledger.envelope import MAX_BYTES
from homeward.ledger.errors import BehindError, ForkError, RestoredError, StoreError
from homeward.ledger.keys import Signer
from homeward.ledger.note import ED25519, Checkpoint, VerifierKey, sign
from homeward.ledger.storage import Place, Storage
from homeward.ledger.stored import AT_ONCE, FORMAT, Stored
from homeward.ledger.succession import Succession
from homeward.ledger.tree import TILE_LEVELS, Edge


class Appended(NamedTuple):
    """Where an entry now stands, and its leaf hash."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs here
    leaf_hash: bytes


_appended = partial(tuple.__new__, Appended)  # of a pair, without a call of Python's for each of many


class Log(Stored):
    """A log opened to append (with its key), to extend, or to read. Use it as a context, or ``close`` it."""

    def __init__(self, storage: Storage, key: Signer | None, *, extending: bool = False) -> None:
        super().__init__(storage)
        self._key = key
        self._extending = extending or key is not None
        if key is not None and key.public != self.succession.newest.public:
            raise StoreError(f"The key given for {self.name} is not the key of this log; give the log's own.")
        self._home, self._behind = self._about.get("home", ""), int(self._about.get("behind", "0"))
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

    # --- whether it may grow --------------------------------------------------------------------------------------

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
                self._storage.add_one(self._edge.size, envelopes[0], leaves[0], note)
            else:
                with self._storage.transaction():
                    self._settle()
                    self._storage.add(self._edge.size, envelopes, leaves, note)
                    self._put(edge, done)
            first, self._edge = self._edge.size, edge
        return list(map(_appended, zip(range(first, edge.size), leaves, strict=True)))

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
                    leaves = tree.leaf_hashes(part)
                    done = edge.add(leaves)
                    self._storage.add(start, part, leaves, note if edge.size == checkpoint.size else None)
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

    # --------------------------------------------------------------------------------------------------------------

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


def _about(verifier: VerifierKey, note: str) -> dict[str, str]:
    return {"format": FORMAT, "origin": verifier.name, "verifier": str(verifier), "note": note}


def _parts(envelopes: Iterable[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    for envelope in envelopes:
        part.append(envelope)
        if len(part) == AT_ONCE:
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
