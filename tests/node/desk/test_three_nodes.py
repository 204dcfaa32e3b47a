"""Three real nodes on one machine play the exchange of May 2025: one is killed, one is cut off and fed by stick."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from homeward.exchange.words import Closed, Keys
from homeward.ledger import SigningKey, Standing
from homeward.node.demo.play import STEPS, acts
from homeward.node.demo.story import EXCHANGE, INTERMEDIARY, NAMES, RUSSIA, UKRAINE, at
from homeward.node.demo.table import Table
from homeward.node.desk import cosigning, parcel, post
from homeward.node.desk.making import new

PATIENCE = 60.0


@dataclass
class Node:
    """A node's process: ``homeward serve`` on a port of its own, with a desk and a database of its own."""

    name: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        var = self.folder / f"var-{self.name}"
        var.mkdir(mode=0o700, exist_ok=True)  # serving refuses what everybody can read
        key = var / "secret"
        if not key.exists():
            key.write_text(secrets.token_urlsafe(64))
            key.chmod(0o600)
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")},
            "HOMEWARD_VAR": str(var),
            "HOMEWARD_SECRET_KEY_FILE": str(key),
            "HOMEWARD_DESK": str(self.folder / self.name),
            "HOMEWARD_EVERY": "2",
            "HOMEWARD_WORKER": "off",
        }
        with (self.folder / f"{self.name}.log").open("ab") as log:
            command = [sys.executable, "-m", "homeward.cli", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=environment, stderr=log, stdout=log, start_new_session=True)

    def ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"{self.name} did not start:\n{(self.folder / f'{self.name}.log').read_text()[-2000:]}")

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


@dataclass(slots=True)
class Nodes(Table):
    """The table of the exercise, its desks behind nodes; an officer speaks at a desk, the nodes carry it."""

    nodes: dict[str, Node] = field(default_factory=dict)
    by_stick: set[str] = field(default_factory=set)
    sticks: int = 0

    def _hear(self, *_: str) -> None:
        self._meet()
        if self.by_stick:
            self._carry()
            self._meet()

    def _meet(self) -> None:
        """Wait until the nodes that reach each other hold the same."""
        until = time.monotonic() + PATIENCE
        online = [name for name in NAMES if name not in self.by_stick]
        while time.monotonic() < until:
            held = [{name: size for name, (size, _) in self.desks[who].held().items()} for who in online]
            if all(one == held[0] for one in held):
                return
            time.sleep(0.02)
        pytest.fail(f"the nodes did not come together: {held}")

    def _carry(self) -> None:
        """Sticks in both directions between whoever is cut off and the intermediary, one of them lost, one twice."""
        for name in self.by_stick:
            alone, other = self.desks[name], self.desks[INTERMEDIARY]
            parcel.pack(alone, other.name)  # is lost on the way
            files = [parcel.pack(alone, other.name)]
            for data in (*files, *files):
                assert parcel.unpack(other, data, self.now).refused == []
            assert parcel.unpack(alone, parcel.pack(other, name), self.now).refused == []
            self.sticks += 1


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Nodes]:
    ports = {}
    for name in NAMES:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            ports[name] = free.getsockname()[1]
    desks = {
        name: new(tmp_path / name, f"homeward.example/{EXCHANGE}/{name}", f"http://127.0.0.1:{port}")[0]
        for name, port in ports.items()
    }
    for desk in desks.values():
        for other in desks.values():
            desk.enrol(other.card)
    table = Nodes(desks, nodes={name: Node(name, port, tmp_path) for name, port in ports.items()})
    for node in table.nodes.values():
        node.start()
    for node in table.nodes.values():
        node.ready()
    yield table
    for node in table.nodes.values():
        if node.process is not None:
            node.kill()


def test_they_end_with_one_account_of_it_all(nodes: Nodes) -> None:
    killed = cut = 0
    for number, step in enumerate(acts(nodes)):
        if number == 2:
            killed = _kill_and_go_on(nodes)
        if step.says.startswith("Manifests for day-2"):
            cut = _cut_off(nodes, RUSSIA)
        if nodes.by_stick and step.says.startswith("Manifests for day-3"):
            _reach_again(nodes)
    assert killed
    assert cut
    assert number == STEPS - 1
    assert nodes.sticks > 3
    nodes._hear()
    _everything_is_final(nodes)
    states = [nodes.desks[name].state() for name in NAMES]
    for state in states:
        assert (state.broken, state.pending, state.equivocations) == ((), (), ())
        assert state.closing.closed is Closed.DONE
        assert [state.figures(*each).confirmed.value for each in ((UKRAINE, RUSSIA), (RUSSIA, UKRAINE))] == [1000, 1000]
    assert states[0] == states[1] == states[2]
    for name, other in ((UKRAINE, RUSSIA), (RUSSIA, UKRAINE)):
        letters = [one for one in post.due(nodes.desks[name]) if one.author == other]
        assert len(letters) == 10
        assert {one.arrival for one in letters} == {post.Arrival.GOOD}
    for desk in nodes.desks.values():
        assert desk.shelf.evidence() == {}
    _no_name_is_anywhere(nodes)


def _kill_and_go_on(nodes: Nodes) -> int:
    """The intermediary's node is killed; what is said meanwhile is pending, and final once it is back."""
    nodes.nodes[INTERMEDIARY].kill()
    nodes.by_stick.clear()
    desk = nodes.desks[UKRAINE]
    before = desk.held_of(UKRAINE)
    key = SigningKey.generate()
    desk.say(Keys(add=(key.public.hex(),)), at(5, 16, 14), also=[key])
    time.sleep(1)
    assert cosigning.standing(nodes.desks[UKRAINE], UKRAINE, before) is Standing.PENDING
    nodes.nodes[INTERMEDIARY].start()
    nodes.nodes[INTERMEDIARY].ready()
    nodes._hear()
    return 1


def _cut_off(nodes: Nodes, name: str) -> int:
    nodes.nodes[name].kill()
    nodes.by_stick.add(name)
    return 1


def _reach_again(nodes: Nodes) -> None:
    for name in nodes.by_stick:
        nodes.nodes[name].start()
        nodes.nodes[name].ready()
    nodes.by_stick.clear()


def _everything_is_final(nodes: Nodes) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        far = {(who, log): cosigning.reach(nodes.desks[who], log) for who in NAMES for log in NAMES}
        if all(one.held == one.seen == one.final for one in far.values()):
            return
        time.sleep(0.2)
    pytest.fail(f"not everything became final: {far}")


def _no_name_is_anywhere(nodes: Nodes) -> None:
    """Planted names are in no log, no copy, no shelf, no witness's file and nothing that a node has printed."""
    folder = nodes.nodes[UKRAINE].folder
    names = {
        one.details[part].encode()
        for known in nodes.known.values()
        for one in known.values()
        for part in ("surname", "fathers_name")
    }
    assert len(names) > 20
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            assert not [name for name in names if name in data], path.name
