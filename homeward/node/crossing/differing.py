"""Both sides' records of a crossing side by side: the tallies, where they differ, and the dispute over that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from homeward.exchange import State
from homeward.exchange.standing import Contested, Difference, Leg, LegStatus, Offer, OfferFate
from homeward.exchange.words import Dispute, Outcome, Resolution
from homeward.node import NodeError
from homeward.node.crossing.latin import alphabetical
from homeward.node.crossing.models import Crossing
from homeward.node.crossing.seating import GOES, Who, gives, leg_of, marks_of, speaks, whose
from homeward.node.crossing.ticks import count
from homeward.node.journal import saying
from homeward.node.journal.models import Saying

IN_DISPUTE = 300  # people named in one


class DisputeError(NodeError):
    """A difference cannot be disputed or settled like this; the message, translated, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side's count: of people by its signed word, the head-count it signed, and ticked but not yet signed."""

    people: int
    heads: int
    ticked: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """A crossing in numbers; no names.

    Attributes:
        crossing: which; ``own`` says whether this node records it.
        planned: on the manifest.
        departed: by the giver.
        received: by the receiver.
        confirmed: whether the direction of the stage is.
        differing: how many people the two words differ about.
        counts_differ: whether a head-count is not the number of people its side marked.
        open_disputes: how many.
    """

    crossing: Crossing
    own: bool
    planned: int
    departed: Side
    received: Side
    confirmed: bool
    differing: int
    counts_differ: bool
    open_disputes: int

    @property
    def gap(self) -> int:
        """How many fewer were received than departed, by the signed head-counts; nought while one side is silent."""
        return self.departed.heads - self.received.heads if self.received.heads or self.received.people else 0


@dataclass(frozen=True, slots=True)
class Differing:
    """Somebody about whom the two sides differ, or (``who`` None) the head-counts."""

    person: str
    who: Who | None
    departure: str
    receipt: str


def tallies(state: State, crossings: Iterable[Crossing]) -> list[Tally]:
    """Return every crossing in numbers, both sides beside each other."""
    return [_tally(state, crossing) for crossing in crossings]


def _tally(state: State, crossing: Crossing) -> Tally:
    status = state.leg(crossing.stage, crossing.giver, crossing.receiver)
    figures = state.figures(crossing.giver, crossing.receiver, crossing.stage)
    own = speaks(crossing)
    ticked = count(list(marks_of(crossing).values())).get(GOES[gives(crossing)].value, 0) if own else 0
    giving = own and gives(crossing)
    return Tally(
        crossing=crossing,
        own=own,
        planned=figures.planned.value,
        departed=Side(figures.departed.value, status.totals[0], ticked if giving else 0),
        received=Side(figures.received.value, status.totals[1], ticked if own and not giving else 0),
        confirmed=status.confirmed,
        differing=sum(one.person is not None for one in status.differences),
        counts_differ=any(one.person is None for one in status.differences),
        open_disputes=len(status.disputes),
    )


def status_of(crossing: Crossing, state: State) -> LegStatus:
    """Return what the record says of the direction of the stage."""
    return state.leg(crossing.stage, crossing.giver, crossing.receiver)


def differing(crossing: Crossing, state: State) -> list[Differing]:
    """Return who the two sides differ about, by name, and the head-counts where they do not add up."""
    found = status_of(crossing, state).differences
    names = whose(crossing.giver, [one.person for one in found if one.person])
    return sorted(
        (_differing(one, names) for one in found),
        key=lambda one: (one.who is None, alphabetical(one.who.name) if one.who else "", one.person),
    )


def _differing(one: Difference, names: Mapping[str, Who]) -> Differing:
    if one.person is None:
        left, arrived = one.totals or (0, 0)
        return Differing("", None, str(left), str(arrived))
    return Differing(
        one.person,
        names[one.person],
        one.departure.outcome.value if one.departure else "",
        one.receipt.outcome.value if one.receipt else "",
    )


def disputes(crossing: Crossing, state: State) -> list[Contested]:
    """Return the disputes over the direction of the stage, open or ended."""
    leg = leg_of(crossing)
    return [one for one in state.disputes if _leg(one.dispute) == leg]


def resolutions(crossing: Crossing, state: State) -> list[tuple[Offer, Resolution]]:
    """Return the resolutions offered for the direction of the stage that can still be accepted."""
    leg = leg_of(crossing)
    return [
        (offer, offer.body)
        for offer in state.offers
        if isinstance(offer.body, Resolution) and _leg(offer.body) == leg and offer.fate is OfferFate.OPEN
    ]


def dispute(crossing: Crossing, people: Iterable[str], reason: str, key: str) -> Saying:
    """Contest a direction of a stage, for these people or, where none is named, as a whole.

    Raises:
        DisputeError: it gives no reason, or names too many.
    """
    named = tuple(sorted(set(people)))
    if not reason.strip():
        raise DisputeError(_("Say what differs, in words that name nobody: the other side reads it."))
    if len(named) > IN_DISPUTE:
        raise DisputeError(_("A dispute names at most 300 people; leave all out to contest the whole."))
    body = Dispute(crossing.stage, crossing.giver, crossing.receiver, named, reason.strip())
    return saying.say(body, f"dispute-{key}")


def settled_outcomes() -> list[Outcome]:
    """Return what a resolution can say of somebody, handed over first."""
    return [Outcome.RECEIVED, Outcome.ABSENT, Outcome.DOES_NOT_WISH, Outcome.DECEASED, Outcome.REFUSED]


def _leg(body: Dispute | Resolution) -> Leg:
    return Leg(body.stage, body.giver, body.receiver)
