"""What else a page tells beside what is weighed: other numbers that add up, and what is decided by now."""

from datetime import date

import pytest

from homeward.reading import Document, Kind
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.reader import drafted, paged
from homeward.reading.learnt.cases import Case, cases
from homeward.reading.learnt.others import sums
from homeward.reading.learnt.tellings import Beside, Telling, tellings

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
    beside = Beside(drafts)
    assert {"ahead page:mediator", "ahead the same"} <= beside.features(first)
    beside.decide(_draft(first), told=False)
    assert not any("mediator" in feature for feature in beside.features(last))


def test_what_is_told_is_known_where_the_same_may_be_told_again() -> None:
    page = page_of("The UAE mediated the exchange, Kyiv said. Ukraine freed 84 soldiers. The Emirates brokered it.")
    drafts = drafted(page)
    told = [one for one in tellings(page, drafts) if one.kind is Kind.MEDIATOR and one.draft is not None]
    beside = Beside(drafts)
    for one in told[:-1]:
        beside.decide(_draft(one), told=True)
    assert {"page:mediator", "the same"} <= beside.features(told[-1])


def _draft(one: Telling) -> Draft:
    assert one.draft is not None
    return one.draft
