"""What the tests of the accounts share: a way to take a code from a page, as an authenticator app does."""

import base64
import re
import time

import pytest
from django.http import HttpResponse
from django.test import Client

from homeward.node.accounts import totp
from homeward.node.accounts.actions import invite
from homeward.node.accounts.roles import Role
from tests.node.cast import PASSWORD


@pytest.fixture(autouse=True)
def quick(settings) -> None:
    """Passwords are stretched no further than needed, so that fifty wrong ones take a moment."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def visitor() -> Client:
    """The visitor of somebody who is not signed in, and who sends forms with their proof of origin."""
    return Client(headers={"accept-language": "en"})


def secret_on(page: HttpResponse) -> bytes:
    """Return the secret that a page offers, in letters."""
    found = re.search(r'<code class="letters">([A-Z2-7 ]+)</code>', page.content.decode())
    assert found is not None
    return base64.b32decode(found[1].replace(" ", ""))


def code_now(secret: bytes, later: int = 0) -> str:
    """Return what the app shows, now or some steps later."""
    return totp.code(secret, int(time.time()) // totp.STEP + later)


def join(visitor: Client, name: str, *roles: Role) -> tuple[bytes, list[str]]:
    """Go the whole way of a first sign-in; return the secret of the app, and the recovery codes."""
    _, token = invite(name, roles, None)
    visitor.get(f"/office/invitation/{token}")
    visitor.post("/office/join", {"password": PASSWORD, "again": PASSWORD})
    secret = secret_on(visitor.get("/office/in/factor"))
    page = visitor.post("/office/in/factor", {"code": code_now(secret)})
    assert page.status_code == 200
    return secret, re.findall(r"<li><code>([a-z0-9-]+)</code>", page.content.decode())


def sign_in(visitor: Client, name: str, code: str, where: str = "/office/in") -> HttpResponse:
    """Sign in by password and code; return the last answer."""
    visitor.post(where, {"name": name, "password": PASSWORD})
    return visitor.post("/office/in/code", {"code": code})
