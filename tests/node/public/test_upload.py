"""Adding a document: closed unless opened, bad input refused with what to do, good input read and weighed at once."""

import html
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from homeward.node.public.models import ExchangePage
from homeward.node.sources.models import Document

pytestmark = pytest.mark.django_db
REPORT = (
    "Ukraine and Russia exchanged prisoners on Saturday. The Coordination Headquarters said that 307 Ukrainian "
    "soldiers returned home. Russia's Defence Ministry said 307 Russian servicemen were returned.\n"
)


@pytest.fixture(autouse=True)
def open_uploads(settings) -> None:
    settings.UPLOADS_OPEN = True


@pytest.fixture(autouse=True)
def no_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.node.public.charts.available", lambda: False)


def file(name: str = "report.txt", data: bytes = REPORT.encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_uploads_are_closed_unless_the_operator_opens_them(reader: Client, settings) -> None:
    settings.UPLOADS_OPEN = False
    assert reader.get("/upload").status_code == 404
    assert reader.post("/upload", {"file": file(), "published": "2025-05-24"}).status_code == 404
    assert not Document.objects.exists()
    assert "/upload" not in reader.get("/").content.decode()


def test_a_document_is_read_weighed_and_shown(reader: Client) -> None:
    response = reader.post("/upload", {"file": file(), "published": "2025-05-24"}, follow=True)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Added." in page
    document = Document.objects.get()
    counts = {claim.count for claim in document.claims.all()}
    assert 307 in counts
    assert ExchangePage.objects.filter(key="2025-05-24").exists()
    assert f"/documents/{document.key}" in reader.get("/exchanges/2025-05-24").content.decode()


def test_the_same_document_twice_is_one(reader: Client) -> None:
    for _ in range(2):
        reader.post("/upload", {"file": file(), "published": "2025-05-24"})
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "Choose a file first."),
        (
            {"file": ("report.rtf", REPORT.encode())},
            "Only text, HTML, saved pages (.mhtml), PDF, DOCX, ODT and pictures of pages (.png, .jpg) can be read.",
        ),
        ({"file": ("report.txt", b"")}, "The file is empty."),
        ({"file": ("report.txt", REPORT.encode())}, "The document does not say when it was published."),
        ({"file": ("report.txt", REPORT.encode()), "published": "yesterday"}, "The date is not a date"),
        ({"file": ("report.pdf", b"not a pdf at all"), "published": "2025-05-24"}, "The file cannot be read:"),
    ],
    ids=["nothing", "wrong kind", "empty", "no date", "wrong date", "no pdf"],
)
def test_bad_input_is_refused_with_what_to_do(reader: Client, form: dict[str, object], says: str) -> None:
    data = {name: file(*value) if name == "file" else value for name, value in form.items()}
    response = reader.post("/upload", data)
    assert response.status_code == 400
    assert says in response.content.decode()
    assert not Document.objects.exists()


NOTE = b'{"published": "2025-05-24", "outlet": "The Crossing", "title": "Home"}'


def test_a_note_says_when_and_where_its_document_was_published(reader: Client) -> None:
    files = [file("one.txt"), file("one.meta.json", NOTE), file("two.txt", REPORT.encode() + b"More to follow.\n")]
    response = reader.post("/upload", {"file": files, "published": "2025-05-25"}, follow=True)
    assert response.status_code == 200
    found = {d.name: (str(d.published), d.outlet, d.title) for d in Document.objects.all()}
    assert found == {"one.txt": ("2025-05-24", "The Crossing", "Home"), "two.txt": ("2025-05-25", "", "")}


def test_a_document_with_its_note_is_shown_by_itself(reader: Client) -> None:
    response = reader.post("/upload", {"file": [file("one.txt"), file("one.meta.json", NOTE)]})
    assert response["location"] == f"/documents/{Document.objects.get().key}?added=1"


def test_twenty_documents_may_be_given_at_once_each_with_its_note(reader: Client) -> None:
    given = [file(f"{n}.txt", REPORT.encode() + f"It was number {n}.\n".encode()) for n in range(21)]
    notes = [file(f"{n}.meta.json", NOTE) for n in range(20)]
    refused = reader.post("/upload", {"file": given})
    assert refused.status_code == 400
    assert "Give at most twenty documents at once." in refused.content.decode()
    assert not Document.objects.exists()
    for one in given:
        one.seek(0)
    assert reader.post("/upload", {"file": [*given[:20], *notes]}).status_code == 302
    assert Document.objects.count() == 20


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([("one.meta.json", NOTE)], "This is a note about a document. Give the document with it."),
        ([("one.txt", REPORT.encode()), ("two.meta.json", NOTE)], "two.meta.json: This is a note about a document."),
        ([("one.txt", REPORT.encode()), ("one.meta.json", b"[]")], "one.meta.json: expected a JSON object"),
        ([("one.txt", REPORT.encode()), ("one.meta.json", b'{"title": 5}')], "field “title” must be text or null"),
    ],
    ids=["alone", "of another", "no object", "wrong field"],
)
def test_a_note_that_cannot_be_used_is_named(reader: Client, files: list[tuple[str, bytes]], says: str) -> None:
    response = reader.post("/upload", {"file": [file(*one) for one in files]})
    assert response.status_code == 400
    assert says in html.unescape(response.content.decode())
    assert not Document.objects.exists()


def test_a_file_over_the_limit_is_refused_without_being_kept(reader: Client, settings) -> None:
    settings.UPLOAD_LIMIT = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    response = reader.post("/upload", {"file": file(data=b"x" * (1024 * 1024 + 1)), "published": "2025-05-24"})
    assert response.status_code == 400
    assert "larger than 1 MB" in response.content.decode()
    assert not Document.objects.exists()


def test_a_form_from_another_site_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = strict.post("/upload", {"file": file(), "published": "2025-05-24"})
    assert response.status_code == 403
    assert "came from another site" in response.content.decode()
    page = strict.get("/upload")
    token = page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    given = {"file": file(), "published": "2025-05-24", "csrfmiddlewaretoken": token}
    assert strict.post("/upload", given).status_code == 302


def test_a_name_with_a_path_or_markup_is_kept_harmless(reader: Client) -> None:
    name = "../../etc/<img src=x onerror=alert(1)>.txt"
    response = reader.post("/upload", {"file": file(name), "published": "2025-05-24"}, follow=True)
    assert "<img src=x" not in response.content.decode()
    assert "/" not in Document.objects.get().name


def test_the_log_names_neither_the_file_nor_its_words(reader: Client, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("homeward")
    logger.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.DEBUG, "homeward"):
            reader.post("/upload", {"file": file("Ivan-Petrenko.txt"), "published": "2025-05-24"})
    finally:
        logger.removeHandler(caplog.handler)
    assert "a document was added" in caplog.text
    assert "Petrenko" not in caplog.text
