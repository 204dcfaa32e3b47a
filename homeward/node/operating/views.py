"""The operator's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from homeward.node.accounts.gate import needs
from homeward.node.accounts.nav import Need
from homeward.node.accounts.roles import Right
from homeward.node.operating import exchange, machine
from homeward.node.operating.finding import Finding, Level

WORST = {Level.BAD: 0, Level.WARN: 1, Level.GOOD: 2}


def look() -> list[Finding]:
    """Look at everything, the worst first."""
    return sorted([*machine.findings(), *exchange.findings()], key=lambda one: WORST[one.level])


@needs(Right.OPERATE)
def state(request: HttpRequest) -> HttpResponse:
    """Show how the node is."""
    return render(request, "operating/state.html", {"findings": look()})


def what_is_wrong(_request: HttpRequest) -> list[Need]:
    """Say on the operator's first page when something does not work."""
    bad = sum(one.level is Level.BAD for one in (*machine.pressing(), *exchange.findings()))
    if not bad:
        return []
    says = ngettext("%(n)d thing does not work in the node.", "%(n)d things do not work in the node.", bad) % {"n": bad}
    return [Need(says, reverse("office-state"))]
