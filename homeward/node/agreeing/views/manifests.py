"""Manifests of every stage, and who goes instead of somebody who cannot."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward import HomewardError
from homeward.exchange.standing import Offer
from homeward.exchange.words import Manifest, Substitution
from homeward.node.accounts.gate import rights, whoever
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions, names, record, replacing, words
from homeward.node.agreeing.models import Draft
from homeward.node.agreeing.views.gate import at_desk
from homeward.node.desk.desk import Desk

PAGE = 60


@at_desk(Right.SEE_EXCHANGE)
def manifests(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the manifests by stage, and the plans being made."""
    state = desk.state()
    offers = [one for one in state.offers if isinstance(one.body, Manifest)]
    stages = state.terms.terms.stages if state.terms else ()
    context = {
        "stages": [(stage, [one for one in offers if _stage(one) == stage.name]) for stage in stages],
        "substitutions": [one for one in state.offers if isinstance(one.body, Substitution)],
        "plans": Draft.objects.filter(kind=Draft.Kind.PLAN, state=Draft.State.OPEN).select_related("made_by"),
        "waiting": [
            (name, len(record.willing(state, desk.name, name)))
            for name in state.parties
            if name != desk.name and desk.name in state.parties
        ],
        "negotiates": Right.NEGOTIATE in rights(request) and desk.name in state.parties and state.terms is not None,
    }
    return render(request, "agreeing/manifests.html", context)


@at_desk(Right.NEGOTIATE)
def substitute(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Choose who leaves a manifest; who is next in reserve is suggested, and may be changed."""
    state = desk.state()
    roster = replacing.roster_of(state, digest)
    if roster is None or desk.name not in (roster.leg.giver, roster.leg.receiver):
        raise Http404
    seated = {one.person: one for one in (*roster.people, *roster.goodwill)}
    outs = [one for one in request.POST.getlist("out") if one in seated]
    spare = {one.person: one for one in replacing.reserve(state, roster)}
    wanted = [one for one in request.POST.getlist("in") if one in spare]
    if "suggest" in request.POST:
        wanted = [one.person for one in replacing.suggested(state, roster, outs)]
    problem = ""
    if "check" in request.POST:
        reason = request.POST.get("reason", "").strip()[:1000]
        spoken = replacing.substitution(state, roster, outs, [spare[one] for one in wanted], reason)
        try:
            broken = actions.broken_by(desk, [spoken.body])
            problem = words.broken_rule(broken) if broken else ""
        except HomewardError as error:
            problem = str(error)
        if not problem:
            return redirect("exchange-draft", actions.write(whoever(request), [spoken]).key)
    page = Paginator(list(seated.values()), PAGE).get_page(request.POST.get("page") or request.GET.get("page"))
    shown = {one.person for one in page.object_list}
    some = [*wanted, *(one for one in spare if one not in wanted)][:PAGE]
    context = {
        "roster": roster,
        "page": page,
        "seated": names.named(
            request,
            state,
            roster.leg.giver,
            [(one.person, words.category(one.category)) for one in page.object_list],
            digest,
        ),
        "outs": outs,
        "others": [one for one in outs if one not in shown],
        "spare": names.named(
            request, state, roster.leg.giver, [(one, words.category(spare[one].category)) for one in some], digest
        ),
        "wanted": wanted,
        "reason": request.POST.get("reason", ""),
        "problem": problem,
    }
    return render(request, "agreeing/substitute.html", context, status=400 if problem else 200)


def _stage(offer: Offer) -> str:
    return offer.body.stage if isinstance(offer.body, Manifest) else ""
