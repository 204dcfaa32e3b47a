"""Between the registry and the logs: people become commitments with sealed details, and letters become people again."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from homeward.exchange import ExchangeError, commit, decode
from homeward.exchange.commitment import SALT_BYTES
from homeward.exchange.entries import Body
from homeward.exchange.words import Correction, Manifest, Passenger, PeopleList, Substitution
from homeward.node.desk import letters, post
from homeward.node.desk.desk import Desk
from homeward.node.desk.errors import LetterError
from homeward.node.desk.letters import Details
from homeward.node.journal import saying
from homeward.node.people.models import Letter, Listed, Person

# What the bureaux send each other of a person (GC III 122, GC IV 138): the detail's name, and the field it is from.
ALWAYS = {
    "surname": "surname",
    "first_name": "given",
    "fathers_name": "patronymic",
    "born": "birth",
    "rank": "rank",
    "service_number": "service_number",
    "category": "category",
}
IF_KNOWN = {
    "birth_place": "birth_place",
    "sex": "sex",
    "unit": "unit",
    "father": "father",
    "mother_maiden": "mother_maiden",
    "nationality": "nationality",
}


def details_of(person: Person) -> dict[str, str]:
    """Return the canonical details of a person: what is committed to, and sealed to those who may know."""
    details = {name: str(getattr(person, field)) for name, field in ALWAYS.items()}
    return details | {name: str(value) for name, field in IF_KNOWN.items() if (value := getattr(person, field))}


@transaction.atomic
def enlist(people: Iterable[Person], to: Sequence[str]) -> list[Listed]:
    """Commit to people, each with a fresh salt, so that they can be put on a list; nothing is said by this.

    Args:
        people: of the registry.
        to: names of the participants who shall know the details.
    """
    author = saying.desk().name
    rows = []
    for person in people:
        salt, details = secrets.token_bytes(SALT_BYTES), details_of(person)
        rows.append(
            Listed(
                author=author,
                to=sorted(to),
                commitment=commit(details, salt),
                salt=salt,
                details=details,
                person=person,
                category=person.category,
                priority=person.priority,
            )
        )
    return Listed.objects.bulk_create(rows, batch_size=500)


def sealable(rows: Iterable[Listed]) -> list[Details]:
    """Return what goes into a letter about people who were enlisted; those erased are left out."""
    return [Details(row.commitment, bytes(row.salt), row.details) for row in rows if row.erased_at is None]


def open_letters() -> int:
    """Open the letters of others that arrived since; return how many people became known.

    A letter that is not what its entry committed to is refused, and remembered as refused by the desk.
    """
    desk = saying.desk()
    known = set(Letter.objects.values_list("digest", flat=True))
    count = 0
    for named in _named(desk):
        if named.letter in known:
            continue
        kept = desk.shelf.letter(named.letter)
        if kept is None or kept.ciphertext is None or kept.refused is not None:
            continue
        try:
            contents = post.open_letter(desk, named.letter)
        except LetterError:
            continue
        known.add(named.letter)
        count += _take(named, contents.people, contents.to)
    return count


def name_of(listed: Listed) -> str:
    """Return the name of somebody on a list as it is written there, surname first; empty once erased."""
    details: Mapping[str, str] = listed.details or {}
    return " ".join(part for name in ("surname", "first_name", "fathers_name") if (part := details.get(name)))


@dataclass(frozen=True, slots=True)
class _Named:
    """An entry of somebody else that names a letter."""

    author: str
    entry: str
    letter: str
    passengers: Mapping[str, Passenger]


def _named(desk: Desk) -> Iterable[_Named]:
    for logged in desk.logged():
        if logged.participant == desk.name:
            continue
        try:
            body = decode(logged.payload).body
        except ExchangeError:
            continue
        if (letter := letters.sealed_of(body)) is not None:
            entry = body.of if isinstance(body, Correction) else logged.digest  # a corrected list is the same list
            yield _Named(logged.participant, entry, letter, {one.person: one for one in passengers(body)})


def passengers(body: Body) -> tuple[Passenger, ...]:
    """Return the people whom an entry's body brings in."""
    inner = body.content if isinstance(body, Correction) else body
    match inner:
        case PeopleList():
            return inner.people
        case Manifest():
            return (*inner.people, *inner.goodwill)
        case Substitution():
            return inner.ins
    return ()


@transaction.atomic
def _take(named: _Named, people: Sequence[Details], to: Sequence[str]) -> int:
    fresh = [
        Listed(
            list_digest=named.entry,
            author=named.author,
            to=list(to),
            commitment=one.person,
            salt=one.salt,
            details=dict(one.details),
            category=named.passengers[one.person].category,
            priority=named.passengers[one.person].priority or "",
        )
        for one in people
    ]
    had = set(
        Listed.objects.filter(author=named.author, commitment__in=[row.commitment for row in fresh]).values_list(
            "commitment", flat=True
        )
    )
    fresh = [row for row in fresh if row.commitment not in had]
    Listed.objects.bulk_create(fresh, batch_size=500)
    Letter.objects.create(digest=named.letter, author=named.author, entry=named.entry, people=len(people))
    return len(fresh)
