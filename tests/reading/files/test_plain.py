"""What the first and last lines of a text say of it."""

from datetime import date

import pytest

from homeward.reading.files.plain import header

BODY = "The two sides exchanged ten prisoners on Friday, the ministry said, and more is to follow on 24 May 2025.\n"


def test_a_printed_page_keeps_its_three_dates_apart() -> None:
    said = header(
        "\n\nTen came home\n\nPublished on May 23, 2025\nLast updated: 24 May 2025, 10:15\n"
        f"Document Date: Mon, Dec 29 2025 03:46:21 am\nCategory: ,News\nexample.org\n\n{BODY}"
    )
    assert said.title == "Ten came home"
    assert said.outlet == "example.org"
    assert (said.published, said.updated, said.captured) == (date(2025, 5, 23), date(2025, 5, 24), date(2025, 12, 29))


def test_two_labels_may_stand_on_one_line() -> None:
    said = header(f"Ten came home\nОпубліковано: 23.05.2025, 10:00 | Оновлено: 24.05.2025\n{BODY}")
    assert (said.published, said.updated) == (date(2025, 5, 23), date(2025, 5, 24))


@pytest.mark.parametrize(
    "line", ["Printed on 29 December 2025", "Распечатано: 29 декабря 2025 г.", "Retrieved 2025-12-29"]
)
def test_the_last_lines_may_say_when_it_was_printed(line: str) -> None:
    said = header(f"Ten came home\n{BODY * 30}\n{line}\n")
    assert said.captured == date(2025, 12, 29)
    assert said.published is None


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Опубліковано 23 травня 2025, 14:05", "published"),
        ("Опубликовано: 23 мая 2025 года в 14:05", "published"),
        ("Дата публикации: 23.05.2025", "published"),
        ("Дата: 23 травня 2025", "published"),
        ("Posted by admin on 23 May 2025", "published"),
        ("14:05, 23 мая 2025", "published"),
        ("23 мая 2025, 14:05 (МСК)", "published"),
        ("14:05 23.05.2025", "published"),
        ("Читати: 2 хв · 23 травня 2025", "published"),
        ("23 травня 2025 | Суспільство", "published"),
        ("Автор: Іван Петренко, 23 травня 2025, 14:05", "published"),
        ("Оновлено: 23.05.2025 14:05", "updated"),
        ("Останнє оновлення: 23 травня 2025", "updated"),
        ("Последнее обновление: 23 мая 2025", "updated"),
        ("Редакція від 23.05.2025", "updated"),
        ("Збережено: 23.05.2025", "captured"),
        ("Архивировано 23 мая 2025 года", "captured"),
        ("Дата обращения: 23 мая 2025", "captured"),
    ],
)
def test_each_line_gives_its_own_date_and_no_other(line: str, key: str) -> None:
    said = header(f"Ten came home\n{line}\n{BODY}")
    found = {each: getattr(said, each) for each in ("published", "updated", "captured")}
    assert found == {each: date(2025, 5, 23) if each == key else None for each in found}


def test_an_ambiguous_label_gives_no_date() -> None:
    assert header(f"Ten came home\nPublished: 05/06/2025\n{BODY}").published is None


def test_a_lone_date_in_words_is_the_day_of_publication_and_a_browsers_stamp_is_not() -> None:
    said = header(f"Ten came home\n23 травня 2025, 12:45\n{BODY}")
    assert (said.published, said.captured) == (date(2025, 5, 23), None)
    said = header(f"5/23/25, 3:46 PM\nTen came home\n{BODY}")
    assert (said.published, said.captured) == (None, date(2025, 5, 23))


def test_dates_in_the_story_are_not_the_pages() -> None:
    story = f"Ten came home\n{BODY}On May 7, 2025 nobody came.\nUpdated lists were sent on May 8, 2025 to both.\n{BODY}"
    said = header(story)
    assert (said.published, said.updated, said.captured) == (None, None, None)


@pytest.mark.parametrize(
    "first",
    [
        "The two sides exchanged ten prisoners on Friday.",
        "x" * 200,
        "https://example.org/1",
        "example.org",
        "Published on May 23, 2025",
        "23 May 2025",
        "390",
        "Category: News",
    ],
)
def test_a_first_line_that_is_no_title_is_none(first: str) -> None:
    assert header(f"{first}\n{BODY}").title is None


def test_a_single_line_is_a_text_and_no_title() -> None:
    assert header("Ten came home").title is None


def test_source_and_address_are_taken_from_lines_that_are_nothing_else() -> None:
    said = header(f"Ten came home\nДжерело: Вісник переправи\nhttps://visnyk.example/104\n{BODY}")
    assert (said.outlet, said.url) == ("Вісник переправи", "https://visnyk.example/104")
    assert header(f"Ten came home\nSee https://visnyk.example/104 for more\n{BODY}").url is None
