"""Trees and proofs, each class a clause of RFC 6962 or RFC 9162, against the RFC's own recursive definitions."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ledger import ProofError, leaf_hash, verify_consistency, verify_inclusion
from homeward.ledger.tree import Edge, consistency, in_tile, inclusion, node_hash, of_leaves, root, tile_place

OFTEN = settings(deadline=None, max_examples=80)
SIZES = range(1, 36)
ENTRIES = [f"entry {number}".encode() for number in range(max(SIZES) + 1)]
STRANGE = hashlib.sha256(b"strange").digest()


def largest_power_below(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def mth(entries: list[bytes]) -> bytes:
    """MTH(D[n]) as RFC 6962, 2.1 writes it down."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = largest_power_below(len(entries))
    return hashlib.sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def audit_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH(m, D[n]) as RFC 6962, 2.1.1 writes it down."""
    if len(entries) == 1:
        return []
    k = largest_power_below(len(entries))
    if m < k:
        return [*audit_path(m, entries[:k]), mth(entries[k:])]
    return [*audit_path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b) as RFC 6962, 2.1.2 writes it down."""
    if m == len(entries):
        return [] if whole else [mth(entries)]
    k = largest_power_below(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], whole), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


LEAVES = [leaf_hash(b"%d" % number) for number in range(70_600)]
logs = st.lists(st.binary(max_size=40), min_size=1, max_size=70)


@st.composite
def places(draw: st.DrawFn) -> tuple[list[bytes], int]:
    entries = draw(logs)
    return entries, draw(st.integers(0, len(entries) - 1))


@st.composite
def growths(draw: st.DrawFn) -> tuple[list[bytes], int]:
    entries = draw(logs)
    return entries, draw(st.integers(1, len(entries)))


def tree_of(entries: list[bytes]):  # type: ignore[no-untyped-def]
    return of_leaves([leaf_hash(entry) for entry in entries])


