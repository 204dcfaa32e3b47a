"""The part of a form that says where something is from; every form that says something of a person has it."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from homeward.node.accounts.gate import whoever
from homeward.node.people.fields import FieldError, read_date
from homeward.node.people.models import Source

KINDS: dict[str, str | Promise] = {
    Source.Kind.OWN: pgettext_lazy("source", "own record"),
    Source.Kind.LIST: pgettext_lazy("source", "list"),
    Source.Kind.CARD: pgettext_lazy("source", "capture card"),
    Source.Kind.REQUEST: pgettext_lazy("source", "tracing request"),
    Source.Kind.OFFICIAL: pgettext_lazy("source", "official message"),
    Source.Kind.WITNESS: pgettext_lazy("source", "witness"),
    Source.Kind.MEDIA: pgettext_lazy("source", "media"),
}


def read_source(request: HttpRequest) -> Source:
    """Keep the source that a form names, and return it.

    Raises:
        FieldError: its kind or its date cannot be understood.
    """
    kind = request.POST.get("source_kind", "")
    if kind not in KINDS:
        raise FieldError(_("Say where this is from."))
    dated = read_date(request.POST.get("source_dated", ""), datetime.now(UTC).date())
    title = " ".join(request.POST.get("source_title", "").split())[:200]
    return Source.objects.create(kind=kind, title=title, dated=dated, recorded_by=whoever(request))


def source_choices(request: HttpRequest, usual: str = Source.Kind.OWN) -> dict[str, Any]:
    """Return what the part of the form shows."""
    return {
        "source_kinds": KINDS.items(),
        "source_kind": request.POST.get("source_kind", usual),
        "source_title": request.POST.get("source_title", ""),
        "source_dated": request.POST.get("source_dated", ""),
    }
