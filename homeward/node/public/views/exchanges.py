"""The page of one exchange, or of one stage of a deal."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from homeward.node.public import listing, whosays
from homeward.node.public.codec import decode, encode
from homeward.node.public.models import ExchangePage, Version
from homeward.node.public.sentences import headlines
from homeward.node.public.views import citation, signed, twins
from homeward.node.sources.models import Document
from homeward.weighing.plain import VOICE_COLUMNS, voice_rows
from homeward.weighing.words import Exchange

VERSIONS_SHOWN = 20


def _stored(key: str) -> ExchangePage:
    page = ExchangePage.objects.select_related("deal").filter(key=key).first()
    if page is None:
        raise Http404
    return page


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page."""
    stored = _stored(key)
    exchange = decode(Exchange, stored.value)
    row = decode(listing.Row, stored.summary)
    keys = [source.key for source in exchange.sources]
    context: dict[str, Any] = {
        "exchange": exchange,
        "row": row,
        "headline": headlines.headline(row),
        "checks": exchange.checks,
        "documents": set(Document.objects.filter(key__in=keys).values_list("key", flat=True)),
        "deal": stored.deal and decode(listing.Row, stored.deal.summary),
        "who_says": whosays.table(exchange.figures, exchange.parties),
        "languages_of": {source.key: source.language for source in exchange.sources if source.language},
        "neighbours": _neighbours(stored),
        "citation": citation.of(request, key, row),
        "versions": _versions(key),
        **(signed.of_stage(exchange.date) if exchange.signed else {}),
    }
    return render(request, "public/exchange.html", context)


def _versions(key: str) -> list[tuple[Version, listing.Row]]:
    """Return how the page stood before, newest first, if it ever stood otherwise."""
    found = Version.objects.filter(key=key, since__lte=timezone.now())[:VERSIONS_SHOWN]
    versions = [(one, decode(listing.Row, one.summary)) for one in found]
    return versions if len(versions) > 1 else []


def data(request: HttpRequest, key: str, twin: str) -> HttpResponse:
    """Serve the exchange."""
    exchange = decode(Exchange, _stored(key).value)
    if twin == "json":
        record = signed.data(signed.of_stage(exchange.date)) if exchange.signed else None
        return twins.as_json({**encode(exchange), "signed_record": record})
    return twins.as_csv(f"exchange-{key}", VOICE_COLUMNS, voice_rows(exchange))


def _neighbours(page: ExchangePage) -> dict[str, str | None]:
    keys = ExchangePage.objects.values_list("key", flat=True)
    earlier = keys.filter(date__lt=page.date).order_by("-date", "key").first()
    later = keys.filter(date__gt=page.date).order_by("date", "key").first()
    return {"earlier": earlier, "later": later}
