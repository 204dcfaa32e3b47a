"""How far two words are one surname, one given name or one father, in bits of surprise: 0 as expected, more as less so.

Every cost is minus log2 of how likely it is that a clerk who meant the one wrote the other, up to what is the same
for all. They are learnt on invented lists and real pairs of spellings (``benchmarks/names/weigh.py``;
``data/weights.toml``). Costs are symmetric.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from homeward.names.distance import costs, distances
from homeward.names.given import Kinship, lexicon
from homeward.names.table import CLASSES, NONE, Classes, Numbers, Words

Bits = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt of names.

    Attributes:
        scale: Bits of surprise a bit of distance, by role (surname, given, father).
        knee: Distance up to which ``scale`` holds, about one slip of the hand and another scheme.
        steep: How much more a bit of distance costs beyond it.
        most: The most that a difference can cost, by role: a word may be altogether wrong.
        kinship: Cost of two given names by their kinship, before slips (SAME, TRANSLATED, SHORT, RELATED).
        different: Least cost of two known given names that are not the same, however near they are written.
        initial: Cost of writing an initial for a name.
    """

    scale: dict[str, float]
    knee: float
    steep: float
    most: dict[str, float]
    kinship: tuple[float, float, float, float]
    different: float
    initial: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The learnt weights."""
    data = tomllib.loads(resources.files("homeward.names").joinpath("data/weights.toml").read_text("utf-8"))
    kin = data["kinship"]
    return Weights(
        scale=data["scale"],
        knee=data["knee"],
        steep=data["steep"],
        most=data["most"],
        kinship=(kin["same"], kin["translated"], kin["short"], kin["related"]),
        different=kin["different"],
        initial=data["initial"],
    )


def at_distance(far: float, role: str) -> float:
    """The cost of a distance, by role: ``surname``, ``given`` or ``father``."""
    known = weights()
    return min((far + (known.steep - 1) * max(far - known.knee, 0)) * known.scale[role], known.most[role])


def unique_pairs(a: Numbers, b: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The different pairs among many, and which of them each is."""
    width = max(int(a.max(initial=0)), int(b.max(initial=0))) + 1
    # Either order is the same pair, so that both cost exactly the same.
    low, high = np.minimum(a, b), np.maximum(a, b)
    keys = low * width + high
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.ones(len(keys), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    back = np.empty(len(keys), np.intp)
    back[order] = np.cumsum(first) - 1
    left, right = np.divmod(ordered[first], width)
    return left, right, back


def apart(words: Words, a: Numbers, b: Numbers) -> Bits:
    """The distance of pairs of words by sound alone; each different pair is measured once."""
    left, right, back = unique_pairs(a, b)
    found = np.zeros(len(left), np.float32)
    differ = left != right
    found[differ] = distances(words.codes[left[differ]], words.codes[right[differ]])
    return found[back]


def _sound(words: Words, a: Numbers, b: Numbers, role: str) -> Bits:
    """Costs by sound alone: one slip is common, a second one seldom."""
    known = weights()
    far = apart(words, a, b)
    bent = far + (known.steep - 1) * np.maximum(far - known.knee, 0)
    cost: Bits = np.minimum(bent * known.scale[role], known.most[role])
    return cost


def surname(words: Words, a: Numbers, b: Numbers) -> Bits:
    """Costs of pairs of words as surnames, shape (pairs,)."""
    return _with_initials(words, a, b, _sound(words, a, b, "surname"), "surname")


def given(words: Words, a: Numbers, b: Numbers) -> Bits:
    """Costs of pairs of words as given names: by class where both are known, by sound where not."""
    left, right, back = unique_pairs(a, b)
    known = weights()
    sound = _sound(words, left, right, "given")
    kind, off = kinships(words.given, left, right)
    cost = sound.copy()
    for kin in (Kinship.SAME, Kinship.TRANSLATED, Kinship.SHORT, Kinship.RELATED):
        here = kind == kin
        # The same name written the same way costs nothing even if a class would say more.
        cost[here] = np.minimum(sound[here], known.kinship[kin] + off[here] * known.scale["given"])
    differ = kind == Kinship.DIFFERENT
    cost[differ] = np.maximum(sound[differ], known.different)
    cost[left == right] = 0
    cost = np.minimum(cost, known.most["given"])
    return _with_initials(words, left, right, cost, "given")[back]


def father(words: Words, a: Numbers, b: Numbers) -> Bits:
    """Costs of pairs of words as patronymics: the fathers are compared where both are known, the sounds where not."""
    left, right, back = unique_pairs(a, b)
    known = weights()
    sound = _sound(words, left, right, "father")
    kind, off = kinships(words.father, left, right)
    cost = sound.copy()
    same = kind == Kinship.SAME
    cost[same] = np.minimum(sound[same], known.kinship[0] + off[same] * known.scale["father"])
    differ = (kind == Kinship.DIFFERENT) | (kind == Kinship.RELATED)
    # A daughter's patronymic beside a son's: two children of one father.
    differ |= words.patronymic[left] & words.patronymic[right] & (words.woman[left] != words.woman[right])
    cost[differ] = np.maximum(sound[differ], known.different)
    cost[left == right] = 0
    cost = np.minimum(cost, known.most["father"])
    return _with_initials(words, left, right, cost, "father")[back]


def kinships(classes: Classes, a: Numbers, b: Numbers) -> tuple[npt.NDArray[np.int8], Bits]:
    """What pairs of words are to each other (``Kinship``), and the bits their forms are off the known ones."""
    kind = np.full(len(a), Kinship.UNKNOWN, np.int8)
    bits = np.zeros(len(a), np.float32)
    known = np.flatnonzero((classes.number[a, 0] != NONE) & (classes.number[b, 0] != NONE))
    kind[known], bits[known] = _known_kinships(classes, a[known], b[known])
    return kind, bits


def _known_kinships(classes: Classes, a: Numbers, b: Numbers) -> tuple[npt.NDArray[np.int8], Bits]:
    """The same for words that are all in some class."""
    number_a, number_b = classes.number[a][:, :, None], classes.number[b][:, None, :]
    group_a, group_b = classes.group[a][:, :, None], classes.group[b][:, None, :]
    off = classes.off[a][:, :, None] + classes.off[b][:, None, :]
    shared = (number_a == number_b) & (number_a != NONE)
    kind = np.where((group_a < 0) | (group_b < 0), Kinship.SHORT, Kinship.TRANSLATED)
    kind = np.where((group_a == group_b) & (group_a >= 0), Kinship.SAME, kind)
    kind = np.where(shared, kind, Kinship.DIFFERENT)
    kind = np.where(~shared & _related(number_a, number_b), Kinship.RELATED, kind)
    # The surest kinship counts; among those the nearest forms.
    order = kind * 64.0 + np.where(kind < Kinship.DIFFERENT, np.minimum(off, 60), 0)
    best = order.reshape(len(a), CLASSES * CLASSES).argmin(1)
    row = np.arange(len(a))
    chosen = kind.reshape(len(a), CLASSES * CLASSES)[row, best].astype(np.int8)
    return chosen, off.reshape(len(a), CLASSES * CLASSES)[row, best].astype(np.float32)


@lru_cache(maxsize=1)
def _related_keys() -> npt.NDArray[np.int64]:
    pairs = sorted(lexicon().related)
    return np.array(sorted(a * 65536 + b for a, b in pairs) or [-1], np.int64)


def _related(a: npt.NDArray[np.int32], b: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Whether pairs of classes are related."""
    keys = _related_keys()
    asked = a.astype(np.int64) * 65536 + b
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    result: npt.NDArray[np.bool_] = (keys[place] == asked) & (a != NONE) & (b != NONE)
    return result


def _with_initials(words: Words, a: Numbers, b: Numbers, cost: Bits, role: str) -> Bits:
    """An initial beside a word (or an initial) says only whether the first sounds agree."""
    either = words.initial[a] | words.initial[b]
    if not either.any():
        return cost
    known = weights()
    first = costs()[words.codes[a[either], 0], words.codes[b[either], 0]]
    cost[either] = np.minimum(known.initial + first * known.scale[role], known.most[role])
    return cost
