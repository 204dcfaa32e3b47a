"""A list as arrays: every name a number of a word, every date a number, so that a million people are compared at
once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from homeward.matching import dates
from homeward.matching.columns import Column
from homeward.matching.words import COLUMNS, Subject
from homeward.names import clean
from homeward.names.parse import Leanings, Reading, parse
from homeward.names.table import NONE, Words
from homeward.names.titles import stripped

_DIGITS = re.compile(r"\d+")
_NO_SIGN = re.compile(r"[\W_]+")
_PLAIN = re.compile(r"[^\W\d_]{2,}(?:['’ʼ`´-][^\W\d_]{2,})*$")

_NAMED = 3.0  # bits off a known given name within which a surname may be one

_READ = tuple(name for name in COLUMNS if name != "id")

SEXES = {"": 0, "M": 1, "F": 2}


@dataclass(slots=True)
class Records:
    """People as arrays, all of one length; one record a reading of a name, so a row may have several.

    Attributes:
        row: Which row of the list.
        surname, given, patronymic: Words of the table, 0 for none.
        order: Bits that this reading of the name is behind the sure one, at most 0.
        sex: 0 not written, 1 M, 2 F.
        born: See ``dates``.
        place: Word of the table, 0 for none.
        unit: The unit's number, 0 for none.
        number: A fingerprint of the personal number, 0 for none.
    """

    row: npt.NDArray[np.int32]
    surname: npt.NDArray[np.int32]
    given: npt.NDArray[np.int32]
    patronymic: npt.NDArray[np.int32]
    order: npt.NDArray[np.float32]
    sex: npt.NDArray[np.int8]
    born: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]
    unit: npt.NDArray[np.int32]
    number: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row)

    def take(self, which: npt.NDArray[np.intp]) -> "Records":
        """Some of the records."""
        return Records(**{field.name: getattr(self, field.name)[which] for field in fields(self)})

    def with_more(self, more: "Records") -> "Records":
        """These and more."""
        return Records(**{f.name: np.concatenate([getattr(self, f.name), getattr(more, f.name)]) for f in fields(self)})


def columns_of(subjects: Iterable[Subject]) -> dict[str, list[str]]:
    """Subjects as columns."""
    people = list(subjects)
    return {name: [getattr(person, name) for person in people] for name in COLUMNS}


def encode(columns: Mapping[str, Sequence[str]], words: Words, *, readings: int = 4) -> Records:
    """A list as records.

    Args:
        columns: See ``words.COLUMNS``; all of one length, ``""`` where nothing is written.
        words: The table of words; new words are taken in.
        readings: At most so many readings of a name that can be read in several ways.
    """
    size = len(columns["id"])
    got = {name: Column.of(columns[name]) if name in columns else Column.empty(size) for name in _READ}
    row, surname, given, patronymic, order = _names(got, words, readings)
    words.look("given", given)
    words.look("father", patronymic)
    places = got["birthplace"]
    place = words.add(" ".join(clean.words(text)) for text in places.texts)
    return Records(
        row=row.astype(np.int32),
        surname=surname.astype(np.int32),
        given=given.astype(np.int32),
        patronymic=patronymic.astype(np.int32),
        order=order.astype(np.float32),
        sex=got["sex"].each(lambda text: SEXES.get(text, 0), np.int8)[row],
        born=got["born"].each(dates.number, np.int32)[row],
        place=place[places.codes][row].astype(np.int32),
        unit=got["unit"].each(unit_number, np.int32)[row],
        number=got["number"].each(fingerprint, np.int64)[row],
    )


def unit_number(text: str) -> int:
    """The digits of a unit's name, which both sides write; 0 if it has none."""
    found = _DIGITS.findall(text)
    return int(max(found, key=len)[:9]) if found else 0


def fingerprint(text: str) -> int:
    """A number written with any signs between, as one number; letters count, look-alikes of both alphabets as one."""
    bare = _NO_SIGN.sub("", clean.fold(text))
    if not bare:
        return 0
    if bare.isdecimal() and len(bare) < 18:
        return int(bare) + 1
    return -(int.from_bytes(bare.encode()[:7], "big") + (hash_of(bare) << 56 & 0x7F << 56) + 1)


