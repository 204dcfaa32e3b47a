"""A document is somebody else's: what it says of itself is shown as words, and never runs."""

from datetime import date

import pytest
from django.test import Client

from homeward.node.sources.actions import add_document

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_markup_in_a_document_is_shown_as_text(reader: Client) -> None:
    text = f"{SCRIPT}\n\nUkraine said that 307 Ukrainian soldiers {SCRIPT} returned home on Saturday.\n"
    document = add_document("a.txt", text.encode(), date(2025, 5, 24), {"title": SCRIPT, "outlet": SCRIPT})
    for where in ("/documents", f"/documents/{document.key}"):
        page = reader.get(where).content.decode()
        assert "<script" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)"])
def test_an_address_that_would_run_is_no_link(reader: Client, address: str) -> None:
    document = add_document("a.txt", b"307 soldiers returned home.", date(2025, 5, 24), {"url": address})
    page = reader.get(f"/documents/{document.key}").content.decode()
    assert f'href="{address}' not in page


def test_an_address_of_the_web_is_a_link(reader: Client) -> None:
    given = {"url": "https://example.org/page"}
    document = add_document("a.txt", b"307 soldiers returned home.", date(2025, 5, 24), given)
    assert (
        'href="https://example.org/page" rel="noreferrer external"'
        in reader.get(f"/documents/{document.key}").content.decode()
    )
