"""Words to be read aloud: the same sounds in every language, and enough of them."""

import hashlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.ledger.fingerprint import LANGUAGES, WORDS, _word, digits, words

LATIN = {**dict(zip("бдфґгхклмнпртвзаіиоу", "bdfgghklmnprtvzaiiou", strict=True)), "с": "s", "ш": "sh"}


def latin(word: str) -> str:
    return "".join(LATIN.get(letter, letter) for letter in word)


@given(st.binary(max_size=100))
def test_every_language_says_the_same_sounds(data: bytes) -> None:
    english = words(data, "en")
    assert len(english) == WORDS == 5
    for language in LANGUAGES:
        assert [latin(word) for word in words(data, language)] == english


@given(st.binary(max_size=100))
def test_digits_are_the_same_bits(data: bytes) -> None:
    """As the page about keys has it: SHA-256 over a line and the data, its first 80 bits, 16 a group."""
    hashed = hashlib.sha256(b"homeward fingerprint 1\n" + data).digest()[:10]
    groups = digits(data).split(" ")
    assert [len(group) for group in groups] == [5] * 5
    assert b"".join(int(group).to_bytes(2) for group in groups) == hashed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sixteen_bits_are_another_word_read_back_alone(language: str) -> None:
    made = {_word(number.to_bytes(2), language) for number in range(1 << 16)}
    assert len(made) == 1 << 16
    joined = {"".join(pair) for pair in product(sorted(made)[:300], sorted(made)[-300:])}
    assert len(joined) == 300 * 300  # nor do two words run together as two others


@given(st.binary(min_size=1, max_size=64), st.integers(0, 511))
def test_a_flipped_bit_is_heard(data: bytes, at: int) -> None:
    at %= 8 * len(data)
    other = bytearray(data)
    other[at // 8] ^= 1 << at % 8
    assert words(data, "uk") != words(bytes(other), "uk")
    assert digits(data) != digits(bytes(other))


def test_a_fixed_example() -> None:
    """Two versions of the program must read the same words to each other."""
    assert words(b"homeward", "en") == EXAMPLE
    assert digits(b"homeward") == EXAMPLE_DIGITS


EXAMPLE = ["gazin", "fofas", "dikot", "bofash", "hovid"]
EXAMPLE_DIGITS = "13272 10379 05485 02188 19345"
