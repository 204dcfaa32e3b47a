"""Mojibake: text that somebody stored in one encoding and read in another.

1. UTF-8 read as Windows-1252 or Latin-1 (``â€™``, ``ÐžÐ±Ð¼``) or Windows-1251 (``РћР±РјРµРЅ``): a run of characters
   whose bytes, taken back, are strictly valid UTF-8 for letters and marks that such pages use. Going there and back
   gives the same characters, which chance does not do; so it is repaired.
2. Windows-1251 read as Windows-1252 (``Óêðàèíà``), KOI8-U as Windows-1251 (``нАЛЕМ``), and the like: whole lines that
   turn into a language that we can name (``misread``).
3. What was lost is only marked: U+FFFD, words of question marks, mojibake that does not go back.
"""

import re
from collections.abc import Iterator

from homeward.reading.damage.misread import misread_lines
from homeward.reading.words import Damage, DamageKind

_RUN = re.compile(r"[^\x00-\x7f]+")
_EXPECTED = re.compile(r"[\u0400-\u045f\u0490\u0491\u00a0-\u017f\u2010-\u2026\u2030\u2039\u203a\u20ac\u2116\u2122]+")
_CYRILLIC_PAIR = re.compile(r"[РС][\u0402-\u040f\u0452-\u045f\u0490\u0491\u00a0-\u00bf\u2013-\u2122]")
_LATIN_PAIR = re.compile(r"[ÂÃÐÑâ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_MARKS = re.compile(r"(?<![^\s(«\"])\?{3,}(?:[ \t,.:]+\?{2,})+")
_NEAR = 40  # characters of plain ASCII that may stand between two runs of one passage


def mojibake(text: str) -> Iterator[Damage]:
    """Find passages spoilt by a wrong encoding, repaired only where going back is proved to lose nothing."""
    if text.isascii() and "???" not in text:
        return
    found: list[tuple[int, int, str]] = [
        *_double_encoded(text),
        *misread_lines(text),
        *((lost.start(), lost.end(), lost[0]) for lost in re.finditer(r"\S+", text) if "\ufffd" in lost[0]),
        *((lost.start(), lost.end(), lost[0]) for lost in _MARKS.finditer(text)),
    ]
    for start, end, repaired in _together(text, sorted(found)):
        yield Damage(start, end, DamageKind.ENCODING, repaired)


def _double_encoded(text: str) -> Iterator[tuple[int, int, str]]:
    for line in re.finditer(r"[^\n]+", text):
        runs = [(line.start() + run.start(), run[0]) for run in _RUN.finditer(line[0]) if len(run[0]) > 1]
        proved = {at: repaired for at, run in runs if (repaired := _from_utf8(run))}
        for at, run in runs:
            if at in proved:
                yield at, at + len(run), proved[at]
            elif proved and (lone := _from_utf8(run, lone_letters=True)):
                yield at, at + len(run), lone
            elif len(_CYRILLIC_PAIR.findall(run)) >= 3 or len(_LATIN_PAIR.findall(run)) >= 3:
                yield at, at + len(run), run


def _from_utf8(run: str, *, lone_letters: bool = False) -> str | None:
    """Take a run back to the UTF-8 it was.

    "Ні" and "Рё" are two Cyrillic letters that happen to be valid UTF-8 too: a lone letter misread as Windows-1251
    proves nothing, unless its neighbours are proved.
    """
    for misread_as in ("cp1252", "latin-1", "cp1251"):
        data = _bytes(run, misread_as)
        try:
            repaired = "" if data is None else data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if not _EXPECTED.fullmatch(repaired) or len(repaired) >= len(run) or _misread(repaired, misread_as) != run:
            continue
        if misread_as != "cp1251" or len(repaired) > 1 or not repaired.isalpha() or lone_letters:
            return repaired
    return None


def _bytes(run: str, encoding: str) -> bytes | None:
    """Encode as such readers do: bytes that the encoding leaves undefined pass through as control characters."""
    data = bytearray()
    for char in run:
        try:
            data += char.encode(encoding)
        except UnicodeEncodeError:
            if not "\u0080" <= char <= "\u009f":
                return None
            data.append(ord(char))
    return bytes(data)


def _misread(text: str, encoding: str) -> str:
    said = []
    for byte in text.encode("utf-8"):
        try:
            said.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            said.append(chr(byte))
    return "".join(said)


def _together(text: str, found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Join what stands near on one line into one passage; of two that overlap the first counts."""
    first, last, parts = 0, -1, [""]
    for start, end, repaired in found:
        if start < last:
            continue
        between = text[max(last, 0) : start] if start - last <= _NEAR else None
        if last >= 0 and between is not None and "\n" not in between and between.isascii():
            parts += [between, repaired]
        else:
            if last >= 0:
                yield first, last, "".join(parts)
            first, parts = start, [repaired]
        last = end
    if last >= 0:
        yield first, last, "".join(parts)
