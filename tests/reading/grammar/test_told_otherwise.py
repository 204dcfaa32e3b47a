"""What a page tells in other words than a number and its noun. The sentences are invented."""

from datetime import date

import pytest

from homeward.reading.grammar.reader import ruled
from homeward.reading.words import Claim, Document

OPENING = "Exchange held\nUkraine and Russia exchanged prisoners on Friday. "
Said = tuple[str, int | None, str | None, str | None]


def told(text: str) -> tuple[Claim, ...]:
    return ruled(Document("page", OPENING + text, language="en", published=date(2025, 8, 15))).claims


def said(text: str) -> list[Said]:
    return [(c.kind.value, c.count, c.direction, c.category and c.category.value) for c in told(text)]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("He did not say how many Russians were let go.", "prisoners"),
        ("It is unclear how many Russian soldiers were handed over in return.", "servicemen"),
        ("The number of Russians released was not disclosed.", "prisoners"),
    ],
)
def test_a_move_is_told_where_nobody_says_how_many_they_were(text: str, category: str) -> None:
    claims = said(f"Zelensky said that 130 servicemen had returned. {text}")
    assert ("transfer", None, "to_russia", category) in claims


def test_how_many_they_were_is_not_untold_where_the_page_counts_them() -> None:
    text = "Zelensky did not say how many Russians were freed. Moscow said that 44 of its soldiers were back."
    assert ("transfer", None, "to_russia", "prisoners") not in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Zelensky said that 130 Ukrainians had returned, civilians among them.",
        "Ukraine got 130 people back, both soldiers and civilians, Zelensky said.",
        "Ukraine got 130 people back; civilians are among them, Zelensky said.",
    ],
)
def test_a_part_is_told_without_a_number_beside_its_whole(text: str) -> None:
    assert ("breakdown", None, "to_ukraine", "civilians") in said(text)


def test_a_part_that_is_counted_elsewhere_is_told_once() -> None:
    text = "Zelensky said that 84 people had returned, soldiers and civilians. Ukraine got 51 civilians."
    assert [c[1] for c in said(text) if c[3] == "civilians"] == [51]


def test_after_an_exchange_of_bodies_numbers_without_a_noun_count_bodies() -> None:
    text = "Ukraine got 130 men back. Bodies of the fallen were returned, too: Ukraine took home 190 and Russia 31."
    assert said(text)[-2:] == [("bodies", 190, "to_ukraine", "bodies"), ("bodies", 31, "to_russia", "bodies")]
    assert ("agreement", 60, "each_side", "bodies") in said("They agreed on a 60-for-60 exchange of bodies.")


def test_those_who_fought_are_soldiers_and_women_in_the_service_are_women() -> None:
    text = (
        "Ukraine got 130 people back, Zelensky said. Of them 14 had defended Mariupol. Russia got 12 female soldiers."
    )
    assert ("breakdown", 14, "to_ukraine", "servicemen") in said(text)
    assert ("women", 12) in {(c[3], c[1]) for c in said(text)}


def test_what_is_said_of_a_part_ends_before_the_next_count() -> None:
    text = "Ukraine got 157 people, seven of them civilians, and 157 Russian soldiers went home."
    assert {("breakdown", 7, "to_ukraine", "civilians"), ("transfer", 157, "to_russia", "servicemen")} <= {*said(text)}
