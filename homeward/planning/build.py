"""Kinds and terms become a model: how many of each kind go to each place, and which groups go whole.

Where places are points in blocks of stages, and some stages are told apart for those who are early, rows of a block
count everybody, rows of these stages only them.
"""

from collections import Counter, defaultdict

from homeward.planning.kinds import Kind, Member, View, counted, sort_people
from homeward.planning.model import INFINITE, Model
from homeward.planning.places import Built, Chosen, Going, Load, Place, Split, Whole, cells_of, room
from homeward.planning.words import Instance, Person, Term, TermKind


def build(instance: Instance, people: tuple[Person, ...], view: View) -> Built:
    """Build the model of what is looked at.

    Args:
        instance: the terms.
        people: everybody, in the order of the lottery.
        view: what is looked at.
    """
    points = range(len(instance.points)) if view.points else (None,)
    blocks = view.blocks or tuple((stage,) for stage in range(len(instance.stages)))
    places = tuple(Place(block, point) for block in blocks for point in points)
    apart = {(stage,) for stage in view.apart}
    finer = [(stage,) for stage in view.apart] + [tuple(s for s in block if (s,) not in apart) for block in blocks]
    early = tuple(Place(some, point) for some in finer for point in points if some) if apart else places
    built = Built(instance, view, sort_people(instance, people, view), places, early, Model(), [])
    _columns(built)
    _supply(built)
    _capacity(built)
    _terms(built)
    return built


def _columns(built: Built) -> None:
    model, kinds = built.model, defaultdict[Kind, int](int)
    for member, alone in built.people.alone.items():
        kinds[member.kind] += len(alone)
    for pattern, groups in built.people.grouped.items():
        for member, number in counted(pattern).items():
            kinds[member.kind] += number * len(groups)
    for kind, number in kinds.items():
        # A bound says no more than the supply does: the prices of the rows then prove all that is to be proven.
        columns = {place: model.column(Going(kind, place), number) for place in built.places_of(kind)}
        built.loads.append(Load(((kind, 1),), columns))
    fits = _Fits(built.instance)
    for pattern, groups in built.people.grouped.items():
        model.column(Split(pattern), len(groups))
        lying = sum(member.kind.stretcher for member in pattern.members)
        size = len(pattern.members)
        columns = {
            place: model.column(Whole(pattern, place), len(groups) if fits.there(size, lying, place) else 0)
            for place in built.places_for(pattern)
        }
        built.loads.append(Load(tuple(Counter(member.kind for member in pattern.members).items()), columns))


