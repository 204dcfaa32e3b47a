"""*Check answers*, sending, and what was sent."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from homeward import HomewardError
from homeward.exchange import State
from homeward.exchange.words import Accept, Terms
from homeward.node.accounts.gate import whoever
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions, checking, describing, words
from homeward.node.agreeing.models import Draft, Part
from homeward.node.agreeing.sending import SendingError
from homeward.node.agreeing.views.gate import at_desk, found, standing_at
from homeward.node.desk import cosigning
from homeward.node.desk.desk import Desk
from homeward.node.desk.mirrors import Reach

SHOWN = 60
_PAPERS = {Draft.Kind.ANSWER: "exchange-answer", Draft.Kind.PLAN: "exchange-plan"}


@at_desk(Right.NEGOTIATE)
def check(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show exactly what will be said, or what was."""
    draft = found(key)
    if draft.kind in _PAPERS:
        return redirect(_PAPERS[Draft.Kind(draft.kind)], draft.key)
    return _shown(request, desk, draft)


@require_POST
@at_desk(Right.NEGOTIATE)
def confirm(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Send what was read, or ask a second person."""
    draft = found(key)
    if draft.kind in _PAPERS:
        raise Http404
    try:
        actions.confirm(whoever(request), draft, request.POST.get("digest", ""))
    except HomewardError as error:
        draft.refresh_from_db()
        return _shown(request, desk, draft, str(error))
    return redirect("exchange-draft", draft.key)


@require_POST
@at_desk(Right.NEGOTIATE)
def drop(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Drop a draft."""
    draft = found(key)
    try:
        actions.drop(draft)
    except SendingError as error:
        return _shown(request, desk, draft, str(error))
    return redirect("exchange-sent")


@at_desk(Right.NEGOTIATE)
def sent(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was begun, what waits and what was sent, with entry numbers and fingerprints."""
    drafts = Draft.objects.exclude(state=Draft.State.DROPPED).select_related("made_by", "request")
    far = cosigning.reach(desk, desk.name)
    rows = [
        {"draft": draft, "title": _title(draft), "parts": [_part(desk, part, far) for part in draft.parts.all()]}
        for draft in map(actions.settled, drafts.prefetch_related("parts")[:SHOWN])
    ]
    return render(request, "agreeing/sent.html", {"rows": rows})


def _shown(request: HttpRequest, desk: Desk, draft: Draft, problem: str = "") -> HttpResponse:
    title, rows = checking.summary(draft)
    is_open = draft.state == Draft.State.OPEN
    rule = checking.problem(draft) if is_open and not problem else ""
    far = cosigning.reach(desk, desk.name)
    context: dict[str, Any] = {
        "draft": draft,
        "title": title,
        "rows": rows,
        "digest": actions.digest_of(draft),
        "problem": problem or rule or draft.problem,
        "can_send": not rule and (is_open or draft.state == Draft.State.SENDING),
        "two": is_open and not rule and actions.binds(actions.bodies(draft), desk.state()),
        "parts": [_part(desk, part, far) for part in draft.parts.all()],
        "back": _back(draft),
        "differences": _differences(draft, desk.state()) if is_open or draft.state == Draft.State.ASKED else [],
    }
    return render(request, "agreeing/check.html", context, status=400 if problem else 200)


def _title(draft: Draft) -> str:
    if draft.kind in _PAPERS:
        return str(words.PAPERS[draft.kind])
    return checking.title(draft)


def _back(draft: Draft) -> str:
    """Return where a draft is changed; empty where it has no form."""
    if draft.kind == Draft.Kind.LIST:
        return f"{reverse('exchange-list-new')}?draft={draft.key}"
    if paper := draft.payload.get("paper"):
        return reverse("exchange-draft", args=[paper])
    if draft.payload["bodies"][0]["type"] == "terms":
        return f"{reverse('exchange-terms-new')}?draft={draft.key}"
    return ""


def _part(desk: Desk, part: Part, far: Reach) -> dict[str, Any]:
    if part.index is None:
        return {"part": part}
    address = reverse("exchange-entry", args=[desk.name, part.index])
    return {"part": part, "standing": standing_at(far, part.index), "address": address}


def _differences(draft: Draft, state: State) -> list[tuple[str, str, str]]:
    """What new terms would change."""
    if draft.kind != Draft.Kind.WORDS or state.terms is None:
        return []
    first = actions.bodies(draft)[0]
    if isinstance(first, Accept) and (offered := state.standing(first.of)) and offered.entry:
        first = offered.entry.body
    return describing.differences(state.terms.terms, first) if isinstance(first, Terms) else []
