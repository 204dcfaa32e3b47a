"""What is weighed of two names laid side by side: a row of numbers a pair, each of which can only count one way."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from homeward.names.given import Kinship
from homeward.names.pairing import MOST, Paired, Written
from homeward.names.table import Words

Floats = npt.NDArray[np.float32]

_STEPS = (0.0, 1.5, 3.5, 6.5, 11.0, 18.0, 30.0)
"""The bits between two words, cut into pieces that each have their own weight."""

DIFFERENT_FROM = 5.0
"""Bits from which two known names that are not one are said to be two; under it one is misspelt."""

NAMES = (
    "paired 1", "paired 2", "paired 3",
    *(f"farthest {low:g}-{high:g}" for low, high in pairwise(_STEPS)),
    *(f"others {low:g}-{high:g}" for low, high in pairwise(_STEPS)),
    "alone in both", "patronymic alone in both", "alone in one", "patronymic alone in one", "initial alone",
    "particle alone", "by initial", "translated", "short", "different names",
)  # fmt: skip
"""The columns of ``features``."""

FOR = ("paired 1", "paired 2", "paired 3", "by initial")
"""The columns that speak for one person; all others speak against it."""


def pieces(far: Floats) -> Floats:
    """Bits cut into the pieces of ``_STEPS``, each 0 to 1, shape (…, pieces)."""
    return np.stack([np.clip((far - low) / (high - low), 0, 1) for low, high in pairwise(_STEPS)], -1).astype(
        np.float32
    )


def features(words: Words, left: Written, right: Written, pairs: Paired) -> Floats:
    """The row of every pair, shape (pairs, len(NAMES))."""
    is_paired = pairs.left >= 0
    row = np.arange(len(pairs.left))[:, None]
    a = np.where(is_paired, left.word[row, pairs.left], 0)
    b = np.where(is_paired, right.word[row, pairs.right], 0)
    particle = is_paired & left.particle[row, pairs.left] & right.particle[row, pairs.right]
    counted = is_paired & ~particle
    far = np.where(counted, pairs.far, 0)
    initial = counted & (words.initial[a] | words.initial[b])
    # An initial fits a seventh of all names: it never makes two names one, it only adds to a whole word.
    number = (counted & ~initial).sum(1)
    order = np.sort(far, axis=1)[:, ::-1]
    farthest, others = order[:, 0], order[:, 1:]
    alone = _alone(words, left, right, pairs)
    kin = np.where(counted & (a != b), pairs.kin, Kinship.SAME)
    columns = [
        (number >= 1) * 1.0, (number >= 2) * 1.0, (number >= 3) * 1.0,
        *pieces(farthest).T,
        *pieces(others).sum(1).T,
        *alone,
        np.minimum(initial.sum(1), 2), (kin == Kinship.TRANSLATED).sum(1), (kin == Kinship.SHORT).sum(1),
        ((kin == Kinship.DIFFERENT) & (far >= DIFFERENT_FROM)).sum(1),
    ]  # fmt: skip
    return np.stack(columns, 1).astype(np.float32)


def _alone(words: Words, left: Written, right: Written, pairs: Paired) -> list[npt.NDArray[np.float64]]:
    """Words without a partner: on both sides, on one, and what they are."""
    word = np.stack([left.word, right.word], 1)
    particle = np.stack([left.particle, right.particle], 1)
    father = words.patronymic[word]
    initial = words.initial[word]
    plain = pairs.alone & ~particle & ~initial & ~father
    fathers = pairs.alone & father
    father_count = fathers.sum(2)
    count = plain.sum(2) + father_count
    # Words alone on both sides contradict each other, whatever they look like: a patronymic left over beside another
    # word left over is a surname that ends like one, or another name altogether.
    both, fathers_both = count.min(1), father_count.min(1)
    one = count.max(1) - both
    fathers_one = np.minimum(one, father_count.max(1) - fathers_both)
    return [
        (both - fathers_both).astype(np.float64),
        fathers_both.astype(np.float64),
        np.minimum(one - fathers_one, 3).astype(np.float64),
        fathers_one.astype(np.float64),
        (pairs.alone & initial).sum(2).sum(1).astype(np.float64),
        np.minimum((pairs.alone & particle).sum(2).sum(1), MOST).astype(np.float64) / MOST,
    ]
