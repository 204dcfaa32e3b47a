"""DOCX and ODT: their text in order, and nothing else of them."""

import io
import zipfile
from datetime import date

import pytest

from homeward.reading import ReadingError, load_bytes
from homeward.reading.files.limits import Limits

DOCX = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>Додому повернулися </w:t></w:r><w:r><w:t>32 людини</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Опубліковано: 23 травня 2025</w:t></w:r></w:p>
<w:p><w:r><w:t>Серед них</w:t><w:tab/><w:t>25 військових</w:t><w:br/><w:t>та 7 цивільних.</w:t></w:r>
<w:del><w:r><w:delText>99</w:delText><w:t>98 людей</w:t></w:r></w:del></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Разом: 32</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""
ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:tracked-changes><text:p>98 людей</text:p></text:tracked-changes>
<text:h>Додому повернулися <text:span>32 людини</text:span></text:h>
<text:p>Опубліковано: 23 травня 2025</text:p>
<text:p>Серед них<text:tab/>25 <text:span>війсь<text:span>кових</text:span></text:span><text:line-break/>та 7<text:note>
<text:p>1</text:p></text:note> цивільних.</text:p><text:p>Разом:<text:s/>32</text:p></office:text></office:body>
</office:document-content>"""
CORE = """<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="urn:y">
<dc:title>Обмін</dc:title><dcterms:created>2025-05-22T08:00:00Z</dcterms:created>
<dcterms:modified>2025-05-24T08:00:00Z</dcterms:modified></cp:coreProperties>"""
TEXT = (
    "Додому повернулися 32 людини\nОпубліковано: 23 травня 2025\nСеред них\t25 військових\nта 7 цивільних.\nРазом: 32\n"
)


def packed(**parts: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, body in parts.items():
            folder.writestr(
                {"docx": "word/document.xml", "odt": "content.xml", "core": "docProps/core.xml"}[name], body
            )
    return file.getvalue()


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_the_text_is_read_in_order_without_what_was_deleted(kind: str) -> None:
    document = load_bytes(f"a.{kind}", packed(**{kind: DOCX if kind == "docx" else ODT}))
    assert document.text == TEXT
    assert document.title == "Додому повернулися 32 людини"
    assert (document.published, document.language) == (date(2025, 5, 23), "uk")


def test_the_files_last_change_is_when_it_was_captured() -> None:
    document = load_bytes("a.docx", packed(docx=DOCX, core=CORE))
    assert (document.published, document.captured) == (date(2025, 5, 23), date(2025, 5, 24))


def test_a_bad_date_of_the_file_is_none() -> None:
    bad = CORE.replace("2025-05-24", "2025-13-77")
    assert load_bytes("a.docx", packed(docx=DOCX, core=bad)).captured is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packed(core=CORE), "an archive or a sheet"),
        (b"PK\x03\x04" + bytes(100), "damaged or encrypted"),
        (packed(docx=DOCX)[:-40], "damaged or encrypted"),
        (packed(docx=DOCX[:300]), "damaged"),
        (packed(docx='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'), "document type"),
        (packed(docx=b" " * 90_000_000), "unfolds to more than"),
        (b"Ten came home.", "not an office document"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(ReadingError, match=rf"^odd\.docx: .*{why}.*\.$"):
        load_bytes("odd.docx", data)


def test_too_much_text_is_an_error() -> None:
    with pytest.raises(ReadingError, match=r"^a\.odt: this office document holds more than 50 characters\.$"):
        load_bytes("a.odt", packed(odt=ODT), limits=Limits(characters=50))
