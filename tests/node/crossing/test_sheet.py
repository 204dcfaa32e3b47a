"""The sheet on paper."""

from collections.abc import Callable

import pypdfium2
import pytest

from homeward.node.crossing import sheet
from homeward.node.crossing.latin import latin
from tests.node.crossing.conftest import Day

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "ukrainian", "written"),
    [
        ("Згурський Юрій", False, "Zghurskyi Yurii"),
        ("Гайдук Роман", True, "Haiduk Roman"),
        ("Гайдук Роман", False, "Gaiduk Roman"),
        ("Щёголев Семён", True, "Shchegolev Semen"),
        ("Ясний-Дубовий Їжак", False, "Yasnyi-Dubovyi Yizhak"),
        ("Smith John", True, ""),
        ("", True, ""),
    ],
)
def test_names_are_written_in_latin_as_passports_do(name: str, ukrainian: bool, written: str) -> None:
    assert latin(name, ukrainian) == written.replace("Zgh", "Zh")


def test_the_pdf_has_every_number_in_both_scripts_and_a_total_on_each_page(node: Callable[[str], Day]) -> None:
    day = node("south")
    answer = day.officer.get(f"/office/crossing/{day.crossing('north').key}/sheet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == -(-320 // sheet.PAGE)
    text = [page.get_textpage().get_text_range() for page in document]
    assert "Вересневий Андрій" in text[0]
    assert "Veresnevyi Andrii" in text[0]
    assert f"On this sheet: {sheet.PAGE}" in text[0]
    assert "Heads counted" in text[-1]
    assert "Sheet 1 of 18: numbers 1 to 18 of 320" in text[0]


def test_without_the_extra_the_page_is_printed_from_the_browser(giver: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    key = giver.crossing("south").key
    monkeypatch.setattr(sheet, "available", lambda: False)
    assert giver.officer.get(f"/office/crossing/{key}/sheet.pdf")["Location"] == f"/office/crossing/{key}/sheet"
    page = giver.officer.get(f"/office/crossing/{key}/sheet").content.decode()
    assert "<svg" in page
    assert "Print this page" in page


def test_the_code_says_an_address_with_a_key_and_nobody(giver: Day) -> None:
    drawn = sheet.code("https://node.example/office/crossing/abc/paper")
    assert drawn.startswith("<svg")
    assert "style=" not in drawn, "the policy of the pages allows none"


def test_a_sheet_reads_nothing_but_static_files() -> None:
    for where in (
        "file:///etc/passwd",
        "https://example.org/static/homeward/sheet.css",
        f"{sheet.BASE}static/../settings.py",
    ):
        with pytest.raises(ValueError, match="not a file of this node"):
            sheet.own_file(where)
