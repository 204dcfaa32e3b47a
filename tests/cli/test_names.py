"""``homeward names``: two spellings compared, part by part."""

import json

import pytest

from homeward.cli import main


def test_a_person_sees_part_by_part_why(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert main(["names", "Вигаденко Олександр Михайлович", "Vyhadenko Aleksandr"]) == 0
    said = capsys.readouterr().out
    assert "Vyhadenko Aleksandr" in said
    assert "bits: one name with probability" in said


def test_json_says_the_same_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for name in ("Vyhadenko Aleksandr", "Казкарук Василь"):
        assert main(["names", "--json", "Вигаденко Олександр Михайлович", name]) == 0
        said[name] = json.loads(capsys.readouterr().out)
    near, far = said.values()
    assert near["a"] == "Вигаденко Олександр Михайлович"
    assert near["bits"] > 0 > far["bits"]
    assert near["probability"] > far["probability"]
    assert sum(reason["bits"] for reason in near["reasons"]) == pytest.approx(near["bits"], abs=0.01)
    assert all(set(reason) == {"likeness", "a", "b", "bits"} for reason in near["reasons"])


def test_what_stands_in_a_name_is_no_command_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "Вигаденко\x1b[2J Остап", "[bold]Vyhadenko[/bold] Ostap"]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "[bold]" in said
