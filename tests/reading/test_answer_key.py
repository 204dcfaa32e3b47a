"""Real pages beside the project, where they are: the first document, and the labelled reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reading.invented import UNRULED, batches
from benchmarks.reading.scored import Tally
from homeward.reading import Claim, read
from homeward.reading.grammar.reader import ruled
from homeward.reading.load import load

SHARED = Path(__file__).parents[2].parent / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the documents are not beside the project")


def _said(claim: Claim) -> tuple[Any, ...]:
    return (
        claim.kind.value,
        claim.exchange_date,
        claim.speaker,
        claim.direction,
        claim.count,
        claim.count_qualifier and claim.count_qualifier.value,
        claim.category and claim.category.value,
    )


@needs_shared
def test_the_first_document_is_read_as_its_key_says_with_every_attribute() -> None:
    key = json.loads((SHARED / "documents" / "document-1.claims.json").read_text("utf-8"))
    reading = read(load(SHARED / "documents" / "document-1.txt"))
    fields = ("kind", "exchange_date", "speaker", "direction", "count", "count_qualifier", "category")
    assert sorted(map(str, map(_said, reading.claims))) == sorted(
        str(tuple(c[f] for f in fields)) for c in key["claims"]
    )
    for claim in key["claims"]:
        assert any(c.start < claim["end"] and claim["start"] < c.end for c in reading.claims)
    ordinals = {c.value for c in reading.claims if c.kind.value == "ordinal"}
    assert ordinals == {"64 since 2022", "5 in 2025"}
    assert reading.is_exchange_report


@needs_shared
@pytest.mark.parametrize(
    ("language", "least", "least_moves"), [("en", 0.94, 0.94), ("uk", 0.97, 0.97), ("ru", 0.93, 0.92)]
)
def test_the_labelled_reports_are_read_no_worse_than_accepted(
    language: str, least: float, least_moves: float, figures: dict[str, float]
) -> None:
    assert figures[f"F1 {language}"] >= least
    assert figures[f"F1 {language} moves"] >= least_moves
    assert figures[f"agrees {language} side"] >= 0.95


@pytest.mark.parametrize(
    ("language", "least", "least_side"), [("en", 0.88, 0.93), ("uk", 0.93, 0.9), ("ru", 0.92, 0.92)]
)
def test_the_invented_reports_are_read_no_worse_than_accepted(
    language: str, least: float, least_side: float, figures: dict[str, float]
) -> None:
    assert figures[f"F1 invented {language}"] >= least
    assert figures[f"F1 invented {language} moves"] >= least
    assert figures[f"agrees invented {language} side"] >= least_side


@pytest.mark.parametrize(("language", "least"), [("en", 0.87), ("uk", 0.92), ("ru", 0.84)])
def test_the_reports_kept_apart_are_read_no_worse_than_accepted(
    language: str, least: float, figures: dict[str, float]
) -> None:
    assert figures[f"F1 apart {language}"] >= least
    assert figures[f"F1 apart {language} moves"] >= least


@pytest.mark.parametrize(("language", "least"), [("en", 0.91), ("uk", 0.95), ("ru", 0.91)])
def test_rules_alone_read_the_reports_that_they_were_written_for(
    language: str, least: float, by_rules: dict[str, float]
) -> None:
    assert by_rules[f"F1 {language}"] >= least
    assert by_rules[f"F1 {language} moves"] >= least
    assert by_rules[f"agrees {language} side"] >= 0.93


@pytest.fixture(scope="module")
def by_rules() -> dict[str, float]:
    """What rules alone make of the invented reports but those for which none was written."""
    tally = Tally()
    for batch in batches():
        for key in batch.keys if batch.name not in UNRULED else ():
            tally.add(batch.documents[key["id"]], key, ruled(batch.documents[key["id"]]))
    return tally.figures()


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    from benchmarks.reading import measure

    return measure(beside=False)
