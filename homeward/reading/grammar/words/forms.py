"""What an inflected word may be: its dictionary forms, cases and tenses, by pymorphy3 and its dictionaries.

A Ukrainian or Russian word says by its ending what an English one says by its place: who did something, whose people
they are, to whom they were given. Nothing is guessed from the sentence here; a word keeps all that it may be, and the
rules ask for what they need. The letters ё and е are one.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from homeward.reading.grammar.words.tokens import NO_FORM, Form, Sort, Token

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

_NOUNS = {"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"}
_LONGEST = 40  # letters of a word that is looked up
_MEMORY = 60_000  # words


def inflected(tokens: Sequence[Token], code: str) -> list[Token]:
    """Give every word of a text of language *code* its forms."""
    return [_with_form(token, code) for token in tokens]


def plain_letters(word: str) -> str:
    """Spell a word as it is compared: ё as е, one sign for the apostrophe."""
    return word.replace("ё", "е").replace("Ё", "Е").replace("’", "'").replace("ʼ", "'")


def known(words: Iterable[str], code: str) -> float:
    """Return which share of *words*, 0 to 1, the dictionary of a language has."""
    asked = [plain_letters(word.lower()) if code == "uk" else word.lower() for word in words]
    analyzer = _analyzer(code)
    found = (analyzer.word_is_known(word) for word in asked if all(map(_is_common, word)))
    return float(sum(found)) / max(1, len(asked))


def dictionary_form(word: str, code: str) -> str:
    """A word as the dictionary has it; itself if it may be of several, or is no single word of the dictionary."""
    plain = plain_letters(word.lower())
    asked = plain.replace("'", "").isalpha() and all(map(_is_common, plain))
    lemmas = _form(plain, code, named=False).lemmas if asked else frozenset()
    return word if len(lemmas) != 1 or plain in lemmas or (word.isupper() and len(word) > 1) else min(lemmas)


def _with_form(token: Token, code: str) -> Token:
    if token.sort is not Sort.WORD or len(token.low) > _LONGEST:
        return token
    if not all(_is_common(letter) for letter in token.low):
        return token  # the dictionaries fail on letters that have no name
    named = token.text[0].isupper() and not token.text.isupper()
    return token._replace(low=plain_letters(token.low), form=_form(token.low, code, named))


def _is_common(letter: str) -> bool:
    """Whether a letter is Latin or Cyrillic, or no letter at all."""
    return letter < "\u0530" or not letter.isalpha()


@lru_cache(maxsize=_MEMORY)
def _form(word: str, code: str, named: bool) -> Form:
    parses = [p for p in _analyzer(code).parse(word) if p.tag.POS is not None]
    if not parses:
        return NO_FORM
    parses = [p for p in parses if p.tag.POS == "PREP"] or parses  # "серед" is no Wednesday
    nouns = [p for p in parses if p.tag.POS in _NOUNS]
    if named and (single := [p for p in nouns if p.tag.number != "plur"]):
        nouns = single  # there is one Ukraine: "України" is no plural
    verbs = [p for p in parses if p.tag.POS in {"VERB", "INFN", "PRTS", "GRND"}]
    return Form(
        frozenset(plain_letters(_lemma(p)) for p in parses),
        frozenset(str(p.tag.case).removesuffix("2").replace("gen1", "gent") for p in nouns if p.tag.case),
        frozenset(_traits(verbs)),
        any(p.tag.POS == "NOUN" and p.tag.animacy == "anim" and p.tag.number != "plur" for p in nouns),
    )


def _lemma(parse: "Parse") -> str:
    """The dictionary form; of a Russian participle its own and not its verb's, as the Ukrainian dictionary has it."""
    if parse.tag.POS == "PRTF" and (own := parse.inflect({"nomn", "sing", "masc"})) is not None:
        return str(own.word)
    return str(parse.normal_form)


def _traits(verbs: "list[Parse]") -> list[str]:
    traits = [trait for trait in ("futr", "past", "pres") if any(p.tag.tense == trait for p in verbs)]
    if any(p.tag.POS == "INFN" for p in verbs):
        traits.append("infn")
    if any(p.tag.POS == "PRTS" or "Impe" in str(p.tag) for p in verbs):
        traits.append("passive")
    return traits


@cache
def _analyzer(code: str) -> "MorphAnalyzer":
    from pymorphy3 import MorphAnalyzer  # a quarter of a second: English pages do without it

    return MorphAnalyzer(lang=code)
