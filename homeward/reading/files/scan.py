"""Pages that are pictures: each is recognised alone, under a time of its own, and what may be misread is kept apart.

A page is read twice: first with all the languages, which tells its language, then with that one and English alone. With
all at once Tesseract now and then writes a word in the wrong alphabet ("оп Friday" in Cyrillic), and is sure of it.

What may be misread travels between two marks through everything that makes a text of pages, and becomes ``Damage``
when the text is done (``unmarked``).
"""

import re
from collections.abc import Sequence
from typing import cast

from homeward.reading.files.apart import taken_apart
from homeward.reading.files.limits import Limits
from homeward.reading.files.tesseract import PACKS, SURE, UNSURE
from homeward.reading.language import language
from homeward.reading.words import Damage, DamageKind, ReadingError

UNREADABLE = "[…]"  # stands for a passage that nobody can vouch for

_PACKS = {"uk": ("ukr", "eng"), "ru": ("rus", "eng"), "en": ("eng",)}
_PASSAGE = re.compile(f"{UNSURE}[^{SURE}]*{SURE}(?:[ \t]+{UNSURE}[^{SURE}]*{SURE})*")
_MARK = re.compile(f"[{UNSURE}{SURE}]")


def scanned(name: str, data: bytes, numbers: Sequence[int], limits: Limits) -> dict[int, str]:
    """Recognise the pages ``numbers`` (from 0) of a PDF, with the marks around what may be misread.

    Raises:
        ReadingError: there are too many, one of them cannot be recognised, or OCR is not installed.
    """
    if len(numbers) > limits.scans:
        raise ReadingError(
            f"{name}: {len(numbers):,} of its pages are pictures; at most {limits.scans:,} are read. Split the file."
        )
    return {number: _recognised("scan", name, data, number, limits)[0] for number in numbers}


def pictured(name: str, data: bytes, limits: Limits) -> list[str]:
    """Recognise a picture, a page a frame, with the marks around what may be misread.

    Raises:
        ReadingError: it is damaged or too large, it cannot be recognised, or OCR is not installed.
    """
    first, frames = _recognised("picture", name, data, 0, limits)
    return [first, *(_recognised("picture", name, data, number, limits)[0] for number in range(1, frames))]


def unmarked(text: str) -> tuple[str, tuple[Damage, ...]]:
    """Return a text without its marks, and the passages that stood between them."""
    found, dropped = [], 0
    for passage in _PASSAGE.finditer(text):
        start = passage.start() - dropped
        marks = len(_MARK.findall(passage[0]))
        if passage.end() - passage.start() > marks:
            found.append(Damage(start, passage.end() - dropped - marks, DamageKind.SCAN, UNREADABLE))
        dropped += marks
    return _MARK.sub("", text), tuple(found)


def _recognised(kind: str, name: str, data: bytes, number: int, limits: Limits) -> tuple[str, int]:
    found = taken_apart(kind, name, data, limits, page=number, packs=PACKS)
    text, frames = str(found["text"]), cast("int", found["frames"])
    packs = _PACKS.get(language(_MARK.sub("", text)) or "")
    if packs is not None:
        text = str(taken_apart(kind, name, data, limits, page=number, packs=packs)["text"])
    return text, frames
