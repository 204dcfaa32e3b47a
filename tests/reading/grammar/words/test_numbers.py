"""Numbers in digits, in words, and in both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading.grammar.words.forms import inflected
from homeward.reading.grammar.words.lexicon import language
from homeward.reading.grammar.words.numbers import Amount, amounts
from homeward.reading.grammar.words.tokens import tokenise

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_ENDINGS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def _spell(n: int) -> str:
    """Spell a number as a careful writer does: its own speller, which knows nothing of the lexicon."""
    if n < 20:
        return _UNITS[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_UNITS[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_UNITS[n // 100]} hundred" + (f" and {_spell(n % 100)}" if n % 100 else "")
    rest = n % 1000
    joiner = " and " if 0 < rest < 100 else " "
    return f"{_spell(n // 1000)} thousand" + (f"{joiner}{_spell(rest)}" if rest else "")


def _ordinal(n: int) -> str:
    words = _spell(n).replace("-", " - ").split(" ")
    last = words[-1]
    ended = last[:-1] + "ieth" if last.endswith("y") else f"{last}th"
    return "".join(
        [*(w if w == "-" else f" {w}" for w in words[:-1]), f" {_ORDINAL_ENDINGS.get(last, ended)}"]
    ).replace("- ", "-")


def _read(text: str) -> list[Amount]:
    return amounts(tokenise(text), language("en").numbers)


@given(st.integers(1, 9999))
def test_a_spelled_number_is_read_back(n: int) -> None:
    assert [a.value for a in _read(f"They freed {_spell(n)} soldiers.")] == [n]


@given(st.integers(1, 999))
def test_a_spelled_ordinal_is_read_back(n: int) -> None:
    assert [(a.value, a.ordinal) for a in _read(f"the{_ordinal(n)} exchange")] == [(n, True)]


@given(st.integers(0, 9_999_999), st.sampled_from([",", "\u00a0", "\u202f", " "]))
def test_grouped_digits_are_one_number(n: int, separator: str) -> None:
    assert [a.value for a in _read(f"about {n:,} people".replace(",", separator))] == [n]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4 757 citizens", [4757]),
        ("on May 6 205 soldiers", [6, 205]),  # a day and a count, not 6,205
        ("7 thousand people", [7000]),
        ("a hundred and one", [101]),
        ("several hundred people", []),
        ("1,000-for-1,000", [1000, 1000]),
        ("under-25", []),
        ("6.5 percent", []),
        ("6 billion", []),
        ("two dozen", [24]),
        ("half a dozen, half a million", [6, 500_000]),
        ("two and a half thousand in two and a half years", [2500]),
        ("five twenty", [5, 20]),
    ],
)
def test_what_is_one_number_and_what_is_none(text: str, values: list[int]) -> None:
    assert [a.value for a in _read(text)] == values


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [("uk", "4,3 тис. людей", 4300), ("ru", "1,25 тыс. человек", 1250), ("en", "2.5 thousand people", 2500)],
)
def test_a_fraction_of_a_thousand_is_a_number(code: str, text: str, value: int) -> None:
    assert [amount.value for amount in amounts(tokenise(text), language(code).numbers)] == [value]


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        (
            "ru",
            "полторы сотни, полтора десятка, две с половиной тысячи, полсотни, более полусотни",
            [150, 15, 2500, 50, 50],
        ),
        ("ru", "два с половиной года", []),
        ("uk", "півтори сотні, пів сотні, півсотні, дві з половиною тисячі", [150, 50, 50, 2500]),
    ],
)
def test_halves_are_of_what_stands_behind_them(code: str, text: str, values: list[int]) -> None:
    assert [a.value for a in amounts(inflected(tokenise(text), code), language(code).numbers)] == values
