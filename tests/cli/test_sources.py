"""``homeward sources``, as an operator adds documents to a node."""

from pathlib import Path

import pytest

from homeward.cli import main
from homeward.node.public.models import ExchangePage
from homeward.node.sources.models import Document

pytestmark = pytest.mark.django_db
REPORT = (
    "Published on June 3, 2031\n\nUkraine and Russia exchanged prisoners on Tuesday. "
    "The Coordination Headquarters said that 31 Ukrainian soldiers had returned home.\n"
)


@pytest.fixture(autouse=True)
def _node(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' database is the node's."""
    monkeypatch.setattr("homeward.node.setup.prepare", lambda: None)
    monkeypatch.setattr("homeward.node.public.actions.public_rows", lambda: ())
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)


def test_a_folder_is_added_and_what_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert main(["sources", str(tmp_path)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("a.txt: added, ")
    assert "b.pdf: not added." in said[1]
    assert ExchangePage.objects.filter(key="2031-06-03").exists()


def test_the_same_bytes_are_there_already(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    assert main(["sources", str(tmp_path / "a.txt")]) == 0
    assert main(["sources", str(tmp_path / "a.txt")]) == 0
    assert "was there already" in capsys.readouterr().out
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [("http://example.org/a", "https"), ("https://127.0.0.1/a", "127.0.0.1"), ("https://[::1]/a", "::1")],
)
def test_addresses_that_lead_inside_are_not_fetched(
    line: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list").write_text(f"# reports of the day\n\n{line}\n")
    assert main(["sources", "--urls", str(tmp_path / "list")]) == 1
    said = capsys.readouterr().out
    assert "not added" in said
    assert why in said


def test_a_day_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", str(tmp_path), "--published", "23.05.2025"]) == 2
    assert "write it like 2025-05-23" in capsys.readouterr().err


def test_nothing_named_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources"]) == 2
    assert "--watch" in capsys.readouterr().err


def test_a_watched_folder_is_taken_in_once_a_file_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = 0

    def sleep(_: float) -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            (tmp_path / "a.txt").write_text(REPORT[:40])
        elif rounds == 2:
            (tmp_path / "a.txt").write_text(REPORT)
        elif rounds > 4:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    assert main(["sources", "--watch", str(tmp_path)]) == 130
    assert Document.objects.count() == 1
    assert capsys.readouterr().out.count("a.txt: added") == 1
