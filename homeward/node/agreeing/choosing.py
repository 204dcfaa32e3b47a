"""Choosing people of the registry for a list: by what the registry knows of them, without those already on one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from homeward.exchange.words import ListKind
from homeward.node.people.models import Listed, Person

HELD_KINDS = frozenset({ListKind.HELD, ListKind.OFFERED})


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody asks for; empty: any. ``most`` 0: all of them."""

    kind: ListKind
    party: str = ""  # the power on which they depend
    category: str = ""
    priority: str = ""
    site: str = ""
    surname: str = ""  # how it begins
    most: int = 0
    again: bool = False  # also those who are on a list of this kind already
    without: frozenset[str] = frozenset()  # keys of people left out by hand

    @classmethod
    def read(cls, data: Mapping[str, str], without: frozenset[str] = frozenset()) -> "Choice":
        """Read a form; what is not understood asks for nothing."""
        kind = data.get("kind", "")
        most = data.get("most", "")
        return cls(
            kind=ListKind(kind) if kind in {one.value for one in ListKind} else ListKind.OFFERED,
            party=data.get("party", ""),
            category=data.get("category", ""),
            priority=data.get("priority", ""),
            site=data.get("site", ""),
            surname=data.get("surname", "").strip(),
            most=int(most) if most.isascii() and most.isdigit() and len(most) < 8 else 0,
            again=bool(data.get("again")),
            without=without,
        )


def people(choice: Choice) -> list[Person]:
    """Return the people of the registry who are asked for, in the order of the registry."""
    holding = "held" if choice.kind in HELD_KINDS else "sought"
    found: QuerySet[Person] = Person.objects.live().filter(holding=holding).exclude(key__in=choice.without)
    for name in ("party", "category", "priority", "site"):
        if value := getattr(choice, name):
            found = found.filter(**{name: value})
    if choice.surname:
        found = found.filter(surname__startswith=choice.surname)
    if not choice.again:
        found = found.exclude(pk__in=on_lists())
    ordered = found.only("key", "surname", "given", "patronymic", "birth", "category", "priority", "site")
    return list(ordered[: choice.most] if choice.most else ordered)


def on_lists() -> QuerySet[Listed, int]:
    """Return the people who are on a list that was said, or is being sent."""
    return Listed.objects.filter(~Q(person=None)).values_list("person", flat=True)


def values(name: str) -> list[str]:
    """Return what the registry has in a field, for a choice."""
    return [one for one in Person.objects.live().order_by(name).values_list(name, flat=True).distinct() if one]
