"""Processes that are killed, and files that are looked through byte by byte."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

ROWS = 6_000
TAKE = (
    "import django; django.setup();"
    "from homeward.node.people import importing; from homeward.node.people.models import Import;"
    "of = Import.objects.get(); importing.take_in(of.by, of)"
)


def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")}
    return {**kept, "HOMEWARD_VAR": str(var), "DJANGO_SETTINGS_MODULE": "homeward.node.settings"}


def run(var: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "tests.node.people.node_of_its_own", *arguments]
    done = subprocess.run(command, env=environment(var), capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert done.returncode == 0, done.stderr
    return done.stdout


def work_killed(var: Path, after: float) -> bool:
    """Let a worker work, and kill it; say whether it was still at it."""
    command = [sys.executable, "-m", "tests.node.people.node_of_its_own", "work"]
    cwd = Path(__file__).parents[3]
    with subprocess.Popen(command, env=environment(var), cwd=cwd, stderr=subprocess.DEVNULL) as worker:
        time.sleep(after)
        killed = worker.poll() is None
        worker.send_signal(signal.SIGKILL)
    return killed


def ask(var: Path, query: str) -> int:
    with closing(sqlite3.connect(var / "node.sqlite3")) as database:
        return int(database.execute(query).fetchone()[0])


def test_an_import_killed_again_and_again_doubles_and_loses_nobody(tmp_path: Path) -> None:
    draw = random.Random(5)
    run(tmp_path, "prepare", str(ROWS))
    killed = sum(work_killed(tmp_path, 1.2 + draw.random()) for _ in range(3))
    run(tmp_path, "work")
    assert ask(tmp_path, "SELECT count(*) FROM people_importrow") == ROWS
    assert ask(tmp_path, "SELECT count(DISTINCT position) FROM people_importrow WHERE plan = 'add'") == ROWS
    subprocess.run([sys.executable, "-c", TAKE], env=environment(tmp_path), check=True, capture_output=True)
    killed += sum(work_killed(tmp_path, 1.2 + draw.random()) for _ in range(4))
    run(tmp_path, "work")
    assert killed
    assert ask(tmp_path, "SELECT count(*) FROM people_person") == ROWS
    assert ask(tmp_path, "SELECT count(DISTINCT service_number) FROM people_person") == ROWS
    assert ask(tmp_path, "SELECT count(*) FROM people_fact") == ROWS
    assert ask(tmp_path, "SELECT count(DISTINCT person_id) FROM people_namekey") == ROWS
    assert ask(tmp_path, "SELECT count(*) FROM people_importrow WHERE NOT done") == 0


def test_of_somebody_erased_no_byte_is_left_in_the_files(tmp_path: Path) -> None:
    said = dict(line.split(" ", 1) for line in run(tmp_path, "erase").splitlines())
    assert int(said["before"]) > 3
    assert said["outcome"].startswith("done")
    assert said["left"] == " b'' {} 1"
    assert said["after"] == "0"
    assert said["others"] == "400"
