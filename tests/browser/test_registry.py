"""The registry as the coordination officer meets it: a list given, looked at, mended, taken in; a name typed."""

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Office
from tests.browser.looking import violations
from tests.browser.test_office import Opened, come_in, opened, shoot

__all__ = ["opened"]
LIST = (
    "Прізвище;Ім'я;По батькові;Дата народження;Звання\n"
    "Ясний;Остап;Романович;17.05.1990;солдат\nДубовий;Назар;Іванович;31.02.1988;сержант\n"
    "Черешня;Олег;Петрович;1991;матрос\n"
)


def looked_over(page: Page, name: str, address: str) -> None:
    """Wait for the page, keep a picture, and let axe find nothing; nothing scrolls sideways."""
    page.wait_for_url(address)
    shoot(page, name)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_list_becomes_people_who_are_found_while_their_name_is_typed(
    opened: Opened, office: Office, tmp_path: Path
) -> None:
    page = opened(viewport={"width": 1000, "height": 800})
    come_in(page, office, "marta", "coordination")
    (tmp_path / "list.csv").write_bytes(LIST.encode("cp1251"))
    page.get_by_role("link", name="Imports", exact=True).click()
    page.locator("input[type=file]").set_input_files(tmp_path / "list.csv")
    page.get_by_label("Title or number").fill("List 7")
    looked_over(page, "lists", "**/people/lists")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("link", name="Go on").click(timeout=60_000)  # the worker has read it; the page found out by itself
    expect(page.locator("main")).to_contain_text("Take 2 rows in")
    looked_over(page, "list", "**/people/lists/*")
    page.get_by_role("link", name="to be mended").click()
    page.get_by_role("link", name="Mend it").click()
    looked_over(page, "row", "**/rows/*")
    page.get_by_label("Date of birth").fill("28.02.1988")
    page.get_by_role("button", name="Keep, and try it again").click()
    page.get_by_role("button", name="Take 3 rows in").click()
    page.get_by_role("link", name="Go on").click(timeout=60_000)
    expect(page.locator("main")).to_contain_text("3 rows were taken in")
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_label("A name in any script").press_sequentially("Yasny", delay=80)
    found = page.locator("#found tbody tr")
    expect(found).to_have_count(1, timeout=30_000)
    assert "Yasny" not in page.url
    looked_over(page, "people", "**/people*")
    found.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ясний Остап Романович")
    looked_over(page, "person", "**/people/*")


def test_without_javascript_a_phone_adds_somebody_and_finds_them(opened: Opened, office: Office) -> None:
    page = opened(java_script_enabled=False, viewport={"width": 360, "height": 740})
    come_in(page, office, "yana", "coordination")
    page.goto("/office/people/new")
    page.get_by_label("Surname").fill("Лелеченко")
    page.get_by_label("Date of birth").fill("1985")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Лелеченко")
    page.goto("/office/people")
    page.get_by_label("A name in any script").fill("Lelechenko")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#found tbody tr")).to_have_count(1)


ARRIVED = """
import django; django.setup()
from homeward.exchange import commit
from homeward.node.compare import actions
from homeward.node.compare.models import Arrival
from homeward.node.people.models import Listed, Person
people = Person.objects.bulk_create(
    Person(
        holding="sought", surname=f"Дубовий{'абвгд'[n]}", given="Назар", birth=f"197{n}-02-11",
        service_number=f"EX-7{n}",
    )
    for n in range(5)
)
for n, one in enumerate(people):
    details = {"surname": one.surname.upper(), "first_name": "НАЗАР", "born": one.birth}
    details["service_number"] = one.service_number
    salt = bytes([n]) * 32
    Listed.objects.create(
        author="south", list_digest="c" * 64, commitment=commit(details, salt), salt=salt, details=details
    )
Arrival.objects.create(digest="c" * 64, author="south", kind="offered", people=5)
actions.compare(None, "south")
"""


def test_a_list_that_arrived_is_judged_with_one_key_a_pair(opened: Opened, office: Office) -> None:
    page = opened(viewport={"width": 1000, "height": 800})
    come_in(page, office, "sofia", "coordination")
    environment = {**office.environment, "DJANGO_SETTINGS_MODULE": "homeward.node.settings"}
    subprocess.run([sys.executable, "-c", ARRIVED], env=environment, check=True)
    page.get_by_role("link", name="Judge", exact=True).click()
    page.get_by_role("link", name="south").click()
    judge = page.get_by_role("button", name=re.compile(r"Judge: \d+ pairs? waits?"))
    for _ in range(60):
        if judge.count():
            break
        page.wait_for_timeout(1000)  # until the worker has compared it
        page.reload()
    looked_over(page, "comparison", "**/compare/south")
    judge.click()
    looked_over(page, "pair", "**/compare/pairs/*")
    for _ in range(5):
        before = page.url
        page.keyboard.press("1")
        page.wait_for_url(lambda url, before=before: url != before, timeout=30_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lists of south")
    expect(page.locator("main")).to_contain_text("sample: 5 of 5 judged, 0 otherwise")
