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

from homeward.reading.grammar.forms import plain_letters
from homeward.reading.grammar.tokens import Sort, Token, tokenise

_STEM_KEY = 3  # letters of a stem by which it is found


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
    sure: bool  # whether its first word fits where it is found: no stem, form or capitals to compare


class Phrases:
    """An index of phrases by their first word or stem."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        self._by_stem: dict[str, list[_Entry]] = defaultdict(list)
        for phrase, group, meaning in entries:
            value, _, needs = meaning.partition("+")
            for chosen in _alternatives(phrase):
                words = tuple(_spelling(word) for word in _words(chosen))
                first = words[0].removeprefix("=")
                where = self._by_stem if first.endswith("*") else self._by_word
                key = first[:_STEM_KEY] if first.endswith("*") else first.lower()
                sure = first == words[0] == first.lower() and not first.endswith("*")
                where[key].append(_Entry(words, group, value, needs, sure))

    def marks(self, tokens: Sequence[Token]) -> list[Mark]:
        """Everything the tokens mean, in order; a mark inside a longer one is left out."""
        found: list[Mark] = []
        for i, token in enumerate(tokens):
            if token.sort is Sort.SIGN:
                continue
            entries = [*self._by_word.get(token.low, ()), *self._by_stem.get(token.low[:_STEM_KEY], ())]
            for lemma in token.form.lemmas:
                if lemma != token.low:
                    entries += self._by_word.get(lemma, ())
            fitting = {(e.group, e.value, len(e.words), e.needs): None for e in entries if _fits(e, tokens, i)}
            found.extend(Mark(group, value, i, i + length, needs) for group, value, length, needs in fitting)
        return _outermost(found)


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
    return word if len(word) > 1 and word.isupper() else plain_letters(word.lower())


def _fits(entry: _Entry, tokens: Sequence[Token], i: int) -> bool:
    words = entry.words
    if i + len(words) > len(tokens):
        return False
    for n in range(entry.sure, len(words)):  # noqa: SIM110  # the innermost loop of reading: a generator costs a third more
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
    return word.isupper() and len(word) > 1 and word == token.text


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
