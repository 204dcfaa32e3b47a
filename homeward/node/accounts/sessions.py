"""Sessions and accounts on the pages of the office, and nowhere else."""

from collections.abc import Callable
from typing import cast

from csp.constants import SELF
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from homeward.node.accounts import visits

Respond = Callable[[HttpRequest], HttpResponseBase]
PREFIX = "/office"


class OnOfficePages:
    """Django's session and authentication for addresses under ``/office``, which exist where the office is open."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.with_session = cast("Respond", SessionMiddleware(AuthenticationMiddleware(self._answer)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        if request.path != PREFIX and not request.path.startswith(f"{PREFIX}/"):
            return self.respond(request)
        if not settings.OFFICE_OPEN:
            raise Http404
        answer = self.with_session(request)
        answer.headers["Cache-Control"] = "no-store"
        answer._csp_update = {"script-src": [SELF], "connect-src": [SELF]}  # type: ignore[attr-defined]  # htmx
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        visits.keep(request)
        return self.respond(request)
