"""Make the pictures of the README and the docs anew: play the exercise, serve it, and photograph its pages.

``make shots`` calls it. The pictures are of the real pages of a real node; nothing in them is drawn by hand.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools import chromium

OUT = Path(__file__).parents[1] / "docs/img"
WIDE, PHONE = (1280, 860), (360, 740)
# name, address, language, window, light or dark, the whole page or its first screen
SHOTS = (
    ("first-page", "/", "en", (1280, 1000), "light", False),
    ("first-page-uk", "/", "uk", (1280, 1000), "light", False),
    ("first-page-ru", "/", "ru", (1280, 1000), "light", False),
    ("first-page-phone", "/", "uk", PHONE, "light", False),
    ("timeline", "/#timeline", "en", WIDE, "light", False),
    ("exchange", "/exchanges/2025-05-23#who-says", "en", WIDE, "light", False),
    ("exchange-dark", "/exchanges/2025-05-23", "en", WIDE, "dark", False),
    ("signed", "/exchanges/2025-05-24#signed", "en", WIDE, "light", False),
    ("contradictions", "/contradictions", "en", WIDE, "light", False),
    ("document", "DOCUMENT", "en", (1280, 1000), "light", False),
    ("upload", "/upload", "en", WIDE, "light", False),
)


def main() -> int:
    """Make every picture, and return the exit status."""
    if chromium.PROGRAM is None:
        print(chromium.MISSING, file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        address = f"http://127.0.0.1:{port}"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HOMEWARD_")}
        command = [sys.executable, "-m", "homeward.cli", "demo", "--port", str(port)]
        environment["HOMEWARD_VAR"] = folder
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                wait(f"{address}/health")
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.ARGUMENTS)
                    _photograph(browser, address)
                    browser.close()
            finally:
                server.terminate()
                server.wait(20)
    return 0


def _photograph(browser: Browser, address: str) -> None:
    for name, path, language, (width, height), scheme, whole in SHOTS:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
        )
        page = context.new_page()
        if path == "DOCUMENT":
            page.goto("/documents")
            given = page.locator("table.documents a", has_text="begin largest")
            link = given.first if given.count() else page.locator("table.documents a").first
            page.goto(link.get_attribute("href") or "/")
        else:
            page.goto(path)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=OUT / f"{name}.png", full_page=whole)
        print(f"docs/img/{name}.png")
        context.close()


def wait(address: str) -> None:
    """Wait until a node answers."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing answered at {address}.")


if __name__ == "__main__":
    sys.exit(main())
