"""An operator lets people in and out and reads nobody; what changes how somebody signs in ends their sessions."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from homeward.cli import main
from homeward.node.accounts import actions
from homeward.node.accounts.actions import AccountError
from homeward.node.accounts.gate import roles_of
from homeward.node.accounts.models import Act, Passkey, Visit
from homeward.node.accounts.roles import Role
from tests.node.accounts.conftest import code_now, join, secret_on, sign_in
from tests.node.cast import PASSWORD, at_work, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db: None) -> Client:
    return at_work(Role.OPERATOR)


def address_on(page: str) -> str:
    found = re.search(r"http://testserver(/office/invitation/[\w-]+)", page)
    assert found is not None
    return found[1]


def test_an_operator_invites_and_the_person_comes_in(operator: Client, visitor: Client) -> None:
    form = {"name": "oksana", "role": ["coordination", "spokesperson"]}
    invitation = address_on(operator.post("/office/accounts/new", form).content.decode())
    assert "no second factor yet" in operator.get("/office/accounts").content.decode()
    assert visitor.get(invitation).url == "/office/join"
    visitor.post("/office/join", {"password": PASSWORD, "again": PASSWORD})
    visitor.post("/office/in/factor", {"code": code_now(secret_on(visitor.get("/office/in/factor")))})
    assert "coordination officer, spokesperson" in visitor.get("/office/me").content.decode()
    assert [(one.act, one.by and one.by.username) for one in Act.objects.order_by("id")] == [
        ("invited", "danylo"), ("password", "oksana"), ("authenticator", "oksana"), ("signed in", "oksana"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("", ["coordination"]), ("two words", ["coordination"]), ("DANYLO", ["coordination"]), ("new", []),
        ("x" * 61, ["coordination"]), ("new", ["operator", "coordination"]), ("new", ["auditor", "reviewer"]),
        ("new", ["emperor"]),
    ],
)  # fmt: skip
def test_what_makes_no_account_is_refused_with_the_reason(operator: Client, name: str, roles: list[str]) -> None:
    answer = operator.post("/office/accounts/new", {"name": name, "role": roles})
    assert answer.status_code == 400
    assert b'role="alert"' in answer.content
    assert User.objects.count() == 1


def test_new_roles_end_the_sessions_and_hold_at_once(operator: Client, visitor: Client) -> None:
    secret, _ = join(visitor, "oksana", Role.COORDINATION)
    user = User.objects.get(username="oksana")
    assert operator.post(f"/office/accounts/{user.pk}/roles", {"role": ["liaison"]}).status_code == 302
    assert visitor.get("/office").status_code == 302
    assert roles_of(user) == {Role.LIAISON}
    assert sign_in(visitor, "oksana", code_now(secret, 1)).url == "/office"
    assert visitor.get("/office/accounts").status_code == 403


def test_a_closed_account_ends_at_once_and_comes_back_only_by_an_invitation(operator: Client, visitor: Client) -> None:
    _secret, _codes = join(visitor, "oksana", Role.COORDINATION)
    user = User.objects.get(username="oksana")
    operator.post(f"/office/accounts/{user.pk}/close")
    assert visitor.get("/office").status_code == 302
    assert visitor.post("/office/in", {"name": "oksana", "password": PASSWORD}).status_code == 400
    page = operator.post(f"/office/accounts/{user.pk}/open").content.decode()
    assert visitor.post("/office/in", {"name": "oksana", "password": PASSWORD}).status_code == 400
    visitor.get(address_on(page))
    visitor.post("/office/join", {"password": PASSWORD + "!", "again": PASSWORD + "!"})
    assert visitor.get("/office/in/factor").status_code == 200, "the second factor of before is gone"


def test_a_reset_takes_password_second_factor_and_recovery_codes_away(operator: Client, visitor: Client) -> None:
    _secret, _codes = join(visitor, "oksana", Role.COORDINATION)
    user = User.objects.get(username="oksana")
    operator.post(f"/office/accounts/{user.pk}/reset")
    user.refresh_from_db()
    assert visitor.get("/office").status_code == 302
    assert not user.has_usable_password()
    assert not hasattr(user, "authenticator")
    assert not user.recovery_codes.exists()


def test_nobody_changes_closes_or_resets_their_own_account(operator: Client) -> None:
    own = User.objects.get(username="danylo")
    for what, form in (("roles", {"role": ["coordination"]}), ("close", {}), ("reset", {})):
        answer = operator.post(f"/office/accounts/{own.pk}/{what}", form)
        assert answer.status_code == 400
        assert b"another operator" in answer.content
    assert roles_of(own) == {Role.OPERATOR}
    assert operator.get("/office").status_code == 200


def test_a_half_signed_in_person_whose_account_is_closed_gets_no_further(visitor: Client) -> None:
    secret, _ = join(visitor, "oksana", Role.COORDINATION)
    visitor.post("/office/out")
    visitor.post("/office/in", {"name": "oksana", "password": PASSWORD})
    actions.close(User.objects.get(username="oksana"), None)
    assert visitor.post("/office/in/code", {"code": code_now(secret, 1)}).url == "/office/in"


def test_one_ends_ones_own_sessions_and_nobody_elses(visitor: Client) -> None:
    _secret, codes = join(visitor, "oksana", Role.COORDINATION)
    other, stranger = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/128.0"}), Client()
    sign_in(other, "oksana", codes[0])
    join(stranger, "taras", Role.HANDOVER)
    page = visitor.get("/office/me").content.decode()
    assert "Firefox, Linux" in page
    theirs = Visit.objects.get(user__username="taras")
    assert visitor.post(f"/office/me/sessions/{theirs.pk}/end").status_code == 404
    assert stranger.get("/office").status_code == 200
    visitor.post(f"/office/me/sessions/{Visit.objects.get(browser='Firefox, Linux').pk}/end")
    assert other.get("/office").status_code == 302
    sign_in(other, "oksana", codes[1])
    visitor.post("/office/me/sessions/others")
    assert other.get("/office").status_code == 302
    assert visitor.get("/office").status_code == 200


def test_a_new_password_ends_every_session(visitor: Client) -> None:
    _, codes = join(visitor, "oksana", Role.COORDINATION)
    other = Client()
    sign_in(other, "oksana", codes[0])
    new = {"new": "seven green lamps at noon", "again": "seven green lamps at noon"}
    assert visitor.post("/office/me/password", {"password": "wrong", **new}).status_code == 400
    assert visitor.post("/office/me/password", {"password": PASSWORD, **new}).url == "/office/in"
    assert other.get("/office").status_code == 302
    assert visitor.get("/office").status_code == 302
    assert visitor.post("/office/in", {"name": "oksana", "password": PASSWORD}).status_code == 400


def test_a_second_factor_is_replaced_only_with_the_password(visitor: Client) -> None:
    _, codes = join(visitor, "oksana", Role.COORDINATION)
    other = Client()
    sign_in(other, "oksana", codes[0])
    secret = secret_on(visitor.get("/office/me/factor"))
    assert visitor.post("/office/me/factor", {"code": code_now(secret), "password": "wrong"}).status_code == 400
    assert visitor.post("/office/me/factor", {"code": code_now(secret), "password": PASSWORD}).url == "/office/me"
    assert other.get("/office").status_code == 302, "what was begun with the one before ends"
    visitor.post("/office/out")
    assert sign_in(visitor, "oksana", code_now(secret, 1)).url == "/office"


def test_new_recovery_codes_are_shown_once_and_end_those_before(visitor: Client) -> None:
    _, before = join(visitor, "oksana", Role.COORDINATION)
    page = visitor.post("/office/me/recovery", {"password": PASSWORD}).content.decode()
    codes = re.findall(r"<li><code>([a-z0-9-]+)</code>", page)
    assert len(set(codes)) == 10
    visitor.post("/office/out")
    assert sign_in(visitor, "oksana", before[0]).status_code == 400
    assert sign_in(visitor, "oksana", codes[0]).status_code == 302


def test_the_last_second_factor_stays(visitor: Client) -> None:
    client = at_work(Role.COORDINATION)
    kept = Passkey.objects.create(user=somebody(Role.COORDINATION), identifier="a", credential=b"", name="key")
    answer = client.post(f"/office/me/passkeys/{kept.pk}/remove", {"password": PASSWORD})
    assert answer.status_code == 400
    assert b"only second factor" in answer.content
    assert at_work(Role.HANDOVER).post(f"/office/me/passkeys/{kept.pk}/remove").status_code == 404
    Passkey.objects.create(user=somebody(Role.COORDINATION), identifier="b", credential=b"", name="other")
    assert client.post(f"/office/me/passkeys/{kept.pk}/remove", {"password": PASSWORD}).url == "/office/me"


@pytest.mark.parametrize("credential", ["{}", "no json", "[]", '{"id": "x"}', "x" * 30_000, '{"response": {}}', "null"])
def test_what_is_no_passkey_is_refused(visitor: Client, credential: str) -> None:
    join(visitor, "oksana", Role.COORDINATION)
    visitor.get("/office/me/factor")
    answer = visitor.post("/office/me/factor", {"credential": credential, "password": PASSWORD})
    assert answer.status_code == 400
    visitor.post("/office/out")
    visitor.post("/office/in", {"name": "oksana", "password": PASSWORD})
    assert visitor.post("/office/in/code", {"credential": credential}).status_code == 400
    assert not Passkey.objects.exists()


class TestCommand:
    """``homeward account``."""

    @pytest.fixture(autouse=True)
    def _node(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings) -> None:
        """The tests' database and key are the node's."""
        monkeypatch.setattr("homeward.node.setup.prepare", lambda: None)
        monkeypatch.setenv("HOMEWARD_VAR", str(tmp_path))
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, made_up_key=False)

    def test_an_account_is_made_and_its_invitation_printed(
        self, capsys: pytest.CaptureFixture[str], visitor: Client
    ) -> None:
        assert main(["account", "add", "danylo", "--role", "operator"]) == 0
        said = capsys.readouterr().out
        found = re.search(r"http://127\.0\.0\.1:8000(/office/invitation/\S+)", said)
        assert found is not None
        assert visitor.get(found[1]).url == "/office/join"
        assert Act.objects.get().by is None

    def test_without_the_nodes_key_no_invitation_is_made(self, capsys: pytest.CaptureFixture[str], settings) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, made_up_key=True)
        assert main(["account", "add", "danylo", "--role", "operator"]) == 2
        assert "HOMEWARD_SECRET_KEY_FILE" in capsys.readouterr().err
        assert not User.objects.exists()

    def test_accounts_are_changed_and_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["account", "add", "oksana", "--role", "coordination", "--role", "liaison"])
        assert main(["account", "roles", "oksana", "--role", "reviewer"]) == 0
        assert main(["account", "close", "oksana"]) == 0
        assert main(["account", "list"]) == 0
        assert capsys.readouterr().out.endswith("oksana\tclosed\treviewer\n")
        assert main(["account", "open", "oksana"]) == 0
        assert main(["account", "reset", "oksana"]) == 0
        assert main(["account", "list"]) == 0
        assert capsys.readouterr().out.endswith("oksana\tinvited\treviewer\n")

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            (["add", "x", "--role", "emperor"], "no role emperor"),
            (["add", "x"], "at least one role"),
            (["add"], "needs the name"),
            (["close", "nobody"], "no account of this name: nobody"),
            (["add", "a b", "--role", "operator"], "username"),
        ],
    )
    def test_what_cannot_be_is_said_in_a_sentence(
        self, said: list[str], why: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["account", *said]) == 2
        assert why in capsys.readouterr().err


def test_a_closed_account_is_not_reset() -> None:
    user = somebody(Role.COORDINATION)
    actions.close(user, None)
    with pytest.raises(AccountError, match="open it again"):
        actions.reset(user, None)
