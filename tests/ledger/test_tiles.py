"""Logs as folders of tiles, each class a clause of C2SP tlog-tiles or of ``homeward.ledger.tiles``."""

import base64
import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ledger import (
    Checkpoint,
    LedgerError,
    Log,
    NoteError,
    SigningKey,
    StoreError,
    TileError,
    VerifierKey,
    export,
    leaf_hash,
    proved,
    read_checkpoint,
    sign,
)
from homeward.ledger.note import COSIGNATURE, ED25519
from homeward.ledger.tiles import bundle, parse_bundle, tile_path, tile_shapes
from homeward.ledger.tree import of_leaves, root

OFTEN = settings(deadline=None, max_examples=80)
ORIGIN = "homeward.example/may/north"
KEY = SigningKey(b"k" * 32)
ENTRIES = [b"entry %d" % number for number in range(600)]


def written(folder: Path, *sizes: int) -> tuple[Path, Checkpoint]:
    """Export a log at each of these sizes."""
    folder.mkdir(exist_ok=True)
    with Log.create(folder / "log.sqlite3", ORIGIN, KEY) as log:
        for size in sizes:
            log.append_many(ENTRIES[log.size : size])
            checkpoint = export(log, folder / "north")
        assert read_checkpoint(folder / "north", [log.verifier]) == (checkpoint, log.verifier)
        return folder / "north", checkpoint


def read(folder: Path) -> list[bytes]:
    with Log.open(folder.parent / "log.sqlite3") as log:
        checkpoint, _ = read_checkpoint(folder, [log.verifier])
    return list(proved(folder, checkpoint))


class TestPaths:
    """tlog-tiles: ``tile/<L>/<N>``, N in groups of three digits, all but the last with an x; ``.p/<W>`` if partial."""

    @pytest.mark.parametrize(
        ("place", "path"),
        [
            ((0, 0), "tile/0/000"), ((0, 999), "tile/0/999"), ((1, 1000), "tile/1/x001/000"),
            ((0, 1_234_067), "tile/0/x001/x234/067"), ((63, 0, 255), "tile/63/000.p/255"),
            (("entries", 273, 112), "tile/entries/273.p/112"), ((2, 10**9, 1), "tile/2/x001/x000/x000/000.p/1"),
        ],
    )  # fmt: skip
    def test_written_by_hand(self, place: tuple[int | str, int], path: str) -> None:
        assert tile_path(*place) == path

    @given(st.integers(0, 2**60), st.integers(1, 256))
    @OFTEN
    def test_the_number_can_be_read_back(self, number: int, width: int) -> None:
        path = tile_path(0, number, width)
        groups = path.removeprefix("tile/0/").partition(".p/")[0].split("/")
        assert int("".join(group.removeprefix("x") for group in groups)) == number
        assert all(group.startswith("x") for group in groups[:-1])
        assert path.endswith(f".p/{width}") == (width < 256)


class TestGeometry:
    """tlog-tiles: tile N of level L holds hashes over 256^L entries each, from N × 256 on; the last may be partial."""

    def test_of_nothing(self) -> None:
        assert list(tile_shapes(0)) == []

    @pytest.mark.parametrize(
        ("size", "shapes"),
        [
            (1, {(0, 0, 1)}), (255, {(0, 0, 255)}), (256, {(0, 0, 256), (1, 0, 1)}),
            (257, {(0, 0, 256), (0, 1, 1), (1, 0, 1)}), (600, {(0, 0, 256), (0, 1, 256), (0, 2, 88), (1, 0, 2)}),
        ],
    )  # fmt: skip
    def test_written_by_hand(self, size: int, shapes: set[tuple[int, int, int]]) -> None:
        assert set(tile_shapes(size)) == shapes

    @given(st.integers(1, 200_000))
    @OFTEN
    def test_every_hash_has_one_place(self, size: int) -> None:
        levels: dict[int, int] = {}
        for level, number, width in tile_shapes(size):
            assert 1 <= width <= 256
            assert levels.get(level, 0) == number * 256
            levels[level] = number * 256 + width
        assert levels == {level: size >> 8 * level for level in range(len(levels))}
        assert size >> 8 * len(levels) == 0


