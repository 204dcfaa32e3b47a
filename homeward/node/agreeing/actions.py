"""What an officer does at the exchange desk, up to sending; ``sending`` does the rest."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

import rfc8785
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.exchange import Body, Broken, State
from homeward.exchange.words import Accept, Close, ListKind, Manifest, Open, Passenger, PeopleList, Terms
from homeward.node.accounts import twofold
from homeward.node.accounts.models import Request
from homeward.node.agreeing import sending
from homeward.node.agreeing.binding import NAME
from homeward.node.agreeing.models import Draft
from homeward.node.agreeing.sending import SendingError, Spoken
from homeward.node.desk import rehearsing
from homeward.node.desk.desk import Desk
from homeward.node.journal import saying


def write(user: User, spoken: Sequence[Spoken], **more: Any) -> Draft:
    """Write down what is to be said; ``more`` is kept beside it."""
    return Draft.objects.create(
        kind=Draft.Kind.WORDS, payload={"bodies": sending.written(spoken), **more}, made_by=user
    )


def write_list(user: User, kind: ListKind, to: Sequence[str], people: Sequence[str]) -> Draft:
    """Write down which people of the registry, by their keys, are to be put on a list.

    Raises:
        SendingError: nobody was chosen, nobody would get it, or somebody is no longer there.
    """
    if not people or not to:
        raise SendingError(_("Choose who is on the list, and who gets it."))
    sending.chosen(people)
    payload = {"kind": kind.value, "to": sorted(to), "people": list(people)}
    return Draft.objects.create(kind=Draft.Kind.LIST, payload=payload, made_by=user)


def paper(user: User, kind: Draft.Kind, payload: Mapping[str, Any]) -> Draft:
    """Begin a working paper: answers to a list, or a plan."""
    return Draft.objects.create(kind=kind, payload=dict(payload), made_by=user)


@transaction.atomic
def change(draft: Draft, payload: Mapping[str, Any]) -> Draft:
    """Change what is to be said, as long as nobody was asked to agree.

    Raises:
        SendingError: it is no longer a draft.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.state != Draft.State.OPEN:
        raise SendingError(_("This is being sent, or was; begin anew."))
    draft.payload, draft.problem = dict(payload), ""
    draft.save(update_fields=["payload", "problem"])
    return draft


@transaction.atomic
def from_paper(user: User, paper: Draft, payload: Mapping[str, Any]) -> Draft:
    """Write down what a working paper comes to; again and again into the same draft, until that is sent.

    Raises:
        SendingError: a second person was asked to agree to it, or it was sent.
    """
    made = Draft.objects.filter(key=paper.payload.get("draft", "")).first()
    if made is not None and settled(made).state not in {Draft.State.DROPPED, Draft.State.SAID}:
        return change(made, payload)
    made = Draft.objects.create(kind=Draft.Kind.WORDS, payload=dict(payload), made_by=user)
    change(paper, {**paper.payload, "draft": made.key})
    return made


@transaction.atomic
def drop(draft: Draft) -> None:
    """Drop a draft of which nothing was said.

    Raises:
        SendingError: it is being sent, was sent, or waits for a second person.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.state != Draft.State.OPEN:
        raise SendingError(_("This is being sent, or was; begin anew."))
    draft.state = Draft.State.DROPPED
    draft.save(update_fields=["state"])


def settled(draft: Draft) -> Draft:
    """Give a draft back to its author where the second person declined, or it could not be carried out."""
    ended = {Request.State.DECLINED, Request.State.FAILED}
    if draft.state == Draft.State.ASKED and draft.request is not None and draft.request.state in ended:
        draft.state, draft.problem = Draft.State.OPEN, draft.request.outcome
        draft.save(update_fields=["state", "problem"])
    return draft


def digest_of(draft: Draft) -> str:
    """Return what somebody confirms who has read it: the SHA-256 of all that will be said."""
    return hashlib.sha256(rfc8785.dumps(draft.payload)).hexdigest()


def bodies(draft: Draft) -> list[Body]:
    """Return what a draft will say; of a list, with blanks where its people's commitments will stand."""
    if draft.kind != Draft.Kind.LIST:
        return [one.body for one in sending.read(draft.payload["bodies"])]
    rows = sending.chosen(draft.payload["people"])
    to, kind = tuple(draft.payload["to"]), ListKind(draft.payload["kind"])
    passengers = [Passenger(f"{number:064x}", row.category, row.priority or None) for number, row in enumerate(rows)]
    return [PeopleList(kind, to, part) for part in sending.parts(passengers)]


def broken_by(desk: Desk, said: Sequence[Body]) -> Broken | None:
    """Say which rule of the exchange some words would break now, before they are signed.

    Raises:
        WireError, DeskError: they cannot be said at all, with the reason.
    """
    found = rehearsing.first_broken(desk, said, timezone.now().astimezone(UTC).replace(microsecond=0))
    return found[1] if found else None


def binds(said: Sequence[Body], state: State) -> bool:
    """Whether it takes two people: it cannot be undone, and binds the participant or tells who its people are."""
    return any(_binds(one, state) for one in said)


def _binds(body: Body, state: State) -> bool:
    if isinstance(body, Accept):
        standing = state.standing(body.of)
        return standing is not None and standing.entry is not None and isinstance(standing.entry.body, Terms | Manifest)
    return isinstance(body, Open | Close | PeopleList | Terms | Manifest)


def confirm(user: User, draft: Draft, digest: str) -> Draft:
    """Send what was read and confirmed, or ask a second person where it takes two.

    Not to be called in a transaction.

    Raises:
        SendingError: it is not what was shown, or was dropped.
        NodeError, DeskError, LetterError: it stopped.
    """
    if digest != digest_of(draft):
        raise SendingError(_("This was changed since you read it; look at it again."))
    if draft.state == Draft.State.ASKED:
        raise SendingError(_("A second person was asked already."))
    if draft.state == Draft.State.OPEN and binds(bodies(draft), saying.state()):
        with transaction.atomic():
            draft.request = twofold.ask(user, NAME, {"draft": draft.key, "digest": digest})
            draft.state = Draft.State.ASKED
            draft.save(update_fields=["request", "state"])
        return draft
    return sending.send(draft)
