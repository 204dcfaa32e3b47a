"""Two names laid side by side, word by word, for many pairs at once.

Nothing is known of columns here, and the order of words differs from country to country. So every word of one name is
held against every word of the other – as a given name, as a patronymic and by sound – and the words that go together
best are paired, the surest first. What a pair of words is apart is counted in bits for a word of usual length.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names import clean
from homeward.names.alike import apart, kinships, unique_pairs
from homeward.names.distance import costs
from homeward.names.given import Kinship
from homeward.names.sounds import lengths
from homeward.names.table import Numbers, Words
from homeward.names.titles import stripped

Floats = npt.NDArray[np.float32]

MOST = 6
"""Words of a name that are compared: of a longer one the first three and the last three."""

UNPAIRED = 30.0
"""Apart so far, two words do not go together at all."""

_PARTICLES = frozenset(
    [
        "де",
        "да",
        "ди",
        "дю",
        "дел",
        "делла",
        "дос",
        "дас",
        "ду",
        "ван",
        "вон",
        "фон",
        "цу",
        "дер",
        "ден",
        "тер",
        "ла",
        "ле",
        "лос",
        "эль",
        "ель",
        "аль",
        "ал",
        "бин",
        "ибн",
        "бен",
        "бинт",
        "абу",
        "огли",
        "оглы",
        "оғлы",
        "углы",
        "кызы",
        "кизи",
        "гызы",
        "оглу",
        "заде",
        "і",
        "и",
        "да",
        "з",
        "y",
        "e",
        "de",
        "da",
        "di",
        "du",
        "del",
        "della",
        "dos",
        "das",
        "do",
        "van",
        "von",
        "zu",
        "zum",
        "der",
        "den",
        "ter",
        "la",
        "le",
        "los",
        "las",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "bint",
        "abu",
        "oglu",
        "ogly",
        "ogli",
        "qizi",
        "kyzy",
        "af",
        "av",
        "st",
        "san",
        "mc",
        "o",
    ]
)
"""Words between names that one language writes and another leaves out."""

_USUAL = 6.0  # signs of a word of usual length
_POWER = 0.7  # a long word has more room for differences, but not in proportion


class Written(NamedTuple):
    """Names as words.

    Attributes:
        word: Numbers of the words in the table, shape (names, MOST), 0 behind the last.
        particle: Whether a word is a particle.
    """

    word: Numbers
    particle: npt.NDArray[np.bool_]


class Paired(NamedTuple):
    """How the words of many pairs of names go together; the first name's words by row, the second's by column.

    Attributes:
        left, right: Places of words that go together, the surest first, shape (pairs, MOST); -1 where there is none.
        far: Bits between them, 0 where there is none.
        kin: What they are to each other as given names or fathers (``given.Kinship``).
        alone: Words without a partner, by name (2) and place, shape (pairs, 2, MOST).
    """

    left: npt.NDArray[np.int8]
    right: npt.NDArray[np.int8]
    far: Floats
    kin: npt.NDArray[np.int8]
    alone: npt.NDArray[np.bool_]


def written(names: Sequence[str], words: Words) -> Written:
    """Names cut into words; hyphens part, titles are left out. Never fails."""
    known = {name: _cut(name) for name in dict.fromkeys(names)}
    flat = words.add(word for cut in known.values() for word in cut)
    size = np.fromiter(map(len, known.values()), np.intp, len(known))
    row = np.repeat(np.arange(len(known)), size)
    each = np.zeros((len(known), MOST), np.intp)
    each[row, np.arange(len(flat)) - np.repeat(np.cumsum(size) - size, size)] = flat
    places = {name: place for place, name in enumerate(known)}
    word = each[np.fromiter((places[name] for name in names), np.intp, len(names))]
    particles = np.array([number for part in _PARTICLES if (number := words.number(part)) is not None], np.intp)
    return Written(word, np.isin(word, particles))


def _cut(name: str) -> list[str]:
    """The words of a name, hyphened ones parted."""
    cut = clean.words(stripped(name))
    if "-" in name:
        cut = [part for word in cut for part in word.split("-") if part.strip(".'")]
    return cut if len(cut) <= MOST else cut[:3] + cut[-3:]


def paired(words: Words, left: Written, right: Written) -> Paired:
    """Pair the words of each pair of names."""
    far, kin = _every(words, left, right)
    count = len(left.word)
    places = np.full((2, count, MOST), -1, np.int8)
    bits = np.zeros((count, MOST), np.float32)
    kinds = np.full((count, MOST), Kinship.UNKNOWN, np.int8)
    # Initials take what is left: beside a whole name they say little, and must not take another's partner.
    initials = words.initial[left.word][:, :, None] | words.initial[right.word][:, None, :]
    open_far = np.minimum(far + np.where(initials, _LAST, 0), UNPAIRED).astype(np.float32)
    row = np.arange(count)
    for turn in range(MOST):
        flat = open_far.reshape(count, -1)
        best = flat.argmin(1)
        good = flat[row, best] < UNPAIRED
        value = far.reshape(count, -1)[row, best]
        i, j = np.divmod(best, MOST)
        places[0, good, turn], places[1, good, turn] = i[good], j[good]
        bits[good, turn] = value[good]
        kinds[good, turn] = kin.reshape(count, -1)[row, best][good]
        open_far[row[good], i[good], :] = UNPAIRED
        open_far[row[good], :, j[good]] = UNPAIRED
        if not good.any():
            break
    alone = np.stack([left.word != 0, right.word != 0], 1)
    for side in (0, 1):
        for turn in range(MOST):
            taken = places[side, :, turn] >= 0
            alone[row[taken], side, places[side, taken, turn]] = False
    return Paired(places[0], places[1], bits, kinds, alone)


def _every(words: Words, left: Written, right: Written) -> tuple[Floats, npt.NDArray[np.int8]]:
    """Bits between every word of the one and every word of the other, and their kinship, shape (pairs, MOST, MOST)."""
    shape = (len(left.word), MOST, MOST)
    a = np.broadcast_to(left.word[:, :, None], shape)
    b = np.broadcast_to(right.word[:, None, :], shape)
    both = (a != 0) & (b != 0)
    far = np.full(shape, UNPAIRED, np.float32)
    kin = np.full(shape, Kinship.UNKNOWN, np.int8)
    far[both], kin[both] = word_pairs(words, a[both], b[both])
    return far, kin


def word_pairs(words: Words, a: Numbers, b: Numbers) -> tuple[Floats, npt.NDArray[np.int8]]:
    """Bits between pairs of words whose roles are not known, for a word of usual length, and their kinship."""
    a, b, back = unique_pairs(a, b)
    sound = apart(words, a, b)
    size = (lengths(words.codes[a]) + lengths(words.codes[b])) / 2
    far = sound * ((_USUAL / np.maximum(size, 2)) ** _POWER).astype(np.float32)
    given_kin, given_off = kinships(words.given, a, b)
    father_kin, father_off = kinships(words.father, a, b)
    both_fathers = words.patronymic[a] & words.patronymic[b] & (father_kin != Kinship.UNKNOWN)
    kin = np.where(both_fathers, father_kin, given_kin).astype(np.int8)
    off = np.where(both_fathers, father_off, given_off)
    for kind, bits in _KIN_BITS.items():
        here = kin == kind
        far[here] = np.minimum(far[here], bits + off[here] * 0.5 + far[here] * _STILL)
    # Two known names that are not one are two people's however near they are written; a surname may be like one.
    differ = (kin == Kinship.DIFFERENT) & (a != b) & (off < _KNOWN)
    far[differ] = np.maximum(far[differ], _DIFFERENT)
    far[both_fathers & (words.woman[a] != words.woman[b])] = _DIFFERENT
    initial = words.initial[a] | words.initial[b]
    first = costs()[words.codes[a, 0], words.codes[b, 0]]
    far[initial] = np.where(first[initial] <= _FIRST, 1.0 + first[initial] / 2, UNPAIRED)
    far[a == b] = 0
    return np.minimum(far, UNPAIRED)[back], kin[back]


_KIN_BITS = {Kinship.SAME: 0.5, Kinship.TRANSLATED: 5.0, Kinship.SHORT: 5.0, Kinship.RELATED: 9.0}
_STILL = 0.3  # of the distance by sound that counts between two forms of one name
_DIFFERENT = 16.0
_KNOWN = 2.5
_FIRST = 4.0
_LAST = 20.0
