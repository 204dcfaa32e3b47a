"""Lists against registries: learning the weights, and quality, time and memory beside the peers.

    python -m benchmarks matching [--accept]

The lists are invented (``lists.py``): ``shared/matching/gen_lists.py`` beside the project makes them with seed
``SEED``, which nothing was learnt or looked at with, into ``HOMEWARD_LISTS`` where they are not there yet. The peers
live in ``.venv-peers`` and, since Splink 5 and nomenklatura want different DuckDBs, ``.venv-peers-splink`` (``make
peers``; other interpreters: ``HOMEWARD_PEERS`` and ``HOMEWARD_PEERS_SPLINK``). Everyone runs in a process of its own,
whose peak of memory is that one's; times are the best of ``ROUNDS`` runs, on however many cores there are.
"""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.names.process import ROOT, told

if TYPE_CHECKING:
    from benchmarks.names.scoring import Quality

NAME = "matching"
SEED = 41
GENERATOR = ROOT.parent / "shared" / "matching" / "gen_lists.py"
LISTS = Path(os.environ.get("HOMEWARD_LISTS", ROOT / "var" / "lists"))
PEERS = Path(os.environ.get("HOMEWARD_PEERS", ROOT / ".venv-peers" / "bin" / "python"))
SPLINK = Path(os.environ.get("HOMEWARD_PEERS_SPLINK", ROOT / ".venv-peers-splink" / "bin" / "python"))
SIZES = {"10k × 1k": (10_000, 1_000), "100k × 10k": (100_000, 10_000), "1M × 10k": (1_000_000, 10_000)}
WHO = {
    "homeward": (Path(sys.executable), tuple(SIZES)),
    "splink": (SPLINK, tuple(SIZES)),
    "logic_v2": (PEERS, ("10k × 1k",)),
    "rapidfuzz": (PEERS, ("10k × 1k",)),
}
"""Who is measured with which interpreter, at the sizes that it can finish within minutes."""
ROUNDS = {"10k × 1k": 3, "100k × 10k": 2, "1M × 10k": 2}
SLOW = ("logic_v2",)  # measured once


def measure() -> dict[str, float]:
    """F1, recall at precision .99 and .999, seconds and memory of everyone at every size, and one enquiry's time."""
    if not PEERS.exists() or not SPLINK.exists():
        print("matching: no peers at hand; make peers")
        return {}
    if not GENERATOR.exists() and not LISTS.exists():
        print("matching: no lists at hand; set HOMEWARD_LISTS")
        return {}
    figures: dict[str, float] = {}
    for size, (people, rows) in SIZES.items():
        folder = _lists(people, rows)
        truth = _truth(folder)
        found: dict[str, Quality] = {}
        for who, (python, sizes) in WHO.items():
            if size in sizes:
                found[who], spent = _run(python, who, folder, truth, 1 if who in SLOW else ROUNDS[size])
                figures |= {f"{name} {size}, {who}": value for name, value in spent.items()}
        best = max(one.f1 for who, one in found.items() if who != "homeward")
        figures[f"errors beside the best peer's, {size}"] = (1 - found["homeward"].f1) / (1 - best)
        figures |= {f"{name} of {people:,}": value for name, value in _enquiries(folder).items()}
    return {name: round(value, 4) for name, value in figures.items()}


def _lists(people: int, rows: int) -> Path:
    """The folder of one pair of lists, made where it is not there."""
    folder = LISTS / f"{people}_{SEED}"
    if not (folder / "truth.csv").exists():
        asked = ("--n", str(people), "--m", str(rows), "--seed", str(SEED), "--out", str(folder))
        subprocess.run([str(PEERS), str(GENERATOR), *asked], check=True, stdout=subprocess.DEVNULL)
    return folder


def _truth(folder: Path) -> list[str]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as lines:
        return [row["id"] for row in csv.DictReader(lines)]


def _run(python: Path, who: str, folder: Path, truth: list[str], rounds: int) -> tuple["Quality", dict[str, float]]:
    """One linker on one pair of lists: its quality, and its figures."""
    import numpy as np

    from benchmarks.names.scoring import quality

    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "answers.csv"
        asked = [str(python), "-m", "benchmarks.matching.linkers", who, str(folder), str(out)]
        said = [told(asked) for _ in range(rounds)]
        score, right = np.full(len(truth), np.nan), np.zeros(len(truth), bool)
        with out.open(encoding="utf-8", newline="") as lines:
            for row, person, sure in csv.reader(lines):
                score[int(row)] = float(sure)
                right[int(row)] = bool(truth[int(row)]) and truth[int(row)] == person
    held = quality(score, right, sum(map(bool, truth)))
    return held, {
        "F1": held.f1,
        "R@P.99": held.recall_99,
        "R@P.999": held.recall_999,
        "seconds": min(one["seconds"] for one in said),
        "peak GB": min(one["peak"] for one in said) / 1e9,
    }


def _enquiries(folder: Path) -> dict[str, float]:
    """One enquiry against the same registry, prepared before."""
    said = told([sys.executable, "-m", "benchmarks.matching.enquiry", str(folder)])
    return {
        "index prepared, s,": said["prepare"],
        "index opened, s,": said["open"],
        "index, MB,": said["size"] / 1e6,
        "enquiry, ms, median,": said["median"],
        "enquiry, ms, p95,": said["p95"],
    }
