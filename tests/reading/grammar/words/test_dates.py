"""Dates, resolved against the day of publication."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading.grammar.words.dates import dates
from homeward.reading.grammar.words.forms import inflected
from homeward.reading.grammar.words.lexicon import language
from homeward.reading.grammar.words.tokens import tokenise

PUBLISHED = date(2025, 5, 24)  # a Saturday
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _read(text: str, published: date | None = PUBLISHED) -> list[str | None]:
    return [when.iso for when in dates(tokenise(text), language("en").dates, published)]


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["{m} {d}, {y}", "{d} {m} {y}", "{d} of {m} {y}"])
)
def test_a_full_date_is_read_back_whenever_it_was_published(day: date, form: str) -> None:
    written = form.format(d=day.day, m=_MONTHS[day.month - 1], y=day.year)
    assert _read(f"It was held on {written} again.", None) == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 300))
def test_a_day_without_a_year_is_the_nearest_before_publication(day: date, later: int) -> None:
    written = f"{_MONTHS[day.month - 1]} {day.day}"
    if (day.month, day.day) != (2, 29):
        assert _read(f"on {written} again", day + timedelta(later)) == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_last_one_up_to_publication(published: date, back: int) -> None:
    day = published - timedelta(back)
    assert _read(f"said on {_DAYS[day.weekday()]} that", published) == [day.isoformat()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("today, yesterday and tomorrow", ["2025-05-24", "2025-05-23", "2025-05-25"]),
        ("next Saturday", ["2025-05-31"]),
        ("over May 24 and 25", ["2025-05-24", "2025-05-25"]),
        ("Between 11-16 May", ["2025-05-16"]),
        ("came 10, 12 and 26 April and 4 May", ["2025-04-10", "2025-04-12", "2025-04-26", "2025-05-04"]),
        ("on Sept. 21", ["2024-09-21"]),
        ("since March 2022", ["2022-03"]),
        ("in mid-October", ["2024-10"]),
        ("last month", ["2025-04"]),
        ("this year", ["2025"]),
        ("exchanges of 2025", ["2025"]),
        ("2025-05-23 and 23.05.2025", ["2025-05-23", "2025-05-23"]),
        ("he may 5 times", []),
        ("February 31, 2025", [None]),
        ("on the 14th, 44 came", ["2025-05-14"]),
        ("on the 2nd of this month", ["2025-05-02"]),
        ("the 14th exchange", []),
    ],
)
def test_the_forms_of_dates(text: str, found: list[str | None]) -> None:
    assert _read(text) == found


def test_without_publication_a_relative_date_keeps_its_place_and_has_no_iso_form() -> None:
    assert _read("on Friday and on May 6 and last month", None) == [None, None, None]


@given(st.text(max_size=120), st.none() | st.dates())
def test_no_text_and_no_publication_breaks_the_reading(text: str, published: date | None) -> None:
    tokens = tokenise(text)
    for when in dates(tokens, language("en").dates, published):
        assert 0 <= when.i < when.j <= len(tokens)


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("ru", "Восьмого февраля и двадцать третьего мая", ["2025-02-08", "2025-05-23"]),
        ("ru", "Тридцатого декабря 2023 года", ["2023-12-30"]),
        ("uk", "двадцять четвертого серпня", ["2024-08-24"]),
        ("uk", "першого числа, а 14 числа ще", ["2025-05-01", "2025-05-14"]),
        ("ru", "20-го числа обменялись", ["2025-05-20"]),
        ("ru", "28 числа обменялись", ["2025-04-28"]),
        ("ru", "В марте прошли два этапа, 5 и 6 числа", ["2025-03", "2025-03-05", "2025-03-06"]),
        ("ru", "это шестой обмен, первый в феврале", ["2025-02"]),
        ("ru", "64-й обмен и второе заявление", []),
    ],
)
def test_days_in_words_and_days_of_a_month_that_is_understood(code: str, text: str, found: list[str]) -> None:
    tokens = inflected(tokenise(text), code)
    assert [when.iso for when in dates(tokens, language(code).dates, PUBLISHED)] == found
