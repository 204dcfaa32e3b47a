"""What else a page tells beside what is weighed: other numbers that add up, and what is decided by now."""

from datetime import date

import pytest

from homeward.reading import Document, Kind
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.reader import drafted, paged
from homeward.reading.learnt.cases import Case, cases
from homeward.reading.learnt.others import sums
from homeward.reading.learnt.tellings import Telling, tellings
from homeward.reading.learnt.told import Beside

HEADING = "Prisoners go home after the Emirates mediate\n"


def page_of(text: str) -> Page:
    page = paged(Document("page", HEADING + text, "en", published=date(2025, 5, 24)))
    assert page is not None
    return page


def counted(page: Page, count: int) -> Case:
    return next(case for case in cases(page, drafted(page)) if case.amount.value == count)


@pytest.mark.parametrize(
    ("text", "count", "ways", "of_both"),
    [
        ("Ukraine got 390 people back. They are 270 soldiers and 120 civilians.", 270, {"to_ukraine"}, set()),
        ("Ukraine got 84 soldiers and Russia 80. That is 164 people.", 164, set(), {"sum of two ways"}),
        ("Ukraine and Russia freed 84 soldiers each. That is 168 people.", 168, set(), {"double of each_side"}),
        ("Ukraine got 84 soldiers back. Kyiv is 300 km away.", 84, set(), set()),
    ],
)
def test_numbers_that_add_up_say_which_way_each_goes(text: str, count: int, ways: set[str], of_both: set[str]) -> None:
    page = page_of(text)
    case, drafts = counted(page, count), drafted(page)
    found, both = sums(case, [d for d in drafts if d.count != count])
    assert {way for way, _, _ in found} == ways
    assert both == of_both


def test_what_is_still_ahead_is_no_reason_against_what_may_be_told_first() -> None:
    page = page_of("Ukraine and Russia freed 84 soldiers each. The UAE mediated the exchange, Kyiv said.")
    drafts = drafted(page)
    first, last = (one for one in tellings(page, drafts) if one.kind is Kind.MEDIATOR and one.draft is not None)
    beside = Beside(page, drafts)
    assert {"ahead page:mediator", "ahead the same"} <= beside.features(first)
    beside.decide(_draft(first), told=False)
    assert not any("mediator" in feature for feature in beside.features(last))


def test_what_is_told_is_known_where_the_same_may_be_told_again() -> None:
    page = page_of("The UAE mediated the exchange, Kyiv said. Ukraine freed 84 soldiers. The Emirates brokered it.")
    drafts = drafted(page)
    told = [one for one in tellings(page, drafts) if one.kind is Kind.MEDIATOR and one.draft is not None]
    beside = Beside(page, drafts)
    for one in told[:-1]:
        beside.decide(_draft(one), told=True)
    assert {"page:mediator", "the same"} <= beside.features(told[-1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ukraine received 84 soldiers.", "number once:above:False"),
        ("Ukraine received 84 soldiers in the tenth exchange of the year.", "number behind:th:above:False"),
        ("Ukraine received 10 soldiers.", "number behind:other:above:False"),
    ],
)
def test_the_number_of_an_exchange_in_a_heading_is_looked_for_in_the_text(text: str, found: str) -> None:
    page = paged(Document("page", f"Tenth exchange of prisoners\n{text}", "en", published=date(2025, 5, 24)))
    assert page is not None
    drafts = drafted(page)
    one = next(one for one in tellings(page, drafts) if one.kind is Kind.ORDINAL)
    assert found in Beside(page, drafts).features(one)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The last one was on April 19, when Ukraine got 277 soldiers.", "that day:previous_exchange:True:True:here"),
        ("The last was on April 19. That of April 3 freed 20 men.", "that month:previous_exchange:True:True:next"),
        ("The last exchange was on April 19. In March Russia got 20 soldiers back.", "nothing else that month"),
    ],
)
def test_an_older_day_is_known_to_be_told_with_its_numbers(text: str, found: str) -> None:
    page = page_of(text)
    drafts = drafted(page)
    one = next(one for one in tellings(page, drafts) if one.kind is Kind.PREVIOUS_EXCHANGE)
    assert found in Beside(page, drafts).features(one)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ukraine received 84 soldiers. A group of Russian soldiers went home.", "this way counted:False"),
        ("Russia got 84 soldiers back. A group of Russian soldiers went home.", "this way counted:True"),
        ("Each side got 84 soldiers back. A group of Russian soldiers went home.", "this way counted:True"),
        ("A group of Russian soldiers went home.", "any counted:False"),
    ],
)
def test_people_without_a_number_are_held_against_those_who_are_counted(text: str, found: str) -> None:
    page = page_of(text)
    drafts = drafted(page)
    one = next(one for one in tellings(page, drafts) if one.kind is Kind.TRANSFER and one.draft is not None)
    assert found in Beside(page, drafts).features(one)


def _draft(one: Telling) -> Draft:
    assert one.draft is not None
    return one.draft
