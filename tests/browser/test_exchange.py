"""The exchange desk by clicking: a list offered and confirmed, terms agreed, a plan made and sent, by two people."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from homeward.exchange.words import Accept, Answer, Replied, Reply
from homeward.node.accounts.roles import Role
from homeward.node.agreeing.record import listings
from tests.browser.looking import told, violations
from tests.node.agreeing.conftest import Table, agreed, founded, opened, registry, sit, terms
from tests.node.cast import at_work
from tests.node.desk.conftest import Party

__all__ = ["founded", "opened"]
os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright keeps a loop in the thread that asks the database
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]


@pytest.fixture
def table(opened: Party, transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Table:
    settings.OFFICE_OPEN = True
    sit(opened, monkeypatch)
    return Table(opened)


def signed_in(context: BrowserContext, server: LiveServer, client: Client) -> Page:
    """Give a browser the session of somebody who has signed in."""
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": f"{server.url}/office"}])
    return context.new_page()


@pytest.fixture
def officer(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, locale="en-GB", viewport={"width": 1280, "height": 900})
    yield signed_in(context, live_server, at_work(Role.COORDINATION))
    context.close()


@pytest.fixture
def second(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    yield signed_in(context, live_server, at_work(Role.COORDINATION, "mykola"))
    context.close()


def agree(second: Page, title: str) -> None:
    second.goto("/office")
    second.get_by_role("link", name=title).click()
    second.get_by_role("button", name="Agree, and do it").click()
    expect(second.get_by_text("entry ").first).to_be_visible()


def test_from_terms_to_a_manifest_by_two_people(table: Table, officer: Page, second: Page) -> None:
    digest = table.says("south", terms())
    officer.goto("/office/exchange")
    officer.get_by_role("link", name="South offers, and you are asked: Terms").click()
    officer.get_by_role("button", name="Accept it…").click()
    officer.get_by_role("button", name="Ask a second person").click()
    expect(officer.get_by_text("Waits for a second person")).to_be_visible()
    agree(second, "Acceptance")
    assert table.desk.state().terms is not None
    assert table.desk.state().terms.ref.digest == digest

    registry()
    rooms = officer.get_by_role("navigation", name="Exchange desk")
    rooms.get_by_role("link", name="Lists").click()
    officer.get_by_role("link", name="Make a list").click()
    officer.get_by_role("button", name="Show who that is").click()
    expect(officer.get_by_role("heading", name="10 people")).to_be_visible()
    officer.get_by_role("button", name="Check what will be said").click()
    officer.get_by_role("button", name="Ask a second person").click()
    agree(second, "People offered: 10")

    table.party.sync()
    (mine,) = listings(table.party["south"].state())
    table.says("south", Answer(mine.ref.digest, tuple(Reply(one.person, Replied.CONFIRMED) for one in mine.people)))
    rooms.get_by_role("link", name="Manifests").click()
    officer.get_by_role("button", name="Plan who goes when").click()
    officer.get_by_role("button", name="Make the plan").click()
    expect(officer.get_by_text("proven: no plan under these terms can have more").first).to_be_visible()
    officer.get_by_label("Of which stage").select_option("day-1")
    officer.get_by_role("button", name="Check what will be said").click()
    officer.get_by_role("button", name="Ask a second person").click()
    agree(second, "Manifest of day-1")
    table.party.sync()
    (offer,) = [one for one in table.party["south"].state().offers if one.author == "north"]
    table.says("south", Accept(offer.ref.digest))
    officer.goto("/office/exchange")
    officer.get_by_role("row", name="Planned").get_by_role("link", name="4").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text("Planned: 4")
    officer.get_by_role("link", name="Manifest of day-1").click()
    expect(officer.get_by_text("Fingerprint, in five words")).to_be_visible()


def pages(table: Table) -> list[str]:
    """Addresses of every kind of page, with something on each."""
    digest = agreed(table)
    registry(30, 4)
    table.south_lists(60)
    client = at_work(Role.COORDINATION)
    client.post("/office/exchange/lists/open")
    from tests.node.agreeing.conftest import drafted, send

    form = {"kind": "offered", "to": ["south", "neutral"], "check": "1"}
    listed = drafted(client.post("/office/exchange/lists/new", form))
    send(client, listed, at_work(Role.COORDINATION, "mykola"))
    table.party.sync()
    mine = next(one for one in listings(table.party["south"].state()) if one.author == "north")
    table.says("south", Answer(mine.ref.digest, tuple(Reply(one.person, Replied.CONFIRMED) for one in mine.people)))
    paper = client.post("/office/exchange/lists/south/offered/answer").url
    plan = client.post("/office/exchange/plans/new", {"make": "1"}).url
    manifest = drafted(client.post(plan, {"check": "1", "stage": "day-1"}))
    send(client, manifest, at_work(Role.COORDINATION, "mykola"))
    table.party.sync()
    offer = next(one for one in table.party["south"].state().offers if one.author == "north")
    table.says("south", Accept(offer.ref.digest))
    rival = table.says("south", terms(digest, second=5))
    accepting = drafted(client.post(f"/office/exchange/offers/{rival}/accept"))
    return [
        "/office/exchange", "/office/exchange/stages/day-1", "/office/exchange/entries", "/office/exchange/terms",
        "/office/exchange/terms/new", f"/office/exchange/offers/{rival}", "/office/exchange/open",
        "/office/exchange/lists", "/office/exchange/lists/north/offered", "/office/exchange/lists/new", paper,
        "/office/exchange/manifests", "/office/exchange/plans/new", plan, f"/office/exchange/offers/{offer.ref.digest}",
        f"/office/exchange/manifests/{offer.ref.digest}/substitute", "/office/exchange/sent", "/office/exchange/close",
        f"/office/exchange/drafts/{accepting}", f"/office/exchange/drafts/{listed}",
        "/office/exchange/entries/north/2",
        "/office/exchange/figures/planned?giver=north&receiver=south",
    ]  # fmt: skip


def test_axe_finds_nothing_and_no_page_scrolls_sideways_on_a_phone(
    table: Table, browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest
) -> None:
    addresses = pages(table)
    Path(request.config.getoption("--output")).mkdir(parents=True, exist_ok=True)
    shots = request.config.getoption("--output") if request.config.getoption("--screenshot") == "on" else None
    found = {}
    for width, language in ((1280, "en-GB"), (360, "uk"), (360, "ru")):
        context = browser.new_context(
            base_url=live_server.url, locale=language, viewport={"width": width, "height": 900}
        )
        page = signed_in(context, live_server, at_work(Role.COORDINATION))
        for number, address in enumerate(addresses):
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{address} is {wide} wide in {language}"
            if language != "ru" and (wrong := violations(page)):
                found[f"{address} ({width})"] = told(wrong)
            if shots:
                page.screenshot(path=Path(shots) / f"exchange-{number:02}-{language}.png", full_page=True)
        context.close()
    assert not found, "\n".join(f"{address}: {report}" for address, report in found.items())
