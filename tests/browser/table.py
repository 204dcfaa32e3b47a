"""Three nodes in processes of their own, with desks that know each other and accounts of people who work there."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from homeward.node.demo.cast import Person
from homeward.node.demo.story import EXCHANGE, INTERMEDIARY, NAMES, RUSSIA, UKRAINE
from homeward.node.desk.desk import Desk
from homeward.node.desk.making import new

PASSWORD = "three small boats at dawn"
SECRET = b"a secret of twenty b"  # of everybody's authenticator app
PATIENCE = 90.0
STAFF = {
    UKRAINE: {
        "oksana": "coordination", "mykola": "coordination", "taras": "handover", "iryna": "spokesperson",
        "solomiia": "spokesperson", "danylo": "operator",
    },
    RUSSIA: {
        "vera": "coordination", "anton": "coordination", "gleb": "handover", "ksenia": "spokesperson",
        "denis": "spokesperson",
    },
    INTERMEDIARY: {"layla": "intermediary", "omar": "intermediary"},
}  # fmt: skip
HIRE = """
import sys
from homeward.node.setup import prepare
prepare()
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.utils import timezone
from homeward.node.accounts import sealing
from homeward.node.accounts.models import Authenticator, Holding
password = make_password(sys.argv[1])  # which is slow, as it must be: once for all
for one in sys.argv[3:]:
    name, role = one.split(":")
    user = User.objects.create(username=name, password=password)
    Holding.objects.create(user=user, role=role)
    sealed = sealing.seal("authenticator", sys.argv[2].encode())
    Authenticator.objects.create(user=user, secret=sealed, step=0, made_at=timezone.now())
"""


@dataclass
class Node:
    """A participant's node."""

    name: str
    port: int
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
        return {
            **kept, "HOMEWARD_VAR": str(self.folder / f"var-{self.name}"), "HOMEWARD_SECRET_KEY": "only here " * 8,
            "HOMEWARD_DESK": str(self.folder / self.name), "HOMEWARD_OFFICE": "open", "HOMEWARD_EVERY": "2",
            "HOMEWARD_SMALLEST": "2",
        }  # fmt: skip

    def hire(self) -> None:
        """Give everybody who works here an account, as if each had come by an invitation."""
        staff = [f"{name}:{role}" for name, role in STAFF[self.name].items()]
        command = [sys.executable, "-c", HIRE, PASSWORD, SECRET.decode(), *staff]
        subprocess.run(command, env=self.environment, check=True)

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "homeward.cli", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(
                command, env=self.environment, stderr=log, stdout=log, start_new_session=True
            )

    def ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"{self.name} did not start:\n{self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """End server and worker at once, as a power cut does."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def kill_worker(self) -> None:
        database = sqlite3.connect(self.folder / f"var-{self.name}/node.sqlite3", timeout=20)
        found = database.execute("SELECT pid FROM jobs_beat").fetchone()
        database.close()
        if found:
            os.kill(found[0], signal.SIGKILL)

    def again(self) -> None:
        self.kill()
        self.start()
        self.ready()


@dataclass
class Table:
    """The three nodes."""

    nodes: dict[str, Node] = field(default_factory=dict)

    @classmethod
    def laid(cls, folder: Path) -> "Table":
        ports = {}
        for name in NAMES:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                ports[name] = free.getsockname()[1]
        desks = {
            name: new(folder / name, f"homeward.example/{EXCHANGE}/{name}", f"http://127.0.0.1:{port}")[0]
            for name, port in ports.items()
        }
        for desk in desks.values():
            for other in desks.values():
                desk.enrol(other.card)
        table = cls({name: Node(name, port, folder) for name, port in ports.items()})
        for node in table.nodes.values():
            node.hire()
        for node in table.nodes.values():
            node.start()
        for node in table.nodes.values():
            node.ready()
        return table

    def desk(self, name: str) -> Desk:
        """A desk as its folder is now, to look at."""
        return Desk.open(self.nodes[name].folder / name)

    def end(self) -> None:
        for node in self.nodes.values():
            node.kill()


def a_list(people: Iterable[Person]) -> str:
    """Invented people as an office might have them in a spreadsheet."""
    rows = [(one.surname, one.first_name, one.fathers_name, one.born, one.rank, one.service_number) for one in people]
    return "\n".join(["surname;given name;patronymic;date of birth;rank;service number", *map(";".join, rows)]) + "\n"
