"""The text as it is read: as long as the one that was given, so that every place in the one is the same in the other.

Some damage is no doubt about what was written: a word broken by a line's end, a letter of the wrong alphabet. Such a
passage stands here repaired, with spaces for what it had too much, and is read; all other damage is left as it is, and
nothing is read from it. What nobody sees is mended as well, and is no damage: soft hyphens and joiners within a word,
an accent stored apart from its letter (``й`` of a Macintosh), and the signs that stand for a Ukrainian apostrophe.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.reading.words import Damage, DamageKind

MENDED = frozenset({DamageKind.BROKEN_WORDS, DamageKind.LOOKALIKES})
"""The kinds of damage from whose repair claims are read."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ODD = re.compile(f"[\u0300-\u036f{_INVISIBLE}]")
_UNEVEN = re.compile(rf"(?<![^\W\d_])[^\W\d_]+(?:[\u0300-\u036f{_INVISIBLE}]+[^\W\d_]*)+")
_APOSTROPHE = re.compile(r"""(?<=[бпвмфкрнздтсжчшБПВМФКРНЗДТСЖЧШ])[`´‘′ʹ‛"*](?=[яюєїЯЮЄЇ])""")
_DROPPED = str.maketrans("", "", _INVISIBLE)


@dataclass(frozen=True, slots=True)
class Mended:
    """A text as it is read, and where spaces stand for what a word had too much: the words' starts and ends."""

    text: str
    padded: tuple[tuple[int, int], ...] = ()

    def whole(self, end: int) -> int:
        """Return where words that end at ``end`` of the mended text end in the one that was given."""
        at = bisect_left(self.padded, (end, 0)) - 1
        return max(end, self.padded[at][1]) if at >= 0 else end


def mended(text: str, damage: Sequence[Damage]) -> Mended:
    """Return *text* with what is surely repaired in its place, as long as before."""
    parts: list[str] = []
    padded: list[tuple[int, int]] = []
    reached = 0
    for each in damage:
        if each.kind in MENDED and len(each.repaired) <= each.end - each.start:
            parts += [text[reached : each.start], each.repaired.ljust(each.end - each.start)]
            padded.append((each.start, each.end))
            reached = each.end
    whole = _APOSTROPHE.sub("'", "".join([*parts, text[reached:]]))
    if _ODD.search(whole) is None:
        return Mended(whole, tuple(padded))
    padded += [found.span() for found in _UNEVEN.finditer(whole)]
    return Mended(_UNEVEN.sub(_even, whole), tuple(sorted(padded)))


def _even(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found[0].translate(_DROPPED)).ljust(len(found[0]))
