"""The gate in front of every page of the office: signed in, with a second factor, with the right."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from homeward.node.accounts.models import Holding
from homeward.node.accounts.roles import MATRIX, Right, Role

_View = TypeVar("_View", bound=Callable[..., HttpResponse])
SECOND_FACTOR = "second_factor"  # in the session: when it was given


def roles_of(user: Any) -> frozenset[Role]:
    """Return the roles that somebody holds; nobody signed in holds none."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return frozenset(Role(role) for role in Holding.objects.filter(user=user).values_list("role", flat=True))


def rights_of(user: Any) -> frozenset[Right]:
    """Return what somebody may do."""
    return frozenset[Right]().union(*(MATRIX[role] for role in roles_of(user)))


def rights(request: HttpRequest) -> frozenset[Right]:
    """Return what whoever asks may do here and now; asked once a request."""
    if not hasattr(request, "_rights"):
        given = rights_of(request.user) if SECOND_FACTOR in request.session else frozenset[Right]()
        request._rights = given  # type: ignore[attr-defined]  # kept for the length of the request
    found: frozenset[Right] = request._rights  # type: ignore[attr-defined]
    return found


def signed_in(view: _View) -> _View:
    """Let a view answer only those who are signed in with both factors; it must ask for rights itself."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or SECOND_FACTOR not in request.session:
            return redirect("review-login")
        return view(request, *args, **kwargs)

    return answer  # type: ignore[return-value]


def needs(right: Right) -> Callable[[_View], _View]:
    """Let a view answer only those with a right: others are asked to sign in, or told that it is not their part."""

    def wrap(view: _View) -> _View:
        @signed_in
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if right not in rights(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        answer.right = right  # type: ignore[attr-defined]  # read by the test of the matrix
        return answer  # type: ignore[return-value]

    return wrap


def whoever(request: HttpRequest) -> User:
    """Return who asks, behind the gate."""
    assert isinstance(request.user, User)
    return request.user
