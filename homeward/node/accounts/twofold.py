"""Two people for what cannot be undone: one asks, another sees exactly what was asked, and agrees or declines.

1. What is agreed to is what was asked, byte for byte: the second person sends its digest along.
2. Nobody agrees to what they asked for themselves; both need the right, when they do it.
3. It is carried out once, however often the button is pressed.
4. Once agreed it is carried out, whatever is interrupted: a process that dies on the way leaves a request that was
   decided and has no outcome, and whoever looks next, or the next start, begins again with the same key.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import rfc8785
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward import HomewardError
from homeward.node import NodeError
from homeward.node.accounts.gate import rights_of
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import MATRIX, Right

logger = logging.getLogger("homeward.node.accounts")
GIVEN_UP = timedelta(minutes=2)  # after which whoever carried something out is thought dead


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


def kinds() -> list[str]:
    """Return the names of what takes two people."""
    return list(_KINDS)


def kind_of(name: str) -> Kind:
    """Return a kind by its name."""
    return _KINDS[name]


def described(request: Request) -> tuple[str, list[tuple[str, str]]]:
    """Return a request in words; by its kind alone where what it is about is gone, such as somebody who was erased."""
    try:
        return kind_of(request.kind).describe(request.payload)
    except Exception as error:  # noqa: BLE001  # one request that cannot be told must not close the first page
        logger.warning("request %d cannot be told: %s", request.pk, type(error).__name__)
        return _("What this was about is no longer here (%(kind)s)") % {"kind": request.kind}, []


def others_who_may(request: Request) -> list[str]:
    """Return the names of those who may agree to what somebody asked."""
    right = kind_of(request.kind).right
    roles = [role for role, rights in MATRIX.items() if right in rights]
    others = User.objects.filter(is_active=True, holdings__role__in=roles).exclude(pk=request.asked_by_id)
    return list(others.order_by("username").values_list("username", flat=True).distinct())


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
        if kind.right not in rights_of(user):
            raise TwofoldError(_("This is not part of your role."))
        if kind.right not in rights_of(request.asked_by):
            raise TwofoldError(_("Whoever asked for this has no longer the right to; ask for it anew."))
        if digest != request.digest or digest != digest_of(request.kind, request.payload):
            raise TwofoldError(_("What you were shown is not what was asked for; look at it again."))
        request.decided_by, request.decided_at = user, timezone.now()
        request.tried_at = request.decided_at
        request.save()
    return _carry_out(request)


def resume(number: int | None = None, *, started: bool = False) -> list[Request]:
    """Carry out what was agreed to and then interrupted; return what was.

    Args:
        number: of one request; otherwise all.
        started: the node has just started, so nobody else is carrying anything out.
    """
    agreed = Request.objects.filter(state=Request.State.WAITING).exclude(decided_by=None)
    if number is not None:
        agreed = agreed.filter(pk=number)
    now = timezone.now()
    left = agreed if started else agreed.filter(Q(tried_at=None) | Q(tried_at__lt=now - GIVEN_UP))
    resumed = []
    for request in left.select_related("decided_by").order_by("pk"):
        if not agreed.filter(pk=request.pk, tried_at=request.tried_at).update(tried_at=now):
            continue  # somebody else has just begun
        try:
            resumed.append(_carry_out(request))
        except Exception as error:  # noqa: BLE001  # a request that cannot be carried out must not close the office
            logger.error("request %d was agreed to and cannot be carried out: %s", request.pk, type(error).__name__)
    return resumed


def _carry_out(request: Request) -> Request:
    """Do what was agreed to. A refusal is an outcome; anything else that goes wrong leaves it to be tried again."""
    assert request.decided_by is not None
    try:
        outcome = kind_of(request.kind).carry_out(request.payload, f"request-{request.pk}", request.decided_by)
    except HomewardError as error:
        return _ended(request, Request.State.FAILED, str(error))
    return _ended(request, Request.State.DONE, outcome)


def _ended(request: Request, state: Request.State, outcome: str) -> Request:
    request.state, request.outcome = state, outcome
    request.save(update_fields=["state", "outcome"])
    return request


def _waiting(number: int) -> Request:
    waiting = Request.objects.select_for_update().filter(state=Request.State.WAITING, decided_by=None)
    request = waiting.filter(pk=number).first()
    if request is None:
        raise TwofoldError(_("This was decided already."))
    return request
