"""The documents, and the page of one: its text with the claims where they stand."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.node.public import highlight, sentences
from homeward.node.public.codec import decode
from homeward.node.public.models import ClaimPlace, Weighing
from homeward.node.public.views import twins
from homeward.node.sources.models import Claim, Document
from homeward.reading import languages
from homeward.reading.words import Damage
from homeward.weighing import Copies, CopyKind
from homeward.weighing.words import Measure, Unplaced

COLUMNS = (
    "document", "claim", "kind", "count", "count_qualifier", "category", "direction", "speaker", "exchange_date",
    "value", "evidence", "start", "end",
)  # fmt: skip
INDEX_COLUMNS = ("document", "name", "title", "outlet", "url", "language", "published", "updated", "captured", "claims")
A_PAGE = 60
NEWEST_FIRST = (F("published").desc(nulls_last=True), "name", "key")  # an aggregate drops the model's own order


def listed() -> Any:
    """Return all documents, newest first, each with how many claims it has as ``said``."""
    return Document.objects.defer("data", "text", "damage").annotate(said=Count("claims")).order_by(*NEWEST_FIRST)


def index(request: HttpRequest) -> HttpResponse:
    """Show all documents, newest first."""
    shown = Paginator(listed(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/documents.html", {"documents": shown, "shown": shown})


def index_data(request: HttpRequest, twin: str) -> HttpResponse:
    """Serve the list of documents."""
    rows = [
        (d.key, d.name, d.title, d.outlet, d.url, d.language, d.published, d.updated, d.captured, d.said)
        for d in listed()
    ]
    if twin == "csv":
        return twins.as_csv("documents", INDEX_COLUMNS, rows)
    return twins.as_json([dict(zip(INDEX_COLUMNS, row, strict=True)) for row in rows])


def _stored(key: str) -> Document:
    document = Document.objects.defer("data").filter(key=key).first()
    if document is None:
        raise Http404
    return document


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one document."""
    document = _stored(key)
    claims = list(document.claims.select_related("judged"))
    places: dict[int, list[tuple[ClaimPlace, Measure]]] = {}
    found = ClaimPlace.objects.filter(document=key).select_related("exchange", "deal")
    for place in found.defer("exchange__value", "deal__value"):
        places.setdefault(place.claim, []).append((place, decode(Measure, place.measure)))
    weighing = Weighing.objects.first()
    damages = [decode(Damage, damage) for damage in document.damage]
    return render(
        request,
        "public/document.html",
        {
            "document": document,
            "claims": [(claim, places.get(claim.index, [])) for claim in claims],
            "pieces": highlight.pieces(document.text, claims, damages),
            "damages": damages,
            "reasons": _reasons(weighing, key),
            "copies": _copies(weighing, key),
            "readable": [sentences.language(code) for code in languages()],
            "added": "added" in request.GET,
        },
    )


def _copies(weighing: Weighing | None, key: str) -> list[tuple[CopyKind, list[Document]]]:
    """Return the other documents that a document is a copy of, or that are copies of it, by how."""
    groups = [decode(Copies, one) for one in weighing.rest.get("copies", ())] if weighing else []
    mine = [group for group in groups if key in group.documents]
    found = Document.objects.defer("data", "text", "damage").in_bulk(
        [name for one in mine for name in one.documents], field_name="key"
    )
    return [(one.kind, [found[name] for name in one.documents if name != key and name in found]) for one in mine]


def _reasons(weighing: Weighing | None, key: str) -> dict[int, str]:
    """Return why claims of a document belong to no exchange, by their index."""
    unplaced = [decode(Unplaced, one) for one in weighing.rest["unplaced"]] if weighing else []
    return {
        one.voice.claim: one.reason for one in unplaced if one.voice.document == key and one.voice.claim is not None
    }


def data(request: HttpRequest, key: str, twin: str) -> HttpResponse:
    """Serve one document and its claims."""
    document = _stored(key)
    claims = list(document.claims.all())
    if twin == "csv":
        return twins.as_csv(f"document-{key}", COLUMNS, ((key, *_claim(claim).values()) for claim in claims))
    return twins.as_json(
        {
            "document": key,
            "digest": document.digest,
            **{
                name: getattr(document, name)
                for name in ("name", "title", "outlet", "url", "language", "published", "updated", "captured", "text")
            },
            "is_exchange_report": document.is_exchange_report,
            "damage": document.damage,
            "claims": [_claim(claim) for claim in claims],
        }
    )


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.index,
        "kind": claim.kind,
        "count": claim.count,
        "count_qualifier": claim.count_qualifier,
        "category": claim.category,
        "direction": claim.direction,
        "speaker": claim.speaker,
        "exchange_date": claim.exchange_date,
        "value": claim.value,
        "evidence": claim.evidence,
        "start": claim.start,
        "end": claim.end,
    }
