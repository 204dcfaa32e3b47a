"""Points for many stages: who leaves from which point, where there are too many cells for one model.

How many of each kind go in each stage is settled before, and which groups go whole. What is left is who of them leaves
from where, at few kilometres:

1. Over all stages at once people of each site, and each whole group, are shared out among the points; of each kind no
   more to a point than it can seat in the stages in which that kind goes.
2. Groups take cells at their points: those with somebody of whom a stage takes few in the stage they have, the others
   where the least of their point is taken. A group for which there is no cell is split.
3. Whoever goes alone fills each stage up to its numbers, over all cells at once, exactly. Should groups have taken
   what those who go alone needed, all groups of that direction are split: on their own all fit.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.planning.detours import detour
from homeward.planning.kinds import Kind, Pattern
from homeward.planning.model import INFINITE, Aim, Model
from homeward.planning.places import Built, Going, Place, Split, Whole, room
from homeward.planning.placing import chosen
from homeward.planning.solver import relax, search, whole
from homeward.planning.words import Cell, Instance, Person, PlanningError

_NEAR = 1e-5  # a search for those who go alone may end so near to the best, as a share


@dataclass(slots=True)
class _Side:
    """One direction: whole groups with the stages of their patterns, people on their own, and each stage's numbers."""

    direction: str
    groups: dict[Pattern, list[list[Person]]]
    group_stages: dict[Pattern, list[int]]  # of each pattern, a stage for each group
    alone: dict[Kind, list[Person]]
    numbers: Counter[tuple[Kind, int]]  # how many of a kind go in a stage, in groups or alone


def spread(built: Built, point: Sequence[int]) -> dict[str, Cell]:
    """Give a cell to everybody who goes.

    Args:
        built: the last model, whose places are stages.
        point: its columns.
    """
    cells: dict[str, Cell] = {}
    for direction, side in _sides(built, point).items():
        aims = _shared(built.instance, side)
        seated, taken = _seat_groups(built.instance, side, aims)
        alone = _seat_alone(built.instance, side, taken)
        if alone is None:
            seated, alone = {}, _seat_alone(built.instance, _apart(_sides(built, point)[direction]), {})
        if alone is None:
            raise PlanningError(f"What goes {direction} does not fit the points; this is a mistake of this program.")
        cells |= seated | alone
    return cells


def _apart(side: _Side) -> _Side:
    """The same with every group split."""
    for pattern, groups in side.groups.items():
        for group in groups:
            for person, member in zip(group, pattern.members, strict=True):
                side.alone.setdefault(member.kind, []).append(person)
    return side


def _sides(built: Built, point: Sequence[int]) -> dict[str, _Side]:
    number = {key: point[column] for key, column in built.model.index.items() if point[column]}
    sides = {d: _Side(d, {}, {}, {}, Counter()) for d in built.instance.directions}
    pool = {member: list(people) for member, people in built.people.alone.items()}
    for pattern, alike in built.people.grouped.items():
        groups = sorted(alike, key=lambda group: detour(built.instance, group))
        stages = [place.cell[0] for place in built.places for _ in range(number.get(Whole(pattern, place), 0))]
        if stages:
            side = sides[groups[0][0].direction]
            side.groups[pattern], side.group_stages[pattern] = groups[: len(stages)], stages
            side.numbers.update((member.kind, stage) for stage in stages for member in pattern.members)
        for group in groups[len(stages) : len(stages) + number.get(Split(pattern), 0)]:
            for person, member in zip(group, pattern.members, strict=True):
                pool.setdefault(member, []).append(person)
    for kind, people in chosen(built, pool, number).items():
        sides[kind.direction].alone[kind] = people
        going = 0
        for place in built.places:
            some = number.get(Going(kind, place), 0)
            sides[kind.direction].numbers[kind, place.cell[0]] += some
            going += some
        del people[going:]  # of those who are alike, who has waited longest
    return sides


