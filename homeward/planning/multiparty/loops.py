"""Transfers as cycles and chains: A gives to B, B to C, C to A; or it starts with somebody given without return.

A cycle passes no party twice. A chain is a row of transfers each of which starts where the one before ended; only a
party that may give more than it gets starts one, and as many as it may. Long ones are fragile: if one transfer fails,
all after it do. Which of those who go from A to B stand in which of them makes no difference, so parties are enough
to look at.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from homeward.planning.multiparty.words import Deal, Transfer
from homeward.planning.words import PlanningError

MOST = 200_000  # cycles; more are not looked at one by one

Arc = tuple[str, str]


class Shape(StrEnum):
    """What a row of transfers is."""

    CYCLE = "cycle"
    CHAIN = "chain"


class Loop(NamedTuple):
    """A cycle or a chain: its transfers in their order."""

    shape: Shape
    transfers: tuple[Transfer, ...]


def loops(deal: Deal, transfers: Sequence[Transfer]) -> tuple[Loop, ...] | None:
    """Part transfers into cycles and chains no longer than the deal allows; None where that cannot be done.

    Those released as goodwill are chains of one. Where the deal bounds nothing there is always an answer: cycles as
    long as there are any, the shortest first, and what is left as chains.
    """
    alone = tuple(Loop(Shape.CHAIN, (one,)) for one in transfers if one.person in deal.goodwill)
    waiting: dict[Arc, list[Transfer]] = defaultdict(list)
    for one in reversed(transfers):
        if one.person not in deal.goodwill:
            waiting[one.giver, one.to].append(one)
    left = Counter({arc: len(people) for arc, people in sorted(waiting.items())})
    rows = _bounded(deal, left) if deal.in_loops else _unbounded(left)
    if rows is None:
        return None
    return (*(Loop(shape, tuple(waiting[arc].pop() for arc in arcs)) for shape, arcs in rows), *alone)


def cycles(arcs: Sequence[Arc], longest: int) -> Iterator[tuple[Arc, ...]]:
    """Yield every cycle of arcs once, none longer than so many.

    Raises:
        PlanningError: there are too many to look at each.
    """
    after: dict[str, list[str]] = defaultdict(list)
    for giver, to in arcs:
        after[giver].append(to)
    number = 0
    for start in sorted(after):  # a cycle is found from the first of its parties
        for row in _ways(after, start, (start,), longest):
            number += 1
            if number > MOST:
                raise PlanningError(f"There are more than {MOST:,} possible cycles; set 'cycle' to a smaller number.")
            yield tuple(zip(row, (*row[1:], row[0]), strict=True))


def _ways(after: dict[str, list[str]], start: str, row: tuple[str, ...], longest: int) -> Iterator[tuple[str, ...]]:
    for to in after.get(row[-1], ()):
        if to == start:
            yield row
        elif to > start and to not in row and len(row) < longest:
            yield from _ways(after, start, (*row, to), longest)


def _unbounded(left: Counter[Arc]) -> list[tuple[Shape, tuple[Arc, ...]]]:
    found = []
    while cycle := _shortest_cycle(left):
        _take(left, cycle)
        found.append((Shape.CYCLE, cycle))
    while left:
        ends = {to for _, to in left}
        chain = [next(arc for arc in sorted(left) if arc[0] not in ends)]  # without cycles there is a first
        _take(left, chain)
        while following := [arc for arc in sorted(left) if arc[0] == chain[-1][1]]:
            chain.append(following[0])
            _take(left, following[:1])
        found.append((Shape.CHAIN, tuple(chain)))
    return found


def _shortest_cycle(left: Counter[Arc]) -> tuple[Arc, ...] | None:
    """The shortest cycle, by widening steps from each party in turn."""
    best: tuple[Arc, ...] | None = None
    for start in sorted({giver for giver, _ in left}):
        came: dict[str, str] = {}
        edge = [start]
        while edge and start not in came:
            following = []
            for at in edge:
                for giver, to in sorted(left):
                    if giver == at and to not in came:
                        came[to] = at
                        following.append(to)
            edge = following
        if start in came:
            row = [start]
            while (before := came[row[-1]]) != start:
                row.append(before)
            row.append(start)
            cycle = tuple((giver, to) for to, giver in pairwise(row))[::-1]
            if best is None or len(cycle) < len(best):
                best = cycle
    return best


def _take(left: Counter[Arc], arcs: Sequence[Arc]) -> None:
    for arc in arcs:
        left[arc] -= 1
        if not left[arc]:
            del left[arc]


def _bounded(deal: Deal, left: Counter[Arc]) -> list[tuple[Shape, tuple[Arc, ...]]] | None:
    """Part arcs into cycles and chains of bounded length, by trying: the first arc left must be in one of them."""
    number = sum(left.values())
    cycle = number if deal.cycle is None else deal.cycle
    chain = number if deal.chain is None else deal.chain
    may = {p.name: number if p.goodwill is None else p.goodwill for p in deal.parties}
    dead: set[frozenset[tuple[Arc, int]]] = set()

    def part(left: Counter[Arc], started: Counter[str]) -> list[tuple[Shape, tuple[Arc, ...]]] | None:
        if not left:
            return []
        state = frozenset([*left.items(), *((("", name), n) for name, n in started.items())])
        if state in dead:
            return None
        first = min(left)
        starts = [name for name, most in sorted(may.items()) if started[name] < most]
        for shape, arcs in _containing(left, first, starts, cycle, chain):
            rest, now = left.copy(), started.copy()
            _take(rest, arcs)
            if shape is Shape.CHAIN:
                now[arcs[0][0]] += 1
            found = part(rest, now)
            if found is not None:
                return [(shape, arcs), *found]
        dead.add(state)
        return None

    return part(left, Counter())


def _containing(
    left: Counter[Arc], first: Arc, starts: Sequence[str], cycle: int, chain: int
) -> Iterator[tuple[Shape, tuple[Arc, ...]]]:
    """Every cycle, then every chain from one of those parties, of what is left that contains an arc."""
    yield from ((Shape.CYCLE, row) for row in _closed(left, (first,), cycle))
    for start in starts:
        yield from ((Shape.CHAIN, row) for row in _open(left, (), start, chain) if first in row)


def _closed(left: Counter[Arc], row: tuple[Arc, ...], longest: int) -> Iterator[tuple[Arc, ...]]:
    if row[-1][1] == row[0][0]:
        if len(row) <= longest:
            yield row
        return
    passed = {giver for giver, _ in row}
    for arc in sorted(left):
        if len(row) < longest and arc[0] == row[-1][1] and (arc[1] == row[0][0] or arc[1] not in passed):
            yield from _closed(left, (*row, arc), longest)


def _open(left: Counter[Arc], row: tuple[Arc, ...], at: str, longest: int) -> Iterator[tuple[Arc, ...]]:
    if row:
        yield row
    if len(row) < longest:
        for arc in sorted(left):
            if arc[0] == at and row.count(arc) < left[arc]:
                yield from _open(left, (*row, arc), arc[1], longest)
