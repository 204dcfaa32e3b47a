"""Signing in takes an invitation once, a password, and a second factor; nothing else opens, and guessing ends soon."""

import logging
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from homeward.node.accounts import actions, totp
from homeward.node.accounts.models import Act, Attempt, Authenticator, Invitation, RecoveryCode, Visit
from homeward.node.accounts.roles import Role
from tests.node.accounts.conftest import code_now, join, secret_on, sign_in
from tests.node.cast import PASSWORD, at_work, somebody

pytestmark = pytest.mark.django_db
RFC = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238(seconds: int, shown: str) -> None:
    assert totp.code(RFC, seconds // totp.STEP) == shown
    assert totp.step_of(f"{shown[:3]} {shown[3:]}", RFC, seconds) == seconds // totp.STEP


def test_a_clock_may_be_off_by_a_step_and_no_more() -> None:
    code = totp.code(RFC, 1000)
    off = [totp.step_of(code, RFC, (1000 + steps) * totp.STEP) for steps in (-2, -1, 0, 1, 2)]
    assert off == [None, 1000, 1000, 1000, None]
    assert totp.step_of(code, RFC, 1000 * totp.STEP, after=1000) is None


def test_whoever_is_invited_chooses_a_password_and_a_second_factor_and_is_in(visitor: Client) -> None:
    _, token = actions.invite("oksana", [Role.COORDINATION], None)
    assert visitor.get(f"/office/invitation/{token}").url == "/office/join"
    assert visitor.get("/office").url == "/office/in"
    assert visitor.post("/office/join", {"password": PASSWORD, "again": PASSWORD}).url == "/office/in/factor"
    assert visitor.get("/office").url == "/office/in", "nothing opens before the second factor"
    page = visitor.get("/office/in/factor")
    assert b"<svg" in page.content
    secret = secret_on(page)
    assert visitor.post("/office/in/factor", {"code": "000000"}).status_code == 400
    assert secret_on(visitor.get("/office/in/factor")) == secret, "the picture stays while it is tried"
    assert visitor.post("/office/in/factor", {"code": code_now(secret)}).content.count(b"<li><code>") == 10
    assert visitor.get("/office").status_code == 200


def test_an_invitation_opens_an_account_once(visitor: Client) -> None:
    _, token = actions.invite("oksana", [Role.COORDINATION], None)
    visitor.get(f"/office/invitation/{token}")
    thief = Client()
    thief.get(f"/office/invitation/{token}")
    visitor.post("/office/join", {"password": PASSWORD, "again": PASSWORD})
    assert thief.post("/office/join", {"password": PASSWORD + "!", "again": PASSWORD + "!"}).status_code == 404
    assert Client().get(f"/office/invitation/{token}").status_code == 404
    assert User.objects.get().check_password(PASSWORD)


def test_an_invitation_ends_after_three_days_and_with_the_next(visitor: Client) -> None:
    user, first = actions.invite("oksana", [Role.COORDINATION], None)
    second = actions.reset(user, None)
    assert visitor.get(f"/office/invitation/{first}").status_code == 404
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3, minutes=1)):
        assert visitor.get(f"/office/invitation/{second}").status_code == 404
    assert visitor.get(f"/office/invitation/{second}").status_code == 302
    actions.close(user, None)
    assert visitor.get(f"/office/invitation/{second}").status_code == 404


def test_a_password_without_a_second_factor_opens_nothing_once_the_invitation_is_old(visitor: Client) -> None:
    somebody(Role.COORDINATION)
    assert visitor.post("/office/in", {"name": "oksana", "password": PASSWORD}).url == "/office/in/factor"
    answer = visitor.get("/office/in/factor")
    assert answer.status_code == 403
    assert b"Ask the operator for another" in answer.content
    assert visitor.post("/office/in/factor", {"code": "123456"}).status_code == 403
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (PASSWORD, "another"), ("oksana-oksana", "oksana-oksana")]
)
def test_a_weak_or_mistyped_password_is_not_taken(visitor: Client, password: str, again: str) -> None:
    _, token = actions.invite("oksana-oksana", [Role.COORDINATION], None)
    visitor.get(f"/office/invitation/{token}")
    answer = visitor.post("/office/join", {"password": password, "again": again})
    assert answer.status_code == 400
    assert b'role="alert"' in answer.content
    assert Invitation.objects.get().used_at is None