class TestMerkleTreeHash:
    """RFC 6962, 2.1: "The hash of an empty list is the hash of an empty string", and MTH by recursion."""

    def test_of_nothing(self) -> None:
        assert root(tree_of([]), 0) == Edge().root() == hashlib.sha256(b"").digest()

    @given(logs)
    @OFTEN
    def test_of_any_list(self, entries: list[bytes]) -> None:
        assert root(tree_of(entries), len(entries)) == mth(entries)

    @given(st.lists(st.integers(0, 700), max_size=4))
    @settings(max_examples=25, deadline=None)
    def test_an_edge_knows_the_root_and_every_subtree_however_it_grew(self, steps: list[int]) -> None:
        leaves = [leaf_hash(b"%d" % number) for number in range(sum(steps))]
        edge, tiles = Edge(), {}
        for step in steps:
            tiles.update(
                {(level, number): tile for level, number, tile in edge.add(leaves[edge.size : edge.size + step])}
            )
            assert edge.root() == root(of_leaves(leaves), edge.size)
        get = of_leaves(leaves)
        for level in range(edge.size.bit_length()):
            for place in {0, 1, 127, 128, 255, 256, (edge.size >> level) - 1}:
                if place < edge.size >> level:
                    high, low, number, at = tile_place(level, place)
                    found = edge.get(level, place) or in_tile(tiles[high, number], low, at)
                    assert found == get(level, place), (level, place)
        assert sorted(number for level, number in tiles if level == 0) == list(range(edge.size // 256))

    @given(st.integers(0, 70_000), st.integers(0, 600))
    @settings(max_examples=12, deadline=None)
    def test_an_edge_taken_from_a_stored_tree_grows_on(self, size: int, more: int) -> None:
        first, second = LEAVES[:size], LEAVES[size : size + more]
        whole = Edge()
        levels = [first]
        for level, number, tile in whole.add(first):
            levels.extend([[]] * (level + 2 - len(levels)))
            assert number == len(levels[level + 1])
            levels[level + 1] = [*levels[level + 1], Edge.top(tile)]
        edge = Edge.of(size, lambda level, start, stop: b"".join(levels[level][start:stop]))
        assert (edge.size, edge.root()) == (whole.size, whole.root())
        other = edge.copy()
        assert other.add(second) == whole.add(second)
        assert other.root() == whole.root()
        assert edge.size == size

    @given(st.binary(max_size=64), st.binary(max_size=64))
    @OFTEN
    def test_a_leaf_is_never_a_node(self, left: bytes, right: bytes) -> None:
        """RFC 6962, 2.1: leaf and node hashes differ by domain separation "to give second preimage resistance"."""
        two = [left, right]
        assert mth(two) != leaf_hash(leaf_hash(left) + leaf_hash(right))
        assert root(tree_of(two), 2) != leaf_hash(leaf_hash(left) + leaf_hash(right))


class TestInclusion:
    """RFC 9162, 2.1.3: "the shortest list of additional nodes" that proves a leaf to be in the tree."""

    @given(places())
    @OFTEN
    def test_the_path_is_the_rfcs_and_is_accepted(self, place: tuple[list[bytes], int]) -> None:
        entries, index = place
        proof = inclusion(tree_of(entries), index, len(entries))
        assert proof == audit_path(index, entries)
        verify_inclusion(leaf_hash(entries[index]), index, len(entries), mth(entries), proof)

    @pytest.mark.parametrize("size", SIZES)
    def test_nothing_else_is_accepted(self, size: int) -> None:
        entries = ENTRIES[:size]
        top = mth(entries)
        for index in range(size):
            leaf, proof = leaf_hash(entries[index]), audit_path(index, entries)
            wrong = [
                (STRANGE, index, size, top, proof),
                (leaf, index, size, STRANGE, proof),
                (leaf, index, size, top, [*proof, STRANGE]),
                (leaf, size, size, top, proof),
                (leaf, -1, size, top, proof),
                (leaf, index, 0, top, proof),
                (leaf, index, size, top[:31], proof),
                (leaf + b"\0", index, size, top, proof),
            ]
            wrong += [(leaf, other, size, top, proof) for other in range(size) if other != index]
            wrong += [(leaf, index, size, top, [*proof[:at], STRANGE, *proof[at + 1 :]]) for at in range(len(proof))]
            wrong += [(leaf, index, size, top, [*proof[:at], *proof[at + 1 :]]) for at in range(len(proof))]
            wrong += [(leaf, index, size, top, [*proof[:at], proof[at][:31]]) for at in range(len(proof))]
            for arguments in wrong:
                with pytest.raises(ProofError):
                    verify_inclusion(*arguments)

    @pytest.mark.parametrize("wrong", [b"", STRANGE[:31], STRANGE + b"\0"])
    def test_a_hash_of_another_length_is_refused_even_where_it_would_fit(self, wrong: bytes) -> None:
        """RFC 6962, 2.1: a node is hashed over 0x01 and two hashes of 32 bytes; longer ones could share their edge."""
        leaf = leaf_hash(b"entry")
        for arguments in (
            (wrong, 0, 1, wrong, []),
            (leaf, 0, 2, node_hash(leaf, wrong), [wrong]),
            (wrong, 0, 2, node_hash(wrong, leaf), [leaf]),
        ):
            with pytest.raises(ProofError, match="32 bytes"):
                verify_inclusion(*arguments)

    @pytest.mark.parametrize("size", SIZES)
    def test_a_proof_for_a_part_of_the_tree_is_none_for_the_whole(self, size: int) -> None:
        for index in range(size):
            proof = audit_path(index, ENTRIES[:size])
            leaf, top = leaf_hash(ENTRIES[index]), mth(ENTRIES[:size])
            higher = hashlib.sha256(b"\x01" + top + STRANGE).digest()
            with pytest.raises(ProofError):
                verify_inclusion(leaf, index, size, higher, [*proof, STRANGE])
            if proof:
                k = largest_power_below(size)
                half = mth(ENTRIES[:k] if index < k else ENTRIES[k:size])
                with pytest.raises(ProofError):
                    verify_inclusion(leaf, index, size, half, proof[:-1])

    @pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
    def test_no_path_to_an_entry_that_is_not_there(self, index: int, size: int) -> None:
        with pytest.raises(ProofError):
            inclusion(tree_of(ENTRIES[:5]), index, size)


class TestConsistency:
    """RFC 9162, 2.1.4: a proof that "any two versions of a log are consistent": the later begins with the earlier."""

    @given(growths())
    @OFTEN
    def test_the_proof_is_the_rfcs_and_is_accepted(self, growth: tuple[list[bytes], int]) -> None:
        entries, old = growth
        proof = consistency(tree_of(entries), old, len(entries))
        assert proof == subproof(old, entries, True)
        verify_consistency(old, len(entries), mth(entries[:old]), mth(entries), proof)

    @pytest.mark.parametrize("new", SIZES)
    def test_nothing_else_is_accepted(self, new: int) -> None:
        entries = ENTRIES[:new]
        top = mth(entries)
        for old in range(1, new + 1):
            was, proof = mth(entries[:old]), subproof(old, entries, True)
            wrong = [
                (old, new, STRANGE, top, proof),
                (old, new, was, STRANGE, proof),
                (old, new, was, top, [*proof, STRANGE]),
                (0, new, was, top, proof),
                (0, new, hashlib.sha256().digest(), top, []),
                (-1, new, was, top, proof),
                (old, new, was[:31], top, proof),
                (old, new, was, top + b"\0", proof),
            ]
            wrong += [(old, new, was, top, [*proof[:at], STRANGE, *proof[at + 1 :]]) for at in range(len(proof))]
            wrong += [(old, new, was, top, [*proof[:at], *proof[at + 1 :]]) for at in range(len(proof))]
            if old != new:
                wrong += [(new, old, top, was, proof), (old, new, was, top, [])]
            for arguments in wrong:
                with pytest.raises(ProofError):
                    verify_consistency(*arguments)

    @pytest.mark.parametrize("wrong", [b"", STRANGE[:31], STRANGE + b"\0"])
    def test_a_hash_of_another_length_is_refused_even_where_it_would_fit(self, wrong: bytes) -> None:
        for arguments in (
            (1, 1, wrong, wrong, []),
            (1, 2, wrong, node_hash(wrong, STRANGE), [STRANGE]),
            (1, 2, STRANGE, node_hash(STRANGE, wrong), [wrong]),
        ):
            with pytest.raises(ProofError, match="32 bytes"):
                verify_consistency(*arguments)

    @pytest.mark.parametrize("new", SIZES[1:])
    def test_a_proof_for_a_part_of_the_growth_is_none_for_the_whole(self, new: int) -> None:
        k = largest_power_below(new)
        for old in range(1, k):
            proof = subproof(old, ENTRIES[:k], True)
            verify_consistency(old, k, mth(ENTRIES[:old]), mth(ENTRIES[:k]), proof)
            with pytest.raises(ProofError):
                verify_consistency(old, new, mth(ENTRIES[:old]), mth(ENTRIES[:k]), proof)

    @given(growths(), st.data())
    @OFTEN
    def test_a_rewritten_entry_is_never_consistent(self, growth: tuple[list[bytes], int], data: st.DataObject) -> None:
        entries, old = growth
        index = data.draw(st.integers(0, old - 1))
        rewritten = [*entries[:index], entries[index] + b"!", *entries[index + 1 :]]
        for proof in (subproof(old, rewritten, True), subproof(old, entries, True)):
            with pytest.raises(ProofError):
                verify_consistency(old, len(entries), mth(entries[:old]), mth(rewritten), proof)

    @pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5)])
    def test_no_proof_between_impossible_sizes(self, old: int, new: int) -> None:
        with pytest.raises(ProofError):
            consistency(tree_of(ENTRIES[:5]), old, new)
