"""The office as its people meet it: an invitation, a password, a second factor, and what only some may open."""

import base64
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from homeward.node.accounts import totp
from tests.browser.conftest import Office
from tests.browser.looking import told, violations

PASSWORD = "three small boats at dawn"
SHOTS = os.environ.get("HOMEWARD_SHOTS")
Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, office: Office) -> Iterator[Opened]:
    """Open a browser of somebody's own."""
    contexts: list[BrowserContext] = []

    def open_one(**wishes: Any) -> Page:
        contexts.append(browser.new_context(base_url=office.address, locale=wishes.pop("locale", "en"), **wishes))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def shoot(page: Page, name: str) -> None:
    """Keep a picture, where somebody wants to look at them."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def choose_password(page: Page, invitation: str) -> None:
    page.goto(invitation)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_again").fill(PASSWORD)
    page.locator("main button[type=submit]").click()


def secret_on(page: Page) -> bytes:
    return base64.b32decode(page.locator("code.letters").inner_text().replace(" ", ""))


def code_of(secret: bytes, later: int = 0) -> str:
    return totp.code(secret, int(time.time()) // totp.STEP + later)


def come_in(page: Page, office: Office, name: str, *roles: str) -> bytes:
    """Go from the invitation to the first page of the office; return the secret of the app."""
    choose_password(page, office.invite(name, *roles))
    secret = secret_on(page)
    page.locator("#id_code").fill(code_of(secret))
    page.locator(".setup button[type=submit]").click()
    page.locator("p.go a").click()
    return secret


def sign_in(page: Page, name: str, code: str) -> None:
    page.goto("/office/in")
    page.locator("#id_name").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.locator("#id_code").fill(code)
    page.locator("form:has(#id_code) button").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_invitation_leads_in_by_a_password_and_a_code(opened: Opened, office: Office, scripts: bool) -> None:
    page = opened(java_script_enabled=scripts)
    name = f"oksana{scripts}"
    choose_password(page, office.invite(name, "coordination"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    expect(page.locator(".qr svg")).to_be_visible()
    shoot(page, f"factor-{scripts}")
    secret = secret_on(page)
    page.get_by_label("The six digits that the app then shows").fill(code_of(secret))
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    shoot(page, f"recovery-{scripts}")
    recovery = page.locator("ol.codes code").first.inner_text()
    page.get_by_role("button", name="I have kept them: go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you")
    shoot(page, f"home-{scripts}")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, name, code_of(secret, 1))
    expect(page.get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/office/me")
    expect(page).to_have_url(re.compile(r"/office/in\?next="))
    shoot(page, f"sign-in-{scripts}")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    shoot(page, f"code-{scripts}")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/office/me"))
    expect(page.locator("main")).to_contain_text("9 recovery codes left")


def test_a_passkey_is_made_and_used(opened: Opened, office: Office) -> None:
    page = opened()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    choose_password(page, office.invite("layla", "intermediary"))
    page.get_by_label("What you call it").fill("blue key")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    page.get_by_role("button", name="I have kept them: go on").click()
    page.get_by_role("button", name="Sign out").click()
    for _ in range(2):
        page.goto("/office/in")
        page.get_by_label("Name").fill("layla")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What needs you")
        page.goto("/office/me")
        expect(page.locator("main")).to_contain_text("blue key")
        page.get_by_role("button", name="Sign out").click()


def test_an_operator_invites_and_an_auditor_reads(opened: Opened, office: Office) -> None:
    operator, auditor = opened(), opened()
    come_in(operator, office, "danylo", "operator")
    operator.get_by_role("link", name="Accounts").click()
    operator.get_by_role("button", name="Invite somebody").click()
    operator.get_by_label("Name to sign in with").fill("bohdan")
    operator.get_by_label("auditor").check()
    shoot(operator, "new")
    operator.get_by_role("button", name="Make the account").click()
    shoot(operator, "invited")
    choose_password(auditor, operator.locator("code.given").inner_text())
    auditor.locator("#id_code").fill(code_of(secret_on(auditor)))
    auditor.locator(".setup button[type=submit]").click()
    auditor.locator("p.go a").click()
    auditor.get_by_role("link", name="Audit").click()
    auditor.get_by_role("link", name="What was done to accounts").click()
    auditor.get_by_label("Who").select_option("bohdan")
    auditor.get_by_role("button", name="Show").click()
    expect(auditor.locator("table.log")).to_contain_text("invited")
    shoot(auditor, "audit")
    auditor.goto("/office/accounts")
    expect(auditor.get_by_role("heading", level=1)).to_have_text("This is not your part.")
    shoot(auditor, "forbidden")


def test_axe_finds_nothing_in_the_office_and_nothing_scrolls_sideways(opened: Opened, office: Office) -> None:
    found, wide = {}, {}
    operator, auditor = opened(), opened()
    come_in(operator, office, "operator-of-axe", "operator")
    come_in(auditor, office, "auditor-of-axe", "auditor")
    half, name = opened(), "half-of-axe"
    come_in(half, office, name, "handover")
    half.get_by_role("button", name="Sign out").click()
    half.get_by_label("Name").fill(name)
    half.get_by_label("Password").fill(PASSWORD)
    half.get_by_role("button", name="Go on").click()
    choosing = opened()
    choosing.goto(office.invite("choosing", "handover"))
    pages = [
        (half, "/office/in/code"),
        (choosing, "/office/join"),
        *((operator, address) for address in ("/office", "/office/me", "/office/me/factor", "/office/accounts")),
        *((operator, address) for address in ("/office/accounts/new", "/office/accounts/1", "/office/audit")),
        *((auditor, address) for address in ("/office/audit", "/office/audit/accounts", "/office/audit/requests")),
        *((opened(), address) for address in ("/office/in", "/office/invitation/none", "/office/nothing")),
    ]
    for page, address in pages:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(address)
            if wrong := violations(page):
                found[address, scheme] = told(wrong)
        shoot(page, f"axe{address.replace('/', '-')}")
        for language in ("en", "uk", "ru"):
            page.set_viewport_size({"width": 360, "height": 740})
            page.goto(f"{address}?lang={language}")
            if (width := page.evaluate("document.documentElement.scrollWidth")) > 360:
                wide[address, language] = width
        shoot(page, f"phone{address.replace('/', '-')}")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{address}?lang=en")
    assert not found, "\n".join(f"{where}: {report}" for where, report in found.items())
    assert not wide


def test_the_office_breaks_no_policy_and_asks_no_other_host(opened: Opened, office: Office) -> None:
    page = opened()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    come_in(page, office, "taras", "handover")
    for address in ("/office", "/office/me", "/office/me/factor", "/office/in"):
        page.goto(address)
    assert complaints == []
    assert all(url.startswith(office.address) for url in asked)


def test_erasing_somebody_takes_two_and_the_auditor_sees_who_saw_whom(opened: Opened, office: Office) -> None:
    first, second, auditor = opened(), opened(java_script_enabled=False), opened()
    come_in(first, office, "roman", "coordination")
    come_in(second, office, "solomiia", "coordination")
    come_in(auditor, office, "auditor-of-two", "auditor")
    first.goto("/office/people/new")
    first.get_by_label("Surname").fill("Горобець")
    first.get_by_role("button", name="Add", exact=True).click()
    key = first.url.rpartition("/")[2]
    first.locator("summary", has_text="erasing").click()
    first.get_by_role("button", name="Ask for it").click()
    expect(first.locator("main")).to_contain_text("Ask one of these")
    expect(first.get_by_role("button", name="Agree, and do it")).to_have_count(0)
    assert violations(first) == []
    shoot(first, "request-own")
    second.goto("/office")
    second.locator("section[aria-labelledby=waiting] a").first.click()
    expect(second.locator("table.check")).to_contain_text("Горобець")
    shoot(second, "request")
    second.get_by_role("button", name="Agree, and do it").click()
    expect(second.locator("main")).to_contain_text("done")
    expect(second.locator("table.check")).not_to_contain_text("Горобець")
    first.goto("/office")
    expect(first.locator("section[aria-labelledby=decided]")).to_contain_text("done")
    assert violations(first) == []
    auditor.goto("/office/audit")
    auditor.get_by_label("Key (never a name)").fill(key)
    auditor.get_by_role("button", name="Show").click()
    expect(auditor.locator("table.log")).to_contain_text("erased")
    expect(auditor.locator("table.log")).to_contain_text("roman")
    assert "Горобець" not in auditor.content()
    auditor.get_by_role("link", name="What two decided").click()
    expect(auditor.locator("table.log")).to_contain_text("erase person")
