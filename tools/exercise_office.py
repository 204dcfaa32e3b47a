"""Make the picture of the registry anew: somebody of the exercise's office comes in and looks for a name.

``make shots`` calls it after ``tools/office.py``.
"""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from homeward.node.demo.exercise import FOLDER
from homeward.node.demo.office import INVITATIONS
from tools import chromium
from tools.office import come_in, shoot
from tools.shots import WIDE, wait

LIAISON, LOOKED_FOR = "halyna", "Kovtun"


def main() -> int:
    """Make the picture, and return the exit status."""
    if chromium.PROGRAM is None:
        print(chromium.MISSING, file=sys.stderr)
        return 1
    size: ViewportSize = {"width": WIDE[0], "height": WIDE[1]}
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
                tokens = dict(line.split() for line in (Path(folder) / FOLDER / INVITATIONS).read_text().splitlines())
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.ARGUMENTS)
                    page = browser.new_context(base_url=address, viewport=size, locale="en").new_page()
                    come_in(page, f"/office/invitation/{tokens[LIAISON]}")
                    page.goto("/office/people")
                    page.locator("input[type=search], main input[type=text]").first.fill(LOOKED_FOR)
                    page.get_by_role("button", name="Find").click()
                    page.wait_for_load_state()
                    shoot(page, "registry")
                    browser.close()
            finally:
                server.terminate()
                server.wait(60)
    return 0


if __name__ == "__main__":
    sys.exit(main())
