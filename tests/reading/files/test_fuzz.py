"""Spoilt and hostile files of every kind: each becomes a document or one sentence, soon, in bounded memory.

In the suite a few hundred; ``make fuzz`` reads ten thousand, always the same for the same number, and says what the
slowest and the largest took.
"""

import io
import json
import os
import random
import re
import resource
import signal
import struct
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from homeward.reading import Document, ReadingError, load, load_bytes, read
from homeward.reading.files import apart
from tests.reading.files.made import TEXTS, page, pdf, picture, pictured_pdf

FILES = int(os.environ.get("HOMEWARD_FUZZ_FILES", "300"))
SLOWEST = 30.0  # seconds for one file, on a machine that does other things besides
MOST_MEMORY = 2_000_000_000  # bytes, of the process that takes files apart and of this one
SENTENCE = "Ten prisoners came home on Friday."
SHORT = 6_000  # characters of a document that is also read into claims

TEXT = f"Додому повернулися 32 людини\nОпубліковано: 23 травня 2025\n{TEXTS['uk']}\n$a \\, b \\, c$ â€™ pris-\noners\n"
HEAD = (
    '<script type="application/ld+json">[{"@type": "NewsArticle", "datePublished": "2025-05-23"}]</script>'
    '<meta property="article:modified_time" content="2025-05-24T10:00:00+03:00">'
)
NOTE = json.dumps({"published": "2025-05-23", "title": "Обмін", "url": "https://visnyk.example/1", "language": "uk"})
TOKENS = (
    *(b"<", b">", b"<div>" * 60, b"<!--", b"<![CDATA[", b"&#x110000;", b"&amp" * 30, b"<table><tr><td>" * 20),
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xed\xb0\x80", b"+AGE-", b"\r\x85\x0b"),
    *(b"$", b"\\text{", b"{", b"[" * 60, b'{"a":' * 40, b"-\n", b"\xc2\xad\n", "\u202e\u200d\ue000\ue001".encode()),
    *(b"obj", b"endobj", b"stream", b"endstream", b"%PDF-", b"/Kids [2 0 R]", b"-1", b"4294967296", b"1e309"),
    *(b"IHDR", b"IDAT", b"\xff\xd9", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00" * 40, b"PK\x03\x04", b"GIF89a"),
)


PICTURES = ("scan.pdf", "odd.png", "odd.jpeg", "odd.tiff", "odd.webp", "odd.gif")


def archive() -> bytes:
    """Make what an office program writes: a ZIP file of XML files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", "<Types/>")
        body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.splitlines() if "$" not in line)
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        folder.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return file.getvalue()


def opened() -> bytes:
    """Make what another office program writes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        body = "".join(f"<text:p>{line}<text:s/></text:p>" for line in TEXTS["ru"].splitlines())
        spaces = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text")
        )
        folder.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return file.getvalue()


def letter() -> bytes:
    """Make a page as a browser saves it in one file."""
    head = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://visnyk.example/1\r\nMIME-Version: 1.0\r\n"
        'Date: Fri, 23 May 2025 10:00:00 +0300\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + page(HEAD) + b"\r\n--b--\r\n"


def seeds() -> dict[str, bytes]:
    made = {
        "odd.txt": TEXT.encode(),
        "cp1251.txt": TEXT.encode("cp1251", "ignore"),
        "wide.txt": TEXT.encode("utf-16"),
        "odd.html": page(HEAD),
        "koi8.html": page(HEAD, charset="koi8-u", body=f"<p>{TEXTS['ru']}</p>".replace("«", "").replace("»", "")),
        "odd.pdf": pdf([TEXTS["en"].split("\n")[0], "Додому повернулися 32 люди-", "ни."], ["2"], created="D:20251229"),
        "plain.pdf": pdf([*TEXTS["en"].split("\n")], compress=False),
        "odd.docx": archive(),
        "odd.odt": opened(),
        "odd.mhtml": letter(),
        "nameless": page(HEAD),
    }
    try:
        pictures = {kind: picture(SENTENCE, kind) for kind in ("png", "jpeg", "tiff", "webp", "gif")}
    except (ImportError, pytest.skip.Exception):
        return made
    return made | {f"odd.{kind}": data for kind, data in pictures.items()} | {"scan.pdf": pictured_pdf(SENTENCE)}


