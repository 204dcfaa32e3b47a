"""Pairs of names: how well ours and its peers tell one name from two, and how long a pair takes.

    python -m benchmarks names [--accept]        or        python -m benchmarks.names.build --help

The pairs are built beforehand by ``benchmarks.names.build`` from what is fetched and never committed, into the folder
``HOMEWARD_NAMES``; only the ``test`` split is measured here, on which nothing was learnt or looked at. The peers live
in ``.venv-peers`` (``make peers``; another interpreter: ``HOMEWARD_PEERS``). Everyone runs in a process of its own.

Groups: full names of real politicians from Wikidata labels, of composed people, and nomenklatura's own cases; single
words: East-Slavic ones and others from Wikidata, and words rendered by official tables.
"""

import csv
import os
import random
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.names.process import ROOT, told
from benchmarks.names.scoring import Quality, quality

NAME = "names"
SETS = os.environ.get("HOMEWARD_NAMES", "")
PEERS = Path(os.environ.get("HOMEWARD_PEERS", ROOT / ".venv-peers" / "bin" / "python"))
MOST = 20_000  # pairs of a group
GROUPS = {
    "people, real": ("people.tsv", ("wikidata",)),
    "people, composed": ("people.tsv", ("composed",)),
    "people, composed, whole names": ("people.tsv", ("composed", "composed, near")),
    "people, nomenklatura's cases": ("cases.tsv", ()),
    "words, east slavic": ("tokens.tsv", ("coling east", "synonames east")),
    "words, others": ("tokens.tsv", ("coling", "synonames")),
    "words, rendered": ("tokens.tsv", ("rendered first", "rendered last", "rendered patronymic")),
}
"""What is measured: the file, and the kinds of its pairs, however their near misses were made or only those named."""
WHO = ("homeward", "words", "sorted", "translator", "logic_v2")
_FIELDS = ("a", "b", "same", "kind", "langs", "split")
_TIMED = "people, composed"


def measure() -> dict[str, float]:
    """F1 and recall at precision .99 of everyone on every group, the time a pair, and errors beside the best peer's."""
    if not SETS or not Path(SETS).is_dir():
        print("names: set HOMEWARD_NAMES to the folder that benchmarks.names.build wrote")
        return {}
    if not PEERS.exists():
        print("names: no peers at hand; make peers")
        return {}
    groups = {name: _rows(*where) for name, where in GROUPS.items()}
    figures: dict[str, float] = {}
    held: dict[tuple[str, str], Quality] = {}
    with tempfile.TemporaryDirectory() as folder:
        for who in WHO:
            found, spent = _scored(who, groups, Path(folder))
            figures |= {f"{name}, {who}": value for name, value in spent.items()}
            held |= {(name, who): one for name, one in found.items()}
    for name in groups:
        for who in WHO:
            figures[f"F1 {name}, {who}"] = held[name, who].f1
            figures[f"R@P.99 {name}, {who}"] = held[name, who].recall_99
        best = max(held[name, who].f1 for who in WHO[1:])
        figures[f"errors beside the best peer's, {name}"] = (1 - held[name, WHO[0]].f1) / (1 - best)
    return {name: round(value, 4) for name, value in figures.items()}


def _rows(file: str, kinds: tuple[str, ...]) -> list[dict[str, str]]:
    """Pairs of the test split of these kinds."""
    with (Path(SETS) / file).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["split"] == "test"]
    how = any("," in kind for kind in kinds)
    rows = [row for row in rows if not kinds or (row["kind"] if how else row["kind"].split(",")[0]) in kinds]
    return random.Random(1).sample(rows, min(MOST, len(rows)))


def _scored(
    who: str, groups: dict[str, list[dict[str, str]]], folder: Path
) -> tuple[dict[str, Quality], dict[str, float]]:
    """One comparator on every group: its quality, its time a pair and its memory."""
    found: dict[str, Quality] = {}
    figures: dict[str, float] = {}
    for name, rows in groups.items():
        pairs, scores = folder / "pairs.tsv", folder / "scores.npy"
        with pairs.open("w", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, _FIELDS, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
            table.writeheader()
            table.writerows(rows)
        python = sys.executable if who == "homeward" else str(PEERS)
        said = told([python, "-m", "benchmarks.names.comparators", who, str(pairs), str(scores)])
        found[name] = quality(np.load(scores), np.array([row["same"] == "1" for row in rows]))
        if name == _TIMED:
            figures = {"µs a pair": 1e6 * said["seconds"] / len(rows), "peak MB": said["peak"] / 1e6}
    return found, figures
