"""Where the two records of a crossing differ: by name, with what can be done about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward import HomewardError
from homeward.node.accounts.gate import needs, rights, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.accounts.twofold import TwofoldError
from homeward.node.crossing import settling
from homeward.node.crossing.differing import (
    DisputeError,
    differing,
    dispute,
    disputes,
    resolutions,
    settled_outcomes,
    status_of,
    tallies,
)
from homeward.node.crossing.models import Crossing
from homeward.node.crossing.views.common import ask_for, at_desk, crossing_of, key_in, one_time
from homeward.node.crossing.words import outcome_name
from homeward.node.journal import saying

LONGEST = 2_000  # characters of a reason


@needs(Right.SEE_CROSSING)
@at_desk
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show the differences, the disputes and the resolutions offered."""
    return _shown(request, crossing_of(key))


def _shown(request: HttpRequest, crossing: Crossing, problem: str = "", said: str = "") -> HttpResponse:
    state = saying.state()
    found = differing(crossing, state)
    own = saying.desk().name
    if found:
        looked(whoever(request), "seen", "manifest", crossing.key, len(found))
    given = rights(request)
    context = {
        "crossing": crossing,
        "tally": tallies(state, [crossing])[0],
        "found": found,
        "people": [one for one in found if one.who],
        "silent": len(status_of(crossing, state).silent),
        "disputes": disputes(crossing, state),
        "offers": [
            (offer, settling.rows_of(crossing, body), own in offer.needed and own not in dict(offer.behind))
            for offer, body in resolutions(crossing, state)
        ],
        "outcomes": [(one.value, outcome_name(one.value)) for one in settled_outcomes()],
        "may_dispute": bool(given & {Right.RECORD_CROSSING, Right.NEGOTIATE}),
        "may_settle": Right.NEGOTIATE in given,
        "key": one_time(),
        "problem": problem,
        "reason": said,
    }
    return render(request, "crossing/differences.html", context, status=400 if problem else 200)


@require_POST
@needs(Right.SEE_CROSSING)
@at_desk
def contest(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the dispute will say; say it."""
    ask_for(request, Right.RECORD_CROSSING, Right.NEGOTIATE)
    crossing = crossing_of(key)
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    known = {one.person: one for one in differing(crossing, saying.state()) if one.who}
    named = [person for person in request.POST.getlist("person") if person in known]
    try:
        if request.POST.get("step") != "say":
            if not reason:
                raise DisputeError(_("Say what differs, in words that name nobody: the other side reads it."))
            context = {
                "crossing": crossing,
                "people": [known[person] for person in named],
                "reason": reason,
                "key": one_time(),
            }
            return render(request, "crossing/dispute_check.html", context)
        dispute(crossing, request.POST.getlist("person"), reason, key_in(request))
    except HomewardError as error:
        return _shown(request, crossing, str(error), reason)
    return redirect("crossing-differences", key)


@require_POST
@needs(Right.NEGOTIATE)
@at_desk
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a second person to let a resolution be offered."""
    ask_for(request, Right.SEE_CROSSING)
    crossing = crossing_of(key)
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    outcomes = {
        one.person: request.POST.get(f"outcome-{one.person[:16]}", "")
        for one in differing(crossing, saying.state())
        if one.who
    }
    total = request.POST.get("total", "").strip()
    try:
        if total and not (total.isdigit() and len(total) < 6):
            raise DisputeError(_("The head-count agreed is a number in digits, or nothing."))
        asked = settling.propose(whoever(request), crossing, outcomes, int(total) if total else None, reason)
    except (DisputeError, TwofoldError) as error:
        return _shown(request, crossing, str(error), reason)
    return redirect("office-request", asked.pk)


@require_POST
@needs(Right.NEGOTIATE)
@at_desk
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a second person to let the other side's resolution be accepted."""
    crossing = crossing_of(key)
    try:
        asked = settling.accept(whoever(request), crossing, request.POST.get("of", ""))
    except (DisputeError, TwofoldError) as error:
        return _shown(request, crossing, str(error))
    return redirect("office-request", asked.pk)
