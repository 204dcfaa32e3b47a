"""People at their screens: they sign in, click, read, and let the pages be looked at by axe."""

import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from homeward.node.accounts import totp
from tests.browser.looking import told, violations
from tests.browser.table import PASSWORD, PATIENCE, SECRET, Node

SHOTS = os.environ.get("HOMEWARD_SHOTS")
KEYS = re.compile(r"/([0-9a-f]{12,64}|[0-9]+|[a-z]+-[0-9]+)(?=/|$)")


@dataclass
class Looked:
    """Which kinds of pages axe has looked at, and what it found."""

    seen: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def at(self, page: Page) -> None:
        """Look at a page of a kind that was not looked at before."""
        kind = KEYS.sub("/*", urlsplit(page.url).path)
        heading = page.locator("h1").first.inner_text() if page.locator("h1").count() else ""
        if kind + heading[:12] in self.seen:
            return
        self.seen.add(kind + heading[:12])
        if SHOTS:
            name = re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") + f"-{len(self.seen)}"
            page.screenshot(path=Path(SHOTS) / f"story-{name}.png", full_page=True)
        if wrong := violations(page):
            self.found.append(f"{kind}: {told(wrong)}")


@dataclass
class Officer:
    """Somebody of a node, signed in, in a browser of their own."""

    name: str
    node: Node
    page: Page
    looked: Looked

    @classmethod
    def comes(cls, name: str, node: Node, browser: Browser, looked: Looked, **wishes: object) -> "Officer":
        """Sign in with both factors."""
        context: BrowserContext = browser.new_context(base_url=node.address, locale="en", **wishes)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE * 1000)
        officer = cls(name, node, context.new_page(), looked)
        officer.sign_in()
        return officer

    def sign_in(self) -> None:
        self.page.goto("/office/in")
        self.page.locator("#id_name").fill(self.name)
        self.page.locator("#id_password").fill(PASSWORD)
        self.page.locator("main button[type=submit]").click()
        self.page.locator("#id_code").fill(totp.code(SECRET, int(time.time()) // totp.STEP))
        self.page.locator("form:has(#id_code) button").click()
        self.page.get_by_role("link", name=self.name).wait_for()

    def goes(self, address: str) -> Page:
        self.page.goto(address)
        self.looked.at(self.page)
        return self.page

    def clicks(self, name: str | re.Pattern[str], role: str = "button") -> Page:
        """Press a button, or follow a link, of this name; the page must not be one that says what is wrong."""
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        self.looked.at(self.page)
        wrong = self.page.locator("main .notice.warn[role=alert]")
        if wrong.count():
            pytest.fail(f"{self.name} at {self.page.url}: {wrong.first.inner_text()}")
        return self.page

    def follows(self, name: str | re.Pattern[str]) -> Page:
        return self.clicks(name, "link")

    def shows(self, name: str) -> None:
        """Keep a picture of the first screen for the docs, where somebody makes them anew."""
        if SHOTS:
            self.page.evaluate("document.fonts.ready")
            self.page.screenshot(path=Path(SHOTS) / f"docs-{name}.png")

    def awaits(self, address: str, words: str | re.Pattern[str]) -> Page:
        """Open a page again and again until it says something: what others said takes a moment to arrive."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.page.goto(address)
            text = self.page.locator("main").inner_text()
            if words.search(text) if isinstance(words, re.Pattern) else words in text:
                self.looked.at(self.page)
                return self.page
            time.sleep(0.3)
        pytest.fail(f"{self.name} waited in vain for {words!r} at {address}; there was:\n{text[:1500]}")

    def needs(self, words: str | re.Pattern[str]) -> Page:
        """Wait until the first page says that something needs them, and go there."""
        self.awaits("/office", words)
        return self.follows(words if isinstance(words, re.Pattern) else re.compile(re.escape(words)))

    def sends(self, second: "Officer | None" = None, *, cut: bool = False) -> None:
        """Send what stands on the page to be checked; where it takes two, the second agrees.

        Args:
            second: whoever agrees.
            cut: kill the node while it is being carried out, and start it again.
        """
        if self.page.get_by_role("button", name="Sign and send").count():
            self.clicks("Sign and send")
            return
        assert second is not None, f"at {self.page.url} a second person is needed"
        self.clicks("Ask a second person")
        address = self.page.get_by_role("link", name="What the second person is asked").get_attribute("href")
        assert address is not None
        second.goes(address)
        second.shows("second-person")
        if cut:
            second.page.get_by_role("button", name="Agree, and do it").click(no_wait_after=True)
            time.sleep(0.05)
            self.node.again()
            second.goes(address)
            if not second.page.get_by_role("button", name="Agree, and do it").count():  # it was heard before the cut
                return
        second.clicks("Agree, and do it")
