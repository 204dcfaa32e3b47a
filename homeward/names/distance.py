"""How far two spellings are from one name, in bits, for many pairs at once.

The distance is the cheapest way from one word's signs to the other's: beside each other, left out, or two neighbours
exchanged; costs are learnt (``data/costs.tsv``). 0 is the same spelling, 1 or 2 another scheme or language, from
about 6 on a slip of the hand, beyond 12 another name. All pairs advance through one table of shape (signs, signs)
together, so that the inner loop runs over pairs in numpy: 0.5 µs a pair on one core, where a compiled loop (numba)
took 0.1 but wants a compiler's warm-up of a second at every start, and a pure Python one took 60.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from homeward.names.sounds import MAX_SIGNS, Codes, lengths, signs

Bits = npt.NDArray[np.float32]

EXCHANGED = 6.0
"""Bits that two neighbours in the wrong order cost, about what one wrong sign costs."""

_BATCH = 4096  # pairs that go through together: what fits the cache of one core
_WORTH_THREADS = 4  # batches from which threads pay


class CostsMissingError(RuntimeError):
    """The learnt table does not fit the list of signs: one was changed without the other."""


@lru_cache(maxsize=1)
def costs() -> Bits:
    """Costs in bits, shape (signs, signs), symmetric, 0 on the diagonal; row and column 0 are gaps."""
    text = resources.files("homeward.names").joinpath("data/costs.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    if tuple(key for key, _ in rows) != signs():
        raise CostsMissingError("data/costs.tsv was learnt for another data/graphs.txt: run benchmarks/names/learn.py")
    table = np.array([values.split(" ") for _, values in rows], np.float32) / 8
    return np.minimum(table, table.T)


def distances(a: Codes, b: Codes) -> Bits:
    """The distance of each pair of words, shape ``(pairs,)``; both arguments have shape ``(pairs, MAX_SIGNS)``.

    An empty word is as far from the other as all its signs.
    """
    # Words of one length go together, so that no pair waits for a longer one; numpy lets other threads run meanwhile.
    order = np.argsort(lengths(a) * (MAX_SIGNS + 1) + lengths(b), kind="stable")
    parts = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
    found = np.empty(len(a), np.float32)

    def measure(part: npt.NDArray[np.intp]) -> None:
        found[part] = _batch(a[part], b[part])

    if len(parts) < _WORTH_THREADS:
        for part in parts:
            measure(part)
    else:
        costs()
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            list(threads.map(measure, parts))
    return found


def _batch(a: Codes, b: Codes) -> Bits:
    """Distances of one batch: row after row of the table, all pairs at once."""
    table = costs()
    gap = table[0]
    a_size, b_size = lengths(a), lengths(b)
    longest_a, longest_b = int(a_size.max(initial=0)), int(b_size.max(initial=0))
    a_signs, b_signs = a.T[:longest_a].astype(np.intp), b.T[:longest_b].astype(np.intp)
    a_gap, b_gap = gap[a_signs], gap[b_signs]
    # Everything that does not depend on the way is looked up at once, shape (signs of a, signs of b, pairs).
    beside = table.ravel().take(a_signs[:, None] * len(table) + b_signs[None])
    same = a_signs[:, None] == b_signs[None]
    crossed = same[1:, :-1] & same[:-1, 1:]
    crosses = crossed.any(axis=2)
    older = row = np.zeros((longest_b + 1, len(a)), np.float32)
    np.cumsum(b_gap, axis=0, out=row[1:])
    found = np.where(a_size == 0, row[b_size, np.arange(len(a))], 0).astype(np.float32)
    dropped = np.empty(len(a), np.float32)
    for i in range(longest_a):
        new = np.empty_like(row)
        np.add(row[0], a_gap[i], out=new[0])
        steps_here = beside[i]
        steps_here += row[:-1]
        np.minimum(steps_here, row[1:] + a_gap[i], out=steps_here)
        for j in range(longest_b):
            step = new[j + 1]
            np.add(new[j], b_gap[j], out=dropped)
            np.minimum(steps_here[j], dropped, out=step)
            if i and j and crosses[i - 1, j - 1]:
                np.minimum(step, older[j - 1] + EXCHANGED, out=step, where=crossed[i - 1, j - 1])
        older, row = row, new
        ends = np.flatnonzero(a_size == i + 1)
        found[ends] = row[b_size[ends], ends]
    return found


@lru_cache(maxsize=1)
def _cost_rows() -> list[list[float]]:
    """The costs as plain numbers, which single steps are looked up in faster."""
    rows: list[list[float]] = costs().tolist()
    return rows


def steps(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int, float]]:
    """The cheapest way of one pair of words, for an explanation: (sign, sign, bits) in order; sign 0 is a gap.

    The arguments are the codes of one word each (a row of ``Codes``).
    """
    table = _cost_rows()
    x, y = [int(v) for v in a if v], [int(v) for v in b if v]
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(len(x) + 1):
        for j in range(len(y) + 1):
            ways = []
            if i and j:
                ways.append((best[i - 1, j - 1][0] + table[x[i - 1]][y[j - 1]], 1, 1))
            if i:
                ways.append((best[i - 1, j][0] + table[x[i - 1]][0], 1, 0))
            if j:
                ways.append((best[i, j - 1][0] + table[0][y[j - 1]], 0, 1))
            if i > 1 and j > 1 and x[i - 1] == y[j - 2] != x[i - 2] == y[j - 1]:
                ways.append((best[i - 2, j - 2][0] + EXCHANGED, 2, 2))
            if ways:
                best[i, j] = min(ways)
    way: list[tuple[int, int, float]] = []
    i, j = len(x), len(y)
    while i or j:
        cost, back_i, back_j = best[i, j]
        before = best[i - back_i, j - back_j][0]
        way.append((x[i - 1] if back_i else 0, y[j - 1] if back_j else 0, cost - before))
        i, j = i - back_i, j - back_j
    return way[::-1]
