"""People as kinds: whoever is the same to every rule and objective that is looked at is one kind, with a count.

What is looked at grows from level to level: first only direction, class, stretcher and whether somebody must go; then
who belongs together; then days; last sites. And it shrinks: once a level has shown that everybody of a class goes, or
nobody who is not insisted on, the class no longer matters.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from homeward.planning.words import Cell, Instance, Person


class Fate(Enum):
    """What is known of a class: nothing yet, that all go, or that only those go who must."""

    OPEN = "open"
    ALL = "all"
    INSISTED = "insisted"


class Kind(NamedTuple):
    """Those who are placed alike."""

    direction: str
    category: str | None  # None where no term counts the category
    early: bool  # of a class that is to go early
    stretcher: bool
    must: bool
    rank: int | None  # None where the class no longer matters
    beside: bool  # goes beside quota and balance
    site: str | None = None
    announced: Cell | None = None  # where somebody was announced to go, when replanning


class Member(NamedTuple):
    """Those who are chosen alike: a kind, and the days waited where they decide who is chosen."""

    kind: Kind
    days: int


class Pattern(NamedTuple):
    """Groups that are alike: their members; ``blocked`` where somebody of them cannot go."""

    members: tuple[Member, ...]
    blocked: bool


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at."""

    groups: bool = False
    days: bool = False
    sites: bool = False
    blocks: tuple[tuple[int, ...], ...] = ()  # stages that are not told apart, block by block; (): each on its own
    apart: tuple[int, ...] = ()  # stages that are told apart after all, for those who are early
    points: bool = False
    ranks: bool = True  # the classes' counts are not yet settled
    fates: Mapping[int, Fate] = field(default_factory=dict)
    announced: Mapping[str, Cell] | None = None


@dataclass(slots=True)
class People:
    """Everybody who may go, as kinds. Lists hold people in the order of the lottery."""

    alone: dict[Member, list[Person]]
    grouped: dict[Pattern, list[list[Person]]]
    drawn: dict[Person, int]  # the place of each in the lottery
    split: int = 0  # groups that cannot go whole, though somebody of them goes


def movable(instance: Instance, person: Person, view: View) -> bool:
    """Whether somebody may go, as far as is known."""
    if not instance.eligible(person):
        return False
    return person.id in instance.insisted or view.fates.get(person.rank, Fate.OPEN) is not Fate.INSISTED


def kind_of(instance: Instance, person: Person, view: View) -> Kind:
    """The kind of somebody who may go."""
    fate = view.fates.get(person.rank, Fate.OPEN)
    must = person.id in instance.insisted or fate is Fate.ALL
    return Kind(
        direction=person.direction,
        category=person.category if person.category in instance.categories.get(person.direction, {}) else None,
        early=instance.is_early(person),
        stretcher=person.stretcher,
        must=must,
        rank=person.rank if view.ranks or (fate is Fate.OPEN) else None,
        beside=person.id in instance.goodwill,
        site=person.site if view.sites else None,
        announced=view.announced.get(person.id) if view.announced is not None else None,
    )


def member_of(instance: Instance, person: Person, view: View) -> Member:
    """The kind of somebody who may go, with the days where they matter."""
    kind = kind_of(instance, person, view)
    return Member(kind, person.days if view.days and not kind.must else 0)


def sort_people(instance: Instance, people: Iterable[Person], view: View) -> People:
    """Sort people into kinds.

    Args:
        instance: the terms.
        people: everybody, in the order of the lottery.
        view: what is looked at.
    """
    found = People({}, {}, {})
    groups: dict[str, list[Person]] = {}
    for place, person in enumerate(people):
        found.drawn[person] = place
        if view.groups and person.group is not None:
            groups.setdefault(person.group, []).append(person)
        elif movable(instance, person, view):
            found.alone.setdefault(member_of(instance, person, view), []).append(person)
    for members in groups.values():
        _sort_group(instance, members, view, found)
    return found


def _sort_group(instance: Instance, members: list[Person], view: View, found: People) -> None:
    going = [person for person in members if movable(instance, person, view)]
    if not going:
        return
    kept = {person.id: member_of(instance, person, view) for person in going}
    blocked = len(going) < len(members)
    if blocked and any(member.kind.must for member in kept.values()):
        found.split += 1  # somebody must go and somebody cannot: it is split, whatever is planned
        for person in going:
            found.alone.setdefault(kept[person.id], []).append(person)
        return
    going.sort(key=lambda person: _sortable(kept[person.id]))
    pattern = Pattern(tuple(kept[person.id] for person in going), blocked)
    found.grouped.setdefault(pattern, []).append(going)


def _sortable(member: Member) -> tuple[object, ...]:
    kind = member.kind
    return (
        kind.direction, kind.category or "", kind.early, kind.stretcher, kind.must,
        -1 if kind.rank is None else kind.rank,
        kind.beside, kind.site or "", kind.announced or (-1, -1), member.days,
    )  # fmt: skip


def counted(pattern: Pattern) -> Counter[Member]:
    """How many of each kind a group has."""
    return Counter(pattern.members)
