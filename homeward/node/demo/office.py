"""The office of the exercise's node: the registry of one party, who is behind its commitments, and who works there.

The node of the exercise is Ukraine's. It holds those whom it offered and seeks those who were offered to it; their
names come from its own list and from the letters that the other side sealed for it, as in earnest.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.exchange import decode
from homeward.exchange.words import ListKind, PeopleList
from homeward.node.demo.cast import Person as Invented
from homeward.node.demo.enlisting import Known
from homeward.node.demo.story import PARTIES, UKRAINE
from homeward.node.demo.table import Table
from homeward.node.desk import arrivals

if TYPE_CHECKING:
    from homeward.node.people.models import Source

NODE = UKRAINE
INVITATIONS = "invitations"
STAFF = {
    "oksana": "coordination", "yurko": "coordination", "taras": "handover", "iryna": "spokesperson",
    "mykhailo": "spokesperson", "halyna": "liaison", "bohdan": "auditor", "danylo": "operator",
}  # fmt: skip
_FIELDS = {
    "surname": "surname", "first_name": "given", "fathers_name": "patronymic", "born": "birth", "rank": "rank",
    "service_number": "service_number", "category": "category",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who works at the exercise's node and has not come yet: the account, its role, where it opens."""

    name: str
    role: str
    address: str


def furnish(folder: Path, table: Table, sought: Iterable[Invented]) -> None:
    """Fill the registry of the node's party, open the letters it got, and invite those who work there.

    Args:
        folder: of the exercise.
        table: the desks, after the last act.
        sought: the party's own people, whom the other side holds.
    """
    from django.contrib.auth.models import User
    from django.db import transaction

    from homeward.node.people.actions import open_letters
    from homeward.node.people.models import Source

    known = table.known[NODE]
    invitations = _invite()
    with transaction.atomic():
        clerk = User.objects.get(username="oksana")
        held = Source.objects.create(kind=Source.Kind.OWN, title="Held, May 2025", recorded_by=clerk)
        missing = Source.objects.create(kind=Source.Kind.REQUEST, title="Sought, May 2025", recorded_by=clerk)
        other = next(party for party in PARTIES if party != NODE)
        numbers = _register(held, "held", other, [one.details for one in known.values()])
        _register(missing, "sought", NODE, [one.details() for one in sought])
        _enlist(known, numbers)
    _deliver(table)
    open_letters()
    with os.fdopen(os.open(folder / INVITATIONS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{name} {token}\n" for name, token in invitations)


def invited(folder: Path) -> Iterator[Invited]:
    """Yield those whose invitation still opens their account."""
    from django.urls import reverse

    from homeward.node.accounts import invitations

    path = folder / INVITATIONS
    for line in path.read_text("ascii").splitlines() if path.exists() else ():
        name, _, token = line.partition(" ")
        if invitations.of(invitations.digest(token)) is not None:
            yield Invited(name, STAFF[name], reverse("invitation", args=[token]))


def _deliver(table: Table) -> None:
    """Bring the node's desk the letters that the others sealed, as their nodes would."""
    own = table.desks[NODE]
    for name in table.desks.keys() - {NODE}:
        shelf = table.desks[name].shelf
        for digest in shelf.letters_to_pass():
            letter = shelf.letter(digest)
            if letter is not None and letter.ciphertext is not None and letter.sender == name:
                arrivals.receive(own, digest, name, letter.ciphertext, name, table.now)


def _invite() -> list[tuple[str, str]]:
    from homeward.node.accounts.actions import invite
    from homeward.node.accounts.roles import Role

    return [(name, invite(name, [Role(role)], None)[1]) for name, role in STAFF.items()]


def _register(source: "Source", holding: str, party: str, people: list[Mapping[str, str]]) -> dict[str, int]:
    """Take people in; return the primary key of each by service number."""
    from homeward.node.people.keys import write
    from homeward.node.people.models import Fact, Holding, Person, Standing

    standing = Standing.HELD if holding == Holding.HELD else Standing.MISSING
    values = [{field: one[detail] for detail, field in _FIELDS.items()} | {"party": party} for one in people]
    rows = [Person(holding=holding, standing=standing, **one) for one in values]
    Person.objects.bulk_create(rows, batch_size=200)
    facts = (
        Fact(person=row, source=source, values=said, recorded_by=source.recorded_by)
        for row, said in zip(rows, values, strict=True)
    )
    Fact.objects.bulk_create(facts, batch_size=500)
    write((row.pk, row.name) for row in rows)
    return {row.service_number: row.pk for row in rows}


def _enlist(known: Known, numbers: Mapping[str, int]) -> None:
    """Say who is behind the commitments of the node's own lists."""
    from homeward.node.journal.saying import desk
    from homeward.node.people.models import Listed

    rows = []
    for logged in desk().logged():
        body = decode(logged.payload).body if logged.participant == NODE else None
        if not isinstance(body, PeopleList) or body.kind is not ListKind.OFFERED:
            continue
        for passenger in body.people:
            one = known[passenger.person]
            rows.append(
                Listed(
                    list_digest=logged.digest,
                    author=NODE,
                    to=list(body.to),
                    commitment=passenger.person,
                    salt=one.salt,
                    details=dict(one.details),
                    person_id=numbers[one.details["service_number"]],
                    category=passenger.category,
                )
            )
    Listed.objects.bulk_create(rows, batch_size=500)
