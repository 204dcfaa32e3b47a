"""Dates of birth as they are miswritten."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.matching import dates
from homeward.matching.dates import Born


def _relation(a, b):
    found = dates.relation(*(np.array([dates.number(iso)], np.int32) for iso in (a, b)))
    return Born(int(found[0]))


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("1990-05-12", "1990-05-12", Born.EXACT),
        ("1990-05-12", "1990-12-05", Born.SWAPPED),
        ("1990-05-12", "1990-05-13", Born.NEXT_DAY),
        ("1990-12-31", "1991-01-01", Born.NEXT_DAY),
        ("1990-05-12", "1990-06-12", Born.NEXT_MONTH),
        ("1990-05-12", "1991-05-12", Born.NEXT_YEAR),
        ("1990-05-12", "1990-05-17", Born.ONE_DIGIT),
        ("1990-05-12", "1990-05-21", Born.ONE_DIGIT),
        ("1990-05-12", "1970-05-12", Born.ONE_DIGIT),
        ("1990-05-12", "1990", Born.PARTLY),
        ("1990-05-12", "1990-05", Born.PARTLY),
        ("1990-05-12", "1990-08-29", Born.SAME_YEAR),
        ("1990-05-12", "1992-08-29", Born.NEAR_YEARS),
        ("1990-05-12", "1975-08-29", Born.DIFFERENT),
        ("1990-05-12", "1991", Born.NEAR_YEARS),
        ("1990-05-12", "", Born.MISSING),
        ("", "", Born.MISSING),
        ("31.12.1990", "1990-12-31", Born.MISSING),  # not ISO: nothing is known
    ],
)
def test_two_dates_stand_in_one_relation(a, b, relation):
    assert _relation(a, b) is relation
    assert _relation(b, a) is relation


_DATES = st.dates(min_value=date(1930, 1, 1)).map(lambda day: day.isoformat())


@given(_DATES, _DATES)
def test_the_relation_is_symmetric(a, b):
    assert _relation(a, b) is _relation(b, a)


@given(_DATES)
def test_a_date_moved_as_clerks_move_it_is_met(iso):
    born = np.array([dates.number(iso)], np.int32)
    for moved in dates.shifted(born):
        kind = Born(int(dates.relation(born, moved)[0]))
        assert kind in (Born.NEXT_DAY, Born.NEXT_MONTH, Born.NEXT_YEAR, Born.ONE_DIGIT, Born.SWAPPED)
