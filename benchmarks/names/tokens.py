"""Single names in two spellings: the development set of words.

Sources, none of them part of the repository:

- ``coling``: github.com/steveash/NETransliteration-COLING2018, ``data/wd_russian_64`` (train), ``_16`` (dev) and
  ``_20`` (test): names in Latin letters beside Russian ones, mined from Wikidata labels (CC0) by Merhav and Ash 2018.
  No Latin spelling is in two of the files.
- ``synonames``: github.com/alephdata/synonames, ``output/synonyms.txt`` (MIT; from Wikidata, CC0): words that stand
  for each other in the labels of more than ten people, in any two alphabets.
- ``rendered``: surnames, given names and patronymics of ``names-translator`` (MIT), Ukrainian and Russian, in Cyrillic
  and by the tables of ``translitua`` (MIT).
"""

import csv
import random
import re
import zlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from benchmarks.names.near import CYRILLIC, Pair, believable, negatives

COLING = {"train": "wd_russian_64", "dev": "wd_russian_16", "test": "wd_russian_20"}
PER_SOURCE = {"train": 12_000, "dev": 4_000, "test": 4_000}
EACH = 4  # near misses a pair
SHELF = 20_000  # names that near misses are looked for among
_SPLITS = ("train",) * 6 + ("dev",) * 2 + ("test",) * 2
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*")
_EAST_SLAVIC = re.compile(r"[а-яёіїєґў'’\-]+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_EASTERN = re.compile(
    r"(ов|ев|ёв|єв|ин|ін|їн|ын|ова|ева|ина|іна|ына|ский|цкий|ський|цький|скі|цкі|ская|цкая|ська|цька|енко|енка|ук|юк|чук|"
    r"ак|як|ик|ік|ко|ич|іч|вна|ій|ий|ой|ец|ець|ець|ун|ло|ха|ый|ых|их|ишин|ів|їв|віч)$"
)


def split_of(word: str) -> str:
    """Train, dev or test, by the word itself, for good."""
    return _SPLITS[zlib.crc32(word.lower().encode()) % len(_SPLITS)]


def eastern() -> frozenset[str]:
    """Names that people in Russia bear, three and more of them, and those of the Ukrainian dictionary."""
    import pandas as pd
    from names_translator.dicts import default_dicts

    folder = resources.files("russiannames") / "data"
    held: set[str] = set()
    for table, least in (("surnames", 3), ("names", 20), ("midnames", 20)):
        frame = pd.read_parquet(folder / f"{table}.parquet")
        held |= set(frame.loc[frame["count"] >= least, "text"].dropna().str.lower())
    dictionary = default_dicts()
    for part in ("last", "first", "patronymic"):
        held |= set(dictionary.as_dict(part))
    return frozenset(held)


def coling(folder: Path, known: frozenset[str]) -> Iterator[Pair]:
    """Latin beside Russian, East-Slavic ones told apart from the rest of the world."""
    for split, name in COLING.items():
        for line in (folder / name).read_text("utf-8").splitlines():
            latin, spaced, _ = line.split("\t")
            russian = spaced.replace(" ", "")
            if len(russian) > 2 and _LATIN.search(latin) and believable(latin, russian):
                ours = russian in known and bool(_EASTERN.search(russian))
                yield Pair(latin, russian, True, "coling east" if ours else "coling", "latn-ru", split)


def synonames(file: Path, known: frozenset[str]) -> Iterator[Pair]:
    """Words of Wikidata labels that stand for each other, at least one in Cyrillic and none in a third alphabet."""
    for line in file.read_text("utf-8").splitlines():
        a, b = (word.strip() for word in line.split(","))
        if not all(len(word) > 2 and (CYRILLIC.search(word) or _LATIN.search(word)) for word in (a, b)):
            continue
        if CYRILLIC.search(a):
            a, b = b, a
        if (
            _EAST_SLAVIC.fullmatch(b)
            and not (CYRILLIC.search(a) and not _EAST_SLAVIC.fullmatch(a))
            and believable(a, b)
        ):
            kind = "synonames east" if b in known and _EASTERN.search(b) else "synonames"
            langs = "cyrl-cyrl" if CYRILLIC.search(a) else "latn-cyrl"
            yield Pair(a, b, True, kind, langs, split_of(b))


def rendered(chance: random.Random) -> Iterator[Pair]:
    """Ukrainian beside Russian, and either beside and between official romanisations."""
    import translitua
    from names_translator.dicts import default_dicts

    dictionary = default_dicts()
    for part, share in (("last", 0.7), ("first", 0.15), ("patronymic", 0.15)):
        words = {uk: ru[0].lower() for uk, ru in dictionary.as_dict(part).items() if len(uk) > 3 and len(ru[0]) > 3}
        chosen = chance.sample(sorted(words), min(len(words), int(share * 24_000)))
        for uk in chosen:
            ru = words[uk]
            first = translitua.translit(uk, chance.choice(translitua.ALL_UKRAINIAN)).lower()
            second = translitua.translit(ru, chance.choice(translitua.ALL_RUSSIAN)).lower()
            ways = ((uk, ru, "uk-ru"), (first, uk, "latn-uk"), (second, ru, "latn-ru"), (first, ru, "latn-ru"))
            ways += ((second, uk, "latn-uk"), (first, second, "latn-latn"))
            a, b, langs = chance.choice(ways)
            if a != b and _WORD.fullmatch(re.sub(r"[ʹʺ`\"ʻ]", "", a)):
                yield Pair(a, b, True, f"rendered {part}", langs, split_of(ru))


def tokens(coling_folder: Path, synonyms: Path | None, seed: int = 1) -> Iterator[Pair]:
    """Every pair of single names, with its near misses after it."""
    chance, known = random.Random(seed), eastern()
    sources = {"coling": list(coling(coling_folder, known)), "rendered": list(rendered(chance))}
    if synonyms is not None:
        sources["synonames"] = list(synonames(synonyms, known))
    for name, source in sources.items():
        east = [pair for pair in source if name == "rendered" or "east" in pair.kind]
        for some, share in (
            (east, 1.0),
            ([pair for pair in source if name != "rendered" and "east" not in pair.kind], 0.4),
        ):
            words = sorted({pair.b for pair in some})
            shelf = chance.sample(words, min(SHELF, len(words)))
            for split, most in PER_SOURCE.items():
                held = [pair for pair in some if pair.split == split]
                chosen = chance.sample(held, min(int(most * share), len(held)))
                yield from chosen
                yield from negatives(chosen, source, shelf, chance, EACH)


def write(pairs: Iterator[Pair], file: Path) -> int:
    """Write a set as a table and say how many rows it has."""
    rows = sorted(
        {(pair.a, pair.b, pair.kind): pair for pair in pairs}.values(), key=lambda pair: (pair.split, pair.kind)
    )
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
        table.writerow(("a", "b", "same", "kind", "langs", "split"))
        table.writerows((p.a, p.b, int(p.same), p.kind, p.langs, p.split) for p in rows)
    return len(rows)
