"""How often two different people of a registry agree by chance, counted in the registry itself."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.matching import dates
from homeward.matching.records import Records
from homeward.names.table import Numbers, Words

Shares = tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]
_DRAWN = 400_000  # pairs of dates from which the relations are counted
_LEAST = {
    dates.Born.EXACT: 1.0, dates.Born.SWAPPED: 0.4, dates.Born.NEXT_DAY: 2.0, dates.Born.NEXT_MONTH: 3.0,
    dates.Born.NEXT_YEAR: 2.0, dates.Born.ONE_DIGIT: 8.0, dates.Born.PARTLY: 300.0,
    dates.Born.SAME_YEAR: 300.0, dates.Born.NEAR_YEARS: 1000.0, dates.Born.DIFFERENT: 1000.0,
}  # fmt: skip
"""Days of the calendar that each relation covers at least, for registries too small to show it."""


@dataclass(frozen=True, slots=True)
class Chances:
    """The chances of a registry.

    Attributes:
        born: Share of pairs of people by ``dates.Born``.
        unit: How many people each unit has, as a share: (units in order, shares).
        place: The same for birthplaces (words of the table).
        sex: Share of each sex.
        people: How many people the registry has.
    """

    born: npt.NDArray[np.float64]
    unit: Shares
    place: Shares
    sex: npt.NDArray[np.float64]
    people: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted in a registry or in a part of it; parts are added up in any order.

    Attributes:
        people: How many there are.
        born, unit: How many have each date of birth and unit.
        place: How many have each birthplace, by the folded word.
        sex: How many have each sex.
    """

    people: int
    born: Counter[int]
    unit: Counter[int]
    place: Counter[str]
    sex: Counter[int]

    @classmethod
    def of(cls, records: Records, words: Words) -> "Tally":
        """Count some records."""
        place = _counted(records.place)
        return cls(
            people=len(np.unique(records.row)),
            born=_counted(records.born),
            unit=_counted(records.unit),
            place=Counter({words.texts[number]: count for number, count in place.items()}),
            sex=_counted(records.sex),
        )

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.people + other.people,
            self.born + other.born,
            self.unit + other.unit,
            self.place + other.place,
            self.sex + other.sex,
        )

    def chances(self, words: Words) -> Chances:
        """The chances; the same counts give the same, on every machine.

        Args:
            words: The table whose numbers the places shall have.
        """
        numbers = words.add(self.place)
        place = Counter(dict(zip(numbers.tolist(), self.place.values(), strict=True)))
        sexes = np.array([0.0, self.sex[1] + 1.0, self.sex[2] + 1.0])
        return Chances(_relations(self.born), _shares(self.unit), _shares(place), sexes / sexes.sum(), self.people)


def _counted(values: npt.NDArray[np.int32] | npt.NDArray[np.int8]) -> Counter[int]:
    """How often each value but 0 occurs."""
    found, count = np.unique(values[values != 0], return_counts=True)
    return Counter(dict(zip(found.tolist(), count.tolist(), strict=True)))


def _shares(counts: Counter[int]) -> Shares:
    """Each value, in order, and its share."""
    ordered = sorted(counts.items())
    total = max(sum(counts.values()), 1)
    return np.array([v for v, _ in ordered], np.int64), np.array([c / total for _, c in ordered], np.float64)


def _relations(born: Counter[int]) -> npt.NDArray[np.float64]:
    """How often two people's dates of birth stand in each relation by chance."""
    share = np.zeros(len(dates.Born))
    total = sum(born.values())
    if total > 1:
        ordered = sorted(born.items())
        values = np.array([value for value, _ in ordered], np.int32)
        count = np.array([times for _, times in ordered], np.int64)
        edges = np.cumsum(count)
        generator = np.random.Generator(np.random.PCG64(20250523))
        a, b = (values[np.searchsorted(edges, generator.integers(0, total, _DRAWN), "right")] for _ in range(2))
        share += np.bincount(dates.relation(a, b), minlength=len(dates.Born)) / _DRAWN
        # Two people share a day by chance as often as the days of the registry say; drawing would only blur it.
        share[dates.Born.EXACT] = float((count / total * (count - 1) / (total - 1)).sum())
    day = max(share[dates.Born.EXACT], 1 / 40_000)
    for kind, days in _LEAST.items():
        share[kind] = max(share[kind], days * day)
    # A year alone agrees with whoever was born in it; two full dates are never drawn in that relation.
    share[dates.Born.PARTLY] = max(share[dates.Born.SAME_YEAR], share[dates.Born.PARTLY])
    return share


def share_of(known: Shares, values: Numbers) -> npt.NDArray[np.float64]:
    """The share of each value; of one that nobody has, half of the rarest's."""
    found, shares = known
    if not len(found):
        return np.full(len(values), 0.5)
    place = np.minimum(np.searchsorted(found, values), len(found) - 1)
    least = float(shares.min()) / 2
    return np.where(found[place] == values, shares[place], least)
