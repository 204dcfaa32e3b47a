"""Why examples overruled a rule, in words that a person can follow back to the sentence."""

import pytest

from homeward.reading.learnt.reasons import in_words, told
from tests.reading.learnt.taught import judge


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        ("en<0:earlier", "“earlier” before it"),
        ("sl>>внплннй из", "“военнопленный из” behind it"),
        ("en<>of soldier", "“of soldier” around it"),
        ("slp:обмн", "“обмін” in the sentence before"),
        ("day plan|en<<on", "“on” before it"),
        ("one|enc:home", "“home” in the clause"),
        ("outlet:0|ens:add", "“add” in the sentence"),
        ("Lc:verb.return", "verb.return before it"),
        ("one|R:cue.home", "cue.home behind it"),
        ("None|sl:обмн", "“обмін” near it"),
        ("not None|sl:обмн", "“обмін” near it against None"),
        ("not each_side|same|rule:kind.part", "same|rule:kind.part against each_side"),
        ("not one", "not one"),
        ("date:past", "date:past"),
        ("one|own:L:party:home:from:c", "one|own:L:party:home:from:c"),
    ],
)
def test_a_feature_says_which_word_or_meaning_stands_where(feature: str, words: str) -> None:
    written = {"внплннй": "военнопленный", "обмн": "обмін"}
    assert in_words(feature, lambda word: written.get(word, word)) == words


def test_the_three_that_weighed_most_are_told_the_first_one_first() -> None:
    weights = {"en<0:earlier": 1.25, "date:past": 2.0, "enc:a": 0.5, "enc:b": 0.4, "enc:c": -3.0}
    assert (
        told("plan", weights, str) == "plan, for date:past (+2.0); “earlier” before it (+1.2); “a” in the clause (+0.5)"
    )


def test_what_nothing_spoke_for_is_told_without_reasons() -> None:
    assert told("plan, not transfer", {"a": 0.05}, str) == "plan, not transfer"


def test_a_candidate_is_chosen_for_what_holds_of_it_alone_and_not_of_the_other() -> None:
    known = judge({"a": 1.0, "b": 2.0, "c": -1.0})
    assert known.speaking_for([("", {"a", "b"})], [("", {"b", "c"})]) == {"a": 1.0, "not c": 1.0}
