"""The first page: what happened, who says so, where they disagree; then the timeline and the list."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from homeward.node.public import charts, listing
from homeward.node.public.actions import main_directions
from homeward.node.public.codec import decode
from homeward.node.public.models import Chart, DealPage, Dispute, ExchangePage, Weighing
from homeward.node.public.sentences import headlines
from homeward.node.public.views import signed, twins
from homeward.weighing.words import Contradiction, EventKind, Exchange

COLUMNS = (
    "key", "date", "kind", "deal", "stage", "signed", "direction", "subject", "category", "count", "qualifier",
    "low", "high", "standing", "rule", "contradictions",
)  # fmt: skip
DISPUTES_SHOWN = 3


def rows() -> list[listing.Row]:
    """Return every exchange as the list shows it, newest first."""
    return [decode(listing.Row, summary) for summary in ExchangePage.objects.values_list("summary", flat=True)]


def page(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    listed = rows()
    directions = main_directions(listed)
    return render(
        request,
        "public/front.html",
        {
            **_featured(),
            "weighing": Weighing.objects.first(),
            "rows": listed,
            "directions": directions,
            "charts": drawn(),
            "chart_label": charts.label(listed, directions),
        },
    )


def data(request: HttpRequest, twin: str) -> HttpResponse:
    """Serve the list."""
    listed = rows()
    if twin == "json":
        weighing = Weighing.objects.first()
        return twins.as_json({"exchanges": listed, **(weighing.rest if weighing else {})})
    return as_csv(listed)


def as_csv(listed: Iterable[listing.Row]) -> HttpResponse:
    """Serve rows of the list, a line for each side of each."""
    return twins.as_csv(
        "exchanges",
        COLUMNS,
        (
            (
                row.key, row.date, row.kind, row.deal, row.stage, row.signed, side.direction, side.subject,
                side.category, side.count, side.qualifier, side.low, side.high, side.standing, side.rule,
                row.contradictions,
            )
            for row in listed
            for side in row.sides
        ),
    )  # fmt: skip


def drawn() -> dict[str, dict[str, str]]:
    """Return the charts in the reader's language, by name and width; empty where none are drawn."""
    found: dict[str, dict[str, str]] = {}
    for chart in Chart.objects.filter(language=get_language() or "en"):
        found.setdefault(chart.name, {})[chart.width] = chart.svg
    return found


def _different(contradictions: Iterable[Contradiction]) -> list[Contradiction]:
    """Return each contradiction once, though several stages have it; those with values before mere remarks."""
    seen: dict[Any, Contradiction] = {}
    for one in contradictions:
        values = tuple((value.count, value.qualifier) for value in one.values)
        seen.setdefault((one.measure, one.kept, values, one.dates, one.note if not values else None), one)
    return sorted(seen.values(), key=lambda one: not (one.values or one.dates))


def _featured() -> dict[str, Any]:
    """Return what the page leads with: the newest deal in the signed record, else the newest deal, else exchange."""
    deals = DealPage.objects.order_by("-signed", "-begins", "key").prefetch_related("stages", "disputes")
    deal = next((deal for deal in deals if deal.summary["sides"]), None)
    if deal is None:
        exchange = ExchangePage.objects.exclude(kind__in=[EventKind.PLANNED, EventKind.CANCELLED]).first()
        if exchange is None:
            return {}
        value = decode(Exchange, exchange.value)
        row = decode(listing.Row, exchange.summary)
        lead = {
            "row": row,
            "headline": headlines.headline(row),
            "standfirst": headlines.standfirst(row),
            "contradictions": value.contradictions[:DISPUTES_SHOWN],
            "found": len(value.contradictions),
        }
        return {"featured": lead}
    stages = sorted((decode(listing.Row, stage.summary) for stage in deal.stages.all()), key=lambda row: row.date)
    disputes = Dispute.objects.filter(exchange__deal=deal).order_by("date", "index")
    found = _different(decode(Contradiction, dispute.value) for dispute in (*deal.disputes.all(), *disputes))
    row = decode(listing.Row, deal.summary)
    lead = {
        "row": row,
        "headline": headlines.headline(row),
        "standfirst": headlines.standfirst(row),
        "when": headlines.when(stages),
        "deal": deal.key,
        "stages": stages,
        "contradictions": found[:DISPUTES_SHOWN],
        "found": len(found),
    }
    told = signed.of_whole([stage.date for stage in stages if stage.signed]) if row.signed else {}
    return {"featured": lead, "by_direction": told.get("by_direction", {})}
