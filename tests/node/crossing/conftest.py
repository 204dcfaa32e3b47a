"""A small exchange on the eve of its handover: three desks, manifests in force, and the node of one of them.

North gives South three hundred and twenty people (two parts), South gives North five; all are invented.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from homeward.exchange import commit
from homeward.exchange.words import (
    Accept,
    Answer,
    ListKind,
    Manifest,
    Passenger,
    PeopleList,
    Point,
    Quota,
    Replied,
    Reply,
    Stage,
    Telling,
    Terms,
)
from homeward.ledger import Log
from homeward.node.accounts.roles import Role
from homeward.node.crossing.models import Crossing
from homeward.node.crossing.seating import crossings, seats
from homeward.node.desk import arrivals, post
from homeward.node.desk.desk import Desk
from homeward.node.desk.letters import Details
from homeward.node.journal import saying
from homeward.node.people.models import Listed
from tests.node.cast import at_work
from tests.node.desk.conftest import NAMES, TIME, Party, founded, seated
from tests.node.seating import seated as at

STAGE, POINT = "day-1", "bridge"
FAMILIES = "Ясний Ковтун Гайдук Теслюк Вересневий Дубовий Синиця Медовар Тополенко Лелеченко".split()  # noqa: SIM905
GIVEN = ["Андрій", "Богдан", "Євген", "Ігор", "Микола", "Назар", "Остап", "Роман", "Степан", "Тарас"]


def people(count: int, salt: int) -> list[Details]:
    """Invent people, the same at every call."""
    found = []
    for number in range(count):
        details = {
            "surname": FAMILIES[number % 10],
            "first_name": GIVEN[number // 10 % 10],
            "fathers_name": f"{GIVEN[number // 100 % 10]}ович",
            "born": f"{1970 + number % 30}",
            "rank": "солдат",
            "service_number": f"EX-{salt}-{number:04}",
            "category": "servicemen",
        }
        key = bytes([salt]) * 30 + number.to_bytes(2)
        found.append(Details(commit(details, key), key, details))
    return found


def terms(hours: int = 0, north: int = 320, south: int = 5) -> Terms:
    quotas = (Quota("north", "south", "servicemen", north), Quota("south", "north", "servicemen", south))
    return Terms(
        place="Harbour",
        agreed=date(2025, 5, 16),
        quotas=quotas,
        stages=(Stage(STAGE, date(2025, 5, 23), quotas),),
        points=(Point(POINT, "The bridge over the Quiet River"),),
        telling=Telling(hours=hours),
    )


def hear(party: Party) -> None:
    """Carry what is new of every log to every desk."""
    for name in NAMES:
        for other in NAMES:
            held = party[name].held_of(other)
            if other != name and (brought := party[other].piece(other, held)) is not None:
                arrivals.take(party[name], brought, int(TIME.timestamp()))


def agree(party: Party, north: int = 320, south: int = 5, hours: int = 0, spare: int = 2) -> None:
    """Let both sides agree, list (with some in reserve), answer, and accept manifests."""
    clock = iter(TIME + timedelta(minutes=minute) for minute in range(10, 200))
    agreed = party["north"].say(terms(hours, north, south), next(clock), rehearsed=False)
    hear(party)
    party["south"].say(Accept(agreed), next(clock), rehearsed=False)
    hear(party)
    for salt, (giver, receiver, count) in enumerate((("north", "south", north), ("south", "north", south)), 1):
        desk = party[giver]
        known = people(count + spare, salt)
        listed = []
        for start in range(0, len(known), 300):
            part = sorted(known[start : start + 300], key=lambda one: one.person)
            letter = post.attach(desk, part, [receiver, "neutral"], int(TIME.timestamp()))
            passengers = tuple(Passenger(one.person, "servicemen") for one in part)
            listed.append(
                (
                    desk.say(
                        PeopleList(ListKind.OFFERED, (receiver, "neutral"), passengers, letter),
                        next(clock),
                        rehearsed=False,
                    ),
                    passengers,
                )
            )
        hear(party)
        for digest, passengers in listed:
            replies = tuple(Reply(one.person, Replied.CONFIRMED) for one in passengers)
            party[receiver].say(Answer(digest, replies), next(clock), rehearsed=False)
        going = sorted((Passenger(one.person, "servicemen") for one in known[:count]), key=lambda one: one.person)
        for start in range(0, len(going), 300):
            manifest = desk.say(
                Manifest(agreed, STAGE, giver, receiver, POINT, tuple(going[start : start + 300])),
                next(clock),
                rehearsed=False,
            )
            hear(party)
            party[receiver].say(Accept(manifest), next(clock), rehearsed=False)
        hear(party)
    party.sync()  # with the letters


@pytest.fixture(scope="session")
def eve(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desks on the eve; made once."""
    folder = tmp_path_factory.mktemp("eve")
    agree(copied(founded, folder))
    return folder


def copied(source: Path, target: Path) -> Party:
    """Copy the desks, and go on with the copies."""
    desks = {}
    for name in NAMES:
        shutil.copytree(source / name, target / name, dirs_exist_ok=True)
        desk = desks[name] = Desk.open(target / name)
        with Log.open(desk.path(name), desk.keys.log) as log:
            log.reconcile([], alone=True)
    return seated(desks)


@pytest.fixture
def party(eve: Path, tmp_path: Path) -> Party:
    """Three desks on the eve, of this test."""
    return copied(eve, tmp_path)


@dataclass
class Day:
    """The node of one party on the day: its officer's browser, and the crossings by giver."""

    party: Party
    desk: Desk
    officer: Client
    by_giver: dict[str, Crossing]

    def crossing(self, giver: str) -> Crossing:
        return self.by_giver[giver]

    def state(self) -> object:
        return saying.state()


@pytest.fixture
def node(party: Party, db: None) -> Iterator[Callable[[str], Day]]:
    """Let the node be that of a participant."""
    open_nodes = []

    def be(name: str) -> Day:
        here = at(party[name].folder)
        desk = here.__enter__()
        open_nodes.append(here)
        _know_own(desk)
        found = crossings(saying.state())
        for crossing in found:
            seats(crossing, saying.state())
        party.desks[name] = desk
        return Day(party, desk, at_work(Role.HANDOVER), {one.giver: one for one in found})

    yield be
    for here in open_nodes:
        here.__exit__(None, None, None)


def _know_own(desk: Desk) -> None:
    """What enlisting leaves behind: the node knows whom it has listed itself."""
    for digest in desk.shelf.letters():
        letter = desk.shelf.letter(digest)
        if letter is not None and letter.sender == desk.name:
            Listed.objects.bulk_create(
                Listed(
                    author=desk.name, commitment=one.person, salt=one.salt, details=dict(one.details),
                    to=["north", "south"], category="servicemen",
                )
                for one in post.open_letter(desk, digest).people
            )  # fmt: skip


@pytest.fixture
def giver(node: Callable[[str], Day]) -> Day:
    """South gives five people: its node."""
    return node("south")


@pytest.fixture
def receiver(node: Callable[[str], Day]) -> Day:
    """North receives five people: its node."""
    return node("north")


NOON = datetime(2025, 5, 23, 12, tzinfo=UTC)
__all__ = ["NOON", "founded"]
