"""Both sides' records beside each other: tallies, differences, disputes, resolutions."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from homeward.exchange import decode
from homeward.exchange.standing import OfferFate
from homeward.exchange.words import Accept, Dispute, Handed, Outcome, Receipt, Resolution
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import Role
from homeward.node.crossing.models import Crossing
from homeward.node.journal import saying
from tests.node.cast import at_work
from tests.node.crossing.conftest import Day
from tests.node.crossing.test_signing import check, sign, tick

pytestmark = pytest.mark.django_db


def now() -> Any:
    return timezone.now().replace(microsecond=0)


def differ(day: Day) -> Crossing:
    """South says five departed; North received four, and missed number 2."""
    crossing = day.crossing("south")
    tick(day, crossing, "departed", 1, 2, 3, 4, 5)
    sign(day, crossing, check(day, crossing, 5))
    people = tuple(
        Handed(seat.person, Outcome.ABSENT if seat.number == 2 else Outcome.RECEIVED) for seat in crossing.seats.all()
    )
    receipt = Receipt("day-1", "south", "north", "bridge", tuple(sorted(people, key=lambda one: one.person)), 4)
    day.party["north"].say(receipt, now())
    day.party.sync()
    return crossing


def hidden(page: str, action: str) -> dict[str, list[str]]:
    part = page.split(f'action="{action}"')[1].split("</form>")[0]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="(?:hidden|checkbox)" name="(\w+)" value="([^"]*)"', part):
        fields.setdefault(name, []).append(value)
    return fields


def test_the_desk_sees_both_tallies_side_by_side_without_names(giver: Day) -> None:
    differ(giver)
    page = at_work(Role.AUDITOR).get("/office/crossing").content.decode()
    row = page.split("South → North")[1].split("</tr>")[0]
    assert re.findall(r'<td class="num"[^>]*>(\d+)', row) == ["5", "5", "4"]
    assert "the sides differ: 1" in row
    assert f"/office/crossing/{giver.crossing('south').key}" not in page
    assert "The two sides differ" in at_work(Role.COORDINATION).get("/office").content.decode()


def test_what_is_ticked_and_not_yet_signed_is_shown_to_the_desk(giver: Day) -> None:
    tick(giver, giver.crossing("south"), "departed", 1, 2)
    page = at_work(Role.COORDINATION).get("/office/crossing").content.decode()
    assert "2 ticked" in page


def test_a_difference_is_named_inside_the_office_and_disputed_by_commitment(giver: Day) -> None:
    crossing = differ(giver)
    where = f"/office/crossing/{crossing.key}/differences"
    page = giver.officer.get(where).content.decode()
    who = crossing.seats.get(number=2).person
    assert "Ковтун" in page or "Гайдук" in page
    fields = hidden(page, f"{where}/dispute")
    assert fields["person"] == [who]
    checked = giver.officer.post(f"{where}/dispute", {"person": who, "reason": "The buses were counted at 5."})
    assert "Dispute: check the answers" in checked.content.decode()
    said = hidden(checked.content.decode(), f"{where}/dispute")
    for _ in range(2):
        assert giver.officer.post(f"{where}/dispute", said).status_code == 302
    (contested,) = saying.state().disputes
    assert contested.dispute == Dispute("day-1", "south", "north", (who,), "The buses were counted at 5.")
    assert "Ковтун" not in giver.officer.get("/office/crossing").content.decode()


def test_a_dispute_says_why(giver: Day) -> None:
    crossing = differ(giver)
    answer = giver.officer.post(f"/office/crossing/{crossing.key}/differences/dispute", {"reason": " "})
    assert answer.status_code == 400
    assert "Say what differs" in answer.content.decode()
    assert not saying.state().disputes


def test_a_resolution_takes_two_people_and_ends_the_dispute_when_the_other_side_accepts(giver: Day) -> None:
    crossing = differ(giver)
    where = f"/office/crossing/{crossing.key}/differences"
    who = crossing.seats.get(number=2).person
    giver.officer.post(f"{where}/dispute", {"step": "say", "key": "d" * 32, "person": who, "reason": "One differs."})
    oksana, second = at_work(Role.COORDINATION), at_work(Role.COORDINATION, "second")
    assert giver.officer.post(f"{where}/resolve", {"reason": "x"}).status_code == 403
    asked = oksana.post(
        f"{where}/resolve",
        {f"outcome-{who[:16]}": "received", "total": "5", "reason": "Counted again: one had gone by ambulance."},
    )
    request = Request.objects.get()
    assert asked["Location"] == f"/office/requests/{request.pk}"
    shown = second.get(f"/office/requests/{request.pk}").content.decode()
    assert "Counted again" in shown
    assert who[:16] not in shown, "named, not by commitment"
    assert oksana.post(f"/office/requests/{request.pk}/agree", {"digest": request.digest}).status_code == 400
    second.post(f"/office/requests/{request.pk}/agree", {"digest": request.digest})
    (offer,) = [one for one in saying.state().offers if isinstance(one.body, Resolution)]
    assert offer.fate is OfferFate.OPEN
    giver.party.sync()
    giver.party["north"].say(Accept(offer.ref.digest), now())
    giver.party.sync()
    state = saying.state()
    assert state.leg("day-1", "south", "north").confirmed
    assert not any(one.open for one in state.disputes)
    assert "confirmed" in giver.officer.get(where).content.decode()


def test_the_other_sides_resolution_is_accepted_by_two_people(node: Callable[[str], Day]) -> None:
    day = node("south")
    crossing = differ(day)
    who = crossing.seats.get(number=2).person
    body = Resolution("day-1", "south", "north", (), (Handed(who, Outcome.RECEIVED),), 5, "Found on the second bus.")
    offered = day.party["north"].say(body, now())
    day.party.sync()
    where = f"/office/crossing/{crossing.key}/differences"
    assert "A resolution waits to be accepted" in at_work(Role.COORDINATION).get("/office").content.decode()
    page = at_work(Role.COORDINATION).get(where).content.decode()
    assert "Found on the second bus." in page
    at_work(Role.COORDINATION).post(f"{where}/accept", {"of": offered})
    request = Request.objects.get()
    at_work(Role.COORDINATION, "second").post(f"/office/requests/{request.pk}/agree", {"digest": request.digest})
    assert saying.state().leg("day-1", "south", "north").confirmed
    own = [decode(one.payload).body for one in day.desk.logged() if one.participant == "south"]
    assert own.count(Accept(offered)) == 1
    again = at_work(Role.COORDINATION).post(f"{where}/accept", {"of": offered})
    assert "no longer open" in again.content.decode()


def test_a_correction_by_whoever_was_wrong_ends_the_difference_without_a_resolution(giver: Day) -> None:
    crossing = differ(giver)
    tick(giver, crossing, "absent", 2)
    sign(giver, crossing, check(giver, crossing, 4, "Counted again: one had stayed."))
    assert saying.state().leg("day-1", "south", "north").confirmed
