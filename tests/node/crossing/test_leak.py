"""What is known at a crossing leaves it neither by the log, nor by an address, nor by a page that is not for it."""

import logging
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from homeward.node.accounts.roles import Role
from tests.node.cast import at_work
from tests.node.crossing.conftest import Day
from tests.node.crossing.test_differences import differ

pytestmark = pytest.mark.django_db
PLANTED = ("insulin every six hours", "a photograph of two boys", "Ковтун", "Гайдук", "Вересневий")


def test_what_is_found_of_a_person_is_for_those_who_may_see_it(giver: Day) -> None:
    where = f"/office/crossing/{giver.crossing('south').key}/1"
    found = {
        "key": "c" * 32,
        "identity": "papers",
        "medical": PLANTED[0],
        "belongings": PLANTED[1],
        "condition": "sick",
    }
    for _ in range(2):
        assert giver.officer.post(where, found).status_code == 302
    assert giver.crossing("south").seats.get(number=1).checks.count() == 1
    assert PLANTED[0] in giver.officer.get(where).content.decode()
    assert PLANTED[0] in at_work(Role.COORDINATION).get(where).content.decode()
    neutral = at_work(Role.INTERMEDIARY).get(where).content.decode()
    assert PLANTED[1] in neutral
    assert PLANTED[0] not in neutral, "health is for those who may see health"


def test_no_name_and_nothing_found_is_in_a_log_an_address_or_on_a_page_of_figures(
    giver: Day, caplog: pytest.LogCaptureFixture, reader: Client
) -> None:
    caplog.set_level(logging.DEBUG)
    crossing = differ(giver)
    base = f"/office/crossing/{crossing.key}"
    giver.officer.post(f"{base}/1", {"key": "c" * 32, "medical": PLANTED[0], "belongings": PLANTED[1]})
    seen = [
        giver.officer.get(base + rest).content.decode() for rest in ("", "/1", "/2", "/sheet", "/differences", "/sign")
    ]
    giver.officer.post(f"{base}/paper", {"text": f"all but {PLANTED[2]}"})
    who = crossing.seats.get(number=2).person
    giver.officer.post(f"{base}/differences/dispute", {"step": "say", "key": "d" * 32, "person": who, "reason": "One."})
    logged = caplog.text + b"".join(one.payload for one in giver.desk.logged()).decode()
    addresses = " ".join(re.findall(r'(?:href|action|src)="([^"]+)"', "".join(seen)))
    figures = at_work(Role.AUDITOR).get("/office/crossing").content.decode()
    public = "".join(reader.get(path).content.decode() for path in ("/", "/record", "/data", "/feed.atom"))
    for secret in PLANTED:
        assert secret not in logged, secret
        assert secret not in addresses, secret
        assert secret not in figures, secret
        assert secret not in public, secret


def test_the_desks_page_costs_a_few_queries(node: Callable[[str], Day]) -> None:
    node("north")
    client = at_work(Role.COORDINATION)
    client.get("/office/crossing")
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/office/crossing")
    assert len(captured) <= 14
    assert len(page.content) < 40_000
