"""Linear models: every feature that holds adds its weight to each answer, and the largest sum wins.

Weights are added as whole numbers of thousandths: then a sum is the same in whatever order a set keeps its features,
and two answers that are as likely are so in every run.
"""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, repeat
from typing import Any

import numpy as np

from homeward.reading.words import Kind

_WHOLE = 1000  # a weight of 1 as it is added
_OTHERS = {"pages", "ways", "speakers"}  # models that judge no telling

Features = Sequence[tuple[str, Collection[str]]]
"""What holds of a candidate: texts, each under what they are said of. "" or "one|" and "R:verb.free" are a feature.

Most are the same for all candidates of a sentence: they are neither copied nor joined where they are only weighed.
"""


def flat(features: Features) -> set[str]:
    """The features as they are learnt and told."""
    return {said_of + text for said_of, texts in features for text in texts}


class Chooser:
    """One answer of several: each has its own weight for every feature, of which none is said of a candidate."""

    __slots__ = ("_index", "_table", "answers", "bias")

    def __init__(self, answers: Sequence[str], bias: Sequence[float], weights: Mapping[str, Sequence[float]]) -> None:
        """Keep the weights, as many for each feature as there are *answers*."""
        self.answers = tuple(answers)
        self.bias = np.rint(np.array(bias) * _WHOLE)
        self._index = {feature: n for n, feature in enumerate(weights)}
        self._table = np.rint(np.array([*weights.values()]).reshape(-1, len(self.answers)) * _WHOLE)

    def chances(self, features: Features) -> dict[str, float]:
        """How likely each answer is, by the examples that the model was learnt from."""
        index = self._index
        rows = [index[text] for _, texts in features for text in texts if text in index]
        sums = self.bias + np.add.reduce(self._table[rows])
        powers = np.exp((sums - sums.max()) / _WHOLE)
        return dict(zip(self.answers, (powers / powers.sum()).tolist(), strict=True))

    def speaking_for(self, features: Features, answer: str, other: str) -> dict[str, float]:
        """How much more each feature speaks for one answer than for another."""
        one, two = self.answers.index(answer), self.answers.index(other) if other in self.answers else None
        known = {f: self._table[self._index[f]] for f in self._index.keys() & flat(features)}
        return {f: float(row[one] - (row[two] if two is not None else 0.0)) / _WHOLE for f, row in known.items()}

    def knows(self, feature: str) -> bool:
        """Whether there were examples enough of a feature."""
        return feature in self._index


class Judge:
    """Yes or no: one weight for every feature."""

    __slots__ = ("_weights", "bias")

    def __init__(self, bias: float, weights: Mapping[str, float]) -> None:
        """Keep the weights by what their features are said of."""
        self.bias = float(round(bias * _WHOLE))
        self._weights: dict[str, dict[str, float]] = {}
        for feature, weight in weights.items():
            said_of, text = _parted(feature)
            self._weights.setdefault(said_of, {})[text] = float(round(weight * _WHOLE))

    def chance(self, features: Features, known_before: float = 0.0) -> float:
        """How likely "yes" is, by the examples that the model was learnt from, and by a sum of other weights."""
        return 1 / (1 + math.exp(-(known_before + self.weigh(features)) / _WHOLE))

    def weigh(self, features: Features) -> float:
        """The bias and all weights of the features, in thousandths: more than 0 where "yes" is likelier than "no"."""
        total = self.bias
        for said_of, texts in features:
            if (known := self._weights.get(said_of)) is not None:
                total += sum(map(known.get, texts, repeat(0.0)))
        return total

    def speaking_for(self, features: Features, others: Features = ()) -> dict[str, float]:
        """How much each feature speaks for "yes", more than what is true of another candidate."""
        mine, theirs = flat(features), flat(others)
        known = {f: weight for f in mine ^ theirs if (weight := self.weight(f)) is not None}
        return {f if f in mine else f"not {f}": weight if f in mine else -weight for f, weight in known.items()}

    @property
    def plain(self) -> Mapping[str, float]:
        """The weights of the features that are said of nothing, in thousandths."""
        return self._weights.get("", {})

    def weight(self, feature: str) -> float | None:
        """The weight of a feature, if there were examples enough of it."""
        said_of, text = _parted(feature)
        whole = self._weights.get(said_of, {}).get(text)
        return whole / _WHOLE if whole is not None else None

    def knows(self, feature: str) -> bool:
        """Whether there were examples enough of a feature."""
        return self.weight(feature) is not None


class Panel:
    """Judges of several kinds who see the same sentence: what each feature of it adds, looked up once for all."""

    __slots__ = ("_index", "_kinds", "_table")

    def __init__(self, judges: Mapping[Kind, Judge]) -> None:
        """Keep the plain weights of all *judges* side by side."""
        self._kinds = tuple(judges)
        columns = [judge.plain for judge in judges.values()]
        self._index = {feature: n for n, feature in enumerate(dict.fromkeys(chain(*columns)))}
        self._table = np.array([[column.get(f, 0.0) for column in columns] for f in self._index])

    def weigh(self, features: Features) -> dict[Kind, float]:
        """The sum of what the features add, for each kind, in thousandths."""
        index = self._index
        rows = [index[text] for _, texts in features for text in texts if text in index]
        return dict(zip(self._kinds, np.add.reduce(self._table[rows]).tolist(), strict=True)) if rows else {}


def _parted(feature: str) -> tuple[str, str]:
    """What a feature is said of, up to a stroke, and its text."""
    said_of, stroke, text = feature.partition("|")
    return (said_of + stroke, text) if stroke else ("", feature)


@dataclass(frozen=True, slots=True)
class Models:
    """All that was learnt: whether a page is about captives, a count's kind, its way, who says it; what is told."""

    pages: Judge | None
    kinds: Chooser
    ways: Judge
    speakers: Judge
    told: dict[Kind, Judge]
    panel: Panel  # the same, for what all of them see


@cache
def models() -> Models:
    """The models of ``data/learnt.json``."""
    return made_of(json.loads((resources.files("homeward.reading") / "data" / "learnt.json").read_text("utf-8")))


def made_of(said: dict[str, Any]) -> Models:
    """The models that a learner gave, as JSON."""
    judges = {name: _judge(model) for name, model in said.items() if name != "kinds"}
    kinds = said["kinds"]
    told = {Kind(name): judges[name] for name in judges.keys() - _OTHERS}
    return Models(
        judges.get("pages"),
        Chooser(kinds["answers"], kinds["bias"], kinds["weights"]),
        judges["ways"],
        judges["speakers"],
        told,
        Panel(told),
    )


def _judge(said: dict[str, Any]) -> Judge:
    return Judge(said["bias"][0], {feature: column[0] for feature, column in said["weights"].items()})
