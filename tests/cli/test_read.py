"""``homeward read``: tables for people, lines of JSON for programs, one sentence for a file that cannot be read."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from homeward.cli import main
from homeward.reading import languages
from homeward.reading.learnt import models as learnt
from homeward.reading.learnt import nets
from tests.reading.files.made import page, pdf
from tests.reading.learnt.taught import choice

STORY = (
    "Thirty came home\nPublished on May 23, 2025\n"
    "Ukraine's Coordination Headquarters said on Friday that 30 prisoners of war had returned home from captivity.\n"
)
FIELDS = [
    *("document", "title", "outlet", "url", "language", "published", "updated", "captured", "damage"),
    *("is_exchange_report", "claims"),
]
CLAIM = [
    *("kind", "exchange_date", "speaker", "direction", "count", "count_qualifier", "category", "value"),
    *("evidence", "start", "end", "rules", "reasons"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.meta.json").write_text('{"outlet": "The Crossing"}')
    (tmp_path / "b.html").write_bytes(page())
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "c.pdf").write_bytes(pdf(["The two sides exchanged ten prisoners of war."]))
    (tmp_path / "gold.jsonl").write_text("{}")
    (tmp_path / ".hidden.txt").write_text("x")
    return tmp_path


def test_json_is_one_object_a_line_with_every_field(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(folder)]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(each["document"]).name for each in said] == ["a.txt", "b.html", "c.pdf"]
    assert all(list(each) == FIELDS for each in said)
    first = said[0]
    assert (first["outlet"], first["language"], first["published"]) == ("The Crossing", "en", "2025-05-23")
    assert first["is_exchange_report"] is True
    claims = [claim for claim in first["claims"] if claim["count"] == 30]
    assert claims
    for claim in claims:
        assert list(claim) == CLAIM
        assert STORY[claim["start"] : claim["end"]] == claim["evidence"]
        assert claim["rules"]


def test_it_is_told_why_examples_overruled_a_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    (tmp_path / "a.txt").write_text(STORY)
    known = learnt()
    each = nets.Choice(nets.Net(choice({"each_side|": 50.0})))
    monkeypatch.setattr(sys.modules["homeward.reading.read"], "models", lambda: replace(known, ways=each))
    assert main(["read", "--explain", str(tmp_path / "a.txt")]) == 0
    assert re.search(r"learnt: each_side, not to_\w+, for each_side\| \(\+50\.0\)", capsys.readouterr().out)


@pytest.mark.parametrize("width", ["80", "160"])
def test_a_person_sees_what_is_known_of_the_page_and_each_claim_with_its_words(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert main(["read", str(folder / "a.txt")]) == 0
    said = capsys.readouterr().out
    for part in ("Thirty came home", "The Crossing", "published 2025-05-23", "language en", "“30 prisoners of war”"):
        assert part in said
    assert "count." not in said
    assert main(["read", "--explain", str(folder / "a.txt")]) == 0
    assert "count." in capsys.readouterr().out


def test_the_day_of_publication_can_be_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", "--published", "2025-06-02", str(folder / "a.txt")]) == 0
    assert json.loads(capsys.readouterr().out)["published"] == "2025-06-02"
    with pytest.raises(SystemExit) as caught:
        main(["read", "--published", "yesterday", str(folder / "a.txt")])
    assert caught.value.code == 2
    assert "“yesterday” is not a date" in capsys.readouterr().err


def test_a_bad_file_costs_one_sentence_and_the_others_are_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    assert main(["read", "--json", str(folder), str(folder / "gone.txt")]) == 1
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 3
    assert [line.split(": ", 2)[2] for line in said.err.splitlines()] == [
        "this PDF is damaged and could not be opened.",
        "there is no such file.",
    ]


def test_when_nothing_could_be_read_the_status_is_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path / "gone.txt")]) == 2
    assert main(["read", str(tmp_path)]) == 2
    assert "nothing here to read" in capsys.readouterr().err


def test_a_language_without_a_grammar_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "tr" not in languages()
    (tmp_path / "a.txt").write_text(
        "Taraflar cuma günü esirleri takas etti ve bu ay için ikinci takas olarak duyuruldu."
    )
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    assert "there is no grammar for “tr” yet" in " ".join(capsys.readouterr().out.split())
    (tmp_path / "a.txt").write_text("zxcv qwrt")
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    assert "its language could not be told" in " ".join(capsys.readouterr().out.split())


def test_damage_and_a_missing_date_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(
        "News\nIt is of the day.\n$Then \\, 30 \\, prisoners \\, returned \\, home \\, again$\n"
    )
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "damaged (formula), characters 23-" in said
    assert "“Then 30 prisoners returned home again”" in said
    assert "publication date unknown" in said
    assert main(["read", "--json", str(tmp_path / "a.txt")]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == []


def test_words_of_a_document_are_never_commands_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(f"[red]Title\x1b[2J[/red]\n{STORY}")
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    said = capsys.readouterr().out
    assert "[red]Title" in said
    assert "\x1b" not in said
