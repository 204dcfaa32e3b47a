"""Letters of another alphabet that look the same: ``вiйськовi`` with Latin i, ``Рoсія`` with Latin o.

They come from keyboards, from programs that recognise print, and from those who want not to be found. To the eye
nothing is wrong; to a program the word is another. What is repaired has as many letters as before.

1. A word with letters of both alphabets, of which those of one all have twins in the other, is written in the other.
   Where both are possible (``сор``), it is written as most of the text is.
2. A single small Latin letter that is a word in Ukrainian or Russian, between two Cyrillic words, is that word.
3. A word in which both alphabets have letters of their own (``SМС-розсилкаs``) is left alone, and so is a word with a
   figure: names of weapons and roads are made so.
"""

import re
from collections.abc import Iterator

from homeward.reading.words import Damage, DamageKind

_CYRILLIC = "асеіорхуАВСЕНІКМОРТХУїЇёЁ"
_LATIN = "aceiopxyABCEHIKMOPTXYïÏëË"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_MIXED = re.compile(
    r"(?<![\w'’ʼ-])(?=[^\W\d_]*[A-Za-zïÏëË])(?=[^\W\d_]*[\u0400-\u04ff])[A-Za-zïÏëË\u0400-\u04ff]{2,}(?![\w])"
)
_LONE = re.compile(
    r"(?:(?<=[\u0400-\u04ff»])[ \t\u00a0](?=[aioyc])|(?<=,)[ \t\u00a0](?=[ai]))(\w)[ \t\u00a0](?=[«\u0400-\u04ff])"
)
_OF_CYRILLIC, _OF_LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z]")


def lookalikes(text: str) -> Iterator[Damage]:
    """Find the words that have letters of another alphabet, each with the word as it was meant."""
    mostly: str | None = None
    for found in _MIXED.finditer(text):
        word = found[0]
        cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
        is_cyrillic, is_latin = _OF_LATIN.search(cyrillic) is None, _OF_CYRILLIC.search(latin) is None
        if is_cyrillic and is_latin:
            mostly = mostly or ("cyrillic" if _is_mostly_cyrillic(text) else "latin")
            yield Damage(*found.span(), DamageKind.LOOKALIKES, cyrillic if mostly == "cyrillic" else latin)
        elif is_cyrillic or is_latin:
            yield Damage(*found.span(), DamageKind.LOOKALIKES, cyrillic if is_cyrillic else latin)
    for found in _LONE.finditer(text):
        yield Damage(*found.span(1), DamageKind.LOOKALIKES, found[1].translate(_TO_CYRILLIC))


def _is_mostly_cyrillic(text: str) -> bool:
    return len(_OF_CYRILLIC.findall(text)) >= len(_OF_LATIN.findall(text))
