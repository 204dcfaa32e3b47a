"""Adding a document: off unless the operator opens it."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.node.public.actions import reweigh
from homeward.node.sources.actions import UndatedError, add_document
from homeward.reading import ReadingError

ENDINGS = {".txt", ".html", ".htm", ".pdf"}
MEGABYTE = 1024 * 1024


class RefusedError(Exception):
    """The form cannot be used as it is; ``args[0]`` says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given in the form, checked."""

    name: str
    data: bytes
    published: date | None


def page(request: HttpRequest) -> HttpResponse:
    """Show the form; add what it gives, weigh the record anew and show what was read."""
    if not settings.UPLOADS_OPEN:
        raise Http404
    if request.method != "POST":
        return _form(request)
    try:
        given = _given(request)
        document = add_document(given.name, given.data, given.published)
    except RefusedError as refusal:
        return _form(request, str(refusal), status=400)
    except UndatedError:
        return _form(request, _("The document does not say when it was published. Give the date below."), status=400)
    except ReadingError as error:
        return _form(request, _("The file cannot be read: %(why)s") % {"why": error}, status=400)
    reweigh()
    return redirect(reverse("document", args=[document.key]) + "?added=1")


def _given(request: HttpRequest) -> Given:
    """Check the form.

    Raises:
        RefusedError: with what to do instead.
    """
    limit = settings.UPLOAD_LIMIT
    too_large = _("The file is larger than %(limit)d MB. Give the text alone, or a smaller file.") % {
        "limit": limit // MEGABYTE
    }
    file = request.FILES.get("file")
    if file is None:
        # A file over the limit is dropped while it arrives; only the length of the whole request remains to tell.
        length = request.META.get("CONTENT_LENGTH") or "0"
        raise RefusedError(too_large if length.isdigit() and int(length) > limit else _("Choose a file first."))
    if file.size is None or file.size > limit:
        raise RefusedError(too_large)
    name = file.name or ""
    if PurePath(name).suffix.lower() not in ENDINGS:
        raise RefusedError(_("Only text (.txt), HTML (.html) and PDF (.pdf) files can be read."))
    if file.size == 0:
        raise RefusedError(_("The file is empty."))
    return Given(name, file.read(), _published(request.POST.get("published", "")))


def _published(said: str) -> date | None:
    if not said.strip():
        return None
    try:
        return date.fromisoformat(said.strip())
    except ValueError as error:
        raise RefusedError(_("The date is not a date: write it like 2025-05-23.")) from error


def _form(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "megabytes": settings.UPLOAD_LIMIT // MEGABYTE,
        "problems": [problem] if problem else [],
        "published": request.POST.get("published", "") if request.method == "POST" else "",
    }
    return render(request, "public/upload.html", context, status=status)
