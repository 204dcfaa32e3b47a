"""Accounts, as an operator sees them: names, roles, who can sign in; nothing of the node's people."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from homeward.node.accounts import actions, factors
from homeward.node.accounts.actions import AccountError
from homeward.node.accounts.gate import needs, roles_of, whoever
from homeward.node.accounts.models import Act, Authenticator, Passkey
from homeward.node.accounts.roles import Right, Role

SHOWN = 20  # acts on the page of an account


@needs(Right.MANAGE_ACCOUNTS)
def index(request: HttpRequest) -> HttpResponse:
    """Show every account."""
    users = User.objects.prefetch_related("holdings").order_by("-is_active", "username")
    ready = {*Authenticator.objects.values_list("user", flat=True), *Passkey.objects.values_list("user", flat=True)}
    rows = [(user, [Role(holding.role).words for holding in user.holdings.all()], user.pk in ready) for user in users]
    return render(request, "accounts/accounts.html", {"rows": rows})


@needs(Right.MANAGE_ACCOUNTS)
def new(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    problem = ""
    if request.method == "POST":
        try:
            user, token = actions.invite(request.POST.get("name", "").strip(), _roles(request), whoever(request))
        except AccountError as error:
            problem = str(error)
        else:
            return _invited(request, user, token)
    context = {"problem": problem, "name": request.POST.get("name", ""), "choices": _choices(_roles(request))}
    return render(request, "accounts/new.html", context, status=400 if problem else 200)


@needs(Right.MANAGE_ACCOUNTS)
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Show an account, and what can be done to it."""
    return _shown(request, _found(number))


@require_POST
@needs(Right.MANAGE_ACCOUNTS)
def roles(request: HttpRequest, number: int) -> HttpResponse:
    """Give an account the roles that are ticked."""
    return _done(request, number, lambda user, by: actions.set_roles(user, _roles(request), by))


@require_POST
@needs(Right.MANAGE_ACCOUNTS)
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account."""
    return _done(request, number, actions.close)


@require_POST
@needs(Right.MANAGE_ACCOUNTS)
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Open a closed account again, by an invitation."""
    return _done(request, number, actions.reopen)


@require_POST
@needs(Right.MANAGE_ACCOUNTS)
def reset(request: HttpRequest, number: int) -> HttpResponse:
    """Take password and second factor away, and invite anew."""
    return _done(request, number, actions.reset)


def _done(request: HttpRequest, number: int, what: Callable[[User, User], str | None]) -> HttpResponse:
    user = _found(number)
    try:
        token = what(user, whoever(request))
    except AccountError as error:
        return _shown(request, user, str(error))
    return redirect("account", number) if token is None else _invited(request, user, token)


def _invited(request: HttpRequest, user: User, token: str) -> HttpResponse:
    """Show an invitation, this once."""
    address = request.build_absolute_uri(reverse("invitation", args=[token]))
    return render(request, "accounts/invited.html", {"user_name": user.get_username(), "address": address})


def _shown(request: HttpRequest, user: User, problem: str = "") -> HttpResponse:
    held = roles_of(user) if user.is_active else frozenset(Role(one.role) for one in user.holdings.all())
    context: dict[str, Any] = {
        "account": user,
        "problem": problem,
        "own": user == request.user,
        "roles": [role.words for role in sorted(held)],
        "choices": _choices(held),
        "ready": factors.has_any(user),
        "acts": Act.objects.filter(whom=user).select_related("by", "whom")[:SHOWN],
    }
    return render(request, "accounts/account.html", context, status=400 if problem else 200)


def _found(number: int) -> User:
    user = User.objects.filter(pk=number).first()
    if user is None:
        raise Http404
    return user


def _roles(request: HttpRequest) -> list[Role]:
    return [Role(said) for said in request.POST.getlist("role") if said in list(Role)]


def _choices(held: Any) -> list[tuple[Role, bool]]:
    return [(role, role in held) for role in Role]
