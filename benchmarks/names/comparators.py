"""Everyone who says how alike two names are, ourselves among them, each run in a process of its own.

    PYTHON -m benchmarks.names.comparators NAME PAIRS.tsv SCORES.npy

writes a score a pair (more is likelier) and prints one line of JSON, ``{"seconds": …, "start": …, "peak": …}``: the
time for all pairs, what was spent before the first (imports, dictionaries), the peak of memory in bytes. The peers are
used as a competent user would: names-translator knows no comparison, so the best likeness over the spellings that it
proposes is taken; logic_v2 is asked both ways, since it is not symmetric.
"""

import csv
import itertools
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.names.process import peak

Scores = Sequence[float]
Compare = Callable[[Sequence[str], Sequence[str]], Scores]
ROUNDS = {"homeward": 3, "words": 3}
_SPLIT = re.compile(r"[\s,.\-–]+")


def words() -> Compare:
    """``anyascii``, then Jaro–Winkler, the words aligned as best they go together."""
    from anyascii import anyascii
    from rapidfuzz.distance import JaroWinkler

    @lru_cache(1 << 16)
    def read(name: str) -> tuple[str, ...]:
        return tuple(word for word in _SPLIT.split(anyascii(name).lower()) if word)

    def one(a: str, b: str) -> float:
        return aligned(read(a), read(b), JaroWinkler.similarity)

    return lambda lefts, rights: [one(a, b) for a, b in zip(lefts, rights, strict=True)]


def aligned(a: Sequence[Any], b: Sequence[Any], likeness: Callable[[Any, Any], float]) -> float:
    """The mean likeness of the words of the shorter name, each with its own word of the longer one."""
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return 0.0
    grid = [[likeness(x, y) for y in b] for x in a]
    if len(b) > 5:  # words are few; of many, each takes the best that is left
        return _greedy(grid) / len(a)
    return max(
        sum(row[at] for row, at in zip(grid, places, strict=True))
        for places in itertools.permutations(range(len(b)), len(a))
    ) / len(a)


def _greedy(grid: list[list[float]]) -> float:
    total, taken = 0.0, set[int]()
    for row in sorted(grid, key=max, reverse=True):
        at = max((place for place in range(len(row)) if place not in taken), key=row.__getitem__)
        taken.add(at)
        total += row[at]
    return total


def sorted_ratio() -> Compare:
    """``anyascii``, then rapidfuzz's ``token_sort_ratio``."""
    from anyascii import anyascii
    from rapidfuzz import fuzz

    def one(a: str, b: str) -> float:
        return float(fuzz.token_sort_ratio(anyascii(a).lower(), anyascii(b).lower()))

    return lambda lefts, rights: [one(a, b) for a, b in zip(lefts, rights, strict=True)]


def translator() -> Compare:
    """The spellings that names-translator proposes for each word, every one with every one, the words aligned."""
    from anyascii import anyascii
    from names_translator import Transliterator
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    maker = Transliterator()

    @lru_cache(1 << 17)
    def variants(word: str) -> tuple[str, ...]:
        proposed = maker.transliterate(word.capitalize(), "", "") | maker.transliterate("", word.capitalize(), "")
        return tuple(sorted({re.sub(r"[^a-z]", "", anyascii(one).lower()) for one in proposed | {word}}))

    @lru_cache(1 << 16)
    def read(name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(variants(word) for word in _SPLIT.split(name.lower()) if word)

    @lru_cache(1 << 18)
    def best(a: tuple[str, ...], b: tuple[str, ...]) -> float:
        return float(process.cdist(a, b, scorer=JaroWinkler.similarity, dtype=np.float32).max())

    def one(a: str, b: str) -> float:
        return aligned(read(a), read(b), best)

    return lambda lefts, rights: [one(a, b) for a, b in zip(lefts, rights, strict=True)]


def logic_v2() -> Compare:
    """nomenklatura's ``logic_v2`` of two people who have nothing but a name, the mean of both ways."""
    from followthemoney import ValueEntity, model
    from nomenklatura.matching.logic_v2.model import LogicV2

    person, config = model.get("Person"), LogicV2.default_config()

    @lru_cache(1 << 16)
    def entity(side: str, name: str) -> ValueEntity:
        made = ValueEntity(person, {"id": f"{side}{name}"})
        made.add("name", name)
        return made

    def one(a: str, b: str) -> float:
        left, right = entity("a", a), entity("b", b)
        return float(LogicV2.compare(left, right, config).score + LogicV2.compare(right, left, config).score) / 2

    return lambda lefts, rights: [one(a, b) for a, b in zip(lefts, rights, strict=True)]


def homeward() -> Compare:
    """Ourselves, batched."""
    from homeward.names import compare_many

    return compare_many


COMPARATORS: dict[str, Callable[[], Compare]] = {
    "homeward": homeward,
    "words": words,
    "sorted": sorted_ratio,
    "translator": translator,
    "logic_v2": logic_v2,
}
TITLES = {
    "homeward": "Homeward",
    "words": "anyascii + Jaro–Winkler, words aligned",
    "sorted": "anyascii + rapidfuzz token_sort_ratio",
    "translator": "names-translator's spellings",
    "logic_v2": "nomenklatura logic_v2, both ways",
}


def main() -> None:
    """Score a file of pairs."""
    name, pairs, out = sys.argv[1:4]
    with Path(pairs).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    lefts, rights = [row["a"] for row in rows], [row["b"] for row in rows]
    began = time.perf_counter()
    compare = COMPARATORS[name]()
    compare(["Іваненко Іван"], ["Ivan Ivanenko"])
    start = time.perf_counter() - began
    times, scores = [], np.zeros(0)
    # Peers keep what they have read of a name, so only their first round is a measurement; of ours the best of three.
    for _ in range(ROUNDS.get(name, 1)):
        began = time.perf_counter()
        scores = np.asarray(compare(lefts, rights), np.float64)
        times.append(time.perf_counter() - began)
    np.save(out, scores)
    print(json.dumps({"seconds": min(times), "start": start, "peak": peak()}))


if __name__ == "__main__":
    main()
