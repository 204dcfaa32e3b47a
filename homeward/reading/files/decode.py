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

from homeward.reading.language import fluency
from homeward.reading.words import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ONE_BYTE = ("cp1251", "koi8-u", "cp1125", "cp866", "mac-cyrillic", "iso8859-5", "cp1252")
_SELDOM = frozenset({"cp1125", "mac-cyrillic", "iso8859-5"})
_SAMPLE = 200_000  # bytes judged; an encoding does not change midway
_GOOD = 0.75
_LEAD = 0.1
_WORD = re.compile(r"[^\W\d_]+")
_NATURAL = re.compile(r"[А-ЯЁІЇЄҐЎ]?[а-яёіїєґўi]+|[А-ЯЁІЇЄҐЎ]")  # where і was missing, a Latin i was typed
_CAPITALS = re.compile(r"[А-ЯЁІЇЄҐЎ]{2,}")  # what one Cyrillic encoding makes of another's small letters
_LATIN_NATURAL = re.compile(r"[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿœšž]+|[A-ZÀ-ÖØ-Þ]+")
_COMMON = frozenset("оеаинтсрвлкмдпуіяь")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TYPOGRAPHY = "«»“”‘’„–—−…•·№©®°§€₴₽™ \u00a0\u00ad\u2009\u202f\u200b\u2028"
_ODD_SIGN = re.compile(rf"[^\x00-\x7f\w{_TYPOGRAPHY}\u2190-\u21ff\u2600-\u27bf\ufe00-\ufe0f\U0001f000-\U0001faff]")
_ODD_SIGNS = 4.0  # how much a sign that is no typography counts against the words around it
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
            f"{name}: its encoding could not be told (tried UTF-8, UTF-16, and those of Windows, DOS, Unix and the "
            "Macintosh for Cyrillic); save it as UTF-8."
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
    scored: list[tuple[float, str, str]] = []
    for encoding in _ONE_BYTE:
        text = _strict(data, encoding)
        if text is not None and (not scored or all(text != other for _, _, other in scored)):
            scored.append((naturalness(text[:_SAMPLE], latin=encoding == "cp1252"), encoding, text))
    if not scored or (best := max(score for score, _, _ in scored)) < _GOOD:
        return None
    near = [(encoding, text) for score, encoding, text in scored if score > best - _LEAD]
    if sum(encoding not in _SELDOM for encoding, _ in near) > 1:
        return None
    if len(near) == 1:
        return near[0][1]
    # Those that are seldom met differ from the others in a few letters only: what is read better is right.
    return max(near, key=lambda each: _readable(each[1][:_SAMPLE]))[1]


def _readable(text: str) -> tuple[float, float]:
    return round(naturalness(text, latin=False), 2), fluency(text)


def naturalness(text: str, *, latin: bool) -> float:
    """Judge, from 0 to 1, whether the words with letters beyond ASCII look written by a person.

    Args:
        text: a line or more.
        latin: whether it is to be judged as a text in Latin letters, or as one in Cyrillic.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        beyond = [char for char in text if not char.isascii()]
        return sum(char in _TYPOGRAPHY for char in beyond) / len(beyond) if beyond else 1.0
    if all(len(word) == 1 for word in words):
        return 0.0
    shape = _LATIN_NATURAL if latin else _NATURAL
    natural = sum(shape.fullmatch(word) is not None for word in words) / len(words)
    natural *= max(0.0, 1 - _ODD_SIGNS * sum(_ODD_SIGN.match(char) is not None for char in text) / len("".join(words)))
    natural += 0.5 * sum(_CAPITALS.fullmatch(word) is not None for word in words) / len(words)
    letters = Counter("".join(words).lower())
    total = sum(count for letter, count in letters.items() if not letter.isascii())
    if latin:
        # Accents are the exception in every Latin orthography: a word made only of them is Cyrillic misread.
        plain = sum(count for letter, count in letters.items() if letter.isascii())
        return natural * min(1.0, 2 * plain / (plain + total))
    return natural * min(1.0, 1.4 * sum(letters[letter] for letter in _COMMON) / total)
