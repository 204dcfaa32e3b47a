"""A log as a folder that any static server can serve (C2SP tlog-tiles v1.0.0).

``checkpoint`` is the signed size and root; ``tile/entries/…`` holds 256 entries a file, ``tile/<level>/…`` 256 hashes
of perfect subtrees a file, each over 256 of the level below. Incomplete tiles end in ``.p/<width>``. ``proved`` reads
such a folder from beginning to end and checks every byte of it; it holds no more than one tile a level in memory.
"""

import os
import re
import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from homeward.ledger import tree
from homeward.ledger.envelope import MAX_BYTES
from homeward.ledger.errors import LedgerError, TileError
from homeward.ledger.note import ED25519, MAX_NOTE_BYTES, Checkpoint, VerifierKey, open_note, parse_checkpoint
from homeward.ledger.store import Log
from homeward.ledger.tree import HASH_BYTES

CHECKPOINT = "checkpoint"
WIDTH, _LEVELS = tree.TILE_WIDTH, tree.TILE_LEVELS


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

    Raises:
        TileError: the folder holds another log, or more of this one, or another history of it: what was published
            cannot be taken back.
    """
    note = log.checkpoint()
    checkpoint = log.succession.checkpoint(note)
    if (folder / CHECKPOINT).exists():
        _check_continues(log, folder)
    for level, number, width in tile_shapes(checkpoint.size):
        start = number * WIDTH
        path = folder / tile_path(level, number, width)
        if not path.exists():
            _write(path, log.tile(level, number, width))
        path = folder / tile_path("entries", number, width)
        if level == 0 and not path.exists():
            _write(path, bundle(log.entries(start, start + width)))
    _write(folder / CHECKPOINT, note.encode())
    return checkpoint


def read_checkpoint(folder: Path, keys: Iterable[VerifierKey]) -> tuple[Checkpoint, VerifierKey]:
    """Read a folder's checkpoint; return it with the key, one of those given, that signed it for its own log.

    Raises:
        NoteError: it is malformed or signed by none of the keys.
        TileError: it is of another log than the keys that signed it.
    """
    note = open_note(_read(folder, CHECKPOINT, MAX_NOTE_BYTES), keys)
    checkpoint = parse_checkpoint(note.text)
    for key in note.signers:
        if key.name == checkpoint.origin and key.algorithm == ED25519:
            return checkpoint, key
    raise TileError(f"The checkpoint of {folder.name} is not signed by the log that it names.")


def proved(folder: Path, checkpoint: Checkpoint) -> Iterator[bytes]:
    """Yield every entry of a folder, in order, checking bundles, tiles and, at the end, the root.

    Incomplete tiles that an earlier checkpoint needed are checked too; other files are not looked at.

    Raises:
        TileError: a file is missing, or is not what the entries say; entries yielded before then prove nothing.
    """
    edge = tree.Edge()
    for number in range(-(-checkpoint.size // WIDTH)):
        width = min(WIDTH, checkpoint.size - number * WIDTH)
        path = tile_path("entries", number, width)
        entries = parse_bundle(_read(folder, path, WIDTH * (2 + MAX_BYTES)))
        if len(entries) != width:
            raise TileError(f"{path} holds {len(entries)} entries instead of {width}.")
        _check_earlier(folder, "entries", number, [bundle([entry]) for entry in entries])
        for level, complete, tile in edge.add(tree.leaf_hashes(entries)):
            _check_tile(folder, level, complete, tile[: WIDTH * HASH_BYTES])
        yield from entries
    for level in range(edge.height):
        if hashes := edge.hashes(level):
            _check_tile(folder, level, edge.size >> (_LEVELS * (level + 1)), hashes)
    if edge.root() != checkpoint.root:
        raise TileError("The entries do not add up to the root that the checkpoint signs.")


def hashes(folder: Path, size: int) -> tree.Subtree:
    """Return what reads the hashes of perfect subtrees from a folder's tiles, for proofs; none of them is checked.

    Args:
        folder: of tiles.
        size: of the log, as its checkpoint says.
    """

    @lru_cache(maxsize=64)
    def tile(level: int, number: int) -> list[bytes]:
        width = min(WIDTH, (size >> (_LEVELS * level)) - number * WIDTH)
        data = _read(folder, tile_path(level, number, width), WIDTH * HASH_BYTES)
        if len(data) != width * HASH_BYTES:
            raise TileError(f"{tile_path(level, number, width)} has another length than it must have.")
        return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]

    def get(level: int, place: int) -> bytes:
        high, low, number, at = tree.tile_place(level, place)
        part = tile(high, number)[at << low : (at + 1) << low]
        return tree.root(tree.of_leaves(part), len(part))

    return get


def entry_of(folder: Path, size: int, index: int) -> bytes:
    """Return one entry of a folder of tiles; it is not checked.

    Raises:
        TileError: there is none, or its bundle is damaged.
    """
    if not 0 <= index < size:
        raise TileError(f"There is no entry {index} in a log of {size} entries.")
    number = index // WIDTH
    path = tile_path("entries", number, min(WIDTH, size - number * WIDTH))
    entries = parse_bundle(_read(folder, path, WIDTH * (2 + MAX_BYTES)))
    if len(entries) <= index % WIDTH:
        raise TileError(f"{path} lacks entry {index}.")
    return entries[index % WIDTH]


def _check_tile(folder: Path, level: int, number: int, hashes: bytes) -> None:
    path = tile_path(level, number, len(hashes) // HASH_BYTES)
    if _read(folder, path, WIDTH * HASH_BYTES) != hashes:
        raise TileError(f"{path} is not what the entries say.")
    parts = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    _check_earlier(folder, level, number, parts)


def _check_earlier(folder: Path, level: int | str, number: int, parts: list[bytes]) -> None:
    """Check the incomplete tiles that were published while the log was shorter: each must begin what came of it."""
    full = folder / tile_path(level, number)
    for path in sorted(full.parent.glob(f"{full.name}.p/*")):
        width = int(path.name) if re.fullmatch("[1-9][0-9]{0,2}", path.name) else WIDTH
        if width < len(parts):
            expected = b"".join(parts[:width])
            if _read(path.parent, path.name, len(expected)) != expected:
                raise TileError(f"{tile_path(level, number, width)} is not how the log began.")


def _check_continues(log: Log, folder: Path) -> None:
    """Check that what a folder shows is the beginning of the log."""
    try:
        old, _ = read_checkpoint(folder, log.succession)
        continues = old.origin == log.origin and old.root == log.root(old.size)
    except LedgerError as error:
        raise TileError(f"{folder} holds another log than {log.name}, or more of it: {error}") from error
    if not continues:
        raise TileError(f"{folder} holds another history of this log than {log.name}; do not publish, find out why.")


def _read(folder: Path, path: str, most: int) -> bytes:
    place = folder / path
    try:
        if place.exists() and not place.is_file():  # opening a pipe would wait for ever
            raise TileError(f"{path} of {folder.name} is not a file.")
        with place.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise TileError(f"{folder.name} lacks {path}.") from error
    except OSError as error:
        raise TileError(f"{path} of {folder.name} cannot be read: {error.strerror}.") from error
    if len(data) > most:
        raise TileError(f"{path} of {folder.name} is longer than any such file can be.")
    return data


def _write(path: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all, once it is on the disk: a tile is never written again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
