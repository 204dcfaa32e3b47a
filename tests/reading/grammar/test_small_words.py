"""What small words decide in English news: deeds that "and" joins, lists, formulas, rounds, people without a number."""

from datetime import date

import pytest

from homeward.reading import Document
from homeward.reading.grammar.reader import ruled as read
from homeward.reading.words import Claim, Kind

HEADING = "Ukraine and Russia swap prisoners of war\n"


def claims(text: str) -> tuple[Claim, ...]:
    document = Document("page.txt", HEADING + text, language="en", published=date(2025, 5, 24))
    return read(document).claims


def told(text: str) -> list[tuple[str, int | None, str | None, str, str | None]]:
    return [(c.kind.value, c.count, c.direction, c.speaker, c.exchange_date) for c in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It was day two of the swap. The two have agreed on more.",
        "Kyiv got its soldiers back one for one on May 6.",
        "It was the first all-female one held.",
    ],
)
def test_small_numbers_that_count_nobody(text: str) -> None:
    assert not [count for _, count, *_ in told(text) if count]


def test_a_day_behind_its_month_is_no_part_of_a_number() -> None:
    said = told("On Dec. 30 150 Ukrainian soldiers came home.")
    assert [count for _, count, *_ in said] == [150]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was the 15th round brokered by Qatar.", "15 Qatar-mediated"),
        ("Qatar freed them: the number of mediations has risen to 14.", "14 Qatar-mediated"),
        ("It was the first all-female swap of the war.", None),
        ("It is the second Easter since the invasion.", None),
    ],
)
def test_which_round_it_is(text: str, value: str | None) -> None:
    found = [claim.value for claim in claims(text) if claim.kind is Kind.ORDINAL]
    assert found == ([value] if value is not None else [])


def test_what_was_held_since_april_was_not_freed_in_april() -> None:
    said = told("Russia freed 32 Ukrainians, and Ukraine two Russian soldiers held since April.")
    assert {day for *_, day in said} == {"2025-05-24"}


def test_a_formula_is_each_sides() -> None:
    said = told('The swap before this one was on May 6 and followed the "90 to 90" formula.')
    assert ("previous_exchange", 90, "each_side") in {(kind, count, way) for kind, count, way, _, _ in said}


def test_two_deeds_that_and_joins_each_have_their_own_way() -> None:
    said = told("Ukraine brought home 25 men and women and reportedly gave Russia an equal number.")
    assert [(count, way) for _, count, way, *_ in said] == [(25, "to_ukraine"), (25, "to_russia")]
    said = told("57 Russian servicemen returned from Ukrainian control and Kyiv got the same number of prisoners.")
    assert [(count, way) for _, count, way, *_ in said] == [(57, "to_russia"), (57, "to_ukraine")]


@pytest.mark.parametrize(
    ("text", "kind", "way", "day"),
    [
        ("Defenders of Mariupol came back on Friday, Zelensky said.", "transfer", "to_ukraine", "2025-05-23"),
        ("Kyiv got 9 men on Friday. It freed some of the Russians on May 2.", "previous_exchange", None, "2025-05-02"),
    ],
)
def test_people_of_whom_no_number_is_told(text: str, kind: str, way: str | None, day: str) -> None:
    assert (kind, None, way, day) in {(one, count, to or way, on) for one, count, to, _, on in told(text)}


def test_an_ombudsman_brings_home_people_whom_nobody_calls_captives() -> None:
    text = "Three more residents of the Kursk Region have returned from Ukraine, Tatyana Moskalkova said."
    document = Document("page.txt", text, language="en", published=date(2025, 5, 24))
    assert [(claim.count, claim.direction) for claim in read(document).claims] == [(3, "to_russia")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # what both freed is each side's
        ("Both sides freed 95 people on Friday.", ("transfer", 95, "each_side")),
        # an agreement to do so, and what the two agreed on
        ("Umerov announced an agreement to release 1,200 Ukrainians.", ("agreement", 1200, "to_ukraine")),
        # a list for an exchange is no exchange
        ("Moscow gave Kyiv its list for the exchange of 60 prisoners from each side.", ("plan", 60, "each_side")),
        # days of talks, listed, are of no exchange
        (
            "Kyiv told of the return of eight civilians and of the Istanbul talks of 16 April, 2 May and 5 May.",
            ("transfer", 8, "to_ukraine"),
        ),
    ],
)
def test_what_is_told_of_both_sides_of_lists_and_of_talks(text: str, said: tuple[str, int, str]) -> None:
    assert said in {(kind, count, way) for kind, count, way, _, _ in told(text)}


def test_bodies_from_one_place_are_a_part_of_all() -> None:
    text = "Ukraine got 500 bodies back on Friday. 31 bodies came from morgues in Russia."
    assert [(claim.kind.value, claim.count) for claim in claims(text)] == [("bodies", 500), ("breakdown", 31)]


def test_where_people_were_freed_and_who_exchanged() -> None:
    text = (
        "Hamas released three Israeli hostages in Khan Younis on Friday. Qatar mediated a swap between the US and Iran."
    )
    found = {(claim.kind.value, claim.value) for claim in claims(text)}
    assert ("location", "Khan Younis") in found
    assert ("mediator", "US") not in found


def test_a_day_earlier_is_no_day_of_the_news() -> None:
    said = told("Ukraine got 45 defenders back, Yermak said. Chechens spoke of fighters swapped a day earlier.")
    assert [(count, day) for _, count, *_, day in said if count] == [(45, "2025-05-24")]
