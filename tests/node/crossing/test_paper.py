"""What is typed from the paper sheet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.exchange.words import Outcome
from homeward.node.crossing.models import Tick
from homeward.node.crossing.paper import PaperError, read
from tests.node.crossing.conftest import Day

SAYABLE = {one.value for one in Outcome} - {"received", "wrong person"}


def typed(text: str, last: int = 40) -> dict[int, str]:
    return read(text, range(1, last + 1), Outcome.DEPARTED, SAYABLE)


def others(found: dict[int, str]) -> dict[int, str]:
    return {number: outcome for number, outcome in found.items() if outcome != "departed"}


def test_all_but_some() -> None:
    found = typed("all but 7, 12 absent; 31 does not wish")
    assert others(found) == {7: "absent", 12: "absent", 31: "does not wish to go"}
    assert len(found) == 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("всі крім 7, 12 відсутні; 31 не бажає", {7: "absent", 12: "absent", 31: "does not wish to go"}),
        ("все кроме 7 и 12 отсутствуют; 31 не желает", {7: "absent", 12: "absent", 31: "does not wish to go"}),
        ("все; 5 умер", {5: "deceased"}),
        ("Усі, крім 3 померла\n8 відмовлено", {3: "deceased", 8: "refused"}),
        ("all; 4-6 absent", {4: "absent", 5: "absent", 6: "absent"}),
        ("everyone except 2 dead, ", {2: "deceased"}),
        ("all present", {}),
        ("3 – 4 not here; all", {3: "absent", 4: "absent"}),
    ],
)  # fmt: skip
def test_in_three_languages(text: str, said: dict[int, str]) -> None:
    found = typed(text)
    assert others(found) == said
    assert len(found) == 40


def test_without_all_only_those_named_are_said() -> None:
    assert typed("1-3, 5; 9 refused") == {1: "departed", 2: "departed", 3: "departed", 5: "departed", 9: "refused"}


def test_those_excepted_without_a_word_are_left_open() -> None:
    found = typed("all but 7, 12")
    assert set(range(1, 41)) - found.keys() == {7, 12}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("all but 77 absent", "there is no number 77"),
        ("7 absent; 7 dead", "Number 7 is said to be two things"),
        ("7 floating", "“floating” is not understood"),
        ("absent", "names no number"),
        ("", "Nothing is said"),
        ("9-4 absent", "9-4 is not a range"),
        ("all absent", "all can only have gone"),
        ("4 wrong person", "is not understood"),
    ],
)
def test_what_cannot_be_understood_is_named(text: str, says: str) -> None:
    with pytest.raises(PaperError, match=re.escape(says)):
        typed(text)


@given(st.sets(st.integers(1, 40), max_size=12), st.sampled_from(sorted(SAYABLE - {"departed"})))
def test_whatever_the_numbers_each_is_said_once(numbers: set[int], outcome: str) -> None:
    listed = ", ".join(map(str, sorted(numbers)))
    found = typed(f"all; {listed} {outcome}" if numbers else "all")
    assert others(found) == dict.fromkeys(sorted(numbers), outcome)
    assert sorted(found) == list(range(1, 41))


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    try:
        found = typed(text)
    except PaperError:
        return
    assert found.keys() <= set(range(1, 41))


@pytest.mark.django_db
def test_a_sheet_is_checked_before_it_is_ticked_and_ticked_once(giver: Day) -> None:
    crossing = giver.crossing("south")
    where = f"/office/crossing/{crossing.key}/paper"
    page = giver.officer.post(where, {"text": "all but 2 absent", "at": "2025-05-23T09:30"}).content.decode()
    assert not Tick.objects.exists()
    assert "Absent: 1" in page
    assert "Departed: 4" in page
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    for _ in range(2):
        assert giver.officer.post(where, fields).status_code == 302
    ticks = list(Tick.objects.all())
    assert len(ticks) == 5
    assert {one.source for one in ticks} == {"paper"}