class _Fits:
    """Whether so many can sit and lie in one cell of a place."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.known: dict[tuple[int, int, Place], bool] = {}

    def there(self, size: int, lying: int, place: Place) -> bool:
        key = (size, lying, place)
        if key not in self.known:
            rooms = (room(self.instance, Place((s,), p)) for s, p in cells_of(self.instance, place))
            self.known[key] = any(seats >= size and beds >= lying for seats, beds in rooms)
        return self.known[key]


def _supply(built: Built) -> None:
    """Nobody goes twice; who must go, goes; members of split groups go among their kind."""
    model, alone = built.model, built.people.alone
    freed: dict[Member, list[tuple[int, int]]] = defaultdict(list)
    for pattern, groups in built.people.grouped.items():
        split = model.index[Split(pattern)]
        wholes = [(model.index[Whole(pattern, place)], 1) for place in built.places_for(pattern)]
        must = any(member.kind.must for member in pattern.members)
        model.row(len(groups) if must else 0, len(groups), [(split, 1), *wholes])
        for member, number in counted(pattern).items():
            freed[member].append((split, -number))
    by_kind: dict[Kind, list[Member]] = defaultdict(list)
    for member in dict.fromkeys((*alone, *freed)):
        by_kind[member.kind].append(member)
    for kind, members in by_kind.items():
        going = [(model.index[Going(kind, place)], 1) for place in built.places_of(kind)]
        if kind.must or not built.view.days:
            ids = [person.id for member in members for person in alone.get(member, ())]
            freed_there = [entry for member in members for entry in freed.get(member, ())]
            terms = [Term(TermKind.INSISTED, kind.direction, people=tuple(sorted(ids)))] if kind.must else []
            model.row(len(ids) if kind.must else -INFINITE, len(ids), [*going, *freed_there], *terms)
            continue
        for member in members:
            lone, entries = len(alone.get(member, ())), freed.get(member, [])
            chosen = model.column(Chosen(member), lone + sum(-n * model.upper[c] for c, n in entries))
            model.row(-INFINITE, lone, [(chosen, 1), *entries])
            going.append((chosen, -1))
        model.row(0, 0, going)


def _within(built: Built, place: Place) -> tuple[Place, ...]:
    """The places whose rows count those who go to a place: itself, and its block."""
    if not built.view.apart:
        return (place,)
    block = next(block for block in built.view.blocks if place.stages[0] in block)
    return (place,) if block == place.stages else (place, Place(block, place.point))


def _named(built: Built, stages: tuple[int, ...]) -> tuple[str | None, ...]:
    """The names of stages, to say in which a term holds."""
    everywhere = len(stages) == len(built.instance.stages) > 1
    return (None,) if everywhere else tuple(built.instance.stages[stage] for stage in stages)


def _capacity(built: Built) -> None:
    """Seats and stretchers of each place, for each direction."""
    instance = built.instance
    seats: dict[tuple[Place, str], list[tuple[int, int]]] = defaultdict(list)
    beds: dict[tuple[Place, str], list[tuple[int, int]]] = defaultdict(list)
    within = {place: _within(built, place) for place in (*built.places, *built.early_places)}
    for load in built.loads:
        sitting = Counter[str]()
        lying = Counter[str]()
        for kind, number in load.brings:
            sitting[kind.direction] += number
            lying[kind.direction] += number * kind.stretcher
        for place, column in load.columns.items():
            for counting in within[place]:
                for direction, number in sitting.items():
                    seats[counting, direction].append((column, number))
                    if lying[direction]:
                        beds[counting, direction].append((column, lying[direction]))
    for rows, what, which in ((seats, TermKind.SEATS, 0), (beds, TermKind.STRETCHERS, 1)):
        for (place, direction), entries in rows.items():
            point = None if place.point is None else instance.points[place.point]
            most = room(instance, place)[which]
            terms = (Term(what, direction, stage, point, number=most) for stage in _named(built, place.stages))
            built.model.row(-INFINITE, most, entries, *terms)


def _terms(built: Built) -> None:
    """Quotas, balance and categories of each stage, or of each block of stages."""
    instance, model = built.instance, built.model
    flow: dict[tuple[tuple[int, ...], str], list[tuple[int, int]]] = defaultdict(list)
    carried: dict[tuple[tuple[int, ...], str, str], list[tuple[int, int]]] = defaultdict(list)
    within = {
        place: dict.fromkeys(counting.stages for counting in _within(built, place))
        for place in (*built.places, *built.early_places)
    }
    for load in built.loads:
        counted_in = [(kind, number) for kind, number in load.brings if not kind.beside]
        for place, column in load.columns.items():
            for at in within[place]:
                for kind, number in counted_in:
                    flow[at, kind.direction].append((column, number))
                    if kind.category is not None:
                        carried[at, kind.direction, kind.category].append((column, number))
    whole = dict.fromkeys(place.stages for place in built.places)
    exactly = instance.carried()
    for at in dict.fromkeys((*whole, *(place.stages for place in built.early_places))):
        names = _named(built, at)
        for direction in instance.directions:
            quota = sum(instance.quota[direction][stage] for stage in at)
            terms = (Term(TermKind.QUOTA, direction, stage, number=quota) for stage in names)
            model.row(-INFINITE, quota, flow[at, direction], *terms)
        for (direction, category), wanted in exactly.items():
            low = sum(wanted[stage].start for stage in at) if at in whole else -INFINITE  # a part need not be enough
            high = sum(wanted[stage].stop - 1 for stage in at)
            terms = (Term(TermKind.CATEGORY, direction, stage, None, category, high) for stage in names)
            model.row(low, high, carried[at, direction, category], *terms)
        if instance.tolerance is not None and at in whole:
            one, two = instance.directions
            shares = {one: instance.share(one), two: -instance.share(two)}
            entries = [(c, n * shares[d]) for d in instance.directions for c, n in flow[at, d]]
            most = instance.tolerance * len(at)
            terms = (Term(TermKind.BALANCE, None, stage, number=instance.tolerance) for stage in names)
            model.row(-most, most, entries, *terms)
