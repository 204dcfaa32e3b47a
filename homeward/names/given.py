"""Given names as classes: Микола, Николай, Мікалай, Nicholas, Mikołaj and Коля are one name; Марина and Мар'яна are
two.

How near two spellings are says little of given names: a clerk writes the name as his own language has it. So a word is
first looked for among the known forms (``data/given.txt``), by its letters or, in another script or with a slip, by its
sounds; only what is in no class is compared by sound alone.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from homeward.names.clean import fold
from homeward.names.forms import Forms, Membership


class Kinship(enum.IntEnum):
    """What two given names are to each other, from the surest to none."""

    SAME = 0
    """Forms of one name in the three languages, or spellings of one foreign form."""
    TRANSLATED = 1
    """The same name as another country has it: Іван and John."""
    SHORT = 2
    """A short or pet form and a full one, or two short ones: Коля."""
    RELATED = 3
    """Once one name, now usually two people's: Юрій and Георгій."""
    DIFFERENT = 4
    """Both known, and not the same."""
    UNKNOWN = 5
    """At least one is in no class."""


class Sex(enum.IntEnum):
    """Whose name it is."""

    BOTH = 0
    MALE = 1
    FEMALE = 2


@dataclass(frozen=True, slots=True)
class GivenName:
    """A class: its key (a Ukrainian form), whose name it is, and the forms at home."""

    key: str
    sex: Sex
    home: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    names: tuple[GivenName, ...]
    forms: dict[str, tuple[Membership, ...]]
    related: frozenset[tuple[int, int]]


_SEXES = {"m": Sex.MALE, "f": Sex.FEMALE, "b": Sex.BOTH}


def rows_of(name: str) -> list[list[str]]:
    """The columns of a data file of this package, comments and blank lines left out."""
    text = resources.files("homeward.names").joinpath(f"data/{name}").read_text("utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [[column.strip() for column in line.split("|")] for line in lines]


@lru_cache(maxsize=1)
def lexicon() -> _Lexicon:
    """All classes, and from a folded form to its classes."""
    names: list[GivenName] = []
    forms: dict[str, dict[int, Membership]] = {}
    asked: list[tuple[int, str]] = []

    def put(written: str, number: int, group: int) -> None:
        word = fold(written.rstrip("?"))
        here = forms.setdefault(word, {})
        # The surest reading of a form wins: at home before abroad before short.
        if number not in here or (here[number].group != 0 and group >= 0):
            here[number] = Membership(number, group)

    for row in rows_of("given.txt"):
        sex, uk, ru, be, abroad, short, related = row + [""] * (7 - len(row))
        home = [word for column in (uk, ru, be) for word in column.split()]
        if not home:
            home = [abroad.split()[0].split("=")[0]]
        number = len(names)
        names.append(GivenName(home[0].rstrip("?"), _SEXES[sex], tuple(word.rstrip("?") for word in home)))
        for word in home:
            put(word, number, 0)
        for group, joined in enumerate(abroad.split(), start=1):
            for word in joined.split("="):
                put(word, number, group)
        for joined in short.split():
            for word in joined.split("="):
                put(word, number, -1)
        asked += [(number, key) for key in related.split()]
    keys = {name.key: number for number, name in reversed(list(enumerate(names)))}
    pairs = {(number, keys[key]) for number, key in asked if key in keys}
    related_pairs = frozenset(pairs | {(b, a) for a, b in pairs})
    return _Lexicon(tuple(names), {word: tuple(found.values()) for word, found in forms.items()}, related_pairs)


@lru_cache(maxsize=1)
def _book() -> Forms:
    """The forms, ready to be looked up by sound."""
    return Forms(lexicon().forms)


def memberships(words: Sequence[str]) -> list[tuple[Membership, ...]]:
    """The classes of given names that each folded word belongs to, nearest first (see ``Forms.memberships``)."""
    return _book().memberships(words)


def slipped(words: Sequence[str]) -> list[tuple[Membership, ...]]:
    """The classes that each folded word may belong to if it was written with a slip, nearest first."""
    return _book().slipped(words)


def kinship(a: Iterable[Membership], b: Iterable[Membership]) -> Kinship:
    """What two words are to each other, by their memberships; symmetric."""
    ours, theirs = tuple(a), tuple(b)
    if not ours or not theirs:
        return Kinship.UNKNOWN
    best = Kinship.DIFFERENT
    related = lexicon().related
    for one in ours:
        for other in theirs:
            if one.number == other.number:
                if one.group < 0 or other.group < 0:
                    kind = Kinship.SHORT
                else:
                    kind = Kinship.SAME if one.group == other.group else Kinship.TRANSLATED
            elif (one.number, other.number) in related:
                kind = Kinship.RELATED
            else:
                continue
            best = min(best, kind)
    return best
