"""Every page's data beside it, as JSON and CSV: linked, the same for every reader, safe in a spreadsheet."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from homeward.node.public import actions
from homeward.node.public.codec import decode, encode
from homeward.node.public.views.twins import cell
from homeward.weighing.words import Deal, Exchange, PublicRecord
from tests.node.record import DEAL, DOCUMENT, RECORD, STAGE, UKRAINE

PAGES = {
    "/": "/index",
    "/exchanges/2025-05-23": "/exchanges/2025-05-23",
    f"/deals/{DEAL}": f"/deals/{DEAL}",
    "/contradictions": "/contradictions",
    "/documents": "/documents",
    f"/documents/{DOCUMENT}": f"/documents/{DOCUMENT}",
}


@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("where", PAGES)
def test_every_page_links_its_twins_and_they_are_there(reader: Client, where: str) -> None:
    body = reader.get(where).content.decode()
    for ending, kind in (("json", "application/json"), ("csv", "text/csv")):
        address = f"{PAGES[where]}.{ending}"
        assert re.search(rf'<link rel="alternate" type="{kind}" href="{address}">', body)
        assert f'<a href="{address}"' in body
        response = reader.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith(kind)


@pytest.mark.usefixtures("node")
def test_the_json_twin_is_the_weighings_own_value(reader: Client) -> None:
    assert decode(Exchange, reader.get("/exchanges/2025-05-23.json").json()) == STAGE
    assert decode(Deal, reader.get(f"/deals/{DEAL}.json").json()) == RECORD.deals[0]


@pytest.mark.usefixtures("node")
def test_the_data_is_the_same_in_every_language(reader: Client) -> None:
    for page in PAGES.values():
        for ending in ("json", "csv"):
            english, ukrainian = (reader.get(f"{page}.{ending}", {"lang": code}).content for code in ("en", "uk"))
            assert english == ukrainian


@pytest.mark.usefixtures("node")
def test_the_csv_twin_has_a_row_a_voice(reader: Client) -> None:
    body = reader.get("/exchanges/2025-05-23.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == sum(len(list(figure.voices)) for figure in STAGE.figures)
    (wrong,) = (row for row in rows if row["evidence"] == "64th exchange")
    assert (wrong["subject"], wrong["count"], wrong["headline"]) == ("ordinal", "64", "65")


@pytest.mark.django_db
def test_a_hostile_document_cannot_put_a_formula_into_a_spreadsheet(reader: Client) -> None:
    hostile = replace(UKRAINE, speaker='=HYPERLINK("http://evil")', evidence="+390", note="@SUM(A1)", outlet="-1")
    value = replace(STAGE.figures[0].values[0], voices=(hostile,))
    stage = replace(STAGE, figures=(replace(STAGE.figures[0], values=(value,)),))
    actions.store(replace(RECORD, exchanges=(stage,), deals=()))
    body = reader.get("/exchanges/2025-05-23.csv").content.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(body)):
        assert not any(field.startswith(("=", "+", "-", "@")) for field in row)


@given(st.text())
def test_a_cell_of_text_never_begins_like_a_formula(text: str) -> None:
    written = str(cell(text))
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert written.removeprefix("'") == text.removeprefix("'")


def test_the_record_survives_being_stored() -> None:
    assert decode(PublicRecord, json.loads(json.dumps(encode(RECORD)))) == RECORD
