"""``homeward demo``, as somebody who types it sees it."""

import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from homeward.node.desk import post
from homeward.node.desk.desk import Desk
from tests.exercise import Played, homeward


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory, exercise: Played) -> Path:
    return exercise.copied(tmp_path_factory.mktemp("demo") / "var")


@pytest.fixture
def first(exercise: Played) -> subprocess.CompletedProcess[str]:
    return exercise.said


def test_it_says_what_was_signed_told_and_contradicted(first: subprocess.CompletedProcess[str]) -> None:
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    for words in ("EXERCISE", "Terms in force", "2,000", "Both sides signed it", "No. 64", "Told early", "Trump"):
        assert words in first.stdout


def test_a_second_time_it_is_there_already(first: subprocess.CompletedProcess[str], var: Path) -> None:
    made = (var / "exercise" / "account.json").stat().st_mtime_ns
    again = homeward(var, "demo", "--no-serve")
    assert again.returncode == 0
    assert "Played, read and weighed" not in again.stdout
    assert (var / "exercise" / "account.json").stat().st_mtime_ns == made


def test_an_interrupted_exercise_is_made_anew(first: subprocess.CompletedProcess[str], var: Path) -> None:
    (var / "exercise" / "account.json").unlink()  # it is written last
    again = homeward(var, "demo", "--no-serve")
    assert again.returncode == 0, again.stderr
    assert "Played, read and weighed" in again.stdout


def test_its_logs_are_proved_from_their_files_alone(first: subprocess.CompletedProcess[str], var: Path) -> None:
    proof = homeward(var, "verify", str(var / "exercise" / "logs"), "--json")
    assert proof.returncode == 0, proof.stdout
    said = json.loads(proof.stdout)
    assert said["proved"]
    assert {log["participant"] for log in said["logs"]} == {"ukraine", "russia", "intermediary"}
    assert said["void"] == []


def test_invented_people_are_in_the_registry_and_in_nothing_that_is_published(
    first: subprocess.CompletedProcess[str], var: Path
) -> None:
    desk = Desk.open(var / "exercise" / "ukraine")
    names = {
        one.details["surname"].encode()
        for digest in desk.shelf.letters()
        for one in post.open_letter(desk, digest).people
    }
    assert len(names) > 20
    for path in (path for path in (var / "exercise" / "logs").rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert not [name for name in names if name in data], path.name
    with closing(sqlite3.connect(var / "node.sqlite3")) as node:
        tables = [name for (name,) in node.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        holding = {
            table
            for table in tables
            for row in node.execute(f'SELECT * FROM "{table}"')
            if any(name in str(row).encode() or escaped(name) in str(row) for name in names)
        }
    assert holding == {"people_person", "people_fact", "people_listed"}


def escaped(name: bytes) -> str:
    """A name as JSON in a table has it."""
    return json.dumps(name.decode()).strip('"').replace("\\", "\\\\")


def test_the_office_is_furnished_and_waits_for_those_who_work_there(
    first: subprocess.CompletedProcess[str], var: Path
) -> None:
    with closing(sqlite3.connect(var / "node.sqlite3")) as node:
        counts = dict(node.execute("SELECT holding, count(*) FROM people_person GROUP BY holding"))
        known = dict(node.execute("SELECT author, count(*) FROM people_listed GROUP BY author"))
        named = node.execute(
            "SELECT count(*) FROM people_listed l JOIN people_person p ON p.id = l.person_id WHERE l.author = 'ukraine'"
        ).fetchone()
    assert counts == {"held": 1024, "sought": 1024}
    assert known["ukraine"] == named[0] == 1024
    assert known["russia"] >= 1024
    accounts = homeward(var, "account", "list").stdout.split("\n")
    assert {line.split("\t")[2] for line in accounts if line} >= {"coordination", "handover", "auditor", "operator"}
    assert (var / "exercise" / "invitations").stat().st_mode & 0o077 == 0


def test_a_node_that_is_not_an_exercise_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "node.sqlite3").write_bytes(b"somebody's record")
    refused = homeward(tmp_path, "demo", "--no-serve")
    assert refused.returncode == 2
    assert "not an exercise" in refused.stderr
    assert (tmp_path / "node.sqlite3").read_bytes() == b"somebody's record"
