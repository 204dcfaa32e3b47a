"""Kidney-exchange pools, and as what deal of many parties each is solved here. The peers read this, too.

A pair (a patient and somebody who would give for him) is a party that holds one, gives him only if one comes, and
gets one at most; somebody who gives for nobody's sake is a party with goodwill. A chain ends on the waiting list,
which is a party that only gets. The pool, the longest cycle and the longest chain are the same for both solvers.
"""

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from homeward.planning.multiparty import Deal

LIST = "list"
CYCLE, CHAIN = 3, 3


@dataclass(frozen=True, slots=True)
class Pool:
    """Altruists and pairs by number, altruists first; arcs from a donor to the patient of a pair, with weights."""

    altruists: int
    pairs: int
    arcs: dict[tuple[int, int], int]


def pool(seed: int) -> Pool:
    """Return an invented pool; they differ in size and in how many arcs there are."""
    r = random.Random(seed)
    pairs, altruists = r.randint(12, 60), r.randint(1, 5)
    easy = [r.random() < 0.7 for _ in range(altruists + pairs)]  # patients who can take a kidney of many
    thick = r.uniform(0.05, 0.2)
    arcs = {
        (donor, patient): r.randint(1, 100)
        for donor in range(altruists + pairs)
        for patient in range(altruists, altruists + pairs)
        if donor != patient and r.random() < (thick if easy[patient] else thick / 4)
    }
    return Pool(altruists, pairs, arcs)


def deal_of_pool(pool: Pool, cycle: int = CYCLE, chain: int = CHAIN) -> "Deal":
    """Return the deal that a pool is."""
    from homeward.planning.multiparty import Condition, Deal, Demand, Held, Objective, Party

    everybody = range(pool.altruists + pool.pairs)
    gets: dict[int, list[int]] = {donor: [] for donor in everybody}
    for donor, patient in pool.arcs:
        gets[donor].append(patient)
    people = tuple(
        Held(
            id=f"d{n}",
            holder=str(n),
            to=(*map(str, gets[n]), LIST),
            worth={str(patient): pool.arcs[n, patient] for patient in gets[n]},
        )
        for n in everybody
    )
    pairs = range(pool.altruists, pool.altruists + pool.pairs)
    conditions = [Condition(f"one for {n}", str(n), (Demand(to=str(n), at_most=1),)) for n in pairs]
    conditions += [Condition(f"{n} gives", str(n), (Demand(giver=str(n), at_least=1),)) for n in pairs]
    parties = (*(Party(str(n), int(n < pool.altruists)) for n in everybody), Party(LIST, 0))
    order = (Objective.MOVED, Objective.WORTH)
    return Deal(parties, people, tuple(conditions), cycle=cycle, chain=chain, order=order, lottery="kidneys")


def solved(pool: Pool) -> list[int]:
    """Return transplants and weight of the optimum."""
    from homeward.planning.multiparty import settle

    settlement = settle(deal_of_pool(pool))
    if not settlement.is_optimal:
        raise RuntimeError("the optimum of a pool was not proven")
    return [level.value for level in settlement.levels]


def plain(pool: Pool) -> list[Any]:
    """Return a pool as plain data."""
    return [pool.altruists, pool.pairs, [[*arc, weight] for arc, weight in pool.arcs.items()]]


def of_plain(given: list[Any]) -> Pool:
    """Return the pool that plain data says."""
    altruists, pairs, arcs = given
    return Pool(altruists, pairs, {(donor, patient): weight for donor, patient, weight in arcs})
