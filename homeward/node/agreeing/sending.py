"""A draft becomes entries, each once, whatever is interrupted.

1. First it is written down what will be said, in parts that an entry can hold, in one transaction with the commitments
   of its people. From then on the draft is *sending*, and nobody changes it.
2. Of each part, the letter's digest is written down before the letter is kept; a letter that a crash left out is sealed
   anew, and none is kept that no entry will name.
3. Each part is said under a key of its own (``journal.saying``): once, and the same at every try.

So whatever dies between two steps, sending it again says the rest, in the same order, and nothing twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward import HomewardError
from homeward.exchange import Body, decode_body, encode_body
from homeward.exchange.entries import type_of
from homeward.exchange.words import ListKind, Manifest, Passenger, PeopleList, Substitution
from homeward.node import NodeError
from homeward.node.agreeing import words
from homeward.node.agreeing.models import Draft, Part
from homeward.node.desk import letters, post
from homeward.node.desk.desk import Desk
from homeward.node.journal import saying
from homeward.node.journal.models import Saying
from homeward.node.people import actions as people
from homeward.node.people.models import Listed, Person

T = TypeVar("T")
PART = 300  # people in one entry


class SendingError(NodeError):
    """A draft cannot be sent; the message, translated, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A body to be said, and to whom the details of its people are sealed; nobody: there is no letter."""

    body: Body
    to: tuple[str, ...] = ()


def written(spoken: Sequence[Spoken]) -> list[dict[str, object]]:
    """Write bodies as a draft's payload carries them."""
    return [{"type": type_of(one.body), "body": encode_body(one.body).decode(), "to": list(one.to)} for one in spoken]


def read(payload: Sequence[dict[str, str]]) -> list[Spoken]:
    """Read the bodies of a draft's payload."""
    return [Spoken(decode_body(one["type"], one["body"].encode()), tuple(one["to"])) for one in payload]


def parts(of: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Cut a long list into as many as one entry can hold."""
    for start in range(0, len(of), PART):
        yield tuple(of[start : start + PART])


def chosen(keys: Sequence[str]) -> list[Person]:
    """Return people of the registry by their keys.

    Raises:
        SendingError: some are no longer there, or have no category.
    """
    found = list(Person.objects.live().filter(key__in=keys).order_by("category", "id"))
    if gone := len(keys) - len(found):
        raise SendingError(
            ngettext(
                "%(count)s person of the list is no longer in the registry; choose again.",
                "%(count)s people of the list are no longer in the registry; choose again.",
                gone,
            )
            % {"count": words.number(gone)}
        )
    if without := sum(not one.category for one in found):
        raise SendingError(
            ngettext(
                "%(count)s person has no category, as the terms name it; give it on the person's page first.",
                "%(count)s people have no category, as the terms name it; give it on their pages first.",
                without,
            )
            % {"count": words.number(without)}
        )
    return found


def send(draft: Draft) -> Draft:
    """Say what a draft says, or the rest of it. Not to be called in a transaction.

    Raises:
        SendingError: it was dropped, or its people are gone; nothing was said.
        NodeError, DeskError, LetterError: it stopped, which is remembered; what was said before stands.
    """
    desk = saying.desk()
    _prepare(draft.pk)
    draft.refresh_from_db()
    if draft.state == Draft.State.SAID:
        return draft
    try:
        for part in draft.parts.filter(index=None):
            _say(desk, part)
    except HomewardError as error:
        _stopped(desk, draft, str(error))
        raise
    draft.state, draft.sent_at, draft.problem = Draft.State.SAID, timezone.now(), ""
    draft.save(update_fields=["state", "sent_at", "problem"])
    paper = Draft.objects.filter(key=draft.payload.get("paper", ""), kind=Draft.Kind.ANSWER)
    paper.filter(state=Draft.State.OPEN).update(state=Draft.State.SAID)
    return draft


@transaction.atomic
def _prepare(number: int) -> None:
    """Write down what will be said (clause 1)."""
    draft = Draft.objects.select_for_update().get(pk=number)
    if draft.state in {Draft.State.SENDING, Draft.State.SAID}:
        return
    if draft.state == Draft.State.DROPPED:
        raise SendingError(_("This was dropped; begin anew."))
    spoken = _enlisted(draft) if draft.kind == Draft.Kind.LIST else read(draft.payload["bodies"])
    Part.objects.bulk_create(
        Part(draft=draft, number=place, type=type_of(one.body), body=encode_body(one.body), to=list(one.to))
        for place, one in enumerate(spoken)
    )
    draft.state, draft.problem = Draft.State.SENDING, ""
    draft.save(update_fields=["state", "problem"])


def _enlisted(draft: Draft) -> list[Spoken]:
    to = tuple(draft.payload["to"])
    rows = people.enlist(chosen(draft.payload["people"]), to)
    passengers = sorted(
        (Passenger(row.commitment, row.category, row.priority or None) for row in rows), key=lambda one: one.person
    )
    return [Spoken(PeopleList(ListKind(draft.payload["kind"]), to, part), to) for part in parts(passengers)]


def _say(desk: Desk, part: Part) -> None:
    body: Body = decode_body(part.type, bytes(part.body))
    if part.to and isinstance(body, PeopleList | Manifest | Substitution):
        body = replace(body, sealed=_letter(desk, part, body))
    said = saying.say(body, part.key)
    if isinstance(body, PeopleList):
        Listed.objects.filter(author=desk.name, commitment__in=letters.people_of(body)).update(list_digest=said.digest)
    part.index, part.digest = said.index, said.digest  # last: what has a place is not looked at again
    part.save(update_fields=["index", "digest"])


def _letter(desk: Desk, part: Part, body: Body) -> str:
    """Seal the letter of a part once (clause 2)."""
    with desk.mutex:
        part.refresh_from_db()
        if not part.sealed or desk.shelf.letter(part.sealed) is None:
            rows = Listed.objects.filter(author=desk.name, commitment__in=letters.people_of(body))
            part.sealed, ciphertext = post.sealed(desk, people.sealable(rows), part.to)
            part.save(update_fields=["sealed"])
            desk.shelf.put(part.sealed, desk.name, ciphertext, int(timezone.now().timestamp()))
    return part.sealed


def _stopped(desk: Desk, draft: Draft, why: str) -> None:
    """Keep why it stopped; where nothing of it was said, nothing is left of it either, and it can be changed again."""
    draft.problem = why
    made = list(draft.parts.all())
    if not Saying.objects.filter(key__in=[part.key for part in made]).exists():
        for part in made:
            if part.sealed:
                desk.shelf.erase(part.sealed)
            if draft.kind == Draft.Kind.LIST:
                people_of = letters.people_of(decode_body(part.type, bytes(part.body)))
                Listed.objects.filter(author=desk.name, commitment__in=people_of, list_digest="").delete()
        draft.parts.all().delete()
        draft.state = Draft.State.OPEN
    draft.save(update_fields=["state", "problem"])
