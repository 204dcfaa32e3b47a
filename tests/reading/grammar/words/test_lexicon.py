"""The language files and the world."""

import tomllib
from importlib import resources

import pytest

from homeward.reading import Category, Qualifier, languages, party_label
from homeward.reading.grammar.words.lexicon import language, world


def test_every_listed_language_loads() -> None:
    assert "en" in languages()
    assert all(language(code).code == code for code in languages())


@pytest.mark.parametrize("code", languages())
def test_categories_and_qualifiers_of_a_language_are_those_of_claims(code: str) -> None:
    data = tomllib.loads((resources.files("homeward.reading") / "data" / f"{code}.toml").read_text("utf-8"))
    assert {Category(value) for value in data["noun"]} == set(Category)
    assert {Qualifier(value) for value in data["qualifier"]} <= set(Qualifier)


def test_every_speaker_with_a_side_names_a_party_or_a_place() -> None:
    known = {*world().parties.values(), *world().places}
    sides = {label.split(":")[0] for label in world().speakers if ":" in label}
    assert sides <= known


def test_wars_and_deals_name_what_is_known() -> None:
    assert all(war.parties <= set(world().parties) for war in world().wars)
    assert all(deal.place in world().places and deal.made <= deal.until for deal in world().deals)


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("rsf", "RSF"),
        ("dr_congo", "DR Congo"),
        ("us", "US"),
        ("palestinians", "Palestinians"),
        ("saudi_arabia", "Saudi Arabia"),
        ("river_people", "River People"),
    ],
)
def test_a_party_is_called_as_the_data_spells_it(key: str, label: str) -> None:
    assert party_label(key) == label
