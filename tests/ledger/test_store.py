"""The stored log: appending, reading beside the writer, and what a damaged or foreign file comes to."""

import base64
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from homeward.ledger import (
    MAX_BYTES,
    BehindError,
    Checkpoint,
    ForkError,
    LedgerError,
    Log,
    NoteError,
    ProofError,
    RestoredError,
    SigningKey,
    StoreError,
    VerifierKey,
    leaf_hash,
    open_note,
    parse_checkpoint,
    verify_consistency,
    verify_inclusion,
)
from homeward.ledger.note import COSIGNATURE
from homeward.ledger.tree import EMPTY_ROOT, of_leaves, root

ORIGIN = "homeward.example/may/north"
KEY = SigningKey(b"k" * 32)
ENTRIES = [f"entry {number} ".encode() * (1 + number % 9) for number in range(40)]

ELSEWHERE = """
import sys
from pathlib import Path
from homeward.ledger import Log, SigningKey

with Log.open(Path(sys.argv[1])) as read:
    print(len(list(read.proved())), flush=True)
Log.open(Path(sys.argv[1]), SigningKey(bytes.fromhex(sys.argv[2])))
"""


def roots(entries: list[bytes]) -> bytes:
    return root(of_leaves([leaf_hash(entry) for entry in entries]), len(entries))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Log.create(tmp_path / "log.sqlite3", ORIGIN, KEY) as made:
        yield made


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a closed log of 40 entries."""
    path = tmp_path_factory.mktemp("filled") / "log.sqlite3"
    with Log.create(path, ORIGIN, KEY) as made:
        made.append_many(ENTRIES)
    return path.read_bytes()


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("long") / "log.sqlite3"
    with Log.create(path, ORIGIN, KEY) as made:
        for start in range(0, 600, 50):
            made.append_many([b"entry %d" % number for number in range(start, start + 50)])
        made.check()
    return path.read_bytes()


class TestAppending:
    """An append is answered once it is on the disk, under a signed checkpoint that covers it."""

    def test_every_entry_is_covered_and_proved(self, log: Log) -> None:
        seen = [(0, log.root())]
        for number, entry in enumerate(ENTRIES[:12]):
            appended = log.append(entry)
            assert (appended.index, appended.leaf_hash) == (number, leaf_hash(entry))
            checkpoint = parse_checkpoint(open_note(log.checkpoint().encode(), [log.verifier]).text)
            assert (checkpoint.origin, checkpoint.size) == (ORIGIN, number + 1)
            assert checkpoint.root == log.root() == roots(ENTRIES[: number + 1])
            verify_inclusion(appended.leaf_hash, number, log.size, log.root(), log.inclusion(number))
            for size, was in seen[1:]:
                verify_consistency(size, log.size, was, log.root(), log.consistency(size))
                assert log.root(size) == was
            seen.append((log.size, log.root()))
        assert list(log.entries()) == list(log.proved()) == ENTRIES[:12]
        assert list(log.entries(3, 5)) == ENTRIES[3:5]

    def test_many_at_once_are_what_they_are_one_by_one(self, log: Log) -> None:
        assert log.append_many([]) == []
        assert [one.index for one in log.append_many(ENTRIES[:7])] == list(range(7))
        log.append(ENTRIES[7])
        assert [one.index for one in log.append_many(ENTRIES[8:])] == list(range(8, 40))
        assert log.root() == roots(ENTRIES)
        assert list(log.proved()) == ENTRIES

    @pytest.mark.parametrize("bad", [b"", b"x" * (MAX_BYTES + 1)])
    def test_all_or_none(self, log: Log, bad: bytes) -> None:
        log.append_many(ENTRIES[:3])
        before = log.checkpoint()
        with pytest.raises(StoreError, match="65,535"):
            log.append_many([ENTRIES[3], bad, ENTRIES[4]])
        assert (log.size, log.checkpoint(), list(log.proved())) == (3, before, ENTRIES[:3])
        assert log.append(b"x" * MAX_BYTES).index == 3

    def test_an_append_that_fails_half_way_leaves_nothing(self, log: Log) -> None:
        """As when the disk is full: here a trigger refuses."""
        log.append_many(ENTRIES[:3])
        with sqlite3.connect(log.path) as other:
            other.execute(
                "CREATE TRIGGER full BEFORE INSERT ON entry WHEN NEW.position = 5 BEGIN SELECT RAISE(ABORT, ''); END"
            )
        other.close()
        before = log.checkpoint()
        with pytest.raises(StoreError, match="nothing was added"):
            log.append_many(ENTRIES[3:7])
        assert (log.size, log.checkpoint()) == (3, before)
        with sqlite3.connect(log.path) as other:
            other.execute("DROP TRIGGER full")
        other.close()
        assert [one.index for one in log.append_many(ENTRIES[3:])] == list(range(3, 40))
        assert list(log.proved()) == ENTRIES

    @pytest.mark.parametrize("how", ["made", "opened"])
    def test_an_answer_waits_for_the_disk(self, log: Log, how: str) -> None:
        """A killed process does not show the difference; in simulated power cuts only FULL kept every promise."""
        if how == "opened":
            log.close()
            log = Log.open(log.path, KEY)
        assert log._storage.rows("PRAGMA synchronous") == [(2,)]
        assert log._storage.rows("PRAGMA journal_mode") == [("wal",)]
        log.close()

    def test_after_reopening_it_goes_on(self, tmp_path: Path) -> None:
        path = tmp_path / "log.sqlite3"
        Log.create(path, ORIGIN, KEY).close()
        for entry in ENTRIES[:6]:
            with Log.open(path, KEY) as again:
                again.append(entry)
        with Log.open(path) as read:
            assert (read.origin, read.size, list(read.proved())) == (ORIGIN, 6, ENTRIES[:6])

    def test_threads_take_turns(self, log: Log) -> None:
        done: list[int] = []
        threads = [
            threading.Thread(target=lambda: done.extend(log.append(ENTRIES[0]).index for _ in range(8))) for _ in "1234"
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == list(range(32))
        assert len(list(log.proved())) == 32

    def test_a_thread_sees_nothing_of_an_append_that_is_not_on_the_disk(self, log: Log) -> None:
        sizes: list[int] = []
        reader = threading.Thread(target=lambda: sizes.append(log.size))
        with suppress(KeyError), log._storage.transaction():
            log._storage.add(0, [b"entry"], [bytes(32)], "note")
            reader.start()
            reader.join(0.1)
            raise KeyError("and then it fails")
        reader.join()
        assert sizes == [0]

    def test_threads_wait_for_the_whole_of_an_append(self, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another thread is let run just when an append is on the disk and not yet answered."""
        transaction = log._storage.transaction

        @contextmanager
        def slow() -> Iterator[None]:
            with transaction():
                yield
            time.sleep(0.01)

        monkeypatch.setattr(log._storage, "transaction", slow)
        done: list[int] = []
        threads = [threading.Thread(target=lambda: done.append(log.append(ENTRIES[0]).index)) for _ in "123456"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == list(range(6))

    def test_proofs_of_what_is_not_there_are_refused(self, log: Log) -> None:
        log.append_many(ENTRIES[:3])
        for ask in (lambda: log.inclusion(3), lambda: log.inclusion(-1), lambda: log.consistency(0)):
            with pytest.raises(ProofError):
                ask()
        for ask_size in (lambda: log.inclusion(0, 4), lambda: log.consistency(1, 4), lambda: log.root(-1)):
            with pytest.raises(StoreError, match="3 entries"):
                ask_size()


class TestWhoMayOpen:
    """One process at a time appends; anybody reads, meanwhile too."""

    def test_a_second_appender_is_refused(self, log: Log) -> None:
        with pytest.raises(StoreError, match="Another process is appending"):
            Log.open(log.path, KEY)
        log.close()
        Log.open(log.path, KEY).close()

    def test_a_second_appender_by_another_name_is_refused(self, log: Log, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(log.path)
        with pytest.raises(StoreError, match="Another process is appending"):
            Log.open(tmp_path / "link", KEY)

    def test_another_process_is_refused_and_reads(self, log: Log) -> None:
        log.append_many(ENTRIES[:5])
        other = subprocess.run(
            [sys.executable, "-c", ELSEWHERE, str(log.path), KEY.seed.hex()], capture_output=True, text=True
        )
        assert "Another process is appending" in other.stderr
        assert other.stdout == "5\n"

    def test_a_reader_sees_whole_appends_only_while_the_writer_works(self, log: Log) -> None:
        log.append(ENTRIES[0])
        stop = threading.Event()

        def work() -> None:
            while not stop.is_set():
                log.append_many(ENTRIES[:5])

        writer = threading.Thread(target=work)
        writer.start()
        try:
            sizes: list[int] = []
            patience = time.monotonic() + 20  # a busy disk appends slowly
            with Log.open(log.path) as held:
                while (len(sizes) < 40 or len(set(sizes)) < 4) and time.monotonic() < patience:
                    sizes.append(len(list(held.proved())))
                    with Log.open(log.path) as fresh:
                        sizes.append(len(list(fresh.proved())))
        finally:
            stop.set()
            writer.join()
        assert sizes == sorted(sizes)
        assert {size % 5 for size in sizes} == {1}
        assert len(set(sizes)) >= 4

    def test_a_forked_process_cannot_append(self, log: Log) -> None:
        """It has inherited the connection without SQLite's locks, and the lock file is its parent's."""
        child = os.fork()
        if child == 0:
            status = 1
            try:
                log.append(ENTRIES[0])
            except StoreError as error:
                status = 0 if "forked" in str(error) else 2
            finally:
                os._exit(status)
        assert os.waitpid(child, 0)[1] == 0
        assert log.append(ENTRIES[0]).index == 0

    def test_a_reader_cannot_append(self, log: Log) -> None:
        with Log.open(log.path) as read, pytest.raises(StoreError, match="opened for reading"):
            read.append(ENTRIES[0])

    def test_the_wrong_key_is_refused_and_lets_the_lock_go(self, log: Log) -> None:
        log.close()
        with pytest.raises(StoreError, match="not the key of this log"):
            Log.open(log.path, SigningKey.generate())
        Log.open(log.path, KEY).close()

    def test_a_log_written_by_somebody_else_meanwhile_is_not_signed_over(self, log: Log) -> None:
        log.path.with_name("log.sqlite3.lock").unlink()  # somebody takes away the lock
        with Log.open(log.path, KEY) as other:
            other.append(ENTRIES[0])
        with pytest.raises(StoreError, match="somebody else"):
            log.append(ENTRIES[1])
        assert list(log.proved()) == ENTRIES[:1]

    def test_its_files_are_the_owners_only(self, log: Log) -> None:
        log.append(ENTRIES[0])
        for path in log.path.parent.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name

    def test_it_can_be_read_where_nothing_can_be_written(self, tmp_path: Path, filled: bytes) -> None:
        """As from a read-only stick: SQLite's index of the write-ahead log cannot be made."""
        path = tmp_path / "log.sqlite3"
        path.write_bytes(filled)
        path.with_name("log.sqlite3-shm").mkdir()
        with Log.open(path) as read:
            assert list(read.proved()) == ENTRIES
        path.with_name("log.sqlite3-wal").touch()
        with Log.open(path) as read:
            assert list(read.proved()) == ENTRIES


class TestCreating:
    """A log is made whole or not at all, and never over another file."""

    def test_never_over_another_file(self, tmp_path: Path) -> None:
        (tmp_path / "log").write_bytes(b"somebody's")
        with pytest.raises(StoreError, match="exists already"):
            Log.create(tmp_path / "log", ORIGIN, KEY)
        assert [path.name for path in tmp_path.iterdir()] == ["log"]
        assert (tmp_path / "log").read_bytes() == b"somebody's"

    @pytest.mark.parametrize("origin", ["", "a b", "a+b", "a\nb", "a\x07b"])
    def test_an_origin_that_cannot_be_leaves_no_file(self, tmp_path: Path, origin: str) -> None:
        with pytest.raises(NoteError):
            Log.create(tmp_path / "log", origin, KEY)
        assert not list(tmp_path.iterdir())

    def test_what_an_interrupted_one_left_is_no_obstacle(self, tmp_path: Path) -> None:
        (tmp_path / "log.new").write_bytes(b"half")
        (tmp_path / "log.new-wal").write_bytes(b"half")
        with Log.create(tmp_path / "log", ORIGIN, KEY) as made:
            assert made.append(ENTRIES[0]).index == 0
        assert not list(tmp_path.glob("log.new*"))

    def test_no_log_there(self, tmp_path: Path) -> None:
        for path in (tmp_path / "absent", tmp_path):
            with pytest.raises(StoreError, match="There is no log"):
                Log.open(path)
        with pytest.raises(StoreError, match="cannot be locked"):
            Log.create(tmp_path / "absent" / "log", ORIGIN, KEY)


class TestDamage:
    """What a stored log yields as proved is what was appended; a file that is damaged or foreign gets a sentence."""

    def test_a_flipped_bit_is_found_or_changes_nothing(self, tmp_path: Path, filled: bytes) -> None:
        """A bit in every seventeenth byte, which bit changing from one to the next: every page, every kind of row."""
        path = tmp_path / "log.sqlite3"
        found = 0
        for number, at in enumerate(range(0, len(filled), 17)):
            damaged = bytearray(filled)
            damaged[at] ^= 1 << number % 8
            path.write_bytes(damaged)
            try:
                with Log.open(path) as read:
                    assert list(read.proved()) == ENTRIES, f"byte {at}"
            except LedgerError:
                found += 1
        assert found > len(b"".join(ENTRIES)) // 17

    def test_every_byte_of_every_entry_is_covered(self, tmp_path: Path, filled: bytes) -> None:
        path = tmp_path / "log.sqlite3"
        for entry in ENTRIES[::4]:
            start = filled.index(entry)
            for at in range(start, start + len(entry), 3):
                path.write_bytes(filled[:at] + bytes([filled[at] ^ 0x10]) + filled[at + 1 :])
                with pytest.raises(LedgerError), Log.open(path) as read:
                    list(read.proved())

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM entry WHERE position = 39", "DELETE FROM entry WHERE position = 5",
            "UPDATE entry SET envelope = x'00' WHERE position = 5", "INSERT INTO entry VALUES (40, x'00', NULL, x'00')",
            "UPDATE entry SET position = position + 1 WHERE position = 39",
            "UPDATE entry SET note = '' WHERE position = 39", "UPDATE entry SET note = NULL",
            "UPDATE about SET value = 'other' WHERE name = 'origin'",
            "DELETE FROM about", "UPDATE about SET value = 'homeward log 3' WHERE name = 'format'",
            "UPDATE about SET value = 'x+y+z' WHERE name = 'verifier'", "DROP TABLE tile",
            "CREATE TABLE more (x)", "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM tile; END",
            "CREATE VIEW v AS SELECT * FROM entry", "UPDATE entry SET position = -1 WHERE position = 0",
        ],
    )  # fmt: skip
    def test_a_rewritten_file_is_refused(self, tmp_path: Path, filled: bytes, statement: str) -> None:
        path = tmp_path / "log.sqlite3"
        path.write_bytes(filled)
        with sqlite3.connect(path) as other:
            other.execute(statement)
        other.close()
        with pytest.raises(LedgerError) as refused, Log.open(path) as read:
            list(read.proved())
        assert "entry 5 entry" not in str(refused.value)

    def test_a_row_longer_than_any_entry_is_not_read_into_memory(self, tmp_path: Path, filled: bytes) -> None:
        path = tmp_path / "log.sqlite3"
        path.write_bytes(filled)
        with sqlite3.connect(path) as other:
            other.execute("UPDATE entry SET envelope = zeroblob(5000000) WHERE position = 7")
        other.close()
        with pytest.raises(StoreError, match="SQLITE_TOOBIG"), Log.open(path) as read:
            list(read.proved())

    def test_a_witnesss_key_is_not_a_logs(self, tmp_path: Path) -> None:
        """A checkpoint that only a key of the cosigning kind has signed is not signed by a log."""
        path = tmp_path / "log.sqlite3"
        Log.create(path, ORIGIN, KEY).close()
        witness = VerifierKey(ORIGIN, COSIGNATURE, KEY.public)
        text = str(Checkpoint(ORIGIN, 0, EMPTY_ROOT))
        seen = bytes(8) + KEY.sign(f"cosignature/v1\ntime 0\n{text}".encode())
        note = f"{text}\n\u2014 {ORIGIN} {base64.b64encode(witness.id + seen).decode()}\n"
        assert open_note(note.encode(), [witness]).signers == (witness,)
        with sqlite3.connect(path) as other:
            other.execute("UPDATE about SET value = ? WHERE name = 'verifier'", (str(witness),))
            other.execute("UPDATE about SET value = ? WHERE name = 'note'", (note,))
        other.close()
        with pytest.raises(StoreError, match="its key is not"):
            Log.open(path)

    @pytest.mark.parametrize("data", [b"", b"not a database at all", b"SQLite format 3\x00" + bytes(200)])
    def test_other_files_are_refused(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "log").write_bytes(data)
        for key in (None, KEY):
            with pytest.raises(StoreError, match=r"/log "):
                Log.open(tmp_path / "log", key)
        assert (tmp_path / "log").read_bytes() == data

    def test_another_key_cannot_pass_for_the_logs(self, tmp_path: Path, filled: bytes) -> None:
        """Whoever replaces the checkpoint must replace the key, which is what readers compare."""
        path = tmp_path / "log.sqlite3"
        with Log.create(tmp_path / "forged", ORIGIN, SigningKey.generate()) as forged:
            forged.append_many(ENTRIES)
            note = forged.checkpoint()
        path.write_bytes(filled)
        with sqlite3.connect(path) as other:
            other.execute("UPDATE entry SET note = ? WHERE position = 39", (note,))
        other.close()
        with pytest.raises(StoreError, match="checkpoint is damaged"):
            Log.open(path)

    def test_a_closed_log_says_so(self, log: Log) -> None:
        log.close()
        log.close()
        for use in (lambda: log.size, lambda: log.append(b"x"), lambda: list(log.entries()), log.checkpoint):
            with pytest.raises(StoreError):
                use()


