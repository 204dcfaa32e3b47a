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

from homeward.reading.learnt.features import Features, parted

YES, NO = "True", "False"
_WHOLE = 1_000_000  # a weight of 1 behind the hidden sums
_THOUSANDTH = 1_000
_Vector = np.ndarray[tuple[int], np.dtype[np.float64]]


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
        self._index: dict[str, dict[str, int]] = {}  # by what a feature is said of
        for n, (said_of, text) in enumerate(map(parted, said["features"])):
            self._index.setdefault(said_of, {})[text] = n
        self._hidden = np.array(said["hidden"], np.float64)
        table = np.frombuffer(base64.b64decode(said["table"]), np.int8).astype(np.float32)  # exact for such small sums
        self._table = table.reshape(len(said["features"]), len(self._hidden))
        self._out = np.array(said["out"], np.float64).reshape(len(self._hidden), len(self.answers))
        self._behind = np.array(said["behind"], np.float64)

    def chances(self, features: Features) -> dict[str, float]:
        """How likely each answer is, by the examples that the network was learnt from."""
        sums = (self._behind + np.maximum(self.sums(features), 0) @ self._out) / _WHOLE
        powers = np.exp(sums - sums.max())
        return dict(zip(self.answers, (powers / powers.sum()).tolist(), strict=True))

    def speaking_for(self, features: Features, answer: str, other: str) -> dict[str, float]:
        """How much more each feature did here for one answer than for another."""
        more = self._more(answer, other)
        more = np.where(self.sums(features) > 0, more, 0.0)
        known: dict[str, int] = {}
        for said_of, texts in features:
            found = self._index.get(said_of, {})
            known.update([(said_of + text, row) for text in texts if (row := found.get(text)) is not None])
        did = self._table.take([*known.values()], 0) @ more / _WHOLE if known else np.zeros(0)
        return dict(zip(known, did.tolist(), strict=True))

    def between(self, answer: str, other: str) -> tuple[float, _Vector]:
        """What speaks for one answer more than for another, in millionths: to begin with, and for one of each sum."""
        behind = self._behind[self.answers.index(answer)] - self._behind[self.answers.index(other)]
        return float(behind), self._more(answer, other)

    def knows(self, feature: str) -> bool:
        """Whether there were examples enough of a feature."""
        said_of, text = parted(feature)
        return text in self._index.get(said_of, ())

    def _more(self, answer: str, other: str) -> _Vector:
        """What one of each hidden sum adds to one answer more than to another, in millionths."""
        more = self._out[:, self.answers.index(answer)]
        return more - self._out[:, self.answers.index(other)] if other in self.answers else more

    def sums(self, features: Features) -> _Vector:
        """The hidden sums, below zero where nothing comes of one."""
        rows: list[int] = []
        for said_of, texts in features:
            if (found := self._index.get(said_of)) is not None:
                rows += [row for row in map(found.get, texts) if row is not None]
        if not rows:
            return self._hidden
        sums: _Vector = self._hidden + np.add.reduce(self._table.take(rows, 0))
        return sums


class Choice:
    """Whether a candidate is the answer, by a network: what ``linear.Judge`` tells by one sum."""

    __slots__ = ("_behind", "_more", "_net")

    def __init__(self, net: Net) -> None:
        """Ask a network that knows two answers."""
        self._net = net
        self._behind, self._more = net.between(YES, NO)

    def weigh(self, features: Features) -> int:
        """How much speaks for "yes", in thousandths: more than 0 where it is likelier than "no"."""
        led = float(np.maximum(self._net.sums(features), 0) @ self._more)
        return round((self._behind + led) / _THOUSANDTH)

    def speaking_for(self, features: Features, others: Features = ()) -> dict[str, float]:
        """How much more each feature did here for "yes" than what is true of another candidate did for that one."""
        mine, theirs = self._net.speaking_for(features, YES, NO), self._net.speaking_for(others, YES, NO)
        more = {feature: weight - theirs.get(feature, 0.0) for feature, weight in mine.items()}
        return more | {f"not {feature}": -weight for feature, weight in theirs.items() if feature not in mine}