def test_signing_in_leads_back_to_the_page_and_nowhere_else(visitor: Client) -> None:
    secret, _ = join(visitor, "oksana", Role.COORDINATION)
    visitor.post("/office/out")
    asked = visitor.get("/office/me?x=1").url
    assert asked == "/office/in?next=%2Foffice%2Fme%3Fx%3D1"
    assert sign_in(visitor, "oksana", code_now(secret, 1), asked).url == "/office/me?x=1"
    for evil in ("https://evil.example/", "//evil.example", "/office/../", "/officer", "/office/\\x"):
        visitor.post("/office/out")
        answer = visitor.post(f"/office/in?next={evil}", {"name": "oksana", "password": PASSWORD})
        assert answer.url == "/office/in/code"
        assert visitor.session["half"]["next"] == "/office"


@pytest.mark.parametrize(
    ("came", "leads"),
    [
        ("http://testserver/office/me", "/office/in?next=%2Foffice%2Fme"),
        ("https://evil.example/office/me", "/office/in?next=%2Foffice%2Fme"),
        ("https://evil.example/", "/office/in"),
        ("http://[", "/office/in"),
    ],
)
def test_a_form_that_is_sent_too_late_leads_back_to_its_page(visitor: Client, came: str, leads: str) -> None:
    assert visitor.post("/office/me/password", headers={"referer": came}).url == leads


def test_a_code_counts_once(visitor: Client) -> None:
    secret, _ = join(visitor, "oksana", Role.COORDINATION)
    visitor.post("/office/out")
    assert sign_in(visitor, "oksana", code_now(secret)).status_code == 400, "it set the app up"
    assert sign_in(visitor, "oksana", code_now(secret, 1)).url == "/office"
    other = Client()
    assert sign_in(other, "oksana", code_now(secret, 1)).status_code == 400
    assert other.get("/office").status_code == 302


def test_a_recovery_code_counts_once_and_asks_for_new_ones(visitor: Client) -> None:
    _, codes = join(visitor, "oksana", Role.COORDINATION)
    visitor.post("/office/out")
    assert sign_in(visitor, "oksana", codes[3].upper().replace("-", " ")).url == "/office/me?left=1"
    assert b"9 recovery codes left" in visitor.get("/office/me").content
    assert sign_in(Client(), "oksana", codes[3]).status_code == 400
    assert Act.objects.filter(act="signed in", detail="recovery code").count() == 1


def test_a_wrong_password_is_refused_and_many_are_not_tried(visitor: Client) -> None:
    somebody(Role.COORDINATION)
    answers = [visitor.post("/office/in", {"name": "oksana", "password": "wrong"}).status_code for _ in range(6)]
    assert answers == [400] * 5 + [429]
    assert visitor.post("/office/in", {"name": "oksana", "password": PASSWORD}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").post("/office/in", {"name": "oksana", "password": PASSWORD})
    assert elsewhere.status_code == 302, "a stranger locks nobody out elsewhere"
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16)):
        assert visitor.post("/office/in", {"name": "oksana", "password": PASSWORD}).status_code == 302


def test_an_address_that_tries_many_names_is_stopped(visitor: Client) -> None:
    answers = [visitor.post("/office/in", {"name": f"n{n}", "password": "wrong"}).status_code for n in range(21)]
    assert answers == [400] * 20 + [429]


def test_a_name_tried_from_everywhere_is_stopped() -> None:
    somebody(Role.COORDINATION)
    form = {"name": "oksana", "password": "wrong"}
    answers = [Client(REMOTE_ADDR=f"203.0.113.{n}").post("/office/in", form).status_code for n in range(51)]
    assert answers == [400] * 50 + [429]


