"""The record searched, downloaded, followed, cited; several documents told together."""

import io
import json
from xml.etree import ElementTree as Xml

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from homeward.node.public import actions, tables
from homeward.node.public.models import ExchangePage, Facet, Version
from homeward.node.public.views.feed import ATOM
from tests.node.record import DOCUMENT, RECORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("node")]


def found(reader: Client, **asked: str) -> set[str]:
    listed = {row["key"] for row in reader.get("/record.json", asked).json()["exchanges"]}
    page = reader.get("/record", asked).content.decode()
    assert all(f'href="/exchanges/{key}"' in page for key in listed)
    return listed


def test_everything_is_found_without_conditions(reader: Client) -> None:
    assert found(reader) == {exchange.key for exchange in RECORD.exchanges}


@pytest.mark.parametrize("name", ["direction", "category", "mediator", "source", "standing", "kind"])
def test_every_facet_finds_what_has_it_and_nothing_else(reader: Client, name: str) -> None:
    facets = Facet.objects.filter(name=name)
    for value in set(facets.values_list("value", flat=True)):
        expected = set(facets.filter(value=value).values_list("exchange__key", flat=True))
        assert found(reader, **{name: value}) == expected
    assert found(reader, **{name: "unheard of"}) == set()


def test_dates_bound_from_both_ends_and_bad_ones_are_passed_over(reader: Client) -> None:
    every = sorted((page.date, page.key) for page in ExchangePage.objects.all())
    first, last = every[0][0], every[-1][0]
    assert found(reader, **{"from": last, "to": last}) == {key for date, key in every if date == last}
    assert found(reader, to=first) == {key for date, key in every if date <= first}
    assert found(reader, **{"from": "soon"}) == found(reader)


def test_words_are_found_whatever_their_case_and_all_must_be_there(reader: Client) -> None:
    page = ExchangePage.objects.exclude(words="").first()
    assert page is not None
    word = max(page.words.split(), key=len)
    assert page.key in found(reader, q=word.upper())
    assert found(reader, q=f"{word} nowhere-at-all") == set()


def test_the_form_keeps_what_was_asked(reader: Client) -> None:
    page = reader.get("/record", {"q": "<b>Київ</b>", "from": "2025-01-01"}).content.decode()
    assert 'value="&lt;b&gt;Київ&lt;/b&gt;"' in page
    assert 'value="2025-01-01"' in page
    assert "/record.csv?q=%3Cb%3E" in page


@pytest.mark.parametrize("name", sorted(tables.TABLES))
def test_a_table_is_the_same_in_every_form(reader: Client, name: str) -> None:
    table = tables.TABLES[name]
    rows = reader.get(f"/data/{name}.json").json()
    parquet = pq.read_table(io.BytesIO(reader.get(f"/data/{name}.parquet").content))
    csv = reader.get(f"/data/{name}.csv").content.decode("utf-8-sig").splitlines()
    assert parquet.column_names == [column.name for column in table.columns] == csv[0].split(",")
    assert parquet.num_rows == len(rows) > 0
    assert parquet.schema.metadata[b"licence"] == b"CC-BY-4.0"
    wholes = [column.name for column in table.columns if column.holds == tables.WHOLE]
    assert [[row[name] for name in wholes] for row in rows] == [
        [row[name] for name in wholes] for row in parquet.to_pylist()
    ]


def test_the_dictionary_explains_every_column_and_names_the_licence(reader: Client) -> None:
    page = reader.get("/data").content.decode()
    assert tables.LICENCE_ADDRESS in page
    for table in tables.TABLES.values():
        assert all(f"<code>{column.name}</code>" in page and str(column.means) for column in table.columns)
    assert reader.get("/data/secrets.csv").status_code == 404
    assert tables.LICENCE_ADDRESS in reader.get("/data/claims.csv")["Link"]


def test_the_feed_is_atom_and_grows_only_by_what_changed(reader: Client) -> None:
    def entries() -> list[str]:
        feed = Xml.fromstring(reader.get("/feed.atom").content)
        assert feed.tag == f"{{{ATOM}}}feed"
        assert all(feed.find(f"{{{ATOM}}}{name}") is not None for name in ("id", "title", "updated", "author"))
        return [entry.findtext(f"{{{ATOM}}}id", "") for entry in feed.iter(f"{{{ATOM}}}entry")]

    before = entries()
    assert len(before) == len(set(before)) == len(RECORD.exchanges)
    actions.store(RECORD, documents=1)
    assert entries() == before
    changed = RECORD.exchanges[0]
    Version.objects.filter(key=changed.key).update(digest="0" * 64)
    actions.store(RECORD, documents=1)
    assert len(entries()) == len(before) + 1
    assert "How this page changed" in reader.get(f"/exchanges/{changed.key}").content.decode()


def test_a_page_says_how_to_cite_it(reader: Client) -> None:
    key = RECORD.exchanges[0].key
    page = reader.get(f"/exchanges/{key}").content.decode()
    digest = Version.objects.filter(key=key).latest("since").digest[:12]
    assert f"http://testserver/exchanges/{key}" in page
    assert digest in page
    (item,) = json.loads(reader.get(f"/exchanges/{key}/citation.json").content)
    assert item["URL"] == f"http://testserver/exchanges/{key}"
    assert item["version"] == digest
    assert reader.get(f"/exchanges/{key}/citation.bib").content.decode().startswith(f"@online{{homeward-{key},")
    assert reader.get("/exchanges/1999-01-01/citation.bib").status_code == 404


def test_documents_are_told_together(reader: Client) -> None:
    page = reader.get("/together", {"document": DOCUMENT}).content.decode()
    assert "1 document was read." in page
    assert f"/documents/{DOCUMENT}" in page
    assert reader.get("/together", {"document": "nothing"}).status_code == 404


ENGLISH = (
    "Russia and Ukraine exchanged prisoners on Saturday. The Coordination Headquarters said that 307 soldiers returned."
)
UKRAINIAN = "Обмін полоненими. Сьогодні додому повернулися 307 захисників, повідомив Координаційний штаб."
RUSSIAN = "Обмен военнопленными. Сегодня возвращены 303 российских военных, сообщило Минобороны РФ."


def test_several_documents_are_read_at_once_and_one_that_cannot_be_keeps_none_out(
    reader: Client, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.UPLOADS_OPEN = True
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)
    texts = {"en.txt": ENGLISH, "uk.txt": UKRAINIAN, "ru.txt": RUSSIAN}
    files = [SimpleUploadedFile(name, text.encode()) for name, text in texts.items()]
    answer = reader.post("/upload", {"file": files, "published": "2025-05-24"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0].startswith("/together?document=")
    assert "3 documents were read." in page
    assert 'href="/exchanges/2025-05-24' in page
    assert "307" in page
    assert "303" in page
    spoiled = [SimpleUploadedFile("empty.txt", b""), SimpleUploadedFile("more.txt", (ENGLISH + " Again.").encode())]
    answer = reader.post("/upload", {"file": spoiled, "published": "2025-05-24"})
    assert "empty.txt: The file is empty." in answer.content.decode()
    assert "1 document was read." in answer.content.decode()
