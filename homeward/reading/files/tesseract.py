"""Pictures of writing become words: the Tesseract program, run once a picture.

It is not a library here but a program of its own, held to processor time; memory it inherits from the process that
runs it (``worker``). Of what it says only words and their confidence are taken. Two things are done about its errors:

1. A word with a confidence below ``_LEGIBLE`` per cent, or below ``_LEGIBLE_FIGURE`` where it holds a figure, stands
   between ``UNSURE`` and ``SURE``: no claim may be made from it, and a wrong figure does more harm than a wrong letter.
2. Of a picture on which fewer than ``_MOSTLY`` of the words are legible everything is unsure. Tesseract is confident of
   single words on pages of which it has understood nothing.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from homeward.reading.words import ReadingError

UNSURE, SURE = "\ue000", "\ue001"  # stand around what may be misread; of the private use area, so on no honest page
PACKS = ("ukr", "rus", "eng")  # Tesseract's names of the languages

_LEGIBLE, _LEGIBLE_FIGURE = 60.0, 80.0  # per cent
_MOSTLY = 0.8
_WORD_LEVEL = "5"
_MARKS = str.maketrans("", "", UNSURE + SURE)


@dataclass(frozen=True, slots=True)
class _Word:
    paragraph: tuple[str, str]
    line: tuple[str, str, str]
    confidence: float
    text: str

    @property
    def legible(self) -> bool:
        """Whether it may be believed."""
        figure = any(char.isdigit() for char in self.text)
        return self.confidence >= (_LEGIBLE_FIGURE if figure else _LEGIBLE)


def recognised(picture: bytes, *, packs: Sequence[str], seconds: int) -> str:
    """Return the text on a picture, line by line, a blank line between paragraphs.

    Args:
        picture: grey or coloured, in any form that Tesseract reads; its letters dark.
        packs: the languages to expect, by Tesseract's names.
        seconds: processor time it may take.

    Raises:
        ReadingError: Tesseract or one of the languages is not installed, or it failed.
    """
    program = _program(tuple(packs))
    order = [program, "stdin", "stdout", "-l", "+".join(packs), "--psm", "3", "--dpi", "300"]
    done = subprocess.run(  # noqa: S603 -- the program found on the path, fixed words
        [*order, "-c", "tessedit_create_tsv=1"],
        input=picture,
        capture_output=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        preexec_fn=lambda: _hold_to(seconds),
        check=False,
    )
    if done.returncode < 0:
        raise ReadingError("recognising its text took too much time or memory.")
    if done.returncode != 0:
        raise ReadingError("Tesseract could not read this picture.")
    return _text(_words(done.stdout.decode("utf-8", "replace")))


def _hold_to(seconds: int) -> None:
    """Bound the processor time of the process about to start, even if nobody is left who would end it."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


@cache
def _program(packs: tuple[str, ...]) -> str:
    program = shutil.which("tesseract")
    if program is None:
        debian = " ".join(("tesseract-ocr", *(f"tesseract-ocr-{pack}" for pack in packs if pack != "eng")))
        raise ReadingError(
            "it is a picture of text, and reading one needs Tesseract, which is not installed here; "
            f"on Debian: apt-get install {debian}."
        )
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603 -- as above
    missing = [pack for pack in packs if pack not in listed.stdout.split()]
    if missing:
        debian = " ".join(f"tesseract-ocr-{pack}" for pack in missing)
        raise ReadingError(f"Tesseract here cannot read {', '.join(missing)}; on Debian: apt-get install {debian}.")
    return program


def _words(table: str) -> list[_Word]:
    """Read Tesseract's table: a row a page, block, paragraph, line and word, tabs between."""
    words = []
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != _WORD_LEVEL or not re.fullmatch(r"-?\d+(?:\.\d+)?", cells[10]):
            continue
        text = cells[11].translate(_MARKS).strip()
        word = _Word((cells[2], cells[3]), (cells[2], cells[3], cells[4]), float(cells[10]), text)
        # Rules, frames and specks come out as lone signs.
        if any(char.isalnum() for char in text) or (text and word.legible):
            words.append(word)
    return words


def _text(words: Sequence[_Word]) -> str:
    legible = sum(word.legible for word in words)
    hopeless = legible < _MOSTLY * len(words)
    made: list[str] = []
    before: _Word | None = None
    for word in words:
        if before is not None:
            made.append(" " if word.line == before.line else "\n" if word.paragraph == before.paragraph else "\n\n")
        made.append(word.text if word.legible and not hopeless else f"{UNSURE}{word.text}{SURE}")
        before = word
    return "".join(made)


def without_marks(texts: Iterable[str]) -> list[str]:
    """Return texts that did not come from a picture without the characters that mark what is unsure."""
    return [text.translate(_MARKS) for text in texts]
