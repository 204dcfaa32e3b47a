"""Whether a page is read at all: where examples are sure, they decide; where they find it likely, the rules do."""

from datetime import date

import pytest

from homeward.reading import Document, read
from homeward.reading.learnt import Models, made_of
from tests.reading.learnt.taught import choice, net, yes_or_no

MORE = " It rained all day. Many had come to the station. The weekend is to be dry."
TOLD = f"Captives home\nUkraine got 84 soldiers back from captivity on Friday in an exchange of prisoners.{MORE}"
UNTOLD = f"Four are free\nThe four were freed on Friday.{MORE}"  # rules find no captives here
NEVER = f"The band is back\nThe four singers returned on Friday.{MORE}"  # and nobody was let go here
GIVEN = f"Four are home\nRussia handed four soldiers over to Ukraine on Friday.{MORE}"
BACK = f"Four are home\nFour soldiers returned to Ukraine from Russia on Friday.{MORE}"


def taught(bias: float) -> Models:
    """Models that know nothing but how likely any page is to be about captives."""
    kinds = net(("none", "transfer"), (0.0, 9.0), {})
    judges = dict.fromkeys(("people", "days", "speakers"), yes_or_no())
    return made_of({"pages": yes_or_no(bias=bias), "kinds": kinds, "ways": choice()} | judges)


def is_read(text: str, known: Models) -> bool:
    return bool(read(Document("page", text, "en", published=date(2025, 5, 24)), known).claims)


@pytest.mark.parametrize("text", [TOLD, UNTOLD])
def test_a_page_that_is_surely_about_captives_is_read_and_one_that_surely_is_not_is_left(text: str) -> None:
    assert is_read(text, taught(5.0))
    assert not is_read(text, taught(-5.0))


def test_examples_alone_do_not_make_captives_of_those_whom_nobody_let_go() -> None:
    assert not is_read(NEVER, taught(5.0))


def test_who_was_handed_over_may_be_a_captive_where_examples_are_certain_and_who_came_back_may_not() -> None:
    assert is_read(GIVEN, taught(5.0))
    assert not is_read(GIVEN, taught(2.0))
    assert not is_read(BACK, taught(5.0))


def test_rules_decide_where_examples_find_it_likely_and_are_not_sure() -> None:
    assert is_read(TOLD, taught(1.0))
    assert not is_read(UNTOLD, taught(1.0))


def test_of_a_post_of_few_sentences_the_rules_decide_alone() -> None:
    assert is_read(TOLD.removesuffix(MORE), taught(-5.0))
    assert not is_read(UNTOLD.removesuffix(MORE), taught(5.0))


@pytest.mark.parametrize(
    "text",
    [
        (
            "Clubs swap captains\nTwo clubs exchanged their captains on Friday. One was released from his "
            "contract and signed for three years. Talks took five days. Fans held up a banner: bring our boys home."
        ),
        (
            "Paintings come home\nThe museum returned 12 paintings to Poland on Friday. They were taken in the war. "
            "Poland gave three back in exchange. The minister thanked Germany for its help."
        ),
        (
            "Hikers safe\nThree hikers came back on Sunday after two days in the hills. They were found by a hut. "
            "They were taken to hospital. The police released no names."
        ),
        (
            "Refugees return\nMore than 200 Ukrainians returned home from Poland last week, the border service said. "
            "Most came by bus. In spring it had been 500 a day. Lodgings are scarce in Lviv."
        ),
        (
            "New jets\nUkraine received 12 jets from Norway on Friday, Zelensky said. They had been promised in May. "
            "Another six are to follow. The minister thanked Denmark for its help."
        ),
        (
            "Soldiers end training\nMore than 200 Ukrainian soldiers returned home from Britain on Friday, the General "
            "Staff said. They had trained there for five weeks. Russia criticised the programme. Another 300 follow."
        ),
        (
            "Children back from camp\nForty Ukrainian children came home from a holiday camp in Lithuania on Sunday. "
            "Their fathers are soldiers. Russia had shelled their town in May. Buses brought them to Lviv."
        ),
    ],
)
def test_news_of_other_things_that_return_or_are_exchanged_is_left(text: str) -> None:
    assert not read(Document("page", text, "en", published=date(2025, 5, 24))).claims
