"""Several documents together: which exchanges they speak of, what is agreed there, what is disputed and why."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.node.public import listing, whosays
from homeward.node.public.codec import decode
from homeward.node.public.models import ClaimPlace, ExchangePage
from homeward.node.public.sentences import headlines
from homeward.node.public.views import documents
from homeward.node.sources.models import Document
from homeward.weighing.words import Contradiction, Exchange, Figure

MOST = 50  # documents of one address


def page(request: HttpRequest) -> HttpResponse:
    """Show what the documents of the address tell."""
    return shown(request, request.GET.getlist("document")[:MOST], [])


def shown(request: HttpRequest, keys: Sequence[str], problems: Sequence[str]) -> HttpResponse:
    """Show what documents tell, and what kept others out."""
    given = list(documents.listed().filter(key__in=keys))
    if not given:
        raise Http404
    places = ClaimPlace.objects.filter(document__in=keys, exchange__isnull=False)
    spoken_of = dict.fromkeys(places.values_list("exchange_id", flat=True))
    exchanges = ExchangePage.objects.filter(id__in=list(spoken_of)).order_by("-date", "key")
    return render(
        request,
        "public/together.html",
        {
            "given": given,
            "problems": problems,
            "found": [
                _told(decode(Exchange, one.value), decode(listing.Row, one.summary), set(keys)) for one in exchanges
            ],
            "silent": _silent(given),
        },
    )


def _told(exchange: Exchange, row: listing.Row, keys: set[str]) -> dict[str, Any]:
    """Return an exchange as these documents have it, and which of the contradictions are theirs."""
    figures = [figure for figure in exchange.figures if any(voice.document in keys for voice in figure.voices)]
    return {
        "exchange": exchange,
        "row": row,
        "headline": headlines.headline(row),
        "who_says": whosays.table(_only(figures, keys), exchange.parties),
        "contradictions": [one for one in exchange.contradictions if _is_theirs(one, keys)],
        "documents": len({voice.document for figure in figures for voice in figure.voices if voice.document in keys}),
    }


def _only(figures: Sequence[Figure], keys: set[str]) -> list[Figure]:
    """Return the figures with the values that one of the documents tells."""
    return [
        replace(figure, values=tuple(v for v in figure.values if any(voice.document in keys for voice in v.voices)))
        for figure in figures
    ]


def _is_theirs(contradiction: Contradiction, keys: set[str]) -> bool:
    voices = [*contradiction.voices, *(voice for value in contradiction.values for voice in value.voices)]
    return any(voice.document in keys for voice in voices)


def _silent(given: Sequence[Document]) -> list[Document]:
    """Return the documents that tell of no exchange: no claim was found in them."""
    return [document for document in given if not document.claims.exists()]
