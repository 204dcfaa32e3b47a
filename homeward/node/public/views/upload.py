"""Adding documents: off unless the operator opens it. One that cannot be read does not keep the others out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.node.public.actions import reweigh
from homeward.node.public.views import together
from homeward.node.sources.actions import UndatedError, add_document
from homeward.node.sources.models import Document
from homeward.reading import ReadingError
from homeward.reading.files import sidecar
from homeward.reading.load import SUFFIXES

MEGABYTE = 1024 * 1024
MOST = 20  # documents at once


class RefusedError(Exception):
    """The form cannot be used as it is; ``args[0]`` says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given in the form, checked."""

    name: str
    data: bytes
    published: date | None
    note: dict[str, object]


def page(request: HttpRequest) -> HttpResponse:
    """Show the form; add what it gives, weigh the record anew and show what was read."""
    if not settings.UPLOADS_OPEN:
        raise Http404
    if request.method != "POST":
        return _form(request)
    try:
        files, published = _files(request), _published(request.POST.get("published", ""))
    except RefusedError as refusal:
        return _form(request, [str(refusal)], status=400)
    documents, notes = _parted(files)
    if len(documents) > MOST:
        return _form(request, [_("Give at most twenty documents at once.")], status=400)
    added: list[Document] = []
    problems: list[str] = []
    for file in documents:
        try:
            given = _given(file, published, notes.pop(_stem(file), None))
            added.append(add_document(given.name, given.data, given.published, given.note))
        except RefusedError as refusal:
            problems.append(_named(files, file, str(refusal)))
        except UndatedError:
            why = _("The document does not say when it was published. Give the date below.")
            problems.append(_named(files, file, why))
        except ReadingError as error:
            problems.append(_named(files, file, _("The file cannot be read: %(why)s") % {"why": error}))
    alone = _("This is a note about a document. Give the document with it.")
    problems += [_named(files, file, alone) for file in notes.values()]
    if not added:
        return _form(request, problems, status=400)
    reweigh()
    if len(documents) == 1 and not problems:
        return redirect(reverse("document", args=[added[0].key]) + "?added=1")
    keys = list(dict.fromkeys(document.key for document in added))
    if problems:
        return together.shown(request, keys, problems)
    return redirect(f"{reverse('together')}?{urlencode([('document', key) for key in keys])}")


def _named(files: "Sequence[UploadedFile[bytes]]", file: "UploadedFile[bytes]", problem: str) -> str:
    """Say which file a problem is of, where there are several."""
    return problem if len(files) == 1 else f"{file.name}: {problem}"


def _too_large() -> str:
    return _("The file is larger than %(limit)d MB. Give the text alone, or a smaller file.") % {
        "limit": settings.UPLOAD_LIMIT // MEGABYTE
    }


def _files(request: HttpRequest) -> "list[UploadedFile[bytes]]":
    """Return the files of the form.

    Raises:
        RefusedError: there is none, with what to do instead.
    """
    files = request.FILES.getlist("file")
    if not files:
        # A file over the limit is dropped while it arrives; only the length of the whole request remains to tell.
        length = request.META.get("CONTENT_LENGTH") or "0"
        dropped = length.isdigit() and int(length) > settings.UPLOAD_LIMIT
        raise RefusedError(_too_large() if dropped else _("Choose a file first."))
    return files


def _parted(
    files: "Sequence[UploadedFile[bytes]]",
) -> "tuple[list[UploadedFile[bytes]], dict[str, UploadedFile[bytes]]]":
    """Part documents from the notes about them; a note by the name of its document, but for the ending."""
    documents, notes = [], {}
    for file in files:
        stem = sidecar.document_of(file.name or "")
        if stem is None:
            documents.append(file)
        else:
            notes[stem] = file
    return documents, notes


def _stem(document: "UploadedFile[bytes]") -> str:
    return PurePath(document.name or "").stem


def _given(file: "UploadedFile[bytes]", published: date | None, note: "UploadedFile[bytes] | None") -> Given:
    """Check one file and the note about it; its date goes before the one of the form, which is for those without.

    Raises:
        RefusedError: with what to do instead.
        ReadingError: the note cannot be read.
    """
    if file.size is None or file.size > settings.UPLOAD_LIMIT:
        raise RefusedError(_too_large())
    name = file.name or ""
    if PurePath(name).suffix.lower() not in SUFFIXES:
        raise RefusedError(
            _("Only text, HTML, saved pages (.mhtml), PDF, DOCX, ODT and pictures of pages (.png, .jpg) can be read.")
        )
    if file.size == 0:
        raise RefusedError(_("The file is empty."))
    said = sidecar.fields(note.name or "", note.read()) if note is not None else {}
    return Given(name, file.read(), None if said.get("published") else published, said)


def _published(said: str) -> date | None:
    if not said.strip():
        return None
    try:
        return date.fromisoformat(said.strip())
    except ValueError as error:
        raise RefusedError(_("The date is not a date: write it like 2025-05-23.")) from error


def _form(request: HttpRequest, problems: Sequence[str] = (), status: int = 200) -> HttpResponse:
    context = {
        "megabytes": settings.UPLOAD_LIMIT // MEGABYTE,
        "problems": list(problems),
        "endings": ",".join(sorted([*SUFFIXES, PurePath(sidecar.SUFFIX).suffix])),
        "published": request.POST.get("published", "") if request.method == "POST" else "",
    }
    return render(request, "public/upload.html", context, status=status)
