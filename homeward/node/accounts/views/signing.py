"""Signing in: a name and a password, then a second factor; the first time by an invitation.

Between the two steps nobody is signed in: the session only remembers, for ten minutes, whose password was right.
"""

import time
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.node.accounts import factors, invitations, limits, passkeys, visits
from homeward.node.accounts.actions import AccountError, choose_password
from homeward.node.accounts.acts import did
from homeward.node.accounts.gate import before_signing_in, is_in, signed_in, way_back, whoever
from homeward.node.accounts.models import Invitation
from homeward.node.accounts.setting_up import Offer

HALF_WAY = 10 * 60  # seconds between the two steps
_HALF, _TOKEN = "half", "invitation"  # in the session


@before_signing_in
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a password."""
    back = way_back(request.GET.get("next", ""))
    if is_in(request):
        return redirect(back)
    if request.method != "POST":
        return render(request, "accounts/sign_in.html", {"again": "next" in request.GET})
    name, password = request.POST.get("name", "").strip()[:150], request.POST.get("password", "")[:1000]
    allowed = limits.of_sign_in(request, name)
    if not limits.may_try(allowed):
        problem = _("Too many wrong attempts. Wait a quarter of an hour.")
        return render(request, "accounts/sign_in.html", {"problem": problem}, status=429)
    user = authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        problem = _("This name and password do not belong together.")
        return render(request, "accounts/sign_in.html", {"problem": problem, "name": name}, status=400)
    limits.succeeded(allowed)
    _go_half_way(request, user, back)
    return redirect("sign-in-code" if factors.has_any(user) else "sign-in-factor")


@before_signing_in
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor: a code, a recovery code, or a passkey."""
    user = _half_way(request)
    if user is None or not factors.has_any(user):
        return redirect("sign-in")
    problem, status = "", 200
    if request.method == "POST":
        allowed = limits.of_second_factor(user.pk)
        if not limits.may_try(allowed):
            problem, status = _("Too many wrong attempts. Wait a quarter of an hour."), 429
        elif how := _factor_given(request, user):
            limits.succeeded(allowed)
            return _in(request, user, how)
        else:
            did("wrong code", user, user)
            problem, status = _("This is not the right code, or it was used already. Wait for the next one."), 400
    context = {"problem": problem, "passkey": passkeys.ask(request, user)}
    return render(request, "accounts/code.html", context, status=status)


@before_signing_in
def first_factor(request: HttpRequest) -> HttpResponse:
    """Let somebody invited set up a second factor; nothing else opens before."""
    user = _half_way(request)
    if user is None or factors.has_any(user):
        return redirect("sign-in")
    if not invitations.may_set_up(user):
        problem = _("This account has no second factor, and its invitation is too old. Ask the operator for another.")
        return render(request, "accounts/sign_in.html", {"problem": problem}, status=403)
    offer = Offer(request, user)
    problem = offer.take() if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        codes = factors.new_recovery_codes(user)
        back = request.session[_HALF]["next"]
        _in(request, user, offer.kind)
        return render(request, "accounts/recovery.html", {"codes": codes, "back": back})
    context = {"problem": problem, **offer.shown()}
    return render(request, "accounts/factor.html", context, status=400 if problem else 200)


@before_signing_in
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take an invitation out of the address, where it could be read by others, and go on without it."""
    kept = invitations.digest(token)
    if invitations.of(kept) is None:
        return render(request, "accounts/invitation.html", {}, status=404)
    visits.end(request)
    request.session[_TOKEN] = kept
    return redirect("join")


@before_signing_in
def join(request: HttpRequest) -> HttpResponse:
    """Let somebody invited choose a password."""
    found = _invited(request)
    if found is None:
        return render(request, "accounts/invitation.html", {}, status=404)
    problem = ""
    if request.method == "POST":
        try:
            choose_password(
                found.user, request.POST.get("password", "")[:1000], request.POST.get("again", "")[:1000], found
            )
        except AccountError as error:
            problem = str(error)
        else:
            _go_half_way(request, found.user, "/office")
            return redirect("sign-in-factor")
    context = {"name": found.user.get_username(), "problem": problem}
    return render(request, "accounts/join.html", context, status=400 if problem else 200)


@require_POST
@signed_in
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    did("signed out", whoever(request), whoever(request))
    visits.end(request)
    return redirect("sign-in")


def _go_half_way(request: HttpRequest, user: User, back: str) -> None:
    request.session.flush()  # nothing of whoever sat here before
    request.session[_HALF] = {"user": user.pk, "at": int(time.time()), "next": back}


def _half_way(request: HttpRequest) -> User | None:
    """Return whose password was right, a moment ago."""
    half: dict[str, Any] | None = request.session.get(_HALF)
    if half is None or time.time() - half["at"] > HALF_WAY:
        return None
    return User.objects.filter(pk=half["user"], is_active=True).first()


def _factor_given(request: HttpRequest, user: User) -> str:
    """Return which factor a form proves; "" if none."""
    if credential := request.POST.get("credential"):
        return "passkey" if passkeys.is_right(request, user, credential) else ""
    return factors.is_right(user, request.POST.get("code", "")[:100])


def _in(request: HttpRequest, user: User, how: str) -> HttpResponse:
    back = request.session.pop(_HALF)["next"]
    visits.begin(request, user)
    did("signed in", user, user, how)
    return redirect(f"{reverse('me')}?{urlencode({'left': 1})}" if how == "recovery code" else back)


def _invited(request: HttpRequest) -> Invitation | None:
    kept = request.session.get(_TOKEN)
    return None if kept is None else invitations.of(kept)
