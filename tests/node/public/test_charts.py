"""The timeline is drawn when the record is weighed, in every language, and no page needs it."""

import re

import pytest
from django.test import Client

from homeward.node.public import actions, charts
from homeward.node.public.listing import row
from homeward.node.public.models import Chart
from tests.node.record import RECORD, WITHHELD

pytestmark = pytest.mark.usefixtures("node")


@pytest.mark.skipif(not charts.available(), reason="the extra 'charts' is not installed")
def test_charts_are_drawn_once_in_every_language_and_width(reader: Client) -> None:
    actions.draw_charts()
    drawn = dict(Chart.objects.values_list("id", "svg"))
    assert len(drawn) == 2 * 3 * 2
    actions.draw_charts()
    assert dict(Chart.objects.values_list("id", "svg")) == drawn
    for svg in drawn.values():
        assert "var(--side-1)" in svg
        assert not re.search(r"<style|\sstyle=|<script|\son\w+=|https?://(?!www\.w3\.org)", svg)
    page = reader.get("/").content.decode()
    assert page.count("<svg") == 4
    assert 'role="img" aria-label="6 May 2025 to 9 June 2025:' in page


def test_without_charts_the_table_stands_alone(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "available", lambda: False)
    actions.draw_charts()
    page = reader.get("/").content.decode()
    assert "<svg" not in page
    assert 'table class="exchanges reflow"' in page


def test_the_sum_counts_people_whose_number_is_known_and_no_bodies() -> None:
    rows = [row(exchange) for exchange in RECORD.exchanges]
    points = charts.points(rows, ["to_russia", "to_ukraine"])
    assert {point["date"] for point in points} == {"2025-05-06", "2025-05-23", "2025-05-24", "2025-05-25"}
    assert [point["sum"] for point in points if point["direction"] == "to_ukraine"] == [205, 595, 902, 1205]
    assert charts.points([row(WITHHELD)], ["to_russia"]) == []
