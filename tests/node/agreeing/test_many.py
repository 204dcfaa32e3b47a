"""Three parties at once: every pair has its balance, and terms need all three."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from homeward.exchange import RULES
from homeward.exchange.words import (
    Accept,
    Answer,
    ListKind,
    Open,
    Participant,
    Policy,
    Quota,
    Replied,
    Reply,
    Role,
    Stage,
)
from homeward.node.agreeing.record import listings
from homeward.node.desk import arrivals
from homeward.node.desk.desk import Desk
from homeward.node.desk.keeper import Keeper
from homeward.node.desk.making import new
from homeward.node.people.models import Person
from tests.node.agreeing.conftest import drafted, registry, send
from tests.node.seating import seated

NAMES = ("north", "south", "west")
TIME = datetime(2025, 5, 16, 12, tzinfo=UTC)


class Circle:
    """Three parties and no neutral; everything is carried to everybody."""

    def __init__(self, folder: Path) -> None:
        self.desks: dict[str, Desk] = {name: new(folder / name, f"homeward.example/circle/{name}")[0] for name in NAMES}
        self.now = TIME
        for desk in self.desks.values():
            for other in self.desks.values():
                desk.enrol(other.card)
        keys = {name: desk.keys.author.public.hex() for name, desk in self.desks.items()}
        people = tuple(Participant(name, Role.PARTY, (keys[name],)) for name in NAMES)
        founded = self.says("north", Open(people, Policy((), NAMES)))
        for name in NAMES[1:]:
            self.says(name, Open(repeats=founded))

    def says(self, name: str, body: object) -> str:
        self.now += timedelta(minutes=1)
        digest = self.desks[name].say(body, self.now)  # type: ignore[arg-type]  # any body
        self.carry()
        return digest

    def carry(self) -> None:
        for name, desk in self.desks.items():
            for other in self.desks.values():
                piece = desk.piece(name, other.held_of(name))
                if other is not desk and piece is not None:
                    arrivals.take(other, piece, int(self.now.timestamp()))


@pytest.fixture
def circle(tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Circle:
    circle = Circle(tmp_path)
    keeper = Keeper(circle.desks["north"])
    monkeypatch.setattr("homeward.node.journal.desk.keeper", lambda: keeper)
    monkeypatch.setattr("homeward.node.journal.saying.keeper", lambda: keeper)
    return circle


def test_three_parties_agree_list_and_plan(circle: Circle, officer: Client, second: Client) -> None:
    page = officer.get("/office/exchange/terms/new").content.decode()
    for giver in NAMES:
        for receiver in NAMES:
            assert (f'name="q|0|{giver}|{receiver}|servicemen"' in page) == (giver != receiver)
    ways = (("north", "south"), ("south", "west"), ("west", "north"), ("north", "west"))
    form = {"place": "Geneva", "agreed": "2025-05-16", "categories": "servicemen", "point-name|0": "bridge",
            "stage-name|0": "day-1", "stage-day|0": "2025-05-23"}  # fmt: skip
    form |= {f"q|0|{giver}|{receiver}|servicemen": "2" for giver, receiver in ways}
    send(officer, drafted(officer.post("/office/exchange/terms/new", form)), second)
    circle.carry()
    (offer,) = circle.desks["south"].state().offers
    circle.says("south", Accept(offer.ref.digest))
    page = officer.get(f"/office/exchange/offers/{offer.ref.digest}").content.decode()
    assert "West: not yet" in page
    circle.says("west", Accept(offer.ref.digest))
    response = officer.get("/office/exchange")
    assert [(one.one, one.other) for one in response.context["sheets"]] == [
        ("north", "south"), ("north", "west"), ("south", "west")
    ]  # fmt: skip
    state = circle.desks["north"].state()
    assert state.terms is not None
    assert state.terms.terms.stages == (
        Stage("day-1", date(2025, 5, 23), tuple(Quota(*way, "servicemen", 2) for way in sorted(ways))),
    )
    assert "Out of balance" in response.content.decode(), "south owes north nothing, and north owes south two"

    registry(3, 0)
    Person.objects.update(party="south")
    for other, count in (("south", 3), ("west", 2)):
        if other == "west":
            registry(count, 0)
            Person.objects.exclude(listed__isnull=False).update(party="west")
        form = {"kind": "offered", "party": other, "to": [other], "check": "1"}
        send(officer, drafted(officer.post("/office/exchange/lists/new", form)), second)
        circle.carry()
        mine = listings(circle.desks[other].state())[-1]
        assert (mine.kind, mine.to, len(mine.people)) == (ListKind.OFFERED, (other,), count)
        circle.says(other, Answer(mine.ref.digest, tuple(Reply(one.person, Replied.CONFIRMED) for one in mine.people)))
    plan = officer.post("/office/exchange/plans/new", {"make": "1"}).url
    assert b"1 person stays in reserve" in officer.get(plan).content
    send(officer, drafted(officer.post(plan, {"check": "1"})), second)
    circle.carry()
    for other in ("south", "west"):
        for one in circle.desks[other].state().offers:
            if other in one.needed and other not in dict(one.behind):
                circle.says(other, Accept(one.ref.digest))
    state = circle.desks["north"].state()
    assert [state.figures("north", other).planned.value for other in ("south", "west")] == [2, 2]


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_every_rule_can_be_said_in_every_language(language: str) -> None:
    from tests.node.test_messages import forms, messages

    known = {forms(message.id)[0] for message in messages(language)}
    assert not [rule.id for rule in RULES.values() if rule.says not in known]


def test_the_whole_exercise_of_may_2025_is_light_and_quick(logs: list[Path], officer: Client) -> None:
    folder = next(path.parent for path in logs if path.parent.name == "ukraine")
    with seated(folder) as desk:
        state = desk.state()
        sheet = officer.get("/office/exchange").context["sheets"][0]
        confirmed = next(line for line in sheet.lines if line.measure == "confirmed")
        assert [count.value for _, count in confirmed.cells] == [1000, 120, 880] * 2
        offer = next(
            one for one in state.offers if one.ref.participant == "russia" and one.body.__class__.__name__ == "Manifest"
        )
        for address in (
            "/office/exchange", "/office/exchange/stages/day-1", "/office/exchange/entries", "/office/exchange/lists",
            "/office/exchange/lists/russia/offered", "/office/exchange/manifests", "/office/exchange/terms",
            f"/office/exchange/offers/{offer.ref.digest}",
            "/office/exchange/figures/confirmed?giver=russia&receiver=ukraine",
            f"/office/exchange/entries/russia/{offer.ref.index}", "/office/exchange/sent", "/office",
        ):  # fmt: skip
            began = time.monotonic()
            page = officer.get(address)
            assert page.status_code == 200
            assert time.monotonic() - began < 3, address
            assert len(page.content) < 40_000, f"{address} weighs {len(page.content)}"
