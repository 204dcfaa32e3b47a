"""Linear models: every feature that holds adds its weight, and what adds up to more than nothing is so.

Weights are whole numbers of thousandths: then a sum is the same in whatever order a set keeps its features, and two
answers that are as likely are so in every run.
"""

import math
from collections.abc import Mapping
from itertools import chain, repeat

import numpy as np

from homeward.reading.learnt.features import Features, parted
from homeward.reading.words import Kind

_WHOLE = 1000  # a weight of 1


class Judge:
    """Yes or no: one weight for every feature."""

    __slots__ = ("_weights", "bias")

    def __init__(self, bias: int, weights: Mapping[str, Mapping[str, int]]) -> None:
        """Keep the weights: of each text, by what it is said of."""
        self.bias = bias
        self._weights = weights

    def chance(self, features: Features, known_before: int = 0) -> float:
        """How likely "yes" is, by the examples that the model was learnt from, and by a sum of other weights."""
        return 1 / (1 + math.exp(-(known_before + self.weigh(features)) / _WHOLE))

    def weigh(self, features: Features) -> int:
        """The bias and all weights of the features, in thousandths: more than 0 where "yes" is likelier than "no"."""
        total = self.bias
        for said_of, texts in features:
            if (known := self._weights.get(said_of)) is not None:
                total += sum(map(known.get, texts, repeat(0)))
        return total

    def speaking_for(self, features: Features, others: Features = ()) -> dict[str, float]:
        """How much each feature speaks for "yes", more than what is true of another candidate."""
        mine, theirs = self._known(features), self._known(others)
        more = {feature: weight / _WHOLE for feature, weight in mine.items() if feature not in theirs}
        return more | {f"not {feature}": -weight / _WHOLE for feature, weight in theirs.items() if feature not in mine}

    def _known(self, features: Features) -> dict[str, int]:
        """The features of which there were examples enough, with their weights."""
        found: dict[str, int] = {}
        for said_of, texts in features:
            known = self._weights.get(said_of, {})
            found.update([(said_of + t, weight) for t in texts if (weight := known.get(t)) is not None])
        return found

    @property
    def plain(self) -> Mapping[str, int]:
        """The weights of the features that are said of nothing, in thousandths."""
        return self._weights.get("", {})

    def weight(self, feature: str) -> float | None:
        """The weight of a feature, if there were examples enough of it."""
        said_of, text = parted(feature)
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
        self._table = np.array([[column.get(f, 0) for column in columns] for f in self._index], dtype=np.int64)

    def weigh(self, features: Features) -> dict[Kind, int]:
        """The sum of what the features add, for each kind, in thousandths."""
        found = self._index.get
        rows = [row for _, texts in features for row in map(found, texts) if row is not None]
        return dict(zip(self._kinds, np.add.reduce(self._table.take(rows, 0)).tolist(), strict=True)) if rows else {}
