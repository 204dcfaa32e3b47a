"""Words broken in two: hyphens at line ends, letters set apart.

A hyphen at the end of a line belongs either to the line or to the word ("pris-/oners", "twenty-/five"), and nothing
on the page says which. In order:

1. the document writes the word whole elsewhere: it is whole; it writes it with the hyphen: it keeps the hyphen;
2. a part that makes compounds and is no common syllable ("twenty", "half", "віце") keeps its hyphen: "ex", "по" and
   "військово" begin too many whole words;
3. otherwise the hyphen was the line's.
"""

import re
from collections.abc import Iterator

from homeward.reading.words import Damage, DamageKind

_AT_LINE_END = re.compile(r"(?<![^\W_])([^\W\d_]{2,})([-\u2010\u00ad])[ \t]*\n[ \t]*([^\W\d_]{2,}(?:['’ʼ][^\W\d_]+)*)")
_IN_LINE = re.compile(r"(?<![^\W_])([^\W\d_]{2,})- ([^\W\d_]{2,})(?![^\W_])")
_LETTER_BY_LETTER = re.compile(r"(?<![^\W_])[^\W\d_](?: [^\W\d_]){4,}(?![^\W_])")
_WORDS_OF_ONE_LETTER = frozenset("aiвоуякисєіїйзб")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MAKES_COMPOUNDS = re.compile(
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|cross|half|self|three|віце|вице", re.IGNORECASE
)


def vocabulary(text: str) -> frozenset[str]:
    """Return the words which a text writes whole, those with a hyphen among them, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def joined(first: str, second: str, known: frozenset[str]) -> str:
    """Return the word which a line end broke into ``first`` and ``second``; ``known`` is the text's vocabulary."""
    whole, hyphened = first + second, f"{first}-{second}"
    if whole.lower() in known:
        return whole
    if hyphened.lower() in known or _MAKES_COMPOUNDS.fullmatch(first) or second[0].isupper():
        return hyphened
    return whole


def rejoined(text: str) -> str:
    """Return a text with the words that its line ends broke made whole again."""
    known = vocabulary(text)

    def whole(found: re.Match[str]) -> str:
        first, hyphen, second = found.groups()
        return first + second if hyphen == "\u00ad" else joined(first, second, known)

    return _AT_LINE_END.sub(whole, text)


def broken_words(text: str) -> Iterator[Damage]:
    """Find the broken words of a text that is to be kept as it is."""
    known: frozenset[str] | None = None
    for found in _AT_LINE_END.finditer(text):
        known = vocabulary(text) if known is None else known
        if found[3][0].islower():
            whole = found[1] + found[3] if found[2] == "\u00ad" else joined(found[1], found[3], known)
            yield Damage(found.start(), found.end(), DamageKind.BROKEN_WORDS, whole)
    for found in _IN_LINE.finditer(text):
        known = vocabulary(text) if known is None else known
        # "two- and three-day" is no broken word: only one that the text also writes whole is.
        if (found[1] + found[2]).lower() in known:
            yield Damage(found.start(), found.end(), DamageKind.BROKEN_WORDS, found[1] + found[2])
    for found in _LETTER_BY_LETTER.finditer(text):
        letters = found[0].split(" ")
        if all(letter.islower() for letter in letters[1:]) and not _WORDS_OF_ONE_LETTER.issuperset(letters):
            yield Damage(found.start(), found.end(), DamageKind.BROKEN_WORDS, "".join(letters))
