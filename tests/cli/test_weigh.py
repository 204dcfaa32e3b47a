"""``homeward weigh``: files in, who says what out."""

import json
from enum import StrEnum
from pathlib import Path

import pytest

from homeward.cli import main, weighed
from homeward.weighing import (
    Against,
    Cause,
    CheckRule,
    EarlyBasis,
    EventKind,
    Headline,
    PublicRecord,
    Reason,
    Rule,
    Standing,
    public_documents,
    public_rows,
    weigh,
)

REPORT = """A prisoner swap in May
Russia and Ukraine held a prisoner exchange on May 23. President Zelensky said that 391 prisoners returned to Ukraine.
"""
DOCUMENT = Path(__file__).parents[2].parent / "shared" / "documents" / "document-1.txt"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    note = {"title": "Swap in May", "published": "2025-05-23", "language": "en", "outlet": "The Invented Post"}
    (tmp_path / "report.meta.json").write_text(json.dumps(note), "utf-8")
    return path


def weighed_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[dict[str, object]]]:
    assert main(["weigh", "--json", *arguments]) == 0
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return found


def test_the_bundled_reports_say_where_they_differ(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weigh"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "2025-05-23 exchange, stage 1 of istanbul-2025-05-16" in printed
    assert "64 by rki.news" in printed or "64 by Ukraine: Coordination Headquarters" in printed
    assert "the exchanges are counted differently (see 2025-05-06)" in printed
    assert "US: Trump made it public before the parties did, rki.news reports" in printed
    assert "holds: the stages make the whole (390 + 307 + 303)" in printed


def test_a_file_is_weighed_with_the_public_record(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = weighed_json(capsys, str(report))
    (exchange,) = [one for one in record["exchanges"] if one["key"] == "2025-05-23"]
    figures = exchange["figures"]
    assert isinstance(figures, list)
    home = next(
        one for one in figures if one["measure"]["subject"] == "moved" and one["measure"]["direction"] == "to_ukraine"
    )
    counts = {value["count"]: [voice["speaker"] for voice in value["voices"]] for value in home["values"]}
    assert counts[391] == ["Ukraine: Zelensky"]
    assert "compiled record" in counts[390]


def test_only_what_the_files_speak_of_is_shown_unless_all_is_asked(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = {one["key"] for one in weighed_json(capsys, str(report))["exchanges"]}
    everything = {one["key"] for one in weighed_json(capsys, "--all", str(report))["exchanges"]}
    assert few == {"2025-05-23", "2025-05-24", "2025-05-25"}
    assert everything >= {row.key for row in public_rows()}


def test_what_is_printed_can_go_to_a_file(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.txt"
    assert main(["weigh", str(report), "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert "391" in out.read_text("utf-8")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weigh", str(tmp_path / "nothing.txt")]) == 2
    error = capsys.readouterr().err
    assert error.startswith("homeward: ")
    assert error.count("\n") == 1
    assert "nothing.txt" in error


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the document is not beside the project")
def test_the_document_of_the_worked_example_is_put_on_its_exchanges(capsys: pytest.CaptureFixture[str]) -> None:
    record = weighed_json(capsys, str(DOCUMENT))
    by_key = {one["key"]: one for one in record["exchanges"]}
    assert {"2025-05-06", "2025-05-23"} <= by_key.keys()
    told = [one for one in by_key["2025-05-06"]["contradictions"] if one["dates"]]  # type: ignore[attr-defined]
    assert ["2025-05-06", "2025-05-07"] in [one["dates"] for one in told]
    war = [
        one
        for one in by_key["2025-05-23"]["figures"]  # type: ignore[attr-defined]
        if one["measure"]["scope"] == "since 2022" and one["measure"]["subject"] == "ordinal"
    ]
    assert [one["headline"]["count"] for one in war] == [65]


@pytest.mark.parametrize(
    ("words", "table"),
    [
        (EventKind, weighed.KINDS),
        (Rule, weighed.RULES),
        (Standing, weighed.STANDINGS),
        (Cause, weighed.CAUSES),
        (CheckRule, weighed.CHECKS),
        (Reason, weighed.REASONS),
        (Against, weighed.AGAINST),
    ],
)
def test_every_word_of_weighing_has_a_phrase(words: type[StrEnum], table: dict[StrEnum, str]) -> None:
    assert set(words) == set(table)
    assert len(set(table.values())) == len(table)


def test_everything_in_the_record_can_be_said() -> None:
    record: PublicRecord = weigh((), public_rows())
    for one in (*record.exchanges, *record.deals):
        for figure in one.figures:
            assert weighed.measure(figure.measure)
            assert isinstance(figure.headline, Headline)
            assert weighed.headline(figure.headline)
            assert all(weighed.voices(value) for value in figure.values)
        assert all(weighed.check(check) for check in one.checks)
        assert all(weighed.contradiction(told) for told in one.contradictions)
    assert {basis.value for basis in EarlyBasis} == {"terms", "reported"}


def test_documents_without_a_grammar_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    from homeward.reading import languages

    assert main(["weigh"]) == 0
    printed = capsys.readouterr().out
    for document in public_documents():
        if document.language not in languages():
            assert f"No claims were read from {document.name}." in printed
