"""The whole record, searched and filtered by address: the same for readers, spreadsheets and programs."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from homeward.node.public import finding, listing, sentences
from homeward.node.public.actions import main_directions
from homeward.node.public.codec import decode
from homeward.node.public.sentences.verdicts import STANDINGS
from homeward.node.public.views import front, twins
from homeward.weighing.words import Standing

A_PAGE = 50
_SHOWN: dict[str, Callable[[str], Any]] = {
    "direction": sentences.direction,
    "category": sentences.category,
    "mediator": sentences.speaker,
    "source": str,
    "standing": lambda value: STANDINGS[Standing(value)].words,
    "kind": sentences.kind_of_event,
}


def page(request: HttpRequest) -> HttpResponse:
    """Show the form and what it finds, newest first."""
    asked = request.GET.dict()
    shown = Paginator(finding.find(asked), A_PAGE).get_page(request.GET.get("page"))
    rows = [decode(listing.Row, found.summary) for found in shown]
    query = request.GET.copy()
    for name in ("page", "lang"):
        query.pop(name, None)
    return render(
        request,
        "public/record.html",
        {
            "asked": {name: asked.get(name, "") for name in ("from", "to", "q", *finding.NAMES)},
            "choices": _choices(asked),
            "shown": shown,
            "rows": rows,
            "directions": main_directions(rows) or main_directions(front.rows()),
            "query": query.urlencode(),
        },
    )


def _choices(asked: dict[str, str]) -> list[tuple[str, Any, list[tuple[str, str, bool]]]]:
    """Return for each facet its name, its heading and its values with their words, and which one is chosen."""
    headings = {
        "direction": _("To whom"),
        "category": _("Who"),
        "mediator": _("Mediator"),
        "source": _("Source"),
        "standing": _("How it stands"),
        "kind": _("What it was"),
    }
    return [
        (name, headings[name], [(value, str(_SHOWN[name](value)), asked.get(name) == value) for value in values])
        for name, values in finding.choices().items()
    ]


def data(request: HttpRequest, twin: str) -> HttpResponse:
    """Serve what was found."""
    rows = [decode(listing.Row, found.summary) for found in finding.find(request.GET.dict())]
    return twins.as_json({"exchanges": rows}) if twin == "json" else front.as_csv(rows)
