"""A stretch of a log on its way: entries, what they continue, and the checkpoint that signs where they lead.

``beginning`` are the hashes of the perfect subtrees over all entries before the stretch, the largest first. They make a
contradiction provable: if they and the entries lead to the signed root, but are not what the receiver holds, then the
log's own key has signed two histories. If they do not lead there, whoever brought the stretch has spoilt it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.ledger import Log, leaf_hash, parse_checkpoint
from homeward.ledger.tiles import bundle, parse_bundle
from homeward.ledger.tree import EMPTY_ROOT, HASH_BYTES, consistency, node_hash

MAX_ENTRIES = 100_000  # of one stretch; a longer log travels in several


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a log.

    Attributes:
        name: the participant whose log it is.
        start: index of the first entry.
        beginning: hashes over the entries before, 32 bytes each.
        envelopes: the entries.
        note: the signed checkpoint at the end of the stretch.
    """

    name: str
    start: int
    beginning: tuple[bytes, ...]
    envelopes: Sequence[bytes]
    note: str

    @property
    def stop(self) -> int:
        """How many entries the log has after the stretch."""
        return self.start + len(self.envelopes)

    def tree(self) -> "Grown":
        """Return the tree that the stretch leads to."""
        return Grown(self.start, self.beginning, [leaf_hash(one) for one in self.envelopes])

    def written(self) -> bytes:
        """Write it: a line of JSON, then the entries as a bundle (C2SP tlog-tiles, entry bundles)."""
        entries = bundle(self.envelopes)
        head = {
            "name": self.name,
            "start": self.start,
            "beginning": b"".join(self.beginning).hex(),
            "note": self.note,
        }
        return json.dumps(head, sort_keys=True).encode() + b"\n" + entries

    @classmethod
    def read(cls, data: bytes) -> "Piece":
        """Read it.

        Raises:
            ValueError, KeyError, TileError: it is malformed.
        """
        head, _, entries = data.partition(b"\n")
        tree = json.loads(head)
        hashes = bytes.fromhex(tree["beginning"])
        cut = tuple(hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES))
        if type(tree["start"]) is not int or tree["start"] < 0 or len(cut) != tree["start"].bit_count():
            raise ValueError("the hashes before the stretch are not as many as its place needs")
        if any(len(one) != HASH_BYTES for one in cut):
            raise ValueError("a hash is cut short")
        return cls(str(tree["name"]), tree["start"], cut, parse_bundle(entries), str(tree["note"]))


class Grown:
    """The hashes of a tree of which only the end is known leaf by leaf; answers what a consistency proof needs."""

    def __init__(self, start: int, beginning: Sequence[bytes], leaves: Sequence[bytes]) -> None:
        self.size = start + len(leaves)
        self._start = start
        self._known: dict[tuple[int, int], bytes] = {}
        levels = [level for level in reversed(range(start.bit_length())) if start >> level & 1]
        self._known.update(
            {(level, (start >> level) - 1): found for level, found in zip(levels, beginning, strict=True)}
        )
        self._known.update({(0, start + at): leaf for at, leaf in enumerate(leaves)})

    def get(self, level: int, place: int) -> bytes:
        """Return the hash of a perfect subtree. Raises ``KeyError`` where it lies before what is known."""
        found = self._known.get((level, place))
        if found is None:
            if level == 0:
                raise KeyError((level, place))
            found = node_hash(self.get(level - 1, 2 * place), self.get(level - 1, 2 * place + 1))
            self._known[level, place] = found
        return found

    def root(self, size: int) -> bytes:
        """Return the root over the first ``size`` entries, ``size`` not before the stretch."""
        if size == 0:
            return EMPTY_ROOT
        levels = [level for level in range(size.bit_length()) if size >> level & 1]
        first, *rest = levels
        found = self.get(first, (size >> first) - 1)
        for level in rest:
            found = node_hash(self.get(level, (size >> level) - 1), found)
        return found

    def proof(self, old: int) -> list[bytes]:
        """Return the proof that the first ``old`` entries of this tree begin it (RFC 6962, 2.1.2)."""
        return consistency(self.get, old, self.size)


def piece(name: str, log: Log, start: int, note: str) -> Piece:
    """Cut a stretch from a log: from ``start`` to its end, as ``note`` (its newest checkpoint) signs it."""
    stop = parse_checkpoint(note.rpartition("\n\n")[0] + "\n").size
    return Piece(name, start, tuple(log.beginning(start)), list(log.entries(start, stop)), note)
