"""Keys under which names that may be one are found without comparing all with all.

A name's skeleton is the row of its consonant classes: в ф v w f are one class, all sibilants are one, vowels are left
out. It survives nearly every scheme and most slips in vowels. One wrong, missing or surplus consonant is found by keys
with one consonant taken out (deletion neighbourhoods: Mor and Fraenkel 1982; bounded to one here). Signs read in two
ways give both skeletons.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from homeward.names.sounds import MAX_SIGNS, Codes, consonants

Keys = npt.NDArray[np.uint64]

KEPT = 9  # classes of a skeleton that count; 4 bits each, 36 bits of a key
_CLASSES = "BPVGKDTSLMNR"
_SHORTEST = 3  # skeletons shorter than this are found whole only: one taken out would fit half of all names


@lru_cache(maxsize=1)
def _classes() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """For the first and the second reading: classes of a sign, shape (signs, 2), 1 to 12; 0 is none."""
    tables = []
    for reading in (0, -1):
        rows = [[0, 0] for _ in consonants()]
        for row, classes in zip(rows, consonants(), strict=True):
            for place, letter in enumerate(classes.split("/")[reading]):
                row[place] = _CLASSES.index(letter) + 1
        tables.append(np.array(rows, np.uint8))
    return tables[0], tables[1]


def _packed(codes: Codes, table: npt.NDArray[np.uint8]) -> tuple[Keys, npt.NDArray[np.intp]]:
    """Skeletons in 4 bits a class, the first class lowest, and how many classes each has."""
    spread = table[codes].reshape(len(codes), 2 * MAX_SIGNS)
    word, place = np.nonzero(spread)
    value = spread[word, place]
    doubled = np.zeros(len(value), bool)
    doubled[1:] = (value[1:] == value[:-1]) & (word[1:] == word[:-1])
    word, value = word[~doubled], value[~doubled]
    column = np.arange(len(word)) - np.searchsorted(word, np.arange(len(codes)))[word]
    kept = column < KEPT
    packed = np.zeros(len(codes), np.uint64)
    shifted = value[kept].astype(np.uint64) << (4 * column[kept]).astype(np.uint64)
    np.bitwise_or.at(packed, word[kept], shifted)
    size = np.minimum(np.bincount(word, minlength=len(codes)), KEPT)
    return packed, size.astype(np.intp)


def whole(codes: Codes) -> tuple[npt.NDArray[np.intp], Keys]:
    """(word, key) of every word's skeletons, one or two a word, in order of words."""
    first, _ = _packed(codes, _classes()[0])
    second, _ = _packed(codes, _classes()[1])
    other = np.flatnonzero(second != first)
    words = np.concatenate([np.arange(len(codes)), other])
    return words, np.concatenate([first, second[other]])


def thinned(codes: Codes) -> tuple[npt.NDArray[np.intp], Keys, Keys]:
    """(word, key, place) of every word's skeletons with the consonant at a place taken out.

    Two words of which one has a consonant more meet where a thinned key of one is a whole key of the other; two with
    one consonant differing meet where key and place are the same.
    """
    words, keys = whole(codes)
    first, sizes = _packed(codes, _classes()[0])
    second, more = _packed(codes, _classes()[1])
    size = np.concatenate([sizes, more[second != first]])
    out_words, out_keys, out_places = [], [], []
    for place in range(KEPT):
        has = (size > place) & (size >= _SHORTEST)
        low = np.uint64((1 << (4 * place)) - 1)
        left = keys[has] & low
        right = (keys[has] >> np.uint64(4 * place + 4)) << np.uint64(4 * place)
        out_words.append(words[has])
        out_keys.append(left | right)
        out_places.append(np.full(int(has.sum()), place, np.uint64))
    return np.concatenate(out_words), np.concatenate(out_keys), np.concatenate(out_places)


def sorted_whole(codes: Codes) -> tuple[npt.NDArray[np.intp], Keys]:
    """(word, key) of skeletons with their consonants in alphabetical order: two exchanged consonants still meet."""
    words, keys = whole(codes)
    places = np.arange(KEPT, dtype=np.uint64) * np.uint64(4)
    classes = (keys[:, None] >> places) & np.uint64(15)
    classes.sort(axis=1)
    result: Keys = np.bitwise_or.reduce(classes << places, axis=1)
    return words, result


def placed(keys: Keys, places: Keys) -> Keys:
    """Thinned keys told apart by the place that was taken out."""
    result: Keys = (keys << np.uint64(4)) | places
    return result
