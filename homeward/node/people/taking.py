"""Rows of a list are taken into the registry: new people, and what is new about those who are known."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from homeward.node.people.changes import Changes, Name, changes
from homeward.node.people.facts import set_fields
from homeward.node.people.keys import rekey, write
from homeward.node.people.models import Fact, Holding, Import, ImportRow, Person, Spelling, Standing

Plan = ImportRow.Plan


def take(of: Import, rows: Sequence[ImportRow]) -> None:
    """Take rows in, in the caller's transaction; their cells are forgotten, since the facts hold them now."""
    _add(of, [row for row in rows if row.plan == Plan.ADD])
    _change(of, [row for row in rows if row.plan != Plan.ADD])
    plan(rows)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(cells={}, done=True)


def plan(rows: Iterable[ImportRow]) -> None:
    """Write down who rows are and what is to become of them, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE people_importrow SET plan = %s, person_id = %s, probability = %s WHERE id = %s",
            [(row.plan, row.person_id, row.probability, row.pk) for row in rows],
        )


def values_of(of: Import, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row says, with what holds for the whole list where it says nothing."""
    common = {name: value for name in ("party", "category") if (value := getattr(of, name))}
    return common | dict(cells)


def spellings_of(people: Iterable[int]) -> dict[int, list[Name]]:
    """Return the other spellings that are known of people's names."""
    found: dict[int, list[Name]] = {}
    for pk, *name in Spelling.objects.filter(person__in=list(people)).values_list(
        "person", "surname", "given", "patronymic"
    ):
        found.setdefault(pk, []).append((name[0], name[1], name[2]))
    return found


def _add(of: Import, rows: Sequence[ImportRow]) -> None:
    standing = Standing.HELD if of.holding == Holding.HELD else Standing.MISSING
    people, said = [], []
    for row in rows:
        values = values_of(of, row.cells)
        person = Person(holding=of.holding, standing=standing)
        set_fields(person, values)
        people.append(person)
        said.append(values)
    Person.objects.bulk_create(people, batch_size=200)
    Fact.objects.bulk_create(
        (
            Fact(person=person, source=of.source, values=values, recorded_by=of.by)
            for person, values in zip(people, said, strict=True)
        ),
        batch_size=500,
    )
    write((person.pk, person.name) for person in people)
    for row, person in zip(rows, people, strict=True):
        row.person = person


def _change(of: Import, rows: Sequence[ImportRow]) -> None:
    """Add what rows say of people who are known; two rows of one person are taken one after the other."""
    people = Person.objects.in_bulk([row.person_id for row in rows if row.person_id is not None])
    spelt = spellings_of(people)
    facts: list[Fact] = []
    spellings: list[Spelling] = []
    for row in rows:
        person = people[row.person_id].root if row.person_id in people else None
        if person is None or person.erased_at is not None:  # erased since; the row says nothing about anybody any more
            row.plan = Plan.LEAVE
            continue
        known = spelt.setdefault(person.pk, [])
        new = changes(person, values_of(of, row.cells), known, newer=of.newer)
        row.plan = Plan.CHANGE if new else Plan.SAME
        set_fields(person, new.counts)
        people[person.pk] = person
        facts += _facts(of, person, new)
        if new.spelling is not None:
            known.append(new.spelling)
            surname, given, patronymic = new.spelling
            spellings.append(
                Spelling(person=person, source=of.source, surname=surname, given=given, patronymic=patronymic)
            )
    Fact.objects.bulk_create(facts, batch_size=500)
    Spelling.objects.bulk_create(spellings, batch_size=500)
    for fact in facts:
        if fact.counts:
            fact.person.save(update_fields=list(fact.values))
    if spellings:
        rekey(list({one.person_id: one.person for one in spellings}.values()))


def _facts(of: Import, person: Person, new: Changes) -> list[Fact]:
    return [
        Fact(person=person, source=of.source, values=dict(values), counts=counts, recorded_by=of.by)
        for values, counts in ((new.counts, True), (new.beside, False))
        if values
    ]
