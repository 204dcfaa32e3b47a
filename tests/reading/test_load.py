"""A file becomes a document: what it is, what is believed of it, and what is refused."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from homeward.reading import DamageKind, ReadingError, load, load_bytes
from homeward.reading.files.limits import Limits
from tests.reading.files.made import page, pdf

SHARED = Path(__file__).parents[2].parent / "shared"

STORY = (
    "Ten came home\nPublished on May 23, 2025\nThe two sides exchanged ten prisoners, the ministry said on Friday.\n"
)


def test_a_plain_file_keeps_its_text_character_for_character(tmp_path: Path) -> None:
    text = f"\n\n  {STORY}\t spaces  kept \u00a0 \n\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert load(tmp_path / "a.txt").text == text


def test_line_ends_are_one_character_and_a_mark_is_none() -> None:
    assert load_bytes("a.txt", "\ufeffone\r\ntwo\rthree\n".encode()).text == "one\ntwo\nthree\n"


def test_what_the_caller_says_is_believed_before_the_note_and_the_note_before_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    assert load(tmp_path / "a.txt").published == date(2025, 5, 23)
    note = {
        "published": "2025-05-24",
        "title": "A note",
        "outlet": "Вісник",
        "language": "uk",
        "captured": "2025-12-29",
    }
    (tmp_path / "a.meta.json").write_text(json.dumps(note))
    document = load(tmp_path / "a.txt")
    assert (document.title, document.outlet, document.language) == ("A note", "Вісник", "uk")
    assert (document.published, document.captured) == (date(2025, 5, 24), date(2025, 12, 29))
    assert load(tmp_path / "a.txt", published=date(2025, 5, 25)).published == date(2025, 5, 25)


@pytest.mark.parametrize(("name", "data"), [("a.html", page()), ("a.pdf", pdf(["The sides exchanged ten prisoners."]))])
def test_a_note_may_lie_beside_any_kind_of_file(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "a.meta.json").write_text('{"published": "2025-05-23"}')
    assert load(tmp_path / name).published == date(2025, 5, 23)


def test_a_bad_note_is_an_error_that_names_it_and_its_field(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.meta.json").write_text('{"published": "soon"}')
    with pytest.raises(ReadingError, match=r"a\.meta\.json: field “published” must be a date"):
        load(tmp_path / "a.txt")


def test_an_upload_brings_its_note_with_it() -> None:
    document = load_bytes("a.txt", STORY.encode(), meta={"outlet": "Вісник", "published": None})
    assert (document.outlet, document.published) == ("Вісник", date(2025, 5, 23))
    with pytest.raises(ReadingError, match=r"^a\.txt, meta: field “outlet”"):
        load_bytes("a.txt", STORY.encode(), meta={"outlet": 1})


@pytest.mark.parametrize(
    ("below", "outlet"),
    [
        ("Reuters\nMay 23, 2025", "Reuters"),
        ("Офіс Президента України\n23 травня 2025", "Офіс Президента України"),
        ("РИА Новости\n23.05.2025", "РИА Новости"),
        ("Dmytro Lubinets\nMay 23, 2025", None),  # who wrote it, perhaps
        ("May 23, 2025\nReuters", None),  # whose picture it is, perhaps
        ("Army Technology\nMay 23, 2025", None),  # nothing that is known
    ],
)
def test_an_agency_or_office_above_the_date_is_the_outlet(below: str, outlet: str | None) -> None:
    text = f"Prisoners are home\n\n{below}\n\nUkraine and Russia exchanged 390 prisoners each, both sides said."
    assert load_bytes("a.txt", text.encode()).outlet == outlet


def test_an_outlet_that_nothing_names_is_the_host_of_the_address() -> None:
    assert load_bytes("a.txt", STORY.encode(), meta={"url": "https://www.visnyk.example/1"}).outlet == "visnyk.example"
    assert load_bytes("a.txt", STORY.encode(), meta={"url": "https://[broken/1"}).outlet is None


def test_a_file_is_what_its_bytes_say_before_what_its_name_says() -> None:
    assert (
        load_bytes("a.txt", pdf(["The sides exchanged ten prisoners."])).text == "The sides exchanged ten prisoners.\n"
    )
    assert load_bytes("saved", page()).language == "uk"
    assert "<b>" in load_bytes("a.txt", b"Ten <b>people</b> came home.").text


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"", "there is no text in it"),
        ("a.txt", b" \n\t\n", "there is no text in it"),
        ("a.pdf", b"Ten came home.", "this is not a PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(100), "this is an office document of an old kind"),
        ("a.bin", bytes(range(32)) * 10, "this is not a text file"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_sentence(name: str, data: bytes, why: str) -> None:
    with pytest.raises(ReadingError) as caught:
        load_bytes(name, data)
    assert str(caught.value).startswith(f"{name}: ")
    assert why in str(caught.value)


def test_limits_are_errors_and_never_shorter_documents() -> None:
    with pytest.raises(ReadingError, match=r"^a\.txt: 100 bytes is more than is read of one file \(50\)\.$"):
        load_bytes("a.txt", b"x" * 100, limits=Limits(size=50))
    with pytest.raises(ReadingError, match=r"^a\.txt: its text is longer than 50 characters\.$"):
        load_bytes("a.txt", b"x" * 100, limits=Limits(characters=50))
    with pytest.raises(ReadingError, match=r"^a\.html: the page has more than 50 characters of text\.$"):
        load_bytes("a.html", page(), limits=Limits(characters=50))
    with pytest.raises(ReadingError, match=r"^a\.pdf: this PDF holds more than 5 characters\.$"):
        load_bytes("a.pdf", pdf(["The sides exchanged ten."]), limits=Limits(characters=5))


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(10**12)  # takes no space on the disk
    with pytest.raises(ReadingError, match=r"1,000,000,000,000 bytes is more than is read"):
        load(tmp_path / "big.txt")


def test_what_is_no_file_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path, tmp_path / "pipe.txt", tmp_path / "gone.txt", "bad\0name.txt"):
        with pytest.raises(ReadingError, match=r": .*\.$"):
            load(path)


def test_reading_plain_text_never_pays_for_the_parsers_of_html_and_pdf() -> None:
    code = (
        "import sys; from homeward.reading import load_bytes; load_bytes('a.txt', b'Ten came home and more will.');"
        "print(sorted({'trafilatura', 'lxml', 'htmldate', 'pypdfium2', 'django'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.skipif(not (SHARED / "documents").is_dir(), reason="the document is not here")
def test_the_document_of_may_2025_is_understood() -> None:
    path = SHARED / "documents" / "document-1.txt"
    document = load(path)
    assert document.text == path.read_text("utf-8")
    assert document.title == "Ukraine, Russia begin largest Prisoner swap of the war"
    assert (document.outlet, document.url, document.language) == ("rki.news", None, "en")
    assert (document.published, document.updated, document.captured) == (date(2025, 5, 23), None, date(2025, 12, 29))
    (damage,) = document.damage
    assert damage.kind is DamageKind.FORMULA
    assert document.text[damage.start : damage.end].startswith("$Although the")
    assert document.text[damage.start : damage.end].endswith("contract of$")
    assert damage.repaired == (
        "Although the prisoner release brings relief to many families, it remains the only tangible result of the "
        "contract […]"
    )


@pytest.mark.skipif(not (SHARED / "reading" / "dev").is_dir(), reason="the labelled documents are not here")
def test_the_labelled_documents_are_loaded_as_their_notes_say_and_unchanged() -> None:
    paths = sorted((SHARED / "reading" / "dev").glob("*.txt"))
    assert paths
    for path in paths:
        document = load(path)
        note = json.loads(path.with_suffix(".meta.json").read_text("utf-8"))
        assert document.text == path.read_bytes().decode("utf-8")
        assert (document.title, document.outlet, document.language) == (note["title"], note["outlet"], note["language"])
        day = document.published.isoformat() if document.published else None
        assert day == (note["published"] if len(note["published"] or "") == 10 else None)
