"""The phone's screen: one row a person, one press a tick; and what a device sends that was without network."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from homeward.node.accounts.gate import needs, rights, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.crossing.marking import Press, TickError, mark, newest, read_presses
from homeward.node.crossing.models import Crossing, Tick
from homeward.node.crossing.seating import Row, gives, outcomes, rows, speaks
from homeward.node.crossing.signing import unfinished
from homeward.node.crossing.views.common import account_of, at_desk, crossing_of, device_of, one_time
from homeward.node.crossing.words import outcome_name
from homeward.node.journal import saying

PAGE = 40  # people on a screen: with its style and script it stays under 40 kB
SENT_AT_ONCE = 100  # presses


@needs(Right.SEE_CROSSING)
@at_desk
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a part of the manifest."""
    return _shown(request, crossing_of(key))


def _shown(request: HttpRequest, crossing: Crossing, problem: str = "") -> HttpResponse:
    seen = newest(crossing)  # asked before the ticks are read: what comes in between counts as not seen
    found = rows(crossing, saying.state())
    records = speaks(crossing) and Right.RECORD_CROSSING in rights(request)
    number = min(max(_whole(request, "page", 1), 1), max(1, -(-len(found) // PAGE)))
    shown = found[(number - 1) * PAGE : number * PAGE]
    if shown:
        looked(whoever(request), "seen", "manifest", crossing.key, len(shown))
    choices = [(one.value, outcome_name(one.value)) for one in outcomes(crossing)] if speaks(crossing) else []
    context = {
        "crossing": crossing,
        "rows": shown,
        "parts": [
            (one, found[(one - 1) * PAGE].seat.number, found[min(one * PAGE, len(found)) - 1].seat.number)
            for one in range(1, -(-len(found) // PAGE) + 1)
        ],
        "number": number,
        "records": records,
        "giving": gives(crossing),
        "goes": choices[0] if choices else None,
        "choices": choices,
        "seen": seen,
        "key": one_time(),
        "device": account_of(request),
        "tally": _tally(found),
        "unfinished": unfinished(crossing) if records else None,
        "problem": problem,
    }
    return render(request, "crossing/phone.html", context, status=409 if problem else 200)


@require_POST
@needs(Right.RECORD_CROSSING)
@at_desk
def tick(request: HttpRequest, key: str) -> HttpResponse:
    """Keep one press of a page without script."""
    crossing = crossing_of(key)
    number, _space, outcome = request.POST.get("tick", "").partition(" ")
    where = int(number) if number.isdigit() else 0
    form = request.POST.get("key", "")
    seen = request.POST.get("seen", "")
    press = Press(f"{form}-{where}", where, outcome, int(seen) if seen.isdigit() else 0)
    try:
        mark(whoever(request), crossing, [press], device_of(request))
    except TickError as error:
        return _shown(request, crossing, str(error))
    place = f"?page={_whole(request, 'page', 1)}#n{where}"
    return redirect(f"{reverse('crossing', args=[key])}{place}")


@require_POST
@needs(Right.RECORD_CROSSING)
@at_desk
def ticks(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what a device has queued, each press for itself; say what stands of everything it may not have seen."""
    crossing = crossing_of(key)
    refused: dict[str, str] = {}
    try:
        said = json.loads(request.body)
        presses = read_presses(said, timezone.now())[:SENT_AT_ONCE]
        shown = int(said.get("seen", 0))
    except (ValueError, TypeError, AttributeError, TickError) as error:
        return JsonResponse({"problem": str(error)}, status=400)
    for press in presses:
        try:
            mark(whoever(request), crossing, [press], device_of(request), Tick.Source.QUEUE)
        except TickError as error:
            refused[press.key] = str(error)
    seen = newest(crossing)
    found = rows(crossing, saying.state())
    changed = set(Tick.objects.filter(seat__crossing=crossing, pk__gt=shown).values_list("seat__number", flat=True))
    changed |= {press.number for press in presses}
    return JsonResponse(
        {
            "kept": [press.key for press in presses if press.key not in refused],
            "refused": refused,
            "seen": seen,
            "rows": {row.seat.number: _stands(row) for row in found if row.seat.number in changed},
            "tally": _tally(found),
        }
    )


def _stands(row: Row) -> list[Any]:
    return [row.outcome, row.mark.conflict]


def _tally(found: list[Row]) -> dict[str, int]:
    said = [row.outcome for row in found if row.outcome]
    return {**{one: said.count(one) for one in dict.fromkeys(said)}, "left": len(found) - len(said)}


def _whole(request: HttpRequest, name: str, usual: int) -> int:
    text = request.GET.get(name) or request.POST.get(name) or ""
    return int(text) if text.isdigit() and len(text) < 6 else usual
