"""What a clerk's hand did to a name, undone before it is read: marks, look-alikes, apostrophes, ranks, dots.

Nothing here guesses at meaning. A name is folded to small letters, accents that change no sound are dropped, every kind
of apostrophe and hyphen becomes one, and a word typed half in Latin and half in Cyrillic letters (the same shapes,
another alphabet) is put back into the alphabet that most of it is in.
"""

import re
import unicodedata
from collections.abc import Iterable

_KEPT = frozenset("йїёўєґќѓčšžćśźżłřěóöőøœüűůäæåëèéêâîïûçşșŝţțğıĭŭăđßñìĺə")
"""Letters whose mark changes the sound, as the table of signs lists them; of all others the mark is dropped."""

_ALIKE_LATIN = "aeopcyxikmhtbs"
_ALIKE_CYRILLIC = "аеорсухікмнтвѕ"
_TO_CYRILLIC = str.maketrans(_ALIKE_LATIN + "bnurgvz3046", _ALIKE_CYRILLIC + "впигдуззоаб")
_TO_LATIN = str.maketrans(_ALIKE_CYRILLIC + "гпиё", _ALIKE_LATIN + "rnuë")

_APOSTROPHES = "'’ʼ`´‘ʹʺ′″\"“”„«»*ˈˊ‛ʻ＇ʾʿ"
_HYPHENS = "-‐‑‒–—―−⁃﹣－_"
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[a-zÀ-ɏ]")
_WORDS = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*\.?", re.UNICODE)

MAX_LETTERS = 400
"""Longer than any name; what is beyond is not read, so that no input costs more than a bounded time."""


def _fold(letter: str) -> str:
    """The letter without the marks that do not matter; ligatures opened."""
    if letter in _KEPT:
        return letter
    plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return plain.lower() if plain else ""


class _Folding(dict[int, str]):
    """A translation table that fills itself as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _APOSTROPHES:
            folded = "'"
        elif letter in _HYPHENS:
            folded = "-"
        elif unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
            folded = ""
        elif code < 128 or (0x430 <= code < 0x450):
            folded = letter
        else:
            folded = _fold(letter)
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in small letters, one kind of apostrophe and hyphen, only marks that change a sound."""
    return unicodedata.normalize("NFC", text[:MAX_LETTERS].lower()).translate(_FOLDING)


def _repaired(word: str) -> str:
    """A word in two alphabets, put back into the one that it was meant in."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    # Letters that exist in one alphabet only settle it; shapes both have do not.
    only_cyrillic = sum(1 for c in word if _CYRILLIC.match(c) and c not in _ALIKE_CYRILLIC)
    only_latin = sum(1 for c in word if _LATIN.match(c) and c not in _ALIKE_LATIN)
    if (only_cyrillic, cyrillic) >= (only_latin, latin):
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN)


def words(text: str) -> list[str]:
    """The words of a name, folded: ``"О'Коннор-Шевченко, Т. Г."`` gives ``["о'коннор-шевченко", "т.", "г."]``.

    A hyphen and an apostrophe inside a word stay, a dot after it stays (it marks an initial or a rank), everything
    else separates. Joined initials are parted: ``"Т.Г."`` gives two words.
    """
    folded = fold(text)
    found = _WORDS.findall(folded)
    if "." in folded:
        found = [part for word in found for part in _parted(word)]
    if _LATIN.search(folded) and _CYRILLIC.search(folded):
        found = [_repaired(word) if _LATIN.search(word) and _CYRILLIC.search(word) else word for word in found]
    return found


def _parted(word: str) -> Iterable[str]:
    """``т.г.`` is two initials, ``ст.лейтенант`` two words; a word with a dot only behind it is left alone."""
    if "." not in word[:-1]:
        return (word,)
    pieces = word.split(".")
    last = pieces.pop()
    return [f"{piece}." for piece in pieces if piece] + ([last] if last else [])
