"""Build the development sets of names: ``tokens.tsv``, ``people.tsv`` and ``cases.tsv``.

    .venv-peers/bin/python -m benchmarks.names.build --coling FOLDER --out FOLDER
        [--synonames FILE] [--everypolitician GIT] [--cases FILE]

What each argument is, where it comes from and under which licence: ``benchmarks.names.tokens`` and ``…people``.
``--cases`` is ``contrib/name_bench/cases.csv`` of github.com/opensanctions/nomenklatura (MIT), that project's own
labelled pairs of names, written by its authors; only those of people are taken.
"""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.names.near import Pair
from benchmarks.names.people import COMPOSED, Composer, people, wikidata
from benchmarks.names.tokens import tokens, write


def cases(file: Path) -> Iterator[Pair]:
    """The pairs of people's names of another project's own benchmark."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["schema"] == "Person":
                yield Pair(row["name1"], row["name2"], row["is_match"] == "true", row["case_group"], "", "test")


def everyone(git: Path | None, seed: int = 1) -> Iterator[Pair]:
    """Real people where they are at hand, and composed ones."""
    if git is not None:
        yield from people(wikidata(git), "wikidata", seed)
    yield from people(Composer(seed).people(COMPOSED), "composed", seed)


def main() -> None:
    """Build what can be built from what is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the folder the sets are written to")
    parser.add_argument("--coling", type=Path, help="the folder with wd_russian_16, _20 and _64")
    parser.add_argument("--synonames", type=Path, help="synonyms.txt")
    parser.add_argument("--everypolitician", type=Path, help="a git directory")
    parser.add_argument("--cases", type=Path, help="cases.csv")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.coling is not None:
        print("tokens.tsv", write(tokens(options.coling, options.synonames), options.out / "tokens.tsv"))
    print("people.tsv", write(everyone(options.everypolitician), options.out / "people.tsv"))
    if options.cases is not None:
        print("cases.tsv", write(cases(options.cases), options.out / "cases.tsv"))


if __name__ == "__main__":
    main()
