"""What the pages of a crossing share: the crossing asked for, and the device that asks."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from homeward.node.accounts.gate import rights
from homeward.node.accounts.roles import Right
from homeward.node.crossing.models import Crossing, Seat
from homeward.node.journal.saying import NoDeskError

_View = TypeVar("_View", bound=Callable[..., HttpResponse])


def at_desk(view: _View) -> _View:
    """Answer that nothing is handed over here, where the node has no desk."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NoDeskError:
            return render(request, "crossing/no_desk.html", status=200)

    return answer  # type: ignore[return-value]


def crossing_of(key: str) -> Crossing:
    """Return a crossing by its key. Raises ``Http404``."""
    found = Crossing.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def seat_of(crossing: Crossing, number: int) -> Seat:
    """Return somebody due at a crossing by number. Raises ``Http404``."""
    found = crossing.seats.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def device_of(request: HttpRequest) -> str:
    """Return what tells one sign-in on one device from another, and nothing else."""
    return salted_hmac("homeward.crossing.device", request.session.session_key or "").hexdigest()[:16]


def account_of(request: HttpRequest) -> str:
    """Return under what a device keeps the presses of whoever is signed in: another account sends its own only."""
    return salted_hmac("homeward.crossing.account", str(request.user.pk)).hexdigest()[:8]


def ask_for(request: HttpRequest, *any_of: Right) -> None:
    """Let only those on who have one of these rights. Raises ``PermissionDenied``."""
    if not rights(request) & set(any_of):
        raise PermissionDenied


def one_time() -> str:
    """Return a fresh one-time key for a form."""
    return uuid.uuid4().hex


def key_in(request: HttpRequest) -> str:
    """Return the one-time key of a form that was sent; a fresh one where it has none that could be one."""
    key = request.POST.get("key", "")
    return key if len(key) == 32 and key.isalnum() and key.isascii() else one_time()
