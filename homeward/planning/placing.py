"""Numbers of kinds become people: which of those who are alike, told by days waited and then by the lottery.

Whoever is alike to every rule and objective is interchangeable. Of them those who have waited longer go in earlier
stages; what is still the same, the lottery has decided beforehand.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from homeward.planning.kinds import Kind, Member
from homeward.planning.places import Built, Chosen, Going, Split, Whole
from homeward.planning.words import Cell, Person


def placed(built: Built, point: Sequence[int]) -> dict[str, Cell]:
    """Return who goes to which cell.

    Args:
        built: the last model, whose places are cells.
        point: its columns.
    """
    found: dict[str, Cell] = {}
    pool = {member: list(people) for member, people in built.people.alone.items()}
    number = {key: point[column] for key, column in built.model.index.items() if point[column]}
    for pattern, groups in built.people.grouped.items():
        left = list(groups)
        for place in built.places_for(pattern):
            for _ in range(number.get(Whole(pattern, place), 0)):
                found.update((person.id, place.cell) for person in left.pop(0))
        for group in left[: number.get(Split(pattern), 0)]:
            for person, member in zip(group, pattern.members, strict=True):
                pool.setdefault(member, []).append(person)
    for kind, some in chosen(built, pool, number).items():
        at = 0
        for place in built.places_of(kind):
            going = number.get(Going(kind, place), 0)
            found.update((person.id, place.cell) for person in some[at : at + going])
            at += going
    return found


def chosen(built: Built, pool: Mapping[Member, list[Person]], number: Mapping[object, int]) -> dict[Kind, list[Person]]:
    """Those of each kind who go alone, the longest waiting first; where days decide, so many of each number of days."""
    found: dict[Kind, list[Person]] = defaultdict(list)
    for member, people in pool.items():
        drawn = sorted(people, key=built.people.drawn.__getitem__)
        decided = Chosen(member) in built.model.index
        found[member.kind].extend(drawn[: number.get(Chosen(member), 0)] if decided else drawn)
    for some in found.values():
        some.sort(key=lambda person: (-person.days, built.people.drawn[person]))
    return found
