"""PDFs that hold text, and those that do not."""

from datetime import date

import pytest

from homeward.reading import ReadingError, load_bytes
from homeward.reading.files.limits import Limits
from homeward.reading.files.pdf import printed
from tests.reading.files.made import encrypted_pdf, pdf

FIRST = (
    "5/23/26, 3:46 PM    Вісник",
    "Додому повернулися 32 людини",
    "Опубліковано: 23 травня 2025",
    "Сторони провели обмін, і додому повернулися 25 військово-",
    "службовців та 7 цивільних, повідомив про це у своєму зверненні",
    "Координаційний штаб. Посередниками були три країни, серед них",
    "https://visnyk.example/novyny/104   1/2",
)
SECOND = (
    "5/23/26, 3:46 PM    Вісник",
    "й сусідня.",
    "Це другий обмін цього місяця.",
    "https://visnyk.example/novyny/104   2/2",
)


def test_pages_become_one_text_without_the_printers_lines() -> None:
    assert load_bytes("a.pdf", pdf(FIRST, SECOND)).text == (
        "Додому повернулися 32 людини\n"
        "Опубліковано: 23 травня 2025\n"
        "Сторони провели обмін, і додому повернулися 25 військовослужбовців та 7 цивільних, повідомив про це у своєму "
        "зверненні Координаційний штаб. Посередниками були три країни, серед них й сусідня.\n"
        "Це другий обмін цього місяця.\n"
    )


def test_the_three_dates_have_three_sources() -> None:
    document = load_bytes("a.pdf", pdf(FIRST, SECOND, created="D:20261229034621+02'00'"))
    assert document.published == date(2025, 5, 23)
    assert document.captured == date(2026, 5, 23)  # the line that the browser printed is nearer than the file's date
    assert document.title == "Додому повернулися 32 людини"
    assert document.url == "https://visnyk.example/novyny/104"
    assert document.outlet == "visnyk.example"
    assert document.language == "uk"


def test_the_files_creation_date_is_when_it_was_captured_never_when_it_was_published() -> None:
    document = load_bytes("a.pdf", pdf(["The sides exchanged ten prisoners of war."], created="D:20251229"))
    assert (document.published, document.captured) == (None, date(2025, 12, 29))


def test_the_files_title_stands_in_where_the_text_has_none() -> None:
    lines = ["The sides exchanged ten prisoners of war, and the", "ministry said so."]
    assert load_bytes("a.pdf", pdf(lines, title="Ten home")).text.startswith("The sides")
    assert (
        load_bytes("a.pdf", pdf(["The two sides exchanged ten prisoners of war."], title="Ten home")).title
        == "Ten home"
    )


def test_a_hyphen_at_a_line_end_stays_where_the_document_writes_it() -> None:
    lines = ["A well-known and well-", "known exchange of twenty-", "five and of thirty pris-", "oners."]
    text = load_bytes("a.pdf", pdf(lines)).text
    assert " ".join(text.split()) == "A well-known and well-known exchange of twenty-five and of thirty prisoners."


def test_a_pdf_of_blank_pages_says_that_it_holds_no_text() -> None:
    with pytest.raises(ReadingError, match=r"^blank\.pdf: no text was found in it\.$"):
        load_bytes("blank.pdf", pdf([], []))


def test_an_encrypted_pdf_says_so() -> None:
    with pytest.raises(ReadingError, match=r"^locked\.pdf: .*encrypted"):
        load_bytes("locked.pdf", encrypted_pdf())


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 5000, pdf(FIRST)[:200]])
def test_a_damaged_pdf_says_so(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"^torn\.pdf: this PDF is damaged"):
        load_bytes("torn.pdf", data)


def test_too_many_pages_are_an_error_and_not_a_shorter_document() -> None:
    with pytest.raises(ReadingError, match=r"^long\.pdf: this PDF has 3 pages; at most 2 are read\.$"):
        load_bytes("long.pdf", pdf(["a"], ["b"], ["c"]), limits=Limits(pages=2))


def test_lines_of_one_sheet_are_the_printers_only_if_they_look_it() -> None:
    found = printed(["Ten came home on Friday at last\nThe ministry said so.\nPage 1 of 1"], "", "")
    assert found.text == "Ten came home on Friday at last\nThe ministry said so.\n"
