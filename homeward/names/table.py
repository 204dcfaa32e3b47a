"""Words of names, each kept once, with everything that is known of it: what all comparing works on.

A list of a million people has some 200,000 different words. Each is read, looked up among given names and patronymics
and given its index keys once; people are then numbers of words, and whole columns are compared as arrays.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

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


def _joined(a: Classes, b: Classes) -> Classes:
    return Classes(*(np.concatenate(pair) for pair in zip(a, b, strict=True)))


class Words:
    """A growing table of folded words; a word's number is its place. Word 0 is the empty word: nothing is written.

    Attributes:
        texts: The words.
        codes: Their signs, shape (words, MAX_SIGNS).
        given: Their classes of given names.
        father: Their classes of fathers' names, if they are patronymics.
        initial: Whether a word is one letter.
        patronymic: Whether it ends as patronymics do.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self.codes = sounds.read(())
        self.given = _columns(())
        self.father = _columns(())
        self.initial = np.zeros(0, bool)
        self.patronymic = np.zeros(0, bool)
        self._looked = {"given": np.zeros(0, bool), "father": np.zeros(0, bool)}
        self.add([""])
        self.add(words)

    def __len__(self) -> int:
        return len(self.texts)

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
        for number, word in enumerate(fresh, start=len(self.texts)):
            self._numbers[word] = number
        self.texts += fresh
        like = np.array([fathers.like_one(word) for word in fresh], bool)
        known = _columns(given.memberships(fresh))
        named: list[tuple[Membership, ...]] = [()] * len(fresh)
        likely = np.flatnonzero(like)
        for place, hit in zip(likely, fathers.fathers([fresh[at] for at in likely]), strict=True):
            named[place] = hit
        self.codes = np.concatenate([self.codes, sounds.read(fresh)])
        self.given = _joined(self.given, known)
        self.father = _joined(self.father, _columns(named))
        self.initial = np.concatenate([self.initial, [len(word.rstrip(".")) == 1 for word in fresh]]).astype(bool)
        self.patronymic = np.concatenate([self.patronymic, like])
        more = np.zeros(len(fresh), bool)
        self._looked = {role: np.concatenate([looked, more]) for role, looked in self._looked.items()}

    def look(self, role: str, numbers: Numbers) -> None:
        """Look words up once more, with slips, because they stand where a given name or a patronymic should.

        Args:
            role: ``given`` or ``father``.
            numbers: The words that stand there.
        """
        classes: Classes = getattr(self, role)
        asked = np.unique(numbers)
        loose = (classes.number[asked, 0] == NONE) | (classes.off[asked, 0] > _SURE)
        asked = asked[loose & ~self._looked[role][asked] & ~self.initial[asked]]
        self._looked[role][asked] = True
        find = given.slipped if role == "given" else fathers.slipped
        found = _columns(find([self.texts[number] for number in asked]))
        for column, fresh in zip(classes, found, strict=True):
            column[asked] = fresh

    def forget(self, size: int) -> None:
        """Drop the words behind the first so many, such as those of an enquiry that was answered."""
        for word in self.texts[size:]:
            del self._numbers[word]
        del self.texts[size:]
        self.codes = self.codes[:size]
        self.given = Classes(*(column[:size] for column in self.given))
        self.father = Classes(*(column[:size] for column in self.father))
        self.initial, self.patronymic = self.initial[:size], self.patronymic[:size]
        self._looked = {role: looked[:size] for role, looked in self._looked.items()}
