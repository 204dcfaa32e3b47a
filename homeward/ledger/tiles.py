"""A log as a folder that any static server can serve (C2SP tlog-tiles v1.0.0).

``checkpoint`` is the signed size and root; ``tile/entries/…`` holds 256 entries a file, ``tile/<level>/…`` 256 hashes
of perfect subtrees a file, each over 256 of the level below. Incomplete tiles end in ``.p/<width>``. ``proved`` reads
such a folder from beginning to end and checks every byte of it; it holds no more than one tile a level in memory.
"""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from homeward.ledger import tree
from homeward.ledger.errors import TileError
from homeward.ledger.note import Checkpoint, VerifierKey, open_note, parse_checkpoint
from homeward.ledger.store import Log

WIDTH = 256
_LEVELS = 8  # levels of the tree that one level of tiles spans: 2^8 = 256


def tile_path(level: int | str, number: int, width: int = WIDTH) -> str:
    """Return where a tile is found: ``tile/<level>/<N>[.p/<width>]``; ``level`` may be ``entries``."""
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03d}")
    return f"tile/{level}/{'/'.join(reversed(groups))}" + ("" if width == WIDTH else f".p/{width}")


def bundle(entries: Iterable[bytes]) -> bytes:
    """Write entries as a bundle: each behind its length in two bytes, big-endian."""
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def parse_bundle(data: bytes) -> list[bytes]:
    """Read a bundle.

    Raises:
        TileError: it ends in the middle of an entry.
    """
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2])
        entry = data[at + 2 : at + 2 + length]
        if len(data) < at + 2 or len(entry) != length:
            raise TileError("An entry bundle ends in the middle of an entry.")
        entries.append(entry)
        at += 2 + length
    return entries


def tile_shapes(size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (level, number, width) of every hash tile of a tree of that size."""
    level = 0
    while hashes := size >> (_LEVELS * level):
        for number in range(-(-hashes // WIDTH)):
            yield level, number, min(WIDTH, hashes - number * WIDTH)
        level += 1


def export(log: Log, folder: Path) -> Checkpoint:
    """Write the log's newest checkpoint and all tiles below a folder; tiles that are there already stay.

    The checkpoint is written last, so that whoever reads meanwhile never sees one whose tiles are missing.
    """
    note = log.checkpoint()
    checkpoint = parse_checkpoint(open_note(note.encode(), [log.verifier]).text)
    for level, number, width in tile_shapes(checkpoint.size):
        start = number * WIDTH
        _write(folder / tile_path(level, number, width), b"".join(log.hashes(_LEVELS * level, start, start + width)))
        if level == 0:
            _write(folder / tile_path("entries", number, width), bundle(log.entries(start, start + width)))
    _write(folder / "checkpoint", note.encode(), again=True)
    return checkpoint


def read_checkpoint(folder: Path, key: VerifierKey) -> Checkpoint:
    """Read a folder's checkpoint and check its signature and origin.

    Raises:
        NoteError: it is malformed or not signed by the key.
        TileError: it is of another log than the key's.
    """
    checkpoint = parse_checkpoint(open_note(_read(folder, "checkpoint"), [key]).text)
    if checkpoint.origin != key.name:
        raise TileError(f"The checkpoint is of {checkpoint.origin}, the key of {key.name}.")
    return checkpoint


def proved(folder: Path, checkpoint: Checkpoint) -> Iterator[bytes]:
    """Yield every entry of a folder, in order, checking bundles, tiles and, at the end, the root.

    Raises:
        TileError: a file is missing, or is not what the entries say; entries yielded before then prove nothing.
    """
    edge = tree.Frontier()
    pending: list[list[bytes]] = []  # the hashes of the tile now being filled, a list a level
    for number in range(-(-checkpoint.size // WIDTH)):
        width = min(WIDTH, checkpoint.size - number * WIDTH)
        path = tile_path("entries", number, width)
        entries = parse_bundle(_read(folder, path))
        if len(entries) != width:
            raise TileError(f"{path} holds {len(entries)} entries instead of {width}.")
        for offset, entry in enumerate(entries):
            leaf = tree.leaf_hash(entry)
            edge.add(leaf)
            _carry(folder, pending, leaf, number * WIDTH + offset)
            yield entry
    for level, hashes in enumerate(pending):
        if hashes:
            _check_tile(folder, level, (checkpoint.size >> (_LEVELS * level)) - 1, hashes)
    if edge.root() != checkpoint.root:
        raise TileError("The entries do not add up to the root that the checkpoint signs.")


def _carry(folder: Path, pending: list[list[bytes]], found: bytes, index: int) -> None:
    """Add a hash to its tile; check each tile that it completes, and carry that tile's root one level up."""
    for level in range(64):
        if level == len(pending):
            pending.append([])
        pending[level].append(found)
        if len(pending[level]) < WIDTH:
            return
        _check_tile(folder, level, index, pending[level])
        found = tree.root(tree.of_leaves(pending[level]), WIDTH)
        pending[level] = []
        index //= WIDTH


def _check_tile(folder: Path, level: int, last: int, hashes: list[bytes]) -> None:
    path = tile_path(level, last // WIDTH, len(hashes))
    if _read(folder, path) != b"".join(hashes):
        raise TileError(f"{path} is not what the entries say.")


def _read(folder: Path, path: str) -> bytes:
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError as error:
        raise TileError(f"{folder.name} lacks {path}.") from error


def _write(path: Path, data: bytes, *, again: bool = False) -> None:
    if path.exists() and not again:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
