"""The phone: one press a tick, the same press once, and the page stays small."""

import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from homeward.exchange.words import Accept, Passenger, Substitution
from homeward.node.accounts.models import Look
from homeward.node.accounts.roles import Role
from homeward.node.crossing.models import Crossing, Tick
from homeward.node.crossing.replacing import reserve, roster_of
from homeward.node.crossing.seating import marks_of, rows, seats
from homeward.node.journal import saying
from tests.node.cast import at_work
from tests.node.crossing.conftest import Day

pytestmark = pytest.mark.django_db
BUDGET = 40_000  # bytes, uncompressed, of the page with its style and its script


def address(crossing: Crossing, rest: str = "") -> str:
    return f"/office/crossing/{crossing.key}{rest}"


def form(page: bytes) -> dict[str, str]:
    """Return the hidden fields of the rows' form."""
    return dict(re.findall(r'<input type="hidden" name="(key|seen|page)" value="(\w*)">', page.decode()))


def stands(crossing: Crossing) -> dict[int, str]:
    marks = marks_of(crossing)
    return {seat.number: marks[seat.pk].outcome for seat in crossing.seats.all() if seat.pk in marks}


def press(client: Client, crossing: Crossing, tick: str, page: bytes | None = None) -> Any:
    fields = form(client.get(address(crossing)).content if page is None else page)
    return client.post(address(crossing, "/tick"), {**fields, "tick": tick})


def queued(number: int, outcome: str, *, seen: int = 0, ago: float = 0, key: str = "") -> dict[str, Any]:
    at = (timezone.now() - timedelta(seconds=ago)).timestamp() * 1000
    return {"key": key or uuid.uuid4().hex, "number": number, "outcome": outcome, "seen": seen, "at": at}


def send(client: Client, crossing: Crossing, *presses: dict[str, Any], seen: int = 0, slow: float = 0) -> Any:
    """Send what a device has queued; its clock may be slow by some seconds."""
    clock = timezone.now().timestamp() * 1000 - slow * 1000
    body = json.dumps({"clock": clock, "seen": seen, "presses": list(presses)})
    return client.post(address(crossing, "/ticks"), body, content_type="application/json")


def test_a_row_a_person_by_number_and_name_in_both_scripts(receiver: Day) -> None:
    page = receiver.officer.get(address(receiver.crossing("south"))).content.decode()
    assert len(re.findall("<li ", page)) == 5
    assert "<b>1</b> Вересневий Андрій Андрійович<small>Veresnevyi Andrii Andriiovych" in page
    assert ">Received</button>" in page
    assert "Departed" not in page


def test_a_press_is_kept_and_the_page_comes_back_at_the_same_row(giver: Day) -> None:
    crossing = giver.crossing("south")
    answer = press(giver.officer, crossing, "2 departed")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"{crossing.key}?page=1#n2")
    assert stands(crossing) == {2: "departed"}
    page = giver.officer.get(address(crossing)).content.decode()
    assert 'aria-pressed="true"' in page
    assert "<span>Departed <b>1</b></span>" in page


def test_a_double_tap_is_one_act(giver: Day) -> None:
    crossing = giver.crossing("south")
    page = giver.officer.get(address(crossing)).content
    for _ in range(3):
        assert press(giver.officer, crossing, "2 departed", page).status_code == 302
    assert Tick.objects.count() == 1


def test_another_press_on_a_page_that_is_no_longer_so_is_refused_and_what_stands_is_shown(giver: Day) -> None:
    crossing = giver.crossing("south")
    page = giver.officer.get(address(crossing)).content
    press(giver.officer, crossing, "2 departed", page)
    answer = press(giver.officer, crossing, "2 absent", page)
    assert answer.status_code == 409
    assert "Something else was pressed on this page before" in answer.content.decode()
    assert stands(crossing) == {2: "departed"}


def test_a_press_can_be_taken_back(giver: Day) -> None:
    crossing = giver.crossing("south")
    press(giver.officer, crossing, "2 departed")
    press(giver.officer, crossing, "2 ")
    assert stands(crossing) == {2: ""}
    assert "<b>5</b></span>" in giver.officer.get(address(crossing)).content.decode()


