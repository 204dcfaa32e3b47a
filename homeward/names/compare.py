"""Are these two names alike, in any script, and why.

Each name is read on its own; their words are paired (``pairing``), what is seen of the pairs is a row of numbers
(``features``), each with a learnt weight in bits (``data/pairs.tsv``). The score is their sum: bits above 0 speak for
one name, below for two; a reason is a part of that sum. Nothing is known here of how common a name is, nor of dates
and places: that two names are one does not say that two people are (see ``homeward.matching``).
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from homeward.names import features
from homeward.names.given import Kinship
from homeward.names.pairing import MOST, Paired, Written, paired, written
from homeward.names.table import Words

Bits = npt.NDArray[np.float32]
_AT_ONCE = 50_000


class Likeness(enum.StrEnum):
    """How two words stand to each other, or why one stands alone."""

    SAME = "written the same"
    SPELLING = "the same name in another spelling"
    SAME_NAME = "the same name in another language"
    TRANSLATED = "the same name as another country has it"
    SHORT = "a short form of the name"
    RELATED = "a related name, often another person's"
    FATHER = "the same father's name"
    OTHER_FATHER = "another father's name"
    INITIAL = "an initial that fits"
    NEAR = "nearly the same"
    OTHER_NAME = "another given name"
    FAR = "hardly alike"
    ALONE = "has no counterpart"
    FATHER_MISSING = "the patronymic is missing on one side"
    BASE = "before looking at the words"


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score.

    Attributes:
        likeness: What is seen.
        a, b: The words, folded; empty on the side where there is none.
        bits: What it adds.
    """

    likeness: Likeness
    a: str
    b: str
    bits: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared.

    Attributes:
        a, b: As they were given.
        bits: For (above 0) or against that they are one name; log2 of the odds where both were as likely before.
        probability: The same, 0 to 1.
        reasons: The parts; they sum to the bits.
    """

    a: str
    b: str
    bits: float
    probability: float
    reasons: tuple[Reason, ...]


@lru_cache(maxsize=1)
def _weights() -> tuple[npt.NDArray[np.float64], float]:
    """Bits of each feature, and of no feature at all."""
    text = resources.files("homeward.names").joinpath("data/pairs.tsv").read_text("utf-8")
    known = dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return np.array([float(known[name]) for name in features.NAMES]), float(known["intercept"])


def compare_many(lefts: Sequence[str], rights: Sequence[str]) -> Bits:
    """The bits of many pairs of names at once, shape ``(pairs,)``; symmetric, and never fails.

    Raises:
        ValueError: There are not as many on the one side as on the other.
    """
    if len(lefts) != len(rights):
        raise ValueError(f"{len(lefts)} names against {len(rights)}: give as many on each side")
    words = Words()
    found = [
        _scored(lefts[at : at + _AT_ONCE], rights[at : at + _AT_ONCE], words)[0]
        for at in range(0, len(lefts), _AT_ONCE)
    ]
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _scored(
    lefts: Sequence[str], rights: Sequence[str], words: Words
) -> tuple[Bits, npt.NDArray[np.float32], Written, Written, Paired]:
    """Bits and everything they came from; the names of a pair are put in one order, so that both orders agree."""
    turned = [(a, b) if a <= b else (b, a) for a, b in zip(lefts, rights, strict=True)]
    both = written([a for a, _ in turned] + [b for _, b in turned], words)
    size = len(turned)
    left = Written(both.word[:size], both.particle[:size])
    right = Written(both.word[size:], both.particle[size:])
    pairs = paired(words, left, right)
    rows = features.features(words, left, right, pairs)
    weights, base = _weights()
    nothing = (left.word[:, 0] == 0) | (right.word[:, 0] == 0)
    bits = np.where(nothing, 0.0, rows @ weights + base).astype(np.float32)
    return bits, rows, left, right, pairs


def compare(a: str, b: str) -> Comparison:
    """Compare two names; symmetric, and never fails, whatever the strings hold.

    A name in which nothing can be read says nothing: 0 bits.
    """
    words = Words()
    bits, rows, left, right, pairs = _scored([a], [b], words)
    score = float(bits[0])
    readable = bool(left.word[0, 0]) and bool(right.word[0, 0])
    reasons = _reasons(words, rows[0], left, right, pairs, swapped=a > b) if readable else ()
    return Comparison(a, b, score, float(1 / (1 + np.exp2(-np.float64(score)))), reasons)


def _reasons(
    words: Words, row: npt.NDArray[np.float32], left: Written, right: Written, pairs: Paired, *, swapped: bool
) -> tuple[Reason, ...]:
    """The score taken apart: what each pair of words, and each word alone, adds."""
    weights, base = _weights()
    weight = dict(zip(features.NAMES, weights.tolist(), strict=True))
    part = dict(zip(features.NAMES, (row * weights).tolist(), strict=True))
    found: list[Reason] = []
    counted = [
        turn
        for turn in range(MOST)
        if pairs.left[0, turn] >= 0
        and not (left.particle[0, pairs.left[0, turn]] and right.particle[0, pairs.right[0, turn]])
    ]
    farthest = max(counted, key=lambda turn: float(pairs.far[0, turn]), default=None)
    whole = 0
    for turn in counted:
        i, j = int(left.word[0, pairs.left[0, turn]]), int(right.word[0, pairs.right[0, turn]])
        likeness = _likeness(words, i, j, float(pairs.far[0, turn]), Kinship(int(pairs.kin[0, turn])))
        name = "farthest" if turn == farthest else "others"
        initial = bool(words.initial[i] or words.initial[j])
        whole += not initial
        bits = 0.0 if initial else weight.get(f"paired {whole}", 0.0)
        bits += float(
            features.pieces(pairs.far[0, turn]) @ np.array([weight[n] for n in features.NAMES if n.startswith(name)])
        )
        bits += _extra(words, i, j, weight, likeness, float(pairs.far[0, turn]))
        texts = (words.texts[i], words.texts[j])
        found.append(Reason(likeness, *(texts[::-1] if swapped else texts), round(bits, 3)))
    alone = sum(part[name] for name in features.NAMES if "alone" in name)
    found += _alone(words, left, right, pairs, alone, swapped=swapped)
    rest = base + float(row @ weights) - base - sum(reason.bits for reason in found)
    found.append(Reason(Likeness.BASE, "", "", round(base + rest, 3)))
    return tuple(found)


def _extra(words: Words, i: int, j: int, weight: dict[str, float], likeness: Likeness, far: float) -> float:
    """What counts for the kind of a pair, besides the distance."""
    bits = 0.0
    if words.initial[i] or words.initial[j]:
        bits += weight["by initial"]
    if likeness is Likeness.TRANSLATED:
        bits += weight["translated"]
    if likeness is Likeness.SHORT:
        bits += weight["short"]
    if likeness in (Likeness.OTHER_NAME, Likeness.OTHER_FATHER) and far >= features.DIFFERENT_FROM:
        bits += weight["different names"]
    return bits


_SPELLING, _NEAR = 5.0, 13.0  # bits between two words


def _likeness(words: Words, i: int, j: int, far: float, kin: Kinship) -> Likeness:
    """In a word, what two words are to each other."""
    if i == j:
        return Likeness.SAME
    if words.initial[i] or words.initial[j]:
        return Likeness.INITIAL
    fathers = bool(words.patronymic[i] and words.patronymic[j])
    if kin is Kinship.SAME:
        return Likeness.FATHER if fathers else Likeness.SAME_NAME
    if kin is Kinship.DIFFERENT and far >= features.DIFFERENT_FROM:
        return Likeness.OTHER_FATHER if fathers else Likeness.OTHER_NAME
    named = {Kinship.TRANSLATED: Likeness.TRANSLATED, Kinship.SHORT: Likeness.SHORT, Kinship.RELATED: Likeness.RELATED}
    if kin in named:
        return named[kin]
    if far <= _SPELLING:
        return Likeness.SPELLING
    return Likeness.NEAR if far <= _NEAR else Likeness.FAR


def _alone(words: Words, left: Written, right: Written, pairs: Paired, bits: float, *, swapped: bool) -> list[Reason]:
    """Words without a counterpart; what they cost together is shared out evenly."""
    places = [
        (side, place)
        for side, name in enumerate((left, right))
        for place in range(MOST)
        if pairs.alone[0, side, place] and not name.particle[0, place]
    ]
    found = []
    for side, place in places:
        number = int((left, right)[side].word[0, place])
        likeness = Likeness.FATHER_MISSING if words.patronymic[number] else Likeness.ALONE
        text = words.texts[number]
        first = side == (1 if swapped else 0)
        found.append(Reason(likeness, text if first else "", "" if first else text, round(bits / len(places), 3)))
    return found
