"""Text into tokens: words, numbers and signs, each with its place in the text.

Three habits spare every later rule a special case. A hyphen inside a compound is no token but a property of the word
after it, so that "prisoners-of-war" is three words and "under-25" two. A possessive ``'s`` is a token of its own. A
number keeps its ending ("64th", "64-й"), which tells an ordinal from a count. The address of a page is no token at all.
"""

import re
from collections.abc import Container, Mapping
from enum import Enum
from functools import cache
from typing import NamedTuple, TypeVar

_Value = TypeVar("_Value")


class Sort(Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    SIGN = "sign"
    POSSESSIVE = "possessive"


class Form(NamedTuple):
    """What an inflected word may be: its dictionary forms, its cases, and as a verb its tenses, infinitive, passive.

    ``one``: it may be a noun in the singular that names a living being.
    """

    lemmas: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    one: bool = False


NO_FORM = Form()


class Token(NamedTuple):
    """A word, number or sign; ``low`` is what dictionaries are asked for, ``suffix`` the ending of a number."""

    text: str
    low: str
    start: int
    end: int
    sort: Sort
    suffix: str = ""
    hyphened: bool = False  # joined to the token before by a hyphen
    form: Form = NO_FORM  # of a language whose words are inflected

    def among(self, words: Container[str]) -> bool:
        """Whether the word, or a dictionary form of it, is one of *words*."""
        if self.low in words:
            return True
        lemmas = self.form.lemmas  # of most words there are none
        return bool(lemmas) and any(lemma in words for lemma in lemmas)

    def look_up(self, table: Mapping[str, _Value]) -> _Value | None:
        """What a table says of the word or of a dictionary form of it."""
        if self.low in table:
            return table[self.low]
        return next((table[lemma] for lemma in sorted(self.form.lemmas) if lemma in table), None)


# A page's address has words and numbers in it, but says nothing: "…/146-soldiers-returned.html".
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"«»“”]*[^\W_]/?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?"
_ENDING = r"(?:st|nd|rd|th)(?![^\W_])|-?[а-яіїєґ]{1,3}(?![^\W_])"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<address>{_ADDRESS})|(?P<digits>{_DIGITS})(?P<ending>{_ENDING})?"
        r"|(?P<initials>(?:[^\W\d_]\.){2,})"
        r"|(?P<possessive>['’]s(?![^\W_]))"
        r"|(?P<word>[^\W\d_](?:(?!['’]s(?![^\W_]))['’ʼ]?[^\W_])*)"
        r"|(?P<sign>[^\s])"
    )


def tokenise(text: str) -> list[Token]:
    """Split *text*; every token is ``text[start:end]``."""
    tokens: list[Token] = []
    hyphened = False
    for found in _pattern().finditer(text):
        start, end = found.span()
        sort = found.lastgroup
        if sort == "address":
            continue
        if (
            sort == "sign"
            and found.group() in "-‑"
            and tokens
            and tokens[-1].end == start
            and text[end : end + 1].isalnum()
        ):
            hyphened = True
            continue
        tokens.append(_token(found, hyphened))
        hyphened = False
    return tokens


def _token(found: re.Match[str], hyphened: bool) -> Token:
    whole, sort = found.group(), found.lastgroup
    start, end = found.span()
    if sort in {"digits", "ending"}:
        ending = found["ending"] or ""
        return Token(whole, found["digits"], start, end, Sort.NUMBER, ending.lstrip("-").lower(), hyphened)
    if sort == "possessive":
        return Token(whole, "'s", start, end, Sort.POSSESSIVE)
    if sort == "sign":
        return Token(whole, whole, start, end, Sort.SIGN)
    low = whole.lower().replace("’", "'").replace("ʼ", "'")
    return Token(whole, low, start, end, Sort.WORD, "", hyphened)
