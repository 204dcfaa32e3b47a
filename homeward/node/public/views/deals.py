"""The page of a deal: stages agreed together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.node.public import listing, whosays
from homeward.node.public.codec import decode, encode
from homeward.node.public.models import DealPage
from homeward.node.public.sentences import headlines
from homeward.node.public.views import signed, twins
from homeward.weighing.plain import VOICE_COLUMNS, voice_rows
from homeward.weighing.words import Deal


def _stored(key: str) -> DealPage:
    page = DealPage.objects.prefetch_related("stages").filter(key=key).first()
    if page is None:
        raise Http404
    return page


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page."""
    stored = _stored(key)
    deal = decode(Deal, stored.value)
    stages = sorted((decode(listing.Row, stage.summary) for stage in stored.stages.all()), key=lambda row: row.date)
    row = decode(listing.Row, stored.summary)
    parties = [side.direction.removeprefix("to_") for side in row.sides]
    return render(
        request,
        "public/deal.html",
        {
            "deal": deal,
            "row": row,
            "headline": headlines.headline(row),
            "when": headlines.when(stages),
            "checks": deal.checks,
            "stages": stages,
            "who_says": whosays.table(deal.figures, parties),
            "languages_of": {},
            **(signed.of_whole([stage.date for stage in stages if stage.signed]) if row.signed else {}),
        },
    )


def data(request: HttpRequest, key: str, twin: str) -> HttpResponse:
    """Serve the deal."""
    stored = _stored(key)
    deal = decode(Deal, stored.value)
    if twin == "json":
        days = [stage.date for stage in stored.stages.all() if stage.signed]
        record = signed.data(signed.of_whole(days)) if stored.signed else None
        return twins.as_json({**encode(deal), "signed_record": record})
    return twins.as_csv(f"deal-{key}", VOICE_COLUMNS, voice_rows(deal))
