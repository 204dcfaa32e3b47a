"""Plans that differ from a plan in somebody alone: he goes instead of somebody else, or somebody else instead of him.

Only a few need to be looked at. What a plan is worth changes by what the one brings who comes and what the other
takes along who leaves; numbers of both are added level by level, so of all who could leave a cell the one whose
leaving costs least is enough. Whoever belongs to a group can also be exchanged with his group, for others one by one
or for another group.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from homeward.planning.why.situation import Exchange, Situation, Worth
from homeward.planning.words import Cell, Person


def ways_in(situation: Situation, person: Person) -> Iterator[Exchange]:
    """Yield allowed exchanges by which somebody goes who does not, alone or with his group, for others or beside."""
    instance = situation.instance
    family = [one for one in situation.groups.get(person.group or "", []) if one.id not in situation.cells]
    able = [one for one in family if one.id == person.id or instance.eligible(one)] or [person]
    kin = {one.group for one in able if one.group is not None}
    there: dict[Cell, list[Person]] = {cell: [] for cell in instance.cells}
    for one in instance.people:
        cell = situation.cells.get(one.id)
        if cell is not None and one.id not in instance.insisted and one.group not in kin:
            there[cell].append(one)
    for cell, some in there.items():
        for come in ([person], able) if len(able) > 1 else ([person],):
            arriving = tuple((one, cell) for one in come)
            for leave in _picked(situation, come, some, situation.leaves):
                yield from _allowed(situation, Exchange(leave, arriving))
    yield from _beside(situation, person)


def ways_out(situation: Situation, person: Person) -> Iterator[Exchange]:
    """Yield allowed exchanges by which somebody stays who goes: alone or with his group."""
    instance, cell = situation.instance, situation.cells[person.id]
    family = [one for one in situation.groups.get(person.group or "", []) if situation.cells.get(one.id) == cell]
    free = [one for one in family if one.id == person.id or one.id not in instance.insisted] or [person]
    kin = {one.group for one in free if one.group is not None}
    waiting = [
        one
        for one in instance.people
        if one.id not in situation.cells and one.direction == person.direction and instance.eligible(one)
    ]
    others = [one for one in waiting if one.group not in kin]
    for some in ([person], free) if len(free) > 1 else ([person],):
        yield from _allowed(situation, Exchange(tuple(some), ()))
        for come in _picked(situation, some, others, lambda one: situation.comes(one, cell)):
            yield from _allowed(situation, Exchange(tuple(some), tuple((one, cell) for one in come)))


def best_earlier(situation: Situation, person: Person) -> tuple[Worth, Person, Cell] | None:
    """The exchange of places with somebody of an earlier stage that loses least: its worth, with whom, and where."""
    cell = situation.cells.get(person.id)
    if cell is None or cell[0] == 0:
        return None
    sort, best = situation.sort_of(person), None
    for one in situation.instance.people:
        there = situation.cells.get(one.id)
        if there is None or there[0] >= cell[0] or situation.sort_of(one) != sort:
            continue
        swap = Exchange((person, one), ((person, there), (one, cell)))
        found = (situation.worth(swap), -there[0], one.id)
        if (best is None or found > best[0]) and situation.allows(swap):
            best = found, one, there
    return None if best is None else (best[0][0], best[1], best[2])


def _allowed(situation: Situation, exchange: Exchange) -> Iterator[Exchange]:
    if situation.allows(exchange):
        yield exchange


def _picked(
    situation: Situation, some: Sequence[Person], pool: Sequence[Person], alone: Callable[[Person], Worth]
) -> Iterator[tuple[Person, ...]]:
    """Yield whom to take from a pool for some, as many of each sort: the best one by one, and the best group.

    Args:
        situation: the plan.
        some: for whom.
        pool: from whom.
        alone: what it is worth that only that one is moved, by which the best are told.
    """
    wanted = Counter(situation.sort_of(one) for one in some)
    by_sort: dict[object, list[Person]] = defaultdict(list)
    for one in pool:
        sort = situation.sort_of(one)
        if sort in wanted:
            by_sort[sort].append(one)
    if any(len(by_sort[sort]) < number for sort, number in wanted.items()):
        return
    worth = {one.id: alone(one) for ones in by_sort.values() for one in ones}
    for ones in by_sort.values():
        ones.sort(key=lambda one: one.id)
        ones.sort(key=lambda one: worth[one.id], reverse=True)
    for lying in (None, True, False):  # whoever is best; those who lie before others; those who sit
        found: list[Person] = []
        for sort, number in wanted.items():
            ones = by_sort[sort] if lying is None else [one for one in by_sort[sort] if one.stretcher == lying]
            others = [one for one in by_sort[sort] if not one.stretcher] if lying else []
            found += [*ones, *others][:number]
        if len(found) == len(some):
            yield tuple(found)
    if len(some) > 1:
        yield from _families(situation, wanted, [one for ones in by_sort.values() for one in ones], worth)


def _families(
    situation: Situation, wanted: Counter[tuple[str, str | None, bool]], pool: list[Person], worth: Mapping[str, Worth]
) -> Iterator[tuple[Person, ...]]:
    """Yield the best group of which all are in the pool and that has as many of each sort."""
    there: dict[str, list[Person]] = defaultdict(list)
    for one in pool:
        if one.group is not None:
            there[one.group].append(one)
    whole = [
        tuple(ones)
        for group, ones in there.items()
        if len(ones) == len(situation.groups[group]) and Counter(map(situation.sort_of, ones)) == wanted
    ]
    if whole:
        yield max(whole, key=lambda ones: (tuple(map(sum, zip(*(worth[o.id] for o in ones), strict=True))), ones[0].id))


def _beside(situation: Situation, person: Person) -> Iterator[Exchange]:
    """Somebody goes beside all others, alone or with one of the other direction."""
    instance = situation.instance
    others = [
        one
        for one in instance.people
        if one.id not in situation.cells and one.direction != person.direction and instance.eligible(one)
    ]
    for cell in instance.cells:
        room = instance.seats[instance.points[cell[1]]][cell[0]] - situation.load[cell, person.direction]
        if room <= 0 or situation.flow[cell[0], person.direction] >= instance.quota[person.direction][cell[0]]:
            continue
        yield from _allowed(situation, Exchange((), ((person, cell),)))
        for point in range(len(instance.points)):
            there = (cell[0], point)
            best = max(others, key=lambda one: (situation.worth(Exchange((), ((one, there),))), one.id), default=None)
            if best is not None:
                yield from _allowed(situation, Exchange((), ((person, cell), (best, there))))
