"""Every address of the node, of every room there is or will be, opened as every role and as nobody.

What a view needs is written on it by the gate (``homeward.node.accounts.gate``), and what a role may do is in one
table; here both are compared with what happens.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from homeward.node.accounts.roles import MATRIX, Right, Role
from tests.node.cast import at_work

pytestmark = pytest.mark.django_db
SAMPLES = ["1", "x", "json", "bib", "looks", "0" * 32, "00000000-0000-0000-0000-000000000000", "0" * 64, "2025-05-23"]
BEFORE_SIGNING_IN = {"sign-in", "sign-in-code", "sign-in-factor", "invitation", "join"}
ROLES_PAGE = Path(__file__).parents[3] / "docs" / "roles.md"


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern, with an address that it answers."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, prefix + str(one.pattern))
        else:
            yield "/" + filled(prefix + str(one.pattern), one), one


def filled(route: str, one: URLPattern) -> str:
    """Fill an address's places with something that fits them."""
    route = route.replace("^", "").replace(".*$", "x").replace("$", "")
    for name, converter in one.pattern.converters.items():
        sample = next(text for text in SAMPLES if re.fullmatch(converter.regex, text))
        route = re.sub(rf"<(?:\w+:)?{name}>", sample, route)
    assert "<" not in route, f"no sample fits {route}"
    return route


ALL = list(patterns())
OFFICE = [(address, one) for address, one in ALL if address == "/office" or address.startswith("/office/")]
PUBLIC = [(address, one) for address, one in ALL if (address, one) not in OFFICE]


@pytest.fixture(autouse=True)
def review_open(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REVIEW_OPEN = True
    settings.UPLOADS_OPEN = True
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)


def ask(client: Client, method: str, address: str) -> Any:
    asked: Callable[..., Any] = getattr(client, method)
    return asked(address)


def test_there_are_addresses_to_look_at() -> None:
    assert len(OFFICE) > 25
    assert len(PUBLIC) > 20


def test_every_view_of_the_office_has_a_gate_and_only_those_that_sign_in_answer_anybody() -> None:
    open_to_all = {one.name for _, one in OFFICE if getattr(one.callback, "gate", None) == "anybody"}
    assert open_to_all == BEFORE_SIGNING_IN
    bare = [address for address, one in OFFICE if getattr(one.callback, "gate", None) not in {"anybody", "signed in"}]
    assert not bare, f"without a gate: {bare}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_opens_anything_of_the_office(method: str) -> None:
    for address, one in OFFICE:
        answer = ask(Client(raise_request_exception=False), method, address)
        if one.name in BEFORE_SIGNING_IN:
            assert answer.status_code in {200, 302, 400, 404}, address
        elif answer.status_code != 405:
            assert answer.status_code == 302, address
            assert answer.url.startswith("/office/in"), address


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_role_opens_its_part_and_nothing_else(role: Role, method: str) -> None:
    for address, one in OFFICE:
        if one.name in BEFORE_SIGNING_IN:
            continue
        answer = ask(at_work(role, raise_request_exception=False), method, address)
        right = getattr(one.callback, "right", None)
        if right is not None and right not in MATRIX[role]:
            assert answer.status_code in {403, 405}, f"{role} {method} {address}: {answer.status_code}"
        else:
            assert answer.status_code < 500, f"{role} {method} {address}: {answer.status_code}"
            if right is not None:
                assert answer.status_code != 403, f"{role} {method} {address}"
            if one.name not in {"sign-out", "sign-in"}:
                assert not getattr(answer, "url", "").startswith("/office/in?"), f"{role} {method} {address}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_without_a_second_factor_is_nobody(method: str) -> None:
    for address, one in OFFICE:
        if one.name in BEFORE_SIGNING_IN:
            continue
        client = at_work(Role.COORDINATION, raise_request_exception=False)
        session = client.session
        del session["second_factor"]
        session.save()
        answer = ask(client, method, address)
        assert answer.status_code == 405 or answer.url.startswith("/office/in"), address


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_public_address_sets_a_session_or_breaks(method: str) -> None:
    client = at_work(Role.COORDINATION, raise_request_exception=False)
    key = client.cookies["sessionid"].value
    for address, _one in PUBLIC:
        for visitor in (Client(raise_request_exception=False), client):
            answer = ask(visitor, method, address)
            assert answer.status_code < 500, address
            assert "sessionid" not in answer.cookies, address
            assert key not in answer.content.decode(errors="replace"), address


def test_every_answer_of_the_office_may_be_kept_by_nobody() -> None:
    for address, _one in OFFICE:
        answer = at_work(Role.OPERATOR, raise_request_exception=False).get(address)
        assert answer["Cache-Control"] == "no-store", address


def test_the_table_in_the_docs_is_the_one_in_the_code() -> None:
    rows = [line.split("|")[1:-1] for line in ROLES_PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    heading, _rule, *body = [[cell.strip() for cell in row] for row in rows]
    assert heading == ["may", *(role.value for role in Role)]
    told = {row[0]: {role for role, cell in zip(Role, row[1:], strict=True) if cell} for row in body}
    assert told == {right.value: {role for role in Role if right in MATRIX[role]} for right in Right}


def test_neither_operator_nor_auditor_sees_people() -> None:
    people = {
        Right.SEE_PEOPLE, Right.SEE_HEALTH, Right.SEE_CONTACTS, Right.CHANGE_PEOPLE, Right.EXPORT_PEOPLE, Right.COMPARE,
        Right.ERASE_PEOPLE, Right.SEE_CROSSING, Right.RECORD_CROSSING, Right.RECORD_WISHES, Right.ANSWER_FAMILIES,
    }  # fmt: skip
    assert not MATRIX[Role.OPERATOR] & people
    assert not MATRIX[Role.AUDITOR] & people
