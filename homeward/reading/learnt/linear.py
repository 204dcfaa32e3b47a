"""Linear models: every feature that holds adds its weight to each answer, and the largest sum wins."""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat
from typing import Any

from homeward.reading.words import Kind


@dataclass(frozen=True, slots=True)
class Chooser:
    """One answer of several: each has its own weight for every feature."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def chances(self, features: set[str]) -> dict[str, float]:
        """How likely each answer is, by the examples that the model was learnt from."""
        known = [self.bias, *(self.weights[f] for f in self.weights.keys() & features)]
        sums = [sum(column) for column in zip(*known, strict=True)]
        most = max(sums)
        powers = [math.exp(s - most) for s in sums]
        whole = sum(powers)
        return {answer: power / whole for answer, power in zip(self.answers, powers, strict=True)}

    def speaking_for(self, features: set[str], answer: str, other: str) -> dict[str, float]:
        """How much more each feature speaks for one answer than for another."""
        one, two = self.answers.index(answer), self.answers.index(other) if other in self.answers else None
        known = {f: self.weights[f] for f in self.weights.keys() & features}
        return {f: column[one] - (column[two] if two is not None else 0.0) for f, column in known.items()}

    def knows(self, feature: str) -> bool:
        """Whether there were examples enough of a feature."""
        return feature in self.weights


@dataclass(frozen=True, slots=True)
class Judge:
    """Yes or no: one weight for every feature."""

    bias: float
    weights: dict[str, float]

    def chance(self, features: set[str]) -> float:
        """How likely "yes" is, by the examples that the model was learnt from."""
        return 1 / (1 + math.exp(-self.bias - sum(map(self.weights.get, features, repeat(0.0)))))

    def speaking_for(self, features: set[str], others: set[str] | frozenset[str] = frozenset()) -> dict[str, float]:
        """How much each feature speaks for "yes", more than what is true of another candidate."""
        mine = {f: self.weights[f] for f in self.weights.keys() & (features - others)}
        return mine | {f"not {f}": -self.weights[f] for f in self.weights.keys() & (others - features)}

    def knows(self, feature: str) -> bool:
        """Whether there were examples enough of a feature."""
        return feature in self.weights


@dataclass(frozen=True, slots=True)
class Models:
    """All that was learnt: the kind of a count, whether it goes a way, whether somebody says it; and what is told."""

    kinds: Chooser
    ways: Judge
    speakers: Judge
    told: dict[Kind, Judge]


@cache
def models() -> Models:
    """The models of ``data/learnt.json``."""
    return made_of(json.loads((resources.files("homeward.reading") / "data" / "learnt.json").read_text("utf-8")))


def made_of(said: dict[str, Any]) -> Models:
    """The models that a learner gave, as JSON."""
    judges = {name: _judge(model) for name, model in said.items() if name != "kinds"}
    kinds = said["kinds"]
    weights = {feature: tuple(column) for feature, column in kinds["weights"].items()}
    return Models(
        Chooser(tuple(kinds["answers"]), tuple(kinds["bias"]), weights),
        judges.pop("ways"),
        judges.pop("speakers"),
        {Kind(name): judge for name, judge in judges.items()},
    )


def _judge(said: dict[str, Any]) -> Judge:
    return Judge(said["bias"][0], {feature: column[0] for feature, column in said["weights"].items()})