class TestBundles:
    """tlog-tiles: "a sequence of big-endian uint16 length-prefixed log entries"."""

    def test_written_by_hand(self) -> None:
        assert bundle([b"ab", b"", b"c" * 256]) == b"\x00\x02ab" + b"\x00\x00" + b"\x01\x00" + b"c" * 256

    @given(st.lists(st.binary(max_size=30), max_size=9))
    @OFTEN
    def test_round_trip_and_no_cut_is_accepted(self, entries: list[bytes]) -> None:
        data = bundle(entries)
        assert parse_bundle(data) == entries
        whole = {len(bundle(entries[:count])) for count in range(len(entries) + 1)}
        for at in set(range(len(data))) - whole:
            with pytest.raises(TileError):
                parse_bundle(data[:at])


class TestExport:
    """What is exported is proved from its files alone; what was published is never rewritten."""

    @pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 600])
    def test_the_folder_holds_the_log(self, tmp_path: Path, size: int) -> None:
        folder, checkpoint = written(tmp_path, size)
        assert checkpoint == Checkpoint(ORIGIN, size, root(of_leaves([*map(leaf_hash, ENTRIES[:size])]), size))
        assert read(folder) == ENTRIES[:size]
        names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        shapes = list(tile_shapes(size))
        bundles = {tile_path("entries", number, width) for level, number, width in shapes if level == 0}
        assert names == {"checkpoint"} | {tile_path(*shape) for shape in shapes} | bundles

    def test_later_exports_leave_what_earlier_checkpoints_need(self, tmp_path: Path) -> None:
        folder, early = written(tmp_path, 3)
        kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "checkpoint"}
        with Log.open(tmp_path / "log.sqlite3", KEY) as log:
            for size in (5, 255, 256, 600):
                log.append_many(ENTRIES[log.size : size])
                export(log, folder)
                assert read(folder) == ENTRIES[:size]
        assert all(path.read_bytes() == data for path, data in kept.items())
        assert list(proved(folder, early)) == ENTRIES[:3]

    def test_an_export_that_was_interrupted_is_finished_by_the_next(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 300)
        (folder / "tile/0/001.p/44").unlink()
        (folder / "tile/entries/000").unlink()
        (folder / "tile/entries/000.part").write_bytes(b"half")
        with Log.open(tmp_path / "log.sqlite3") as log:
            export(log, folder)
        assert read(folder) == ENTRIES[:300]

    def test_a_shorter_log_is_not_published_over_a_longer(self, tmp_path: Path) -> None:
        """As after a backup was restored: what was published cannot be taken back, and going on would fork the log."""
        folder, _ = written(tmp_path, 5)
        before = (folder / "checkpoint").read_bytes()
        with Log.create(tmp_path / "restored", ORIGIN, KEY) as log:
            log.append_many(ENTRIES[:3])
            with pytest.raises(TileError, match="more of it"):
                export(log, folder)
        assert (folder / "checkpoint").read_bytes() == before
        assert read(folder) == ENTRIES[:5]

    def test_another_history_is_not_published_over_one(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 5)
        with Log.create(tmp_path / "rewritten", ORIGIN, KEY) as log:
            log.append_many([*ENTRIES[:4], b"rewritten", b"more"])
            with pytest.raises(TileError, match="another history"):
                export(log, folder)
        assert read(folder) == ENTRIES[:5]

    def test_another_log_is_not_published_over_one(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 5)
        with Log.create(tmp_path / "other", "homeward.example/may/south", KEY) as log:
            log.append_many(ENTRIES[:9])
            with pytest.raises(TileError, match="another log"):
                export(log, folder)
        assert read(folder) == ENTRIES[:5]

    def test_a_log_that_lacks_a_hash_publishes_no_tile_of_it(self, tmp_path: Path) -> None:
        with Log.create(tmp_path / "log.sqlite3", ORIGIN, KEY) as log:
            log.append_many([b"entry"] * 300)
        with sqlite3.connect(tmp_path / "log.sqlite3") as other:
            other.execute("UPDATE tile SET hashes = x'00' WHERE place = 0")
        other.close()
        with Log.open(tmp_path / "log.sqlite3") as log, pytest.raises(StoreError, match="lacks"):
            export(log, tmp_path / "north")
        assert not (tmp_path / "north" / "checkpoint").exists()


