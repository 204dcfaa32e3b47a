"""Words, numbers and signs, each at its place."""

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from homeward.reading.grammar.words.tokens import Sort, tokenise


@given(st.text(max_size=200))
def test_every_token_is_the_text_between_its_offsets(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(st.text(max_size=200))
def test_nothing_but_white_space_joining_hyphens_and_addresses_is_left_out(text: str) -> None:
    assume("www." not in text and "://" not in text)
    covered = {k for t in tokenise(text) for k in range(t.start, t.end)}
    left = {text[k] for k in range(len(text)) if k not in covered}
    assert all(c.isspace() or c in "-‑" for c in left)


def test_an_address_says_nothing_and_ends_before_the_sentence_does() -> None:
    text = "See https://example.org/2025/146-soldiers-are-back--11.html?a=b, or www.example.org/84/. It is over."
    assert " ".join(t.text for t in tokenise(text)) == "See , or . It is over ."


def test_a_hyphen_in_a_compound_is_no_token_but_marks_the_word_after_it() -> None:
    assert [(t.low, t.hyphened) for t in tokenise("prisoners-of-war")] == [
        ("prisoners", False),
        ("of", True),
        ("war", True),
    ]


def test_a_number_keeps_its_commas_and_its_ending() -> None:
    assert [(t.text, t.low, t.suffix) for t in tokenise("1,212 64th 64-м")] == [
        ("1,212", "1,212", ""),
        ("64th", "64", "th"),
        ("64-м", "64", "м"),
    ]


def test_a_possessive_is_a_token_of_its_own_and_an_apostrophe_in_a_name_is_not() -> None:
    assert [t.low for t in tokenise("Russia's п'ятеро Sana'a")] == ["russia", "'s", "п'ятеро", "sana'a"]
    assert tokenise("Russia’s")[1].sort is Sort.POSSESSIVE


def test_initials_are_one_word() -> None:
    assert [t.text for t in tokenise("the U.S. and")] == ["the", "U.S.", "and"]
