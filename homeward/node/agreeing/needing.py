"""What waits for an officer at the exchange desk: questions of the others, and what was begun here and not finished."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.exchange import State
from homeward.exchange.standing import OfferFate
from homeward.node.accounts.nav import Need
from homeward.node.agreeing import describing, record, words
from homeward.node.agreeing.models import Draft
from homeward.node.journal import saying
from homeward.node.journal.saying import NoDeskError
from homeward.node.naming import party


def needs(_request: HttpRequest) -> list[Need]:
    """Return what waits; nothing at a node without a desk."""
    try:
        desk = saying.desk()
    except NoDeskError:
        return []
    state = desk.state()
    return [
        *_opening(state, desk.name),
        *_offers(state, desk.name),
        *_lists(state, desk.name),
        *_waiting(state),
        *_begun(),
    ]


def _opening(state: State, name: str) -> list[Need]:
    if name in state.joined:
        return []
    address = reverse("exchange-open")
    if state.founding is not None:
        founder = party(state.founding.participant)
        return [Need(_("%(name)s has opened the exchange: join it") % {"name": founder}, address)]
    return [Need(_("The exchange is not opened yet"), address)]


def _offers(state: State, name: str) -> list[Need]:
    waiting = [
        one
        for one in state.offers
        if one.fate is OfferFate.OPEN and name in one.needed and name not in dict(one.behind)
    ]
    return [
        Need(
            _("%(name)s offers, and you are asked: %(what)s")
            % {"name": party(one.author), "what": describing.title(one.body)},
            reverse("exchange-offer", args=[one.ref.digest]),
        )
        for one in waiting
    ]


def _lists(state: State, name: str) -> list[Need]:
    said = record.replies(state)
    found = []
    for group in record.groups(state):
        count = sum(len(record.unanswered(part, name, said)) for part in group.parts if name in part.to)
        if count and name in state.parties:
            says = ngettext(
                "%(name)s waits for your answer about %(count)s person (%(kind)s)",
                "%(name)s waits for your answer about %(count)s people (%(kind)s)",
                count,
            ) % {"name": party(group.author), "count": words.number(count), "kind": words.KINDS[group.kind]}
            found.append(Need(says, reverse("exchange-list", args=[group.author, group.kind.value])))
    return found


def _waiting(state: State) -> list[Need]:
    if not state.pending:
        return []
    says = ngettext(
        "%(count)s entry waits for others that have not arrived",
        "%(count)s entries wait for others that have not arrived",
        len(state.pending),
    )
    return [Need(says % {"count": len(state.pending)}, reverse("exchange-entries"))]


def _begun() -> list[Need]:
    count = Draft.objects.filter(state=Draft.State.SENDING).count()
    if not count:
        return []
    says = ngettext(
        "%(count)s sending was interrupted: finish it", "%(count)s sendings were interrupted: finish them", count
    )
    return [Need(says % {"count": count}, reverse("exchange-sent"))]
