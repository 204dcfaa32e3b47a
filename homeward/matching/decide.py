"""From evidence to a decision: who it probably is, whether that is sure enough, and who else claims the same person.

1. For each row the candidates and *nobody* compete: before looking, a row is in the registry with the usual share,
and then
   is any of its people alike; the evidence shifts that (Bayes). So a namesake, a brother or an empty date lowers
   everyone.
2. A person is only once in a list. Rows that claim one person compete for them: the probabilities are balanced between
   rows and people until no person is claimed more than once in all (Sinkhorn and Knopp 1967), which is the mean over
   all one-to-one assignments, weighed by their likelihood, to a good approximation.
3. At ``certain`` and above a match is certain; from ``judge`` on a person has to look; under it the row is nobody's.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.matching.search import Scored
from homeward.matching.weights import weights

Floats = npt.NDArray[np.float64]
_TURNS = 12  # of balancing; after eight nothing moves in the fourth decimal


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities.

    Attributes:
        probability: Of each candidate, shape (candidates,).
        nobody: Of each row's being nobody in the registry, shape (rows,).
    """

    probability: Floats
    nobody: Floats


def prior_bits(people: int) -> float:
    """Log-odds of one given person of the registry against nobody, before looking."""
    share = weights().share
    return float(np.log2(share / (1 - share) / max(people, 1)))


def posterior(scored: Scored, rows: int, people: int) -> Posterior:
    """The probabilities of every candidate and of nobody.

    Args:
        scored: Candidates (see ``search``), in order of rows.
        rows: How many rows the list has.
        people: How many people the registry has.
    """
    odds = scored.bits.astype(np.float64) + prior_bits(people)
    top = np.zeros(rows)
    np.maximum.at(top, scored.row, odds)
    weight = np.exp2(odds - top[scored.row])
    idle = np.exp2(-top)
    _, claimed = np.unique(scored.part * (int(scored.person.max(initial=0)) + 1) + scored.person, return_inverse=True)
    share = np.ones(int(claimed.max(initial=-1)) + 1)
    probability, nobody = weight, idle
    for turn in range(_TURNS):
        weighed = weight * share[claimed]
        total = np.bincount(scored.row, weighed, rows) + idle
        probability, nobody = weighed / total[scored.row], idle / total
        claims = np.bincount(claimed, probability, len(share))
        if turn == _TURNS - 1 or not (claims > 1 + 1e-6).any():
            break
        share = np.where(claims > 1, share / np.maximum(claims, 1), share)
    return Posterior(probability, nobody)
