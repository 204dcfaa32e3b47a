"""The sheet on paper, and what is typed from it afterwards."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from homeward.node.accounts.gate import needs, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.crossing import paper, sheet
from homeward.node.crossing.marking import Press, TickError, mark, newest
from homeward.node.crossing.models import Crossing, Tick
from homeward.node.crossing.paper import PaperError
from homeward.node.crossing.seating import gives, outcomes, rows
from homeward.node.crossing.views.common import at_desk, crossing_of, device_of, key_in, one_time
from homeward.node.crossing.views.person import time_in
from homeward.node.crossing.words import outcome_name, place
from homeward.node.journal import saying

LONGEST = 20_000  # characters


@needs(Right.SEE_CROSSING)
@at_desk
def printed(request: HttpRequest, key: str) -> HttpResponse:
    """Show the sheet as a page to print from the browser."""
    crossing = crossing_of(key)
    return HttpResponse(_html(request, crossing, in_browser=True))


@needs(Right.SEE_CROSSING)
@at_desk
def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """Give the sheet as PDF; without the extra ``print``, the page to print from the browser."""
    crossing = crossing_of(key)
    if not sheet.available():
        return redirect("crossing-sheet", key)
    response = HttpResponse(sheet.pdf(_html(request, crossing, in_browser=False)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="sheet-{crossing.key[:8]}.pdf"'
    return response


def _html(request: HttpRequest, crossing: Crossing, *, in_browser: bool) -> str:
    state = saying.state()
    found = rows(crossing, state)
    looked(whoever(request), "printed", "manifest", crossing.key, len(found))
    terms = state.terms.terms if state.terms else None
    context = {
        "crossing": crossing,
        "place": place(crossing),
        "day": next((one.day for one in terms.stages if one.name == crossing.stage), None) if terms else None,
        "where": next((one.place for one in terms.points if one.name == crossing.point), "") if terms else "",
        "pages": sheet.pages(found),
        "total": len(found),
        "code": sheet.code(request.build_absolute_uri(reverse("crossing-paper", args=[crossing.key]))),
        "printed_at": timezone.now().astimezone(UTC),
        "in_browser": in_browser,
    }
    return render_to_string("crossing/sheet.html", context, request)


@needs(Right.RECORD_CROSSING)
@at_desk
def typed(request: HttpRequest, key: str) -> HttpResponse:
    """Take what was typed from the sheet: show what is understood, then tick it."""
    crossing = crossing_of(key)
    text = request.POST.get("text", "")[:LONGEST]
    context = {"crossing": crossing, "text": text, "giving": gives(crossing), "now": timezone.now().astimezone(UTC)}
    if request.method != "POST":
        return render(request, "crossing/paper.html", context)
    found = {row.seat.number: row for row in rows(crossing, saying.state())}
    choices = outcomes(crossing)
    try:
        said = paper.read(text, list(found), choices[0], {one.value for one in choices})
        if request.POST.get("step") == "tick":
            _tick(request, crossing, said)
            return redirect("crossing", key)
    except (PaperError, TickError) as error:
        return render(request, "crossing/paper.html", {**context, "problem": str(error)}, status=400)
    context |= {
        "groups": [
            (outcome_name(outcome), numbers, [found[number] for number in numbers] if outcome != choices[0] else [])
            for outcome, numbers in paper.told(said).items()
        ],
        "changes": [found[one] for one, outcome in said.items() if found[one].outcome not in {"", outcome}],
        "unsaid": len(found) - len(said),
        "at": time_in(request.POST.get("at", "")).astimezone(UTC),
        "seen": newest(crossing),
        "key": one_time(),
    }
    return render(request, "crossing/paper_check.html", context)


def _tick(request: HttpRequest, crossing: Crossing, said: dict[int, str]) -> None:
    """Tick what the sheet says of those of whom it says something else than what stands."""
    form, at = key_in(request), time_in(request.POST.get("at", ""))
    seen = int(text) if (text := request.POST.get("seen", "")).isdigit() else 0
    presses = [Press(f"{form}-{number}", number, outcome, seen, at) for number, outcome in said.items()]
    mark(whoever(request), crossing, presses, device_of(request), Tick.Source.PAPER)
