"""Dates as pages stamp them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading.files.stamp import day_of, stamp


@pytest.mark.parametrize(
    "words",
    [
        "May 23, 2025",
        "May 23rd 2025",
        "23 May 2025",
        "23rd of May 2025",
        "Fri, May 23 2025 03:46:21 am",
        "Friday, 23 May 2025, 15:46",
        "2025-05-23",
        "2025-05-23T18:04:00+03:00",
        "2025/05/23",
        "23.05.2025",
        "23.05.2025, 15:46",
        "23 травня 2025 року",
        "П’ятниця, 23 травня 2025, 12:45",
        "23 мая 2025 г.",
        "23 мая 2025 года в 12:45",
        "5/23/2025",
        "23/05/2025",
        "5/23/25, 3:46 PM",
    ],
)
def test_a_date_is_read_in_every_usual_form(words: str) -> None:
    assert day_of(words) == date(2025, 5, 23)


@pytest.mark.parametrize("words", ["05/06/2025", "5/6/25, 3:46 PM", "11/12/2025"])
def test_day_and_month_that_could_be_either_are_no_date(words: str) -> None:
    found = stamp(words)
    assert found is not None
    assert found.day is None


def test_a_weekday_tells_which_of_two_readings_is_meant() -> None:
    assert day_of("Thu 05/06/2025") == date(2025, 6, 5)
    assert day_of("Tue 05/06/2025") == date(2025, 5, 6)
    assert day_of("Sun 05/06/2025") is None


def test_the_same_number_twice_needs_no_choice() -> None:
    assert day_of("05/05/2025") == date(2025, 5, 5)


@pytest.mark.parametrize("words", ["23 May", "May 2025", "2025", "2025-05", "390", "", "Mayor 23, 2025", "the 23rd"])
def test_a_date_needs_day_month_and_year(words: str) -> None:
    assert stamp(words) is None


@pytest.mark.parametrize("words", ["31.02.2025", "2025-13-01", "32 May 2025", "1.1.0001", "9999-01-01", "00/00/0000"])
def test_a_day_that_does_not_exist_is_none(words: str) -> None:
    assert day_of(words) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_unambiguous_forms_come_back_as_the_same_day(day: date) -> None:
    """Rule 2: "Points part day.month.year everywhere; hyphens part year-month-day"."""
    assert day_of(day.isoformat()) == day
    assert day_of(f"{day:%d.%m.%Y}") == day
    assert day_of(f"{day:%B} {day.day}, {day.year}") == day


@given(st.text(alphabet="0123456789/.-: ,MayЧтпмравня", max_size=40))
def test_any_words_give_a_day_or_none(words: str) -> None:
    found = day_of(words)
    assert found is None or 1900 <= found.year <= 2100
