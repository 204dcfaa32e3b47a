"""Whatever dies while something is being sent, it is finished once: no entry twice, no letter that nobody names."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from homeward.exchange.words import ListKind
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import Role
from homeward.node.agreeing import actions, sending
from homeward.node.agreeing.models import Draft, Part
from homeward.node.agreeing.record import listings
from homeward.node.desk import post
from homeward.node.desk.desk import Desk
from homeward.node.desk.errors import DeskError
from homeward.node.desk.shelf import Shelf
from homeward.node.journal.models import Saying
from homeward.node.people.models import Listed
from tests.node.agreeing.conftest import Table, registry
from tests.node.cast import somebody

STEPS = (
    (sending, "_prepare"), (post, "sealed"), (Part, "save"), (Shelf, "put"), (Desk, "say"), (Saying, "save"),
    (Draft, "save"),
)  # fmt: skip


class Killed(BaseException):
    """The process is gone: nothing catches it."""


class Reaper:
    """Kills at the n-th step, before or after it is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, self.at = 0, -1
        for owner, name in STEPS:
            monkeypatch.setattr(owner, name, self._watched(getattr(owner, name)))

    def _watched(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            self._count()
            done = function(*args, **kwargs)
            self._count()
            return done

        return step

    def _count(self) -> None:
        self.count += 1
        if self.count == self.at:
            raise Killed


def a_list(people: int = 4) -> Draft:
    keys = [one.key for one in registry(people, 0)]
    return actions.write_list(somebody(Role.COORDINATION), ListKind.OFFERED, ["south", "neutral"], keys)


def said_once(table: Table, people: int, parts: int) -> None:
    """Everybody is on the log once, in as many entries, and each entry has its letter and no letter is left over."""
    own = [one for one in listings(table.desk.state()) if one.author == "north"]
    assert len(own) == parts
    named = [person.person for one in own for person in one.people]
    assert len(named) == len(set(named)) == people
    assert Listed.objects.filter(author="north").count() == people
    assert not Listed.objects.filter(author="north", list_digest="").exists()
    due = [one for one in post.due(table.desk) if one.author == "north"]
    assert [one.arrival for one in due] == [post.Arrival.GOOD] * parts
    assert table.desk.shelf.letters() == sorted(one.digest for one in due)


def test_killed_at_any_step_a_list_is_said_once(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PART", 2)
    draft = a_list()
    before = table.desk.held_of("north")
    reaper = Reaper(monkeypatch)
    kills = 0
    for at in range(1, 200):
        reaper.count, reaper.at = 0, at
        try:
            sending.send(draft)
        except Killed:
            kills += 1
            table.desk._state = None
            continue
        if draft.state == Draft.State.SAID and reaper.count < at:
            break
    assert kills > 8
    assert table.desk.held_of("north") == before + 2
    said_once(table, 4, 2)
    sending.send(draft)
    assert table.desk.held_of("north") == before + 2


def test_killed_at_each_step_alone_the_rest_is_said_when_sent_again(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    reaper = Reaper(monkeypatch)
    drafts = 0
    for at in range(1, 60):
        draft = a_list(1)
        reaper.count, reaper.at = 0, at
        try:
            sending.send(draft)
        except Killed:
            reaper.at = -1
            sending.send(draft)
        drafts += 1
        if reaper.count < at:
            break
    said_once(table, drafts, drafts)


def test_what_two_people_agreed_to_is_said_once_after_a_crash(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    from homeward.node.accounts import twofold

    draft = a_list()
    asked = actions.confirm(somebody(Role.COORDINATION), draft, actions.digest_of(draft)).request
    assert asked is not None
    second = somebody(Role.COORDINATION, "mykola")
    reaper = Reaper(monkeypatch)
    reaper.at = 9
    with pytest.raises(Killed):
        twofold.agree(second, asked.pk, asked.digest)
    reaper.at = -1
    (resumed,) = twofold.resume(started=True)
    assert resumed.state == Request.State.DONE, resumed.outcome
    said_once(table, 4, 1)


def test_what_breaks_a_rule_leaves_nothing_behind(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = a_list()

    def refused(*_args: object, **_kwargs: object) -> str:
        raise DeskError("This would break a rule.")

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "say", refused)
        with pytest.raises(DeskError):
            sending.send(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.problem) == (Draft.State.OPEN, "This would break a rule.")
    assert not Listed.objects.exists()
    assert table.desk.shelf.letters() == []
    sending.send(draft)
    said_once(table, 4, 1)


CHILD = """
import os, sys
import django
from homeward.node.setup import prepare
prepare()
from homeward.node.agreeing import sending
from homeward.node.agreeing.models import Draft
print("ready", flush=True)
sending.send(Draft.objects.get())
print("done", flush=True)
"""


def test_kill_9_in_the_middle_of_a_list_of_600(table: Table, tmp_path: Path) -> None:
    """A process of its own, with a database of its own, killed at random until it has finished."""
    run = Runs(tmp_path, table.desk.folder)
    run("from tests.node.agreeing.test_sending import a_list; a_list(600)")
    kills = 0
    for attempt in range(40):
        if run.sent(kill_after=0.05 + 0.1 * random.random() if attempt < 8 else None):
            break
        kills += 1
    assert kills >= 3
    state = Desk.open(table.desk.folder).state()
    own = [one for one in listings(state) if one.author == "north"]
    assert sorted(len(one.people) for one in own) == [300, 300]
    assert len({person.person for one in own for person in one.people}) == 600
    run(
        "from homeward.node.people.models import Listed; from homeward.node.agreeing.models import Part;"
        "assert Listed.objects.exclude(list_digest='').count() == Listed.objects.count() == 600;"
        "assert sorted(Part.objects.values_list('index', flat=True)) == [1, 2]"
    )


class Runs:
    """Python processes of a node in a folder of its own."""

    def __init__(self, folder: Path, desk: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
        root = Path(__file__).parents[3]
        more = {
            "HOMEWARD_VAR": str(folder),
            "HOMEWARD_DESK": str(desk),
            "HOMEWARD_SECRET_KEY_FILE": str(folder / "key"),
            "PYTHONPATH": str(root),
        }
        (folder / "key").write_text("k" * 64)
        self.environment = {**kept, **more}

    def __call__(self, code: str) -> None:
        subprocess.run(
            [sys.executable, "-c", f"from homeward.node.setup import prepare; prepare(); {code}"],
            env=self.environment, check=True,
        )  # fmt: skip

    def sent(self, kill_after: float | None) -> bool:
        """Send, and kill it so many seconds after it has begun; return whether it finished."""
        with subprocess.Popen(
            [sys.executable, "-c", CHILD], env=self.environment, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            if kill_after is not None:
                try:
                    child.wait(kill_after)
                except subprocess.TimeoutExpired:
                    child.send_signal(signal.SIGKILL)
            return child.wait() == 0
