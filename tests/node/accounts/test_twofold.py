"""What cannot be undone takes two, is what was shown, happens once, and happens even if the node dies in between."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User

from homeward.node import NodeError
from homeward.node.accounts import twofold
from homeward.node.accounts.models import Holding, Look, Request
from homeward.node.accounts.roles import Right, Role
from homeward.node.accounts.twofold import Kind, TwofoldError
from tests.node.cast import at_work, somebody

pytestmark = pytest.mark.django_db


class Done:
    """What was carried out, and how often; a stand-in for a log that finds what it said already."""

    def __init__(self) -> None:
        self.tries: list[str] = []
        self.fails: Exception | None = None

    def carry_out(self, payload: Mapping[str, Any], key: str, _user: User) -> str:
        self.tries.append(key)
        if self.fails is not None:
            raise self.fails
        return f"Entry {payload['entry']}."


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[Done]:
    monkeypatch.setattr(twofold, "_KINDS", {})
    kept = Done()
    twofold.register(
        Kind("send", Right.NEGOTIATE, lambda payload: ("Send a list", [("Entry", payload["entry"])]), kept.carry_out)
    )
    return kept


@pytest.fixture
def asked(done: Done) -> Request:
    return twofold.ask(somebody(Role.COORDINATION), "send", {"entry": 7})


def test_another_agrees_and_it_is_done(done: Done, asked: Request) -> None:
    second = at_work(Role.COORDINATION, "petro")
    page = second.get(f"/office/requests/{asked.pk}").content.decode()
    assert "Send a list" in page
    assert asked.digest in page
    assert "Send a list" in second.get("/office").content.decode()
    assert Look.objects.get().subject == asked.digest[:16]
    second.post(f"/office/requests/{asked.pk}/agree", {"digest": asked.digest})
    assert "Entry 7." in second.get(f"/office/requests/{asked.pk}").content.decode()
    again = at_work(Role.INTERMEDIARY).post(f"/office/requests/{asked.pk}/agree", {"digest": asked.digest})
    assert again.status_code == 400
    assert done.tries == [f"request-{asked.pk}"]


def test_nobody_agrees_to_their_own(done: Done, asked: Request) -> None:
    own = at_work(Role.COORDINATION)
    assert "Agree, and do it" not in own.get(f"/office/requests/{asked.pk}").content.decode()
    answer = own.post(f"/office/requests/{asked.pk}/agree", {"digest": asked.digest})
    assert b"somebody else must agree" in answer.content
    assert not done.tries


def test_only_those_with_the_right_see_or_decide(done: Done, asked: Request) -> None:
    for role in (Role.OPERATOR, Role.AUDITOR, Role.LIAISON):
        client = at_work(role)
        assert client.get(f"/office/requests/{asked.pk}").status_code == 403
        assert client.post(f"/office/requests/{asked.pk}/agree", {"digest": asked.digest}).status_code == 403
        assert client.post(f"/office/requests/{asked.pk}/decline").status_code == 403
        assert "Send a list" not in client.get("/office").content.decode()
    with pytest.raises(TwofoldError, match="not part of your role"):
        twofold.ask(somebody(Role.LIAISON), "send", {"entry": 7})
    assert not done.tries


def test_what_was_changed_in_between_is_not_agreed_to(done: Done, asked: Request) -> None:
    second = somebody(Role.COORDINATION, "petro")
    with pytest.raises(TwofoldError, match="not what was asked"):
        twofold.agree(second, asked.pk, "0" * 64)
    Request.objects.update(payload={"entry": 8})
    with pytest.raises(TwofoldError, match="not what was asked"):
        twofold.agree(second, asked.pk, asked.digest)
    assert not done.tries


def test_whoever_asked_must_still_have_the_right(done: Done, asked: Request) -> None:
    Holding.objects.filter(user=asked.asked_by).delete()
    with pytest.raises(TwofoldError, match="no longer the right"):
        twofold.agree(somebody(Role.COORDINATION, "petro"), asked.pk, asked.digest)
    assert not done.tries


def test_whoever_asked_is_told_who_may_agree(done: Done, asked: Request) -> None:
    own = at_work(Role.COORDINATION)
    assert "Nobody else at this node" in own.get(f"/office/requests/{asked.pk}").content.decode()
    for role, name in ((Role.COORDINATION, "petro"), (Role.INTERMEDIARY, "layla"), (Role.LIAISON, "halyna")):
        somebody(role, name)
    assert "Ask one of these: layla, petro." in own.get(f"/office/requests/{asked.pk}").content.decode()


def test_a_request_whose_subject_is_gone_closes_no_page(done: Done, asked: Request) -> None:
    Request.objects.update(payload={})
    second = at_work(Role.COORDINATION, "petro")
    assert "no longer here (send)" in second.get("/office").content.decode()
    assert "no longer here (send)" in second.get(f"/office/requests/{asked.pk}").content.decode()


def test_it_can_be_taken_back_until_it_is_agreed_to(done: Done, asked: Request) -> None:
    at_work(Role.COORDINATION).post(f"/office/requests/{asked.pk}/decline", {"why": "A slip."})
    asked.refresh_from_db()
    assert (asked.state, asked.outcome) == ("declined", "A slip.")
    with pytest.raises(TwofoldError, match="decided already"):
        twofold.agree(somebody(Role.COORDINATION, "petro"), asked.pk, asked.digest)


def test_a_refusal_is_an_outcome(done: Done, asked: Request) -> None:
    done.fails = NodeError("The terms were withdrawn.")
    request = twofold.agree(somebody(Role.COORDINATION, "petro"), asked.pk, asked.digest)
    assert (request.state, request.outcome) == ("failed", "The terms were withdrawn.")
    assert twofold.resume(started=True) == []


def test_what_broke_on_the_way_is_carried_out_by_the_next_look(done: Done, asked: Request) -> None:
    done.fails = RuntimeError("the disk is gone")
    with pytest.raises(RuntimeError):
        twofold.agree(somebody(Role.COORDINATION, "petro"), asked.pk, asked.digest)
    assert twofold.resume() == [], "somebody may still be at it"
    with pytest.raises(TwofoldError, match="decided already"):
        twofold.decline(somebody(Role.COORDINATION), asked.pk, "Too late.")
    client = at_work(Role.COORDINATION)
    assert "being carried out" in client.get(f"/office/requests/{asked.pk}").content.decode()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=3)):
        assert client.get("/office").status_code == 200, "what cannot be carried out does not close the office"
    done.fails = None
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        assert "Entry 7." in client.get(f"/office/requests/{asked.pk}").content.decode()
    assert done.tries == [f"request-{asked.pk}"] * 3


def test_a_node_that_starts_carries_out_what_was_interrupted(done: Done, asked: Request, settings) -> None:
    from homeward.node import server

    done.fails = RuntimeError("the disk is gone")
    with pytest.raises(RuntimeError):
        twofold.agree(somebody(Role.COORDINATION, "petro"), asked.pk, asked.digest)
    done.fails = None
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, worker=False)
    server._keep(None)
    asked.refresh_from_db()
    assert (asked.state, asked.outcome) == ("done", "Entry 7.")


PROCESS = """
import os, signal, sys
from pathlib import Path
from homeward.node.setup import prepare
prepare()
from django.contrib.auth.models import User
from homeward.node.accounts import twofold
from homeward.node.accounts.models import Holding, Look, Request
from homeward.node.accounts.roles import Right, Role

