"""Two people for what cannot be undone: one asks, another sees exactly what was asked, and agrees or declines.

1. What is agreed to is what was asked, byte for byte: the second person sends its digest along.
2. Nobody agrees to what they asked for themselves; both need the right, when they do it.
3. It is carried out once, however often the button is pressed.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward import HomewardError
from homeward.node import NodeError
from homeward.node.accounts.gate import rights_of
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import Right


class TwofoldError(NodeError):
    """A request of two people cannot be made or decided; the message, translated, says why."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that takes two people.

    Attributes:
        name: of the kind, in the database.
        right: what both need.
        describe: the payload in words, for the second person's page: a title and rows of label and value.
        carry_out: do it, and return in one sentence what came of it. Called outside a transaction, with a key that is
            the same at every try, since it may have to be tried again after a crash; it must do nothing twice.
    """

    name: str
    right: Right
    describe: Callable[[Mapping[str, Any]], tuple[str, list[tuple[str, str]]]]
    carry_out: Callable[[Mapping[str, Any], str, User], str]


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a room say what of it takes two people."""
    _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind:
    """Return a kind by its name."""
    return _KINDS[name]


def digest_of(kind: str, payload: Mapping[str, Any]) -> str:
    """Return what the second person agrees to."""
    return hashlib.sha256(rfc8785.dumps({"kind": kind, "payload": dict(payload)})).hexdigest()


def ask(user: User, kind: str, payload: Mapping[str, Any]) -> Request:
    """Ask for something that takes another person's agreement.

    Raises:
        TwofoldError: whoever asks has not the right.
    """
    if kind_of(kind).right not in rights_of(user):
        raise TwofoldError(_("This is not part of your role."))
    return Request.objects.create(kind=kind, payload=dict(payload), digest=digest_of(kind, payload), asked_by=user)


def decline(user: User, number: int, why: str) -> Request:
    """Take a request back, or decline somebody else's.

    Raises:
        TwofoldError: it was decided before, or is not for this person to decide.
    """
    with transaction.atomic():
        request = _waiting(number)
        if kind_of(request.kind).right not in rights_of(user):
            raise TwofoldError(_("This is not part of your role."))
        request.state, request.decided_by, request.decided_at = Request.State.DECLINED, user, timezone.now()
        request.outcome = why
        request.save()
    return request


def agree(user: User, number: int, digest: str) -> Request:
    """Agree to a request, and have it carried out.

    Raises:
        TwofoldError: it was decided before, is one's own, or is not what was shown.
    """
    with transaction.atomic():
        request = _waiting(number)
        if request.asked_by_id == user.pk:
            raise TwofoldError(_("You asked for this yourself; somebody else must agree."))
        kind = kind_of(request.kind)
        if kind.right not in rights_of(user) or kind.right not in rights_of(request.asked_by):
            raise TwofoldError(_("This is not part of your role."))
        if digest != request.digest or digest != digest_of(request.kind, request.payload):
            raise TwofoldError(_("What you were shown is not what was asked for; look at it again."))
        request.decided_by, request.decided_at = user, timezone.now()
        request.save()
    try:
        outcome = kind.carry_out(request.payload, f"request-{request.pk}", user)
    except HomewardError as error:
        return _ended(request, Request.State.FAILED, str(error))
    return _ended(request, Request.State.DONE, outcome)


def _ended(request: Request, state: Request.State, outcome: str) -> Request:
    request.state, request.outcome = state, outcome
    request.save(update_fields=["state", "outcome"])
    return request


def _waiting(number: int) -> Request:
    request = Request.objects.select_for_update().filter(pk=number, state=Request.State.WAITING).first()
    if request is None:
        raise TwofoldError(_("This was decided already."))
    return request
