"""A written word read into signs: one alphabet for every script, so that two spellings can be laid side by side.

Transliterating into one script and comparing letters loses twice: every scheme writes differently, and an ambiguous
letter (ch, c, h, j, y) is settled too early. Here a spelling is cut into its *signs* – the letters and groups that
one writes for one sound – and kept. What one sign may stand for beside another is learnt from pairs of spellings of
one name (``benchmarks/names/learn.py``) and lies in ``data/costs.tsv`` in bits.

The cutting is one regular expression over all words at once, the longest sign first.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint8]
"""Signs of words, shape (words, MAX_SIGNS), padded with 0 behind the last sign."""

MAX_SIGNS = 20
"""Signs kept of one word; the longest surnames of the languages read here have 17."""

_BEGIN, _END = "^", "$"
_NO_LETTER = re.compile(r"[\W\d_]+")


@lru_cache(maxsize=1)
def _lines() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """The table of signs: key, ways of writing, consonant classes."""
    text = resources.files("homeward.names").joinpath("data/graphs.txt").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((row[0], tuple(row[1].split()), row[2] if len(row) > 2 else "") for row in rows)


@lru_cache(maxsize=1)
def _table() -> tuple[re.Pattern[str], dict[str, int]]:
    """The cutting expression, and from way of writing to code."""
    written: dict[str, int] = {"\n": 0}
    for code, (_, ways, _) in enumerate(_lines(), start=1):
        for way in ways:
            written.setdefault(way, code)
    # At the beginning of a word "^i" must not take the i of "ia": the group keeps its sign there too.
    firsts = {way[1] for way in written if way[0] == _BEGIN}
    for way in [way for way in written if way[0] in firsts and len(way.strip(_END)) > 1]:
        written.setdefault(_BEGIN + way, written[way])
    return re.compile(_branches(written)), written


def _branches(ways: Iterable[str]) -> str:
    """An expression that takes the longest of the ways, as a tree by letter: three times as fast as a flat choice."""
    heads: dict[str, list[str]] = {}
    for way in ways:
        if way:
            heads.setdefault(way[0], []).append(way[1:])
    if not heads:
        return ""
    # An end mark is tried first, so that "y$" is taken before "y" and what follows it.
    branches = [re.escape(head) + _branches(tails) for head, tails in sorted(heads.items(), key=lambda h: h[0] != _END)]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in ways else "")


@lru_cache(maxsize=1)
def signs() -> tuple[str, ...]:
    """The keys of all signs; a sign's code is its place, place 0 is padding."""
    return "", *(key for key, _, _ in _lines())


@lru_cache(maxsize=1)
def consonants() -> tuple[str, ...]:
    """The consonant classes of every sign, by code: ``"S/G"`` for a sign read as a sibilant or as a guttural."""
    return "", *(classes for _, _, classes in _lines())


def read(words: Sequence[str]) -> Codes:
    """The signs of folded words (see ``clean.words``), shape ``(len(words), MAX_SIGNS)``; never fails.

    Letters that no sign covers are skipped, doubled signs count once, signs behind the last place are dropped.
    """
    rows = np.zeros((len(words), MAX_SIGNS), np.uint8)
    if not words:
        return rows
    cut, written = _table()
    lines = "".join([f"^{_NO_LETTER.sub('', word)}$\n" for word in words])
    flat = np.array(list(map(written.__getitem__, cut.findall(lines))), np.uint8)
    row = np.cumsum(flat == 0) - (flat == 0)
    doubled = np.zeros(len(flat), bool)
    doubled[1:] = flat[1:] == flat[:-1]
    kept = (flat != 0) & ~doubled
    values, row = flat[kept], row[kept]
    column = np.arange(len(values)) - np.searchsorted(row, np.arange(len(words)))[row]
    near = column < MAX_SIGNS
    rows[row[near], column[near]] = values[near]
    return rows


def lengths(codes: Codes) -> npt.NDArray[np.intp]:
    """How many signs each word has."""
    counted: npt.NDArray[np.intp] = np.count_nonzero(codes, axis=1)
    return counted


def spelt(codes: Sequence[int]) -> tuple[str, ...]:
    """The signs' keys of one word, for people to read."""
    keys = signs()
    return tuple(keys[code] for code in codes if code)
