"""Three desks on one machine, their people invented, and a wire between them that tests can cut."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3

from homeward.exchange.words import Open, Participant, Policy, Role
from homeward.ledger import Log
from homeward.node.desk import client, parcel
from homeward.node.desk.answers import ANSWER_HEADER, PREFIX, REQUEST_HEADER, Answers, Request
from homeward.node.desk.client import Peer
from homeward.node.desk.desk import Desk
from homeward.node.desk.making import new

EXCHANGE = "homeward.example/drill"
NAMES = ("north", "south", "neutral")
START = 1_747_400_000
TIME = datetime(2025, 5, 16, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that tests set."""

    time: int = START

    def __call__(self) -> int:
        return self.time


@dataclass
class Wire:
    """What urllib3 is to a desk, without a network; ``cut`` names nodes that nobody reaches."""

    nodes: dict[str, Answers]
    clocks: dict[str, Clock]
    cut: set[str] = field(default_factory=set)
    seen: list[tuple[str, str, bytes]] = field(default_factory=list)
    spoil: Callable[[str, bytes], bytes] | None = None

    def request(self, method: str, url: str, body: bytes | None, headers: dict[str, str], **_: Any) -> Any:
        parts = urlsplit(url)
        name = str(parts.hostname).partition(".")[0]
        if name in self.cut:
            raise urllib3.exceptions.ProtocolError("cut")
        data = BytesIO(body or b"")
        self.seen.append((method, parts.path, body or b""))
        request = Request(method, parts.path, headers[REQUEST_HEADER], data.read)
        answer = self.nodes[name].answer(request, self.clocks[name]())
        sent = answer.body if self.spoil is None else self.spoil(parts.path, answer.body)
        return urllib3.HTTPResponse(
            BytesIO(sent), {ANSWER_HEADER: answer.signed}, status=answer.status, preload_content=False
        )


@dataclass
class Party:
    """The desks of an exchange, each with a clock, and the wire."""

    desks: dict[str, Desk]
    clocks: dict[str, Clock]
    wire: Wire

    def __getitem__(self, name: str) -> Desk:
        return self.desks[name]

    def peer(self, name: str, other: str) -> Peer:
        return Peer(self.desks[name], other, self.clocks[name], self.wire)  # type: ignore[arg-type]

    def sync(self, *names: str) -> list[str]:
        """Let these desks, or all, fetch from and give to all others, until nothing moves."""
        problems: list[str] = []
        for _ in range(4):
            before = [parcel.have(desk) for desk in self.desks.values()]
            problems = []
            for name in names or NAMES:
                for other in NAMES:
                    if other != name and not {name, other} & self.wire.cut:
                        problems += client.sync(self.peer(name, other))
            if before == [parcel.have(desk) for desk in self.desks.values()]:
                break
        return problems

    def open(self) -> None:
        """Found the exchange and let everybody join."""
        roles = {"north": Role.PARTY, "south": Role.PARTY, "neutral": Role.INTERMEDIARY}
        people = tuple(
            Participant(name, role, (self.desks[name].keys.author.public.hex(),)) for name, role in roles.items()
        )
        founded = self.desks["neutral"].say(Open(people, Policy(("neutral",), ("north", "south"))), TIME)
        self.sync()
        for minute, name in enumerate(("north", "south"), 1):
            self.desks[name].say(Open(repeats=founded), TIME + timedelta(minutes=minute))
        self.sync()


def seated(desks: dict[str, Desk]) -> Party:
    clocks = {name: Clock() for name in NAMES}
    return Party(desks, clocks, Wire({name: Answers(desk) for name, desk in desks.items()}, clocks))


@pytest.fixture
def party(tmp_path: Path) -> Party:
    desks = {name: new(tmp_path / name, f"{EXCHANGE}/{name}", f"https://{name}.example")[0] for name in NAMES}
    for desk in desks.values():
        for other in desks.values():
            desk.enrol(other.card)
    return seated(desks)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three desks of an exchange that everybody has joined; made once, since making takes a second."""
    folder = tmp_path_factory.mktemp("founded")
    desks = {name: new(folder / name, f"{EXCHANGE}/{name}", f"https://{name}.example")[0] for name in NAMES}
    for desk in desks.values():
        for other in desks.values():
            desk.enrol(other.card)
    seated(desks).open()
    return folder


@pytest.fixture
def opened(founded: Path, tmp_path: Path) -> Party:
    desks = {}
    for name in NAMES:
        shutil.copytree(founded / name, tmp_path / name)
        desk = desks[name] = Desk.open(tmp_path / name)
        with Log.open(desk.path(name), desk.keys.log) as log:
            log.reconcile([], alone=True)  # for these tests the copy is the desk itself
    return seated(desks)


__all__ = ["EXCHANGE", "NAMES", "PREFIX", "START", "TIME", "Clock", "Party", "Wire"]
