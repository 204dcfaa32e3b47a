"""``homeward desk`` and ``homeward carry``: two parties and an intermediary with nothing but terminals and a stick."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from homeward.cli import main
from homeward.node.desk.desk import Desk

NAMES = ("neutral", "north", "south")
PERSON = {"surname": "Вигаданенко", "first_name": "Остап", "born": "1990-01-01"}


@dataclass
class Terminal:
    """A terminal in a folder with three desks."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *words: str | Path) -> tuple[int, str]:
        self.capsys.readouterr()
        status = main([str(word) for word in words])
        out, err = self.capsys.readouterr()
        return status, out + err

    def good(self, *words: str | Path) -> str:
        status, said = self.run(*words)
        assert status == 0, said
        return said

    def say(self, name: str, kind: str, body: dict[str, object]) -> str:
        path = self.folder / "body.json"
        path.write_text(json.dumps(body))
        said = self.good("desk", "say", self.folder / name, kind, path, "--time", "2025-05-16T12:00:00Z")
        return said.splitlines()[-1]

    def carry(self, *names: str) -> str:
        said = ""
        for one in names or NAMES:
            for other in names or NAMES:
                if one != other:
                    stick = self.folder / "stick"
                    self.good("carry", "out", self.folder / one, other, stick)
                    said += self.good("carry", "in", self.folder / other, stick)
        return said


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    terminal = Terminal(tmp_path, capsys)
    for name in NAMES:
        exchange = ("--name", name, "--exchange", "homeward.example/drill", "--recovery", tmp_path / f"{name}.recovery")
        said = terminal.good("desk", "new", tmp_path / name, *exchange, "--no-passphrase")
        assert "keep it offline" in said
        terminal.good("desk", "card", tmp_path / name, "--out", tmp_path / f"{name}.card")
    for name in NAMES:
        for other in NAMES:
            said = terminal.good("desk", "enrol", tmp_path / name, tmp_path / f"{other}.card", "--compared")
            assert "Compare these words" in said
    return terminal


@pytest.fixture
def opened(terminal: Terminal) -> Terminal:
    roles = {"neutral": "intermediary", "north": "party", "south": "party"}
    people = [
        {"name": name, "role": role, "keys": [Desk.open(terminal.folder / name).card.author.hex()]}
        for name, role in roles.items()
    ]
    policy = {"seen": ["neutral"], "final": ["north", "south"]}
    founded = terminal.say("neutral", "open", {"participants": people, "policy": policy, "repeats": None})
    terminal.carry()
    for name in ("north", "south"):
        terminal.say(name, "open", {"participants": [], "policy": None, "repeats": founded})
    terminal.carry()
    terminal.carry()
    return terminal


def test_an_exchange_is_opened_by_files_alone(opened: Terminal) -> None:
    for name in NAMES:
        said = opened.good("desk", "status", opened.folder / name)
        rows = {
            line.split()[0]: line.split()[1:]
            for line in said.splitlines()
            if line.split()[:1] and line.split()[0] in NAMES
        }
        assert {other: rows[other] for other in NAMES if other != name} == {
            other: ["1", "1", "1"] for other in NAMES if other != name
        }
        assert "0 entries void by the rules, 0 waiting" in said


def test_details_are_sealed_opened_checked_and_erased(opened: Terminal) -> None:
    folder = opened.folder
    (folder / "people").write_text(json.dumps(PERSON, ensure_ascii=False) + "\n", "utf-8")
    opened.good("desk", "seal", folder / "north", folder / "people", "--to", "south", "--out", folder / "sealed")
    sealed = json.loads((folder / "sealed").read_text())
    assert (folder / "sealed").stat().st_mode & 0o077 == 0
    person = {"person": sealed["people"][0], "category": "servicemen", "priority": None}
    body = {"kind": "offered", "to": ["south"], "people": [person], "sealed": sealed["sealed"]}
    opened.say("north", "list", body)
    assert "1 letter" in opened.carry("north", "south")
    opened.good("desk", "letter", folder / "south", sealed["sealed"], "--out", folder / "opened")
    assert json.loads((folder / "opened").read_text("utf-8"))["details"] == PERSON
    opened.carry("north", "neutral")
    status, said = opened.run("desk", "letter", folder / "neutral", sealed["sealed"], "--out", folder / "no")
    assert (status, "sealed to others" in said) == (2, True)
    assert not (folder / "no").exists()
    opened.good("desk", "erase", folder / "south", sealed["people"][0], "--person")
    status, said = opened.run("desk", "letter", folder / "south", sealed["sealed"], "--out", folder / "no")
    assert (status, "erased" in said) == (2, True)
    assert opened.run("desk", "erase", folder / "south", sealed["people"][0], "--person")[0] == 1


@pytest.mark.parametrize(
    ("kind", "body", "says"),
    [
        ("accept", {"of": "0" * 64}, "accept.offer"),
        ("accept", {"of": "x"}, "digest of 64"),
        ("accept", {"off": "x"}, "lacks a field"),
        ("nothing", {}, "no entry of the type"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_signed(
    opened: Terminal, kind: str, body: dict[str, object], says: str
) -> None:
    (opened.folder / "body.json").write_text(json.dumps(body))
    status, said = opened.run("desk", "say", opened.folder / "north", kind, opened.folder / "body.json")
    assert (status, says in said) == (2, True), said
    assert Desk.open(opened.folder / "north").held_of("north") == 1


def test_a_stick_for_another_a_damaged_one_and_no_desk_are_said(opened: Terminal) -> None:
    folder = opened.folder
    opened.good("carry", "out", folder / "north", "south", folder / "stick", "--all")
    status, said = opened.run("carry", "in", folder / "neutral", folder / "stick")
    assert (status, "a parcel for somebody else" in said) == (1, True)
    (folder / "stick").write_bytes((folder / "stick").read_bytes()[:-7])
    status, said = opened.run("carry", "in", folder / "south", folder / "stick")
    assert (status, "Nothing of it was taken" in said) == (1, True)
    assert opened.run("carry", "out", folder / "north", "west", folder / "stick")[0] == 2
    status, said = opened.run("desk", "status", folder / "nowhere")
    assert (status, "There is no desk at" in said) == (2, True)
    status, said = opened.run("desk", "sync", folder / "north")
    assert (status, "has no address; carry parcels" in said) == (1, True)


def test_evidence_is_written_with_the_keys_that_check_it(opened: Terminal) -> None:
    from homeward.ledger import Log, evidence

    folder = opened.folder
    desk = Desk.open(folder / "north")
    with Log.create(folder / "other", desk.origin, desk.keys.log) as other, Log.open(desk.path("north")) as log:
        other.append(b"another history")
        desk.accuse(evidence.split(log.checkpoint(), other.checkpoint()))
    opened.good("desk", "evidence", folder / "north", "--out", folder / "evidence")
    (path,) = (folder / "evidence").glob("*.json")
    said = opened.good("verify", path)
    assert said.startswith(
        "Proved: The key of homeward.example/drill/north has signed two different logs of 1 entries."
    )
