"""Signing the record: the head-count first, then what is about to be said, then its entries and fingerprints."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.node.accounts.gate import needs, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.crossing import signing
from homeward.node.crossing.models import Crossing, Signing
from homeward.node.crossing.seating import gives
from homeward.node.crossing.signing import SigningError
from homeward.node.crossing.views.common import account_of, at_desk, crossing_of, key_in, one_time
from homeward.node.crossing.words import outcome_name
from homeward.node.journal import saying

LONGEST = 2_000  # characters of a reason


@needs(Right.RECORD_CROSSING)
@at_desk
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for the head-count; show what would be signed; sign it."""
    crossing = crossing_of(key)
    step = request.POST.get("step", "")
    if step not in {"check", "sign"}:
        return _shown(request, crossing)
    heads = request.POST.get("heads", "").strip()
    reason = request.POST.get("reason", "")[:LONGEST]
    if not (heads.isdigit() and len(heads) < 6):
        return _shown(request, crossing, problem="heads", heads=heads, reason=reason)
    try:
        if step == "check":
            return _checked(request, crossing, int(heads), reason)
        done = signing.sign(
            whoever(request), crossing, key_in(request), int(heads), reason, request.POST.get("digest", "")
        )
    except SigningError as error:
        return _shown(request, crossing, problem=str(error), heads=heads, reason=reason)
    looked(whoever(request), "signed", "manifest", crossing.key, len(done.entries))
    return redirect("crossing-signed", key, done.key)


def _shown(
    request: HttpRequest, crossing: Crossing, problem: str = "", heads: str = "", reason: str = ""
) -> HttpResponse:
    context = {
        "crossing": crossing,
        "problem": problem,
        "heads": heads,
        "reason": reason,
        "giving": gives(crossing),
        "unfinished": signing.unfinished(crossing),
        "device": account_of(request),
        "done": Signing.objects.filter(crossing=crossing, ended=True).select_related("by"),
        "again": bool(signing.records(crossing, saying.state())),
    }
    return render(request, "crossing/sign.html", context, status=400 if problem else 200)


def _checked(request: HttpRequest, crossing: Crossing, heads: int, reason: str) -> HttpResponse:
    planned = signing.plan(crossing, saying.state(), heads, reason)
    context = {
        "crossing": crossing,
        "plan": planned,
        "counts": [(outcome_name(outcome), number) for outcome, number in planned.counts.items()],
        "reason": reason,
        "giving": gives(crossing),
        "key": one_time(),
    }
    return render(request, "crossing/sign_check.html", context)


@needs(Right.RECORD_CROSSING)
@at_desk
def signed(request: HttpRequest, key: str, signing_key: str) -> HttpResponse:
    """Show what was said: entry numbers and fingerprints, or why it did not get through."""
    crossing = crossing_of(key)
    found = Signing.objects.filter(crossing=crossing, key=signing_key).select_related("by").first()
    if found is None:
        return redirect("crossing-sign", key)
    return render(request, "crossing/signed.html", {"crossing": crossing, "signing": found})


@require_POST
@needs(Right.RECORD_CROSSING)
@at_desk
def go_on(request: HttpRequest, key: str) -> HttpResponse:
    """Finish a signing that was interrupted, or leave the rest of it unsaid."""
    crossing = crossing_of(key)
    found = signing.unfinished(crossing)
    if found is None:
        return redirect("crossing-sign", key)
    if request.POST.get("step") == "give up":
        signing.give_up(found)
    else:
        signing.finish(found)
    return redirect("crossing-signed", key, found.key)
