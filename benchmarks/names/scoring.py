"""How good scores are: F1 at the best threshold, and recall where nearly everything said is right."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Quality:
    """The best F1 over all thresholds, and the greatest recall at which precision is still .99 and .999."""

    f1: float
    recall_99: float
    recall_999: float


def quality(scores: npt.ArrayLike, same: npt.ArrayLike, positives: int | None = None) -> Quality:
    """Sweep the threshold over scored answers, of which ``same`` are right.

    Args:
        scores: One a pair, more is likelier; what is not a number was not answered.
        same: Whether the pair is one person's.
        positives: How many there are to be found, where some were never scored; otherwise those in ``same``.
    """
    score, right = np.asarray(scores, np.float64), np.asarray(same, bool)
    total = int(right.sum()) if positives is None else positives
    answered = ~np.isnan(score)
    score, right = score[answered], right[answered]
    order = np.argsort(-score, kind="stable")
    score, right = score[order], right[order]
    # One threshold takes all that have the same score.
    last = np.append(score[1:] != score[:-1], True)[: len(score)]
    found = np.cumsum(right)[last]
    said = np.arange(1, len(right) + 1)[last]
    if not len(said) or not total:
        return Quality(0.0, 0.0, 0.0)
    precision, recall = found / said, found / total
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)

    def at(least: float) -> float:
        good = precision >= least
        return float(recall[good].max()) if good.any() else 0.0

    return Quality(float(f1.max()), at(0.99), at(0.999))
