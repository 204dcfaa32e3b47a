"""Counted people, before anything is known of what happened."""

import pytest

from homeward.reading import Category, Qualifier
from homeward.reading.grammar.people.counted import counted
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.words.lexicon import language
from homeward.reading.grammar.words.lines import line
from homeward.reading.grammar.words.sentences import sentences
from homeward.reading.grammar.words.tokens import tokenise


def _groups(text: str) -> list[Counted]:
    english = language("en")
    found = sentences(text, tokenise(text), english.abbreviations, english.stop)
    return [g for n, s in enumerate(found) for g in counted(line(n, s, english, None), english)]


@pytest.mark.parametrize(
    ("text", "value", "category"),
    [
        ("They freed 390 prisoners of war.", 390, Category.PRISONERS),
        ("They freed five top commanders.", 5, Category.SERVICEMEN),
        ("They freed 22 severely wounded Ukrainians.", 22, Category.SERVICEMEN),
        ("They freed 12 gravely ill and injured defenders.", 12, Category.SERVICEMEN),
        ("They freed 205 Ukrainians.", 205, Category.PRISONERS),
        ("They freed 207 Ukrainian soldiers and civilians.", 207, Category.PRISONERS),
        ("They freed 11 civilian Russian sailors.", 11, Category.CIVILIANS),
        ("They freed 98 privates and sergeants.", 98, Category.PRIVATES_AND_SERGEANTS),
        ("They returned the bodies of 909 fallen defenders.", 909, Category.BODIES),
        ("They returned 1,200 dead soldiers.", 1200, Category.BODIES),
        ("The bodies of two foreigners and a Ukrainian woman came.", 3, Category.BODIES),
        ("They freed three women.", 3, Category.WOMEN),
    ],
)
def test_a_number_and_its_noun(text: str, value: int, category: Category) -> None:
    assert [(g.value, g.category) for g in _groups(text)] == [(value, category)]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("more than 300 prisoners", Qualifier.MORE_THAN),
        ("nearly 2,000 detainees", Qualifier.NEARLY),
        ("about 250 persons", Qualifier.ABOUT),
        ("at least 50 hostages", Qualifier.AT_LEAST),
        ("up to 1,200 people", Qualifier.UP_TO),
        ("a total of more than 70 prisoners", Qualifier.MORE_THAN),
        ("a total of 70 prisoners", Qualifier.EXACT),
    ],
)
def test_how_exact_a_count_says_it_is(text: str, qualifier: Qualifier) -> None:
    assert [g.qualifier for g in _groups(text)] == [qualifier]


@pytest.mark.parametrize(
    "text",
    [
        "The swap took 3 days.",
        "He is 25 years old.",
        "It cost $500 and 6 billion.",
        "They held 60 different exchanges.",
        "They fired 250 drones.",
        "soldiers under 25",
        "Each of the 20 schools opened.",
        "One of them is a journalist.",
    ],
)
def test_what_is_counted_and_is_not_people(text: str) -> None:
    assert _groups(text) == []


def test_each_side_belongs_to_the_count_that_it_stands_by() -> None:
    assert [(g.value, g.each) for g in _groups("84 prisoners from each side were exchanged, 168 people in all.")] == [
        (84, True),
        (168, False),
    ]
    assert [(g.value, g.each) for g in _groups("Each side released 185 prisoners and an additional 20 civilians.")] == [
        (185, True),
        (20, False),
    ]


def test_n_for_n_counts_each_side_and_n_of_them_a_part() -> None:
    (pair,) = _groups('It followed a "150 for 150" formula.')
    assert (pair.value, pair.each, pair.pair) == (150, True, True)
    (part,) = _groups("Soldiers came, and 70 of them defended the town.")
    assert (part.value, part.partitive, part.category) == (70, True, None)
