"""A registry prepared to be searched: written once, opened in a moment, grown without being made anew.

Every person's names are numbers of words; each column has its vocabulary; people are found by surname, by date of birth
together with the given name, and by personal number, each a sorted array. People who come later lie in a small second
part which is searched the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from homeward.matching import dates, storage
from homeward.matching.columns import Column, texts_of
from homeward.matching.records import Records, columns_of, encode
from homeward.matching.vocabulary import Cost, Vocabulary
from homeward.matching.words import COLUMNS, Side, Subject
from homeward.names import alike, skeleton
from homeward.names.table import NONE, Numbers, Words

ROLES = ("surname", "given", "patronymic")
_TOGETHER = 4  # a part is made one with what comes if it is at most so many times as large


@dataclass(frozen=True, slots=True)
class Sorted:
    """Keys in order and the records that have them."""

    keys: npt.NDArray[np.int64]
    record: npt.NDArray[np.int32]

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


def name_keys(surname: npt.NDArray[Any], group: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Surname and given name as one key."""
    return surname.astype(np.int64) * (1 << 17) + group


def born_keys(surname: npt.NDArray[Any], born: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Surname and date of birth as one key."""
    return surname.astype(np.int64) * (1 << 25) + born


_COLUMNS: dict[str, tuple[Cost, str | None]] = {
    "surname": (alike.surname, None),
    "given": (alike.given, "given"),
    "patronymic": (alike.father, "father"),
}
_SORTED = ("by_surname", "by_names", "by_name_and_birth", "by_birth", "by_number")


class Part:
    """Some people of a registry, searchable.

    Attributes:
        words: The table of words of the whole registry.
        ids: Their ids.
        written: Their fields as written, by name.
        records: Their fields as numbers; a person whose name can be read in several ways has several records.
        vocabularies: By role.
        arrays: Everything that was made, to be kept.
    """

    def __init__(
        self, words: Words, ids: Sequence[str], written: Mapping[str, Column], arrays: Mapping[str, npt.NDArray[Any]]
    ) -> None:
        """A part from what ``prepared`` made."""
        self.words, self.ids, self.written, self.arrays = words, ids, written, arrays
        self.records = Records(**{field.name: arrays[f"record.{field.name}"] for field in fields(Records)})
        self.vocabularies = {
            role: Vocabulary(words, cost, classes, _under(arrays, role)) for role, (cost, classes) in _COLUMNS.items()
        }
        self.by_surname, self.by_names, self.by_name_and_birth, self.by_birth, self.by_number = (
            Sorted(arrays[f"{name}.keys"], arrays[f"{name}.record"]) for name in _SORTED
        )

    @classmethod
    def of(cls, words: Words, columns: Mapping[str, Sequence[str]]) -> "Part":
        """Prepare people given as columns."""
        written = {name: Column.of(columns[name]) for name in COLUMNS if name != "id" and name in columns}
        ids = texts_of(columns["id"])
        records = encode({"id": ids, **written}, words, readings=2)
        arrays: dict[str, npt.NDArray[Any]] = {f"record.{f.name}": getattr(records, f.name) for f in fields(Records)}
        for role, (_, classes) in _COLUMNS.items():
            made = Vocabulary.prepared(words, getattr(records, role), classes)
            arrays |= {f"{role}.{name}": array for name, array in made.items()}
        for name, (keys, record) in _keys(words, records).items():
            order = np.argsort(keys, kind="stable")
            arrays[f"{name}.keys"], arrays[f"{name}.record"] = keys[order], record[order].astype(np.int32)
        return cls(words, ids, written, arrays)

    def __len__(self) -> int:
        return len(self.ids)

    def side(self, person: int, record: int) -> Side:
        """One person as evidence shows them."""
        return Side(
            {name: column[person] for name, column in self.written.items()},
            *(self.words.texts[getattr(self.records, role)[record]] for role in ROLES),
        )


def _under(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> dict[str, npt.NDArray[Any]]:
    """The arrays whose names begin so, without that beginning."""
    return {key.removeprefix(f"{name}."): array for key, array in arrays.items() if key.startswith(f"{name}.")}


def _keys(words: Words, records: Records) -> dict[str, tuple[npt.NDArray[np.int64], Numbers]]:
    """(keys, records) by which people are found."""
    everyone = np.arange(len(records))
    place, group = given_groups(words, records.given.astype(np.intp))
    born, numbered = np.flatnonzero(records.born), np.flatnonzero(records.number)
    dated = records.born[place] > 0
    return {
        "by_surname": (records.surname.astype(np.int64), everyone),
        "by_names": (name_keys(records.surname[place], group), place),
        "by_name_and_birth": (born_keys(records.surname[born], records.born[born]), born),
        "by_birth": (birth_keys(records.born[place[dated]], group[dated]), place[dated]),
        "by_number": (records.number[numbered], numbered),
    }


@dataclass(frozen=True, slots=True)
class Chances:
    """How often two different people of a registry agree by chance, counted on pairs drawn from it.

    Attributes:
        born: By ``dates.Born``.
        unit: How many people each unit has, as a share: (units in order, shares).
        place: The same for birthplaces (words).
        sex: Share of each sex.
        people: How many people the registry has.
    """

    born: npt.NDArray[np.float64]
    unit: tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]
    place: tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]
    sex: npt.NDArray[np.float64]
    people: int


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
    return Chances(
        share,
        _shares(records.unit),
        _shares(records.place),
        _sexes(records.sex),
        int(records.row[-1]) + 1 if len(records) else 0,
    )


def _shares(values: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Each value but 0, in order, and its share."""
    found, count = np.unique(values[values != 0], return_counts=True)
    return found.astype(np.int64), count / max(int(count.sum()), 1)


def _sexes(sex: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """Share of M and F, at places 1 and 2."""
    count = np.bincount(sex, minlength=3).astype(np.float64)
    count[0] = 0
    smoothed: npt.NDArray[np.float64] = (count + np.array([0.0, 1.0, 1.0])) / (count.sum() + 2)
    return smoothed


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
        chances: How often people agree by chance.
    """

    def __init__(self, columns: Mapping[str, Any]) -> None:
        """Prepare a registry given as columns by ``words.COLUMNS``: sequences of texts, or arrow arrays of them."""
        self.words = Words()
        self.parts = [Part.of(self.words, columns)]
        self.chances = chances(self.parts[0].records)
        self.lock = Lock()

    @classmethod
    def of(cls, people: Iterable[Subject]) -> "Index":
        """Prepare a registry of subjects."""
        return cls(columns_of(people))

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts)

    def add(self, columns: Mapping[str, Any]) -> None:
        """Take in more people; what was prepared stays as it is.

        Parts much smaller than the main one are made one, so that there are never more than a few.
        """
        with self.lock:
            more = dict(columns)
            while len(self.parts) > 1 and len(self.parts[-1]) <= _TOGETHER * max(len(more["id"]), 1):
                more = _below(self.parts.pop(), more)
            self.parts.append(Part.of(self.words, more))

    def save(self, folder: Path) -> None:
        """Write the prepared index into a folder (see ``storage``).

        Raises:
            OSError: It cannot be written there.
        """
        arrays: dict[str, npt.NDArray[Any]] = {f"words.{name}": array for name, array in self.words.columns().items()}
        texts: dict[str, Sequence[str]] = {"words": self.words.texts}
        names = {}
        for number, part in enumerate(self.parts):
            arrays |= {f"{number}.{name}": array for name, array in part.arrays.items()}
            texts[f"{number}.ids"] = part.ids
            for name, column in part.written.items():
                arrays[f"{number}.written.{name}"], texts[f"{number}.written.{name}"] = column.codes, column.texts
            names[str(number)] = {"arrays": sorted(part.arrays), "written": sorted(part.written)}
        for field in ("born", "sex", "people"):
            arrays[f"chances.{field}"] = np.atleast_1d(getattr(self.chances, field))
        for field in ("unit", "place"):
            arrays[f"chances.{field}.value"], arrays[f"chances.{field}.share"] = getattr(self.chances, field)
        storage.write(folder, arrays, texts, names)

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """Open a prepared index.

        Raises:
            IndexDamagedError: There is none, it is not whole, or another version made it.
        """
        names = storage.check(folder)
        index = cls.__new__(cls)
        known = Words.column_names()
        index.words = Words.restored(
            storage.Texts(folder, "words").all(), {name: storage.array(folder, f"words.{name}") for name in known}
        )
        index.parts = []
        for number, part in names.items():
            written = {
                name: Column(
                    storage.array(folder, f"{number}.written.{name}"), storage.Texts(folder, f"{number}.written.{name}")
                )
                for name in part["written"]
            }
            arrays = {name: storage.array(folder, f"{number}.{name}") for name in part["arrays"]}
            index.parts.append(Part(index.words, storage.Texts(folder, f"{number}.ids"), written, arrays))
        index.chances = Chances(
            storage.array(folder, "chances.born"),
            (storage.array(folder, "chances.unit.value"), storage.array(folder, "chances.unit.share")),
            (storage.array(folder, "chances.place.value"), storage.array(folder, "chances.place.share")),
            storage.array(folder, "chances.sex"),
            int(storage.array(folder, "chances.people")[0]),
        )
        index.lock = Lock()
        Words(["а"])  # loads the lexicons now, not while the first enquiry waits
        return index


def _below(part: Part, more: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The people of a part and more below them, as columns."""
    size = len(more["id"])
    joined: dict[str, Sequence[str]] = {"id": [*part.ids, *texts_of(more["id"])]}
    for name in COLUMNS[1:]:
        above = part.written.get(name, Column.empty(len(part)))
        below = Column.of(more[name]) if name in more else Column.empty(size)
        joined[name] = Column.of([*above, *below])
    return joined
