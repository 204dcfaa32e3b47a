"""Whole lines of Cyrillic that somebody stored in one encoding and read in another.

Nearly every byte is a character in all of these encodings, so that going back loses nothing and proves nothing. A line
is taken back only by what comes of it:

1. Only lines count that do not look written by a person: ``нАЛЕМ ОКЕММШЛХ``, ``Îáìåí``, ``╬сьхэ`` (``naturalness``).
2. Of all ways in which one encoding is read as another that one is believed which makes most of them natural. They
   must then have a few words at least, be in a language that can be named, and have far more of its little words.
3. A text is taken to have come one wrong way only.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from homeward.reading.files.decode import naturalness
from homeward.reading.language import fluency, language

_READ_AS = ("cp1252", "cp1251", "latin-1", "koi8-u", "cp866", "mac-cyrillic", "iso8859-5")
_WRITTEN_IN = ("cp1251", "koi8-u", "utf-8", "cp1125", "cp866", "mac-cyrillic", "iso8859-5")
_ODD, _NATURAL = 0.6, 0.7
_SAMPLE = 6_000  # characters of odd lines by which the way is chosen
_LONGEST = 20_000  # characters of a line that is judged
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_BEYOND = re.compile(r"[^\x00-\x7f]{2,}")


def misread_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that were read in a wrong encoding: start, end, and what was written."""
    odd = [line for line in re.finditer(r"[^\n]+", text) if _is_odd(line[0])]
    way = _way([line[0] for line in odd])
    for line in odd if way is not None else ():
        written = _written(line[0], *way) if way is not None else None
        if written is not None and _is_natural(written):
            yield line.start(), line.end(), written


def _is_odd(line: str) -> bool:
    if len(line) > _LONGEST or _BEYOND.search(line) is None:
        return False
    beyond = sum(not char.isascii() for char in line)
    return 2 * beyond > len(re.sub(r"[\W\d_]", "", line)) and naturalness(line, latin=False) < _ODD


def _is_natural(line: str) -> bool:
    return naturalness(line, latin=False) >= _NATURAL


def _way(lines: Sequence[str]) -> tuple[str, str] | None:
    """Choose how the lines were misread: in which encoding, and in which they had been written."""
    sample, length = [], 0
    for line in lines:
        sample.append(line)
        length += len(line)
        if length > _SAMPLE:
            break
    best, best_way = 0.0, None
    for read_as in _READ_AS:
        for written_in in _WRITTEN_IN:
            if read_as == written_in:
                continue
            score = _score(sample, read_as, written_in)
            if score > best:
                best, best_way = score, (read_as, written_in)
    return best_way


def _score(lines: Sequence[str], read_as: str, written_in: str) -> float:
    """Weigh one way: the characters it explains, by how natural they become and how fluent; 0 if it is not credible."""
    taken = [(line, written) for line in lines if (written := _written(line, read_as, written_in)) is not None]
    taken = [(line, written) for line, written in taken if _is_natural(written)]
    before, after = "\n".join(line for line, _ in taken), "\n".join(written for _, written in taken)
    if len(_WORD.findall(after)) < _FEWEST_WORDS or language(after) is None or fluency(after) <= 2 * fluency(before):
        return 0.0
    return len(before) * naturalness(after, latin=False) * (1 + fluency(after))


def _written(line: str, read_as: str, written_in: str) -> str | None:
    """Take a line back, if that loses nothing."""
    try:
        data = line.translate(_bytes(read_as)).encode("latin-1")
        written = data.decode(written_in)
    except UnicodeError:
        return None
    return None if "\ufffd" in written or any("\x7f" <= char <= "\x9f" for char in written) else written


@cache
def _bytes(encoding: str) -> dict[int, int | None]:
    """Map each character to its byte; bytes that an encoding leaves undefined were passed through by its readers."""
    made: dict[int, int | None] = {}
    for byte in range(0x80, 0x100):
        try:
            made[ord(bytes([byte]).decode(encoding))] = byte
        except UnicodeDecodeError:
            made.setdefault(byte, byte)
    for other in range(0xA0, 0x100):
        made.setdefault(other, 0xFFFF)  # a Latin-1 character that the encoding has not: no byte of it
    return made