said = Path(sys.argv[2])

def carry_out(payload, key, user):
    words = said.read_text().split() if said.exists() else []
    if sys.argv[1] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    if key not in words:
        said.write_text(" ".join([*words, key]))
    if sys.argv[1] == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return "said by " + user.username.partition("-")[0]

twofold.register(twofold.Kind("send", Right.NEGOTIATE, lambda payload: ("Send", []), carry_out))
if sys.argv[1] == "start":
    twofold.resume(started=True)
    request = Request.objects.latest("pk")
    print(request.state, request.outcome, f"request-{request.pk}", sep="|")
else:
    first, second = (User.objects.create(username=name) for name in (f"oksana-{said}"[-150:], f"petro-{said}"[-150:]))
    for user in (first, second):
        Holding.objects.create(user=user, role=Role.COORDINATION)
    request = twofold.ask(first, "send", {"entry": 7})
    twofold.agree(second, request.pk, request.digest)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_node_killed_while_it_carries_out_does_it_once_at_its_next_start(when: str, tmp_path: Path) -> None:
    said = tmp_path / "said"
    environment = {**os.environ, "HOMEWARD_VAR": str(tmp_path), "HOMEWARD_SECRET_KEY": "k" * 60}
    for name in ("DJANGO_SETTINGS_MODULE", "HOMEWARD_DATABASE"):
        environment.pop(name, None)
    command = [sys.executable, "-c", PROCESS]
    killed = subprocess.run([*command, when, str(said)], env=environment, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    for _ in range(2):
        started = subprocess.run([*command, "start", str(said)], env=environment, capture_output=True, text=True)
        assert started.stdout == f"done|said by petro|{said.read_text()}\n", started.stderr
