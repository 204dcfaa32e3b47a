"""Make the pictures of the office anew: people of several roles sign in at a real node, and its pages are photographed.

``make shots`` calls it after ``tools/shots.py``.
"""

import base64
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from homeward.node.accounts import totp
from tools import chromium
from tools.shots import OUT, WIDE, wait

PASSWORD = "three small boats at dawn"


@dataclass(frozen=True)
class Node:
    """An empty node, its address and the environment of its commands."""

    address: str
    environment: dict[str, str]

    def invite(self, name: str, *roles: str) -> str:
        """Make an account, and return the address of its invitation."""
        command = [sys.executable, "-m", "homeward.cli", "account", "add", name]
        command += [word for role in roles for word in ("--role", role)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return self.address + urlsplit(done.stdout.split()[-1]).path


def main() -> int:
    """Make every picture, and return the exit status."""
    if chromium.PROGRAM is None:
        print(chromium.MISSING, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")}
        environment |= {
            "HOMEWARD_VAR": folder,
            "HOMEWARD_OFFICE": "open",
            "HOMEWARD_SECRET_KEY": "for pictures only " * 4,
        }
        command = [sys.executable, "-m", "homeward.cli", "serve", "--port", str(port)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                wait(f"http://127.0.0.1:{port}/health")
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.ARGUMENTS)
                    _photograph(browser, Node(f"http://localhost:{port}", environment))
                    browser.close()
            finally:
                server.terminate()
                server.wait(20)
    return 0


def _photograph(browser: Browser, node: Node) -> None:
    operator = _page(browser, node, "en")
    come_in(operator, node.invite("danylo", "operator"))
    people = {name: _page(browser, node, "uk" if name == "taras" else "en") for name in ("oksana", "petro", "taras")}
    for name, page in people.items():
        role = "handover" if name == "taras" else "coordination"
        come_in(page, node.invite(name, role), "second-factor" if name == "taras" else "")
    _take_two(people["oksana"], people["petro"])
    operator.goto("/office/accounts/new")
    operator.get_by_label("Name to sign in with").fill("bohdan")
    operator.get_by_label("auditor").check()
    shoot(operator, "invite")
    operator.get_by_role("button", name="Make the account").click()
    auditor = _page(browser, node, "en")
    come_in(auditor, operator.locator("code.given").inner_text())
    operator.goto("/office/accounts")
    shoot(operator, "accounts")
    auditor.goto("/office/audit/accounts")
    shoot(auditor, "audit")


def _take_two(first: Page, second: Page) -> None:
    """Let one ask for what cannot be undone, and photograph what the other is shown."""
    first.goto("/office/people/new")
    first.get_by_label("Surname").fill("Горобець")
    first.get_by_label("Date of birth").fill("1990-05")
    first.get_by_role("button", name="Add", exact=True).click()
    first.locator("summary", has_text="erasing").click()
    first.get_by_role("button", name="Ask for it").click()
    second.goto("/office")
    second.locator("section[aria-labelledby=waiting] a").first.click()
    shoot(second, "two-people")


def _page(browser: Browser, node: Node, language: str) -> Page:
    width, height = WIDE
    wishes = {"width": width, "height": height}
    return browser.new_context(base_url=node.address, viewport=wishes, locale=language).new_page()  # type: ignore[arg-type]


def come_in(page: Page, invitation: str, picture: str = "") -> None:
    """Choose a password and set a second factor up, as an invitation asks."""
    page.goto(invitation)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_again").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    secret = base64.b32decode(page.locator("code.letters").inner_text().replace(" ", ""))
    if picture:
        shoot(page, picture)
    page.locator("#id_code").fill(totp.code(secret, int(time.time()) // totp.STEP))
    page.locator(".setup button[type=submit]").click()
    page.locator("p.go a").click()


def shoot(page: Page, name: str) -> None:
    """Take a picture of what is on the screen."""
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(400)  # until what was ticked has changed its colour
    page.screenshot(path=Path(OUT) / f"{name}.png")
    print(f"docs/img/{name}.png")


if __name__ == "__main__":
    sys.exit(main())