class TestProof:
    """Every byte below a checkpoint is covered by its signature."""

    def test_every_flipped_byte_is_found(self, tmp_path: Path) -> None:
        """Of a log that was exported at 3, 4 and 5 entries: of what all these checkpoints need."""
        folder, _ = written(tmp_path, 3, 4, 5)
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        assert len(paths) == 7
        for path in paths:
            data = path.read_bytes()
            for at in range(len(data)):
                path.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
                with pytest.raises((TileError, NoteError)):
                    read(folder)
            for wrong in (data[:-1], data + b"\0", b"", data + data):
                path.write_bytes(wrong)
                with pytest.raises((TileError, NoteError)):
                    read(folder)
            path.write_bytes(data)
        assert read(folder) == ENTRIES[:5]

    def test_flipped_bytes_of_full_tiles_are_found(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 600)
        for name in ("tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001"):
            data = (folder / name).read_bytes()
            for at in (0, len(data) // 2, len(data) - 1):
                (folder / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
                with pytest.raises(TileError):
                    read(folder)
            (folder / name).write_bytes(data)
        assert read(folder) == ENTRIES[:600]

    @pytest.mark.parametrize("size", [1, 5, 256, 300])
    def test_tiles_that_fit_each_other_but_not_the_checkpoint_are_found(self, tmp_path: Path, size: int) -> None:
        folder, _ = written(tmp_path, size)
        with Log.create(tmp_path / "rewritten", ORIGIN, SigningKey.generate()) as log:
            log.append_many([*ENTRIES[: size - 1], b"rewritten"])
            export(log, tmp_path / "forged")
        (tmp_path / "forged" / "checkpoint").write_bytes((folder / "checkpoint").read_bytes())
        with pytest.raises(TileError, match="do not add up"):
            read(tmp_path / "forged")

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 300)
        for name in ("checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000"):
            data = (folder / name).read_bytes()
            (folder / name).unlink()
            with pytest.raises(TileError, match=name):
                read(folder)
            (folder / name).write_bytes(data)

    def test_swapped_entries_are_found(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 4)
        path = folder / tile_path("entries", 0, 4)
        path.write_bytes(bundle([ENTRIES[1], ENTRIES[0], *ENTRIES[2:4]]))
        with pytest.raises(TileError):
            read(folder)

    def test_a_bundle_of_another_number_of_entries_is_found(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 4)
        for count in (0, 3, 5):
            (folder / tile_path("entries", 0, 4)).write_bytes(bundle(ENTRIES[:count]))
            with pytest.raises(TileError, match=f"holds {count} entries instead of 4"):
                read(folder)

    def test_a_file_that_is_far_too_long_is_not_read_whole(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 4)
        with (folder / "tile/0/000.p/4").open("r+b") as file:
            file.truncate(1 << 40)  # sparse: reading it all would need a terabyte
        with pytest.raises(TileError, match="longer than"):
            read(folder)

    def test_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(self, tmp_path: Path) -> None:
        folder, _ = written(tmp_path, 4)
        for name in ("tile/0/000.p/4", "tile/entries/000.p/4"):
            data = (folder / name).read_bytes()
            (folder / name).unlink()
            os.mkfifo(folder / name)
            with pytest.raises(TileError, match="is not a file"):
                read(folder)
            (folder / name).unlink()
            (folder / name).write_bytes(data)

    def test_a_checkpoint_that_promises_too_much_is_refused(self, tmp_path: Path) -> None:
        folder, checkpoint = written(tmp_path, 4)
        with pytest.raises(TileError, match="lacks"):
            list(proved(folder, Checkpoint(ORIGIN, 2**62, checkpoint.root)))

    def test_a_checkpoint_of_another_log_by_the_same_owner_is_refused(self, tmp_path: Path) -> None:
        """A key signs for the log it is named after, and for no other."""
        folder, checkpoint = written(tmp_path, 4)
        other = VerifierKey("homeward.example/may/south", ED25519, KEY.public)
        (folder / "checkpoint").write_text(sign(str(checkpoint), other.name, KEY), "utf-8")
        with pytest.raises(TileError, match="not signed by the log"):
            read_checkpoint(folder, [other])
        with pytest.raises(LedgerError):
            read_checkpoint(folder, [VerifierKey(ORIGIN, COSIGNATURE, KEY.public)])

    def test_a_checkpoint_that_only_a_witness_has_signed_is_refused(self, tmp_path: Path) -> None:
        """A cosignature says that a checkpoint was seen, not that it is the log's; even by a key of the log's name."""
        folder, checkpoint = written(tmp_path, 4)
        witness = VerifierKey(ORIGIN, COSIGNATURE, KEY.public)
        seen = bytes(8) + KEY.sign(f"cosignature/v1\ntime 0\n{checkpoint}".encode())
        line = base64.b64encode(witness.id + seen).decode()
        (folder / "checkpoint").write_text(f"{checkpoint}\n\u2014 {ORIGIN} {line}\n", "utf-8")
        with pytest.raises(TileError, match="not signed by the log"):
            read_checkpoint(folder, [witness])
