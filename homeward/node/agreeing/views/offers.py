"""An offer: what it says, who stands behind it, and what may be done with it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.exchange.standing import Offer, OfferFate
from homeward.exchange.words import Accept, Manifest, Resolution, Substitution, Terms, Withdraw
from homeward.node.accounts.gate import rights, whoever
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions, describing, names
from homeward.node.agreeing.sending import Spoken
from homeward.node.agreeing.views.gate import at_desk
from homeward.node.desk.desk import Desk

SHOWN = 100


@at_desk(Right.SEE_EXCHANGE)
def offer(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Show an offer."""
    state = desk.state()
    found = _found(desk, digest)
    roster = next((one for one in state.rosters if one.ref.digest == digest), None)
    people = [(one.person, one.category) for one in (*roster.people, *roster.goodwill)] if roster else []
    people = people or names.people_of(found.body)
    in_force = state.terms
    compared = isinstance(found.body, Terms) and in_force is not None and in_force.ref.digest != digest
    context = {
        "offer": found,
        "title": describing.title(found.body),
        "rows": describing.rows(found.body, state),
        "differences": describing.differences(in_force.terms, found.body)
        if compared and in_force is not None and isinstance(found.body, Terms)
        else [],
        "compared": compared,
        "missing": [name for name in found.needed if name not in dict(found.behind)],
        "people": names.named(
            request, state, names.giver_of(found.body, found.author, state), people[:SHOWN], digest
        ),
        "count": len(people),
        "is_terms": isinstance(found.body, Terms),
        "is_manifest": isinstance(found.body, Manifest),
        "substitutable": isinstance(found.body, Manifest)
        and found.fate is OfferFate.IN_FORCE
        and desk.name in (found.body.giver, found.body.receiver),
        "acceptable": Right.NEGOTIATE in rights(request) and _acceptable(desk, found),
        "withdrawable": Right.NEGOTIATE in rights(request)
        and found.author == desk.name
        and found.fate is OfferFate.OPEN,
        "negotiates": Right.NEGOTIATE in rights(request) and desk.name in state.parties,
    }  # fmt: skip
    return render(request, "agreeing/offer.html", context)


@require_POST
@at_desk(Right.NEGOTIATE)
def accept(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Write an acceptance down, to be checked and sent."""
    found = _found(desk, digest)
    if not _acceptable(desk, found):
        return redirect("exchange-offer", digest)
    return redirect("exchange-draft", actions.write(whoever(request), [Spoken(Accept(digest))]).key)


@require_POST
@at_desk(Right.NEGOTIATE)
def withdraw(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Write a withdrawal down, to be checked and sent."""
    found = _found(desk, digest)
    if found.author != desk.name:
        return redirect("exchange-offer", digest)
    return redirect("exchange-draft", actions.write(whoever(request), [Spoken(Withdraw(digest))]).key)


def _acceptable(desk: Desk, found: Offer) -> bool:
    return (
        found.fate is OfferFate.OPEN
        and desk.name in found.needed
        and desk.name not in dict(found.behind)
        and isinstance(found.body, Terms | Manifest | Substitution | Resolution)
    )


def _found(desk: Desk, digest: str) -> Offer:
    found = next((one for one in desk.state().offers if one.ref.digest == digest), None)
    if found is None:
        raise Http404
    return found
