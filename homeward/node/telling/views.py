"""Statements: what may be told and when, drafts, what was released, and what others told too early."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from homeward.node.accounts.gate import needs, rights, whoever
from homeward.node.accounts.roles import Right
from homeward.node.accounts.twofold import TwofoldError
from homeward.node.crossing.views.common import at_desk
from homeward.node.journal import saying
from homeward.node.telling import early, releasing
from homeward.node.telling.drafting import LONGEST, DraftError, change, doubts, draft, ready, statement
from homeward.node.telling.forms import LANGUAGES
from homeward.node.telling.models import Draft


@needs(Right.DRAFT_STATEMENTS)
@at_desk
def page(request: HttpRequest) -> HttpResponse:
    """Show what can be told, and what was."""
    return _shown(request)


def _shown(request: HttpRequest, problem: str = "") -> HttpResponse:
    state, now = saying.state(), timezone.now()
    own = saying.desk().name
    stages = [(one.name, one.day) for one in state.terms.terms.stages] if state.terms else []
    told = state.statements(now)
    context = {
        "stages": [
            {
                "name": name,
                "day": day,
                "ready": ready(state, name),
                "when": releasing.when(name),
                "said": [one for one in told if one.author == own and (one.statement.stage or "") == name],
            }
            for name, day in [*stages, ("", None)]
        ],
        "drafts": Draft.objects.filter(entry="").select_related("by"),
        "others": [one for one in told if one.author != own],
        "consents": {one.root.digest for one in releasing.consents(now)},
        "early": early.look(state),
        "may_release": Right.RELEASE_STATEMENTS in rights(request),
        "problem": problem,
    }
    return render(request, "telling/statements.html", context, status=400 if problem else 200)


@require_POST
@needs(Right.DRAFT_STATEMENTS)
@at_desk
def new(request: HttpRequest) -> HttpResponse:
    """Make a draft from confirmed figures, or for the correction of a statement."""
    try:
        made = draft(whoever(request), request.POST.get("stage", ""), request.POST.get("corrects", ""))
    except DraftError as error:
        return _shown(request, str(error))
    return redirect("statement", made.key)


@needs(Right.DRAFT_STATEMENTS)
@at_desk
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Show a draft with what is to be looked at twice; change its words."""
    found = _found(key)
    problem = ""
    if request.method == "POST":
        words = {language: request.POST.get(f"words-{language}", "")[: LONGEST + 1] for language in LANGUAGES}
        try:
            change(found, words, request.POST.get("reason", ""))
        except DraftError as error:
            problem = str(error)
        else:
            return redirect("statement", key)
    return _draft_shown(request, found, problem)


def _draft_shown(request: HttpRequest, found: Draft, problem: str = "") -> HttpResponse:
    posted: Any = request.POST if problem else {}
    context = {
        "draft": found,
        "texts": [(language, posted.get(f"words-{language}", found.words.get(language, ""))) for language in LANGUAGES],
        "figures": statement(found).figures,
        "doubts": doubts(found, saying.state()),
        "when": releasing.when(found.stage),
        "may_release": Right.RELEASE_STATEMENTS in rights(request),
        "problem": problem,
    }
    return render(request, "telling/draft.html", context, status=400 if problem else 200)


def _found(key: str) -> Draft:
    found = Draft.objects.select_related("by").filter(key=key).first()
    if found is None:
        raise Http404
    return found


@require_POST
@needs(Right.RELEASE_STATEMENTS)
@at_desk
def release(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a second person to release a draft."""
    found = _found(key)
    try:
        asked = releasing.ask(whoever(request), found)
    except (DraftError, TwofoldError) as error:
        return _draft_shown(request, found, str(error))
    return redirect("office-request", asked.pk)


@require_POST
@needs(Right.RELEASE_STATEMENTS)
@at_desk
def consent(request: HttpRequest) -> HttpResponse:
    """Ask a second person to consent to another's statement."""
    try:
        asked = releasing.ask_consent(whoever(request), request.POST.get("of", ""))
    except (DraftError, TwofoldError) as error:
        return _shown(request, str(error))
    return redirect("office-request", asked.pk)
