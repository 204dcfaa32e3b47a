"""The contradictions across all exchanges."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.node.public.codec import decode
from homeward.node.public.models import Dispute, Weighing
from homeward.node.public.sentences.verdicts import CAUSES
from homeward.node.public.views import twins
from homeward.weighing.words import Cause, Check, Contradiction

COLUMNS = ("page", "date", "cause", "subject", "direction", "category", "kept", "count", "speakers", "dates", "note")
A_PAGE = 50


def _found(cause: str | None) -> Any:
    disputes = Dispute.objects.select_related("exchange", "deal").defer("exchange__value", "deal__value")
    return disputes.filter(cause=cause) if cause else disputes


def page(request: HttpRequest) -> HttpResponse:
    """Show them, newest first, all or those of one cause."""
    asked = request.GET.get("cause")
    cause = asked if asked in set(Cause) else None
    shown = Paginator(_found(cause), A_PAGE).get_page(request.GET.get("page"))
    present = set(Dispute.objects.values_list("cause", flat=True).distinct().order_by())
    return render(
        request,
        "public/contradictions.html",
        {
            "disputes": [(dispute, decode(Contradiction, dispute.value)) for dispute in shown],
            "shown": shown,
            "cause": cause,
            "checks": _across(),
            "causes": [(key.value, words) for key, words in CAUSES.items() if key.value in present],
        },
    )


def _across() -> list[Check]:
    """Return the checks across exchanges, those that fail first."""
    weighing = Weighing.objects.first()
    checks = [decode(Check, check) for check in weighing.rest["checks"]] if weighing else []
    return sorted(checks, key=lambda check: check.holds)


def data(request: HttpRequest, twin: str) -> HttpResponse:
    """Serve all of them."""
    found = [(dispute, decode(Contradiction, dispute.value)) for dispute in _found(None)]
    if twin == "json":
        return twins.as_json(
            [{"page": _page(dispute), "date": dispute.date, "contradiction": c} for dispute, c in found]
        )
    return twins.as_csv("contradictions", COLUMNS, _rows(found))


def _page(dispute: Dispute) -> str:
    if dispute.exchange is not None:
        return f"exchanges/{dispute.exchange.key}"
    return f"deals/{dispute.deal.key}" if dispute.deal is not None else ""


def _rows(found: Iterable[tuple[Dispute, Contradiction]]) -> Iterable[tuple[Any, ...]]:
    for dispute, contradiction in found:
        measure = contradiction.measure
        of_measure = (measure.subject, measure.direction, measure.category) if measure else ("", "", "")
        head = (_page(dispute), dispute.date, contradiction.cause, *of_measure, contradiction.kept)
        tail = (" ".join(contradiction.dates), contradiction.note)
        for value in contradiction.values:
            yield (*head, value.count, "; ".join(voice.speaker for voice in value.voices), *tail)
        if not contradiction.values:
            yield (*head, None, "; ".join(voice.speaker for voice in contradiction.voices), *tail)
