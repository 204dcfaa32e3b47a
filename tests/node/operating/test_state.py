"""The operator sees how the node is, the worst first, each with what to do; and nobody else does."""

import time
from collections import namedtuple
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from homeward.node.accounts.roles import Role
from homeward.node.desk.making import new
from homeward.node.jobs.models import Beat, Job
from homeward.node.journal.desk import keeper
from homeward.node.operating import machine
from homeward.node.operating.finding import Finding, Level
from homeward.node.operating.views import look
from tests.node.cast import at_work
from tests.node.seating import seated

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")  # as shutil's


def found(what: str) -> list[Finding]:
    return [one for one in look() if one.what == what]


@pytest.fixture
def alive() -> None:
    now = timezone.now()
    Beat.objects.create(pk=1, at=now, since=now, pid=1)


def test_a_node_that_works_says_so(alive: None, tmp_path: Path, settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    levels = {one.what: one.level for one in look() if one.what not in {"Settings", "Disk"}}
    assert set(levels.values()) == {Level.GOOD}
    assert {"Database", "Form of the database", "Worker", "Jobs", "Versions"} == set(levels)
    assert [one.todo for one in look() if one.level is Level.GOOD and one.todo] == []


def test_a_worker_that_is_silent_is_said_with_what_to_do(settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, worker=True)
    assert (found("Worker")[0].level, found("Worker")[0].says) == (Level.BAD, "None was ever at work.")
    then = timezone.now() - timedelta(minutes=2)
    Beat.objects.create(pk=1, at=then, since=then, pid=1)
    assert "last heard of" in found("Worker")[0].says
    assert "log" in found("Worker")[0].todo
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, worker=False)
    assert "HOMEWARD_WORKER=on" in found("Worker")[0].todo


@pytest.mark.parametrize(("free", "level"), [(10 << 30, "good"), (4 << 30, "warn"), (500 << 20, "bad")])
def test_a_disk_that_fills_is_said_before_it_is_full(
    free: int, level: str, monkeypatch: pytest.MonkeyPatch, alive: None
) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _path: Usage(100 << 30, 0, free))
    assert found("Disk")[0].level == level
    assert bool(found("Disk")[0].todo) == (level != "good")


def test_a_job_that_failed_last_is_named_by_its_number(alive: None) -> None:
    job = Job.objects.create(kind="import", language="en", state=Job.State.FAILED, outcome="Row 3: Kharchenko")
    said = " ".join(one.says for one in found("Jobs"))
    assert f"job {job.pk} (import), failed" in said
    assert "Kharchenko" not in said


def test_a_desk_says_how_far_it_is_and_which_peers_it_does_not_reach(alive: None, tmp_path: Path) -> None:
    north = new(tmp_path / "north", "homeward.example/drill/north", "http://127.0.0.1:9")[0]
    south = new(tmp_path / "south", "homeward.example/drill/south", "http://127.0.0.1:9")[0]
    west = new(tmp_path / "west", "homeward.example/drill/west", None)[0]
    north.enrol(south.card)
    north.enrol(west.card)
    with seated(tmp_path / "north"):
        kept = keeper()
        assert kept is not None
        assert "no exchange yet" in found("Peer: south")[0].says
        assert "homeward carry" in found("Peer: west")[0].todo
        for _ in range(3):
            kept.round(all_peers=True)
        peer = found("Peer: south")[0]
        assert peer.level is Level.BAD
        assert peer.says.startswith("Not reached, 3 times in a row; last exchange: none")
        turn = kept.turns()["south"]
        turn.failures, turn.met, turn.problem = 0, time.time(), ""
        assert found("Peer: south")[0].level is Level.GOOD
        assert found("Keys")[0].says == "Without a passphrase: author, log, sealing, witness."
        assert found("Desk")[0].says == "north has said 0 entries; 0 are final."


def test_a_desk_that_cannot_be_opened_is_one_finding(alive: None, tmp_path: Path, settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, desk=tmp_path / "nothing")
    keeper.cache_clear()
    assert found("Desk")[0].level is Level.BAD
    keeper.cache_clear()


def test_the_page_shows_it_to_the_operator_in_three_languages(django_assert_max_num_queries: Any) -> None:
    client = at_work(Role.OPERATOR)
    client.get("/office/state")
    with django_assert_max_num_queries(14):
        answer = client.get("/office/state")
    page = answer.content.decode()
    assert "does not work" in page
    assert "None was ever at work." in page
    assert len(answer.content) < 40_000
    assert "Стан вузла" in client.get("/office/state?lang=uk").content.decode()
    assert "Состояние узла" in client.get("/office/state?lang=ru").content.decode()


def test_what_does_not_work_stands_on_the_operators_first_page() -> None:
    page = at_work(Role.OPERATOR).get("/office").content.decode()
    assert "1 thing does not work in the node." in page
    assert "does not work in the node" not in at_work(Role.COORDINATION).get("/office").content.decode()
