"""A document's claims, end to end."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.reading import BOTH_SIDES, Claim, Damage, DamageKind, Document, Kind, languages
from homeward.reading.grammar.reader import ruled as read

PUBLISHED = date(2025, 5, 23)  # a Friday

_PIECES = [
    "Ukraine", "Russia", "Kyiv", "Zelensky", "Trump", "said", "that", "390", "1,000", "twenty", "more than", "5", "for",
    "civilians", "bodies of", "were", "returned", "handed over", "swapped", "from each side", "to Ukraine", "soldiers",
    "under the deal", "agreed in", "Istanbul", "on May 7", "Friday", "since March 2022", "the 64th exchange", "which",
    "in exchange for", "will", "including", "of them", ",", ";", ":", ".", "\n\n", "and", "-", '"', "(", "in Belarus",
    "the same number of",
]  # fmt: skip


def _document(text: str, language: str | None = "en") -> Document:
    return Document("a page", text, language, published=PUBLISHED)


def _claims(text: str) -> list[tuple[Kind, int | None, str | None, str]]:
    return [(c.kind, c.count, c.direction, c.speaker) for c in read(_document(text)).claims]


def _values(text: str, kind: Kind) -> list[tuple[str | None, str | None]]:
    return [(c.value, c.exchange_date) for c in read(_document(text)).claims if c.kind is kind]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Zelensky said that 390 prisoners had returned home from Russian captivity.",
            [(Kind.TRANSFER, 390, "to_ukraine", "Ukraine: Zelensky")],
        ),
        ("Ukraine returned 390 prisoners.", [(Kind.TRANSFER, 390, "to_ukraine", "outlet")]),
        ("Russia freed 390 prisoners in a swap with Ukraine.", [(Kind.TRANSFER, 390, "to_ukraine", "outlet")]),
        (
            "The Russian Defence Ministry said 270 servicemen came back from territory controlled by the Kyiv regime.",
            [(Kind.TRANSFER, 270, "to_russia", "Russia: Ministry of Defence")],
        ),
        ("Russia and Ukraine swapped 84 prisoners each.", [(Kind.TRANSFER, 84, "each_side", "outlet")]),
        ("Russia and Ukraine swapped 300 prisoners.", [(Kind.TRANSFER, 300, "both_total", "outlet")]),
        (
            "Ukraine got 150 prisoners and Russia received 140, 290 people in total were exchanged.",
            [
                (Kind.TRANSFER, 150, "to_ukraine", "outlet"),
                (Kind.TRANSFER, 140, "to_russia", "outlet"),
                (Kind.TRANSFER, 290, "both_total", "outlet"),
            ],
        ),
        (
            "Russia handed over the bodies of 1,212 soldiers to Ukraine and received 27 bodies.",
            [(Kind.BODIES, 1212, "to_ukraine", "outlet"), (Kind.BODIES, 27, "to_russia", "outlet")],
        ),
        ("Russia will free 100 Ukrainian prisoners.", [(Kind.PLAN, 100, "to_ukraine", "outlet")]),
        ("Ukraine secured the release of 215 prisoners.", [(Kind.TRANSFER, 215, "to_ukraine", "outlet")]),
        (
            "Moscow said 248 captive servicemen had been freed. Kyiv confirmed the swap.",
            [(Kind.TRANSFER, 248, "to_russia", "Russia")],
        ),
        (
            'The Russian Defence Ministry reported: "On Friday 175 captives returned. 9 captives were taken too."',
            [
                (Kind.TRANSFER, 175, "to_russia", "Russia: Ministry of Defence"),
                (Kind.TRANSFER, 9, "to_russia", "Russia: Ministry of Defence"),
            ],
        ),
        ("Armenia freed two Azerbaijani prisoners.", [(Kind.TRANSFER, 2, "to_azerbaijan", "outlet")]),
        (
            "Five commanders were exchanged for 55 Russian prisoners of war. Ukraine hailed the swap.",
            [(Kind.TRANSFER, 5, "to_ukraine", "outlet"), (Kind.TRANSFER, 55, "to_russia", "outlet")],
        ),
        (
            "Russia released 20 prisoners to Ukraine, including three women.",
            [(Kind.TRANSFER, 20, "to_ukraine", "outlet"), (Kind.BREAKDOWN, 3, "to_ukraine", "outlet")],
        ),
        (
            "Ukraine got 30 prisoners. More than 7,000 Ukrainian captives have returned since 2022.",
            [(Kind.TRANSFER, 30, "to_ukraine", "outlet"), (Kind.CUMULATIVE, 7000, "to_ukraine", "outlet")],
        ),
    ],
)
def test_a_sentence_and_its_claims(text: str, claims: list[tuple[Kind, int | None, str | None, str]]) -> None:
    assert _claims(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Russia holds 6,000 prisoners of war, Ukraine said. About 300 officers remain in captivity.",
        "Russian strikes killed 12 civilians and wounded 40 people before the prisoner exchange.",
        "About 300 citizens returned home from a journey on three flights.",
        "The club agreed to swap two players. Three players returned; 12,000 fans watched.",
        "The prisoner is 25 years old and spent 1,250 days in captivity.",
        "The parties exchanged fire; 30 soldiers were wounded and 50 were captured.",
    ],
)
def test_captives_held_casualties_journeys_sport_and_ages_are_no_claims(text: str) -> None:
    assert _claims(text) == []


def test_an_older_exchange_is_told_by_its_date_or_by_its_words() -> None:
    text = "Ukraine got 390 prisoners on Friday. On May 6 Ukraine got 205 soldiers."
    assert [(c.kind, c.exchange_date) for c in read(_document(text)).claims] == [
        (Kind.TRANSFER, "2025-05-23"),
        (Kind.PREVIOUS_EXCHANGE, "2025-05-06"),
    ]


def test_ordinals_say_of_what_they_count() -> None:
    text = "It is the fifth exchange this year and the 64th since the invasion of Ukraine."
    assert {value for value, _ in _values(text, Kind.ORDINAL)} == {"5 in 2025", "64 since 2022"}


def test_mediators_places_and_deals_are_claims_without_a_count() -> None:
    text = (
        "Ukraine and Russia swapped 25 prisoners each under the deal reached in Istanbul on May 16. "
        "Zelensky thanked the United Arab Emirates and Qatar for mediating. The Russians are in Belarus."
    )
    assert _values(text, Kind.MEDIATOR) == [("UAE; Qatar", "2025-05-23")]
    assert _values(text, Kind.LOCATION) == [("Belarus", "2025-05-23")]
    assert [value for value, _ in _values(text, Kind.AGREEMENT)] == ["Istanbul 2025-05-16"]


def test_who_told_too_early_is_an_early_disclosure() -> None:
    text = "Trump disclosed the swap before its official confirmation. Russia and Ukraine freed 300 prisoners each."
    assert [c.speaker for c in read(_document(text)).claims if c.kind is Kind.EARLY_DISCLOSURE] == ["US: Trump"]


def test_the_same_number_has_one_antecedent_or_none() -> None:
    text = "Moscow said 307 captive servicemen returned and the same number of Ukrainian fighters was given in return."
    said = [c for c in read(_document(text)).claims if c.direction == "to_ukraine"]
    assert [(c.kind, c.count) for c in said] == [(Kind.TRANSFER, 307)]


def test_no_claim_is_made_from_a_damaged_passage() -> None:
    text = "Ukraine got 390 prisoners. Russia got 270 prisoners."
    document = replace(_document(text), damage=(Damage(30, 40, DamageKind.FORMULA, ""),))
    assert [c.count for c in read(document).claims] == [390]


def test_a_language_without_a_grammar_has_no_claims_and_says_so() -> None:
    assert "en" in languages()
    assert "fr" not in languages()
    assert read(_document("390 prisonniers sont rentrés.", "fr")).claims == ()
    assert read(_document("390 prisoners returned to Ukraine.", None)).claims == ()


def _sound(text: str, claims: tuple[Claim, ...]) -> bool:
    inside = all(0 <= c.start < c.end <= len(text) for c in claims)
    return inside and all(text[c.start : c.end] == c.evidence and c.rules and c.speaker for c in claims)


@given(st.text(max_size=400))
@settings(max_examples=60)
def test_no_text_breaks_the_reading(text: str) -> None:
    assert _sound(text, read(_document(text)).claims)


@given(st.lists(st.sampled_from(_PIECES), max_size=60), st.none() | st.dates())
@settings(max_examples=150, deadline=None)
def test_every_claim_quotes_the_text_and_reading_twice_gives_the_same(
    pieces: list[str], published: date | None
) -> None:
    text = " ".join(pieces)
    document = replace(_document(text), published=published)
    reading = read(document)
    assert _sound(text, reading.claims)
    assert read(document).claims == reading.claims


@given(
    st.lists(
        st.sampled_from(
            [
                "The oldest of the villagers is 94 years old.",
                "The city will spend $500 million on 30 schools.",
                "Repairs took 12 days and cost 4 billion.",
                "Prices rose by 9 percent.",
            ]
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=20)
def test_sentences_about_ages_and_money_change_no_claim(others: list[str]) -> None:
    text = "Ukraine got 390 prisoners on Friday, Zelensky said. Three officers and 12 privates were among them."
    assert read(_document(" ".join([text, *others]))).claims == read(_document(text)).claims


def test_both_sides_said_it() -> None:
    assert _claims("Each country freed 25 prisoners of war, both said. Russia and Ukraine thanked each other.")[0] == (
        Kind.TRANSFER,
        25,
        "each_side",
        BOTH_SIDES,
    )
