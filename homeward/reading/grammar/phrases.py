"""A dictionary of phrases: what the words of a sentence mean, the longest phrase first.

A phrase is written as it is in the language files: words apart by spaces, ``stem*`` for any ending, capitals where
only capitals will do. Hyphens do not matter, since tokens do not know them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from homeward.reading.grammar.tokens import Sort, Token, tokenise

_STEM_KEY = 3  # letters of a stem by which it is found


class Mark(NamedTuple):
    """What tokens ``i`` to ``j`` of a sentence mean: a group ("verb") and a value in it ("give")."""

    group: str
    value: str
    i: int
    j: int


class _Entry(NamedTuple):
    words: tuple[str, ...]
    group: str
    value: str


class Phrases:
    """An index of phrases by their first word or stem."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        self._by_stem: dict[str, list[_Entry]] = defaultdict(list)
        for phrase, group, value in entries:
            words = tuple(_spelling(word) for word in _words(phrase))
            first = words[0]
            where = self._by_stem if first.endswith("*") else self._by_word
            where[first[:_STEM_KEY] if first.endswith("*") else first.lower()].append(_Entry(words, group, value))

    def marks(self, tokens: Sequence[Token]) -> list[Mark]:
        """Everything the tokens mean, in order; a mark inside a longer one is left out."""
        found: list[Mark] = []
        for i, token in enumerate(tokens):
            if token.sort is Sort.SIGN:
                continue
            entries = (*self._by_word.get(token.low, ()), *self._by_stem.get(token.low[:_STEM_KEY], ()))
            fitting = (e for e in entries if _fits(e.words, tokens, i))
            found.extend(Mark(e.group, e.value, i, i + len(e.words)) for e in fitting)
        return _outermost(found)


def _words(phrase: str) -> list[str]:
    return [t.text + "*" if phrase[t.end : t.end + 1] == "*" else t.text for t in tokenise(phrase) if t.text != "*"]


def _spelling(word: str) -> str:
    """A word in capitals stays so and binds; any other is compared in lower case."""
    return word if len(word) > 1 and word.isupper() else word.lower().replace("’", "'")


def _fits(words: tuple[str, ...], tokens: Sequence[Token], i: int) -> bool:
    if i + len(words) > len(tokens):
        return False
    for n, word in enumerate(words):  # noqa: SIM110  # the innermost loop of reading: a generator costs a third more
        if not _same(word, tokens[i + n]):
            return False
    return True


def _same(word: str, token: Token) -> bool:
    if word.endswith("*"):
        return token.low.startswith(word[:-1])
    return word == token.low if not word.isupper() or len(word) == 1 else word == token.text


def _outermost(marks: list[Mark]) -> list[Mark]:
    """Drop marks that lie inside a strictly longer one; *marks* come ordered by where they start."""
    marks.sort(key=lambda m: (m.i, -m.j))
    kept: list[Mark] = []
    reach, reacher = -1, -1  # how far any mark so far reaches, and where that one started
    for mark in marks:
        if mark.group == "topic":
            kept.append(mark)
            continue
        if mark.j <= reach and (mark.i, mark.j) != (reacher, reach):
            continue
        kept.append(mark)
        if mark.j > reach:
            reacher, reach = mark.i, mark.j
    return kept
