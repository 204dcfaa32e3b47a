"""The reader's language: by link, by cookie, by what the browser asks for; and the page stays where it is."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("node")


def language_of(response: object) -> str:
    return response.headers["Content-Language"]


def test_the_browsers_language_is_used() -> None:
    for asked, given in (("uk-UA,uk;q=0.9,en;q=0.5", "uk"), ("ru", "ru"), ("fr", "en")):
        assert language_of(Client(headers={"accept-language": asked}).get("/")) == given


def test_a_link_switches_keeps_the_page_and_is_remembered(reader: Client) -> None:
    page = reader.get("/contradictions", {"cause": "day-off"}).content.decode()
    assert 'href="?cause=day-off&amp;lang=uk"' in page
    assert language_of(reader.get("/contradictions", {"cause": "day-off", "lang": "uk"})) == "uk"
    assert language_of(reader.get("/")) == "uk"
    cookie = reader.cookies["homeward_language"]
    assert cookie.value == "uk"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_unknown_language_changes_nothing(reader: Client) -> None:
    response = reader.get("/", {"lang": "xx<script>"})
    assert language_of(response) == "en"
    assert "homeward_language" not in response.cookies


def test_what_a_page_depends_on_is_told_to_caches(reader: Client) -> None:
    vary = reader.get("/").headers["Vary"]
    assert "Accept-Language" in vary
    assert "Cookie" in vary


def test_dates_and_numbers_are_written_as_the_language_does(reader: Client) -> None:
    for language, date, number in (
        ("en", "23 May 2025", "1,000"),
        ("uk", "23 травня 2025", "1\xa0000"),
        ("ru", "23 мая 2025", "1\xa0000"),
    ):
        page = reader.get("/", {"lang": language}).content.decode()
        assert date in page
        assert number in page
