"""A registry prepared to be searched: written once, opened in a moment, grown without being made anew.

Every person's names are numbers of words; each column has its vocabulary; people are found by surname, by date of birth
together with the given name, and by personal number, each a sorted array. People who come later lie in a small second
part which is searched the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.matching import dates
from homeward.matching.records import Records, columns_of, encode
from homeward.matching.vocabulary import Vocabulary
from homeward.matching.words import Subject
from homeward.names import alike, skeleton
from homeward.names.table import NONE, Numbers, Words

ROLES = ("surname", "given", "patronymic")


@dataclass(slots=True)
class _Sorted:
    """Keys in order and the records that have them."""

    keys: npt.NDArray[np.int64]
    record: npt.NDArray[np.int32]

    @classmethod
    def of(cls, keys: npt.NDArray[np.int64], record: npt.NDArray[np.intp] | None = None) -> "_Sorted":
        order = np.argsort(keys, kind="stable")
        owner = order if record is None else record[order]
        return cls(keys[order], owner.astype(np.int32))

    def ranges(self, asked: npt.NDArray[np.int64]) -> tuple[Numbers, Numbers]:
        """Where each asked key begins and ends."""
        return np.searchsorted(self.keys, asked), np.searchsorted(self.keys, asked, "right")


_UNKNOWN_GIVEN = 1 << 15


def given_groups(words: Words, given: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """(place, group) of given names: their classes, or the skeleton of one that is in none; initials have none."""
    classes = words.given.number[given]
    place, slot = np.nonzero(classes != NONE)
    group = classes[place, slot].astype(np.int64)
    unknown = np.flatnonzero((classes[:, 0] == NONE) & (given != 0) & ~words.initial[given])
    owner, keys = skeleton.whole(words.codes[given[unknown]])
    hashed = (keys % np.uint64(32749)).astype(np.int64) + _UNKNOWN_GIVEN
    return np.concatenate([place, unknown[owner]]), np.concatenate([group, hashed])


def birth_keys(born: npt.NDArray[np.int32], group: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Date and given name as one key."""
    return born.astype(np.int64) * (1 << 17) + group


class Part:
    """Some people of a registry, searchable."""

    def __init__(self, words: Words, ids: Sequence[str], records: Records) -> None:
        self.words, self.ids, self.records = words, list(ids), records
        self.vocabularies = {
            "surname": Vocabulary(words, records.surname, alike.surname, None),
            "given": Vocabulary(words, records.given, alike.given, "given"),
            "patronymic": Vocabulary(words, records.patronymic, alike.father, "father"),
        }
        self.by_surname = _Sorted.of(records.surname.astype(np.int64))
        place, group = given_groups(words, records.given.astype(np.intp))
        dated = records.born[place] > 0
        self.by_birth = _Sorted.of(birth_keys(records.born[place[dated]], group[dated]), place[dated])
        numbered = np.flatnonzero(records.number)
        self.by_number = _Sorted.of(records.number[numbered], numbered)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Chances:
    """How often two different people of a registry agree by chance, counted on pairs drawn from it.

    Attributes:
        born: By ``dates.Born``.
        unit: How many people each unit has, as a share: (units in order, shares).
        place: The same for birthplaces (words).
        sex: Share of each sex.
    """

    born: npt.NDArray[np.float64]
    unit: tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]
    place: tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]
    sex: npt.NDArray[np.float64]


_DRAWN = 400_000  # pairs of people from which chances are counted


def chances(records: Records) -> Chances:
    """Count the chances; the pairs drawn are the same on every machine."""
    known = records.born[records.born > 0]
    share = np.full(len(dates.Born), 0.0)
    if len(known) > 1:
        generator = np.random.Generator(np.random.PCG64(20250523))
        a = known[generator.integers(0, len(known), _DRAWN)]
        b = known[generator.integers(0, len(known), _DRAWN)]
        share += np.bincount(dates.relation(a, b), minlength=len(dates.Born)) / _DRAWN
        # Two people share a day by chance as often as the days of the registry say; drawing would only blur it.
        _, count = np.unique(known, return_counts=True)
        share[dates.Born.EXACT] = float((count / len(known) * (count - 1) / max(len(known) - 1, 1)).sum())
    day = max(share[dates.Born.EXACT], 1 / 40_000)
    least = {
        dates.Born.EXACT: 1.0, dates.Born.SWAPPED: 0.4, dates.Born.NEXT_DAY: 2.0, dates.Born.NEXT_MONTH: 3.0,
        dates.Born.NEXT_YEAR: 2.0, dates.Born.ONE_DIGIT: 8.0, dates.Born.PARTLY: 300.0,
        dates.Born.SAME_YEAR: 300.0, dates.Born.NEAR_YEARS: 1000.0, dates.Born.DIFFERENT: 1000.0,
    }  # fmt: skip
    for kind, days in least.items():
        share[kind] = max(share[kind], days * day)
    # A year alone agrees with whoever was born in it; two full dates are never drawn in that relation.
    share[dates.Born.PARTLY] = max(share[dates.Born.SAME_YEAR], share[dates.Born.PARTLY])
    return Chances(share, _shares(records.unit), _shares(records.place), _sexes(records.sex))


def _shares(values: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Each value but 0, in order, and its share."""
    found, count = np.unique(values[values != 0], return_counts=True)
    return found.astype(np.int64), count / max(int(count.sum()), 1)


def _sexes(sex: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """Share of M and F, at places 1 and 2."""
    count = np.bincount(sex, minlength=3).astype(np.float64)
    count[0] = 0
    return (count + [0, 1, 1]) / (count.sum() + 2)


def share_of(known: tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]], values: Numbers) -> npt.NDArray[np.float64]:
    """The share of each value; of one that nobody has, half of the rarest's."""
    found, shares = known
    if not len(found):
        return np.full(len(values), 0.5)
    place = np.minimum(np.searchsorted(found, values), len(found) - 1)
    least = float(shares.min()) / 2
    return np.where(found[place] == values, shares[place], least)


class Index:
    """A registry ready to be searched.

    Attributes:
        words: The table of words; asking takes new words in.
        parts: Its people, the first part the main one.
    """

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Prepare a registry given as columns (see ``words.COLUMNS``)."""
        self.words = Words()
        records = encode(columns, self.words, readings=2)
        self.parts = [Part(self.words, columns["id"], records)]
        self.chances = chances(records)

    @classmethod
    def of(cls, people: Iterable[Subject]) -> "Index":
        """Prepare a registry of subjects."""
        return cls(columns_of(people))

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts)