def test_a_giver_says_nothing_of_arrivals_nor_anybody_of_numbers_that_are_not_there(giver: Day) -> None:
    crossing = giver.crossing("south")
    for tick in ("2 received", "2 wrong person", "99 departed", "departed", "2 gone"):
        assert press(giver.officer, crossing, tick).status_code == 409, tick
    assert not Tick.objects.exists()


def test_a_queue_arrives_once_however_often_it_is_sent(receiver: Day) -> None:
    crossing = receiver.crossing("south")
    presses = [queued(1, "received"), queued(2, "absent"), queued(3, "wrong person")]
    first, again = (send(receiver.officer, crossing, *presses).json() for _ in range(2))
    assert first["kept"] == again["kept"] == [one["key"] for one in presses]
    assert Tick.objects.count() == 3
    assert stands(crossing) == {1: "received", 2: "absent", 3: "wrong person"}
    assert first["tally"] == {"received": 1, "absent": 1, "wrong person": 1, "left": 2}
    assert first["rows"]["2"] == ["absent", False]


def test_a_queued_press_keeps_its_true_time_and_its_time_of_entry(receiver: Day) -> None:
    crossing = receiver.crossing("south")
    send(receiver.officer, crossing, queued(1, "received", ago=3600))
    tick = Tick.objects.get()
    assert timedelta(minutes=59) < tick.entered_at - tick.at < timedelta(minutes=61)
    assert tick.source == Tick.Source.QUEUE


def test_the_clock_of_a_device_is_put_right_by_ours(receiver: Day) -> None:
    crossing = receiver.crossing("south")
    one = queued(1, "received", ago=60)
    one["at"] -= 2 * 86_400_000  # two days slow, as is the clock that is sent along
    send(receiver.officer, crossing, one, slow=2 * 86_400)
    tick = Tick.objects.get()
    assert timedelta(seconds=55) < tick.entered_at - tick.at < timedelta(seconds=70)
    ahead = queued(2, "received", ago=-3600)
    send(receiver.officer, crossing, ahead)
    assert Tick.objects.latest("pk").at <= timezone.now(), "nothing was pressed in the future"


def test_one_press_that_cannot_be_kept_holds_no_other_up(receiver: Day) -> None:
    crossing = receiver.crossing("south")
    bad = queued(77, "received")
    said = send(receiver.officer, crossing, bad, queued(1, "received")).json()
    assert said["refused"] == {bad["key"]: "There is no number 77 on this manifest."}
    assert stands(crossing) == {1: "received"}


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"clock": "x", "presses": []}', '{"clock": 1, "presses": [7]}'])
def test_what_is_no_queue_is_refused(receiver: Day, body: str) -> None:
    where = address(receiver.crossing("south"), "/ticks")
    assert receiver.officer.post(where, body, content_type="application/json").status_code == 400


def test_two_devices_that_differ_are_a_conflict_until_somebody_has_seen_both(receiver: Day) -> None:
    crossing = receiver.crossing("south")
    other = at_work(Role.HANDOVER, "another officer")
    send(receiver.officer, crossing, queued(1, "received", ago=30))
    said = send(other, crossing, queued(1, "absent", ago=20)).json()  # without network since before the first
    assert said["rows"]["1"] == ["absent", True], "the later true time stands, and the conflict is shown"
    page = other.get(address(crossing))
    assert "two devices differ" in page.content.decode()
    press(other, crossing, "1 received", page.content)
    assert "two devices differ" not in receiver.officer.get(address(crossing)).content.decode().split("<ol>")[1]
    assert stands(crossing) == {1: "received"}


def test_an_earlier_press_that_arrives_later_does_not_stand(receiver: Day) -> None:
    crossing = receiver.crossing("south")
    send(receiver.officer, crossing, queued(1, "received", ago=10))
    send(receiver.officer, crossing, queued(1, "absent", ago=600))
    assert stands(crossing) == {1: "received"}


