"""The exchange of May 2025, made smaller, by clicking: two parties and an intermediary, each at a node of their own."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from homeward.node.demo import cast
from homeward.node.demo.story import INTERMEDIARY, NAMES, RUSSIA, UKRAINE
from tests.browser.officers import Looked, Officer
from tests.browser.table import STAFF, Table, a_list

STAGES, EACH = 3, 4  # stages, and people in each, each way
PARTIES = (UKRAINE, RUSSIA)
FIRST = {UKRAINE: "oksana", RUSSIA: "vera", INTERMEDIARY: "layla"}
SECOND = {UKRAINE: "mykola", RUSSIA: "anton", INTERMEDIARY: "omar"}
HANDOVER = {UKRAINE: "taras", RUSSIA: "gleb"}
SPEAKING = {UKRAINE: ("iryna", "solomiia"), RUSSIA: ("ksenia", "denis")}
WAYS = ((UKRAINE, RUSSIA), (RUSSIA, UKRAINE))
HELD = {
    UKRAINE: cast.people(cast.RUSSIAN, STAGES * EACH, 0), RUSSIA: cast.people(cast.UKRAINIAN, STAGES * EACH, 0),
}  # fmt: skip
SOUGHT = (
    "surname;given name;patronymic;date of birth\n"
    "Bdzholenko;Stepan;Vasylovych;1999-12-22\nСиница;Николай;Тарасович;1996-10-27\n"
)
FOUND = {"Бджоленко", "Синиця"}
TITLE = {UKRAINE: "Ukraine", RUSSIA: "Russia", INTERMEDIARY: "Intermediary"}


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = Table.laid(tmp_path)
    yield made
    made.end()


class Story:
    """Everybody, and what they do."""

    def __init__(self, table: Table, browser: Browser) -> None:
        self.table, self.browser, self.looked = table, browser, Looked()
        self.officers: dict[str, Officer] = {}

    def who(self, name: str) -> Officer:
        """Return somebody, who signs in when first needed."""
        if name not in self.officers:
            where = next(node for node, staff in STAFF.items() if name in staff)
            wishes = {"viewport": {"width": 360, "height": 740}} if name in HANDOVER.values() else {}
            self.officers[name] = Officer.comes(name, self.table.nodes[where], self.browser, self.looked, **wishes)
        return self.officers[name]

    def first(self, node: str) -> Officer:
        return self.who(FIRST[node])

    def second(self, node: str) -> Officer:
        return self.who(SECOND[node])

    # --- the acts -------------------------------------------------------------------------------------------------

    def open_it(self) -> None:
        """The intermediary opens, the parties join."""
        layla = self.first(INTERMEDIARY)
        page = layla.goes("/office/exchange/open")
        page.locator(f"select[name='role|{INTERMEDIARY}']").select_option("intermediary")
        layla.clicks("Check what will be said")
        layla.sends(self.second(INTERMEDIARY))
        for party in PARTIES:
            one = self.first(party)
            one.needs(re.compile("has opened the exchange"))
            one.clicks("Check what will be said")
            one.sends(self.second(party))

    def import_lists(self) -> None:
        """Each party takes its list of those it holds into its registry; a node dies while it does."""
        for party, other in WAYS:
            self.take_in(party, "held", other, a_list(HELD[party]), cut=party == UKRAINE)
        self.first(UKRAINE).goes("/office/people")
        self.take_in(UKRAINE, "sought", RUSSIA, SOUGHT)

    def take_in(self, party: str, holding: str, other: str, text: str, *, cut: bool = False) -> None:
        """Take a list into a registry."""
        one = self.first(party)
        page = one.goes("/office/people/lists")
        file = {"name": f"{holding}.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_label("Its people are").select_option(holding)
        page.get_by_label("Power on which they depend").fill(other)
        page.get_by_label("Category, where a row says none").fill("servicemen")
        one.clicks("Read it")
        address = page.url
        one.awaits(address, re.compile(r"Take \d+ rows? in"))
        one.shows("import")
        one.clicks(re.compile(r"Take \d+ rows? in"))
        if cut:
            one.node.kill_worker()
            one.node.again()
        one.awaits(address, "taken in")

    def agree_terms(self) -> None:
        """One party proposes, the other accepts; each with two people."""
        vera = self.first(RUSSIA)
        page = vera.goes("/office/exchange/terms/new")
        page.get_by_label("Where it was agreed").fill("Istanbul")
        page.get_by_label("On which day").fill(self.day(-1).isoformat())
        page.get_by_label("Categories of people").fill("servicemen")
        page.locator("[name='point-name|0']").fill("crossing")
        page.locator("[name='point-place|0']").fill("The border")
        for stage in range(STAGES):
            page.locator(f"[name='stage-name|{stage}']").fill(f"day-{stage + 1}")
            page.locator(f"[name='stage-day|{stage}']").fill(self.day(stage).isoformat())
            vera.clicks(re.compile("Draw the form anew"))
            for giver, receiver in WAYS:
                page.locator(f"[name='q|{stage}|{giver}|{receiver}|servicemen']").fill(str(EACH))
        page.locator("h2").nth(1).scroll_into_view_if_needed()
        vera.shows("terms")
        vera.clicks("Check what will be said")
        vera.shows("check-answers")
        vera.sends(self.second(RUSSIA))
        oksana = self.first(UKRAINE)
        oksana.needs(re.compile("offers, and you are asked"))
        oksana.clicks("Accept it…")
        oksana.sends(self.second(UKRAINE))
        for name in NAMES:
            self.first(name).awaits("/office/exchange", "Terms are in force")

    def say_lists(self) -> None:
        """Each offers whom it holds; each answers about whom it is offered; the intermediary asks for wishes."""
        for party in PARTIES:
            one = self.first(party)
            one.goes("/office/exchange/lists/new")
            one.clicks("Show who that is")
            one.clicks("Check what will be said")
            one.sends(self.second(party))
        for party, other in WAYS:
            one = self.first(party)
            one.awaits(f"/office/exchange/lists/{other}/offered", re.compile(r"offered, 12"))
            one.awaits("/office/exchange/lists", re.compile("0 letters have not arrived"))
            one.clicks("Open those that have arrived")
            one.goes(f"/office/exchange/lists/{other}/offered")
            assert HELD[other][0].surname in one.page.locator("main").inner_text(), "the letter says who they are"
            one.clicks(re.compile("Answer about"))
            one.page.locator("select[name=rest]").select_option("confirmed")
            one.clicks("Check what will be said")
            one.sends(self.second(party))

    def judge(self) -> None:
        """Whom Ukraine seeks is found among those whom Russia holds, in another script."""
        oksana = self.first(UKRAINE)
        oksana.goes("/office/compare")
        oksana.clicks("Open what arrived, and compare it")
        oksana.awaits(f"/office/compare/{RUSSIA}", re.compile("Judge: 12 pairs wait"))
        oksana.clicks(re.compile("Judge: 12"))
        for _ in range(STAGES * EACH):
            sought = oksana.page.locator("h1").inner_text().split()[0] in FOUND
            if sought:
                oksana.shows("judge")
            oksana.page.get_by_label("Reason, in a few words").fill("name and day of birth")
            oksana.clicks(re.compile("^The same person" if sought else "obody of the registry"))
        text = oksana.awaits(f"/office/compare/{RUSSIA}", "Nothing waits for you here.").locator("main").inner_text()
        assert text.count(": the same person") == len(FOUND), text

    def make_manifests(self) -> None:
        """Each plans who goes when and proposes its manifests; the other accepts them."""
        for party in PARTIES:
            one = self.first(party)
            one.awaits("/office/exchange/manifests", re.compile("12 people are confirmed"))
            one.clicks("Plan who goes when")
            one.clicks("Make the plan")
            one.shows("plan")
            one.clicks("Check what will be said")
            one.sends(self.second(party), cut=party == RUSSIA)
        for party in PARTIES:
            for _ in range(STAGES):
                one = self.first(party)
                one.needs(re.compile("offers, and you are asked"))
                one.clicks("Accept it…")
                one.sends(self.second(party))
        for party in PARTIES:
            self.first(party).awaits("/office/exchange", f"in force {2 * STAGES}, open 0")

    def hand_over(self, stage: int, giver: str, receiver: str, absent: int = 0) -> None:
        """Both sides tick whom they see on a phone, count heads and sign; the receiver may miss the first ones."""
        for node, outcome, missing in ((giver, "Departed", 0), (receiver, "Received", absent)):
            one = self.crossing(node, stage, giver, receiver)
            rows = one.page.locator("ol > li")
            expect(rows).to_have_count(EACH)  # a click does not wait until the page it leads to is whole,
            one.page.wait_for_load_state()  # nor until its script runs: till then each press sends the form anew
            for number in range(missing + 1, EACH + 1):
                rows.nth(number - 1).get_by_role("button", name=outcome).click()
            expect(one.page.locator("#queue")).to_be_empty()
            one.shows("phone")
            for number in range(1, missing + 1):
                one.follows("Other") if number == 1 else None
                one.clicks("Absent")
            self.crossing(node, stage, giver, receiver)
            expect(one.page.locator("#tally")).to_contain_text(f"{outcome} {EACH - missing}")
            one.follows("Sign")
            one.page.locator("#id_heads").fill(str(EACH - missing))
            one.clicks("Check the answers")
            one.clicks("Sign it")

    def crossing(self, node: str, stage: int, giver: str, receiver: str) -> Officer:
        """Let the handover officer of a party open a crossing on a phone."""
        one = self.who(HANDOVER[node])
        one.awaits("/office/crossing", f"day-{stage}")
        section = one.page.locator(f"section[aria-labelledby='day-day-{stage}']")
        section.get_by_role("link", name=f"{TITLE[giver]} → {TITLE[receiver]}").click()
        one.looked.at(one.page)
        return one

    def settle_a_difference(self, stage: int, giver: str, receiver: str) -> None:
        """The receiver disputes; the giver offers how to settle it, the receiver accepts, each with two people."""
        taras = self.crossing(receiver, stage, giver, receiver)
        address = f"{urlsplit(taras.page.url).path}/differences"
        taras.awaits(address, "the sides differ")
        taras.page.locator("#id_reason").fill("One of them was not on the bus.")
        taras.clicks("Dispute it: check the answers")
        taras.clicks("Sign the dispute")
        vera = self.first(giver)
        vera.awaits(self.address_at(giver, stage, giver, receiver), "One of them was not on the bus.")
        vera.shows("side-by-side")
        vera.page.locator("select[name^='outcome-']").select_option(index=1)
        vera.page.locator("#id_total").fill(str(EACH))
        vera.page.locator("#id_why").fill("He was in the ambulance.")
        vera.clicks("Ask a second person to offer it")
        self.agree(vera, self.second(giver))
        oksana = self.first(receiver)
        oksana.awaits(address, "Resolutions offered")
        oksana.clicks("Accept it: ask a second person")
        self.agree(oksana, self.second(receiver))
        oksana.awaits(address, "confirmed")

    def address_at(self, node: str, stage: int, giver: str, receiver: str) -> str:
        one = self.crossing(node, stage, giver, receiver)
        return f"{urlsplit(one.page.url).path}/differences"

    def is_public(self, stage: int) -> None:
        """The page of the day shows, to anybody, what both sides signed; and names nobody."""
        for party in PARTIES:
            one = self.first(party)
            page = one.awaits(
                f"/exchanges/{self.day(stage - 1).isoformat()}",
                re.compile("(?s)statement released by the terms.*statement released by the terms"),
            )
            assert re.search(rf"\b{EACH}\b", page.locator("main").inner_text())
            assert not [one.surname for held in HELD.values() for one in held if one.surname in page.content()]
            one.goes("/office/exchange")
            one.shows("exchange-desk")

    def release_statements(self, stage: int) -> None:
        """Each party's spokesperson drafts a statement from the confirmed figures; a second one releases it."""
        for one, second in SPEAKING.values():
            speaker = self.who(one)
            speaker.awaits("/office/statements", re.compile(rf"day-{stage}\b[^\n]*\n?[^\n]*\bconfirmed"))
            row = speaker.page.get_by_role("row", name=re.compile(f"^day-{stage}"))
            row.get_by_role("button", name="Draft a statement").click()
            speaker.looked.at(speaker.page)
            speaker.shows("statement")
            speaker.clicks("Keep the words")
            speaker.clicks("Ask a second person to release it as it was kept")
            self.agree(speaker, self.who(second))
            speaker.goes("/office/statements")
            assert "public" in row.inner_text()

    def operator_looks(self) -> None:
        """The operator sees a node that works."""
        page = self.who("danylo").goes("/office/state")
        self.who("danylo").shows("state")
        assert "does not work" not in page.locator("main").inner_text()

    @staticmethod
    def agree(one: Officer, second: Officer) -> None:
        second.goes(one.page.url)
        second.clicks("Agree, and do it")

    @staticmethod
    def day(number: int) -> date:
        return datetime.now(UTC).date() + timedelta(days=number)


def test_the_exchange_of_may_is_played_by_clicking(table: Table, browser: Browser) -> None:
    story = Story(table, browser)
    story.open_it()
    story.import_lists()
    story.agree_terms()
    story.say_lists()
    story.judge()
    story.make_manifests()
    for stage in range(1, STAGES + 1):
        story.hand_over(stage, UKRAINE, RUSSIA)
        story.hand_over(stage, RUSSIA, UKRAINE, absent=1 if stage == 1 else 0)
        if stage == 1:
            story.settle_a_difference(stage, RUSSIA, UKRAINE)
        story.release_statements(stage)
        story.is_public(stage)
    story.operator_looks()
    assert story.looked.found == []
