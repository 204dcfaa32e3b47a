"""Server and worker as processes: killed anywhere, what was asked for is done once; neither outlives the other long."""

import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PATIENCE = 120.0
TOTAL = 300
SOME, MORE = 100, 200  # how far it may count: it waits there, however slow this machine is just now
ASK = """
from homeward.node.setup import prepare
prepare()
from django.contrib.auth.models import User
from homeward.node.accounts.models import Holding
from homeward.node.jobs.actions import start
user, _ = User.objects.get_or_create(username="oksana")
Holding.objects.get_or_create(user=user, role="coordination")
start(user, "count", total=%d)
"""


@dataclass
class Machine:
    """Where a node's processes run; every Python there knows the slow job of ``counting``."""

    folder: Path
    database: str = ""  # of PostgreSQL; empty: the file of SQLite
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def environment(self, **settings: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
        paths = f"{self.folder}{os.pathsep}{HERE}"
        return {
            **kept, "PYTHONPATH": paths, "HOMEWARD_VAR": str(self.folder / "var"), "HOMEWARD_SECRET_KEY": "k" * 50,
            "HOMEWARD_DATABASE": self.database, "COUNTING_ALLOWED": str(self.folder / "allowed"), **settings,
        }  # fmt: skip

    def allow(self, number: int) -> None:
        """Let the job count up to here, and wait."""
        (self.folder / "new").write_text(str(number))
        (self.folder / "new").replace(self.folder / "allowed")

    def ask(self) -> None:
        self.allow(SOME)
        subprocess.run([sys.executable, "-c", ASK % TOTAL], env=self.environment(), check=True)

    def run(self, *words: str, **settings: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "log").open("ab") as log:
            command = [sys.executable, "-m", "homeward.cli", *words]
            process = subprocess.Popen(command, env=self.environment(**settings), stderr=log, stdout=log)
        self.running.append(process)
        return process

    def serve(self, **settings: str) -> "subprocess.Popen[bytes]":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        return self.run("serve", "--port", str(port), **settings)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        if self.database:
            return self._rows_of_postgresql(query)
        path = self.folder / "var/node.sqlite3"
        if not path.exists():
            return []
        connection = sqlite3.connect(path, timeout=20)
        try:
            return connection.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []  # not migrated yet
        finally:
            connection.close()

    def _rows_of_postgresql(self, query: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(self.database, autocommit=True) as connection:
            try:
                return connection.execute(query.encode()).fetchall()
            except psycopg.errors.UndefinedTable:
                return []

    def done(self) -> int:
        return sum(int(str(row[0])) for row in self.rows("SELECT done FROM jobs_job"))

    def state(self) -> list[str]:
        return [str(row[0]) for row in self.rows("SELECT state FROM jobs_job ORDER BY id")]

    def worker(self) -> int:
        """The process that gave the last sign of life."""
        found = self.rows("SELECT pid FROM jobs_beat")
        return int(str(found[0][0])) if found else 0

    def wait(self, until: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if until():
                return
            time.sleep(0.05)
        pytest.fail(f"{what}, in vain:\n{(self.folder / 'log').read_text()[-2000:]}")

    def counted(self) -> list[int]:
        return sorted(int(str(row[0])) for row in self.rows("SELECT subject FROM accounts_look WHERE act = 'counted'"))


def _a_database() -> str:
    """A new database where the suite runs on PostgreSQL."""
    server = os.environ.get("HOMEWARD_DATABASE", "")
    if not server:
        return ""
    import psycopg

    name = f"processes_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.rpartition("/")[0] + f"/{name}"


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    (tmp_path / "sitecustomize.py").write_text("import counting\n")
    made = Machine(tmp_path, _a_database())
    yield made
    for process in made.running:
        process.kill()
        process.wait()


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_killed_in_the_middle_is_followed_by_one_that_goes_on_and_ends_when_told(machine: Machine) -> None:
    machine.ask()
    first = machine.run("worker")
    machine.wait(lambda: machine.done() > 20, "waited for the job to begin")
    second = machine.run("worker")
    machine.wait(lambda: "another worker" in (machine.folder / "log").read_text(), "waited for the second to wait")
    first.kill()
    first.wait()
    assert machine.state() == ["running"]
    done = machine.done()
    assert machine.counted() == list(range(done))
    machine.allow(MORE)
    machine.wait(lambda: machine.done() > done, "waited for the second worker to go on")
    second.terminate()
    assert second.wait(20) == 0
    assert machine.counted() == list(range(machine.done()))


def test_a_server_keeps_a_worker_and_both_may_be_killed_in_the_middle(machine: Machine) -> None:
    machine.ask()
    server = machine.serve()
    machine.wait(lambda: machine.done() > 10, "waited for the job to begin")
    first = machine.worker()
    os.kill(first, signal.SIGKILL)
    machine.wait(lambda: machine.worker() not in {0, first}, "waited for another worker")
    second, done = machine.worker(), machine.done()
    machine.allow(MORE)
    machine.wait(lambda: machine.done() > done, "waited for the job to go on")
    server.kill()
    server.wait()
    machine.wait(lambda: not is_there(second), "waited for the worker to follow its server")
    machine.allow(TOTAL)
    server = machine.serve()
    machine.wait(lambda: machine.state() == ["done"], "waited for the next server's worker to end the job")
    assert machine.counted() == list(range(TOTAL))
    server.terminate()
    assert server.wait(30) == 0
    assert not is_there(machine.worker()), "it ends with its server"


@pytest.mark.django_db
def test_a_server_starts_none_where_that_is_somebody_elses_part(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from homeward.node import server

    monkeypatch.setattr(server, "_supervisors", [])
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, worker=False)
    server._keep(None)
    assert server._supervisors == []
