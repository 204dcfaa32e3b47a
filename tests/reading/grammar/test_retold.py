"""How English agencies tell the news: nations in the plural, parts without a noun, sums, people by name."""

from datetime import date

import pytest

from homeward.reading import Claim, Document, Kind
from homeward.reading.grammar.reader import ruled as read

HEADING = "Ukraine and Russia swap prisoners\n"
HEADQUARTERS = "Ukraine: Coordination Headquarters"


def claims(text: str, published: str = "2031-06-03") -> tuple[Claim, ...]:
    return read(Document("page", HEADING + text, "en", published=date.fromisoformat(published))).claims


def told(text: str) -> list[tuple[str, str, int | None, str | None]]:
    return [(c.kind.value, c.speaker, c.count, c.direction) for c in claims(text) if c.count]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # what "returned" after a nation in the plural is: a verb
        ("230 Ukrainians returned from Russian captivity.", [("transfer", "outlet", 230, "to_ukraine")]),
        # whose own people, when the other side hands them over
        (
            "Russia said 63 of its soldiers were handed over by Kyiv.",
            [("transfer", "Russia", 63, "to_russia")],
        ),
        # sent home: to the side that says so
        ("Russia said 63 soldiers were sent home.", [("transfer", "Russia", 63, "to_russia")]),
        # what two parties free is summed
        (
            "Russia and Ukraine freed more than 400 prisoners on Tuesday.",
            [("transfer", "outlet", 400, "both_total")],
        ),
        # officials of both
        (
            "The countries exchanged 90 prisoners each, officials in Moscow and Kyiv said.",
            [("transfer", "both sides", 90, "each_side")],
        ),
        # a list that one side got is of the people whom the other wants
        (
            "Russia has received from Ukraine a list of 1,000 people, Peskov said.",
            [("plan", "Russia: Peskov", 1000, "to_ukraine")],
        ),
        # "the largest so far" is no running total
        (
            "Ukraine and Russia carried out one of the biggest swaps of the war so far, exchanging 218 detainees.",
            [("transfer", "outlet", 218, "both_total")],
        ),
        # how many are to go in all are terms
        (
            "Ukraine freed 39 Russians. Overall Ukraine is to free 150 prisoners in four days.",
            [("transfer", "outlet", 39, "to_russia"), ("agreement", "outlet", 150, "to_russia")],
        ),
        # two numbers that add up to the one before
        (
            (
                "The sides traded 307 prisoners each on Tuesday, "
                "a day after exchanging 390 each, 270 soldiers and 120 civilians."
            ),
            [
                ("transfer", "outlet", 307, "each_side"),
                ("previous_exchange", "outlet", 390, "each_side"),
                ("previous_exchange", "outlet", 270, "each_side"),
                ("previous_exchange", "outlet", 120, "each_side"),
            ],
        ),
        # a figure given against another's
        (
            "Zelensky gave a different figure: 207 people had come home.",
            [("transfer", "Ukraine: Zelensky", 207, "to_ukraine")],
        ),
        # "the previous one" counts nobody
        ("Ukraine got back 90 soldiers. The previous one was on May 31.", [("transfer", "outlet", 90, "to_ukraine")]),
    ],
)
def test_retold_news_is_read(text: str, said: list[tuple[str, str, int | None, str | None]]) -> None:
    assert told(text) == said


def test_a_total_goes_on_with_the_only_side_that_speaks() -> None:
    news = "Ukraine's Coordination Headquarters said 205 Ukrainians were freed."
    total = "In all 5,757 citizens have been freed since 2022."
    said = [(c.kind, c.speaker) for c in claims(f"{news} {total}") if c.count == 5757]
    assert said == [(Kind.CUMULATIVE, HEADQUARTERS)]


def test_people_exchanged_by_name_go_to_their_own() -> None:
    text = "The Ukrainian lawyer Ivan Koval was exchanged on Tuesday for the Russian pilot Pavel Orlov."
    assert [(c.count, c.direction, c.value) for c in claims(text) if c.kind is Kind.TRANSFER] == [
        (1, "to_ukraine", "Ivan Koval"),
        (1, "to_russia", "Pavel Orlov"),
    ]


def test_an_older_exchange_by_name_is_one_claim() -> None:
    text = "Ukraine got back 90 soldiers. In April 2030 the two countries exchanged Ivan Koval for Pavel Orlov."
    older = [c for c in claims(text) if c.kind is Kind.PREVIOUS_EXCHANGE]
    assert [(c.evidence, c.exchange_date) for c in older] == [("Ivan Koval for Pavel Orlov", "2030-04")]


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("Umerov said on Monday that the repatriation would begin next week.", 1),
        ("Umerov said that Ukraine is working on a new exchange.", 1),
        ("When the next exchange will be held is not known.", 0),
        ("Kyiv denied that the exchange had been postponed.", 0),
    ],
)
def test_a_plan_is_told_and_what_nobody_knows_is_none(text: str, plans: int) -> None:
    assert sum(c.kind is Kind.PLAN for c in claims(text)) == plans
