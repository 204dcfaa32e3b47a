"""A file becomes a ``Document``: what it is, what it says, and what is known of it.

What a file is, its first bytes say; its name is only asked where they do not. What is known of it is believed in this
order: what the caller says, the note beside it (``files.sidecar``), what the page says of itself, what its text shows.
The text of a plain file is kept character for character, line ends aside, so that offsets into it stay true.
"""

import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from os import PathLike
from pathlib import Path, PurePath
from typing import cast
from urllib.parse import urlsplit

from homeward.reading.damage import damage, mended
from homeward.reading.files import sidecar
from homeward.reading.files.apart import taken_apart
from homeward.reading.files.decode import decode
from homeward.reading.files.limits import LIMITS, Limits
from homeward.reading.files.mhtml import is_mhtml
from homeward.reading.files.pdf import printed
from homeward.reading.files.plain import Header, header, looks_like_furniture
from homeward.reading.files.scan import pictured, scanned, unmarked
from homeward.reading.files.tesseract import without_marks
from homeward.reading.grammar.speaking.publishing import is_publisher
from homeward.reading.language import language
from homeward.reading.words import Damage, Document, ReadingError

_PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"})
SUFFIXES = frozenset({".txt", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf", ".docx", ".odt"}) | _PICTURE_SUFFIXES

_OFFICE_SUFFIXES = frozenset({".docx", ".odt"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_OPENING = 1_000  # characters of a text in which whoever publishes it may be named,
_BELOW = 5  # lines, from the second one to the fifth,
_NAME = 80  # characters of such a line
_PDF_WITHIN = 1024  # bytes in which a PDF's mark may stand
_PICTURES = re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP|BM.{4}\0{4}", re.DOTALL)
_Read = tuple[
    str, Header, str | None, tuple[Damage, ...]
]  # text, what it says of itself, its language if declared, damage
_ZIP = b"PK\x03\x04"
_OFFICE = (b"\xd0\xcf\x11\xe0", b"{\\rtf")


def load(path: str | PathLike[str], *, published: date | None = None, limits: Limits = LIMITS) -> Document:
    """Read one file, with the note beside it if there is one.

    Args:
        path: a text file, an HTML page, a PDF, a DOCX or ODT file, or a picture of a page.
        published: the day of publication, if the caller knows it better than the file.
        limits: how much of a file is read at all.

    Raises:
        ReadingError: the file or its note cannot be read; one sentence says why and what to do.
    """
    path = Path(path)
    data = _bytes(path, limits.size)
    beside = Path(sidecar.beside(path))
    note = None
    if beside.exists():
        note = sidecar.parse(str(beside), _bytes(beside, sidecar.MOST_BYTES))
    return _document(str(path), data, published, note, limits)


def load_bytes(
    name: str,
    data: bytes,
    *,
    published: date | None = None,
    meta: Mapping[str, object] | None = None,
    limits: Limits = LIMITS,
) -> Document:
    """Read one document from memory, as from an upload.

    Args:
        name: its file name; the suffix helps to tell what it is.
        data: its bytes.
        published: the day of publication, if the caller knows it better than the document.
        meta: what a note beside it would say: ``url, title, outlet, language, published, updated, captured``.
        limits: how much of a document is read at all.

    Raises:
        ReadingError: the document or ``meta`` cannot be read; one sentence says why and what to do.
    """
    note = None if meta is None else sidecar.note(f"{name}, meta", meta)
    return _document(name, data, published, note, limits)


def _bytes(path: Path, most: int) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ReadingError(f"{path}: this is not a file.")
        if about.st_size > most:
            raise ReadingError(f"{path}: {about.st_size:,} bytes is more than is read of one file ({most:,}).")
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise ReadingError(f"{path}: there is no such file.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise ReadingError(f"{path}: it cannot be opened ({reason or 'bad name'}).") from error


def _document(name: str, data: bytes, published: date | None, note: sidecar.Sidecar | None, limits: Limits) -> Document:
    if len(data) > limits.size:
        raise ReadingError(f"{name}: {len(data):,} bytes is more than is read of one file ({limits.size:,}).")
    text, own, declared, unsure = _READERS[_kind(name, data)](name, data, limits)
    if len(text) > limits.characters:
        raise ReadingError(f"{name}: its text is longer than {limits.characters:,} characters.")
    if not text.strip():
        raise ReadingError(f"{name}: there is no text in it.")
    note = note or sidecar.Sidecar()
    found = damage(text, unsure)
    url = note.url or own.url
    code = note.language or language(mended(text, found).text) or declared
    return Document(
        name=name,
        text=text,
        language=code,
        title=note.title or own.title,
        outlet=note.outlet or own.outlet or _under_the_heading(text, code) or _host(url),
        url=url,
        published=published or note.published or own.published,
        updated=note.updated or own.updated,
        captured=note.captured or own.captured,
        damage=found,
    )


def _under_the_heading(text: str, code: str | None) -> str | None:
    """The line between the first one and one with the date that names an office or an agency, and nothing else."""
    opening = [line for raw in text[:_OPENING].splitlines() if (line := raw.strip())][1:_BELOW]
    dated = (line for line, behind in pairwise(opening) if len(line) <= _NAME and looks_like_furniture(behind))
    return next((line for line in dated if is_publisher(line, code)), None)


def _kind(name: str, data: bytes) -> str:
    """Tell what a file is by its first bytes, and only then by its name."""
    suffix = PurePath(name).suffix.lower()
    start = data[:_PDF_WITHIN]
    if b"%PDF-" in start and (suffix not in SUFFIXES - {".pdf"} or start.startswith(b"%PDF-")):
        return "pdf"
    if suffix == ".pdf":
        raise ReadingError(f"{name}: this is not a PDF, whatever its name says.")
    if _PICTURES.match(start):
        return "picture"
    if suffix in _PICTURE_SUFFIXES:
        raise ReadingError(f"{name}: this is not a picture of a kind that is read, whatever its name says.")
    if start.startswith(_ZIP):
        return "office"
    if start.startswith(_OFFICE):
        raise ReadingError(f"{name}: this is an office document of an old kind; save it as DOCX, ODT or PDF.")
    if suffix in _OFFICE_SUFFIXES:
        raise ReadingError(f"{name}: this is not an office document, whatever its name says.")
    if is_mhtml(data):
        return "mhtml"
    if suffix in _HTML_SUFFIXES or (suffix != ".txt" and _HTML_START.match(start)):
        return "html"
    return "plain"


def _plain(name: str, data: bytes, _: Limits) -> _Read:
    text = decode(name, data).replace("\r\n", "\n").replace("\r", "\n")
    return text, header(text), None, ()


def _html(name: str, data: bytes, limits: Limits) -> _Read:
    return _page(taken_apart("html", name, data, limits))


def _mhtml(name: str, data: bytes, limits: Limits) -> _Read:
    return _page(taken_apart("mhtml", name, data, limits))


def _page(found: Mapping[str, object]) -> _Read:
    page = cast("Mapping[str, str | None]", found)
    own = Header(
        title=page["title"],
        outlet=page["outlet"],
        url=page["url"],
        published=_day(page["published"]),
        updated=_day(page["updated"]),
        captured=_day(page["captured"]),
    )
    return _sound(page["text"] or ""), own, page["language"], ()


def _office(name: str, data: bytes, limits: Limits) -> _Read:
    found = cast("dict[str, str | None]", taken_apart("docx or odt", name, data, limits))
    text = _sound(found["text"] or "")
    said = header(text)
    return (
        text,
        replace(said, title=said.title or found["title"], captured=said.captured or _day(found["captured"])),
        None,
        (),
    )


def _pdf(name: str, data: bytes, limits: Limits) -> _Read:
    found = taken_apart("pdf", name, data, limits)
    pages = without_marks(cast("list[str]", found["pages"]))
    for number, text in scanned(name, data, cast("list[int]", found["scans"]), limits).items():
        pages[number] = text
    return _sheets(name, pages, str(found["title"]), str(found["created"]))


def _picture(name: str, data: bytes, limits: Limits) -> _Read:
    return _sheets(name, pictured(name, data, limits))


def _sheets(name: str, pages: Sequence[str], title: str = "", created: str = "") -> _Read:
    """Make one text of pages, some of which may have been recognised."""
    try:
        sheets = printed(pages, title, created)
    except ReadingError as error:
        raise ReadingError(f"{name}: {error}") from error
    text, unsure = unmarked(_sound(sheets.text))
    said = header(text)
    own = replace(
        said,
        title=said.title or sheets.title,
        url=said.url or sheets.url,
        captured=said.captured or sheets.captured,
    )
    return text, own, None, unsure


_READERS = {"plain": _plain, "html": _html, "mhtml": _mhtml, "office": _office, "pdf": _pdf, "picture": _picture}


def _sound(text: str) -> str:
    """Return the text without half characters, which neither files nor databases can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)


def _host(url: str | None) -> str | None:
    try:
        host = None if url is None else urlsplit(url).hostname
    except ValueError:  # a broken address names no host
        return None
    return host.removeprefix("www.") if host else None
