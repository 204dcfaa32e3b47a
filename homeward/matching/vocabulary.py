"""The different words of one column of a registry, and which of them a word from outside may be.

Words are few where people are many (200,000 surnames for a million people), so the costly comparing of sounds is done
between words, once each, and people are then looked up by their words. Words that may be one are found by their
skeletons (``names.skeleton``): the same, one consonant more or less, one consonant another; and by the class of given
names.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names import skeleton
from homeward.names.table import NONE, Numbers, Words

_AT_ONCE = 1024  # words whose pairs are measured together

Keys = npt.NDArray[np.uint64]
Cost = Callable[[Words, Numbers, Numbers], npt.NDArray[np.float32]]


class Pairs(NamedTuple):
    """Which of the asked words meets which of the vocabulary, and at what cost.

    Attributes:
        asked: Place in the words asked for.
        found: Place in the vocabulary.
        cost: In bits (see ``names.alike``).
    """

    asked: Numbers
    found: Numbers
    cost: npt.NDArray[np.float32]


class _Keyed(NamedTuple):
    """Keys in order, and whose each is."""

    keys: Keys
    owner: npt.NDArray[np.int32]


def expand(low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """All places of many ranges: (which range, place)."""
    count = high - low
    which = np.repeat(np.arange(len(low)), count)
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return which, np.repeat(low, count) + within


def distinct(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The different keys in order; sorting whole numbers is several times as fast as ``np.unique``."""
    ordered = np.sort(keys)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _met(asked: Numbers, keys: Keys, known: _Keyed) -> tuple[Numbers, Numbers]:
    """(asked, owner) of all that have one key."""
    low, high = np.searchsorted(known.keys, keys), np.searchsorted(known.keys, keys, "right")
    which, place = expand(low, high)
    return asked[which], known.owner[place].astype(np.intp)


class Vocabulary:
    """The words of one column.

    Attributes:
        numbers: The words, by their number in the table; in order.
        count: How many records have each.
    """

    def __init__(self, words: Words, cost: Cost, classes: str | None, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        """A prepared column.

        Args:
            words: The table.
            cost: What a difference costs in this column.
            classes: Which classes make words of this column one, besides sound: ``given``, ``father`` or None.
            arrays: What ``prepared`` made.
        """
        self._words, self._cost, self._classes = words, cost, classes
        self.arrays = arrays
        self.numbers: Numbers = arrays["numbers"]
        self.count: Numbers = arrays["count"]
        self._initials = np.flatnonzero(words.initial[self.numbers])

    @staticmethod
    def prepared(words: Words, column: npt.NDArray[np.int32], classes: str | None) -> dict[str, npt.NDArray[Any]]:
        """What is kept of a column.

        Args:
            words: The table.
            column: A word of the table for each record, 0 for none.
            classes: As for a vocabulary.
        """
        numbers, count = np.unique(column[column != 0], return_counts=True)
        numbers = numbers.astype(np.intp)
        codes = words.codes[numbers]
        owner, keys, places = skeleton.thinned(codes)
        keyed = {
            "whole": skeleton.whole(codes),
            "thinned": (owner, keys),
            "replaced": (owner, skeleton.placed(keys, places)),
            "sorted": skeleton.sorted_whole(codes),
        }
        if classes is not None:
            member = getattr(words, classes).number[numbers]
            owner, slot = np.nonzero(member != NONE)
            keyed["members"] = (owner, member[owner, slot].astype(np.uint64))
        arrays: dict[str, npt.NDArray[Any]] = {"numbers": numbers, "count": count}
        for name, (owner, keys) in keyed.items():
            order = np.argsort(keys, kind="stable")
            arrays[f"{name}.keys"], arrays[f"{name}.owner"] = keys[order], owner[order].astype(np.int32)
        return arrays

    def _keyed(self, name: str) -> _Keyed:
        return _Keyed(self.arrays[f"{name}.keys"], self.arrays[f"{name}.owner"])

    def __len__(self) -> int:
        return len(self.numbers)

    def near(self, asked: Numbers, most: float, *, slips: bool) -> Pairs:
        """The words of the column that each asked word may be.

        Args:
            asked: Words of the table, none of them 0.
            most: Bits beyond which a word is not meant.
            slips: Also look for a wrong, missing or surplus consonant.
        """
        found = [self._near(asked[at : at + _AT_ONCE], at, most, slips) for at in range(0, len(asked), _AT_ONCE)] or [
            self._near(asked, 0, most, slips)
        ]
        return Pairs(*(np.concatenate(columns) for columns in zip(*found, strict=True)))

    def _near(self, asked: Numbers, first: int, most: float, slips: bool) -> Pairs:
        """The same for words few enough that all their pairs fit in memory; ``first`` is the first one's place."""
        codes = self._words.codes[asked]
        whole = skeleton.whole(codes)
        found = [_met(*whole, self._keyed("whole"))]
        if slips:
            owner, keys, places = skeleton.thinned(codes)
            found.append(_met(*whole, self._keyed("thinned")))
            found.append(_met(owner, keys, self._keyed("whole")))
            found.append(_met(owner, skeleton.placed(keys, places), self._keyed("replaced")))
            found.append(_met(*skeleton.sorted_whole(codes), self._keyed("sorted")))
        if self._classes is not None:
            member = getattr(self._words, self._classes).number[asked]
            owner, slot = np.nonzero(member != NONE)
            found.append(_met(owner, member[owner, slot].astype(np.uint64), self._keyed("members")))
        found.append(self._by_initial(asked))
        width = len(self.numbers)
        left, right = np.divmod(distinct(np.concatenate([a * width + b for a, b in found])), max(width, 1))
        cost = self._cost(self._words, asked[left], self.numbers[right])
        kept = cost <= most
        return Pairs(left[kept] + first, right[kept], cost[kept])

    def _by_initial(self, asked: Numbers) -> tuple[Numbers, Numbers]:
        """An initial meets every word that begins as it does; a word every initial."""
        initial = np.flatnonzero(self._words.initial[asked])
        everything = np.arange(len(self.numbers))
        left = np.concatenate(
            [np.repeat(initial, len(everything)), np.tile(np.arange(len(asked)), len(self._initials))]
        )
        right = np.concatenate([np.tile(everything, len(initial)), np.repeat(self._initials, len(asked))])
        return left, right
