"""Linear models: every feature that holds adds its weight to each answer, and the largest sum wins."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Model:
    """Answers, their weights without any feature, and the weights that each feature adds to them."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def sums(self, features: Iterable[str]) -> list[float]:
        """The sum of weights of each answer."""
        sums = list(self.bias)
        for feature in features:
            weights = self.weights.get(feature)
            if weights is not None:
                for n, weight in enumerate(weights):
                    sums[n] += weight
        return sums

    def chances(self, features: Iterable[str]) -> dict[str, float]:
        """How likely each answer is, by the examples that the model was learnt from."""
        sums = self.sums(features)
        most = max(sums)
        powers = [math.exp(s - most) for s in sums]
        whole = sum(powers)
        return {answer: power / whole for answer, power in zip(self.answers, powers, strict=True)}

    def chance(self, features: Iterable[str]) -> float:
        """How likely "yes" is, of a model with one sum."""
        return 1 / (1 + math.exp(-self.sums(features)[0]))


@cache
def models() -> dict[str, Model]:
    """The models of ``data/learnt.json``, by name; none where there is no such file."""
    file = resources.files("homeward.reading") / "data" / "learnt.json"
    if not file.is_file():
        return {}
    read = json.loads(file.read_text("utf-8"))
    return {name: _model(said) for name, said in read.items()}


def _model(said: dict[str, list[str] | list[float] | dict[str, list[float]]]) -> Model:
    weights = said["weights"]
    assert isinstance(weights, dict)
    return Model(
        tuple(str(a) for a in said["answers"]),
        tuple(float(b) for b in said["bias"]),
        {feature: tuple(found) for feature, found in weights.items()},
    )
