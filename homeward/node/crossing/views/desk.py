"""The desk's page of the day: every crossing in numbers, both sides beside each other, as they come in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.node.accounts.gate import needs, rights
from homeward.node.accounts.roles import Right
from homeward.node.crossing.differing import tallies
from homeward.node.crossing.seating import crossings
from homeward.node.crossing.views.common import at_desk
from homeward.node.journal import saying


@needs(Right.SEE_EXCHANGE)
@at_desk
def page(request: HttpRequest) -> HttpResponse:
    """Show every crossing; the part with the numbers is fetched again while the page is open."""
    state = saying.state()
    found = tallies(state, crossings(state))
    days = {stage.name: stage.day for stage in state.terms.terms.stages} if state.terms else {}
    context = {
        "days": [
            (day, name, [one for one in found if one.crossing.stage == name])
            for name, day in days.items()
            if any(one.crossing.stage == name for one in found)
        ],
        "names": Right.SEE_CROSSING in rights(request),
        "records": Right.RECORD_CROSSING in rights(request),
    }
    return render(request, "crossing/desk.html", context)
