"""A log's key is replaced: which one counts where, in a log, in its copies, and in what is exported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.ledger import Log, NoteError, SigningKey, StoreError, VerifierKey, export, read_checkpoint, seal, sign
from homeward.ledger.note import COSIGNATURE, ED25519, Checkpoint
from homeward.ledger.succession import Succession

ORIGIN = "homeward.example/may/north"
KEYS = [SigningKey(bytes([number]) * 32) for number in range(4)]
VKEYS = [VerifierKey(ORIGIN, ED25519, key.public) for key in KEYS]
CHAIN = Succession.of(VKEYS[0]).then(5, VKEYS[1]).then(9, VKEYS[2])
AUTHOR = SigningKey(b"a" * 32)


def note(size: int, *keys: SigningKey, origin: str = ORIGIN) -> str:
    text = str(Checkpoint(origin, size, bytes(32)))
    return f"{text}\n" + "".join(sign(text, origin, key).rpartition("\n\n")[2] for key in keys)


def fill(log: Log, count: int) -> None:
    for _ in range(count):
        log.append(seal(b"%d" % log.size, AUTHOR))


def rotated(path: Path, before: int, after: int) -> Path:
    """Make a log whose key was replaced."""
    with Log.create(path, ORIGIN, KEYS[0]) as log:
        fill(log, before)
        log.succeed(log.succession.then(before, VKEYS[1]))
    with Log.open(path, KEYS[1]) as log:
        fill(log, after)
    return path


class TestPositions:
    """Each key counts from the size at which it takes over to the size at which it is replaced."""

    @pytest.mark.parametrize(
        ("size", "counts"),
        [(0, {0}), (4, {0}), (5, {0, 1}), (6, {1}), (8, {1}), (9, {1, 2}), (10, {2}), (1 << 40, {2})],
    )
    def test_which_signature_counts(self, size: int, counts: set[int]) -> None:
        for number, key in enumerate(KEYS):
            if number in counts:
                assert CHAIN.checkpoint(note(size, key)).size == size
                assert CHAIN.signer(note(size, key)) == VKEYS[number]
            else:
                with pytest.raises(NoteError):
                    CHAIN.checkpoint(note(size, key))

    def test_a_replaced_key_is_said_to_be_one(self) -> None:
        with pytest.raises(NoteError, match="it was replaced"):
            CHAIN.checkpoint(note(6, KEYS[0]))
        with pytest.raises(NoteError, match="None of the known keys"):
            CHAIN.checkpoint(note(6, KEYS[3]))

    @given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.integers(0, 25))
    def test_every_size_has_a_key_and_the_newest_never_ends(self, gaps: list[int], size: int) -> None:
        chain, since = Succession.of(VKEYS[0]), 0
        for number, gap in enumerate(gaps, 1):
            since += gap
            chain = chain.then(since, VKEYS[number % 4])
        assert chain.at(size)
        assert (chain.newest in chain.at(size)) or size < since

    def test_another_log_s_checkpoint(self) -> None:
        with pytest.raises(NoteError, match="not of"):
            CHAIN.checkpoint(note(3, KEYS[0], origin="homeward.example/may/south"))


class TestForm:
    """A succession has one spelling."""

    def test_round_trip(self) -> None:
        assert Succession.parse(str(CHAIN)) == CHAIN
        assert list(CHAIN) == VKEYS[:3]
        assert (CHAIN.first, CHAIN.newest, CHAIN.origin) == (VKEYS[0], VKEYS[2], ORIGIN)

    def test_the_same_key_again_is_no_step(self) -> None:
        assert CHAIN.then(20, VKEYS[2]) is CHAIN

    @pytest.mark.parametrize(
        "steps",
        [(), ((1, VKEYS[0]),), ((0, VKEYS[0]), (3, VKEYS[0])), ((0, VKEYS[0]), (5, VKEYS[1]), (4, VKEYS[2])),
         ((0, VerifierKey(ORIGIN, COSIGNATURE, KEYS[0].public)),),
         ((0, VKEYS[0]), (3, VerifierKey("homeward.example/may/south", ED25519, KEYS[1].public)))],
    )  # fmt: skip
    def test_what_is_none(self, steps: tuple[tuple[int, VerifierKey], ...]) -> None:
        with pytest.raises(NoteError):
            Succession(steps)

    @pytest.mark.parametrize(
        "text",
        ["", "0\n", "x y\n", *(each.format(VKEYS[0]) for each in ("00 {}\n", "0 {}", "0 {}\r\n", "٠ {}\n", "0  {}\n")),
         f"0 {VKEYS[0]}\n" * 1001],
        ids=range(9),
    )  # fmt: skip
    def test_other_texts(self, text: str) -> None:
        with pytest.raises(NoteError):
            Succession.parse(text)


class TestLogs:
    """The new key goes on where the old one ended; every copy can tell."""

    @pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 3), (5, 0), (5, 300)])
    def test_the_log_goes_on(self, tmp_path: Path, before: int, after: int) -> None:
        path = rotated(tmp_path / "log", before, after)
        with Log.open(path) as log:
            assert log.size == before + after
            assert log.verifier == VKEYS[1 if after else 0]
            log.check()
            assert len(list(log.proved())) == before + after

    def test_the_old_key_opens_it_no_more(self, tmp_path: Path) -> None:
        path = rotated(tmp_path / "log", 3, 0)
        with pytest.raises(StoreError, match="not the key of this log"):
            Log.open(path, KEYS[0])

    def test_nor_signs_on_where_it_was_open(self, tmp_path: Path) -> None:
        with Log.create(tmp_path / "log", ORIGIN, KEYS[0]) as log:
            fill(log, 2)
            log.succeed(log.succession.then(2, VKEYS[1]))
            with pytest.raises(StoreError):
                fill(log, 1)

    def test_a_key_cannot_take_over_in_the_past(self, tmp_path: Path) -> None:
        with Log.create(tmp_path / "log", ORIGIN, KEYS[0]) as log:
            fill(log, 4)
            with pytest.raises(StoreError, match="cannot take over at 3"):
                log.succeed(log.succession.then(3, VKEYS[1]))
            fill(log, 1)  # the old key still signs

    def test_history_is_not_replaced(self, tmp_path: Path) -> None:
        with Log.open(rotated(tmp_path / "log", 3, 2), KEYS[1]) as log:
            for other in (Succession.of(VKEYS[2]), Succession.of(VKEYS[0]), Succession.of(VKEYS[0]).then(4, VKEYS[1])):
                with pytest.raises(StoreError, match="other keys"):
                    log.succeed(other)

    def test_a_reader_changes_no_key(self, tmp_path: Path) -> None:
        with Log.open(rotated(tmp_path / "log", 3, 2)) as log, pytest.raises(StoreError, match="for reading"):
            log.succeed(log.succession.then(9, VKEYS[2]))

    def test_a_copy_follows(self, tmp_path: Path) -> None:
        with Log.open(rotated(tmp_path / "log", 3, 4)) as log, Log.mirror(tmp_path / "copy", VKEYS[0]) as copy:
            with pytest.raises(NoteError):
                copy.extend(log.entries(), log.checkpoint())
            copy.succeed(log.succession)
            copy.succeed(log.succession)
            assert copy.extend(log.entries(), log.checkpoint()) == 7
            copy.check()
        with Log.open(tmp_path / "copy") as copy:
            assert copy.verifier == VKEYS[1]

    def test_what_is_exported_goes_on(self, tmp_path: Path) -> None:
        path = tmp_path / "log"
        with Log.create(path, ORIGIN, KEYS[0]) as log:
            fill(log, 3)
            export(log, tmp_path / "tiles")
            log.succeed(log.succession.then(3, VKEYS[1]))
            export(log, tmp_path / "tiles")
        with Log.open(path, KEYS[1]) as log:
            fill(log, 2)
            assert export(log, tmp_path / "tiles").size == 5
        assert read_checkpoint(tmp_path / "tiles", VKEYS[:2])[1] == VKEYS[1]