def _km(instance: Instance, people: Sequence[Person], point: int) -> int:
    name = instance.points[point]
    return sum(instance.km[person.site][name] for person in people)


def _shared(instance: Instance, side: _Side) -> dict[Pattern, list[int]]:
    """Share people and groups out among the points, over all stages at once. Returns a point for each group."""
    model, entries = Model(), []
    load: dict[int, list[tuple[int, int]]] = defaultdict(list)
    of_kind: dict[tuple[Kind, int], list[tuple[int, int]]] = defaultdict(list)
    points = range(len(instance.points))

    def add(key: object, people: Sequence[Person], most: int, kinds: Counter[Kind]) -> None:
        columns = [model.column((key, p), most) for p in points]
        model.row(most, most, [(column, 1) for column in columns])
        for p, column in enumerate(columns):
            entries.append((column, -_km(instance, people, p)))
            load[p].append((column, len(people)))
            for kind, number in kinds.items():
                of_kind[kind, p].append((column, number))

    for pattern, groups in side.groups.items():
        kinds = Counter(member.kind for member in pattern.members)
        for at, group in enumerate(groups):
            add((pattern, at), group, 1, kinds)
    for kind, people in side.alone.items():
        for site, some in _by_site(people).items():
            add((kind, site), some[:1], len(some), Counter([kind]))
    for p in points:
        rooms = [room(instance, Place((stage,), p)) for stage in range(len(instance.stages))]
        model.row(-INFINITE, sum(seats for seats, _ in rooms), load[p])
        for kind in dict.fromkeys(kind for kind, _ in side.numbers):
            which = int(kind.stretcher)
            most = sum(min(rooms[stage][which], side.numbers[kind, stage]) for stage in range(len(rooms)))
            model.row(-INFINITE, most, of_kind[kind, p])
    relaxed = relax(model, Aim(0, tuple(entries)))
    value = relaxed.point if relaxed.value is not None else [0.0] * len(model.upper)
    return {
        pattern: [max(points, key=lambda p: value[model.index[(pattern, at), p]]) for at in range(len(groups))]
        for pattern, groups in side.groups.items()
    }


