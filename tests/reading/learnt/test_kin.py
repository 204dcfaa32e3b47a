"""Words of Russian and Ukrainian in one spelling: what is one word to both is learnt once."""

import pytest

from homeward.reading.learnt.kin import folded


@pytest.mark.parametrize(
    ("russian", "ukrainian"),
    [
        ("обмен", "обмін"),
        ("передать", "передати"),
        ("пленный", "полонений"),
        ("тысяча", "тисяча"),
        ("объявить", "об'явити"),
        ("этап", "етап"),
        ("и", "і"),
    ],
)
def test_what_is_the_same_word_but_for_vowels_and_endings_is_one(russian: str, ukrainian: str) -> None:
    assert folded(russian) == folded(ukrainian)


@pytest.mark.parametrize(("one", "two"), [("дом", "дым"), ("да", "до"), ("сын", "сон"), ("взять", "взыскать")])
def test_short_words_keep_their_vowels_and_other_words_stay_apart(one: str, two: str) -> None:
    assert folded(one) != folded(two)


@pytest.mark.parametrize("word", ["azov", "#", "15", "—", ""])
def test_what_is_not_written_in_these_letters_stays(word: str) -> None:
    assert folded(word) == word
