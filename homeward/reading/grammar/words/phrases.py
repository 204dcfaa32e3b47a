"""A dictionary of phrases: what the words of a sentence mean, the longest phrase first.

A phrase is written as it is in the language files: words apart by spaces, ``stem*`` for any ending, capitals where
only capitals will do, ``one|other`` for either word. In an inflected language a word stands for all its forms, and
``=word`` for itself alone. Hyphens do not matter, since tokens do not know them. A meaning ``to+accs`` is *to* where
the word behind it is in that case.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from homeward.reading.grammar.words.forms import plain_letters
from homeward.reading.grammar.words.tokens import Sort, Token, tokenise

_MEMORY = 60_000  # words whose phrases are remembered
_STEM_KEY = 3  # letters of a stem by which it is found
_ENDING = 2  # letters of one that an acronym may have


class Mark(NamedTuple):
    """What tokens ``i`` to ``j`` of a sentence mean: a group ("verb") and a value in it ("give")."""

    group: str
    value: str
    i: int
    j: int
    needs: str = ""  # the case of the word behind it


class _Entry(NamedTuple):
    words: tuple[str, ...]
    group: str
    value: str
    needs: str


class _Opened(NamedTuple):
    """The phrases that a word can open, numbered in the order of the dictionary."""

    alone: tuple[tuple[int, _Entry], ...]  # of one word
    by_second: dict[str, list[tuple[int, _Entry]]]  # by the second, where that is a word as it is,
    others: tuple[tuple[int, _Entry], ...]  # and where it is a stem or binds its form
    is_nothing: bool


class Phrases:
    """An index of phrases by their first word or stem."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        self._by_stem: dict[str, list[_Entry]] = defaultdict(list)
        self._opened: dict[str, _Opened] = {}
        for phrase, group, meaning in entries:
            value, _, needs = meaning.partition("+")
            for chosen in _alternatives(phrase):
                words = tuple(_spelling(word) for word in _words(chosen))
                first = words[0].removeprefix("=")
                where = self._by_stem if first.endswith("*") else self._by_word
                key = first[:_STEM_KEY] if first.endswith("*") else first.lower()
                where[key].append(_Entry(words, group, value, needs))

    def marks(self, tokens: Sequence[Token]) -> list[Mark]:
        """Everything the tokens mean, in order; a mark inside a longer one is left out."""
        found: list[Mark] = []
        known = self._opened
        for i, token in enumerate(tokens):
            if token.sort is Sort.SIGN:
                continue
            opened = known.get(token.text) or self._opened_by(token)
            if opened.is_nothing:
                continue
            stand = _standing(opened, tokens, i)
            said = [(e.group, e.value, i, i + len(e.words), e.needs) for e in stand]
            found += map(Mark._make, said if len(said) == 1 else dict.fromkeys(said))
        return _outermost(found)

    def _opened_by(self, token: Token) -> _Opened:
        """The phrases that a word can open. News says the same words again: what they open is looked up once."""
        entries = [*self._by_word.get(token.low, ()), *self._by_stem.get(token.low[:_STEM_KEY], ())]
        for lemma in sorted(token.form.lemmas):  # the same order in every run
            if lemma != token.low:
                entries += self._by_word.get(lemma, ())
        opened = _sorted([entry for entry in entries if _same(entry.words[0], token)])
        if len(self._opened) >= _MEMORY:
            self._opened.clear()
        self._opened[token.text] = opened
        return opened


def _standing(opened: _Opened, tokens: Sequence[Token], i: int) -> list[_Entry]:
    """The phrases that stand at token *i*, of those that it can open."""
    stand = [*opened.alone]
    if i + 1 < len(tokens):
        second = tokens[i + 1]
        may = [*opened.others, *opened.by_second.get(second.low, ())]
        for lemma in second.form.lemmas:
            if lemma != second.low:
                may += opened.by_second.get(lemma, ())
        stand += [one for one in may if _goes_on(one[1].words, tokens, i)]
    if len(stand) > 1:
        stand.sort(key=_number)
    return [entry for _, entry in stand]


def _number(one: tuple[int, _Entry]) -> int:
    return one[0]


def _sorted(entries: list[_Entry]) -> _Opened:
    by_second: dict[str, list[tuple[int, _Entry]]] = defaultdict(list)
    others = []
    for one in enumerate(entries):
        words = one[1].words
        if len(words) > 1:
            plain = not (words[1].endswith("*") or words[1].startswith("=") or _binds(words[1]))
            by_second[words[1]].append(one) if plain else others.append(one)
    alone = tuple(one for one in enumerate(entries) if len(one[1].words) == 1)
    return _Opened(alone, dict(by_second), tuple(others), is_nothing=not entries)


def _alternatives(phrase: str) -> Iterator[str]:
    """Every way to read ``из|с плен``."""
    for words in product(*(part.split("|") for part in phrase.split())):
        yield " ".join(words)


def _words(phrase: str) -> list[str]:
    words: list[str] = []
    alone = ""
    for token in tokenise(phrase):
        if token.text in "*=":
            alone = token.text.strip("*")
            continue
        words.append(alone + token.text + ("*" if phrase[token.end : token.end + 1] == "*" else ""))
        alone = ""
    return words


def _spelling(word: str) -> str:
    """A word in capitals stays so and binds; any other is compared in lower case."""
    return word if _binds(word) else plain_letters(word.lower())


def _binds(word: str) -> bool:
    """Whether only these capitals will do."""
    return len(word) > 1 and word.isupper()


def _goes_on(words: tuple[str, ...], tokens: Sequence[Token], i: int) -> bool:
    """Whether the words behind the first follow token *i*."""
    if i + len(words) > len(tokens):
        return False
    for n in range(1, len(words)):  # noqa: SIM110  # the innermost loop of reading: a generator costs a third more
        if not _same(words[n], tokens[i + n]):
            return False
    return True


def _same(word: str, token: Token) -> bool:
    if word == token.low or word in token.form.lemmas:
        return True
    if word.endswith("*"):
        return token.low.startswith(word[:-1])
    if word.startswith("="):
        return word[1:] == token.low
    return _binds(word) and (word == token.text or _declined(word, token))


def _declined(acronym: str, token: Token) -> bool:
    """Whether a word in capitals stands with an ending: "ЦАХАЛа", "ХАМАСом"."""
    ending = token.text[len(acronym) :]
    return token.text.startswith(acronym) and ending.islower() and len(ending) <= _ENDING and bool(token.form.lemmas)


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
