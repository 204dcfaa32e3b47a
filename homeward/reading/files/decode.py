"""Bytes become characters: UTF-8, UTF-16, or one of the one-byte encodings still met in Ukraine and Russia.

1. A byte order mark is believed.
2. Bytes that are valid UTF-8 are UTF-8: longer text in another encoding practically never is by chance.
3. Without a mark, UTF-16 shows by the zero (Latin) or 0x04 (Cyrillic) byte in every second place.
4. A declared encoding (a page's ``charset``) is believed where the bytes obey it.
5. Otherwise each one-byte candidate is tried, and judged by whether its words look written by a person: lower case
   with at most a capital in front, one alphabet a word, the common letters common. The best must be good, and
   clearly better than the next whose text is different; else the answer is an error, not a guess.
"""

import codecs
import re
from collections import Counter

from homeward.reading.words import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ONE_BYTE = ("cp1251", "koi8-u", "cp866", "cp1252")
_SAMPLE = 200_000  # bytes judged; an encoding does not change midway
_GOOD = 0.75
_LEAD = 0.1
_WORD = re.compile(r"[^\W\d_]+")
_NATURAL = re.compile(r"[А-ЯЁІЇЄҐЎ]?[а-яёіїєґў]+|[А-ЯЁІЇЄҐЎ]")
_CAPITALS = re.compile(r"[А-ЯЁІЇЄҐЎ]{2,}")  # what one Cyrillic encoding makes of another's small letters
_LATIN_NATURAL = re.compile(r"[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿœšž]+|[A-ZÀ-ÖØ-Þ]+")
_COMMON = frozenset("оеаинтсрвлкмдпуіяь")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TOO_MANY_CONTROLS = 0.002


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """Return the text that ``data`` spells, its line ends as they are.

    Args:
        name: the file's name, for the error.
        data: the bytes of the file.
        declared: the encoding which the document says it has, if it does.

    Raises:
        ReadingError: the bytes are not text, or no encoding could be told.
    """
    text = _decoded(data, declared)
    if text is None:
        raise ReadingError(
            f"{name}: its encoding could not be told (tried UTF-8, UTF-16, Windows-1251, KOI8-U, CP866 and "
            "Windows-1252); save it as UTF-8."
        )
    if "\0" in text or len(_CONTROL.findall(text)) > _TOO_MANY_CONTROLS * len(text):
        raise ReadingError(f"{name}: this is not a text file (it is full of control characters).")
    return text


def _decoded(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide is not None:
        return _strict(data, wide)
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    if declared is not None and (text := _strict(data, declared)) is not None:
        return text
    return _one_byte(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        if not codecs.lookup(encoding)._is_text_encoding:
            return None  # a page may declare "zlib" or "base64"
        return data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: the high bytes are nearly all 0x00 or 0x04, the low ones are not."""
    sample = data[: _SAMPLE & ~1]
    if len(data) % 2 or len(sample) < 8:
        return None
    for high, low, encoding in ((sample[1::2], sample[0::2], "utf-16-le"), (sample[0::2], sample[1::2], "utf-16-be")):
        plain = high.count(0) + high.count(4) + high.count(0x20)
        if plain > 0.9 * len(high) and high.count(0) > 0.05 * len(high) and low.count(0) < 0.01 * len(low):
            return encoding
    return None


def _one_byte(data: bytes) -> str | None:
    scored: list[tuple[float, str]] = []
    for encoding in _ONE_BYTE:
        text = _strict(data, encoding)
        if text is not None:
            scored.append((_naturalness(text[:_SAMPLE], latin=encoding == "cp1252"), text))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < _GOOD:
        return None
    best, text = scored[0]
    for score, other in scored[1:]:
        # English with typographic quotes spells the same text in several of them; then there is nothing to choose.
        if other != text and score > best - _LEAD:
            return None
    return text


def _naturalness(text: str, *, latin: bool) -> float:
    """Judge, from 0 to 1, whether the words with letters beyond ASCII look written by a person."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        beyond = [char for char in text if not char.isascii()]
        return sum(char in "«»“”‘’„–—…№©®°§ \u00a0\u00ad" for char in beyond) / len(beyond) if beyond else 1.0
    shape = _LATIN_NATURAL if latin else _NATURAL
    natural = sum(shape.fullmatch(word) is not None for word in words) / len(words)
    natural += 0.5 * sum(_CAPITALS.fullmatch(word) is not None for word in words) / len(words)
    letters = Counter("".join(words).lower())
    total = sum(count for letter, count in letters.items() if not letter.isascii())
    if latin:
        # Accents are the exception in every Latin orthography: a word made only of them is Cyrillic misread.
        plain = sum(count for letter, count in letters.items() if letter.isascii())
        return natural * min(1.0, 2 * plain / (plain + total))
    return natural * min(1.0, 1.4 * sum(letters[letter] for letter in _COMMON) / total)
