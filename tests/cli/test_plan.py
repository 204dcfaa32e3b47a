"""``homeward plan``: from an instance to a plan, a table and a certificate; and whether anybody can check them."""

import csv
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from homeward.cli import main
from tests.planning.invented import exchange


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "160")
    (tmp_path / "exchange.json").write_text(json.dumps(exchange(0)), "utf-8")
    return tmp_path


def plan(folder: Path, *options: str) -> int:
    return main(["plan", str(folder / "exchange.json"), *options])


def made(folder: Path) -> Path:
    path = folder / "plan.json"
    assert plan(folder, "--out", str(path)) == 0
    return path


def test_a_plan_a_table_and_a_certificate_are_written_side_by_side(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(folder)
    out, err = capsys.readouterr()
    assert sorted(one.name for one in folder.iterdir()) == [
        "exchange.json", "plan.certificate.json", "plan.csv", "plan.json",
    ]  # fmt: skip
    answer = json.loads(path.read_text("utf-8"))
    assert set(answer["assignments"][0]) == {"person", "stage", "point"}
    assert answer["levels"][0] == {"level": "moved", "value": 36, "bound": 36, "certified": 36}
    with (folder / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["person"] for row in rows if row["stage"] == "d1"]
    assert {row["person"] for row in rows} == {one["person"] for one in answer["assignments"]}
    assert "class 0 (gravely wounded or sick)" in out
    assert "best, by the certificate" in out
    assert "moved: 36; nothing better is possible" in err
    assert "\x1b" not in err, "no colours and no moving of the cursor where nobody looks"
    assert "HiGHS" not in out


def test_progress_is_one_line_that_changes_on_a_terminal(folder: Path) -> None:
    main_end, end = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "homeward.cli",
        "plan",
        str(folder / "exchange.json"),
        "--out",
        str(folder / "p.json"),
    ]
    subprocess.run(command, stderr=end, stdout=subprocess.DEVNULL, check=True)
    os.close(end)
    said = os.read(main_end, 1 << 16).decode()
    assert "\r\x1b[K" in said
    assert "\n" not in said


def test_a_plan_is_checked_with_the_certificate_beside_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made(folder)
    capsys.readouterr()
    assert plan(folder, "--check", str(path)) == 0
    assert "best, by the certificate" in capsys.readouterr().out
    certificate = path.with_suffix(".certificate.json")
    moved = certificate.rename(folder / "proof.json")
    assert plan(folder, "--check", str(path)) == 0
    said = capsys.readouterr()
    assert "There is no certificate" in said.err
    assert "not looked at" in said.out
    assert plan(folder, "--check", str(path), "--certificate", str(moved), "--json") == 0
    assert json.loads(capsys.readouterr().out)["levels"][0]["certified"] == 36


def test_a_certificate_that_states_too_much_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made(folder)
    certificate = path.with_suffix(".certificate.json")
    given = json.loads(certificate.read_text("utf-8"))
    given["levels"][0]["prices"] = []
    certificate.write_text(json.dumps(given), "utf-8")
    assert plan(folder, "--check", str(path)) == 1
    assert "moved: the certificate states the bound 36; it is 2" in capsys.readouterr().out


def test_every_term_that_a_plan_breaks_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made(folder)
    given = json.loads(path.read_text("utf-8"))
    given["assignments"] = given["assignments"][1:]
    path.write_text(json.dumps(given), "utf-8")
    capsys.readouterr()
    assert plan(folder, "--check", str(path)) == 1
    assert "the directions differ by 1, at most 0 is agreed." in capsys.readouterr().out


def test_the_audit_shows_who_has_waited_how_long(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(folder, "--out", str(folder / "plan.json"), "--audit") == 0
    out = capsys.readouterr().out
    assert "sex: f" in out
    assert "age: 18 to 24" in out
    assert plan(folder, "--check", str(folder / "plan.json"), "--audit", "--json") == 0
    audit = json.loads(capsys.readouterr().out)["audit"]
    assert (audit[0]["by"], audit[0]["held"], audit[0]["going"]) == ("all", 120, 18)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--out", "{folder}/none/plan.json"], "there is no folder"),
        (["--out", "{folder}/plan.csv"], "a plan is written as JSON"),
        (["--out", "{folder}/plan.json", "--certificate", "x"], "it goes with --check"),
        (["--check", "{folder}/none.json"], "none.json: it cannot be read"),
        (["--check", "{folder}/exchange.json"], "'assignments' of the plan is missing"),
    ],
)
def test_what_is_asked_for_wrongly_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], says: str
) -> None:
    assert plan(folder, *(option.format(folder=folder) for option in options)) == 2
    error = capsys.readouterr().err
    assert error.startswith("homeward: ")
    assert says in error


def test_terms_that_cannot_hold_together_are_told_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = exchange(0)
    given["insisted"] = [one["id"] for one in given["people"] if one["direction"] == "A>B"][:20]
    given["refused"] = []
    (folder / "exchange.json").write_text(json.dumps(given), "utf-8")
    assert plan(folder, "--out", str(folder / "plan.json")) == 2
    error = capsys.readouterr().err
    assert "No plan keeps these terms together: " in error
    assert "d1, A>B: at most 10 people in the quota" in error
    assert not (folder / "plan.json").exists()