def test_the_page_with_style_and_script_is_under_forty_thousand_bytes(node: Callable[[str], Day]) -> None:
    day = node("north")
    for language in ("en", "uk", "ru"):
        page = day.officer.get(address(day.crossing("north")), {"lang": language})
        assets = re.findall(r'(?:href|src)="/static/([^"?]+)\?', page.content.decode())
        files = {name: Path(str(finders.find(name))).stat().st_size for name in assets}
        weight = len(page.content) + sum(files.values())
        assert set(files) == {"homeward/mark.svg", "homeward/crossing.css", "homeward/crossing.js"}
        assert weight < BUDGET, f"{weight} bytes in {language}"


def test_the_page_costs_a_few_queries_however_many_people(node: Callable[[str], Day]) -> None:
    day = node("north")

    def cost(giver: str) -> int:
        day.officer.get(address(day.crossing(giver)))
        with CaptureQueriesContext(connection) as captured:
            assert day.officer.get(address(day.crossing(giver))).status_code == 200
        return len(captured)

    assert cost("north") <= 16
    assert cost("north") == cost("south")


def test_numbers_stay_when_somebody_leaves_the_manifest_and_another_joins(node: Callable[[str], Day]) -> None:
    day = node("south")
    crossing = day.crossing("south")
    before = rows(crossing, saying.state())
    out = before[2].seat.person
    roster = roster_of(crossing, out, saying.state())
    assert roster is not None
    (first, second) = reserve(before[2], roster, saying.state())
    body = Substitution(roster.ref.digest, (out,), (Passenger(first.person, "servicemen"),), "in hospital")
    offered = saying.say(body, "substitution-1")
    day.party.sync()
    day.party["north"].say(Accept(offered.digest), timezone.now().replace(microsecond=0))
    day.party.sync()
    after = {seat.number: seat for seat in seats(crossing, saying.state())}
    assert after[3].left
    assert after[6].person == first.person
    assert [after[one.seat.number].person for one in before] == [one.seat.person for one in before]
    roster = roster_of(crossing, before[0].seat.person, saying.state())
    assert roster is not None
    assert [one.person for one in reserve(before[0], roster, saying.state())] == [second.person]
    page = at_work(Role.COORDINATION).get(address(crossing, "/1")).content.decode()
    assert "who could go instead" in page
    assert "/substitute" in page


def test_every_look_at_names_is_kept(giver: Day) -> None:
    giver.officer.get(address(giver.crossing("south")))
    look = Look.objects.get()
    assert (look.user.username, look.act, look.kind, look.number) == ("taras", "seen", "manifest", 5)
    assert look.subject == giver.crossing("south").key


MAY = {
    "": {Role.HANDOVER, Role.COORDINATION, Role.INTERMEDIARY},
    "/1": {Role.HANDOVER, Role.COORDINATION, Role.INTERMEDIARY},
    "/sign": {Role.HANDOVER},
    "/paper": {Role.HANDOVER},
    "/sheet": {Role.HANDOVER, Role.COORDINATION, Role.INTERMEDIARY},
    "/differences": {Role.HANDOVER, Role.COORDINATION, Role.INTERMEDIARY},
}


@pytest.mark.parametrize("rest", MAY)
def test_only_those_whose_part_it_is_see_a_crossing(giver: Day, rest: str) -> None:
    where = address(giver.crossing("south"), rest)
    for role in Role:
        answer = at_work(role).get(where)
        assert answer.status_code == (200 if role in MAY[rest] else 403), role
        if role not in MAY[rest]:
            assert "Ясний" not in answer.content.decode()
    assert Client().get(where).status_code == 302


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HANDOVER}))
def test_only_handover_officers_tick(giver: Day, role: Role) -> None:
    crossing = giver.crossing("south")
    client = at_work(role)
    assert client.post(address(crossing, "/tick"), {"key": "k" * 32, "tick": "1 departed"}).status_code == 403
    assert send(client, crossing, queued(1, "departed")).status_code == 403
    assert client.post(address(crossing, "/1"), {"key": "k" * 32, "medical": "insulin"}).status_code == 403
    assert not Tick.objects.exists()
