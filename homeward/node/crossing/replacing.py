"""Somebody cannot travel: who of the reserve could go in their place. The exchange desk sends the substitution."""

from dataclasses import dataclass

from homeward.exchange import State
from homeward.exchange.standing import Roster
from homeward.exchange.words import Outcome
from homeward.node.agreeing import replacing
from homeward.node.crossing.models import Crossing
from homeward.node.crossing.seating import Row, Who, gives, leg_of, whose

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Reserve:
    """Somebody in reserve in the same category: listed, answered for, on no manifest."""

    person: str
    priority: str
    who: Who


def may_replace(crossing: Crossing, row: Row) -> bool:
    """Whether a substitution could still take this person off: this node gives, and nobody says that they went."""
    went = {Outcome.DEPARTED, Outcome.RECEIVED}
    said = {word.outcome for word in (row.signed, row.other) if word}
    return gives(crossing) and not row.seat.left and not said & went and row.mark.outcome != Outcome.DEPARTED


def roster_of(crossing: Crossing, person: str, state: State) -> Roster | None:
    """Return the manifest in force that somebody is on, or None."""
    for roster in state.rosters:
        if roster.leg == leg_of(crossing) and person in {one.person for one in (*roster.people, *roster.goodwill)}:
            return roster
    return None


def reserve(row: Row, roster: Roster, state: State) -> list[Reserve]:
    """Return who could go instead, the first in the order of the terms' priorities first."""
    spare = [one for one in replacing.reserve(state, roster) if one.category == row.seat.category][:SHOWN]
    names = whose(roster.leg.giver, [one.person for one in spare])
    return [Reserve(one.person, one.priority or "", names[one.person]) for one in spare]
