"""Everything an engine can say has a sentence, and numbers decline."""

from enum import Enum

import pytest
from django.utils import translation

from homeward.node.public import sentences
from homeward.node.public.sentences import claims, headlines, measures, verdicts
from homeward.reading.grammar.words.lexicon import world
from homeward.reading.words import Category, DamageKind, Kind, Qualifier
from homeward.weighing.words import (
    Against,
    Cause,
    CheckRule,
    EarlyBasis,
    EventKind,
    Measure,
    Reason,
    Rule,
    Standing,
    Subject,
)

LANGUAGES = ["en", "uk", "ru"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Standing, verdicts.STANDINGS),
        (Standing, verdicts.STANDING_MEANINGS),
        (Rule, verdicts.RULES),
        (Against, verdicts.AGAINST),
        (Cause, verdicts.CAUSES),
        (CheckRule, verdicts.CHECKS),
        (EarlyBasis, verdicts.EARLY),
        (Reason, verdicts.REASONS),
        (Kind, claims.KINDS),
        (DamageKind, claims.DAMAGES),
        (Category, measures.COUNTED),
        (EventKind, measures.EVENTS),
    ],
)
def test_every_word_of_an_engine_has_a_sentence(words: type[Enum], said: dict[Enum, object]) -> None:
    assert set(said) == set(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", list(Subject))
@pytest.mark.parametrize("direction", ["to_ukraine", "to_atlantis", "each_side", "both_total", None])
def test_every_measure_has_a_name(language: str, subject: Subject, direction: str | None) -> None:
    with translation.override(language):
        for category in (*Category, None):
            for scope in (None, "since 2022", "since 2022-03", "in 2025", "UAE-mediated", "besides", "of them"):
                named = sentences.measure(Measure(subject, direction, category, scope))
                assert named[0] == named[0].upper()
                assert "%" not in named


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1 person", "2 people", "5 people", "21 people", "more than 4,750 people"]),
        ("uk", ["1 людина", "2 людини", "5 людей", "21 людина", "понад 4\xa0750 людей"]),
        ("ru", ["1 человек", "2 человека", "5 человек", "21 человек", "более 4\xa0750 человек"]),
    ],
)
def test_people_decline(language: str, expected: list[str]) -> None:
    with translation.override(language):
        said = [sentences.people(count) for count in (1, 2, 5, 21)]
        said.append(sentences.people(4750, Qualifier.MORE_THAN))
    assert said == expected


def test_a_date_is_said_as_far_as_it_is_known() -> None:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = [sentences.day(date) for date in ("2025-05-23", "2025-05", "2022")]
    assert said == {
        "en": ["23 May 2025", "May 2025", "2022"],
        "uk": ["23 травня 2025", "травень 2025", "2022"],
        "ru": ["23 мая 2025", "май 2025", "2022"],
    }
    with translation.override("en"):
        assert sentences.span("2025-05-23", "2025-05-25") == "23–25 May 2025"
        assert sentences.span("2025-05-30", "2025-06-01") == "30 May 2025 – 1 June 2025"


def test_speakers_are_named_in_the_readers_language() -> None:
    with translation.override("uk"):
        assert sentences.speaker("Ukraine: Coordination Headquarters") == "Україна: Координаційний штаб"
        assert sentences.speaker("Russia: Ministry of Defence") == "Росія: Міністерство оборони"
        assert sentences.speaker("outlet") == "саме видання"
        assert sentences.speaker("Somebody: unknown") == "Somebody: unknown"


def test_an_agreed_number_is_not_said_to_have_returned() -> None:
    from homeward.node.public.listing import Row, Side

    side = Side("to_ukraine", Subject.AGREED, Category.PRISONERS, 1200, Qualifier.EXACT, 1200, 1200, Rule.PARTY,
                Standing.ONE_SIDE, "agreed")  # fmt: skip
    row = Row("2025-11-15", "2025-11-15", EventKind.PLANNED, (side,), 0, False)
    with translation.override("en"):
        assert headlines.headline(row) == "1,200 people were to return to Ukraine"


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_every_office_that_the_reader_knows_has_a_name(language: str) -> None:
    houses = {one.label.partition(": ")[2] for one in world().speakers.values() if ": " in one.label and not one.person}
    houses.remove("NTV")  # a channel, called so everywhere
    offices = world().offices.keys() - {"ministry"}  # which is always that of defence or of foreign affairs
    with translation.override(language):
        assert not [one for one in offices | houses if sentences.speaker(f"Ukraine: {one}").endswith(f": {one}")]
