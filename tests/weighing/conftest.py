"""What every test of weighing says and weighs: claims made by hand, on pages made by hand."""

from collections.abc import Callable
from datetime import date

import pytest

from homeward.reading.words import Category, Claim, Document, Kind, Qualifier, Reading


def claim(
    kind: Kind,
    day: str | None,
    count: int | None = None,
    to: str | None = None,
    speaker: str = "outlet",
    category: Category | None = Category.PRISONERS,
    how: Qualifier = Qualifier.EXACT,
    value: str | None = None,
) -> Claim:
    """Make a claim whose evidence is its own number."""
    counted = count is not None
    return Claim(
        kind=kind,
        evidence=f"{count} people",
        start=0,
        end=1,
        speaker=speaker,
        direction=to,
        count=count,
        count_qualifier=how if counted or how is Qualifier.UNDISCLOSED else None,
        category=category,
        exchange_date=day,
        value=value,
    )


def page(name: str, *claims: Claim, outlet: str | None = None, published: date | None = None) -> Reading:
    """Make a reading of an invented page."""
    document = Document(name, "…", "en", name, outlet or name, f"https://example.org/{name}", published)
    return Reading(document, claims, is_exchange_report=True)


@pytest.fixture(name="claim")
def claim_fixture() -> Callable[..., Claim]:
    return claim


@pytest.fixture(name="page")
def page_fixture() -> Callable[..., Reading]:
    return page
