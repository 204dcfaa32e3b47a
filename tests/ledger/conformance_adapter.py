"""The ledger as an outside conformance runner wants to call it."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import rfc8785

from homeward.ledger import tiles, tree
from homeward.ledger.keys import SigningKey, signed
from homeward.ledger.note import VerifierKey
from homeward.ledger.note import open_note as _open_note
from homeward.ledger.note import parse_checkpoint as _parse_checkpoint
from homeward.ledger.tree import leaf_hash, verify_consistency, verify_inclusion
from homeward.ledger.witness import Witness

__all__ = ["leaf_hash", "verify_consistency", "verify_inclusion"]

parse_vkey = VerifierKey.parse
parse_bundle = tiles.parse_bundle
tile_path = tiles.tile_path
canonical_json = rfc8785.dumps


def open_note(data: bytes, vkeys: list[str]) -> tuple[str, list[tuple[str, int]]]:
    note = _open_note(data, [VerifierKey.parse(vkey) for vkey in vkeys])
    return note.text, [(key.name, key.algorithm) for key in note.signers]


def parse_checkpoint(text: str) -> tuple[str, int, bytes]:
    checkpoint = _parse_checkpoint(text)
    return checkpoint.origin, checkpoint.size, checkpoint.root


def tree_root(leaves: list[bytes]) -> bytes:
    return tree.root(tree.of_leaves(leaves), len(leaves))


def prove_inclusion(leaves: list[bytes], index: int, size: int) -> list[bytes]:
    return tree.inclusion(tree.of_leaves(leaves), index, size)


def prove_consistency(leaves: list[bytes], old: int, new: int) -> list[bytes]:
    return tree.consistency(tree.of_leaves(leaves), old, new)


def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> None:
    if not signed(public, message, signature):
        raise ValueError("not signed")


def make_witness(name: str, seed: bytes, logs: dict[str, list[str]]) -> Callable[[bytes], tuple[int, str]]:
    path = Path(mkdtemp()) / "witness.sqlite3"
    keys = {origin: [VerifierKey.parse(vkey) for vkey in vkeys] for origin, vkeys in logs.items()}
    witness = Witness(path, name, SigningKey(seed), keys)

    def ask(body: bytes) -> tuple[int, str]:
        answer = witness.add_checkpoint(body, 1_700_000_000)
        return answer.code, answer.body

    return ask


def tree_files(entries: list[bytes]) -> dict[str, bytes]:
    levels: list[list[bytes]] = [[leaf_hash(entry) for entry in entries]]
    while len(levels[-1]) >= tiles.WIDTH:
        full = len(levels[-1]) // tiles.WIDTH
        levels.append([tree_root(levels[-1][i * tiles.WIDTH : (i + 1) * tiles.WIDTH]) for i in range(full)])
    files: dict[str, Any] = {}
    for level, number, width in tiles.tile_shapes(len(entries)):
        start = number * tiles.WIDTH
        files[tiles.tile_path(level, number, width)] = b"".join(levels[level][start : start + width])
        if level == 0:
            files[tiles.tile_path("entries", number, width)] = tiles.bundle(entries[start : start + width])
    return files
