"""Words of names, each kept once, with everything that is known of it: what all comparing works on.

A list of a million people has some 200,000 different words. Each is read, looked up among given names and patronymics
and given its index keys once; people are then numbers of words, and whole columns are compared as arrays.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names import fathers, given, sounds
from homeward.names.forms import Membership

Numbers = npt.NDArray[np.intp]
CLASSES = 4
"""Classes of given names kept of one word; pet forms like Слава have as many."""

NONE = -1
_SURE = 1.5  # bits off a known form within which a word is taken for nothing else


class Classes(NamedTuple):
    """Classes of each word, nearest first.

    Attributes:
        number: Which classes, shape (words, CLASSES), NONE where there are no more.
        group: The word's group in each (see ``forms.Membership``).
        off: Bits between the word and the form it was taken for.
    """

    number: npt.NDArray[np.int32]
    group: npt.NDArray[np.int8]
    off: npt.NDArray[np.float32]


_CLASSES = {"number": np.int32, "group": np.int8, "off": np.float32}
_COLUMNS: dict[str, tuple[tuple[int, ...], type[np.generic]]] = {
    "codes": ((sounds.MAX_SIGNS,), np.uint8),
    "initial": ((), np.bool_),
    "patronymic": ((), np.bool_),
    "woman": ((), np.bool_),
    "given.looked": ((), np.bool_),
    "father.looked": ((), np.bool_),
} | {f"{role}.{part}": ((CLASSES,), dtype) for role in ("given", "father") for part, dtype in _CLASSES.items()}


def _columns(found: Sequence[tuple[Membership, ...]]) -> Classes:
    """Memberships as columns."""
    number = np.full((len(found), CLASSES), NONE, np.int32)
    group = np.zeros((len(found), CLASSES), np.int8)
    off = np.zeros((len(found), CLASSES), np.float32)
    for row, hits in enumerate(found):
        for place, hit in enumerate(hits[:CLASSES]):
            number[row, place] = hit.number
            group[row, place] = min(hit.group, 127)
            off[row, place] = hit.off
    return Classes(number, group, off)


def _opened(word: str) -> str:
    """An initial as the beginning of a word, not the end of one; the hard sign is read as nothing."""
    return word.rstrip(".") + "ъ" if len(word.rstrip(".")) == 1 else word


class Words:
    """A growing table of folded words; a word's number is its place. Word 0 is the empty word: nothing is written.

    The columns grow in place, by a quarter when they are full, so that taking in the few words of one enquiry costs
    nothing that grows with the table.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        """A table of some words."""
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._room: dict[str, npt.NDArray[Any]] = {
            name: np.zeros((0, *shape), dtype) for name, (shape, dtype) in _COLUMNS.items()
        }
        self.add([""])
        self.add(words)

    @classmethod
    def restored(cls, texts: Sequence[str], arrays: Mapping[str, npt.NDArray[Any]]) -> "Words":
        """A table as it was kept (see ``columns``)."""
        table = cls.__new__(cls)
        table.texts = list(texts)
        table._numbers = {word: number for number, word in enumerate(table.texts)}
        size = len(table.texts)
        table._room = {}
        for name, (shape, dtype) in _COLUMNS.items():
            room = np.zeros((size + size // 8 + 64, *shape), dtype)
            room[:size] = arrays[name]
            table._room[name] = room
        return table

    @staticmethod
    def column_names() -> tuple[str, ...]:
        """The names of what ``columns`` gives."""
        return tuple(_COLUMNS)

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """Everything that is known of the words, to be kept."""
        return {name: room[: len(self)] for name, room in self._room.items()}

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def codes(self) -> sounds.Codes:
        """Signs of the words, shape (words, MAX_SIGNS)."""
        return self._room["codes"][: len(self)]

    @property
    def given(self) -> Classes:
        """Their classes of given names."""
        return self._classes("given")

    @property
    def father(self) -> Classes:
        """Their classes of fathers' names, if they are patronymics."""
        return self._classes("father")

    @property
    def initial(self) -> npt.NDArray[np.bool_]:
        """Whether a word is one letter."""
        return self._room["initial"][: len(self)]

    @property
    def patronymic(self) -> npt.NDArray[np.bool_]:
        """Whether a word ends as patronymics do."""
        return self._room["patronymic"][: len(self)]

    @property
    def woman(self) -> npt.NDArray[np.bool_]:
        """Whether a word ends as women's patronymics do."""
        return self._room["woman"][: len(self)]

    def _classes(self, role: str) -> Classes:
        return Classes(*(self._room[f"{role}.{part}"][: len(self)] for part in Classes._fields))

    def add(self, words: Iterable[str]) -> Numbers:
        """The numbers of words, new ones taken in."""
        asked = list(words)
        fresh = [word for word in dict.fromkeys(asked) if word not in self._numbers]
        if fresh:
            self._take(fresh)
        numbers = self._numbers
        return np.fromiter((numbers[word] for word in asked), np.intp, len(asked))

    def number(self, word: str) -> int | None:
        """The number of a word, None if it is not here."""
        return self._numbers.get(word)

    def _take(self, fresh: list[str]) -> None:
        first, size = len(self.texts), len(self.texts) + len(fresh)
        if size > len(self._room["codes"]):
            for name, room in self._room.items():
                self._room[name] = np.concatenate(
                    [room[:first], np.zeros((size + size // 4 - first, *room.shape[1:]), room.dtype)]
                )
        for number, word in enumerate(fresh, start=first):
            self._numbers[word] = number
        self.texts += fresh
        like = np.array([fathers.like_one(word) for word in fresh], bool)
        named: list[tuple[Membership, ...]] = [()] * len(fresh)
        likely = np.flatnonzero(like)
        for place, hit in zip(likely, fathers.fathers([fresh[at] for at in likely]), strict=True):
            named[place] = hit
        new: dict[str, npt.NDArray[Any]] = {
            "codes": sounds.read([_opened(word) for word in fresh]),
            "initial": np.array([len(word.rstrip(".")) == 1 for word in fresh], bool),
            "patronymic": like,
            "woman": like & np.array([fathers.of_woman(word) for word in fresh], bool),
            "given.looked": np.zeros(len(fresh), bool),
            "father.looked": np.zeros(len(fresh), bool),
        }
        for role, found in (("given", given.memberships(fresh)), ("father", named)):
            new |= {f"{role}.{part}": column for part, column in _columns(found)._asdict().items()}
        for name, column in new.items():
            self._room[name][first:size] = column

    def look(self, role: str, numbers: Numbers) -> None:
        """Look words up once more, with slips, because they stand where a given name or a patronymic should.

        Args:
            role: ``given`` or ``father``.
            numbers: The words that stand there.
        """
        classes, looked = self._classes(role), self._room[f"{role}.looked"]
        asked = np.unique(numbers)
        loose = (classes.number[asked, 0] == NONE) | (classes.off[asked, 0] > _SURE)
        asked = asked[loose & ~looked[asked] & ~self.initial[asked]]
        if not len(asked):
            return
        looked[asked] = True
        find = given.slipped if role == "given" else fathers.slipped
        found = _columns(find([self.texts[number] for number in asked]))
        classes.number[asked], classes.group[asked], classes.off[asked] = found

    def forget(self, size: int) -> None:
        """Drop the words behind the first so many, such as those of an enquiry that was answered."""
        for word in self.texts[size:]:
            del self._numbers[word]
        del self.texts[size:]
