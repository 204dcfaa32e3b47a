"""Which word of a name is the surname, which the given name, which the patronymic.

The columns of a list are believed, but not blindly: clerks swap them, write both names into one, write initials. A name
in one string has no columns at all. So every word is asked what it can be (a known given name, a patronymic of a known
father, neither), every order is weighed, and the readings that hold up are returned with their odds; who compares takes
the one that fits best and pays for its unlikelihood.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import numpy as np

from homeward.names.clean import words as cut
from homeward.names.table import NONE, Words
from homeward.names.titles import stripped

_SHOWN_ODDS = 7.0  # bits behind the best at which a reading is no longer returned
_MOST_READINGS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: folded words by role, ``""`` for none.

    Attributes:
        surname: Parts joined by a hyphen.
        given: The first given name.
        patronymic: The patronymic.
        others: Further words, such as second given names.
        bits: How likely this way is among all, log2; at most 0.
    """

    surname: str
    given: str
    patronymic: str
    others: tuple[str, ...] = ()
    bits: float = 0.0


@dataclass(frozen=True, slots=True)
class _Leaning:
    """What one word looks like: bits for each role."""

    surname: float
    given: float
    patronymic: float


class Leanings:
    """Bits for a word's being a surname, a given name or a patronymic, remembered by word."""

    def __init__(self, words: Words | None = None) -> None:
        self._words = Words() if words is None else words
        self._known: dict[str, _Leaning] = {}

    def of(self, word: str) -> _Leaning:
        """The leaning of a folded word."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._weighed(word)
        return found

    def _weighed(self, word: str) -> _Leaning:
        number = int(self._words.add([word])[0])
        if self._words.initial[number]:
            return _Leaning(-6.0, 1.0, 1.0)
        given, father = self._words.given, self._words.father
        surname, as_given, patronymic = 1.0, -3.0, -9.0
        if given.number[number, 0] != NONE:
            off = float(given.off[number, 0])
            as_given = 5.0 - off
            surname = -3.0 + off
            if given.group[number].min() < 0 and given.group[number].max() <= 0:
                as_given -= 1.0
        if father.number[number, 0] != NONE:
            patronymic = 7.0 - float(father.off[number, 0])
            surname = min(surname, -2.0)
        elif self._words.patronymic[number]:
            patronymic = 2.0
        return _Leaning(surname, as_given, patronymic)


# How often each order is met where no columns say: given name first in the west, surname first on lists.
_ORDERS: dict[tuple[str, ...], float] = {
    ("s",): -1.0, ("g",): -1.5, ("p",): -6.0,
    ("s", "g"): -1.0, ("g", "s"): -1.0, ("g", "p"): -3.0, ("p", "g"): -9.0, ("s", "p"): -7.0, ("p", "s"): -7.0,
    ("s", "g", "p"): -0.7, ("g", "p", "s"): -1.6, ("g", "s", "p"): -7.0, ("s", "p", "g"): -7.0,
    ("p", "g", "s"): -9.0, ("p", "s", "g"): -9.0,
    ("g", "o", "s"): -3.0, ("s", "g", "o"): -4.0,
}  # fmt: skip


@lru_cache(maxsize=1)
def _shared() -> Leanings:
    return Leanings()


def parse(
    text: str = "",
    *,
    surname: str = "",
    given: str = "",
    patronymic: str = "",
    leanings: Leanings | None = None,
) -> tuple[Reading, ...]:
    """The readings of a name, the likeliest first; at least one, whatever is given. Never fails.

    Args:
        text: The name in one string, used where the columns are empty.
        surname: What stands in the column of surnames.
        given: What stands in the column of given names.
        patronymic: What stands in the column of patronymics.
        leanings: A memory shared by many calls.
    """
    known = _shared() if leanings is None else leanings
    columns = [_cut(surname), _cut(given), _cut(patronymic)]
    filled = sum(1 for column in columns if column)
    if filled >= 2 or (filled == 1 and not text.strip()):
        if filled == 1 and sum(map(len, columns)) > 1:
            return _free([word for column in columns for word in column], known)
        return _columned(columns, known)
    return _free(_cut(text) or [word for column in columns for word in column], known)


def _cut(text: str) -> list[str]:
    return cut(stripped(text)) if text else []


def _columned(columns: list[list[str]], known: Leanings) -> tuple[Reading, ...]:
    """Readings of a name in columns."""
    surnames, givens, patronymics = columns
    others: tuple[str, ...] = ()
    if len(givens) > 1 and not patronymics:
        # Both names in one column: the second is a patronymic if it looks like one, else a second given name.
        leaning = known.of(givens[1])
        if leaning.patronymic > 0 or leaning.patronymic > leaning.given:
            patronymics, givens = givens[1:2], givens[:1] + givens[2:]
    elif len(surnames) > 1 and (not givens or known.of(surnames[0]).given > 1 or known.of(surnames[-1]).patronymic > 0):
        # The whole name in the column of surnames, or both names there and the surname in the other.
        return _free(surnames + givens + patronymics, known)
    if len(givens) > 1:
        others = tuple(givens[1:])
    words = ("-".join(surnames), givens[0] if givens else "", patronymics[0] if patronymics else "")
    readings = []
    for order in permutations(range(3)):
        # order[i] is the column that role i is read from.
        moved = sum(1 for role, column in enumerate(order) if role != column and (words[role] or words[column]))
        prior = {0: 0.0, 2: -4.5 if order == (1, 0, 2) else -7.0, 3: -9.0}[moved if moved != 1 else 2]
        picked = tuple(words[column] for column in order)
        readings.append((prior + _fit(picked, known), picked))
    return _best(readings, others)


def _fit(roles: tuple[str, ...], known: Leanings) -> float:
    """How well words stand in the roles surname, given name, patronymic, in bits."""
    surname, given, patronymic = roles
    fit = 0.0
    if surname:
        fit += known.of(surname).surname
    if given:
        fit += known.of(given).given
    if patronymic:
        fit += known.of(patronymic).patronymic
    return fit


def _free(words: list[str], known: Leanings) -> tuple[Reading, ...]:
    """Readings of words without columns."""
    if not words:
        return (Reading("", "", ""),)
    if len(words) > 3:
        return _long(words, known)
    readings: list[tuple[float, tuple[str, str, str]]] = []
    rest: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for order, prior in _ORDERS.items():
        if len(order) != len(words):
            continue
        roles = dict(zip(order, words, strict=True))
        picked = (roles.get("s", ""), roles.get("g", ""), roles.get("p", ""))
        fit = prior + _fit(picked, known)
        other = roles.get("o", "")
        if other:
            leaning = known.of(other)
            fit += max(leaning.given, -1.0) - max(leaning.patronymic, 0.0)
            rest[picked] = (other,)
        readings.append((fit, picked))
    return _best(readings, (), rest)


def _long(words: list[str], known: Leanings) -> tuple[Reading, ...]:
    """Four words and more: given names first, the surname last, or the surname first before a patronymic."""
    patronymics = [at for at, word in enumerate(words) if known.of(word).patronymic > 0]
    if patronymics and 0 < patronymics[-1] < len(words):
        at = patronymics[-1]
        if at == len(words) - 1:
            head = words[: at - 1] or words[:1]
            return (Reading("-".join(head), words[at - 1], words[at]),)
        return (Reading("-".join(words[at + 1 :]), words[0], words[at], tuple(words[1:at])),)
    return (
        Reading(words[-1], words[0], "", tuple(words[1:-1])),
        Reading("-".join(words[-2:]), words[0], "", tuple(words[1:-2]), -1.0),
        Reading(words[0], words[1], "", tuple(words[2:]), -3.0),
    )


def _best(
    readings: list[tuple[float, tuple[str, str, str]]] | list[tuple[float, tuple[str, ...]]],
    others: tuple[str, ...],
    rest: dict[tuple[str, str, str], tuple[str, ...]] | None = None,
) -> tuple[Reading, ...]:
    """The likely ones, with their odds; the same words in the same roles once."""
    weighed: dict[tuple[str, ...], float] = {}
    for bits, picked in readings:
        weighed[picked] = max(bits, weighed.get(picked, -np.inf))
    ordered = sorted(weighed.items(), key=lambda item: -item[1])
    best = ordered[0][1]
    near = [(picked, bits) for picked, bits in ordered if bits >= best - _SHOWN_ODDS][:_MOST_READINGS]
    total = float(np.log2(sum(2.0 ** (bits - best) for _, bits in near)))
    return tuple(
        Reading(p[0], p[1], p[2], (rest or {}).get((p[0], p[1], p[2]), others), round(bits - best - total, 3))
        for p, bits in near
    )
