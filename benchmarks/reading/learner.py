"""Examples on standard input to weights on standard output, with scikit-learn; run in the peers' environment."""

import json
import sys
from collections import Counter
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

STRENGTH = {"kinds": 0.5, "ways": 1.0, "speakers": 0.4}  # inverse of the regularisation
TOLD = 1.0  # the same for what is told without a count
ENOUGH = 25  # examples of "yes" from which something can be learnt
SEEN = 2  # a feature of fewer examples is noise
OF_A_RULE = 20  # of a rule, which is believed where there were fewer
RULES = ("kind:", "rule:", "cat:", "way:", "verb:", "group:", "no draft")
TRUSTED = 2.0  # how strongly they count, beside 1 of a word
SMALL = 0.1  # weights below it in every answer are left out, but for rules: one that is not there was not learnt


def main() -> None:
    """Learn each model, and tell how many examples and features it has."""
    rows = [json.loads(line) for line in sys.stdin]
    said = {}
    for name in sorted({row["model"] for row in rows}):
        mine = [row for row in rows if row["model"] == name]
        if sum(row["answer"] is not False for row in mine) < ENOUGH:
            continue
        said[name] = learn(name, mine)
        print(f"{name}: {len(said[name]['weights'])} features", file=sys.stderr)
    json.dump(said, sys.stdout, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def learn(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The answers, biases and weights of one model; a yes-or-no model has one column."""
    seen = Counter(feature for row in rows for feature in row["features"])
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{f: trust(f) for f in row["features"] if seen[f] >= enough(f)} for row in rows])
    model = LogisticRegression(C=STRENGTH.get(name, TOLD), max_iter=1000)
    model.fit(matrix, [str(row["answer"]) for row in rows])
    weights = {
        feature: [round(float(w) * trust(feature), 2) for w in column]
        for feature, column in zip(vectors.get_feature_names_out(), model.coef_.T, strict=True)
        if max(abs(column)) >= SMALL or feature.startswith("rule:")
    }
    return {
        "answers": [str(c) for c in model.classes_],
        "bias": [round(float(b), 3) for b in model.intercept_],
        "weights": weights,
    }


def enough(feature: str) -> int:
    """How many examples a feature needs; of a rule, so many that its being overruled is no accident."""
    return OF_A_RULE if feature.startswith("rule:") else SEEN


def trust(feature: str) -> float:
    """How strongly a feature counts while learning: what the rules say is not to be outvoted by many small words."""
    return TRUSTED if feature.startswith(RULES) else 1.0


if __name__ == "__main__":
    main()
