"""The Merkle tree of a log: hashes, proofs, and their verification (RFC 6962 and RFC 9162, section 2.1).

A tree is known by the hashes of its *perfect subtrees*: ``get(level, index)`` is the hash over leaves ``index <<
level`` up to ``(index + 1) << level``. Whoever stores those (rows of a table, tiles of a folder) gets roots and
proofs with a number of look-ups that grows with the logarithm of the size.
"""

import hashlib
from collections.abc import Callable, Sequence

from homeward.ledger.errors import ProofError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
Subtree = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry as a leaf (RFC 6962, 2.1: SHA-256 over 0x00 and the entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


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


class Frontier:
    """The right edge of a growing tree: enough to add leaves one by one and know the root, in logarithmic memory."""

    def __init__(self, size: int = 0, perfect: Sequence[bytes] = ()) -> None:
        self.size = size
        self._perfect = list(perfect)  # hashes of the perfect subtrees, the largest first

    @classmethod
    def of(cls, get: Subtree, size: int) -> "Frontier":
        """Return the right edge of the first ``size`` leaves of a stored tree."""
        levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
        return cls(size, [get(level, (size >> level) - 1) for level in levels])

    def copy(self) -> "Frontier":
        """Return another one that grows on its own."""
        return Frontier(self.size, self._perfect)

    def add(self, leaf: bytes) -> list[bytes]:
        """Add a leaf hash; return the perfect subtrees that it completes: itself, then one of each level above."""
        completed, place = [leaf], self.size
        while place & 1:
            completed.append(node_hash(self._perfect.pop(), completed[-1]))
            place >>= 1
        self._perfect.append(completed[-1])
        self.size += 1
        return completed

    def root(self) -> bytes:
        """Return the root over all leaves added so far."""
        if not self._perfect:
            return EMPTY_ROOT
        *rest, found = self._perfect
        for left in reversed(rest):
            found = node_hash(left, found)
        return found


def of_leaves(leaves: Sequence[bytes]) -> Subtree:
    """Return ``get`` over leaf hashes held in memory; for small trees and tests."""

    def get(level: int, index: int) -> bytes:
        if level == 0:
            return leaves[index]
        return node_hash(get(level - 1, 2 * index), get(level - 1, 2 * index + 1))

    return get
