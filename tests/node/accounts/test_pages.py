"""What the pages of the accounts weigh and cost, and that each speaks three languages."""

import re

import pytest
from django.test import Client

from homeward.node.accounts.roles import Role
from tests.node.accounts.conftest import join
from tests.node.cast import at_work

pytestmark = pytest.mark.django_db
WEIGHT = 40_000  # bytes, as sent over a bad network before it is compressed
PAGES = {
    Role.OPERATOR: ["/office", "/office/me", "/office/me/factor", "/office/accounts", "/office/accounts/new"],
    Role.AUDITOR: ["/office", "/office/audit", "/office/audit/accounts", "/office/audit/requests"],
}


@pytest.mark.parametrize(("role", "address"), [(role, address) for role in PAGES for address in PAGES[role]])
def test_a_page_is_light_and_takes_few_queries(role: Role, address: str, django_assert_max_num_queries) -> None:
    client = at_work(role)
    with django_assert_max_num_queries(12):
        answer = client.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < WEIGHT


def test_the_list_of_accounts_takes_no_more_queries_for_more_accounts(django_assert_max_num_queries) -> None:
    for number in range(12):
        join(Client(), f"officer{number}", Role.COORDINATION)
    operator = at_work(Role.OPERATOR)
    with django_assert_max_num_queries(10):
        assert operator.get("/office/accounts").status_code == 200


@pytest.mark.parametrize(("language", "heading"), [("uk", "Увійти"), ("ru", "Войти"), ("en", "Sign in")])
def test_signing_in_speaks_three_languages(language: str, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in Client().get(f"/office/in?lang={language}").content.decode()


@pytest.mark.parametrize("address", ["/office", "/office/me", "/office/me/factor", "/office/accounts", "/office/in"])
def test_a_page_runs_our_own_files_and_nothing_else(address: str) -> None:
    answer = at_work(Role.OPERATOR).get(address)
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    body = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|<[^>]+\s(?:style|on[a-z]+)=|javascript:", body)
    assert all(src.startswith("/static/") for src in re.findall(r'src="([^"]+)"', body))


def test_a_failure_at_the_office_leads_back_to_the_office() -> None:
    client = at_work(Role.COORDINATION, enforce_csrf_checks=True)
    forged = client.post("/office/out")
    assert forged.status_code == 403
    assert "This form is too old" in forged.content.decode()
    assert 'href="/office"' in forged.content.decode()
    forbidden = client.get("/office/audit").content.decode()
    assert "This is not your part." in forbidden
    assert "Sign out" in forbidden
    assert 'href="/office"' in client.get("/office/nothing").content.decode()
    assert 'class="office"' not in Client().get("/nothing").content.decode()
