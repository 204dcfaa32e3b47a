"""Learn the weights of matching: ``homeward/matching/data/weights.toml`` and ``homeward/names/data/weights.toml``.

    .venv-peers/bin/python -m benchmarks.matching.learn --lists FOLDER…

Each FOLDER holds one pair of invented lists with the truth beside them (``registry.parquet``, ``query.parquet``,
``truth.csv``, as ``shared/matching/gen_lists.py`` makes them, development seeds only). What can be counted is counted
on the true pairs: how often two dates stand in each relation, units, places and numbers agree. What cannot (how many
bits of surprise a bit of distance is, what another name altogether costs) is searched for, one number after the
other, so that the true answer to each row – a person or nobody – is given the greatest probability. Nothing is fitted
to one field's errors by hand, and every share is smoothed, so that no field can ever rule a person out.
"""

import argparse
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.matching import lists
from homeward.matching import dates, decide, search
from homeward.matching import weights as matching_weights
from homeward.matching.index import Index
from homeward.matching.records import encode
from homeward.names import alike

ROOT = Path(__file__).parents[2] / "homeward"
NAMES, MATCHING = ROOT / "names" / "data" / "weights.toml", ROOT / "matching" / "data" / "weights.toml"

SEARCHED: tuple[tuple[str, str, str, tuple[float, ...]], ...] = (
    ("names", "scale", "surname", (0.7, 0.85, 1.18, 1.4)),
    ("names", "scale", "given", (0.7, 0.85, 1.18, 1.4)),
    ("names", "scale", "father", (0.7, 0.85, 1.18, 1.4)),
    ("names", "", "knee", (0.8, 0.9, 1.1, 1.25)),
    ("names", "", "steep", (0.7, 0.85, 1.2, 1.5)),
    ("names", "", "initial", (0.8, 0.9, 1.1, 1.25)),
    ("names", "kinship", "same", (0.5, 2.0)),
    ("names", "kinship", "translated", (0.8, 1.2)),
    ("names", "kinship", "short", (0.8, 1.2)),
    ("names", "kinship", "different", (0.85, 0.93, 1.08, 1.2)),
    ("matching", "wrong", "surname", (0.85, 0.93, 1.08, 1.2)),
    ("matching", "wrong", "given", (0.85, 0.93, 1.08, 1.2)),
    ("matching", "wrong", "patronymic", (0.85, 0.93, 1.08, 1.2)),
    ("matching", "unseen", "surname", (0.9, 1.1)),
    ("matching", "unseen", "given", (0.9, 1.1)),
    ("matching", "unseen", "patronymic", (0.9, 1.1)),
    ("matching", "", "place_near", (0.8, 1.2)),
    ("matching", "", "share", (0.9, 1.1)),
    ("matching", "", "namesakes", (0.4, 0.7, 1.4, 2.0)),
)  # fmt: skip
"""What is searched for: file, section, name, and the factors tried."""


_WORST = 7.0


class Lists:
    """One pair of lists, prepared once."""

    def __init__(self, folder: Path) -> None:
        self.registry, self.query, truth = lists.load(folder)
        self.index = Index(self.registry)
        self.asked = encode(self.query, self.index.words)
        places = {person: place for place, person in enumerate(self.registry["id"].to_pylist())}
        self.true = np.array([places.get(person, -1) for person in truth])

    def loss(self) -> float:
        """Bits of surprise at the truth, a row; at most ``_WORST`` of one row, so that lost ones do not rule."""
        scored = search.search(self.index, self.asked)
        odds = decide.posterior(scored, len(self.asked_rows), len(self.index))
        right = scored.person == self.true[scored.row]
        said = np.where(self.true < 0, odds.nobody, 0.0)
        np.maximum.at(said, scored.row[right], odds.probability[right])
        return float(-np.log2(np.maximum(said, 2.0**-_WORST)).mean())

    @property
    def asked_rows(self) -> list[str]:
        """The rows' ids."""
        return self.query["id"].to_pylist()


def load(path: Path) -> dict[str, Any]:
    """A file of weights."""
    return tomllib.loads(path.read_text("utf-8"))


def write(path: Path, data: dict[str, Any]) -> None:
    """The same, with its first lines of comment kept, and forget what was read before."""
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [f"{key} = {round(value, 4)}" for key, value in data.items() if not isinstance(value, dict)]
    for name, section in data.items():
        if isinstance(section, dict):
            lines += ["", f"[{name}]", *(f"{key} = {round(value, 5)}" for key, value in section.items())]
    path.write_text("\n".join([*head, *lines]) + "\n", "utf-8")
    alike.weights.cache_clear()
    matching_weights.weights.cache_clear()


def count(all_lists: list[Lists]) -> dict[str, Any]:
    """What can be counted on true pairs, smoothed by half an event of each kind."""
    kinds = np.zeros(len(dates.Born))
    agree = {name: np.array([0.5, 0.5]) for name in ("place", "unit", "number", "sex")}
    for some in all_lists:
        first = np.unique(some.asked.row, return_index=True)[1]
        theirs = some.asked.take(first)
        held = np.flatnonzero(some.true[theirs.row] >= 0)
        theirs = theirs.take(held)
        records = some.index.parts[0].records
        where = np.searchsorted(records.row, some.true[theirs.row])
        ours = records.take(where)
        kinds += np.bincount(dates.relation(theirs.born, ours.born), minlength=len(kinds))
        place = alike.apart(some.index.words, theirs.place.astype(np.intp), ours.place.astype(np.intp))
        for name, same in {
            "place": place <= matching_weights.weights().place_near,
            "unit": theirs.unit == ours.unit,
            "number": theirs.number == ours.number,
            "sex": theirs.sex == ours.sex,
        }.items():
            both = (getattr(theirs, name) != 0) & (getattr(ours, name) != 0)
            agree[name] += np.array([(same & both).sum(), (~same & both).sum()])
    kinds[dates.Born.MISSING] = 0
    kinds[1:] += 0.5
    # What invented lists never get wrong, people sometimes do.
    share = {name: float(min(counted[0] / counted.sum(), 0.998)) for name, counted in agree.items()}
    return share | {"born": {kind.name.lower(): float(kinds[kind] / kinds.sum()) for kind in dates.Born if kind}}


def main() -> None:
    """Count, search, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=Path, nargs="+", required=True)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    all_lists = [Lists(folder) for folder in options.lists]
    data = {"names": load(NAMES), "matching": load(MATCHING)}
    paths = {"names": NAMES, "matching": MATCHING}
    data["matching"] |= count(all_lists)
    write(MATCHING, data["matching"])

    def loss() -> float:
        return float(np.mean([some.loss() for some in all_lists]))

    best = loss()
    print(f"{best:.5f} bits a row")
    for _ in range(options.rounds):
        for file, section, name, factors in SEARCHED:
            table = data[file][section] if section else data[file]
            start = table[name]
            chosen = start
            for factor in factors:
                table[name] = start * factor
                if name == "share" and table[name] >= 0.95:
                    continue
                write(paths[file], data[file])
                tried = loss()
                if tried < best - 1e-5:
                    best, chosen = tried, table[name]
            table[name] = chosen
            write(paths[file], data[file])
            print(f"{best:.5f} {file} {section} {name} {start:.3f} -> {chosen:.3f}", flush=True)


if __name__ == "__main__":
    main()