def spoilt(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8, 30))):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(8):
            case 0 | 1:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                del made[at : at + chance.randint(1, 60)]
            case 3 | 4:
                made[at:at] = chance.choice(TOKENS)
            case 5:
                made[at:at] = made[at : at + chance.randint(1, 80)] * chance.choice((1, 2, 4, 400))
            case 6:
                end = min(len(made), at + chance.randint(1, 16))
                made[at:end] = chance.randbytes(end - at)
            case _:
                made = made[: max(at, 1)] if chance.random() < 0.2 else made
    return bytes(made)


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Break off what hangs, so that the test fails instead of hanging with it."""

    def overdue(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, overdue)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(name: str, load_it: Callable[[], Document]) -> str:
    """Load one file and return what came of it; whatever is neither a document nor a sentence is raised."""
    try:
        with no_longer_than(SLOWEST):
            document = load_it()
    except ReadingError as error:
        if re.fullmatch(rf"\S*{re.escape(Path(name).stem)}\S*: [^\n]+[.)]", str(error)) is None:
            raise AssertionError(f"not one sentence: {error}") from error
        return "refused"
    text = document.text
    assert text.strip()
    text.encode("utf-8")
    reached = 0
    for damage in document.damage:
        assert reached <= damage.start < damage.end <= len(text)
        reached = damage.end
    if len(text) <= SHORT:
        with no_longer_than(SLOWEST):
            for claim in read(document).claims:
                assert text[claim.start : claim.end] == claim.evidence
    return "read"


def most_memory() -> int:
    """Return the most bytes that this process or one that it has started and ended ever held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def test_a_spoilt_file_of_any_kind_is_a_document_or_one_sentence(tmp_path: Path) -> None:
    kinds = sorted(seeds().items())
    kinds += 5 * [(name, data) for name, data in kinds if not name.startswith(PICTURES)]  # those are slow
    chance = random.Random(2305)
    came: Counter[tuple[str, str]] = Counter()
    slowest = (0.0, "", 0)
    for number in range(FILES):
        name, data = kinds[number % len(kinds)]
        made = spoilt(data, chance)
        started = time.monotonic()
        try:
            came[name, outcome(name, lambda n=name, d=made: load_bytes(n, d))] += 1
        except BaseException:
            kept = tmp_path / f"{number}-{name}"
            kept.write_bytes(made)
            raise
        slowest = max(slowest, (time.monotonic() - started, name, number))
    apart.stop()
    assert slowest[0] < SLOWEST
    assert most_memory() < MOST_MEMORY
    assert sum(count for (_, how), count in came.items() if how == "read") > FILES / 10


