"""Phrases found in sentences."""

from homeward.reading.grammar.words.phrases import Phrases
from homeward.reading.grammar.words.tokens import tokenise


def _marks(entries: list[tuple[str, str, str]], text: str) -> list[tuple[str, int, int]]:
    return [(m.value, m.i, m.j) for m in Phrases(entries).marks(tokenise(text))]


def test_the_longest_phrase_wins() -> None:
    entries = [("prisoners of war", "noun", "prisoners"), ("war", "cue", "war")]
    assert _marks(entries, "the war: prisoners of war") == [("war", 1, 2), ("prisoners", 3, 6)]


def test_what_means_two_things_keeps_both() -> None:
    assert _marks([("exchange", "verb", "swap"), ("exchange", "exchange", "exchange")], "exchange") == [
        ("swap", 0, 1),
        ("exchange", 0, 1),
    ]


def test_a_stem_stands_for_any_ending_and_capitals_for_themselves() -> None:
    assert _marks([("полонен*", "noun", "prisoners")], "полоненими") == [("prisoners", 0, 1)]
    assert _marks([("US", "party", "us")], "US and us") == [("us", 0, 1)]


def test_hyphens_do_not_matter() -> None:
    assert _marks([("prisoners of war", "noun", "prisoners")], "prisoners-of-war") == [("prisoners", 0, 3)]
