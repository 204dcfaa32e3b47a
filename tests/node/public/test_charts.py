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
    assert len(drawn) == 4 * 3 * 2
    actions.draw_charts()
    assert dict(Chart.objects.values_list("id", "svg")) == drawn
    for svg in drawn.values():
        assert "var(--side-1)" in svg or "var(--agree)" in svg
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


def test_the_waits_are_the_days_between_exchanges_of_people() -> None:
    found = charts.waits([row(exchange) for exchange in reversed(RECORD.exchanges)])
    assert [(wait.date, wait.days) for wait in found] == [
        ("2025-05-23", 17),
        ("2025-05-24", 1),
        ("2025-05-25", 1),
        ("2025-06-09", 15),
    ]


def test_every_exchange_stands_in_its_year_once() -> None:
    rows = [row(exchange) for exchange in RECORD.exchanges]
    found = charts.years(rows)
    assert sum(sum(year.stands.values()) for year in found) == sum(one.standing is not None for one in rows)
    assert [year.year for year in found] == sorted({year.year for year in found})


def test_the_tables_under_the_charts_tell_what_is_drawn(reader: Client) -> None:
    page = reader.get("/charts").content.decode()
    tables = {
        name: re.search(rf'id="table-{name}">(.*?)</table>', page, re.DOTALL) for name in ("each", "sum", "waiting")
    }
    cells = {name: re.findall(r'<td class="num">([^<]*)</td>', found[1]) for name, found in tables.items() if found}
    rows = [row(exchange) for exchange in RECORD.exchanges]
    points = charts.points(rows, ["to_russia", "to_ukraine"])
    drawn = [str(point["count"]) for point in points]
    assert [cell.replace("\xa0", "").replace(",", "") for cell in cells["each"] if cell != "–"] == drawn
    assert cells["waiting"] == ["17", "1", "1", "15"]
    assert cells["sum"][-1].replace("\xa0", "").replace(",", "") == str(points[-1]["sum"])


def test_other_sites_may_frame_a_chart_and_nothing_else(reader: Client) -> None:
    embedded = reader.get("/embed/each")
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "<form" not in embedded.content.decode()
    page = reader.get("/charts")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "script-src" not in reader.get("/")["Content-Security-Policy"]
    assert reader.get("/embed/unheard-of").status_code == 404