def test_wrong_codes_end_soon_and_are_seen_by_the_auditor(visitor: Client) -> None:
    secret, codes = join(visitor, "oksana", Role.COORDINATION)
    visitor.post("/office/out")
    visitor.post("/office/in", {"name": "oksana", "password": PASSWORD})
    answers = [visitor.post("/office/in/code", {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [400] * 5 + [429]
    assert visitor.post("/office/in/code", {"code": code_now(secret, 1)}).status_code == 429
    assert visitor.post("/office/in/code", {"code": codes[0]}).status_code == 429
    assert Act.objects.filter(act="wrong code").count() == 5


def test_right_sign_ins_are_never_too_many(visitor: Client) -> None:
    _, codes = join(visitor, "oksana", Role.COORDINATION)
    for code in codes[:7]:
        visitor.post("/office/out")
        assert sign_in(visitor, "oksana", code).status_code == 302
    assert not Attempt.objects.exists()


def test_nothing_that_opens_an_account_is_in_the_database_in_the_clear(visitor: Client) -> None:
    _, token = actions.invite("taras", [Role.HANDOVER], None)
    Client().get(f"/office/invitation/{token}")
    secret, codes = join(visitor, "oksana", Role.COORDINATION)
    visitor.post("/office/in", {"name": "nobody at all", "password": "a wrong password"})
    rows = [
        repr(list(model.objects.values()))
        for model in (User, Invitation, Authenticator, RecoveryCode, Attempt, Visit, Act)
    ]
    stored = "".join(rows) + "".join(repr(one.get_decoded()) for one in Session.objects.all())
    shown = (token, *codes, codes[0].replace("-", ""), PASSWORD, "nobody at all", repr(secret)[2:-1], "127.0.0.1")
    for plain in shown:
        assert plain not in stored


def test_no_log_line_opens_an_account_or_says_who_signed_in(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    _, token = actions.invite("zhovtobriukh", [Role.COORDINATION], None)
    loggers = [logging.getLogger(name) for name in ("homeward", "homeward.node", "fido2", "django")]
    for logger in loggers:
        logger.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.INFO, "homeward.node"):
            visitor.get(f"/office/invitation/{token}")
            visitor.post("/office/join", {"password": PASSWORD, "again": PASSWORD})
            secret = secret_on(visitor.get("/office/in/factor"))
            visitor.post("/office/in/factor", {"code": code_now(secret)})
            visitor.post("/office/out")
            sign_in(visitor, "zhovtobriukh", code_now(secret, 1))
            visitor.post("/office/in", {"name": "zhovtobriukh", "password": "wrong"})
    finally:
        for logger in loggers:
            logger.removeHandler(caplog.handler)
    assert "GET /office/invitation/<str:token> 302" in caplog.text
    for secret_word in (token, "zhovtobriukh", PASSWORD, totp.written(secret)):
        assert secret_word not in caplog.text


def test_a_session_ends_after_half_an_hour_of_nothing_and_after_eight_hours_of_anything(visitor: Client) -> None:
    join(visitor, "oksana", Role.COORDINATION)
    began = datetime.now(UTC)
    for minutes in range(0, 8 * 60, 20):
        with time_machine.travel(began + timedelta(minutes=minutes)):
            assert visitor.get("/office/me").status_code == 200, minutes
    with time_machine.travel(began + timedelta(hours=8, minutes=1)):
        assert visitor.get("/office/me").url == "/office/in?next=%2Foffice%2Fme"
    assert not Visit.objects.exists()
    idle = at_work(Role.COORDINATION)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=31)):
        assert idle.get("/office/me").status_code == 302
        assert b"Sign in to go on" in idle.get(idle.get("/office/me").url).content


def test_ten_minutes_lie_between_the_two_steps_at_most(visitor: Client) -> None:
    secret, _ = join(visitor, "oksana", Role.COORDINATION)
    visitor.post("/office/out")
    visitor.post("/office/in", {"name": "oksana", "password": PASSWORD})
    later = datetime.now(UTC) + timedelta(minutes=11)
    with time_machine.travel(later):
        code = totp.code(secret, int(time.time()) // totp.STEP)
        assert visitor.post("/office/in/code", {"code": code}).url == "/office/in"


def test_a_session_is_new_after_each_step_and_seen_by_no_page_of_the_record(visitor: Client) -> None:
    secret, _ = join(visitor, "oksana", Role.COORDINATION)
    visitor.post("/office/out")
    visitor.post("/office/in", {"name": "oksana", "password": PASSWORD})
    half = visitor.cookies["sessionid"].value
    visitor.post("/office/in/code", {"code": code_now(secret, 1)})
    cookie = visitor.cookies["sessionid"]
    assert cookie.value != half
    assert cookie["path"] == "/office"
    assert cookie["samesite"] == "Strict"
    assert cookie["httponly"]
    assert visitor.get("/office")["Cache-Control"] == "no-store"


def test_a_closed_office_has_no_pages(visitor: Client, settings) -> None:
    settings.OFFICE_OPEN = False
    for address in ("/office", "/office/in", "/office/join", "/office/me"):
        assert visitor.get(address).status_code == 404
        assert at_work(Role.COORDINATION).get(address).status_code == 404
