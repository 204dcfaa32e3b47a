"""How newsrooms write: asides, sources, days counted from days, groups of which no number is told."""

from datetime import date

import pytest

from homeward.reading import Document, read
from homeward.reading.words import Claim

HEADING = "Ukraine and Russia swap prisoners of war\n"
MOD, ZELENSKY = "Russia: Ministry of Defence", "Ukraine: Zelensky"


def claims(text: str) -> tuple[Claim, ...]:
    document = Document("page.txt", HEADING + text, language="en", published=date(2025, 5, 24))
    return read(document).claims


def told(text: str) -> list[tuple[str, int | None, str | None, str, str | None]]:
    return [(c.kind.value, c.count, c.direction, c.speaker, c.exchange_date) for c in claims(text)]


def test_an_aside_between_commas_reports_what_stands_on_both_sides() -> None:
    said = told(
        "Another 84 Russian servicemen, the Russian Defense Ministry said on May 23, were returned from Ukraine."
    )
    assert said == [("transfer", 84, "to_russia", MOD, "2025-05-23")]


def test_a_source_who_told_an_agency_speaks() -> None:
    said = told(
        "Kyiv got 95 soldiers back on Friday. A source told RIA Novosti that 900 bodies are to be returned soon."
    )
    assert ("plan", 900, "RIA Novosti source") in {(kind, count, speaker) for kind, count, _, speaker, _ in said}


def test_unequal_numbers_go_each_its_way() -> None:
    said = told("Ombudsman Dmytro Lubinets called it a 97-for-85 swap.")
    assert {(count, way) for _, count, way, _, _ in said} == {(97, "to_ukraine"), (85, "to_russia")}


@pytest.mark.parametrize(
    ("then", "day"),
    [("The next day", "2025-05-20"), ("Two days later", "2025-05-21"), ("The same day", "2025-05-19")],
)
def test_a_day_counts_from_the_day_told_before(then: str, day: str) -> None:
    said = told(f"On May 19 Ukraine got 84 soldiers back. {then} Russia handed over 909 bodies.")
    assert ("bodies", 909, "to_ukraine", "outlet", day) in said


@pytest.mark.parametrize(
    ("text", "way", "speaker"),
    [
        ("Ukraine and Russia swapped prisoners, both sides said, giving no numbers.", "each_side", "both sides"),
        ("Soldiers of the Guard are returning from Russian captivity, Zelensky wrote.", "to_ukraine", ZELENSKY),
    ],
)  # fmt: skip
def test_people_who_are_not_counted_are_told_as_withheld(text: str, way: str, speaker: str) -> None:
    assert [(c.count, c.direction, c.speaker) for c in claims(text)] == [(None, way, speaker)]


def test_a_group_is_news_beside_what_only_the_other_side_counts() -> None:
    said = told(
        "Ukraine received another group of captured soldiers, Zelensky said. "
        "The Russian Defense Ministry reported that 102 Russian servicemen had been returned."
    )
    assert {(count, way) for _, count, way, _, _ in said} == {(None, "to_ukraine"), (102, "to_russia")}


def test_the_day_of_saying_is_not_the_day_of_a_plan() -> None:
    said = told("On Tuesday Putin had announced that each side would release 175 captives.")
    assert [(kind, count, day) for kind, count, _, _, day in said] == [("plan", 175, None)]


def test_an_exchange_of_students_is_no_exchange_of_prisoners() -> None:
    text = "The largest student exchange between India and Pakistan has ended. Some 500 students came to Lahore."
    document = Document("page.txt", text, language="en", published=date(2025, 5, 24))
    assert not read(document).claims
