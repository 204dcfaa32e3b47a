"""The bundled reports: their own words, traceable, and with the mistakes that they are kept for."""

import json
import re
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from homeward.reading import Claim, Kind, Reading, read
from homeward.reading.words import BOTH_TOTAL
from homeward.weighing import (
    Against,
    Cause,
    CheckRule,
    EarlyBasis,
    EventKind,
    PublicRecord,
    Reason,
    Rule,
    Standing,
    public_documents,
    public_rows,
    weigh,
)

ROOT = Path(__file__).parents[2]
DATA = ROOT / "homeward" / "weighing" / "data"
SHARED = ROOT.parent / "shared"


def shingles(text: str, length: int = 9) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_there_are_reports_of_both_exchanges_in_three_languages() -> None:
    documents = public_documents()
    assert {document.published for document in documents} == {date(2025, 5, day) for day in (6, 23, 24, 25)}
    assert {document.language for document in documents} == {"en", "uk", "ru"}
    assert len({document.name for document in documents}) == len(documents) == 12


def test_each_report_names_a_page_of_the_record_and_says_that_it_is_retold() -> None:
    urls = {source.url for row in public_rows() for source in row.sources}
    for document in public_documents():
        note = json.loads((DATA / "documents" / f"{document.name}.meta.json").read_text("utf-8"))
        assert note["retold"] is True
        assert document.url in urls
        assert document.outlet


@pytest.mark.skipif(not SHARED.exists(), reason="the pages retold are not beside the project")
def test_the_reports_are_in_words_of_their_own() -> None:
    real = (SHARED / "documents" / "document-1.txt").read_text("utf-8")
    retold = [path.read_text("utf-8") for path in (SHARED / "reading" / "dev").glob("*.txt")]
    for document in public_documents():
        same = shingles(document.text) & shingles(real)
        assert not [words for words in same if "treatment of prisoners" not in words]  # what the body is called
        for text in retold:  # which share the set phrases of such reports, and no more than that
            assert not shingles(document.text, 13) & shingles(text, 13), document.name


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [read(document) for document in public_documents()]


def test_each_report_is_read_claim_by_claim_as_people_judged_it(readings: list[Reading]) -> None:
    """A line says kind, count, way, category, speaker, day and value of a claim, and the words it stands on.

    One that begins with "-" is known to be misread, with what is right behind "+" under it.
    """
    judged = (Path(__file__).parent / "claims_of_reports.txt").read_text("utf-8")
    reports = {name: lines for name, *lines in (block.splitlines() for block in judged.strip().split("\n\n"))}
    expected = {name: [line[2:] for line in lines if line[0] != "+"] for name, lines in reports.items()}
    found = {reading.document.name: [_as_a_line(claim) for claim in reading.claims] for reading in readings}
    assert found == expected
    right = {name: {line[2:] for line in lines if line[0] == "+"} for name, lines in reports.items()}
    assert not [line for name, lines in found.items() for line in lines if line in right[name]]


def _as_a_line(claim: Claim) -> str:
    said = (claim.count, claim.direction, claim.category, claim.speaker, claim.exchange_date, claim.value)
    return " | ".join([claim.kind, *("-" if one is None else str(one) for one in said), claim.evidence])


@pytest.fixture(scope="module")
def record(readings: list[Reading]) -> PublicRecord:
    return weigh(readings, public_rows())


def test_the_worked_example_errs_as_it_did(record: PublicRecord) -> None:
    first, before = record.exchange("2025-05-23"), record.exchange("2025-05-06")
    assert first is not None
    assert before is not None
    told = {
        (one.cause, one.elsewhere)
        for one in first.contradictions
        for value in one.values
        if any(voice.document == "2025-05-23-rki" for voice in value.voices)
    }
    assert (Cause.ORDINAL_COUNTED, "2025-05-06") in told
    dated = {one.dates[1]: {voice.document for voice in one.voices} for one in before.contradictions if one.dates}
    assert "2025-05-23-rki" in dated["2025-05-07"]
    assert {early.voice.speaker for early in first.early} == {"US: Trump"}


def test_a_day_early_is_recognised(record: PublicRecord) -> None:
    before = record.exchange("2025-05-06")
    assert before is not None
    dated = {one.dates[1]: {voice.document for voice in one.voices} for one in before.contradictions if one.dates}
    assert "2025-05-06-news-az" in dated["2025-05-05"]


def test_the_three_days_make_a_thousand_by_what_the_reports_say(record: PublicRecord) -> None:
    deal = record.deal("istanbul-2025-05-16")
    assert deal is not None
    assert deal.stages == ("2025-05-23", "2025-05-24", "2025-05-25")
    whole = [check for check in deal.checks if check.rule is CheckRule.STAGES_MAKE_WHOLE]
    assert whole
    assert all(check.holds and check.found == 1000 for check in whole)


def test_the_whole_that_crosses_over_several_days_contradicts_no_day(record: PublicRecord) -> None:
    first, deal = record.exchange("2025-05-23"), record.deal("istanbul-2025-05-16")
    assert first is not None
    assert deal is not None
    assert 2000 not in {value.count for one in first.contradictions for value in one.values}
    of_both = [figure for figure in deal.figures if figure.measure.direction == BOTH_TOTAL]
    assert "2025-05-23-rki" in {voice.document for figure in of_both for voice in figure.voices}


def test_every_claim_of_the_reports_is_in_the_record(readings: list[Reading], record: PublicRecord) -> None:
    heard = {(left.voice.document, left.voice.claim) for left in record.unplaced}
    for one in (*record.exchanges, *record.deals):
        heard |= {(voice.document, voice.claim) for figure in one.figures for voice in figure.voices}
    for exchange in record.exchanges:
        heard |= {(voice.document, voice.claim) for voice in exchange.remarks}
        heard |= {(early.voice.document, early.voice.claim) for early in exchange.early}
        for said in (*exchange.mediators, *exchange.places, *exchange.agreements):
            heard |= {(voice.document, voice.claim) for voice in said.voices}
    said_by = {
        (reading.document.name, index): claim.kind for reading in readings for index, claim in enumerate(reading.claims)
    }
    assert said_by.keys() <= heard
    assert Kind.TRANSFER in said_by.values()


@pytest.mark.parametrize("words", [Rule, Standing, Cause, CheckRule, Against, Reason, EarlyBasis])
def test_every_word_of_the_answer_is_documented(words: type[StrEnum]) -> None:
    page = (ROOT / "docs" / "weighing.md").read_text("utf-8")
    assert not [word.value for word in words if f"`{word.value}`" not in page]


def test_the_data_dictionary_counts_right() -> None:
    page = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
    rows = public_rows()
    figures = sum(len(row.figures) for row in rows)
    sources = len({source.key for row in rows for source in row.sources})
    contradictions = sum(len(row.contradictions) for row in rows)
    assert f"{len(rows)} public events" in page
    assert f"{figures} counts, {sources} sources and {contradictions} known contradictions" in page
    assert not [kind.value for kind in EventKind if f"`{kind.value}`" not in page]
    assert not [document.name for document in public_documents() if f"`{document.name}`" not in page]