def _seat_groups(
    instance: Instance, side: _Side, aims: Mapping[Pattern, Sequence[int]]
) -> tuple[dict[str, Cell], dict[Cell, tuple[int, int]]]:
    """Seat each group at its point; returns who sits where and what is taken, and takes them off the numbers."""
    cells: dict[str, Cell] = {}
    taken: dict[Cell, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for pattern in sorted(side.groups, key=lambda pattern: (not _is_bound(pattern), -len(pattern.members))):
        kinds = Counter(member.kind for member in pattern.members)
        lying = sum(number for kind, number in kinds.items() if kind.stretcher)
        left = Counter(side.group_stages[pattern])
        pairs = sorted(zip(side.groups[pattern], aims[pattern], strict=True), key=_waited)
        for group, aim in pairs:
            stages = [
                stage
                for stage in (left if _is_bound(pattern) else range(len(instance.stages)))
                if (left[stage] > 0 or not _is_bound(pattern))
                and all(side.numbers[kind, stage] >= number for kind, number in kinds.items())
            ]
            cell = _free_cell(instance, group, aim, lying, stages, taken)
            if cell is None:
                for person, member in zip(group, pattern.members, strict=True):
                    side.alone.setdefault(member.kind, []).append(person)
                continue
            left[cell[0]] -= 1
            seats, beds = taken[cell]
            taken[cell] = seats + len(group), beds + lying
            for kind, number in kinds.items():
                side.numbers[kind, cell[0]] -= number
            cells.update((person.id, cell) for person in group)
    return cells, taken


def _is_bound(pattern: Pattern) -> bool:
    """Whether a group has somebody of whom each stage takes few: early classes, those who lie, counted categories."""
    return any(member.kind.early or member.kind.stretcher or member.kind.category for member in pattern.members)


def _waited(pair: tuple[list[Person], int]) -> int:
    return -max(person.days for person in pair[0])


def _free_cell(
    instance: Instance,
    group: Sequence[Person],
    aim: int,
    lying: int,
    stages: Sequence[int],
    taken: Mapping[Cell, tuple[int, int]],
) -> Cell | None:
    """The cell for a group: at its point if there is room in any of the stages, else at the nearest that has."""
    for point in sorted(range(len(instance.points)), key=lambda p: (p != aim, _km(instance, group, p))):
        best: tuple[float, int] | None = None
        for stage in stages:
            seats, beds = room(instance, Place((stage,), point))
            sitting, lain = taken.get((stage, point), (0, 0))
            if sitting + len(group) <= seats and lain + lying <= beds:
                share = (sitting / seats + (lain / beds if lying else 0), stage)
                best = share if best is None or share < best else best
        if best is not None:
            return best[1], point
    return None


def _seat_alone(instance: Instance, side: _Side, taken: Mapping[Cell, tuple[int, int]]) -> dict[str, Cell] | None:
    """Share those who go alone out among all cells, at the least kilometres; None: they do not fit."""
    model, entries = Model(), []
    points = range(len(instance.points))
    seats: dict[Cell, list[tuple[int, int]]] = defaultdict(list)
    beds: dict[Cell, list[tuple[int, int]]] = defaultdict(list)
    by_site = {(kind, site): some for kind, people in side.alone.items() for site, some in _by_site(people).items()}
    for kind, people in side.alone.items():
        at_point: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for site, some in _by_site(people).items():
            columns = [model.column((kind, site, p), len(some)) for p in points]
            entries += [(c, -_km(instance, some[:1], p)) for p, c in enumerate(columns)]
            model.row(len(some), len(some), [(c, 1) for c in columns])
            for p, column in enumerate(columns):
                at_point[p].append((column, 1))
        for stage in range(len(instance.stages)):
            number = side.numbers[kind, stage]
            columns = [model.column((kind, stage, p), number) for p in points] if number else []
            model.row(number, number, [(c, 1) for c in columns])
            for p, column in enumerate(columns):
                at_point[p].append((column, -1))
                seats[stage, p].append((column, 1))
                if kind.stretcher:
                    beds[stage, p].append((column, 1))
        for own in at_point.values():
            model.row(0, 0, own)
    for which, rows in ((0, seats), (1, beds)):
        for cell, own in rows.items():
            model.row(
                -INFINITE, room(instance, Place((cell[0],), cell[1]))[which] - taken.get(cell, (0, 0))[which], own
            )
    aim = Aim(0, tuple(entries))
    relaxed = relax(model, aim)
    point = whole(relaxed.point) if relaxed.value is not None else None
    if point is None:
        point = search(model, aim, gap=_NEAR).point
    if point is None:
        return None
    return _named(instance, by_site, {key: point[column] for key, column in model.index.items()})


def _by_site(people: Sequence[Person]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in people:
        found.setdefault(person.site, []).append(person)
    return dict(sorted(found.items()))


def _named(
    instance: Instance, by_site: Mapping[tuple[Kind, str], Sequence[Person]], number: Mapping[object, int]
) -> dict[str, Cell]:
    """Say who they are: of those at a point, who has waited longer goes in an earlier stage."""
    cells: dict[str, Cell] = {}
    at_point: dict[tuple[Kind, int], list[Person]] = defaultdict(list)
    for (kind, site), people in by_site.items():
        at = 0
        for p in range(len(instance.points)):
            going = number[kind, site, p]
            at_point[kind, p] += people[at : at + going]
            at += going
    for (kind, p), some in at_point.items():
        some.sort(key=lambda person: -person.days)  # it keeps the lottery among equals of a site
        at = 0
        for stage in range(len(instance.stages)):
            going = number.get((kind, stage, p), 0)
            cells.update((person.id, (stage, p)) for person in some[at : at + going])
            at += going
    return cells
