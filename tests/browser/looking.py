"""Axe looks at a page that has come whole, and at no page that is just leaving."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

TRIES = 5


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong on the page.

    A click comes back before the page that it asks for is there; axe, begun on the page that leaves, ends with an
    error of the script. It is then asked again on the page that came.
    """
    for left in reversed(range(TRIES)):
        page.wait_for_load_state()
        address = page.url
        try:
            found: list[dict[str, Any]] = Axe().run(page).response["violations"]
        except Error:
            if not left:
                raise
            page.wait_for_timeout(500)
            continue
        if page.url == address:
            break
    return found


def told(found: list[dict[str, Any]]) -> str:
    """What was found, in lines: the rule, and the first places that break it."""
    return "\n".join(f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:3]}" for one in found)
