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

from homeward.matching import storage
from homeward.matching.chances import Chances, Tally
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

    def born(self, record: Numbers) -> npt.NDArray[np.int32]:
        """Dates of birth of some records (see ``dates``)."""
        found: npt.NDArray[np.int32] = self.records.born[record]
        return found

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
        self.chances = Tally.of(self.parts[0].records, self.words).chances(self.words)
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
