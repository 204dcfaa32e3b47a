"""Sessions and accounts on the pages of the office, and nowhere else."""

from collections.abc import Callable
from typing import cast

from csp.constants import SELF
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Respond = Callable[[HttpRequest], HttpResponseBase]
PREFIX = "/office"


class OnOfficePages:
    """Django's session and authentication, for addresses under ``/office``."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.with_session = cast("Respond", SessionMiddleware(AuthenticationMiddleware(respond)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        under = request.path == PREFIX or request.path.startswith(f"{PREFIX}/")
        answer = self.with_session(request) if under else self.respond(request)
        if under:
            answer.headers["Cache-Control"] = "no-store"
            answer._csp_update = {"script-src": [SELF], "connect-src": [SELF]}  # type: ignore[attr-defined]  # htmx
        return answer
