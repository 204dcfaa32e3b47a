"""The bytes of a list become characters: UTF-8, UTF-16, or one of the one-byte encodings of Ukraine and Russia.

What is hard is that a list is short, often all capitals, and made of names: no common words, and in KOI8 a capital is
where Windows-1251 has a small letter. Two things tell them apart all the same: how often each letter occurs in the
names and headings of the region, and that a capital hardly ever follows a small letter.

1. A byte order mark is believed.
2. Without one, UTF-16 shows by the zero (Latin) or 0x04 (Cyrillic) byte in every second place.
3. Bytes that are valid UTF-8 are UTF-8; where a few are not, the text is damaged UTF-8 and what is lost is marked.
4. Else the one-byte encoding in which the letters are the most likely ones.
"""

import codecs
import re
from collections import Counter
from math import log

from homeward.lists.words import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 100_000  # bytes judged; an encoding does not change midway
_UKRAINIAN_IN_KOI8 = frozenset(b"\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd")  # є і ї ґ, where KOI8-R has lines of boxes

_PER_THOUSAND = (  # letters of Ukrainian and Russian lists of people mixed; what is not named is rare
    "а105 о82 н75 и70 е62 в62 р56 к50 і48 л46 т42 с40 м33 д32 у32 й28 п24 я22 ь22 г20 ч18 з17 б16 х9 ю9 ш9 ы8 ї7 "
    "ц7 є6 ж6 ф3 щ3 ё2 э2 ґ1 ъ1"
)
_LETTER = {pair[0]: log(int(pair[1:]) / 1000) for pair in _PER_THOUSAND.split()}
_LATIN = {letter: log(0.02) for letter in "éüöäçñáíóâëèãêôßåøæîïûùàòìõõýœ"}
_SIGN = {sign: log(0.02) for sign in "№«»—–’“”„…°©®§\xa0\xad‘"}
_ODD = log(0.00005)  # a box, a letter no list of people has
_TURNED = log(0.01)  # a capital behind a small letter
_SMALL = log(0.4)  # a word of small letters only; most words of a list are names
_BOTH = log(0.01)  # Latin and Cyrillic letters touching
_CANDIDATES = ("cp1251", "koi8-u", "cp866", "cp1252")

_PAIRS = re.compile(r"[а-яёіїєґў][А-ЯЁІЇЄҐЎ]")
_SMALL_WORDS = re.compile(r"\b[а-яёіїєґў]{2,}\b")
_TOUCHING = re.compile(r"[A-Za-z][^\x00-\x7f\W\d_]|[^\x00-\x7f\W\d_][A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TOO_MANY_CONTROLS = 0.002
_DAMAGED = 0.3  # of the characters beyond ASCII; text in a one-byte encoding loses nearly all


def decoded(name: str, data: bytes) -> tuple[str, str]:
    """Return the text that ``data`` spells and the encoding it is in.

    Bytes that are lost in otherwise sound UTF-8 become U+FFFD.

    Raises:
        UnreadableError: the bytes are not text, or no encoding could be told.
    """
    text, encoding = _decoded(name, data)
    start = text[:_SAMPLE]
    if len(_CONTROL.findall(start)) > _TOO_MANY_CONTROLS * len(start):
        raise UnreadableError(f"{name}: this is not a text file; save the list as CSV or as a spreadsheet.")
    return text, encoding


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding.removesuffix("-sig")
    wide = _wide(data)
    if wide is not None:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") <= _DAMAGED * beyond:
        return text, "utf-8"
    return _one_byte(name, data)


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: the high bytes are nearly all 0x00 or 0x04, the low ones are not."""
    sample = data[: _SAMPLE & ~1]
    if len(data) % 2 or len(sample) < 8:
        return None
    for high, low, encoding in ((sample[1::2], sample[0::2], "utf-16-le"), (sample[0::2], sample[1::2], "utf-16-be")):
        plain = high.count(0) + high.count(4) + high.count(0x20) + high.count(0x21)
        if plain > 0.9 * len(high) and high.count(0) > 0.02 * len(high) and low.count(0) < 0.01 * len(low):
            return encoding
    return None


def _one_byte(name: str, data: bytes) -> tuple[str, str]:
    start = next(place for place, byte in enumerate(data) if byte > 127)
    sample = data[start : start + _SAMPLE]
    scores = {encoding: likelihood(sample, encoding) for encoding in _CANDIDATES}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < _ODD / 2:
        raise UnreadableError(
            f"{name}: its encoding could not be told (tried UTF-8, UTF-16, Windows-1251, KOI8, CP866 and "
            "Windows-1252); open it in a spreadsheet program and save it as XLSX or as CSV in UTF-8."
        )
    text = data.decode(best, "replace")
    if best == "koi8-u" and not _UKRAINIAN_IN_KOI8 & frozenset(sample):
        return text, "koi8-r"  # the same bytes for the same letters; the name that a Russian list goes by
    return text, best


def likelihood(data: bytes, encoding: str) -> float:
    """Return how likely it is that ``data`` is a list of people in a one-byte encoding.

    Returns:
        The mean logarithm of each character's frequency, of those beyond ASCII; the highest of several is the best.
    """
    text = data.decode(encoding, "replace")
    counts = Counter(char for char in text if not char.isascii())
    total = sum(counts.values())
    if not total:
        return 0.0
    known = {**_LETTER, **_SIGN, **_LATIN} if encoding == "cp1252" else {**_LETTER, **_SIGN}
    score = sum(count * known.get(char.lower(), _ODD) for char, count in counts.items())
    score += _TURNED * len(_PAIRS.findall(text)) + _SMALL * len(_SMALL_WORDS.findall(text))
    if encoding != "cp1252":
        score += _BOTH * len(_TOUCHING.findall(text))
    return score / total
