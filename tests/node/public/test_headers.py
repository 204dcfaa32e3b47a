"""What every answer says to the browser: nothing runs, nothing is fetched from elsewhere, nobody else may frame it."""

import re

import pytest
from django.test import Client

from tests.node.record import DEAL, DOCUMENT

pytestmark = pytest.mark.usefixtures("node")
PAGES = [
    "/", "/exchanges/2025-05-23", f"/deals/{DEAL}", "/contradictions", "/documents", f"/documents/{DOCUMENT}",
    "/nothing", "/index.json", "/index.csv", "/health",
]  # fmt: skip


@pytest.mark.parametrize("where", PAGES)
def test_the_content_policy_allows_our_own_style_pictures_and_forms_and_no_script(reader: Client, where: str) -> None:
    policy = dict(part.split(" ", 1) for part in reader.get(where).headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


@pytest.mark.parametrize("where", PAGES)
def test_the_other_headers_are_set(reader: Client, where: str) -> None:
    headers = reader.get(where).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("where", [page for page in PAGES if "." not in page and page != "/health"])
def test_a_page_has_no_script_no_inline_style_and_fetches_nothing_from_elsewhere(reader: Client, where: str) -> None:
    body = reader.get(where).content.decode()
    assert "<script" not in body
    assert "<style" not in body
    assert not re.search(r"<[^>]+\sstyle=", body)
    assert not re.search(r"<[^>]+\son[a-z]+=", body)
    for address in re.findall(r'(?:src|<link[^>]+href)="([^"]+)"', body):
        assert address.startswith(("/", "?")), address


def test_a_head_request_has_no_body(reader: Client) -> None:
    response = reader.head("/")
    assert response.content == b""
    assert int(response.headers["Content-Length"]) > 1000


def test_another_host_is_refused() -> None:
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_the_log_names_no_reader_and_no_query(reader: Client, caplog: pytest.LogCaptureFixture) -> None:
    import logging

    logger = logging.getLogger("homeward.node")
    logger.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.INFO, "homeward.node"):
            reader.get("/contradictions?cause=day-off&name=Somebody", REMOTE_ADDR="203.0.113.7")
            reader.get(f"/documents/{DOCUMENT}")
    finally:
        logger.removeHandler(caplog.handler)
    assert "GET /contradictions 200" in caplog.text
    for private in ("Somebody", "203.0.113.7", "day-off", DOCUMENT):
        assert private not in caplog.text


def test_health_says_whether_the_node_can_answer_and_nothing_else(reader: Client) -> None:
    assert reader.get("/health").json() == {"database": "ok", "worker": "silent", "weighed": True}
