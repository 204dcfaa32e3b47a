"""The first page of the office, and what waits for a second person."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.node.accounts import nav, twofold
from homeward.node.accounts.gate import rights, signed_in, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.models import Request
from homeward.node.accounts.twofold import TwofoldError, kind_of

DECIDED = 10  # requests shown that were decided lately


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs whoever looks."""
    twofold.resume()
    mine = [name for name in twofold.kinds() if kind_of(name).right in rights(request)]
    asked = Request.objects.select_related("asked_by", "decided_by").filter(kind__in=mine)
    waiting = [_told(one, request) for one in asked.filter(state=Request.State.WAITING)]
    decided = [_told(one, request) for one in asked.exclude(state=Request.State.WAITING)[:DECIDED]]
    context = {"needs": nav.needs_of(request), "waiting": waiting, "decided": decided}
    return render(request, "accounts/home.html", context)


@signed_in
def request_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show exactly what was asked for."""
    twofold.resume(number)
    found = _found(request, number)
    looked(whoever(request), "seen", "request", found.digest[:16])  # its words may name somebody
    return _shown(request, found)


@require_POST
@signed_in
def agree(request: HttpRequest, number: int) -> HttpResponse:
    """Agree, and carry it out."""
    found = _found(request, number)
    try:
        twofold.agree(whoever(request), number, request.POST.get("digest", ""))
    except TwofoldError as error:
        return _shown(request, found, str(error))
    return redirect("office-request", number)


@require_POST
@signed_in
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """Decline, or take back."""
    found = _found(request, number)
    try:
        twofold.decline(whoever(request), number, request.POST.get("why", "").strip()[:1000])
    except TwofoldError as error:
        return _shown(request, found, str(error))
    return redirect("office-request", number)


def _told(one: Request, request: HttpRequest) -> tuple[Request, str, bool]:
    return one, twofold.described(one)[0], one.asked_by_id == request.user.pk


def _found(request: HttpRequest, number: int) -> Request:
    found = Request.objects.select_related("asked_by", "decided_by").filter(pk=number).first()
    if found is None:
        raise Http404
    if kind_of(found.kind).right not in rights(request):
        raise PermissionDenied
    return found


def _shown(request: HttpRequest, found: Request, problem: str = "") -> HttpResponse:
    title, rows = twofold.described(found)
    waiting = found.state == Request.State.WAITING and found.decided_by is None
    context = {
        "found": found,
        "title": title,
        "rows": rows,
        "problem": problem,
        "own": found.asked_by_id == request.user.pk,
        "waiting": waiting,
        "others": twofold.others_who_may(found) if waiting else [],
        "under_way": found.state == Request.State.WAITING and found.decided_by is not None,
    }
    return render(request, "accounts/request.html", context, status=400 if problem else 200)
