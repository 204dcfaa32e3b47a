"""How long people have waited, before a plan and after it, by class, sex, age and site: whom does it leave behind?

Sex and age play no part in planning unless the terms make classes of them. So it must be seen whether a plan, fair by
its rules, yet leaves one group waiting longer than another.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from homeward.planning.words import Cell, Instance, Person

_UNKNOWN = "not told"
_AGES = (18, 25, 35, 45, 60)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those of one direction who are alike in one way: how many are held and go, and the days they have waited.

    Days are means, to today; ``days_going`` is None where nobody goes, ``days_staying`` where all do.
    """

    direction: str
    by: str  # all, class, sex, age or site
    which: str
    held: int
    going: int
    days_held: float
    days_going: float | None
    days_staying: float | None
    longest_staying: int | None

    @property
    def share(self) -> float:
        """The share of those held who go."""
        return self.going / self.held


def waiting(instance: Instance, assignments: Mapping[str, Cell]) -> tuple[Waiting, ...]:
    """Return how long people have waited, direction by direction and in every way of grouping.

    Args:
        instance: people and terms.
        assignments: who goes.
    """
    groups: dict[tuple[str, str, str], list[Person]] = defaultdict(list)
    for person in instance.people:
        for by, which in _ways(instance, person):
            groups[person.direction, by, which].append(person)
    order = {"all": 0, "class": 1, "sex": 2, "age": 3, "site": 4}
    ranks = {name: f"{rank:09}" for rank, name in enumerate(instance.classes)}
    return tuple(
        _waiting(key, people, assignments)
        for key, people in sorted(
            groups.items(), key=lambda one: (one[0][0], order[one[0][1]], ranks.get(one[0][2], one[0][2]))
        )
    )


def _ways(instance: Instance, person: Person) -> Iterator[tuple[str, str]]:
    yield "all", "all"
    yield "class", instance.classes[person.rank]
    yield "sex", person.sex or _UNKNOWN
    yield "age", _age(person.age)
    yield "site", person.site


def _age(age: int | None) -> str:
    if age is None:
        return _UNKNOWN
    below = next((limit for limit in _AGES if age < limit), None)
    if below is None:
        return f"{_AGES[-1]} and over"
    at = _AGES.index(below)
    return f"under {below}" if at == 0 else f"{_AGES[at - 1]} to {below - 1}"


def _waiting(key: tuple[str, str, str], people: list[Person], assignments: Mapping[str, Cell]) -> Waiting:
    going = [person.days for person in people if person.id in assignments]
    staying = [person.days for person in people if person.id not in assignments]
    return Waiting(
        *key,
        held=len(people),
        going=len(going),
        days_held=(sum(going) + sum(staying)) / len(people),
        days_going=sum(going) / len(going) if going else None,
        days_staying=sum(staying) / len(staying) if staying else None,
        longest_staying=max(staying, default=None),
    )
