"""The pages as a reader meets them: on a phone, without JavaScript, in three languages, on paper, by ear."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.looking import told, violations

PAGES = {
    "front": "/",
    "stage": "/exchanges/2025-05-23",
    "bodies": "/exchanges/2025-05-16-bodies",
    "deal": "/deals/istanbul-2025-05-16",
    "contradictions": "/contradictions",
    "documents": "/documents",
    "record": "/record?side=ukraine",
    "charts": "/charts",
    "data": "/data",
    "upload": "/upload",
    "sign in": "/office/in",
    "missing": "/nothing",
}
REPORT = (
    "Published on May 26, 2025\n\n"
    "Ukraine and Russia exchanged prisoners on Sunday. The Coordination Headquarters said that 313 Ukrainian soldiers "
    "had returned home.\n"
)


def document(page: Page) -> str:
    """Return the address of one document."""
    page.goto("/documents")
    return page.locator("table.documents a").first.get_attribute("href") or ""


def errors_of(page: Page) -> list[str]:
    """Collect what the browser complains of: blocked content, failed requests, errors."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: None if left(request) else found.append(request.url))
    return found


def left(request: Request) -> bool:
    """Whether a request ended because the reader went on to the next page."""
    return request.failure == "net::ERR_ABORTED"


def test_the_first_page_tells_what_happened_who_says_so_and_where_they_disagree(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1,000 people returned to")
    lead = page.locator("section.lead")
    expect(lead.locator(".verdict").first).to_have_text(re.compile("Both sides signed it"))
    expect(lead).to_contain_text("Ukraine signed: received")
    expect(lead).to_contain_text("Where they disagree")
    expect(page.locator(".drawing.wide svg").first).to_be_visible()
    above = page.locator("section.lead .sides").bounding_box()
    assert above is not None
    assert above["y"] + above["height"] < 900, "each side's number is on the first screen"


def test_no_page_asks_another_host_or_breaks_its_own_policy(page: Page, base_url: str) -> None:
    complaints = errors_of(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in [*PAGES.values(), document(page)]:
        if path != PAGES["missing"]:
            page.goto(path)
    assert complaints == []
    assert all(url.startswith(base_url) for url in asked)


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, base_url: str, language: str) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": 360, "height": 740}, locale=language)
    page = context.new_page()
    for path in [*PAGES.values(), document(page)]:
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{path} is {width} wide in {language}"
    context.close()


def test_without_javascript_every_page_says_the_same(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto("/exchanges/2025-05-23")
    figure = page.locator("article.figure-card").first
    figure.locator("summary").first.click()
    expect(figure.locator(".voices").first).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="УК", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    context.close()


def test_the_language_switch_keeps_the_page_and_is_remembered(page: Page) -> None:
    page.goto("/contradictions?cause=day-off")
    page.get_by_role("link", name="УК", exact=True).click()
    expect(page).to_have_url(re.compile(r"/contradictions\?cause=day-off&lang=uk$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Суперечності")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    page.get_by_role("link", name="РУ", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("вернулось 1 000 человек")


def test_a_claim_leads_to_its_figure_and_the_figure_back(page: Page) -> None:
    page.goto(document(page))
    row = page.locator("table.claims tr", has=page.locator("a[href^='/exchanges/']")).first
    row.locator("a[href^='/exchanges/']").first.click()
    expect(page).to_have_url(re.compile(r"/exchanges/.+#.+"))
    target = page.locator("article.figure-card:target")
    expect(target).to_be_visible()
    for summary in target.locator("details:not([open]) > summary").all():
        summary.click()
    target.locator("a[href*='#claim-']").first.click()
    expect(page).to_have_url(re.compile(r"/documents/.+#claim-\d+"))


def test_a_document_is_added_and_its_claims_are_shown(page: Page, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT)
    page.goto("/upload")
    page.get_by_label("The files").set_input_files(report)
    page.get_by_role("button", name="Read and weigh them").click()
    expect(page.get_by_role("status")).to_contain_text("Added.")
    expect(page.locator("mark", has_text="313")).to_be_visible()
    expect(page.locator("table.claims")).to_contain_text("Coordination Headquarters")


def test_a_document_without_a_date_is_refused_with_what_to_do(page: Page, tmp_path: Path) -> None:
    report = tmp_path / "undated.txt"
    report.write_text("Ukraine said that 12 soldiers returned home yesterday.\n")
    page.goto("/upload")
    page.get_by_label("The files").set_input_files(report)
    page.get_by_role("button", name="Read and weigh them").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the date below.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser: Browser, base_url: str, scheme: str) -> None:
    context = browser.new_context(base_url=base_url, color_scheme=scheme, locale="en")  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for path in [*PAGES.values(), document(page), "/?lang=uk"]:
        page.goto(path)
        if wrong := violations(page):
            found[path] = told(wrong)
    context.close()
    assert not found, "\n".join(f"{path}: {report}" for path, report in found.items())


def test_on_paper_there_are_the_figures_and_no_menus(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/exchanges/2025-05-23")
    expect(page.locator(".top nav").first).to_be_hidden()
    expect(page.locator(".twins")).to_be_hidden()
    expect(page.locator(".side .figure").first).to_be_visible()
    expect(page.locator(".exercise")).to_be_visible()
    sheet = page.pdf(format="A4")
    assert sheet.startswith(b"%PDF")


def test_everything_can_be_reached_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
