"""A page costs a few queries, however many exchanges there are."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from homeward.node.public import actions
from tests.node.record import DEAL, DOCUMENT, RECORD, WITHHELD

BUDGET = 8
PAGES = [
    "/", "/index.csv", "/exchanges/2025-05-23", "/exchanges/2025-05-23.json", f"/deals/{DEAL}", "/contradictions",
    "/documents", f"/documents/{DOCUMENT}", "/record", "/record.csv", "/charts", "/embed/each", "/feed.atom", "/data",
    "/data/voices.csv", f"/together?document={DOCUMENT}", "/exchanges/2025-05-23/citation.bib",
]  # fmt: skip


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("where", PAGES)
def test_a_page_keeps_its_budget_and_it_does_not_grow_with_the_record(reader: Client, where: str) -> None:
    few = queries(reader, where)
    assert few <= BUDGET
    many = tuple(replace(WITHHELD, key=f"2024-01-{day:02}", date=f"2024-01-{day:02}") for day in range(1, 29))
    actions.store(replace(RECORD, exchanges=(*many, *RECORD.exchanges)))
    assert queries(reader, where) == few


def queries(reader: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(where).status_code == 200
    return len(captured)
