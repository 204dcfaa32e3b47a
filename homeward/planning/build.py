"""Kinds and terms become a model: how many of each kind go to each place, and which groups go whole.

A place is a cell, or all cells of a stage, where the points do not matter yet. Whoever can be seated in a stage in all
can be seated at its points, since people of one kind can be parted at will; groups cannot. A place may also be a point
in a block of stages that are not told apart, or only for those who are to go early: rows of a block then count
everybody, rows of its stages only them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from homeward.planning.kinds import Kind, Member, Pattern, People, View, counted, sort_people
from homeward.planning.model import INFINITE, Aim, Model
from homeward.planning.words import Cell, Goal, Instance, Objective, Person, Term, TermKind


class Place(NamedTuple):
    """Stages that are not told apart, one mostly, and a point; None: all points."""

    stages: tuple[int, ...]
    point: int | None

    @property
    def cell(self) -> Cell:
        """The cell that a place is, or its first one."""
        return self.stages[0], self.point or 0


class Going(NamedTuple):
    """The column of those of a kind who go to a place, members of split groups among them."""

    kind: Kind
    place: Place


class Chosen(NamedTuple):
    """The column of how many of a kind with these days go, wherever; only where days decide."""

    member: Member


class Whole(NamedTuple):
    """The column of groups of a pattern that go whole to a place."""

    pattern: Pattern
    place: Place


class Split(NamedTuple):
    """The column of groups of a pattern of which somebody goes, but not all to one place.

    Their members are interchangeable with those of their kind who have no group: they only add to how many may go.
    """

    pattern: Pattern


@dataclass(slots=True)
class Built:
    """A model, and what its columns mean."""

    instance: Instance
    view: View
    people: People
    places: tuple[Place, ...]
    early_places: tuple[Place, ...]  # of those who are early; else the same
    model: Model

    def places_of(self, kind: Kind) -> tuple[Place, ...]:
        """Where those of a kind may go."""
        return self.early_places if kind.early else self.places

    def places_for(self, pattern: Pattern) -> tuple[Place, ...]:
        """Where groups of a pattern may go whole."""
        if pattern.blocked:
            return ()
        return self.early_places if any(member.kind.early for member in pattern.members) else self.places

    def aim(self, goal: Goal) -> Aim:
        """One level as what is to be made as large as possible: what should be small has its sign turned."""
        return _aim(self, goal)


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
    built = Built(instance, view, sort_people(instance, people, view), places, early, Model())
    _columns(built)
    _supply(built)
    _capacity(built)
    _terms(built)
    return built


def cells_of(instance: Instance, place: Place) -> list[Cell]:
    """The cells of a place."""
    points = range(len(instance.points)) if place.point is None else (place.point,)
    return [(stage, point) for stage in place.stages for point in points]


def room(instance: Instance, place: Place) -> tuple[int, int]:
    """Seats and stretchers of a place, for each direction; a stretcher takes a seat, too."""
    seats = beds = 0
    for stage, point in cells_of(instance, place):
        name = instance.points[point]
        seats += instance.seats[name][stage]
        beds += min(instance.stretchers[name][stage], instance.seats[name][stage])
    return seats, beds


def _columns(built: Built) -> None:
    model, kinds = built.model, defaultdict[Kind, int](int)
    for member, alone in built.people.alone.items():
        kinds[member.kind] += len(alone)
    for pattern, groups in built.people.grouped.items():
        for member, number in counted(pattern).items():
            kinds[member.kind] += number * len(groups)
    rooms = {place: room(built.instance, place) for place in (*built.places, *built.early_places)}
    for kind, number in kinds.items():
        for place in built.places_of(kind):
            # The bound says no more than the supply does: the prices of the rows then prove all that is to be proven.
            model.column(Going(kind, place), number if rooms[place][kind.stretcher] else 0)
    fits = _Fits(built.instance)
    for pattern, groups in built.people.grouped.items():
        model.column(Split(pattern), len(groups))
        lying = sum(member.kind.stretcher for member in pattern.members)
        for place in built.places_for(pattern):
            there = fits.there(len(pattern.members), lying, place)
            model.column(Whole(pattern, place), len(groups) if there else 0)


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


def loads(built: Built) -> Iterator[tuple[int, Place, dict[Kind, int]]]:
    """Every column that brings people to a place, with how many of which kind each unit of it brings."""
    for key, column in built.model.index.items():
        match key:
            case Going(kind, place):
                yield column, place, {kind: 1}
            case Whole(pattern, place):
                yield column, place, Counter(member.kind for member in pattern.members)


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
    for column, place, brought in loads(built):
        for within in _within(built, place):
            for kind, number in brought.items():
                seats[within, kind.direction].append((column, number))
                if kind.stretcher:
                    beds[within, kind.direction].append((column, number))
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
    for column, place, brought in loads(built):
        for at in {within.stages: None for within in _within(built, place)}:
            for kind, number in brought.items():
                if not kind.beside:
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


def _aim(built: Built, goal: Goal) -> Aim:
    entries: dict[int, int] = defaultdict(int)
    constant = 0
    match goal.objective:
        case Objective.TOGETHER:
            constant = -built.people.split
            for key, column in built.model.index.items():
                match key:
                    case Whole():
                        entries[column] = 1
                    case Split():
                        entries[column] = -1
        case Objective.WAITED:
            constant = _days_of_those_who_must(built)
            for key, column in built.model.index.items():
                match key:
                    case Chosen(member):
                        entries[column] = member.days
                    case Whole(pattern, _):
                        entries[column] = sum(member.days for member in pattern.members)
        case _:
            for column, place, brought in loads(built):
                entries[column] = sum(n * _worth(built.instance, kind, place, goal) for kind, n in brought.items())
    return Aim(constant, tuple((column, worth) for column, worth in entries.items() if worth))


def _worth(instance: Instance, kind: Kind, place: Place, goal: Goal) -> int:
    match goal.objective:
        case Objective.MOVED:
            return 1
        case Objective.CLASSES:
            return int(kind.rank == goal.rank)
        case Objective.PROMPT:
            return -(min(place.stages) + 1) * kind.early
        case _:
            return 0 if place.point is None else -instance.km[kind.site or ""][instance.points[place.point]]


def _days_of_those_who_must(built: Built) -> int:
    """Days of those who go whatever is planned: members without days in the model."""
    groups = (group for groups in built.people.grouped.values() for group in groups)
    must, fates = built.instance.insisted, built.view.fates
    return sum(
        person.days
        for some in (*built.people.alone.values(), *groups)
        for person in some
        if person.id in must or (person.rank in fates and fates[person.rank].value == "all")
    )
