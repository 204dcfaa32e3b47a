"""Dates of birth: every way a clerk writes them, and what is mended, kept or refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.lists import FaultKind
from homeward.lists.dates import Born, born
from tests.lists.made import TODAY

CLEAN = {
    "12.05.1990": "1990-05-12",
    "1990-05-12": "1990-05-12",
    "1990.05.12": "1990-05-12",
    "12,05,1990": "1990-05-12",
    "12 05 1990": "1990-05-12",
    "3/5/1990": "1990-05-03",
    "12 травня 1990 р.": "1990-05-12",
    "12 мая 1990": "1990-05-12",
    "7-го березня 1990 р.н.": "1990-03-07",
    "12 жніўня 1990": "1990-08-12",
    "May 1990": "1990-05",
    "May 12, 1990": "1990-05-12",
    "12th May 1990": "1990-05-12",
    "12.V.1990": "1990-05-12",
    "05.1990": "1990-05",
    "листопад 1990": "1990-11",
    "??.05.1990": "1990-05",
    "00.00.1990": "1990",
    "1990": "1990",
    "1990 р.н.": "1990",
    "1990г.р.": "1990",
    "12051990": "1990-05-12",
    "19900512": "1990-05-12",
    "1990-05-12 00:00:00": "1990-05-12",
    "12.05.1990 0:00:00": "1990-05-12",
    "народився 12.05.1990": "1990-05-12",
    "05/25/1990": "1990-05-25",
    "": "",
    " - ": "",
    "невідомо": "",
    "н/д": "",
}
FAULTY = {
    "12/05/90": ("1990-05-12", FaultKind.YEAR_EXTENDED),
    "12-Mar-90": ("1990-03-12", FaultKind.YEAR_EXTENDED),
    "12.05.26": ("1926-05-12", FaultKind.YEAR_EXTENDED),
    "12.05.20": ("", FaultKind.YEAR_UNCLEAR),
    "33005": ("1990-05-12", FaultKind.DATE_FROM_SERIAL),
    "12.О5.199О": ("1990-05-12", FaultKind.LETTERS_FOR_DIGITS),
    "l2.05.1990": ("1990-05-12", FaultKind.LETTERS_FOR_DIGITS),
    "ЗО.12.1990": ("1990-12-30", FaultKind.LETTERS_FOR_DIGITS),
    "31.02.1990": ("1990", FaultKind.DATE_IMPOSSIBLE),
    "1990-02-30": ("1990", FaultKind.DATE_IMPOSSIBLE),
    "45.13.1990": ("1990", FaultKind.DATE_IMPOSSIBLE),
    "бл. 1990": ("1990", FaultKind.DATE_ABOUT),
    "~1990": ("1990", FaultKind.DATE_ABOUT),
    "12.05.1890": ("", FaultKind.YEAR_UNLIKELY),
    "2030-01-01": ("", FaultKind.YEAR_UNLIKELY),
    "вже говорили": ("", FaultKind.DATE_UNREADABLE),
    "90": ("1990", FaultKind.YEAR_EXTENDED),
    "1990/1991": ("", FaultKind.DATE_UNREADABLE),
    "12.05.1990, с. Вигадане": ("1990-05-12", FaultKind.MORE_THAN_A_DATE),
}


@pytest.mark.parametrize(("written", "iso"), CLEAN.items())
def test_what_is_clear_is_read_without_a_word(written: str, iso: str) -> None:
    found = born(written, TODAY)
    assert (found.iso, found.faults) == (iso, ())


@pytest.mark.parametrize(("written", "expected"), FAULTY.items())
def test_what_is_mended_or_refused_says_so(written: str, expected: tuple[str, FaultKind]) -> None:
    found = born(written, TODAY)
    assert (found.iso, found.faults) == (expected[0], (expected[1],))


def test_what_stands_behind_a_date_is_handed_on() -> None:
    assert born("12.05.1990 р., с. Вигадане", TODAY).rest == "с. Вигадане"


def test_a_column_may_have_the_month_first() -> None:
    assert born("05/12/1990", TODAY, month_first=True).iso == "1990-05-12"
    assert born("25/12/1990", TODAY, month_first=True).iso == "1990-12-25"
    assert [born(written, TODAY).order for written in ("25/12/1990", "12/25/1990", "05/12/1990")] == [1, -1, 0]


days = st.dates(TODAY - timedelta(days=99 * 365), TODAY - timedelta(days=15 * 366))
MONTHS = {
    language: names.split()
    for language, names in {
        "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "en": "January February March April May June July August September October November December",
    }.items()
}
WAYS = [
    "{day:%d.%m.%Y}",
    "{day:%d/%m/%Y}",
    "{day.day}.{day.month}.{day.year} р.",
    "{day:%Y-%m-%d}",
    "{day:%Y%m%d}",
    "{day.day} {uk} {day.year} року",
    "{day.day} {ru} {day.year} г.",
    "{en} {day.day}, {day.year}",
    "{day:%d.%m.%y}",
]


class TestEveryDay:
    """«A year, a month of a year and a whole date are all dates of birth» (rule 1), whichever way they are written."""

    @given(days, st.sampled_from(WAYS))
    def test_is_read_in_every_way_of_writing_it(self, day: date, way: str) -> None:
        months = {language: names[day.month - 1] for language, names in MONTHS.items()}
        assert born(way.format(day=day, **months), TODAY).iso == day.isoformat()

    @given(days)
    def test_as_a_day_number_is_the_same_day(self, day: date) -> None:
        number = (day - date(1899, 12, 30)).days
        if number >= 10_000:  # five digits
            assert born(str(number), TODAY) == Born(day.isoformat(), (FaultKind.DATE_FROM_SERIAL,))

    @given(days)
    def test_read_back_is_itself(self, day: date) -> None:
        assert born(born(day.isoformat(), TODAY).iso, TODAY) == Born(day.isoformat())


class TestNoDay:
    """«What is not known is not made up» (rule 1) and «nobody was born after today» (rule 7)."""

    @given(st.text(max_size=40))
    def test_no_text_gives_anything_but_a_date_of_a_life(self, written: str) -> None:
        iso = born(written, TODAY).iso
        if iso:
            whole = iso + "-01" * (2 - iso.count("-"))
            assert date.fromisoformat(whole) <= TODAY
            assert TODAY.year - date.fromisoformat(whole).year <= 120

    @given(st.integers(0, 99), st.integers(1, 28), st.integers(1, 12))
    def test_a_year_of_two_digits_makes_people_of_fourteen_to_a_hundred(self, year: int, day: int, month: int) -> None:
        """«A year of two digits is the one in which the person is 14 to 100 years old» (rule 3)."""
        found = born(f"{day:02d}.{month:02d}.{year:02d}", TODAY)
        if found.iso:
            assert int(found.iso[2:4]) == year
            assert 14 <= TODAY.year - int(found.iso[:4]) <= 100
        else:
            assert found.faults == (FaultKind.YEAR_UNCLEAR,)
