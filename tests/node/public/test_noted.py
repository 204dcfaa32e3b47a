"""What the compilers noted stands on the page of its exchange, or of the deal it sums up, with its likely cause."""

from html import unescape

import pytest
from django.test import Client

from homeward.node.public import actions
from homeward.node.public.templatetags.record import cause
from homeward.weighing import public_rows, weigh
from tests.node.public.test_pages import text_of

_DAY = len("2025-05-23")


@pytest.mark.django_db
def test_each_noted_contradiction_is_on_its_exchanges_page_with_its_likely_cause(reader: Client) -> None:
    record = weigh((), public_rows())
    actions.store(record, documents=0)
    noted = [row for row in public_rows() if row.contradictions and len(row.date) == _DAY]
    assert len(noted) > 17
    for row in noted:
        exchange = record.exchange(row.key)
        assert exchange is not None
        addresses = [f"/exchanges/{row.key}", *([f"/deals/{exchange.deal}"] if exchange.deal else [])]
        page = unescape(" ".join(text_of(reader.get(address).content) for address in addresses))
        for told in row.contradictions:
            assert not told.note or told.note in page, (row.key, told.note)
            assert f"Likely cause: {cause(told.cause)}" in page or told.cause == "unknown", (row.key, told.cause)
