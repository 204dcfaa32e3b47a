"""Learn the weights of two whole names side by side: ``homeward/names/data/pairs.tsv``.

    .venv-peers/bin/python -m benchmarks.names.weigh --pairs FILE.tsv…

Each file has the columns a, b, same and split (``train`` is learnt on, ``dev`` measured; see
``benchmarks.names.people``). A logistic regression whose weights may only count the way they are meant to: what
speaks for one person never lowers, a longer way between two words always costs something, so that more evidence never
turns a score round.
"""

import argparse
import csv
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize

from homeward.names import features, pairing
from homeward.names.table import Words

OUT = Path(__file__).parents[2] / "homeward" / "names" / "data" / "pairs.tsv"
LEAST, RIDGE = 0.06, 0.05  # least weight of a bit; pull towards 0
WHOLE = 5.0  # least weight of a whole word, for or against


def rows(table: pd.DataFrame) -> npt.NDArray[np.float64]:
    """The features of every pair."""
    words = Words()
    left, right = pairing.written(table.a.tolist(), words), pairing.written(table.b.tolist(), words)
    return features.features(words, left, right, pairing.paired(words, left, right)).astype(np.float64)


def bounds() -> list[tuple[float | None, float | None]]:
    """The interval of every weight, the intercept last."""
    found: list[tuple[float | None, float | None]] = []
    for name in features.NAMES:
        if name == "paired 1":
            # Initials alone never make two names one: pairs with no whole word in common are too few to learn it from.
            found.append((WHOLE, None))
        elif name == "different names":
            # Near misses made for learning are near in spelling; that two known names are two is known beforehand.
            found.append((None, -WHOLE))
        elif name in features.FOR:
            found.append((0.0, None))
        elif name.startswith(("farthest", "others")):
            low, high = (float(part) for part in name.split()[1].split("-"))
            found.append((None, -LEAST * (high - low)))
        else:
            found.append((None, -0.05))
    return [*found, (None, None)]


def fitted(x: npt.NDArray[np.float64], same: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The weights, the intercept last."""

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        z = x @ weights[:-1] + weights[-1]
        off = 1 / (1 + np.exp(-z)) - same
        value = (np.logaddexp(0, z) - same * z).sum() + RIDGE / 2 * (weights[:-1] ** 2).sum()
        return float(value), np.r_[x.T @ off + RIDGE * weights[:-1], off.sum()]

    limits = bounds()
    start = np.array([high if high is not None else (low or 0.0) for low, high in limits])
    result: npt.NDArray[np.float64] = minimize(
        loss, start, jac=True, bounds=limits, method="L-BFGS-B", options={"maxiter": 800}
    ).x
    return result


def main() -> None:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    table = pd.concat(
        [pd.read_csv(path, sep="\t", quoting=csv.QUOTE_NONE, keep_default_na=False) for path in options.pairs]
    ).reset_index(drop=True)
    x, same = rows(table), table.same.to_numpy(float)
    train = (table.split == "train").to_numpy()
    weights = fitted(x[train], same[train])
    # At even odds before looking, whatever the share of pairs in the files was.
    share = same[train].mean()
    weights[-1] -= np.log(share / (1 - share))
    bits = weights / np.log(2)
    head = "# Bits of each feature of homeward/names/features.py; learnt by benchmarks/names/weigh.py.\n"
    lines = [f"{name}\t{value:.4f}" for name, value in zip((*features.NAMES, "intercept"), bits, strict=True)]
    OUT.write_text(head + "\n".join(lines) + "\n", "utf-8")
    dev = ~train
    order = np.argsort(-(x[dev] @ weights[:-1]), kind="stable")
    hit = np.cumsum(same[dev][order])
    precision, recall = hit / np.arange(1, len(hit) + 1), hit / hit[-1]
    best = (2 * precision * recall / np.maximum(precision + recall, 1e-9)).max()
    print(f"{train.sum()} pairs learnt on; F1 on {dev.sum()} others {best:.4f}", file=sys.stderr)


if __name__ == "__main__":
    main()
