"""Names that are near each other and not the same: the negatives of the development sets.

Nearness is measured by what everyone has (``anyascii``, then Jaro–Winkler), which is none of what is under test.
Whether two spellings may be the same name after all is asked of a crude skeleton, so that no pair is called different
that a person would call the same.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, Levenshtein

CYRILLIC = re.compile("[а-яёіїєґў]", re.IGNORECASE)
_CHUNK = 500
_NEIGHBOURS = 12
_FAMILY = 200  # spellings of one name; of more the second step is not believed
_LOOSE = 0.5  # of the letters of two crude skeletons may differ in a pair that is believed
_LOOSEST = 0.6  # of all letters, as near as two readings come
_CLASSES = (
    ("bpfvwu", "p"),
    ("cgkqxhjzsdtyi", "k"),  # ч ж ц щ are written with any of these; г is h, g or nothing
    ("l", "l"),
    ("mn", "n"),
    ("r", "r"),
)
_CLASS = {letter: sign for letters, sign in _CLASSES for letter in letters}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings, whether they are one name, where the pair comes from and in which languages it is."""

    a: str
    b: str
    same: bool
    kind: str
    langs: str
    split: str


@lru_cache(1 << 18)
def ascii_of(text: str) -> str:
    """Small Latin letters and spaces, the words in order of the alphabet."""
    return " ".join(sorted(re.sub(r"[^a-z ]+", "", anyascii(text).lower().replace("-", " ")).split()))


@lru_cache(1 << 18)
def skeleton(word: str) -> str:
    """A crude skeleton: consonants in five classes, runs made one."""
    signs = "".join(_CLASS.get(letter, "") for letter in ascii_of(word) if letter not in "aeo ")
    return re.sub(r"(.)\1+", r"\1", signs)


_FATHER = re.compile(
    r"(вич|віч|ьич|[оеіїёаы][вў]на|[vw][iy](t?s?c[hz]?|t?č|ć|cs|tš|ts?j?|tsch|sch)|[oeiay][vwu]n[aă])$", re.IGNORECASE
)


def believable(a: str, b: str) -> bool:
    """Whether two spellings that a source calls one name can be: mined pairs are now and then misaligned.

    A patronymic beside the father's own name, or beside another family's, is not one name.
    """
    if Levenshtein.normalized_distance(skeleton(a), skeleton(b)) > _LOOSE or bool(_FATHER.search(a)) != bool(
        _FATHER.search(b)
    ):
        return False
    return min(Levenshtein.normalized_distance(one, two) for one in readings(a) for two in readings(b)) <= _LOOSEST


_LETTERS = (
    (r"[yj]", "i"),
    (r"w", "v"),
    (r"kh", "h"),
    (r"t[sz]", "c"),
    (r"x", "ks"),
    (r"ph", "f"),
    (r"i(?=[aeou])", ""),
    (r"(.)\1+", r"\1"),
    (r"[eio]+vic[h]?$", "vich"),  # one father, Ukrainian and Russian
    (r"[eio]+vna$", "vna"),
    (r"(ov|ev|in)a$", r"\1"),  # a woman's form of a man's surname
    (r"([sc])k(a|aa|i)$", r"\1k"),
)


def _folded(latin: str) -> str:
    """Latin letters without what two romanisations of one name, or a woman's and a man's form of it, differ in."""
    small = re.sub(r"[^a-z]", "", anyascii(latin).lower())
    for found, put in _LETTERS:
        small = re.sub(found, put, small)
    return small


@lru_cache(1 << 18)
def readings(word: str) -> frozenset[str]:
    """The folded forms of a word: of a Cyrillic one by every official table for Ukrainian and Russian."""
    import translitua

    small = word.lower()
    if not CYRILLIC.search(small):
        return frozenset({_folded(small)})
    small = small.replace("ў", "в").replace("ё", "е")
    return frozenset(_folded(translitua.translit(small, table)) for table in _tables()) | {_folded(small)}


@lru_cache(1)
def _tables() -> tuple[type, ...]:
    import translitua

    return (*translitua.ALL_UKRAINIAN, *translitua.ALL_RUSSIAN)


def alike(a: str, b: str) -> bool:
    """Whether two words may well be one name, written in two alphabets or languages: then they are no near miss."""
    return not readings(a).isdisjoint(readings(b))


def neighbours(asked: Sequence[str], words: Sequence[str]) -> Iterator[list[str]]:
    """For each asked word the nearest of the others, best first, over both alphabets."""
    shelf = [ascii_of(word) for word in words]
    for start in range(0, len(asked), _CHUNK):
        some = [ascii_of(word) for word in asked[start : start + _CHUNK]]
        grid = process.cdist(some, shelf, scorer=JaroWinkler.similarity, dtype=np.float32)
        count = min(_NEIGHBOURS, len(shelf))
        best = np.argpartition(-grid, count - 1, axis=1)[:, :count]
        for row, places in enumerate(best):
            yield [words[place] for place in sorted(places, key=lambda place, row=row: -float(grid[row, place]))]


def negatives(
    positives: Iterable[Pair],
    source: Iterable[Pair],
    shelf: Iterable[str],
    chance: random.Random,
    each: int,
) -> Iterator[Pair]:
    """Near misses for each pair: ``a`` with other names of the shelf near it, half of them the nearest there are.

    What the source calls one name with ``a`` or ``b``, in one step or two, is never a near miss, nor what can be read
    as one of them.
    """
    held = list(positives)
    words = sorted(set(shelf))
    kin: dict[str, set[str]] = {}
    for pair in source:
        kin.setdefault(pair.a, {pair.a}).add(pair.b)
        kin.setdefault(pair.b, {pair.b}).add(pair.a)
    for pair, found in zip(held, neighbours([pair.a for pair in held], words), strict=True):
        near_kin = kin.get(pair.a, set()) | kin.get(pair.b, set())
        mine = set().union(*(kin[word] for word in near_kin)) if len(near_kin) < _FAMILY else near_kin
        others = [word for word in found if word not in mine and not alike(word, pair.a) and not alike(word, pair.b)]
        hard, rest = others[: (each + 1) // 2], others[(each + 1) // 2 :]
        for word in hard + chance.sample(rest, min(each - len(hard), len(rest))):
            yield Pair(pair.a, word, False, f"{pair.kind}, near", pair.langs, pair.split)
