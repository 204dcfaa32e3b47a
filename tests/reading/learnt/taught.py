"""Small models for tests, as a learner would give them."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from homeward.reading.learnt.features import parted
from homeward.reading.learnt.linear import Judge
from homeward.reading.learnt.nets import NO, YES


def yes_or_no(weights: Mapping[str, float] | None = None, bias: float = 0.0) -> dict[str, Any]:
    """A sum of *weights*, each of its feature."""
    found: dict[str, dict[str, int]] = {}
    for feature, weight in (weights or {}).items():
        said_of, text = parted(feature)
        found.setdefault(said_of, {})[text] = round(weight * 1000)
    return {"bias": round(bias * 1000), "weights": found}


def judge(weights: Mapping[str, float], bias: float = 0.0) -> Judge:
    """The same, ready to judge."""
    return Judge(**yes_or_no(weights, bias))


def choice(weights: Mapping[str, float] | None = None, bias: float = 0.0) -> dict[str, Any]:
    """The same, asked of a network; no weight may be below zero."""
    return net((NO, YES), (0.0, bias), {feature: (0.0, weight) for feature, weight in (weights or {}).items()})


def net(answers: Sequence[str], behind: Sequence[float], weights: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """A network of *weights* for each feature and answer: each feature has a hidden sum of its own."""
    many = len(weights)
    table = bytes(int(row == column) for row in range(many) for column in range(many))
    return {
        "answers": [*answers],
        "features": [*weights],
        "table": base64.b64encode(table).decode(),
        "hidden": [0.0] * many,
        "out": [[weight * 1e6 for weight in column] for column in weights.values()],
        "behind": [begin * 1e6 for begin in behind],
    }
