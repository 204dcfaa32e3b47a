"""What of the crossing waits for whoever opens the office."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward import HomewardError
from homeward.exchange import State
from homeward.node.accounts.nav import Need
from homeward.node.crossing.differing import resolutions, tallies
from homeward.node.crossing.models import Crossing, Signing, Tick
from homeward.node.crossing.wishing import waiting
from homeward.node.crossing.words import place
from homeward.node.journal import saying


def _state() -> State | None:
    try:
        return saying.state()
    except HomewardError:  # a node without a desk has no crossings
        return None


def to_sign(_request: HttpRequest) -> list[Need]:
    """Return the signings that were interrupted, and the crossings with ticks but nothing signed."""
    if _state() is None:
        return []
    unfinished = Signing.objects.filter(ended=False, crossing__isnull=False).select_related("crossing")
    found = [
        Need(_("A signing was interrupted: %(place)s") % {"place": place(one.crossing)}, _sign(one.crossing))
        for one in unfinished
        if one.crossing
    ]
    unsigned = Crossing.objects.filter(
        pk__in=Tick.objects.filter(seat__crossing__signings__isnull=True).values("seat__crossing")
    )
    found += [
        Need(_("Ticked, not signed: %(place)s") % {"place": place(crossing)}, _sign(crossing)) for crossing in unsigned
    ]
    return found


def differing(_request: HttpRequest) -> list[Need]:
    """Return the crossings whose two records differ, and the resolutions that can be accepted."""
    state = _state()
    return [] if state is None else list(_differing(state))


def _differing(state: State) -> Iterator[Need]:
    own = saying.desk().name
    for tally in tallies(state, Crossing.objects.all()):
        where = {"place": place(tally.crossing)}
        address = reverse("crossing-differences", args=[tally.crossing.key])
        if tally.differing or tally.counts_differ:
            yield Need(_("The two sides differ: %(place)s") % where, address)
        for offer, _body in resolutions(tally.crossing, state):
            if own in offer.needed and own not in dict(offer.behind):
                yield Need(_("A resolution waits to be accepted: %(place)s") % where, address)


def wishes(_request: HttpRequest) -> list[Need]:
    """Return the wishes that are recorded and not signed."""
    state = _state()
    if state is None or not (count := len(waiting(state))):
        return []
    says = ngettext("%(count)d wish is not signed yet", "%(count)d wishes are not signed yet", count)
    return [Need(says % {"count": count}, reverse("wishes"))]


def _sign(crossing: Crossing) -> str:
    return reverse("crossing-sign", args=[crossing.key])
