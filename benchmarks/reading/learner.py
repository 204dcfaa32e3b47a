"""Examples on standard input to weights on standard output, with scikit-learn; run in the peers' environment."""

import base64
import json
import sys
import warnings
from collections import Counter
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

STRENGTH = {"speakers": 0.4, "days": 0.7, "people": 0.7}  # inverse of the regularisation
TOLD = 0.3  # the same for what is told without a count
# How many as one, hidden sums of each, rounds over all examples, examples a step
NETS = {"kinds": (2, 32, 4, 128), "ways": (2, 24, 2, 128)}
ENOUGH = 25  # examples of "yes" from which something can be learnt
SEEN, SEEN_IN = 2, {"ways": 4}  # a feature of fewer examples is noise; in some models of fewer than others
OF_A_RULE = 20  # of a rule, which is believed where there were fewer
RULES = ("kind:", "rule:", "cat:", "way:", "verb:", "group:", "no draft")
TRUSTED = 2.0  # how strongly they count, beside 1 of a word
SMALL = 0.1  # weights below it in every answer are left out, but for rules: one that is not there was not learnt
FAINT = 0.03  # the same before a hidden sum
BYTE = 127
WHOLE = 1000
MILLION = 1_000_000


def main() -> None:
    """Learn each model, and tell how many examples and features it has."""
    rows = [json.loads(line) for line in sys.stdin]
    said = {}
    for name in sorted({row["model"] for row in rows}):
        mine = [row for row in rows if row["model"] == name]
        if sum(row["answer"] is not False for row in mine) < ENOUGH:
            continue
        said[name] = learn_net(name, mine) if name in NETS else learn(name, mine)
        print(f"{name}: {len(said[name]['features' if name in NETS else 'weights'])} features", file=sys.stderr)
    json.dump(said, sys.stdout, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def learn(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The bias and the weights of one yes-or-no model, in thousandths."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(seen_often(name, rows))
    model = LogisticRegression(C=STRENGTH.get(name, TOLD), max_iter=1000)
    model.fit(matrix, [row["answer"] for row in rows], sample_weight=[row.get("weight", 1) for row in rows])
    weights = {
        feature: round(float(weight) * trust(feature), 2)
        for feature, weight in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(weight) >= SMALL or feature.startswith("rule:")
    }
    thousandths = {feature: round(weight * WHOLE) for feature, weight in weights.items()}
    return {"bias": round(float(model.intercept_[0]) * WHOLE), "weights": thousandths}


def learn_net(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What ``homeward.reading.learnt.nets`` asks for: a small network in whole numbers.

    It is several, each begun otherwise, side by side: what they answer together hangs less on how each began.
    """
    vectors = DictVectorizer(dtype=np.float32)
    many, hidden, rounds, step = NETS[name]
    matrix, answers = vectors.fit_transform(seen_often(name, rows)), [str(row["answer"]) for row in rows]
    often = [n for n, row in enumerate(rows) for _ in range(row.get("weight", 1))]  # by their weights
    models = [MLPClassifier((hidden,), max_iter=rounds, batch_size=step, random_state=n) for n in range(many)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # they are to stop before they know their examples by heart
        for model in models:
            model.fit(matrix[often], [answers[n] for n in often])
    features = vectors.get_feature_names_out()
    before = np.hstack([model.coefs_[0] for model in models]) * np.array([[trust(feature)] for feature in features])
    kept = [n for n, f in enumerate(features) if np.abs(before[n]).max() >= FAINT or f.startswith("rule:")]
    scale = BYTE / np.abs(before).max()
    out = np.vstack([model.coefs_[1] for model in models]) / many
    behind = sum(model.intercepts_[1] for model in models) / many
    if out.shape[1] == 1:  # of yes and no scikit-learn has one sum for both
        out, behind = np.hstack([np.zeros_like(out), out]), np.append(0.0, behind)
    return {
        "answers": [str(c) for c in models[0].classes_],
        "features": [features[n] for n in kept],
        "table": base64.b64encode(np.rint(before[kept] * scale).astype(np.int8).tobytes()).decode(),
        "hidden": np.rint(np.hstack([model.intercepts_[0] for model in models]) * scale).tolist(),
        "out": np.rint(out * MILLION / scale).tolist(),
        "behind": np.rint(behind * MILLION).tolist(),
    }


def seen_often(name: str, rows: list[dict[str, Any]]) -> list[dict[str, float]]:
    """The features of each example that enough examples have, and how strongly each counts."""
    seen = Counter(feature for row in rows for feature in row["features"])
    return [{f: trust(f) for f in row["features"] if seen[f] >= enough(name, f)} for row in rows]


def enough(name: str, feature: str) -> int:
    """How many examples a feature needs; of a rule, so many that its being overruled is no accident."""
    return OF_A_RULE if feature.startswith("rule:") else SEEN_IN.get(name, SEEN)


def trust(feature: str) -> float:
    """How strongly a feature counts while learning: what the rules say is not to be outvoted by many small words."""
    return TRUSTED if feature.startswith(RULES) else 1.0


if __name__ == "__main__":
    main()
