"""The phone at the crossing, in Chromium: a network gap, two presses of cold fingers, no script at all."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from homeward.node.accounts.roles import Role
from homeward.node.crossing.models import Tick
from homeward.node.crossing.seating import marks_of
from tests.browser.looking import told, violations
from tests.node.cast import at_work
from tests.node.crossing.conftest import Day, eve, founded, node, party
from tests.node.crossing.test_signing import tick

pytestmark = [pytest.mark.django_db(transaction=True)]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright has a loop in this thread, and Django's tests a database
PHONE = {"width": 360, "height": 640}
__all__ = ["eve", "founded", "node", "party"]


@pytest.fixture(scope="session")
def base_url() -> str:
    """These tests serve a node of their own."""
    return ""


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """Serve this process's node; without an address for media Django's test server takes every address for one."""
    with override_settings(MEDIA_URL="/no-media/"):
        server = LiveServer("localhost")
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def day(node: Callable[[str], Day], live_server: Any, settings: Any) -> Day:
    """The receiving node, served."""
    settings.OFFICE_OPEN = True
    return node("north")


@contextmanager
def signed_in(browser: Browser, live_server: Any, role: Role = Role.HANDOVER, **more: Any) -> Iterator[BrowserContext]:
    """A browser of somebody at work; closed when nothing is asked any more, so that the database is at rest."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB", **{"viewport": PHONE, **more})
    session = at_work(role).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/office"}])
    try:
        yield context
    finally:
        context.close()
        while any("process_request" in thread.name for thread in threading.enumerate()):
            time.sleep(0.05)  # each connection has its thread, which ends when nothing is answered any more


@pytest.fixture
def phone(browser: Browser, live_server: Any, day: Day) -> Iterator[Page]:
    with signed_in(browser, live_server) as context:
        yield context.new_page()


def where(day: Day, giver: str = "south") -> str:
    return f"/office/crossing/{day.crossing(giver).key}"


def ticked(day: Day, giver: str = "south") -> dict[int, str]:
    crossing = day.crossing(giver)
    marks = marks_of(crossing)
    return {seat.number: marks[seat.pk].outcome for seat in crossing.seats.all() if seat.pk in marks}


def row(page: Page, number: int) -> Any:
    return page.locator(f"#n{number}")


def test_through_a_network_gap_presses_wait_on_the_device_and_arrive_once(phone: Page, day: Day) -> None:
    phone.goto(where(day))
    row(phone, 1).get_by_role("button", name="Received").click()
    expect(row(phone, 1).locator("i")).to_be_empty()
    phone.context.set_offline(True)
    for number in (2, 3):
        row(phone, number).get_by_role("button", name="Received").dblclick()
        expect(row(phone, number)).to_contain_text("not yet sent")
    row(phone, 4).get_by_role("link", name="Other").click()
    phone.get_by_role("dialog").get_by_role("button", name="Does not wish to go").dblclick()
    expect(row(phone, 4)).to_contain_text("Does not wish to go")
    expect(phone.locator("#queue")).to_have_text("not yet sent: 3")
    assert ticked(day) == {1: "received"}
    kept = phone.evaluate("JSON.stringify(localStorage)")
    assert "Ясний" not in kept
    assert "Андрій" not in kept
    phone.context.set_offline(False)
    expect(phone.locator("#queue")).to_be_empty(timeout=30_000)
    assert ticked(day) == {1: "received", 2: "received", 3: "received", 4: "does not wish to go"}
    assert Tick.objects.count() == 4
    late = Tick.objects.get(seat__number=2, seat__crossing=day.crossing("south"))
    assert late.at < late.entered_at
    expect(phone.locator("#tally")).to_contain_text("Received 3")


def test_a_button_that_is_being_pressed_is_not_taken_away_by_an_answer(phone: Page, day: Day) -> None:
    phone.goto(where(day))
    row(phone, 1).get_by_role("button", name="Received").click()
    expect(phone.locator("#tally")).to_contain_text("Received 1")
    undo = row(phone, 1).get_by_role("button", name="Undo")
    undo.hover()
    phone.mouse.down()
    with phone.expect_response("**/ticks"):
        phone.evaluate("dispatchEvent(new Event('online'))")
    phone.wait_for_timeout(200)  # the answer is shown by now
    phone.mouse.up()
    expect(phone.locator("#tally")).not_to_contain_text("Received")
    assert ticked(day) == {1: ""}


def test_what_waits_survives_the_page_and_is_sent_by_the_next(phone: Page, day: Day) -> None:
    phone.goto(where(day))
    phone.context.set_offline(True)
    row(phone, 5).get_by_role("button", name="Received").click()
    phone.close()
    phone.context.set_offline(False)
    page = phone.context.new_page()
    page.goto(where(day))
    expect(page.locator("#queue")).to_be_empty(timeout=30_000)
    assert ticked(day) == {5: "received"}


