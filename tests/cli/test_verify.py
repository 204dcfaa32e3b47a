"""``homeward verify``, as an auditor sees it who has only files."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from homeward.cli import main
from homeward.exchange.words import Accept, ListKind, Open, Participant, PeopleList, Policy, Role
from homeward.ledger import Log, SigningKey, export, seal
from homeward.node.desk import arrivals
from homeward.node.desk.desk import Desk
from homeward.node.desk.making import new

NAMES = ("envoy", "north", "south")
TIME = datetime(2025, 5, 16, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.out.splitlines()[-1]


class Auditor:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.logs, self.files = folder / "logs", {name: folder / name / "log.sqlite3" for name in NAMES}
        self.keys = dict(zip(NAMES, (folder / "logs" / "keys").read_text().splitlines(), strict=True))
        self._capsys = capsys

    def verify(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        status = main(["verify", *map(str, arguments)])
        out, err = self._capsys.readouterr()
        return Said(status, out, err)

    def told(self, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
        said = self.verify(*arguments, "--json")
        return said.status, json.loads(said.out)

    def given(self, *names: str) -> list[str]:
        return [part for name in names for part in ("--key", self.keys[name])]


def sat(folder: Path, exchange: str) -> None:
    """An exchange that three have joined; south has also accepted what nobody offered, which is void."""
    desks = {name: new(folder / name, f"homeward.example/{exchange}/{name}")[0] for name in NAMES}
    for desk in desks.values():
        for other in desks.values():
            desk.enrol(other.card)
    roles = {"envoy": Role.INTERMEDIARY, "north": Role.PARTY, "south": Role.PARTY}
    participants = tuple(
        Participant(name, roles[name], (desk.keys.author.public.hex(),)) for name, desk in desks.items()
    )
    founding = desks["envoy"].say(Open(participants, Policy(NAMES, NAMES)), TIME)
    for name in ("north", "south"):
        hear(desks)
        desks[name].say(Open(repeats=founding), TIME)
    hear(desks)
    desks["north"].say(PeopleList(ListKind.SOUGHT, ("south",), ()), TIME)
    desks["south"].say(Accept("ab" * 32), TIME, rehearsed=False)
    for name in desks:
        with Log.open(folder / name / "log.sqlite3") as log:
            export(log, folder / "logs" / name)
            with (folder / "logs" / "keys").open("a") as keys:
                keys.write(f"{log.verifier}\n")


def hear(desks: dict[str, Desk]) -> None:
    for desk in desks.values():
        for name, other in desks.items():
            if name != desk.name and (brought := other.piece(name, desk.held_of(name))):
                arrivals.take(desk, brought, 1_747_000_000)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exchanges")
    for exchange in ("may", "june"):
        sat(folder / exchange, exchange)
    return folder


@pytest.fixture
def auditor(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Auditor:
    shutil.copytree(made / "may", tmp_path / "may")
    return Auditor(tmp_path / "may", capsys)


def forked(auditor: Auditor, made: Path, folder: Path, key: SigningKey | None = None) -> Path:
    """Another history of north's log, from its second entry on, by north's own key or by a stranger's."""
    author = SigningKey.load(made / "may/north/keys/author.key")
    key = key or SigningKey.load(made / "may/north/keys/log.key")
    with Log.open(auditor.files["north"]) as log:
        first = next(log.entries())
    with Log.create(folder / "again.sqlite3", "homeward.example/may/north", key) as again:
        again.append_many([first, seal(b"another history", author)])
        export(again, folder / "again")
        (folder / "keys").write_text(f"{again.verifier}\n")
    return folder / "again"


