"""The gate in front of every page of the office: signed in, with a second factor, with the right."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from homeward.node.accounts.models import Holding
from homeward.node.accounts.roles import MATRIX, Right, Role
from homeward.node.accounts.visits import SECOND_FACTOR

_View = TypeVar("_View", bound=Callable[..., HttpResponse])
LONGEST_WAY_BACK = 300  # characters
_ASTRAY = ("\\", "/.", "%2e", "%5c")  # what browsers read as a way out of a folder


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
        given = rights_of(request.user) if is_in(request) else frozenset[Right]()
        request._rights = given  # type: ignore[attr-defined]  # kept for the length of the request
    found: frozenset[Right] = request._rights  # type: ignore[attr-defined]  # kept above
    return found


def is_in(request: HttpRequest) -> bool:
    """Whether whoever asks is signed in, with both factors."""
    return SECOND_FACTOR in request.session and request.user.is_authenticated


def way_back(said: str) -> str:
    """Return an address of the office to go on to after signing in; its first page if this is none, or is elsewhere."""
    inside = said == "/office" or said.startswith(("/office/", "/office?"))
    plain = len(said) <= LONGEST_WAY_BACK and said.isprintable() and not any(part in said.lower() for part in _ASTRAY)
    return said if inside and plain else "/office"


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send whoever asks to sign in, and afterwards back; a form that was sent too late, back to its page."""
    came = request.get_full_path() if request.method in {"GET", "HEAD"} else request.headers.get("Referer", "")
    try:
        back = way_back(urlsplit(came)._replace(scheme="", netloc="", fragment="").geturl())
    except ValueError:  # a referrer that is no address
        back = way_back("")
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': back})}" if back != "/office" else reverse("sign-in"))


def before_signing_in(view: _View) -> _View:
    """Mark a view of the office that answers anybody: signing in, and what leads there."""
    view.gate = "anybody"  # type: ignore[attr-defined]  # read by the test of the matrix
    return view


def signed_in(view: _View) -> _View:
    """Let a view answer only those who are signed in with both factors; it must ask for rights itself."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_in(request):
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    answer.gate = "signed in"  # type: ignore[attr-defined]  # read by the test of the matrix
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