def hash_of(text: str) -> int:
    """A small number that differs between most texts, the same on every machine."""
    value = 0
    for letter in text:
        value = (value * 131 + ord(letter)) & 0xFFFFFFFF
    return value


NameArrays = tuple[
    npt.NDArray[np.intp],
    npt.NDArray[np.intp],
    npt.NDArray[np.intp],
    npt.NDArray[np.intp],
    npt.NDArray[np.float64],
]


def _names(got: Mapping[str, Column], words: Words, readings: int) -> NameArrays:
    """(row, surname, given, patronymic, order): plain rows all at once, the odd ones one by one."""
    plain_words: list[npt.NDArray[np.intp]] = []
    odd = np.zeros(len(got["surname"]), bool)
    for name in ("surname", "given", "patronymic"):
        column = got[name]
        simple = [_simple(text) for text in column.texts]
        odd |= np.fromiter((word is None for word in simple), bool, len(simple))[column.codes]
        plain_words.append(words.add(word or "" for word in simple)[column.codes])
    surname, given, patronymic = plain_words
    odd |= (surname == 0) | (given == 0)
    odd |= _doubtful(words, surname, given, patronymic)
    written = [got[name].each(bool, np.bool_) for name in ("surname", "given", "patronymic", "full_name")]
    odd &= np.logical_or.reduce(written)
    plain = np.flatnonzero(~odd)
    parts: list[NameArrays] = [(plain, surname[plain], given[plain], patronymic[plain], np.zeros(len(plain)))]
    strange = np.flatnonzero(odd)
    if len(strange):
        parts.append(_parsed(got, words, strange, readings))
    joined = tuple(np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    by_row = np.argsort(joined[0], kind="stable")
    row, surname, given, patronymic, order = (array[by_row] for array in joined)
    return row, surname, given, patronymic, order


def _simple(text: str) -> str | None:
    """The folded word of a cell that holds one plain word, ``""`` for an empty cell, None for anything else."""
    if not text:
        return ""
    if _PLAIN.match(text) is None:
        return None
    found = clean.words(text)
    return found[0] if len(found) == 1 else None


def _doubtful(
    words: Words, surname: npt.NDArray[np.intp], given: npt.NDArray[np.intp], patronymic: npt.NDArray[np.intp]
) -> npt.NDArray[np.bool_]:
    """Rows whose columns may be exchanged: the word in one looks like what the other should hold."""
    first_given, off, first_father = words.given.number[:, 0], words.given.off[:, 0], words.father.number[:, 0]
    # A surname that is also a given name: the orders are weighed one by one.
    exchanged = (first_given[surname] != NONE) & (off[surname] < _NAMED)
    father_last = (first_father[surname] != NONE) & (first_father[patronymic] == NONE) & (patronymic != 0)
    misplaced = (first_father[given] != NONE) | father_last
    doubtful: npt.NDArray[np.bool_] = exchanged | misplaced
    return doubtful


def _parsed(got: Mapping[str, Column], words: Words, rows: npt.NDArray[np.intp], readings: int) -> NameArrays:
    """Rows read one by one."""
    leanings = Leanings(words)
    # Taken in together: one by one, each new word would copy the table.
    texts = [got[name][row] for row in rows.tolist() for name in ("surname", "given", "patronymic", "full_name")]
    words.add(word for text in dict.fromkeys(texts) if text for word in clean.words(stripped(text)))
    owner: list[int] = []
    found: list[Reading] = []
    for row in rows.tolist():
        ways = parse(
            got["full_name"][row],
            surname=got["surname"][row],
            given=got["given"][row],
            patronymic=got["patronymic"][row],
            leanings=leanings,
        )[:readings]
        owner += [row] * len(ways)
        found += ways
    return (
        np.array(owner, np.intp),
        words.add(way.surname for way in found),
        words.add(way.given for way in found),
        words.add(way.patronymic for way in found),
        np.array([way.bits for way in found]),
    )
