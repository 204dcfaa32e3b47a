"""How much of what people are called ``data/given.txt`` and ``data/fathers.txt`` know.

    .venv-peers/bin/python -m benchmarks.names.given_check [--shares]

Counted on two open lists: ``russiannames`` (BSD; given names and patronymics with numbers of bearers, many of them
Tatar and Bashkir) and ``names-translator`` (MIT; Ukrainian forms with their Russian ones, not counted). Says the share
of bearers whose name is in a class, the commonest names that are in none, and the pairs that the classes join and
split. ``--shares`` writes the numbers of bearers anew into ``fathers.txt``.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from homeward.names.clean import fold
from homeward.names.fathers import fathers
from homeward.names.given import lexicon, memberships

FATHERS = Path(__file__).parents[2] / "homeward" / "names" / "data" / "fathers.txt"
SHOWN = 40


def counted(table: str, columns: list[str]) -> list[tuple[str, ...]]:
    """Rows of a table of ``russiannames`` that have a word and a number."""
    import pandas as pd

    frame = pd.read_parquet(resources.files("russiannames") / "data" / f"{table}.parquet")
    frame = frame[frame["text"].notna() & (frame["text"] != "") & frame["count"].notna()]
    return list(frame[columns].itertuples(index=False, name=None))


def exact(words: Iterable[str], *, patronymic: bool = False) -> list[frozenset[int]]:
    """The classes of each word, by its letters or its sounds."""
    found = (fathers if patronymic else memberships)([fold(word) for word in words])
    return [frozenset(one.number for one in members) for members in found]


def coverage(title: str, rows: list[tuple[str, ...]], *, patronymic: bool = False) -> None:
    """Print the share of bearers whose word is known, and the commonest that are not."""
    known = exact((text for text, _ in rows), patronymic=patronymic)
    everyone = sum(int(count) for _, count in rows)
    bearers = sum(int(count) for (_, count), numbers in zip(rows, known, strict=True) if numbers)
    unknown = Counter({text: int(count) for (text, count), numbers in zip(rows, known, strict=True) if not numbers})
    print(f"{title}: {bearers / everyone:.2%} of {everyone:,} bearers")
    print("   not known:", " ".join(text for text, _ in unknown.most_common(SHOWN)))


def joined(part: str, *, patronymic: bool = False) -> None:
    """Print how many pairs of the dictionary fall in one class, and which fall in two."""
    from names_translator.dicts import default_dicts

    pairs = [(uk.replace("’", "'"), ru[0]) for uk, ru in default_dicts().as_dict(part).items()]
    ours = exact((uk for uk, _ in pairs), patronymic=patronymic)
    theirs = exact((ru for _, ru in pairs), patronymic=patronymic)
    both = [(pair, a & b) for pair, a, b in zip(pairs, ours, theirs, strict=True) if a and b]
    split = [pair for pair, common in both if not common]
    print(f"{part}: {len(both) - len(split)} pairs joined, {len(split)} split:", split[:SHOWN])


def write_shares(rows: list[tuple[str, ...]]) -> None:
    """Bearers of each father's patronymic per 100,000, into the second column of ``fathers.txt``.

    Men's only: fathers name daughters as they name sons, and the source counts Яковлевна five times too often.
    """
    rows = [(text, count) for text, count in rows if not text.lower().endswith("на")]
    names = lexicon().names
    everyone, share = sum(int(count) for _, count in rows), dict[str, float]()
    for (_, count), numbers in zip(rows, exact((text for text, _ in rows), patronymic=True), strict=True):
        for number in numbers:
            share[names[number].key] = share.get(names[number].key, 0.0) + int(count) / len(numbers)
    lines = FATHERS.read_text("utf-8").splitlines()
    for at, line in enumerate(lines):
        if not line.startswith("#"):
            father, _, *rest = (column.strip() for column in line.split("|", 2))
            per = round(100_000 * share.get(father, 0.0) / everyone)
            lines[at] = " | ".join([father, str(per), *rest])
    FATHERS.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Print what is known; with ``--shares``, write the numbers of bearers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shares", action="store_true", help="write the numbers of bearers into fathers.txt")
    options = parser.parse_args()
    names, middle = counted("names", ["text", "count", "gender"]), counted("midnames", ["text", "count"])
    for gender, title in (("m", "men"), ("f", "women")):
        coverage(title, [(text, count) for text, count, whose in names if whose == gender])
    coverage("patronymics", middle, patronymic=True)
    joined("first")
    joined("patronymic", patronymic=True)
    if options.shares:
        write_shares(middle)


if __name__ == "__main__":
    main()
