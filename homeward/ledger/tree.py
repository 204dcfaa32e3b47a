"""The Merkle tree of a log: hashes, proofs, and their verification (RFC 6962 and RFC 9162, section 2.1).

A tree is known by the hashes of its *perfect subtrees*: ``get(level, index)`` is the hash over leaves ``index <<
level`` up to ``(index + 1) << level``. Whoever stores those (rows of a table, tiles of a folder) gets roots and
proofs with a number of look-ups that grows with the logarithm of the size.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from homeward.ledger.errors import ProofError

HASH_BYTES = 32
TILE_LEVELS = 8  # levels of the tree in a tile
TILE_WIDTH = 1 << TILE_LEVELS
TILE_BYTES = HASH_BYTES * (2 * TILE_WIDTH - 2)  # the hashes and all subtrees over them but the last, the tile's root
_OFFSETS = [HASH_BYTES * 2 * (TILE_WIDTH - (TILE_WIDTH >> low)) for low in range(TILE_LEVELS)]
EMPTY_ROOT = hashlib.sha256(b"").digest()
Subtree = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry as a leaf (RFC 6962, 2.1: SHA-256 over 0x00 and the entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Hash entries as leaves."""
    sha256 = hashlib.sha256
    return [sha256(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into one (RFC 6962, 2.1: SHA-256 over 0x01 and both)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(get: Subtree, size: int) -> bytes:
    """Return the root hash of the first ``size`` leaves."""
    return _over(get, 0, size) if size else EMPTY_ROOT


def inclusion(get: Subtree, index: int, size: int) -> list[bytes]:
    """Return the audit path of a leaf, lowest first (RFC 6962, 2.1.1).

    Raises:
        ProofError: there is no such leaf in a tree of that size.
    """
    if not 0 <= index < size:
        raise ProofError(f"There is no entry {index} in a log of {size} entries.")
    return _path(get, index, 0, size)


def consistency(get: Subtree, old: int, new: int) -> list[bytes]:
    """Return the proof that the first ``old`` leaves of ``new`` are what they were (RFC 6962, 2.1.2).

    Raises:
        ProofError: the sizes are not 1 ≤ old ≤ new.
    """
    if not 1 <= old <= new:
        raise ProofError(f"No consistency can be proved from {old} to {new} entries.")
    return _subproof(get, old, 0, new, whole=True)


def verify_inclusion(leaf: bytes, index: int, size: int, root_hash: bytes, proof: Sequence[bytes]) -> None:
    """Check that a leaf hash stands at ``index`` of the tree with this size and root (RFC 9162, 2.1.3.2).

    Raises:
        ProofError: it is not proved.
    """
    _check_hashes(leaf, root_hash, *proof)
    if not 0 <= index < size:
        raise ProofError(f"There is no entry {index} in a log of {size} entries.")
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("The proof is longer than the tree is high.")
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    if last or found != root_hash:
        raise ProofError(f"Entry {index} is not proved to be in the log of {size} entries.")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Check that the tree of ``old`` leaves is the beginning of the tree of ``new`` (RFC 9162, 2.1.4.2).

    Raises:
        ProofError: it is not proved.
    """
    _check_hashes(old_root, new_root, *proof)
    if not 1 <= old <= new:
        raise ProofError(f"No consistency can be proved from {old} to {new} entries.")
    path = list(proof)
    if old == new:
        if path or old_root != new_root:
            raise ProofError(f"Two logs of {old} entries differ.")
        return
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise ProofError("The proof is empty.")
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("The proof is longer than the tree is high.")
        if place & 1 or place == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        place, last = place >> 1, last >> 1
    if last or was != old_root or now != new_root:
        raise ProofError(f"The log of {old} entries is not proved to be the beginning of the log of {new}.")


def _check_hashes(*hashes: bytes) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise ProofError(f"A hash in the proof does not have {HASH_BYTES} bytes.")


def _split(size: int) -> int:
    """The largest power of two below ``size`` (RFC 6962, 2.1: k)."""
    return 1 << (size - 1).bit_length() - 1


def _over(get: Subtree, start: int, size: int) -> bytes:
    """The hash over ``size`` leaves from ``start``, which is a multiple of the power of two not below ``size``."""
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return get(level, start >> level)
    left = _split(size)
    return node_hash(_over(get, start, left), _over(get, start + left, size - left))


def _path(get: Subtree, index: int, start: int, size: int) -> list[bytes]:
    if size == 1:
        return []
    left = _split(size)
    if index < left:
        return [*_path(get, index, start, left), _over(get, start + left, size - left)]
    return [*_path(get, index - left, start + left, size - left), _over(get, start, left)]


def _subproof(get: Subtree, old: int, start: int, size: int, *, whole: bool) -> list[bytes]:
    if old == size:
        return [] if whole else [_over(get, start, size)]
    left = _split(size)
    if old <= left:
        return [*_subproof(get, old, start, left, whole=whole), _over(get, start + left, size - left)]
    return [*_subproof(get, old - left, start + left, size - left, whole=False), _over(get, start, left)]


class Edge:
    """The right edge of a growing tree, kept as tiles: 256 hashes a tile, each tile over 256 of the level below.

    A tile holds its hashes and all perfect subtrees over them, so that adding a leaf, the root, and a proof cost a few
    hashes. Complete tiles are handed out once, to be stored; only the incomplete one of each level is kept. Copies
    share a tile: what is written lies beyond what the other has, who will write the same there or something else first.
    """

    def __init__(self, size: int = 0, tiles: Sequence[bytearray] = ()) -> None:
        self.size = size
        self._tiles = list(tiles)  # of each level, the incomplete one

    @classmethod
    def of(cls, size: int, hashes: Callable[[int, int, int], bytes]) -> "Edge":
        """Return the edge of a stored tree; ``hashes(level, start, stop)`` reads hashes of 8 × ``level``, joined."""
        edge, level = cls(size), 0
        while count := size >> (TILE_LEVELS * level):
            start = count - count % TILE_WIDTH
            tile = bytearray(TILE_BYTES)
            _write(tile, 0, [hashes(level, start, count)] if count > start else [])
            edge._tiles.append(tile)
            level += 1
        return edge

    def copy(self) -> "Edge":
        """Return another one that grows on its own."""
        return Edge(self.size, self._tiles)

    @staticmethod
    def top(tile: bytes | bytearray) -> bytes:
        """Return the hash over a complete tile, which is one hash of the tile above."""
        return node_hash(bytes(tile[-2 * HASH_BYTES : -HASH_BYTES]), bytes(tile[-HASH_BYTES:]))

    def add(self, leaves: Sequence[bytes]) -> list[tuple[int, int, bytes]]:
        """Add leaf hashes; return the tiles (level, number, bytes) that they complete."""
        done: list[tuple[int, int, bytes]] = []
        self._fill(0, self.size, leaves, done)
        self.size += len(leaves)
        return done

    def hashes(self, level: int) -> bytes:
        """Return the hashes of a level's incomplete tile, joined."""
        count = (self.size >> (TILE_LEVELS * level)) % TILE_WIDTH
        return bytes(self._tiles[level][: HASH_BYTES * count]) if level < len(self._tiles) else b""

    @property
    def height(self) -> int:
        """How many levels of tiles there are."""
        return len(self._tiles)

    def get(self, level: int, place: int) -> bytes | None:
        """Return the hash of a perfect subtree, or None where it lies in a complete tile."""
        high, low, number, at = tile_place(level, place)
        if number != self.size >> (TILE_LEVELS * (high + 1)) or high >= len(self._tiles):
            return None
        return in_tile(self._tiles[high], low, at)

    def root(self) -> bytes:
        """Return the root over all leaves added so far."""
        found = b""
        for high, tile in enumerate(self._tiles):
            count = (self.size >> (TILE_LEVELS * high)) % TILE_WIDTH
            for low in range(count.bit_length()):
                if count >> low & 1:
                    start = _OFFSETS[low] + HASH_BYTES * ((count >> low) - 1)
                    left = tile[start : start + HASH_BYTES]
                    found = hashlib.sha256(b"\x01" + left + found).digest() if found else bytes(left)
        return found or EMPTY_ROOT

    def _fill(self, level: int, first: int, hashes: Sequence[bytes], done: list[tuple[int, int, bytes]]) -> None:
        at, above = 0, []
        if level == len(self._tiles):
            self._tiles.append(bytearray(TILE_BYTES))
        tile = self._tiles[level]
        while at < len(hashes):
            number, slot = divmod(first + at, TILE_WIDTH)
            part = hashes[at : at + TILE_WIDTH - slot]
            _write(tile, slot, part)
            at += len(part)
            if slot + len(part) == TILE_WIDTH:
                done.append((level, number, bytes(tile)))
                above.append(self.top(tile))
                tile = bytearray(TILE_BYTES)
        self._tiles[level] = tile
        if above:
            self._fill(level + 1, first // TILE_WIDTH, above, done)


def tile_place(level: int, place: int) -> tuple[int, int, int, int]:
    """Say where a perfect subtree is found: level and number of the tile, level and place inside it."""
    high, low = divmod(level, TILE_LEVELS)
    return high, low, place >> (TILE_LEVELS - low), place & ((TILE_WIDTH >> low) - 1)


def in_tile(tile: bytes | bytearray, low: int, at: int) -> bytes:
    """Return one hash of a tile."""
    start = _OFFSETS[low] + HASH_BYTES * at
    return bytes(tile[start : start + HASH_BYTES])


def _write(tile: bytearray, slot: int, hashes: Sequence[bytes]) -> None:
    """Write hashes, whole or joined, into a tile from a slot on, and the subtrees that they complete."""
    data = b"".join(hashes)
    tile[HASH_BYTES * slot : HASH_BYTES * slot + len(data)] = data
    stop = slot + len(data) // HASH_BYTES
    sha256 = hashlib.sha256
    for low in range(TILE_LEVELS - 1):
        slot, stop = slot >> 1, stop >> 1
        if slot == stop:
            break
        below = _OFFSETS[low]
        pairs = bytes(tile[below + 64 * slot : below + 64 * stop])
        made = b"".join([sha256(b"\x01" + pairs[at : at + 64]).digest() for at in range(0, len(pairs), 64)])
        start = _OFFSETS[low + 1] + HASH_BYTES * slot
        tile[start : start + len(made)] = made


def of_leaves(leaves: Sequence[bytes]) -> Subtree:
    """Return ``get`` over leaf hashes held in memory; for small trees and tests."""

    def get(level: int, index: int) -> bytes:
        if level == 0:
            return leaves[index]
        return node_hash(get(level - 1, 2 * index), get(level - 1, 2 * index + 1))

    return get