class TestProved:
    """0: every byte is what was signed."""

    def test_a_folder_of_logs(self, auditor: Auditor) -> None:
        said = auditor.verify(auditor.logs)
        assert (said.status, said.err) == (0, "")
        assert [line.split(",")[0] for line in said.out.splitlines()[:3]] == [
            "proved      envoy: 1 entry", "proved      north: 2 entries", "proved      south: 2 entries"
        ]  # fmt: skip
        assert said.last == (
            "Proved: 3 logs, 5 entries, none changed, 1 void by the rules; "
            "with the keys that came with them (compare those with the participants)."
        )

    def test_with_keys_that_the_reader_trusts(self, auditor: Auditor) -> None:
        said = auditor.verify(auditor.logs, *auditor.given(*NAMES))
        assert said.status == 0
        assert said.last.endswith("; with the keys you gave.")

    @pytest.mark.parametrize("given", [True, False])
    def test_a_logs_own_file(self, auditor: Auditor, given: bool) -> None:
        said = auditor.verify(auditor.files["north"], *(auditor.given("north") if given else ()))
        assert said.status == 0
        assert said.last.startswith("Proved: 1 log, 2 entries")
        assert ("with the keys you gave" in said.last) is given
        assert "waiting for entries of logs not given" in said.last

    def test_one_folder_with_its_key_inside(self, auditor: Auditor, tmp_path: Path) -> None:
        alone = shutil.copytree(auditor.logs / "north", tmp_path / "alone")
        (alone / "keys").write_text(auditor.keys["north"] + "\n\n")
        assert auditor.verify(alone).status == 0

    def test_a_log_given_twice_counts_once(self, auditor: Auditor) -> None:
        said = auditor.verify(auditor.logs, auditor.files["north"], auditor.logs / "north")
        assert said.status == 0
        assert said.last.startswith("Proved: 3 logs, 5 entries")

    def test_an_older_copy_does_not_contradict_a_newer(self, auditor: Auditor, made: Path, tmp_path: Path) -> None:
        with Log.open(auditor.files["north"]) as log:
            first = next(log.entries())
        key = SigningKey.load(made / "may/north/keys/log.key")
        with Log.create(tmp_path / "older", "homeward.example/may/north", key) as older:
            older.append(first)
        assert auditor.verify(auditor.logs, tmp_path / "older").status == 0

    def test_two_exchanges_of_the_same_participants_are_kept_apart(self, auditor: Auditor, made: Path) -> None:
        status, told = auditor.told(auditor.logs, made / "june/logs")
        assert (status, told["proved"], told["forks"], told["equivocations"]) == (0, True, [], [])
        assert len(told["void"]) == 2
        assert told["pending"] == 0

    def test_detail_lists_every_entry_and_what_became_of_it(self, auditor: Auditor) -> None:
        said = auditor.verify(auditor.logs, "--detail")
        entries = [line.split() for line in said.out.splitlines() if line.startswith(" ")]
        assert [(entry[0], entry[4], entry[5]) for entry in entries] == [
            ("0", "open", "stands"), ("0", "open", "stands"), ("1", "list", "stands"), ("0", "open", "stands"),
            ("1", "accept", "void"),
        ]  # fmt: skip
        assert entries[0][2:4] == ["2025-05-16", "09:00"]

    def test_json(self, auditor: Auditor) -> None:
        status, told = auditor.told(auditor.logs, "--detail")
        assert status == 0
        assert told["proved"] is True
        assert told["says"].startswith("Proved: 3 logs")
        assert [(log["participant"], log["entries"], log["trusted"]) for log in told["logs"]] == [
            ("envoy", 1, False), ("north", 2, False), ("south", 2, False)
        ]  # fmt: skip
        for log in told["logs"]:
            assert log["key"] == auditor.keys[log["participant"]]
            assert log["origin"] == f"homeward.example/may/{log['participant']}"
            assert len(bytes.fromhex(log["root"])) == 32
            assert log["problem"] is None
        assert told["logs"][2]["said"][1]["fate"].startswith("void (")
        assert [(void["participant"], void["index"]) for void in told["void"]] == [("south", 1)]

    def test_as_a_command(self, auditor: Auditor) -> None:
        command = [sys.executable, "-m", "homeward.cli", "verify", str(auditor.logs)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        (auditor.logs / "north/checkpoint").write_text("")
        assert subprocess.run(command, capture_output=True).returncode == 1


class TestNotProved:
    """1: the answer is no, and names the log."""

    def test_every_flipped_byte_of_an_exported_log(self, auditor: Auditor) -> None:
        """Every third byte of every file, another bit each time; the last byte too."""
        for path in sorted(path for path in (auditor.logs / "north").rglob("*") if path.is_file()):
            data = path.read_bytes()
            for at in {*range(0, len(data), 3), len(data) - 1}:
                path.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
                said = auditor.verify(auditor.logs)
                assert said.status == 1, f"{path.name}, byte {at}"
                assert "NOT PROVED  north: " in said.out
                assert said.last == "Not proved: north. Do not rely on these files; ask for the log again."
            path.write_bytes(data)
        assert auditor.verify(auditor.logs).status == 0

    def test_a_missing_tile(self, auditor: Auditor) -> None:
        (auditor.logs / "south/tile/0/000.p/2").unlink()
        said = auditor.verify(auditor.logs)
        assert said.status == 1
        assert "NOT PROVED  south: south lacks tile/0/000.p/2." in said.out
        assert "proved      north" in said.out

    def test_a_damaged_file(self, auditor: Auditor) -> None:
        auditor.files["north"].write_bytes(b"SQLite format 3\0" + b"x" * 5000)
        said = auditor.verify(auditor.files["north"])
        assert said.status == 1
        assert said.last.startswith("Not proved: north/log.sqlite3.")

    def test_an_entry_that_is_no_envelope_or_that_nobody_signed(self, auditor: Auditor, tmp_path: Path) -> None:
        unsigned = seal(b"{}", SigningKey.generate()).replace(b'"payload":"e30="', b'"payload":"W10="')
        for number, (entry, problem) in enumerate([(b"{}", "Entry 0: "), (unsigned, "Entry 0 ")]):
            with Log.create(tmp_path / f"{number}.sqlite3", "homeward.example/may/north", SigningKey.generate()) as log:
                log.append(entry)
            said = auditor.verify(tmp_path / f"{number}.sqlite3")
            assert said.status == 1
            assert problem in said.out

    def test_another_key_than_the_one_given(self, auditor: Auditor) -> None:
        wrong = auditor.given("south")
        for path in (auditor.logs / "north", auditor.files["north"]):
            said = auditor.verify(path, *wrong)
            assert said.status == 1
            assert "NOT PROVED  north" in said.out

    def test_a_log_whose_key_is_not_among_those_given(self, auditor: Auditor) -> None:
        status, told = auditor.told(auditor.logs, *auditor.given("north", "envoy"))
        assert status == 1
        assert [log["participant"] for log in told["logs"] if log["problem"]] == ["south"]

    def test_no_key_at_all(self, auditor: Auditor) -> None:
        (auditor.logs / "keys").unlink()
        said = auditor.verify(auditor.logs / "north")
        assert said.status == 1
        assert "No key for north: give the log's verifier key with --key." in said.out

    @pytest.mark.parametrize("data", [b"\xff\xfe", b"not a key\n", b"a+b+c\n"])
    def test_a_file_of_keys_that_is_none(self, auditor: Auditor, data: bytes) -> None:
        (auditor.logs / "keys").write_bytes(data)
        said = auditor.verify(auditor.logs)
        assert said.status == 1
        assert "not a file of verifier keys" in said.out

    def test_a_file_of_keys_that_is_far_too_long_is_not_read_whole(self, auditor: Auditor) -> None:
        os.truncate(auditor.logs / "keys", 1 << 40)  # sparse: reading it all would need a terabyte
        said = auditor.verify(auditor.logs)
        assert said.status == 1
        assert "far too long" in said.out

    def test_a_name_cannot_write_to_the_terminal(self, auditor: Auditor, tmp_path: Path) -> None:
        with Log.create(tmp_path / "strange", "homeward.example/may/\x9b31mnorth", SigningKey.generate()):
            pass
        said = auditor.verify(tmp_path / "strange")
        assert "\x9b" not in said.out
        assert "?31mnorth" in said.out


class TestTwoHistories:
    """1: each copy is proved by itself, and they contradict each other."""

    @pytest.mark.parametrize("with_the_rest", [True, False])
    def test_by_one_key(self, auditor: Auditor, made: Path, tmp_path: Path, with_the_rest: bool) -> None:
        """With no log of the others beside them, too: the rules cannot say anything then, the copies can."""
        other = forked(auditor, made, tmp_path)
        said = auditor.verify(auditor.logs if with_the_rest else auditor.logs / "north", other)
        assert said.status == 1
        assert "NOT PROVED  north: entry 1 differs between" in said.out
        assert "its own key has signed both." in said.out
        assert said.last == "Not proved: there are two histories of north. Keep both copies: they are the evidence."

    def test_by_two_keys_nobody_is_accused(self, auditor: Auditor, made: Path, tmp_path: Path) -> None:
        said = auditor.verify(auditor.logs, forked(auditor, made, tmp_path, SigningKey.generate()))
        assert said.status == 1
        assert "by two different keys; ask whose each is." in said.out
        assert "its own key" not in said.out

    def test_json_names_both_copies(self, auditor: Auditor, made: Path, tmp_path: Path) -> None:
        other = forked(auditor, made, tmp_path)
        status, told = auditor.told(auditor.logs / "north", other)
        assert (status, told["proved"]) == (1, False)
        (fork,) = told["forks"]
        assert fork == {
            "participant": "north",
            "index": 1,
            "paths": [str(auditor.logs / "north"), str(other)],
            "by_one_key": True,
        }


class TestWrongArguments:
    """2: something was wrong with what was given; one sentence says what."""

    def test_no_log_there(self, auditor: Auditor, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        for path in (tmp_path / "absent", tmp_path / "empty"):
            said = auditor.verify(path)
            assert (said.status, said.out) == (2, "")
            assert f"There is no log at {path}" in said.err

    @pytest.mark.parametrize("key", ["", "x", "a+b+c", "\udcff+00000000+AAAA"])
    def test_a_key_that_is_none(self, auditor: Auditor, key: str) -> None:
        said = auditor.verify(auditor.logs, f"--key={key}")
        assert (said.status, said.out) == (2, "")
        assert "A verifier key is written name+id+key." in said.err
