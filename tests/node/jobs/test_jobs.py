"""A job is done in parts, each whole or not at all; whoever has the right sees how far it is, and may stop it."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone, translation

from homeward import HomewardError
from homeward.node.accounts.models import Look
from homeward.node.accounts.roles import Right, Role
from homeward.node.jobs import kinds, tasks, worker
from homeward.node.jobs.actions import JobError, start, stop
from homeward.node.jobs.kinds import Kind, register
from homeward.node.jobs.models import Beat, Job
from homeward.node.jobs.work import Work
from tests.node.cast import at_work, somebody
from tests.node.jobs import counting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    monkeypatch.setattr(counting, "PAUSE", 0)
    register(counting.KIND)


def a_kind(carry_out: Any) -> None:
    register(Kind("other", "Something", Right.CHANGE_PEOPLE, carry_out))


def asked(kind: str = "count", total: int | None = 5) -> Job:
    return start(somebody(Role.COORDINATION), kind, "of-may", total)


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_what_was_asked_for_is_done_and_says_what_came_of_it() -> None:
    job = asked()
    assert job.state == Job.State.WAITING
    assert worker.drain() == 1
    job = again(job)
    assert (job.state, job.done, job.outcome, job.percent) == ("done", 5, "Counted to 5.", 100)
    assert worker.drain() == 0


def test_only_whoever_has_the_right_may_ask_and_stop() -> None:
    with pytest.raises(JobError):
        start(somebody(Role.AUDITOR), "count")
    job = asked()
    with pytest.raises(JobError):
        stop(somebody(Role.AUDITOR), job.pk)


def test_a_job_that_nobody_began_stops_at_once_and_cannot_be_stopped_twice() -> None:
    job = asked()
    assert stop(somebody(Role.COORDINATION), job.pk).state == Job.State.STOPPED
    worker.drain()
    assert again(job).done == 0
    with pytest.raises(JobError):
        stop(somebody(Role.COORDINATION), job.pk)


def test_a_running_job_stops_after_its_part_and_what_is_done_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def count(work: Work) -> str:
        for number in range(5):
            with work.part():
                work.done = work.cursor = number + 1
                if number == 2:
                    stop(somebody(Role.COORDINATION), work.job.pk)
        raise AssertionError("never")

    a_kind(count)
    job = asked("other")
    worker.drain()
    job = again(job)
    assert (job.state, job.done, job.cursor) == ("stopped", 3, 3)


def test_a_part_that_fails_leaves_nothing_of_itself() -> None:
    def count(work: Work) -> str:
        with work.part():
            work.done = 1
        with work.part():
            work.done = 2
            Look.objects.create(user=work.job.asked_by, act="counted", kind="number", subject="2")
            raise HomewardError("Row 2 cannot be read; mend it.")
        return ""

    a_kind(count)
    job = asked("other")
    worker.drain()
    job = again(job)
    assert (job.state, job.done, job.outcome) == ("failed", 1, "Row 2 cannot be read; mend it.")
    assert not Look.objects.filter(act="counted").exists()


def test_an_error_nobody_expected_says_nothing_of_whom_it_was_about(caplog: pytest.LogCaptureFixture) -> None:
    from django_tasks_db.models import DBTaskResult

    def fall(work: Work) -> str:
        raise KeyError("Kharchenko")

    a_kind(fall)
    job = asked("other")
    worker.drain()
    job = again(job)
    assert job.state == Job.State.FAILED
    assert "Kharchenko" not in job.outcome
    assert not [one for one in DBTaskResult.objects.all() if "Kharchenko" in f"{one.traceback} {one.return_value}"]


def test_an_interrupted_job_goes_on_where_it_was_with_the_next_worker() -> None:
    job = asked(total=10)
    ends = iter([False, False, False, True])
    assert worker.work_once(ends=lambda: next(ends))
    assert again(job).state == Job.State.RUNNING
    assert 0 < again(job).done < 10
    assert worker.drain() == 1
    assert (again(job).state, again(job).done) == ("done", 10)
    assert sorted(int(one.subject) for one in Look.objects.filter(act="counted")) == list(range(10))


def test_a_job_whose_database_went_away_waits_for_it() -> None:
    def fall(work: Work) -> str:
        raise OperationalError("gone")

    a_kind(fall)
    job = asked("other")
    for _ in range(tasks.TRIES):
        with pytest.raises(OperationalError):
            worker.drain()
    assert again(job).state == Job.State.RUNNING
    worker.drain()
    assert again(job).state == Job.State.FAILED
    assert "five times" in again(job).outcome


def test_a_job_of_an_unknown_kind_fails_with_the_reason() -> None:
    job = asked()
    kinds._KINDS.pop("count")
    worker.drain()
    assert again(job).state == Job.State.FAILED


def test_the_outcome_is_in_the_language_of_whoever_asked() -> None:
    with translation.override("uk"):
        job = asked("count")
    kinds._KINDS.pop("count")
    worker.drain()
    assert "версія" in again(job).outcome


def test_the_page_shows_how_far_it_is_and_where_to_go_on() -> None:
    client = at_work(Role.COORDINATION)
    job = asked()
    page = client.get(f"/office/jobs/{job.pk}").content.decode()
    assert "It waits for its turn." in page
    assert "No worker has been heard of" in page
    Beat.objects.create(pk=1, at=timezone.now(), since=timezone.now(), pid=1)
    part = client.get(f"/office/jobs/{job.pk}/progress").content.decode()
    assert "No worker has been heard of" not in part
    assert "<html" not in part
    worker.drain()
    page = client.get(f"/office/jobs/{job.pk}").content.decode()
    assert "Counted to 5." in page
    assert 'href="/office/counted/of-may"' in page
    assert "every 2s" not in page


def test_the_page_stops_a_job_and_says_when_it_is_too_late() -> None:
    client = at_work(Role.COORDINATION)
    job = asked()
    assert client.post(f"/office/jobs/{job.pk}/stop").status_code == 302
    assert "Stopped." in client.get(f"/office/jobs/{job.pk}").content.decode()
    answer = client.post(f"/office/jobs/{job.pk}/stop")
    assert answer.status_code == 400
    assert "This is over already." in answer.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATION])
def test_no_other_role_sees_it(role: Role) -> None:
    job = asked()
    client = at_work(role)
    assert client.get(f"/office/jobs/{job.pk}").status_code == 403
    assert client.post(f"/office/jobs/{job.pk}/stop").status_code == 403


def test_nobody_sees_it_without_signing_in_and_what_is_not_there_is_not_found(reader: Client) -> None:
    job = asked()
    assert reader.get(f"/office/jobs/{job.pk}").status_code == 302
    assert at_work(Role.COORDINATION).get("/office/jobs/99999").status_code == 404


def test_the_page_is_light_and_asks_the_database_little(django_assert_max_num_queries: Any) -> None:
    client = at_work(Role.COORDINATION)
    job = asked()
    with django_assert_max_num_queries(6):
        answer = client.get(f"/office/jobs/{job.pk}")
    assert len(answer.content) < 40_000
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
