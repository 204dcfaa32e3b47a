"""Linear models: every feature that holds adds its weight, and what adds up to more than nothing is so.

Weights are added as whole numbers of thousandths: then a sum is the same in whatever order a set keeps its features,
and two answers that are as likely are so in every run.
"""

import math
from collections.abc import Mapping
from itertools import chain, repeat

import numpy as np

from homeward.reading.learnt.features import Features, flat
from homeward.reading.words import Kind

_WHOLE = 1000  # a weight of 1 as it is added


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
