"""The auditor sees who did and who saw what, by person, account, day and act, and no person's details."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.test import Client

from homeward.node.accounts import audit, twofold
from homeward.node.accounts.acts import WORDS, did
from homeward.node.accounts.looks import looked
from homeward.node.accounts.models import Look, Request
from homeward.node.accounts.roles import Right, Role
from homeward.node.accounts.twofold import Kind
from tests.node.cast import at_work, somebody

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def auditor(db: None) -> Client:
    return at_work(Role.AUDITOR)


def rows(client: Client, table: str, query: str = "") -> list[list[str]]:
    answer = client.get(f"/office/audit/{table}.csv?{query}")
    assert answer.status_code == 200
    return list(csv.reader(StringIO(answer.content.decode())))[1:]


def test_a_look_is_found_by_person_account_day_and_act(auditor: Client) -> None:
    oksana, halyna = somebody(Role.COORDINATION), somebody(Role.LIAISON)
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        looked(oksana, "seen", "person", KEY)
        looked(oksana, "exported", "list", "list-1", 40)
    looked(halyna, "seen", "person", KEY)
    assert len(rows(auditor, "looks")) == 3
    assert {row[1] for row in rows(auditor, "looks", f"key={KEY}")} == {"oksana", "halyna"}
    assert len(rows(auditor, "looks", f"user={oksana.pk}")) == 2
    assert rows(auditor, "looks", "day=2026-03-01&act=exported") == [
        ["2026-03-01 12:00:00", "oksana", "exported", "list", "list-1", "40"]
    ]
    page = auditor.get(f"/office/audit?user={halyna.pk}").content.decode()
    assert KEY in page
    assert "list-1" not in page


def test_what_makes_no_sense_is_not_asked(auditor: Client) -> None:
    looked(somebody(Role.COORDINATION), "seen", "person", KEY)
    for query in ("user=x", "day=yesterday", "key=%27%20OR", "before=-1", "user=99999999999999999999", "act=%ff"):
        assert auditor.get(f"/office/audit?{query}").status_code == 200
    assert len(rows(auditor, "looks", "day=31&user=-1&key=;drop")) == 1


def test_what_is_typed_reaches_the_address_only_if_it_is_a_key(auditor: Client) -> None:
    user = somebody(Role.COORDINATION)
    form = {"user": user.pk, "day": "2026-03-01", "act": "seen", "key": KEY}
    assert auditor.post("/office/audit", form).url == f"/office/audit?user={user.pk}&day=2026-03-01&act=seen&key={KEY}"
    for name in ("Zhovtobriukh", "Жовтобрюх", "Жовтобрюх1", "a b1"):
        assert auditor.post("/office/audit", {"key": name, "act": name, "user": name}).url == "/office/audit?"


def test_a_long_table_goes_on_by_a_link(auditor: Client) -> None:
    user = somebody(Role.COORDINATION)
    Look.objects.bulk_create(Look(user=user, act="seen", kind="person", subject=f"key-{n}") for n in range(250))
    seen, query = [], "user=" + str(user.pk)
    for _ in range(3):
        page = auditor.get(f"/office/audit?{query}").content.decode()
        seen.append(page.count("<td>key-"))
        query = page.partition('class="more" href="?')[2].partition('"')[0].replace("&amp;", "&")
    assert seen == [100, 100, 50]
    assert query == ""


def test_acts_on_accounts_are_told_with_who_did_them(auditor: Client) -> None:
    oksana = somebody(Role.COORDINATION)
    did("roles", oksana, None, "coordination, liaison")
    did("closed", oksana, somebody(Role.OPERATOR))
    told = rows(auditor, "accounts", f"user={oksana.pk}")
    assert [row[1:] for row in told] == [
        ["danylo", "closed the account", "oksana", ""],
        ["at the command line", "changed roles", "oksana", "coordination officer, family liaison"],
    ]
    assert all(auditor.get(f"/office/audit/accounts?act={act}").status_code == 200 for act in WORDS)


def test_decisions_of_two_are_told_without_what_they_are_about(auditor: Client, monkeypatch) -> None:
    monkeypatch.setattr(twofold, "_KINDS", {})
    twofold.register(Kind("merge", Right.CHANGE_PEOPLE, lambda _: ("Merge Ivan", []), lambda *_: "Merged Ivan."))
    request = twofold.ask(somebody(Role.COORDINATION), "merge", {"keys": [KEY]})
    twofold.agree(somebody(Role.COORDINATION, "petro"), request.pk, request.digest)
    page = auditor.get("/office/audit/requests").content.decode()
    assert "merge" in page
    assert request.digest[:16] in page
    assert "Ivan" not in page + str(rows(auditor, "requests"))
    assert Request.objects.get().outcome == "Merged Ivan."


def test_no_cell_is_a_formula() -> None:
    assert audit.as_csv("accounts", [("+cmd", "=1", "@x", "-y", "plain")]).splitlines()[1] == "'+cmd,'=1,'@x,'-y,plain"


def test_somebody_who_looked_at_unusually_many_is_pointed_out(auditor: Client) -> None:
    oksana, halyna = somebody(Role.COORDINATION), somebody(Role.LIAISON)
    now = datetime.now(UTC)
    for days in range(1, 11):
        with time_machine.travel(now - timedelta(days=days), tick=False):
            for n in range(40):
                looked(oksana, "seen", "person", f"{days}-{n}")
            looked(halyna, "seen", "person", KEY)
    assert audit.unusual() == [], "forty a day are usual for one who always sees forty"
    for n in range(35):
        looked(halyna, "seen", "person", f"new-{n}")
    (said,) = audit.unusual()
    assert "halyna looked at 35 people, usually at 1 a day" in said
    assert "halyna looked at 35 people" in auditor.get("/office").content.decode()
    looked(oksana, "exported", "list", "all", 1000)
    assert len(audit.unusual()) == 2


def test_wrong_second_factors_are_pointed_out(auditor: Client) -> None:
    for _ in range(3):
        did("wrong code", somebody(Role.COORDINATION), somebody(Role.COORDINATION))
    assert "oksana was followed by a wrong second factor 3 times" in auditor.get("/office/audit").content.decode()


def test_a_table_takes_few_queries_however_long(auditor: Client, django_assert_max_num_queries) -> None:
    user = somebody(Role.COORDINATION)
    Look.objects.bulk_create(Look(user=user, act="seen", kind="person", subject=f"key-{n}") for n in range(300))
    for _ in range(30):
        did("signed in", user, user)
    for address in ("/office/audit", "/office/audit/accounts", "/office/audit/requests"):
        with django_assert_max_num_queries(10):
            assert len(auditor.get(address).content) < 40_000
