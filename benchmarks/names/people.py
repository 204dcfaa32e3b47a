"""Full names of people in two spellings: the development set of names.

Sources, none of them part of the repository:

- ``wikidata``: labels of politicians of some eighty parliaments in Ukrainian, Russian, Belarusian, English and fourteen
  other languages (CC0), as collected by github.com/everypolitician/everypolitician-data in
  ``data/*/*/sources/morph/wikidata.csv``: a git directory of it or of a fork is asked for. These people are real and
  public; they are measured with and kept nowhere.
- ``composed``: nobody real. A given name, a father's and a surname of ``names-translator`` (MIT), drawn as often as
  ``russiannames`` (BSD) counts them, written in Ukrainian, Russian, Belarusian, by every table of ``translitua`` (MIT)
  and as newspapers of seven languages do (``benchmarks.names.schemes``).
"""

import csv
import io
import random
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from benchmarks.names import belarusian, schemes
from benchmarks.names.near import CYRILLIC, Pair, alike, ascii_of, believable, neighbours, skeleton
from benchmarks.names.tokens import split_of

LANGUAGES = ("uk", "ru", "be", "en", "de", "fr", "pl", "es", "it", "nl", "sv", "cs", "hu", "fi", "pt", "lt", "lv", "et")
CYRILLIC_LANGUAGES = ("uk", "ru", "be")
PER_PERSON, LATIN_PAIRS = 6, 1
COMPOSED = 9_000
_PATRONYMIC = re.compile(r"(вич|ич|іч|вна|чна|v[iy]ch|v[iy]č|witsch|vitch|wicz|[oe]vna|[oe]wna)$")
_NOTE = re.compile(r"\s*\([^)]*\)|\s*,?\s*\b(?:Jr|Sr|Baron(?:ess)?|Lord|Lady|Sir|Dame)\b\.?.*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A full name as written in one language, its parts as far as they are known, and which names these are.

    ``keys`` names surname, given name and father the same however they are written here.
    """

    text: str
    lang: str
    surname: str
    given: str
    father: str
    keys: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """One person's names in several languages."""

    id: str
    names: tuple[Name, ...]
    split: str


def _parts(text: str, lang: str) -> Name | None:
    """A label with its parts told apart: the surname is first before a comma and otherwise last."""
    text = " ".join(_NOTE.sub("", text).split())
    family, comma, rest = text.partition(", ")
    words = [*rest.split(), family] if comma else text.split()
    if len(words) < 2 or len(words) > 4:
        return None
    father = words[1] if len(words) == 3 and _PATRONYMIC.search(words[1]) else ""
    return Name(text, lang, words[-1], words[0], father, (words[-1], words[0], father))


def wikidata(git: Path) -> Iterator[Person]:
    """Politicians who have a label in Ukrainian, Russian or Belarusian."""

    def run(*words: str) -> str:
        done = subprocess.run(["git", "--git-dir", str(git), *words], capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    held: dict[str, dict[str, str]] = defaultdict(dict)
    for file in run("ls-tree", "-r", "--name-only", "-z", "HEAD", "data").split("\0"):
        if file.endswith("sources/morph/wikidata.csv"):
            for row in csv.DictReader(io.StringIO(run("show", f"HEAD:{file}"))):
                labels = {lang: row[f"name__{lang}"] for lang in LANGUAGES if row.get(f"name__{lang}")}
                held[row["id"]] |= labels
    for person, labels in sorted(held.items()):
        found = [name for lang, text in labels.items() if (name := _parts(text, lang)) is not None]
        right = [name for name in found if bool(CYRILLIC.search(name.text)) == (name.lang in CYRILLIC_LANGUAGES)]
        if any(name.lang in CYRILLIC_LANGUAGES for name in right):
            yield Person(person, tuple(right), split_of(person))


class Composer:
    """Makes names of people that do not exist."""

    def __init__(self, seed: int) -> None:
        import pandas as pd
        from names_translator.dicts import default_dicts

        self.chance = random.Random(seed)
        self.dictionary = default_dicts()
        folder = resources.files("russiannames") / "data"

        def counted(table: str) -> dict[tuple[str, str], int]:
            frame = pd.read_parquet(folder / f"{table}.parquet").dropna(subset=["text", "count"])
            rows = zip(frame["text"], frame["gender"], frame["count"], strict=True)
            return {(text.lower(), sex): int(n) for text, sex, n in rows}

        self.drawn = {
            "m": {part: self._weighed(part, counted(table), "m") for part, table in _TABLES},
            "f": {part: self._weighed(part, counted(table), "f") for part, table in _TABLES},
        }

    def _weighed(
        self, part: str, count: Mapping[tuple[str, str], int], sex: str
    ) -> tuple[list[tuple[str, str]], list[float]]:
        """(Ukrainian, Russian) words of a part of a name, and the weights they are drawn by."""
        words, weights = [], []
        for uk, found in self.dictionary.as_dict(part).items():
            ru = found[0].lower()
            n = count.get((ru, sex), 0)
            if part == "last" and not n and not re.search("(ов|ев|ін|їн|ий|ова|ева|іна|їна|а)$", uk):
                n = 2  # Ukrainian surnames that the Russian table does not count
            if n >= (2 if part == "last" else 30):
                words.append((uk, ru))
                weights.append(float(n) ** 0.75)  # rarer ones more often than in life: what is common is soon learnt
        return words, list(np.cumsum(weights))

    def draw(self, part: str, sex: str) -> tuple[str, str]:
        """One (Ukrainian, Russian) word."""
        words, weights = self.drawn[sex][part]
        return self.chance.choices(words, cum_weights=weights)[0]

    def people(self, count: int) -> Iterator[Person]:
        """People with their names written in up to six ways."""
        for _ in range(count):
            sex = "f" if self.chance.random() < 0.25 else "m"
            parts = [self.draw(part, sex) for part in ("last", "first", "patronymic")]
            ways = [self.write([uk for uk, _ in parts], [ru for _, ru in parts]) for _ in range(6)]
            person = " ".join(ru for _, ru in parts)
            yield Person(person, tuple({name.text: name for name in ways}.values()), split_of(person))

    def write(self, uk: Sequence[str], ru: Sequence[str]) -> Name:
        """A name in one of the languages, in one of the orders in use."""
        import translitua

        lang = self.chance.choices(tuple(_WAYS), tuple(_WAYS.values()))[0]
        if lang.endswith("be") and (ru[1] not in belarusian.GIVEN or ru[2] not in belarusian.FATHER):
            lang = "ru"  # what is said of no Belarusian form is not made up
        if lang == "press":
            side, tables = self.chance.choice(((uk, schemes.UKRAINIAN), (ru, schemes.RUSSIAN)))
            name = self.chance.choice(sorted(tables))
            words, lang = [schemes.render(word, tables[name]) for word in side], f"press-{name}"
        elif lang in ("be", "latn-be"):
            words = [schemes.belarusian(ru[0]), belarusian.GIVEN[ru[1]], belarusian.FATHER[ru[2]]]
            if lang == "latn-be":
                table = self.chance.choice(sorted(schemes.BELARUSIAN))
                words = [schemes.render(word, schemes.BELARUSIAN[table]) for word in words]
        elif lang.startswith("latn"):
            tables = translitua.ALL_UKRAINIAN if lang == "latn-uk" else translitua.ALL_RUSSIAN
            table = self.chance.choice(tables)
            words = [translitua.translit(word, table) for word in (uk if lang == "latn-uk" else ru)]
        else:
            words = list(uk if lang == "uk" else ru)
        spelled = ("-".join(map(str.capitalize, word.split("-"))) for word in words)
        return self.order(*spelled, lang=lang, keys=(ru[0], ru[1], ru[2]))

    def order(self, surname: str, given: str, father: str, *, lang: str, keys: tuple[str, str, str]) -> Name:
        """The words in an order that lists and newspapers use, the father often left out."""
        father = father if self.chance.random() < 0.65 else ""
        way = self.chance.random()
        if way < 0.45:
            text = f"{surname} {given} {father}"
        elif way < 0.85:
            text = f"{given} {father} {surname}"
        elif way < 0.95:
            text = f"{surname}, {given} {father}"
        else:
            text = f"{surname.upper()} {given} {father}"
        return Name(" ".join(text.split()), lang, surname, given, father, keys)


_WAYS = {"uk": 5, "ru": 6, "be": 2, "latn-uk": 4, "latn-ru": 4, "press": 3, "latn-be": 1}
_TABLES = (("last", "surnames"), ("first", "names"), ("patronymic", "midnames"))


def pairs_of(person: Person, kind: str, chance: random.Random) -> Iterator[tuple[Pair, Name, Name]]:
    """Two ways of writing one person's name, at least one of them Cyrillic mostly; with the parts of both."""
    ways = list(person.names)
    chance.shuffle(ways)
    seen: set[tuple[str, str]] = set()
    crossing = [(a, b) for a in ways for b in ways if a.lang != b.lang and b.lang in CYRILLIC_LANGUAGES]
    western = [name for name in ways if name.lang not in CYRILLIC_LANGUAGES]
    latin = [(a, b) for a in western for b in western if not alike(a.text, b.text)]
    for pool, most in ((crossing, PER_PERSON), (latin, LATIN_PAIRS)):
        taken = 0
        for a, b in chance.sample(pool, len(pool)):
            plain = tuple(sorted((ascii_of(a.text) + a.lang[:2] * (a.lang in CYRILLIC_LANGUAGES), b.text)))
            if taken == most or plain in seen or not _one_name(a, b):
                continue
            seen.add(plain)
            taken += 1
            first, second = chance.sample((a, b), 2)
            langs = f"{first.lang} {second.lang}"
            yield Pair(first.text, second.text, True, kind, langs, person.split), first, second


def _one_name(a: Name, b: Name) -> bool:
    """Whether two labels of a person are the same name: people marry and are known by other names."""
    one, other = a.text.replace(",", "").split(), b.text.replace(",", "").split()
    shorter, longer = sorted((one, other), key=len)
    return believable(a.surname, b.surname) and all(any(believable(x, y) for y in longer) for x in shorter)


def different(word: str, other: str) -> bool:
    """Whether two words of names are surely two names."""
    return not alike(word, other) and skeleton(word) != skeleton(other)


def exchanged(
    a: Name, b: Name, pool: Sequence[Name], near: Sequence[Name], chance: random.Random
) -> Iterator[tuple[str, str]]:
    """(kind, text) of people who share a part of a name: b's own text with one part another person's.

    Another father is another person only where ``a`` names a father too.
    """
    others = chance.sample(pool, min(40, len(pool)))
    # Of real people only the spelling is known: Dave may be David, and Jean John.
    others = [o for o in others if o.keys[1] != o.given or skeleton(o.given)[:1] != skeleton(b.given)[:1]]
    like = [o for o in others if _ending(o.given) == _ending(b.given) and different(o.keys[1], b.keys[1])]
    if like and b.given in b.text:
        other = max(like, key=lambda o: (o.given[:1] == b.given[:1], bool(o.father) == bool(b.father)))
        text = b.text.replace(b.given, other.given, 1)
        if b.father and other.father and chance.random() < 0.5:
            yield "another given name and father", text.replace(b.father, other.father, 1)
        else:
            yield "another given name", text
    if a.father and b.father:
        kin = [o for o in others if o.father and o.father[-1] == b.father[-1] and different(o.keys[2], b.keys[2])]
        if kin:
            yield "another father", b.text.replace(b.father, kin[0].father, 1)
    sizes = len(a.text.split()) - bool(a.father), len(b.text.split()) - bool(b.father)
    for other in near if sizes[0] == sizes[1] else ():
        if different(other.keys[0], b.keys[0]) and other.surname[-1:] == b.surname[-1:]:
            yield "another surname", _swapped(b, other.surname)
            break


def _ending(given: str) -> bool:
    """Whether a given name ends as women's do mostly."""
    return given[-1:] in "аяaeiyо"


def _swapped(b: Name, surname: str) -> str:
    shown = b.surname.upper() if b.surname.upper() in b.text and b.surname not in b.text else b.surname
    return b.text.replace(shown, surname.upper() if shown.isupper() else surname, 1)


def people(persons: Iterable[Person], kind: str, seed: int = 1) -> Iterator[Pair]:
    """Every pair of one person's names, and after it people who are not that person."""
    chance = random.Random(seed)
    by_split: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        by_split[person.split].append(person)
    for held in by_split.values():
        positives = [(*found, person) for person in held for found in pairs_of(person, kind, chance)]
        yield from (found[0] for found in positives)
        yield from _others(positives, held, chance)


def _others(
    positives: Sequence[tuple[Pair, Name, Name, Person]], held: Sequence[Person], chance: random.Random
) -> Iterator[Pair]:
    by_lang: dict[str, list[Name]] = defaultdict(list)
    owner: dict[str, set[str]] = defaultdict(set)
    for person in held:
        for name in person.names:
            by_lang[_script(name)].append(name)
            owner[name.text].add(person.id)
    whole = {lang: {name.text: name for name in names} for lang, names in by_lang.items()}
    surnames = {lang: {name.surname: name for name in names} for lang, names in by_lang.items()}
    for lang, pool in by_lang.items():
        mine = [one for one in positives if _script(one[2]) == lang]
        families = list(surnames[lang])
        found = neighbours([pair.a for pair, *_ in mine], sorted(whole[lang]))
        alike_families = neighbours([b.surname for _, _, b, _ in mine], families)
        for (pair, a, b, person), nearest, near in zip(mine, found, alike_families, strict=True):
            strangers = [text for text in nearest if person.id not in owner[text] and _stranger(whole[lang][text], b)]
            made = [("near", text) for text in strangers[:2]]
            made += exchanged(a, b, pool, [surnames[lang][family] for family in near], chance)
            for how, text in made:
                if person.id not in owner[text] and not _may_be_one(pair.a, text):
                    yield Pair(pair.a, text, False, f"{pair.kind}, {how}", pair.langs, pair.split)


def _may_be_one(a: str, b: str) -> bool:
    """Whether each word of the shorter text may be a word of the longer one."""
    one, other = sorted((re.findall(r"[^\s,\-]+", a), re.findall(r"[^\s,\-]+", b)), key=len)
    return all(any(alike(x, y) for y in other) for x in one)


def _stranger(name: Name, b: Name) -> bool:
    """Whether a name is surely not b's: no namesake is a near miss."""
    return different(name.keys[0], b.keys[0]) or different(name.keys[1], b.keys[1])


def _script(name: Name) -> str:
    return name.lang if name.lang in CYRILLIC_LANGUAGES else "latin"
