"""Small networks: features add up to some tens of hidden sums, and those above zero add up to the answers.

What holds together weighs otherwise than each alone, which no sum of weights can say: "the previous exchange" tells of
an older one, unless it is the previous one of a series that goes on. All is counted in whole numbers, as in ``linear``;
and since a sum below zero adds nothing and one above zero adds itself, what a feature did to an answer on a page is
known to the digit: it is what it added to the sums that were above zero there.
"""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from homeward.reading.learnt.features import Features, flat

_WHOLE = 1_000_000  # a weight of 1 behind the hidden sums


class Net:
    """One answer of several, by one layer of hidden sums."""

    __slots__ = ("_behind", "_hidden", "_index", "_out", "_table", "answers")

    def __init__(self, said: Mapping[str, Any]) -> None:
        """Keep what a learner gave.

        Args:
            said: "answers"; "features", in order; "table", for each feature and hidden sum one signed byte, in base 64;
                "hidden", where each sum begins; "out", for each sum the millionths that one of it adds to each answer;
                and "behind", the millionths where each answer begins.
        """
        self.answers: tuple[str, ...] = tuple(said["answers"])
        self._index = {feature: n for n, feature in enumerate(said["features"])}
        self._hidden = np.array(said["hidden"], np.float64)
        table = np.frombuffer(base64.b64decode(said["table"]), np.int8).reshape(len(self._index), len(self._hidden))
        self._table = table.astype(np.float32)  # in which sums of so small whole numbers are exact
        self._out = np.array(said["out"], np.float64).reshape(len(self._hidden), len(self.answers))
        self._behind = np.array(said["behind"], np.float64)

    def chances(self, features: Features) -> dict[str, float]:
        """How likely each answer is, by the examples that the network was learnt from."""
        sums = (self._behind + np.maximum(self._sums(features), 0) @ self._out) / _WHOLE
        powers = np.exp(sums - sums.max())
        return dict(zip(self.answers, (powers / powers.sum()).tolist(), strict=True))

    def speaking_for(self, features: Features, answer: str, other: str) -> dict[str, float]:
        """How much more each feature did here for one answer than for another."""
        one, two = self.answers.index(answer), self.answers.index(other) if other in self.answers else None
        more = self._out[:, one] - (self._out[:, two] if two is not None else 0.0)
        more = np.where(self._sums(features) > 0, more, 0.0)
        known = [*(self._index.keys() & flat(features))]
        did = self._table[[self._index[feature] for feature in known]] @ more / _WHOLE
        return dict(zip(known, did.tolist(), strict=True))

    def knows(self, feature: str) -> bool:
        """Whether there were examples enough of a feature."""
        return feature in self._index

    def _sums(self, features: Features) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        found = self._index.get
        rows = [row for _, texts in features for row in map(found, texts) if row is not None]
        if not rows:
            return self._hidden
        sums: np.ndarray[tuple[int], np.dtype[np.float64]] = self._hidden + np.add.reduce(self._table.take(rows, 0))
        return sums
