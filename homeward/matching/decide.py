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
_TURNS = 8  # of balancing; after five nothing moves in the fourth decimal
_ENOUGH = 1e-4  # by which the claims on a person may exceed one
_RANGE, _HALVINGS = 200.0, 44  # bits within which a person's share is sought, and how often the interval is halved


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
    total = np.bincount(scored.row, weight, rows) + idle
    for _ in range(_TURNS):
        claims = np.bincount(claimed, weight * share[claimed] / total[scored.row], len(share))
        contested = (claims > 1 + _ENOUGH)[claimed] | (share < 1)[claimed]
        if not (claims > 1 + _ENOUGH).any():
            break
        own = weight[contested] * share[claimed[contested]]
        rest = total[scored.row[contested]] - own
        share = _shared(share, claimed[contested], weight[contested], np.maximum(rest, 1e-300))
        total = np.bincount(scored.row, weight * share[claimed], rows) + idle
    return Posterior(weight * share[claimed] / total[scored.row], idle / total)


def _shared(share: Floats, person: npt.NDArray[np.intp], weight: Floats, rest: Floats) -> Floats:
    """For each contested person the share at which all claims on them sum to one, or 1 if they do not reach it.

    Args:
        share: Of every person; those without a claim here stay.
        person: Whom each claim is on.
        weight: Of each claim.
        rest: The weight of everything else in the claim's row.
    """
    people, place = np.unique(person, return_inverse=True)
    low, high = np.full(len(people), -_RANGE), np.zeros(len(people))
    odds = np.log2(weight) - np.log2(rest)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        claims = np.bincount(place, 1 / (1 + np.exp2(-np.clip(odds + middle[place], -900, 900))), len(people))
        low, high = np.where(claims > 1, low, middle), np.where(claims > 1, middle, high)
    changed = share.copy()
    changed[people] = np.exp2(low)
    return changed
