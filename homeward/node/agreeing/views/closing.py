"""How the exchange ends: each party says for itself that it is done, or broken off and why."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward import HomewardError
from homeward.exchange.words import Close, Closed
from homeward.node.accounts.gate import whoever
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions, words
from homeward.node.agreeing.sending import Spoken
from homeward.node.agreeing.views.gate import at_desk, own
from homeward.node.desk.desk import Desk

LONGEST = 2_000  # characters of a reason


@at_desk(Right.NEGOTIATE)
def close(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say how it ends; what is still owed or open is named before anything is signed."""
    if not own(desk):
        raise Http404
    state, problem = desk.state(), ""
    outcome, reason = request.POST.get("outcome", Closed.DONE.value), request.POST.get("reason", "").strip()[:LONGEST]
    if request.method == "POST":
        body = Close(Closed.BROKEN_OFF if outcome == Closed.BROKEN_OFF.value else Closed.DONE, reason)
        try:
            broken = actions.broken_by(desk, [body])
            problem = words.broken_rule(broken) if broken else ""
        except HomewardError as error:
            problem = str(error)
        if not problem:
            return redirect("exchange-draft", actions.write(whoever(request), [Spoken(body)]).key)
    context = {"closing": state.closing, "outcome": outcome, "reason": reason, "problem": problem}
    return render(request, "agreeing/close.html", context, status=400 if problem else 200)
