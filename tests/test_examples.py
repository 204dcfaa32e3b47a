"""The examples run as their texts say."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def lines(name: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    runpy.run_path(str(EXAMPLES / name))
    return capsys.readouterr().out.splitlines()


def test_a_report_becomes_claims_of_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    said = lines("read_a_report.py", capsys)
    assert said[0].split(maxsplit=4) == ["2025-05-24", "transfer", "to_ukraine", "307", "Ukraine: Zelensky"]
    assert said[2].split(maxsplit=4) == ["2025-05-24", "transfer", "to_russia", "307", "Russia: Ministry of Defence"]


def test_two_reports_that_differ_are_weighed(capsys: pytest.CaptureFixture[str]) -> None:
    said = lines("weigh_two_reports.py", capsys)
    assert said[0] == "2025-05-24 to_ukraine: 307 by receiving-side-first; one_side"
    assert any("likely cause" in line for line in said)


def test_a_log_proves_itself(capsys: pytest.CaptureFixture[str]) -> None:
    said = lines("keep_a_log.py", capsys)
    assert said[0] == "entry 3 is proved to be among the 5 entries, with 3 hashes"
    assert said[1].startswith("a changed entry is refused")


def test_three_parties_agree_to_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    said = lines("three_parties.py", capsys)
    assert said[0] == "Avara gives 2, gets 2."
    assert "4 people go; nothing better is possible." in said
    assert "student does not go, because these cannot hold together with it:" in said
