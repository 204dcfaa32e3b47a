"""Signing: what is ticked becomes what is said, once, whatever is interrupted."""

import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from homeward.exchange import decode
from homeward.exchange.words import Answer, Correction, Departure, Outcome, Receipt, Replied, Reply
from homeward.node.accounts.roles import Role
from homeward.node.crossing import signing
from homeward.node.crossing.marking import Press, mark, newest
from homeward.node.crossing.models import Crossing, Signing, Tick
from homeward.node.crossing.signing import SigningError, plan
from homeward.node.desk.desk import Desk
from homeward.node.journal import saying
from homeward.node.journal.models import Saying
from tests.node.cast import somebody
from tests.node.crossing.conftest import Day

pytestmark = pytest.mark.django_db


def tick(day: Day, crossing: Crossing, outcome: str, *numbers: int) -> None:
    """Tick numbers, having seen all that was ticked before."""
    seen = newest(crossing)
    presses = [Press(uuid.uuid4().hex, number, outcome, seen) for number in numbers]
    mark(somebody(Role.HANDOVER), crossing, presses, "device")


def said(desk: Desk) -> list[Any]:
    """Return what the desk's own log says of crossings, in order."""
    bodies = [decode(one.payload).body for one in desk.logged() if one.participant == desk.name]
    return [body for body in bodies if isinstance(body, Departure | Receipt | Correction)]


def check(day: Day, crossing: Crossing, heads: int, reason: str = "") -> dict[str, str]:
    """Ask to see what would be signed; return the fields of the form that signs it."""
    page = day.officer.post(
        f"/office/crossing/{crossing.key}/sign", {"step": "check", "heads": str(heads), "reason": reason}
    )
    assert page.status_code == 200, page.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.content.decode()))


def sign(day: Day, crossing: Crossing, fields: dict[str, str]) -> Any:
    return day.officer.post(f"/office/crossing/{crossing.key}/sign", fields)


def test_the_giver_signs_who_left_and_the_log_names_nobody(giver: Day) -> None:
    crossing = giver.crossing("south")
    tick(giver, crossing, "departed", 1, 2, 3)
    tick(giver, crossing, "absent", 4)
    fields = check(giver, crossing, 3)
    answer = sign(giver, crossing, fields)
    assert answer.status_code == 302
    (departure,) = said(giver.desk)
    assert isinstance(departure, Departure)
    assert (departure.total, len(departure.people)) == (3, 4), "nothing is said of number 5 yet"
    assert sorted(one.outcome.value for one in departure.people) == ["absent", "departed", "departed", "departed"]
    page = giver.officer.get(answer["Location"]).content.decode()
    assert re.search(r"entry \d+ <code class=\"digest\">[0-9a-f]{64}</code>", page)


def test_a_record_of_more_than_three_hundred_goes_in_parts_whose_totals_add_up(node: Callable[[str], Day]) -> None:
    day = node("north")
    crossing = day.crossing("north")
    tick(day, crossing, "departed", *range(1, 320))
    tick(day, crossing, "refused", 320)
    sign(day, crossing, check(day, crossing, 319))
    parts = said(day.desk)
    assert [len(part.people) for part in parts] == [300, 20]
    assert sum(part.total for part in parts) == 319
    assert not saying.state().leg("day-1", "north", "south").differences


def test_a_head_count_that_differs_is_shown_before_and_signed_as_counted(giver: Day) -> None:
    crossing = giver.crossing("south")
    tick(giver, crossing, "departed", 1, 2, 3, 4, 5)
    page = giver.officer.post(f"/office/crossing/{crossing.key}/sign", {"step": "check", "heads": "4"}).content.decode()
    assert "You counted 4; 5 are ticked." in page
    sign(giver, crossing, check(giver, crossing, 4))
    (departure,) = said(giver.desk)
    assert departure.total == 4
    (difference,) = saying.state().leg("day-1", "south", "north").differences
    assert difference.person is None


def test_the_same_form_twice_signs_once(giver: Day) -> None:
    crossing = giver.crossing("south")
    tick(giver, crossing, "departed", 1)
    fields = check(giver, crossing, 1)
    first, again = sign(giver, crossing, fields), sign(giver, crossing, fields)
    assert first["Location"] == again["Location"]
    assert len(said(giver.desk)) == 1


def test_what_was_ticked_after_the_answers_were_shown_is_not_signed_unseen(giver: Day) -> None:
    crossing = giver.crossing("south")
    tick(giver, crossing, "departed", 1)
    fields = check(giver, crossing, 1)
    tick(giver, crossing, "absent", 2)
    answer = sign(giver, crossing, fields)
    assert answer.status_code == 400
    assert "Something was ticked since this was shown" in answer.content.decode()
    assert not said(giver.desk)


def test_who_is_ticked_later_goes_into_a_new_part_and_who_changed_is_corrected(giver: Day) -> None:
    crossing = giver.crossing("south")
    tick(giver, crossing, "departed", 1, 2)
    sign(giver, crossing, check(giver, crossing, 2))
    tick(giver, crossing, "departed", 3)
    sign(giver, crossing, check(giver, crossing, 3))
    assert [type(body) for body in said(giver.desk)] == [Departure, Departure]
    tick(giver, crossing, "absent", 1)
    refused = giver.officer.post(f"/office/crossing/{crossing.key}/sign", {"step": "check", "heads": "2"})
    assert "say why" in refused.content.decode()
    sign(giver, crossing, check(giver, crossing, 2, "One was still on the bus."))
    correction = said(giver.desk)[-1]
    assert isinstance(correction, Correction)
    assert correction.reason == "One was still on the bus."
    state = saying.state()
    assert not state.broken
    seat = crossing.seats.get(number=1)
    person = state.person("south", seat.person)
    assert person is not None
    assert person.departure is not None
    assert person.departure.outcome is Outcome.ABSENT
    assert state.leg("day-1", "south", "north").totals[0] == 2