def test_a_spoilt_note_is_a_note_or_one_sentence(tmp_path: Path) -> None:
    chance = random.Random(7)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for _ in range(FILES // 3):
        (tmp_path / "a.meta.json").write_bytes(spoilt(NOTE.encode(), chance))
        outcome("a", lambda: load(tmp_path / "a.txt"))


def flate_pdf(size: int) -> bytes:
    """A PDF whose page unfolds to ``size`` bytes of text."""
    packed = zlib.compress(b"(Ten came home. ) Tj\n" * (size // 21), 9)
    body = (
        b"%%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] "
        b"/Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
        b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n"
    )
    return body % (len(packed), packed)


def zip_bomb(part: str = "word/document.xml") -> bytes:
    return zipped(part, b" " * 200_000_000)


def zipped(part: str, data: bytes) -> bytes:
    """An office document whose text is what is given."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", "<Types/>")
        folder.writestr(part, data)
    return file.getvalue()


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG file as its header and chunks say, true or not."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), *chunks, (b"IEND", b"")):
        made += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return made


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
HOSTILE: dict[str, Callable[[], bytes]] = {
    "less-than.html": lambda: b"<" * 10_000_000,
    "less-than.txt": lambda: b"<" * 1_900_000,
    "tags.html": lambda: b"<a " * 3_000_000,
    "nested.html": lambda: b"<html><body>" + b"<div>" * 500_000 + b"Ten came home.",
    "attributes.html": lambda: b"<p " + b"a=b " * 500_000 + b">Ten came home on Friday.</p>",
    "comment.html": lambda: b"<html><!--" + b"-" * 5_000_000,
    "entities.html": f'<!DOCTYPE html [<!ENTITY l0 "lol">{LAUGHS}]><p>Ten came home. &l29;</p>'.encode,
    "entities.xhtml": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "x">{LAUGHS}]><x>&l29;</x>'.encode,
    "outside.xhtml": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><p>Ten: &e;</p></html>'
    ),
    "json.html": lambda: page('<script type="application/ld+json">' + "[" * 200_000 + "</script>"),
    "figures.html": lambda: b"<p>Ten came home.</p>" + b"&#x26;" * 500_000,
    "nul.txt": lambda: bytes(1_000_000),
    "nul.html": lambda: b"<p>Ten\0 came\0 home." + bytes(100_000),
    "surrogates.txt": lambda: b"Ten came home \xed\xa0\x80\xed\xb0\x80 today.",
    "half.html": lambda: b"<p>Ten came home on Friday &#xD800; at last, they said.</p>",
    "utf7.txt": lambda: "Додому повернулися десятеро".encode("utf-7"),
    "wide.txt": lambda: "Додому повернулися десятеро.".encode("utf-16-le")[:-1],
    "wider.txt": lambda: "Ten came home.".encode("utf-32"),
    "lone.txt": lambda: b"\xff\xfe\x00\xd8\x00\xd8",
    "rtl.txt": "Ten \u202e\u2066came\u200d home.\ufeff\u2028\u0085".encode,
    "combining.txt": ("e" + "\u0301" * 900_000).encode,
    "unfolds.pdf": lambda: flate_pdf(100_000_000),
    "circle.pdf": lambda: b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 9 >>\nendobj\n",
    "count.pdf": lambda: pdf(["Ten came home."]).replace(b"/Count 1", b"/Count 99999999"),
    "size.pdf": lambda: pictured_pdf("Ten").replace(b"/MediaBox [0 0 540.0 79.2]", b"/MediaBox [0 0 9999999 9999999]"),
    "bomb.docx": zip_bomb,
    "bomb.odt": lambda: zip_bomb("content.xml"),
    "entities.odt": lambda: zipped("content.xml", f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><x>&l29;</x>'.encode()),
    "nested.docx": lambda: zipped("word/document.xml", b"<a>" * 2_000_000),
    "parts.mhtml": lambda: letter().replace(b"--b--", b"--b\r\n\r\n" * 300_000),
    "within.mhtml": lambda: letter().replace(b"text/html", b"multipart/mixed") * 200,
    "zip.docx": lambda: b"PK\x03\x04" + b"\xff" * 100_000,
    "wide.png": lambda: png(2**31 - 1, 2**31 - 1),
    "empty.png": lambda: png(0, 0),
    "text.png": lambda: png(50, 50, (b"zTXt", b"a\0\0" + zlib.compress(bytes(300_000_000), 9))),
    "profile.png": lambda: png(50, 50, (b"iCCP", b"a\0\0" + zlib.compress(bytes(300_000_000), 9))),
    "circle.tiff": lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
    "fake.webp": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\x7f" + bytes(100),
    "cut.jpeg": lambda: b"\xff\xd8\xff\xe1\xff\xffExif\0\0" + b"\xff" * 70_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_a_document_or_one_sentence(name: str) -> None:
    if name == "size.pdf":
        pytest.importorskip("PIL")
    outcome(name, lambda: load_bytes(name, HOSTILE[name]()))
    assert most_memory() < MOST_MEMORY


def test_nothing_of_this_machine_is_read_into_a_document() -> None:
    document = load_bytes("outside.xhtml", HOSTILE["outside.xhtml"]())
    assert "root" not in document.text
