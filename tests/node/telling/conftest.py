"""The small exchange of the crossing's tests, handed over and confirmed by both sides."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from homeward.exchange.words import Departure, Handed, Outcome, Receipt
from homeward.node.desk.desk import Desk
from tests.node.crossing.conftest import Day, eve, founded, hear, node, party
from tests.node.desk.conftest import Party

__all__ = ["eve", "founded", "node", "party"]


def hand_over(party: Party, *ways: tuple[str, str]) -> None:
    """Let both sides sign that everybody of these directions was handed over."""
    state = party["neutral"].state()
    moment = timezone.now().replace(microsecond=0) - timedelta(hours=3)
    for giver, receiver in ways:
        people = sorted(
            one.person for roster in state.rosters if roster.leg.giver == giver for one in roster.people
        )  # fmt: skip
        for start in range(0, len(people), 300):
            part = people[start : start + 300]
            for author, kind, outcome in (
                (giver, Departure, Outcome.DEPARTED),
                (receiver, Receipt, Outcome.RECEIVED),
            ):
                handed = tuple(Handed(one, outcome) for one in part)
                desk: Desk = party[author]
                desk.say(kind("day-1", giver, receiver, "bridge", handed, len(part)), moment, rehearsed=False)
    hear(party)


@pytest.fixture
def done(node: Callable[[str], Day]) -> Day:
    """North's node after the handover: 320 departed, 5 arrived, all confirmed."""
    day = node("north")
    hand_over(day.party, ("north", "south"), ("south", "north"))
    return day