class TestCopies:
    """A copy of somebody else's log grows by what its owner has signed, and by nothing else."""

    @pytest.fixture
    def copy(self, log: Log, tmp_path: Path) -> Iterator[Log]:
        with Log.mirror(tmp_path / "copy.sqlite3", log.verifier) as made:
            yield made

    def test_it_becomes_the_log_in_any_number_of_steps(self, log: Log, copy: Log) -> None:
        assert (copy.checkpoint(), copy.size) == ("", 0)
        for start, stop in ((0, 3), (3, 4), (4, 40)):
            log.append_many(ENTRIES[start:stop])
            assert copy.extend(iter(ENTRIES[start:stop]), log.checkpoint()) == stop - start
            assert copy.extend([], log.checkpoint()) == 0
            assert (copy.checkpoint(), copy.root()) == (log.checkpoint(), log.root())
        assert list(copy.proved()) == ENTRIES
        with pytest.raises(StoreError, match="opened for reading"):
            copy.append(b"mine")

    @pytest.mark.parametrize(
        "brought",
        [
            ENTRIES[3:5],
            ENTRIES[3:7],
            [*ENTRIES[3:5], b"other"],
            [ENTRIES[4], ENTRIES[3], ENTRIES[5]],
            [b"", *ENTRIES[3:6]],
        ],
    )
    def test_other_entries_than_the_checkpoint_signs_leave_nothing(
        self, log: Log, copy: Log, brought: list[bytes]
    ) -> None:
        log.append_many(ENTRIES[:3])
        copy.extend(ENTRIES[:3], log.checkpoint())
        log.append_many(ENTRIES[3:6])
        before = copy.checkpoint()
        with pytest.raises(StoreError):
            copy.extend(brought, log.checkpoint())
        assert (copy.checkpoint(), list(copy.proved())) == (before, ENTRIES[:3])
        assert copy.extend(ENTRIES[3:6], log.checkpoint()) == 3

    def test_another_history_is_refused_with_both_checkpoints(self, log: Log, copy: Log, tmp_path: Path) -> None:
        log.append_many(ENTRIES[:6])
        copy.extend(ENTRIES[:6], log.checkpoint())
        with Log.create(tmp_path / "fork", ORIGIN, KEY) as fork:
            for size in (3, 6):
                fork.append_many([b"other"] * 3)
                with pytest.raises(ForkError) as found:
                    copy.extend([], fork.checkpoint())
                assert found.value.theirs == fork.checkpoint()
                assert parse_checkpoint(open_note(found.value.ours.encode(), [log.verifier]).text).size == 6, size
        assert list(copy.proved()) == ENTRIES[:6]

    def test_another_logs_checkpoint_is_not_taken(self, copy: Log, tmp_path: Path) -> None:
        with Log.create(tmp_path / "south", "homeward.example/may/south", KEY) as south:
            south.append(ENTRIES[0])
            with pytest.raises(NoteError):
                copy.extend(ENTRIES[:1], south.checkpoint())

    def test_a_long_copy_over_many_tiles(self, log: Log, copy: Log) -> None:
        many = [b"%d" % number for number in range(70_000)]
        for start in range(0, len(many), 20_000):
            log.append_many(many[start : start + 20_000])
        assert copy.extend(iter(many), log.checkpoint()) == len(many)
        copy.check()
        for index in (0, 255, 65_535, 65_536, 69_999):
            verify_inclusion(leaf_hash(many[index]), index, 70_000, log.root(), copy.inclusion(index))
        with Log.open(copy.path) as read:
            assert read.root() == log.root()
            verify_consistency(65_537, 70_000, log.root(65_537), log.root(), read.consistency(65_537))