def test_a_recount_corrects_the_head_count_alone(giver: Day) -> None:
    crossing = giver.crossing("south")
    tick(giver, crossing, "departed", 1, 2)
    sign(giver, crossing, check(giver, crossing, 3))
    sign(giver, crossing, check(giver, crossing, 2, "Counted again."))
    assert saying.state().leg("day-1", "south", "north").totals[0] == 2
    with pytest.raises(SigningError, match="signed already"):
        plan(crossing, saying.state(), 2)


def test_nothing_is_signed_of_anybody_about_whom_two_devices_differ(giver: Day) -> None:
    crossing = giver.crossing("south")
    mark(somebody(Role.HANDOVER), crossing, [Press("a" * 32, 1, "departed")], "one")
    mark(somebody(Role.HANDOVER), crossing, [Press("b" * 32, 1, "absent")], "other")
    with pytest.raises(SigningError, match="number 1"):
        plan(crossing, saying.state(), 1)


def test_nobody_departs_who_does_not_wish_to_and_the_officer_is_told(giver: Day) -> None:
    """GC III 109: the rule is the log's own, and what was not said is not half said."""
    crossing = giver.crossing("south")
    seat = crossing.seats.get(number=1)
    listed = next(
        one.digest for one in giver.desk.logged() if one.participant == "south" and decode(one.payload).type == "list"
    )
    wish = Answer(listed, (Reply(seat.person, Replied.DOES_NOT_WISH),))
    giver.party["neutral"].say(wish, timezone.now().replace(microsecond=0))
    giver.party.sync()
    page = giver.officer.get(f"/office/crossing/{crossing.key}").content.decode()
    assert "does not wish to go" in page.split('id="n1"')[1].split("</li>")[0]
    tick(giver, crossing, "departed", 1)
    answer = giver.officer.get(sign(giver, crossing, check(giver, crossing, 1))["Location"]).content.decode()
    assert "departure.wish" in answer
    assert "Not all of it is signed" in answer
    giver.officer.post(f"/office/crossing/{crossing.key}/sign/go-on", {"step": "give up"})
    tick(giver, crossing, "does not wish to go", 1)
    sign(giver, crossing, check(giver, crossing, 0))
    assert [one.outcome for one in said(giver.desk)[0].people] == [Outcome.DOES_NOT_WISH]


DIES = """
import os, signal, sys
from homeward.node.setup import prepare
prepare(migrate=False)
from homeward.node.accounts.roles import Role
from homeward.node.crossing import signing
from homeward.node.crossing.models import Crossing
from homeward.node.journal import saying
from django.contrib.auth.models import User

step, number = sys.argv[1], int(sys.argv[2])
asked = 0
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
real = saying.say
def counting(*args, **kwargs):
    global asked
    if step == "before" and asked == number:
        die()
    done = real(*args, **kwargs)
    if step == "after" and asked == number:
        die()
    asked += 1
    return done
saying.say = counting
if step == "append":
    from homeward.node.desk.desk import Desk
    kept = Desk.say
    def half(self, *args, **kwargs):
        kept(self, *args, **kwargs)
        die()
    Desk.say = half
crossing = Crossing.objects.get(giver="north")
shown = signing.plan(crossing, saying.state(), 320).digest if step != "not" else ""
signing.sign(User.objects.get(username="taras"), crossing, "k" * 32, 320, "", shown)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("step", "number"), [("before", 0), ("append", 0), ("after", 0), ("before", 1), ("after", 1)])
def test_killed_in_the_middle_of_signing_nothing_is_half_said_nor_twice(
    node: Callable[[str], Day], tmp_path: Path, step: str, number: int
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the other process needs a copy of the database, which only a file gives")
    day = node("north")
    crossing = day.crossing("north")
    tick(day, crossing, "departed", *range(1, 321))
    var = tmp_path / "var"
    var.mkdir()
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM INTO '{var / 'node.sqlite3'}'")
    environment = {**os.environ, "HOMEWARD_VAR": str(var), "HOMEWARD_DESK": str(day.desk.folder)}
    died = subprocess.run([sys.executable, "-c", DIES, step, str(number)], env=environment, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    again = subprocess.run([sys.executable, "-c", DIES, "not", "0"], env=environment, capture_output=True)
    assert again.returncode == 0, again.stderr.decode()
    parts = said(Desk.open(day.desk.folder))
    assert [len(part.people) for part in parts] == [300, 20]
    assert sum(part.total for part in parts) == 320


def test_an_interrupted_signing_needs_the_officer_and_is_finished_from_the_page(
    giver: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    crossing = giver.crossing("south")
    tick(giver, crossing, "departed", 1)
    fields = check(giver, crossing, 1)

    def dead(_signing: Signing) -> Signing:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(signing, "finish", dead)
        with pytest.raises(SystemExit):
            sign(giver, crossing, fields)
    assert Signing.objects.get().ended is False
    assert not Saying.objects.exists()
    assert "A signing was interrupted" in giver.officer.get("/office").content.decode()
    giver.officer.post(f"/office/crossing/{crossing.key}/sign/go-on", {"step": "finish"})
    assert len(said(giver.desk)) == 1
    assert Signing.objects.get().ended


def test_ticks_survive_a_kill_before_they_are_signed(giver: Day) -> None:
    """A tick is a row of its own, committed before it is answered (``synchronous=FULL``)."""
    crossing = giver.crossing("south")
    tick(giver, crossing, "departed", 1)
    assert Tick.objects.get().outcome == "departed"
    assert "Ticked, not signed" in giver.officer.get("/office").content.decode()
