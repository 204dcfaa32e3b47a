"""The public record follows by itself what may be told: when others' entries arrive, and when an embargo ends."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from homeward.node.jobs.regular import Round
from homeward.node.journal.actions import import_logs
from homeward.node.public import actions
from homeward.node.public.models import Weighing

pytestmark = pytest.mark.django_db
AT_THE_LAST_DAYS_NOON = datetime(2025, 5, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)
    monkeypatch.setattr("homeward.node.public.actions.public_rows", lambda: ())


def test_a_node_of_which_nothing_may_be_told_does_nothing() -> None:
    assert not actions.follow()
    assert not Weighing.objects.exists()


def test_what_may_be_told_is_shown_without_anybody_asking_and_once(logs: list[Path], reader: Client) -> None:
    import_logs(logs)
    assert reader.get("/exchanges/2025-05-24").status_code == 404
    assert actions.follow()
    assert reader.get("/exchanges/2025-05-24").status_code == 200
    assert not actions.follow()


def test_the_end_of_an_embargo_is_followed_by_the_clock_alone(logs: list[Path], reader: Client) -> None:
    with time_machine.travel(AT_THE_LAST_DAYS_NOON, tick=False):
        import_logs(logs)
        actions.follow()
        before = {row["key"] for row in reader.get("/index.json").json()["exchanges"]}
        assert not actions.follow()
    assert actions.follow()
    after = {row["key"] for row in reader.get("/index.json").json()["exchanges"]}
    assert before < after


def test_the_workers_round_looks_after_it(logs: list[Path], reader: Client) -> None:
    import_logs(logs)
    Round().go()
    assert reader.get("/exchanges/2025-05-24").status_code == 200
