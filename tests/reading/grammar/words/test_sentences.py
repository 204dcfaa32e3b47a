"""Where sentences end."""

from hypothesis import given
from hypothesis import strategies as st

from homeward.reading.grammar.words.sentences import sentences
from homeward.reading.grammar.words.tokens import tokenise


def _split(text: str) -> list[str]:
    found = sentences(text, tokenise(text), {"sept", "mr"}, {"the", "it"})
    return [text[s.start : s.end] for s in found]


def test_an_abbreviation_an_initial_and_a_decimal_end_nothing() -> None:
    assert _split("They met on Sept. 21 with Mr. A. Novak. He spoke.") == [
        "They met on Sept. 21 with Mr. A. Novak.",
        "He spoke.",
    ]


def test_a_line_break_ends_a_sentence_unless_the_next_line_goes_on_in_lower_case() -> None:
    assert _split("We bring our people\n\nhome today.") == ["We bring our people\n\nhome today."]
    assert _split("A heading\nThe text.") == ["A heading", "The text."]


def test_a_line_that_an_end_mark_closes_ends_whatever_stands_below() -> None:
    assert _split("They are home.\n\nphoto-01") == ["They are home.", "photo-01"]
    assert _split("“They are home.”\nshare") == ["“They are home.”", "share"]
    assert _split("They met on Sept.\nand spoke.") == ["They met on Sept.\nand spoke."]


def test_initials_end_a_sentence_only_before_a_word_that_opens_one() -> None:
    assert _split("Three went to the U.S. The rest stayed.") == ["Three went to the U.S.", "The rest stayed."]
    assert _split("The U.S. President spoke.") == ["The U.S. President spoke."]


def test_a_quotation_is_closed_before_the_next_sentence() -> None:
    assert _split("“We are home.” He wept.") == ["“We are home.”", "He wept."]


def test_a_short_first_line_without_an_end_mark_is_a_heading() -> None:
    text = "Third stage done\nUkraine received 303 soldiers."
    found = sentences(text, tokenise(text), set())
    assert [s.heading for s in found] == [True, False]


@given(st.text(max_size=300))
def test_sentences_take_every_token_once_and_in_order(text: str) -> None:
    tokens = tokenise(text)
    assert [t for s in sentences(text, tokens, {"mr"}) for t in s.tokens] == tokens
