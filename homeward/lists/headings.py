"""What the words above a column say it is.

Clerks shorten, dot, break and mistype headings (``Дата\\nнарод-\\nження``, ``П.І.Б.``, ``Пpізвище`` with a Latin p),
but there are few ways to say it; they are data, in ``data/headings.toml``.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from homeward.lists.words import Field, Why

_ALIKE = str.maketrans("aeopcyxikmhtb", "аеорсухікмнтв")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[a-z]")
_BROKEN = re.compile(r"(\w)[-‐‑\xad]\s*\n\s*(\w)")
_MARKS = re.compile(r"['’ʼ`´‘ʹ′\u0301]")
_APART = re.compile(r"[^\w/#№-]+")
_EDGES = re.compile(r"(?<!\w)-|-(?!\w)")

_LONGEST = 400  # characters; what is longer is no heading, and is not read to its end
SURE, PART, WEAK = 0.98, 0.85, 0.5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading was understood as.

    Attributes:
        field: the field, None for a column known to be none of them.
        sure: from 0 to 1.
        why: the whole heading is known, or part of it.
        evidence: the words that were known.
    """

    field: Field | None
    sure: float
    why: Why
    evidence: str


def folded(text: str) -> str:
    """Return words in small letters, without dots and apostrophes, Latin look-alikes in Cyrillic words mended."""
    text = _BROKEN.sub(r"\1\2", unicodedata.normalize("NFC", text[:_LONGEST].lower()))
    text = _MARKS.sub("", text.replace("ё", "е").replace("nº", "№").replace("n°", "№").replace("_", " "))
    words = _EDGES.sub(" ", _APART.sub(" ", text).replace("№", " № ")).split()
    return " ".join(word.translate(_ALIKE) if _mixed(word) else word for word in words)


def _mixed(word: str) -> bool:
    return _CYRILLIC.search(word) is not None and _LATIN.search(word) is not None


def meaning(heading: str) -> Meaning | None:
    """Return what a heading says, None if nothing is known of its words."""
    words = folded(heading)
    if not words or len(words) > 200:
        return None
    whole, parts = _known()
    if words in whole:
        return whole[words]
    best: tuple[bool, int, Meaning] | None = None
    for phrase, said in parts:
        # What is none of ours says so whatever else the heading holds: a date of capture is no date of birth.
        weight = (said.field is None, len(phrase))
        if (best is None or weight > best[:2]) and re.search(rf"(?<!\w){re.escape(phrase)}", words):
            best = (*weight, said)
    return None if best is None else best[2]


@cache
def _known() -> tuple[dict[str, Meaning], tuple[tuple[str, Meaning], ...]]:
    """Return whole headings, and the words that longer ones contain."""
    text = resources.files("homeward.lists").joinpath("data/headings.toml").read_text("utf-8")
    whole: dict[str, Meaning] = {}
    parts: list[tuple[str, Meaning]] = []
    for name, ways in tomllib.loads(text).items():
        field = None if name == "else" else Field(name)
        for phrase in ways.get("weak", ()):
            whole.setdefault(folded(phrase), Meaning(field, WEAK, Why.HEADING, phrase))
        for phrase in ways["is"]:
            whole[folded(phrase)] = Meaning(field, SURE, Why.HEADING, phrase)
        parts += [(folded(phrase), Meaning(field, PART, Why.PART, phrase)) for phrase in ways["has"]]
    return whole, tuple(parts)
