"""``homeward plan`` asked why, changed after the fact, and for many parties."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.planning.parties import deal
from homeward.cli import main
from tests.planning.invented import exchange


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "exchange.json").write_text(json.dumps(exchange(0)), "utf-8")
    assert main(["plan", str(tmp_path / "exchange.json"), "--out", str(tmp_path / "plan.json")]) == 0
    capsys.readouterr()
    return tmp_path


def plan(folder: Path, *options: object) -> int:
    return main(["plan", str(folder / "exchange.json"), *map(str, options)])


def written(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_whoever_does_not_go_yet_is_told_why_and_what_would_turn_it_round(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    going = {one["person"] for one in written(folder / "plan.json")["assignments"]}
    who = next(one["id"] for one in exchange(0)["people"] if one["id"] not in going)
    assert plan(folder, "--plan", folder / "plan.json", "--explain", who) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"{who} does not go A>B")
    assert f"{who} goes if" in out
    assert err == "", "nothing was planned anew"
    assert plan(folder, "--explain", who) == 0
    assert capsys.readouterr().out == out, "without the plan it is made, and the answer is the same"
    assert plan(folder, "--plan", folder / "plan.json", "--explain", who, "--json") == 0
    assert json.loads(capsys.readouterr().out)["person"] == who


def test_a_plan_that_states_what_it_does_not_reach_is_not_explained(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = written(folder / "plan.json")
    made["levels"][0]["value"] += 1
    (folder / "bent.json").write_text(json.dumps(made), "utf-8")
    assert plan(folder, "--plan", folder / "bent.json", "--explain", "A0000") == 2
    assert "Level 1 of the plan is not what its assignments reach" in capsys.readouterr().err


def test_what_one_more_would_bring_is_told_of_everything_there_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(folder, "--plan", folder / "plan.json", "--more") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "One place more each way, d1: moved better by 2."
    assert [line.split(",")[0] for line in lines[-3:]] == ["A day more", "A point more", "A point more"]


def test_after_changes_a_plan_says_what_is_otherwise_and_keeps_the_terms(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = next(one["person"] for one in written(folder / "plan.json")["assignments"] if one["stage"] == "d2")
    (folder / "changes.json").write_text(
        json.dumps({"format": "homeward-changes/1", "handed_over": ["d1"], "unable": [who]}), "utf-8"
    )
    new = folder / "new.json"
    assert plan(folder, "--replan", folder / "plan.json", folder / "changes.json", "--out", new) == 0
    assert "nothing more can be kept" in capsys.readouterr().out
    made = written(new)
    assert made["after_changes"]["lost"] == [who]
    assert len(made["after_changes"]["added"]) == 1
    with new.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["person"] for row in csv.DictReader(file)} == {one["person"] for one in made["assignments"]}
    assert plan(folder, "--check", new) == 0


def test_options_that_belong_together_are_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(folder, "--more", "--replan", "a.json", "b.json") == 2
    assert "say where it goes with --out NEW" in capsys.readouterr().err
    assert plan(folder, "--out", folder / "x.json", "--plan", folder / "plan.json") == 2
    assert "it goes with --explain ID or --more" in capsys.readouterr().err
    assert plan(folder, "--explain", "nobody", "--plan", folder / "plan.json") == 2
    assert "There is no nobody among the people." in capsys.readouterr().err


def test_a_deal_of_many_parties_is_settled_and_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deal.json"
    path.write_text(json.dumps(deal(14)), "utf-8")
    assert main(["plan", str(path), "--out", str(tmp_path / "settled.json")]) == 0
    assert "15 people go; nothing better is possible." in capsys.readouterr().out
    assert len(written(tmp_path / "settled.json")["transfers"]) == 15
    assert len((tmp_path / "settled.csv").read_text("utf-8-sig").splitlines()) == 16
    assert main(["plan", str(path), "--explain", "p01"]) == 0
    assert "because these cannot hold together with it" in capsys.readouterr().out
    assert main(["plan", str(path), "--explain", "p01", "--json"]) == 0
    why = json.loads(capsys.readouterr().out)
    assert (why["to"], why["possible"], why["conflict"][0]["party"]) == (None, False, "Avara")
    assert main(["plan", str(path), "--more"]) == 2
    assert "--more is for exchanges between two parties; this deal has many." in capsys.readouterr().err
