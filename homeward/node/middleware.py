"""What happens around every page: the reader's language, the headers that isolate it, and a log without readers."""

import logging
import time
from collections.abc import Callable
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

Respond = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger("homeward.node")


class LanguageFromAddress(LocaleMiddleware):
    """Take the language from ``?lang=``, else from the cookie, else from what the browser asks for.

    A plain link switches the language and stays on the page, without a form, a session or a script; following one
    leaves the choice in a cookie that holds nothing else.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of this request."""
        super().process_request(request)
        if (language := request.GET.get("lang")) in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say what the page depends on, and keep a language that was chosen."""
        chosen = request.GET.get("lang")
        if chosen in dict(settings.LANGUAGES):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
        patch_vary_headers(response, ["Cookie"])
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


class IsolationHeaders:
    """Headers that Django does not set: no device of the reader is used, and no other site may embed our answers."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers."""
        response = self.respond(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""  # RFC 9110: the headers of GET without the body; its length is set already
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class NoNulls:
    """Refuse the one character that no form of ours sends and that PostgreSQL cannot hold, before a view meets it."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        """Look at what was typed; what peers send (no form) is bytes, and read by others."""
        if getattr(view, "csrf_exempt", False):
            return
        typed = chain([request.path], *(values for form in (request.GET, request.POST) for _, values in form.lists()))
        if any("\0" in str(value) for value in typed):
            raise SuspiciousOperation("a character that cannot be kept")


class AccessLog:
    """One line a request: method, route, status, time. Never who asked, nor what they asked for in a query string."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and write the line."""
        started = time.perf_counter()
        response = self.respond(request)
        route = getattr(request.resolver_match, "route", None)
        spent = (time.perf_counter() - started) * 1000
        logger.info(
            "%s /%s %d %.0f ms", request.method, "(none)" if route is None else route, response.status_code, spent
        )
        return response
