"""Terms: those in force, those proposed, and the form that proposes new ones."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from homeward import HomewardError
from homeward.exchange.standing import OfferFate
from homeward.exchange.words import Terms
from homeward.node.accounts.gate import rights, whoever
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions, describing, sending
from homeward.node.agreeing.models import Draft
from homeward.node.agreeing.sending import Spoken
from homeward.node.agreeing.terms_form import TermsForm, filled
from homeward.node.agreeing.views.gate import at_desk, found
from homeward.node.desk.desk import Desk


@at_desk(Right.SEE_EXCHANGE)
def terms(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the terms in force and every offer of terms."""
    state = desk.state()
    offers = [one for one in state.offers if isinstance(one.body, Terms)]
    context = {
        "agreed": state.terms,
        "rows": describing.terms(state.terms.terms) if state.terms else [],
        "open": [one for one in offers if one.fate is OfferFate.OPEN],
        "past": [one for one in offers if one.fate in {OfferFate.REPLACED, OfferFate.DEAD}],
        "negotiates": Right.NEGOTIATE in rights(request),
    }
    return render(request, "agreeing/terms.html", context)


@at_desk(Right.NEGOTIATE)
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Fill in terms; what is wrong is said at the field, and what is right is shown once more before it is sent."""
    state = desk.state()
    draft = _draft(request)
    data = request.POST.dict() if request.method == "POST" else _beginning(request, desk, draft)
    form = TermsForm(state.parties, [one.name for one in state.participants], data)
    if request.method == "POST" and "redraw" not in request.POST:
        read = form.read(state.terms.ref.digest if state.terms else None)
        if read is not None and _stands(desk, form, read):
            return redirect("exchange-draft", _kept(request, draft, read).key)
    context = {"form": form, "draft": draft, "agreed": state.terms}
    return render(request, "agreeing/terms_form.html", context, status=400 if form.errors else 200)


def _stands(desk: Desk, form: TermsForm, read: Terms) -> bool:
    """Ask the rules before anything is signed."""
    try:
        broken = actions.broken_by(desk, [read])
    except HomewardError as error:
        form.errors[""] = str(error)
        return False
    if broken is not None:
        form.broke(broken)
    return broken is None


def _kept(request: HttpRequest, draft: Draft | None, read: Terms) -> Draft:
    if draft is not None and draft.state == Draft.State.OPEN:
        return actions.change(draft, {"bodies": sending.written([Spoken(read)])})
    return actions.write(whoever(request), [Spoken(read)])


def _draft(request: HttpRequest) -> Draft | None:
    key = (request.POST if request.method == "POST" else request.GET).get("draft", "")
    return found(key, Draft.Kind.WORDS) if key else None


def _beginning(request: HttpRequest, desk: Desk, draft: Draft | None) -> dict[str, Any]:
    """Fill the form from a draft, from another's offer to be answered by one of our own, or from what is in force."""
    state = desk.state()
    if draft is not None:
        body = sending.read(draft.payload["bodies"])[0].body
        return filled(body) if isinstance(body, Terms) else {}
    if digest := request.GET.get("from"):
        offered = next((one.body for one in state.offers if one.ref.digest == digest), None)
        if not isinstance(offered, Terms):
            raise Http404
        return filled(offered)
    if state.terms is not None:
        return filled(state.terms.terms)
    return {"agreed": timezone.now().date().isoformat(), "categories": "servicemen, civilians", "tolerance": "0"}
