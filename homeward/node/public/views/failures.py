"""What a reader sees when something is wrong: what it was, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

OFFICE = "/office"


def _failure(request: HttpRequest, status: int, what: str, do: str) -> HttpResponse:
    inside = request.path == OFFICE or request.path.startswith(f"{OFFICE}/")
    frame, back = ("office.html", "office") if inside else ("base.html", "front")
    context = {"what": what, "do": do, "status": status, "frame": frame, "back": back}
    return render(request, "public/failure.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is at this address."""
    return _failure(
        request, 404, _("There is no such page."), _("Check the address, or begin at the list of exchanges.")
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request cannot be understood."""
    return _failure(request, 400, _("This request cannot be understood."), _("Go back and try again."))


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault."""
    request.is_broken = True  # type: ignore[attr-defined]  # what the page asks the database for may be what is broken
    return _failure(request, 500, _("Something went wrong here."), _("It has been noted. Try again in a few minutes."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page is not for whoever asks."""
    do = _("Your role does not open this page. If it should, ask the operator.")
    return _failure(request, 403, _("This is not your part."), do)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its proof of origin."""
    return _failure(
        request, 403, _("This form is too old, or came from another site."), _("Open the page again and send it anew.")
    )