class TestRestored:
    """A log that comes back from a backup signs nothing before it has caught up with what any peer holds."""

    @pytest.fixture
    def backup(self, log: Log, tmp_path: Path) -> Path:
        """A backup of the first five entries of a log that has eight by now."""
        log.append_many(ENTRIES[:5])
        with sqlite3.connect(log.path) as source, sqlite3.connect(tmp_path / "backup") as target:
            source.backup(target)
        source.close()
        target.close()
        log.append_many(ENTRIES[5:8])
        log.close()
        return tmp_path / "backup"

    def test_it_refuses_until_it_holds_what_others_hold(self, log: Log, backup: Path) -> None:
        with Log.open(log.path) as lost:
            newest, missing = lost.checkpoint(), list(lost.entries(5))
        with Log.open(backup, KEY) as restored:
            assert restored.restored
            with pytest.raises(RestoredError, match="backup"):
                restored.append(b"something else")
            with pytest.raises(StoreError, match="ask the peers"):
                restored.reconcile([])
            with pytest.raises(BehindError, match="8"):
                restored.reconcile([restored.checkpoint(), newest])
        with Log.open(backup, KEY) as restored:  # it is remembered
            with pytest.raises(BehindError):
                restored.append(b"something else")
            assert restored.extend(missing, newest) == 3
            restored.reconcile([newest])
            assert restored.append(ENTRIES[8]).index == 8
        with Log.open(backup, KEY) as again:
            assert not again.restored
            assert list(again.proved()) == ENTRIES[:9]

    def test_a_log_that_lies_where_it_lay_goes_on(self, log: Log, tmp_path: Path) -> None:
        log.append(ENTRIES[0])
        log.close()
        moved = log.path.rename(tmp_path / "moved")
        with Log.open(moved, KEY) as again:
            assert not again.restored
            again.append(ENTRIES[1])

    def test_a_log_that_was_cut_in_place_is_found_out_by_a_peer(self, log: Log) -> None:
        log.append_many(ENTRIES[:4])
        peer = log.checkpoint()
        early = log.path.read_bytes()
        assert early
        log.close()
        with sqlite3.connect(log.path) as other:
            other.execute("DELETE FROM entry WHERE position >= 0")
        other.close()
        with Log.open(log.path, KEY) as cut:
            assert cut.size == 0
            with pytest.raises(BehindError):
                cut.reconcile([peer])
            with pytest.raises(BehindError):
                cut.append(b"other")

    def test_a_restored_log_that_went_another_way_is_a_fork(self, log: Log, backup: Path) -> None:
        with Log.open(log.path) as lost:
            newest = lost.checkpoint()
        with Log.open(backup, KEY) as restored:
            restored.reconcile([], alone=True)  # somebody says so who does not know
            restored.append_many([b"another history"] * 3)
            with pytest.raises(ForkError):
                restored.reconcile([newest])