def test_an_answer_that_is_lost_on_the_way_back_is_no_second_act(phone: Page, day: Day) -> None:
    phone.goto(where(day))
    lost = []

    def lose(route: Any) -> None:
        route.fetch()
        lost.append(route)
        route.abort()

    phone.route("**/ticks", lose, times=1)
    row(phone, 1).get_by_role("button", name="Received").click()
    expect(row(phone, 1)).to_contain_text("not yet sent")
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(row(phone, 1)).not_to_contain_text("not yet sent", timeout=30_000)
    assert lost
    assert Tick.objects.count() == 1


def test_a_press_is_taken_back_on_the_same_row(phone: Page, day: Day) -> None:
    phone.goto(where(day))
    row(phone, 1).get_by_role("button", name="Received").click()
    row(phone, 1).get_by_role("button", name="Undo").click()
    expect(row(phone, 1).get_by_role("button", name="Received")).not_to_have_attribute("aria-pressed", "true")
    expect(phone.locator("#queue")).to_be_empty()
    assert ticked(day) == {1: ""}


def test_parts_of_a_long_manifest_are_there_without_network_once_they_were_seen(phone: Page, day: Day) -> None:
    phone.goto(where(day, "north"))
    with phone.expect_response(lambda answer: "page=2" in answer.url):
        phone.get_by_role("link", name="41–80").click()
    expect(row(phone, 41)).to_be_visible()
    phone.context.set_offline(True)
    phone.get_by_role("link", name="281–320").click()
    expect(phone.locator("#queue")).to_contain_text("No network: stay on this page.")
    phone.get_by_role("link", name="1–40", exact=True).click()
    expect(row(phone, 1)).to_be_visible()
    phone.context.set_offline(False)


def test_without_script_each_row_is_a_plain_form(browser: Browser, live_server: Any, day: Day) -> None:
    with signed_in(browser, live_server, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(where(day))
        row(page, 2).get_by_role("button", name="Received").click()
        expect(row(page, 2)).to_have_class("done")
        row(page, 2).get_by_role("button", name="Undo").click()
        row(page, 3).get_by_role("link", name="Other").click()
        page.get_by_role("button", name="Absent").click()
        expect(row(page, 3)).to_have_class("not")
        assert ticked(day) == {2: "", 3: "absent"}


def test_rows_are_big_enough_for_a_thumb_in_a_glove_and_nothing_scrolls_sideways(phone: Page, day: Day) -> None:
    for language in ("en", "uk", "ru"):
        phone.goto(f"{where(day)}?lang={language}")
        for button in phone.locator("li > button, li > a").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 56
            assert box["width"] >= 96
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_policy_is_kept(browser: Browser, live_server: Any, day: Day, scheme: Any) -> None:
    found: dict[str, str] = {}
    complaints: list[str] = []

    def judge(name: str, page: Page) -> None:
        if wrong := violations(page):
            found[name] = told(wrong)

    with signed_in(browser, live_server, color_scheme=scheme) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        for rest in ("", "/1", "/sign", "/paper", "/sheet", "/differences"):
            page.goto(where(day) + rest)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360 or rest == "/sheet", rest
            judge(rest, page)
        page.goto(where(day))
        row(page, 1).get_by_role("button", name="Received").click()
        row(page, 2).get_by_role("link", name="Other").click()
        judge("dialog", page)
        page.goto("/office/crossing")
        judge("desk", page)
    with signed_in(browser, live_server, Role.SPOKESPERSON, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto("/office/statements")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        judge("statements", page)
    assert not found, "\n".join(f"{path}: {report}" for path, report in found.items())
    assert complaints == []


def test_the_numbers_of_the_desk_come_in_by_themselves(browser: Browser, live_server: Any, day: Day) -> None:
    with signed_in(browser, live_server, Role.COORDINATION) as context:
        page = context.new_page()
        page.goto("/office/crossing")
        expect(page.locator("[data-live]")).not_to_contain_text("ticked")
        tick(day, day.crossing("south"), "received", 1)
        expect(page.locator("[data-live]")).to_contain_text("1 ticked", timeout=15_000)


def test_pictures_of_the_crossing(phone: Page, day: Day, tmp_path: Path) -> None:
    """Looked at by those who change the screens: ``HOMEWARD_PICTURES`` names a folder for them."""
    folder = Path(os.environ.get("HOMEWARD_PICTURES") or tmp_path)
    phone.goto(where(day))
    row(phone, 1).get_by_role("button", name="Received").click()
    row(phone, 2).get_by_role("link", name="Other").click()
    phone.screenshot(path=folder / "dialog.png")
    phone.get_by_role("dialog").get_by_role("button", name="Absent").click()
    phone.context.set_offline(True)
    row(phone, 3).get_by_role("button", name="Received").click()
    expect(row(phone, 3)).to_contain_text("not yet sent")
    phone.screenshot(path=folder / "phone.png")
    phone.context.set_offline(False)
    for rest, name in (("/1", "person"), ("/sign", "sign"), ("/differences", "differences"), ("/paper", "paper")):
        phone.goto(where(day) + rest)
        phone.screenshot(path=folder / f"{name}.png", full_page=True)
    assert (folder / "paper.png").stat().st_size > 1000
