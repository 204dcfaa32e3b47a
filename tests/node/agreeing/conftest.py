"""The office of one participant of three, its desk real; the other two are played by their desks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from homeward.exchange.words import Accept, ListKind, Passenger, PeopleList, Point, Quota, Stage, Terms
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import Role
from homeward.node.demo import cast as demo
from homeward.node.demo.enlisting import enlist, sealed
from homeward.node.desk.desk import Desk
from homeward.node.desk.keeper import Keeper
from homeward.node.people.models import Person
from tests.node.cast import at_work
from tests.node.desk.conftest import Party, founded, opened, party

__all__ = ["founded", "opened", "party"]
START = datetime(2025, 5, 17, 9, tzinfo=UTC)
Terming = Callable[..., Terms]


class Table:
    """Our office, north's, and the desks of south and neutral."""

    def __init__(self, party: Party) -> None:
        self.party = party
        self.now = START

    @property
    def desk(self) -> Desk:
        return self.party["north"]

    def says(self, name: str, body: Any) -> str:
        """Let another participant say something, and carry everything everywhere."""
        self.party.sync()
        self.now += timedelta(minutes=1)
        digest = self.party[name].say(body, self.now)
        self.party.sync()
        return digest

    def south_lists(
        self, count: int, category: str = "servicemen", *, to: tuple[str, ...] = ("north", "neutral")
    ) -> str:
        """Let south offer invented people to us, their details sealed."""
        people, known = enlist(demo.people(demo.RUSSIAN, count, 0))
        people = [Passenger(one.person, category) for one in people]
        digest = sealed(self.party["south"], known, people, to, int(self.now.timestamp()))
        return self.says("south", PeopleList(ListKind.OFFERED, to, tuple(people), digest))


@pytest.fixture
def table(opened: Party, db: None, monkeypatch: pytest.MonkeyPatch) -> Table:
    sit(opened, monkeypatch)
    return Table(opened)


@pytest.fixture
def unopened(party: Party, db: None, monkeypatch: pytest.MonkeyPatch) -> Table:
    sit(party, monkeypatch)
    return Table(party)


def sit(party: Party, monkeypatch: pytest.MonkeyPatch, name: str = "north") -> None:
    """Make one desk the desk of this node."""
    keeper = Keeper(party[name])
    monkeypatch.setattr("homeward.node.journal.desk.keeper", lambda: keeper)
    monkeypatch.setattr("homeward.node.journal.saying.keeper", lambda: keeper)


@pytest.fixture
def officer(db: None) -> Client:
    return at_work(Role.COORDINATION)


@pytest.fixture
def second(db: None) -> Client:
    return at_work(Role.COORDINATION, "mykola")


def terms(replaces: str | None = None, *, first: int = 3, second: int = 2, civilians: int = 1) -> Terms:
    """Small terms between north and south, the same each way."""
    ways = (("north", "south"), ("south", "north"))

    def each_way(*counts: tuple[str, int]) -> tuple[Quota, ...]:
        return tuple(Quota(*way, category, count) for way in ways for category, count in counts)

    stages = (
        Stage("day-1", date(2025, 5, 23), each_way(("servicemen", first), ("civilians", civilians))),
        Stage("day-2", date(2025, 5, 24), each_way(("servicemen", second))),
    )
    whole = each_way(("servicemen", first + second), ("civilians", civilians))
    return Terms(
        "Istanbul",
        date(2025, 5, 16),
        whole,
        stages,
        (Point("crossing", "The border"),),
        ("wounded",),
        replaces=replaces,
    )


def agreed(table: Table) -> str:
    """Put terms in force, without the office."""
    digest = table.says("south", terms())
    table.says("north", Accept(digest))
    return digest


def registry(servicemen: int = 8, civilians: int = 2, holding: str = "held") -> list[Person]:
    """Put invented people into our registry."""
    return [
        Person.objects.create(
            holding=holding,
            party="south",
            category="servicemen" if number < servicemen else "civilians",
            surname=f"Вигаданий{number}",
            given="Іван",
            birth="1990",
            priority="wounded" if number == 0 else "",
            captured_on="2023-05",
            site="Camp 1",
        )
        for number in range(servicemen + civilians)
    ]


def drafted(response: Any) -> str:
    """Return the key of the draft that a form led to."""
    assert response.status_code == 302, response.content.decode()
    assert "/drafts/" in response.url, response.url
    return str(response.url).rsplit("/", 1)[1]


def send(client: Client, key: str, second: Client | None = None) -> None:
    """Confirm a draft that was read, and let a second person agree where it takes two."""
    page = client.get(f"/office/exchange/drafts/{key}")
    digest = page.context["digest"]
    assert client.post(f"/office/exchange/drafts/{key}/send", {"digest": digest}).status_code == 302
    waiting = Request.objects.filter(state=Request.State.WAITING).order_by("-id").first()
    if waiting is not None:
        assert second is not None, "it takes two"
        second.post(f"/office/requests/{waiting.pk}/agree", {"digest": waiting.digest})
        waiting.refresh_from_db()
        assert waiting.state == Request.State.DONE, waiting.outcome
