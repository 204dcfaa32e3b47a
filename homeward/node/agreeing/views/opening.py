"""How the exchange begins: one founds it from the cards enrolled here, every other joins."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward import HomewardError
from homeward.exchange.words import Open, Participant, Policy, Role
from homeward.ledger.fingerprint import LANGUAGES
from homeward.node.accounts.gate import whoever
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions, describing, words
from homeward.node.agreeing.sending import Spoken
from homeward.node.agreeing.views.gate import at_desk
from homeward.node.desk.desk import Desk


@at_desk(Right.NEGOTIATE)
def opening(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who is enrolled here; found the exchange, or join it."""
    state = desk.state()
    problem = ""
    if request.method == "POST" and desk.name not in state.joined:
        body = Open(repeats=state.founding.digest) if state.founding else _founding(request, desk)
        try:
            broken = actions.broken_by(desk, [body])
            problem = words.broken_rule(broken) if broken else ""
        except HomewardError as error:
            problem = str(error)
        if not problem:
            return redirect("exchange-draft", actions.write(whoever(request), [Spoken(body)]).key)
    founded = state.standing(state.founding.digest) if state.founding else None
    context = {
        "state": state,
        "own": desk.name,
        "cards": _cards(request, desk),
        "founding": describing.rows(founded.entry.body, state) if founded and founded.entry else [],
        "doubts": _doubts(desk),
        "problem": problem,
        "is_joined": desk.name in state.joined,
    }
    return render(request, "agreeing/opening.html", context, status=400 if problem else 200)


def _founding(request: HttpRequest, desk: Desk) -> Open:
    """Read who takes part as what, and whose cosignatures count."""
    people, seen, final = [], [], []
    for name in desk.cards.names():
        role = request.POST.get(f"role|{name}", "")
        if role in {one.value for one in Role}:
            people.append(Participant(name, Role(role), (desk.require(name).author.hex(),)))
            if request.POST.get(f"seen|{name}"):
                seen.append(name)
            if request.POST.get(f"final|{name}"):
                final.append(name)
    return Open(tuple(people), Policy(tuple(seen), tuple(final)))


def _cards(request: HttpRequest, desk: Desk) -> list[dict[str, Any]]:
    language = get_language() or "en"
    language = language if language in LANGUAGES else "en"
    found = []
    for name in desk.cards.names():
        card = desk.require(name)
        role = request.POST.get(f"role|{name}", "party")
        fresh = request.method != "POST"
        found.append(
            {
                "name": name,
                "origin": card.origin,
                "words": " ".join(card.fingerprint(language)),
                "role": role,
                "seen": bool(request.POST.get(f"seen|{name}")),
                "final": fresh or bool(request.POST.get(f"final|{name}")),
            }
        )
    return found


def _doubts(desk: Desk) -> list[str]:
    """Say what in the founding entry is not what is enrolled here."""
    found = []
    for one in desk.state().participants:
        card = desk.cards.get(one.name)
        if card is None:
            found.append(_("%(name)s is named, but no card of that name is enrolled here.") % {"name": one.name})
        elif card.author.hex() not in one.keys and card.serial == 1:
            found.append(_("The key named for %(name)s is not the one on the card enrolled here.") % {"name": one.name})
    return found
