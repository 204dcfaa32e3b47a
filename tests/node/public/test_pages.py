"""What the pages of the record say, to a reader in any of the three languages."""

import re

import pytest
from django.test import Client

from tests.node.record import DEAL, DOCUMENT

pytestmark = pytest.mark.usefixtures("node")
PAGES = [
    "/",
    "/exchanges/2025-05-23",
    "/exchanges/2025-05-06",
    "/exchanges/2025-06-09",
    "/exchanges/2025-05-16-bodies",
    f"/deals/{DEAL}",
    "/contradictions",
    "/documents",
    f"/documents/{DOCUMENT}",
]


def text_of(body: bytes) -> str:
    """Return the words of a page, its tags left out and its spaces made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", body.decode()).split())


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_page_is_there_in_every_language(reader: Client, where: str, language: str) -> None:
    response = reader.get(where, {"lang": language})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


def test_the_first_page_leads_with_the_signed_exchange_and_each_sides_number(reader: Client) -> None:
    page = text_of(reader.get("/").content)
    lead = page.split("All exchanges over time")[0]
    assert "1,000 people returned to Ukraine and 1,000 to Russia" in lead
    assert "Both sides signed it" in lead
    assert "Ukraine says 1,000" in lead
    assert "Russia says 1,000" in lead
    assert "No. 65" in lead
    assert "No. 64" in lead


def test_agreement_and_contradiction_are_said_in_words_and_not_by_colour_alone(reader: Client) -> None:
    page = reader.get("/exchanges/2025-05-23").content.decode()
    for tone, words in (("agree", "Both sides signed it"), ("differ", "Sources differ")):
        assert re.search(rf'class="verdict {tone}">.*?</span>\s*{words}', page)


def test_every_figure_has_a_permanent_link_and_opens_to_its_voices(reader: Client) -> None:
    page = reader.get("/exchanges/2025-05-23").content.decode()
    for anchor in re.findall(r'<td class="num">|href="#((?:moved|part|ordinal)-[^"]+)"', page):
        assert not anchor or f'id="{anchor}"' in page
    assert 'id="moved-to-ukraine-prisoners"' in page.replace("to_ukraine", "to-ukraine")
    assert f'href="/documents/{DOCUMENT}#claim-7"' in page


def test_evidence_keeps_its_own_language(reader: Client) -> None:
    page = reader.get("/exchanges/2025-05-23", {"lang": "uk"}).content.decode()
    assert re.search(r'<q lang="en"><a[^>]*>64th exchange</a></q>', page)


def test_a_document_shows_its_claims_where_they_stand_and_where_they_are_used(reader: Client) -> None:
    page = reader.get(f"/documents/{DOCUMENT}").content.decode()
    assert "<mark>390 Ukrainian prisoners</mark>" in page
    assert 'id="claim-0"' in page
    assert 'href="#read-0"' in page
    assert 'href="/exchanges/2025-05-23#ordinal-since-2022"' in page
    assert 'class="damage"' in page


def test_the_likely_cause_of_a_contradiction_is_said(reader: Client) -> None:
    page = text_of(reader.get("/contradictions").content)
    assert "No. 65" in page
    assert "Likely cause: stages, releases or series are counted by one and not by the other." in page
    only = text_of(reader.get("/contradictions", {"cause": "day-off"}).content)
    assert "22 May 2025" in only
    assert "No. 64" not in only


def test_a_withheld_number_is_not_shown_as_nought(reader: Client) -> None:
    page = text_of(reader.get("/exchanges/2025-06-09").content)
    assert "People were exchanged; the number was not disclosed" in page
    assert "Number withheld" in page


def test_an_exercise_says_so_on_every_page_and_a_real_node_never(reader: Client, settings) -> None:
    for page in PAGES:
        settings.EXERCISE = True
        assert "and its people are invented" in reader.get(page).content.decode()
        settings.EXERCISE = False
        assert "and its people are invented" not in reader.get(page).content.decode()


@pytest.mark.parametrize("where", ["/nothing", "/exchanges/1999-01-01", "/deals/nowhere", "/documents/ffff"])
def test_a_page_that_is_not_there_says_so(reader: Client, where: str) -> None:
    response = reader.get(where)
    assert response.status_code == 404
    assert "There is no such page." in response.content.decode()


def test_a_node_without_a_record_still_has_a_first_page(reader: Client) -> None:
    from homeward.node.public.models import DealPage, ExchangePage, Weighing

    for model in (ExchangePage, DealPage, Weighing):
        model.objects.all().delete()
    assert "Nothing has been weighed yet." in reader.get("/").content.decode()
    assert reader.get("/contradictions").status_code == 200