class TestCheck:
    """The start-up check reads everything and finds a single flipped bit."""

    def test_in_any_table(self, tmp_path: Path, long: bytes) -> None:
        """In every stored tile, entry and checkpoint: one bit somewhere in each."""
        path = tmp_path / "log.sqlite3"
        path.write_bytes(long)
        with sqlite3.connect(path) as other:
            columns = (
                ("entry", "envelope", "position"), ("entry", "leaf", "position"), ("entry", "note", "position"),
                ("tile", "hashes", "place"),
            )  # fmt: skip
            cells = [
                (table, column, key, *row)
                for table, column, key in columns
                for row in other.execute(f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
            ]
        other.close()
        assert len(cells) == 600 + 600 + 12 + 3
        for number, (table, column, key, place, value) in enumerate(cells):
            if column in {"envelope", "leaf"} and number % 40:
                continue
            data = bytearray(value if isinstance(value, bytes) else value.encode())
            data[number * 7 % len(data)] ^= 1 << number % 7
            path.write_bytes(long)
            with sqlite3.connect(path) as other:
                new = bytes(data) if isinstance(value, bytes) else data.decode("utf-8", "replace")
                other.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (new, place))
            other.close()
            with pytest.raises(LedgerError), Log.open(path) as log:
                log.check()

    def test_a_hash_of_no_entry(self, tmp_path: Path, long: bytes) -> None:
        path = tmp_path / "log.sqlite3"
        path.write_bytes(long)
        with sqlite3.connect(path) as other:
            other.execute("INSERT INTO tile VALUES (77, x'00')")
        other.close()
        with Log.open(path) as log, pytest.raises(StoreError, match="no entry"):
            log.check()

    def test_a_page_of_sqlites_own(self, tmp_path: Path, long: bytes) -> None:
        path = tmp_path / "log.sqlite3"
        found = 0
        for at in range(100, len(long), 509):
            path.write_bytes(long[:at] + bytes([long[at] ^ 0x20]) + long[at + 1 :])
            try:
                with Log.open(path) as log:
                    log.check()
                    assert list(log.proved()) == [b"entry %d" % number for number in range(600)]
            except LedgerError:
                found += 1
        assert found
