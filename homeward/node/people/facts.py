"""What sources say of a person is added, never edited; the person's row shows the newest that counts."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from homeward.node.people.fields import BY_NAME, NAMES
from homeward.node.people.keys import rekey
from homeward.node.people.models import Fact, Holding, Person, Source, Standing, StandingChange


@transaction.atomic
def add(user: User, source: Source, holding: str, values: Mapping[str, Any]) -> Person:
    """Take somebody into the registry."""
    person = Person(holding=holding, standing=Standing.HELD if holding == Holding.HELD else Standing.MISSING)
    set_fields(person, values)
    person.save()
    Fact.objects.create(person=person, source=source, values=dict(values), recorded_by=user)
    rekey([person])
    return person


@transaction.atomic
def say(person: Person, values: Mapping[str, Any], source: Source, user: User, reason: str = "") -> Fact | None:
    """Keep what a source says of a person; it counts from now on.

    Returns:
        What was kept; None if it says nothing that was not known.
    """
    news = {name: value for name, value in values.items() if getattr(person, name) != value}
    if not news:
        return None
    fact = Fact.objects.create(person=person, source=source, values=news, reason=reason, recorded_by=user)
    set_fields(person, news)
    person.save()
    if news.keys() & set(NAMES):
        rekey([person])
    return fact


@transaction.atomic
def stand(
    person: Person, standing: str, source: Source, user: User, *, since: str = "", place: str = "", note: str = ""
) -> StandingChange:
    """Keep a change of where a person is."""
    person.standing = Standing(standing)
    person.save(update_fields=["standing"])
    return StandingChange.objects.create(
        person=person, standing=standing, since=since, place=place, note=note, source=source, recorded_by=user
    )


def set_fields(person: Person, values: Mapping[str, Any]) -> None:
    """Let a person's row show these values."""
    for name, value in values.items():
        if name in BY_NAME:
            setattr(person, name, value)


def shown(person: Person) -> dict[str, Any]:
    """Return what the facts say of each field, the newest that counts: what a person's row is made of."""
    values: dict[str, Any] = {}
    for fact in person.facts.filter(counts=True).order_by("id"):
        values |= fact.values
    return values
