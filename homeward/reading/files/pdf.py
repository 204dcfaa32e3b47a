"""A PDF: its pages in order, without what a browser prints around each, lines made whole.

1. A page with next to no text and a picture on it is a scan: it is drawn, and recognised elsewhere (``scan``).
2. Lines that stand at the head or foot of several pages, page numbers aside, are the printer's and are dropped; what
   they say (a date with a time, an address) is kept as *captured* and as the page's address.
3. Words that a line end broke are joined (``damage.broken``), and lines that fill the column continue in the next.
4. The creation date of the file is when somebody printed or saved it: *captured*, unless the text says otherwise.
   When the page was published only its text can say.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from homeward.reading.damage.broken import rejoined
from homeward.reading.files.picture import pgm
from homeward.reading.files.plain import looks_like_furniture
from homeward.reading.files.stamp import day_of, stamp
from homeward.reading.furniture import without_furniture
from homeward.reading.words import ReadingError

_EDGE = 2  # lines at the head and at the foot of a page that may be the printer's
_FULL = 0.75  # of the length of nearly the longest line: a line that ended because the column did
_FEWEST_LETTERS = 20  # a page with fewer, and a picture, is a picture with a stamp on it
_PICTURED = 0.25  # share of a page that its pictures must cover to be what the page says
_MOST_OBJECTS = 2_000  # of a page that are asked whether they are pictures
_DOTS = 300 / 72  # dots a point when a page is drawn: what Tesseract was trained on
_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_PAGE_NUMBER = re.compile(
    r"(?:page |стор(?:інка|\.) ?|стр(?:аница|\.) ?)?\d{1,4}(?: ?(?:/|of|із|из|з) ?\d{1,4})?", re.IGNORECASE
)
_HYPHEN = re.compile("[\u0002\ufffe](?:\r?\n|\r)?")  # how the library writes a hyphen at the end of a line
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF holds: its text, and what its file and the printer's lines say of it."""

    text: str
    title: str | None = None
    url: str | None = None
    captured: date | None = None


def pages(data: bytes, *, most_pages: int, most_characters: int) -> dict[str, object]:
    """Return the text of every page, which of them are scans, and the file's own title and creation date.

    Raises:
        ReadingError: no PDF, encrypted, without pages, or with more pages or text than allowed.
    """
    document = _opened(data)
    try:
        if len(document) > most_pages:
            raise ReadingError(f"this PDF has {len(document):,} pages; at most {most_pages:,} are read.")
        texts: list[str] = []
        scans: list[int] = []
        length = 0
        for number in range(len(document)):
            text, is_scan = _page_text(document, number)
            texts.append(text)
            if is_scan:
                scans.append(number)
            length += len(text)
            if length > most_characters:
                raise ReadingError(f"this PDF holds more than {most_characters:,} characters.")
        said = {key: document.get_metadata_value(key)[:2_000] for key in ("Title", "CreationDate")}
        return {"pages": texts, "scans": scans, "title": said["Title"], "created": said["CreationDate"]}
    finally:
        document.close()


def rendered(data: bytes, number: int, *, most_points: int) -> bytes:
    """Draw one page (from 0) as a grey picture, a PGM file of at most ``most_points``.

    Raises:
        ReadingError: the PDF or the page is damaged.
    """
    import pypdfium2

    document = _opened(data)
    page = _page(document, number)
    width, height = page.get_size()
    if not (width >= 1 and height >= 1):
        raise ReadingError(f"page {number + 1} of this PDF has no size.")
    scale = min(_DOTS, 0.99 * (most_points / (width * height)) ** 0.5)  # sides are rounded up to whole points
    try:
        drawn = page.render(scale=scale, grayscale=True, no_smoothtext=False)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise ReadingError(f"page {number + 1} of this PDF could not be drawn.") from error
    points = bytes(drawn.buffer)
    rows = (points[row * drawn.stride : row * drawn.stride + drawn.width] for row in range(drawn.height))
    made = pgm(drawn.width, drawn.height, b"".join(rows))
    drawn.close()
    page.close()
    document.close()
    return made


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadingError("this PDF is encrypted; open it with its password and save it without one.") from error
        raise ReadingError("this PDF is damaged and could not be opened.") from error


def _page(document: Any, number: int) -> Any:
    import pypdfium2

    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        raise ReadingError(f"page {number + 1} of this PDF is damaged; the rest is not read without it.") from error


def _page_text(document: Any, number: int) -> tuple[str, bool]:
    """Return the text of a page, and whether the page is a scan."""
    page = _page(document, number)
    textpage = page.get_textpage()
    try:
        text = str(textpage.get_text_bounded())
        return text, sum(map(str.isalpha, text)) < _FEWEST_LETTERS and _is_pictured(page)
    finally:
        textpage.close()
        page.close()


def _is_pictured(page: Any) -> bool:
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    covered = 0.0
    try:
        for each in islice(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=5), _MOST_OBJECTS):
            left, bottom, right, top = each.get_bounds()
            across, up = min(right, width) - max(left, 0), min(top, height) - max(bottom, 0)
            covered += max(across, 0) * max(up, 0)  # scanners cut a page into strips
    except PdfiumError:
        return False
    return bool(covered >= _PICTURED * width * height)


def printed(texts: Sequence[str], title: str, created: str) -> Printed:
    """Make one text of the pages of a PDF.

    Raises:
        ReadingError: there is no text in it.
    """
    sheets = [_lines(text) for text in texts]
    if sum(char.isalpha() for sheet in sheets for line in sheet for char in line) < _FEWEST_LETTERS:
        raise ReadingError("no text was found in it.")
    bodies, furniture = _without_furniture(sheets)
    made = _PDF_DATE.match(created)
    return Printed(
        text=without_furniture(_paragraphs(rejoined("\n\n".join("\n".join(body) for body in bodies if body)))),
        title=_CONTROLS.sub("", title).strip() or None,
        url=next((found[0] for line in furniture if (found := _ADDRESS.search(line))), None),
        captured=_printed_on(furniture) or (day_of("-".join(made.groups())) if made else None),
    )


def _lines(text: str) -> list[str]:
    text = _HYPHEN.sub("-\n", text).replace("\r\n", "\n").replace("\r", "\n")
    return [_CONTROLS.sub("", line).rstrip() for line in text.split("\n")]


def _without_furniture(sheets: Sequence[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Part the printer's lines from the pages' own.

    On a single sheet only a line with the address or with date and time, as browsers print them, is the printer's.
    """
    edges = [{_figureless(sheet[at]) for at in _edge(sheet)} for sheet in sheets]
    on_sheets = Counter(line for edge in edges for line in edge)
    bodies, furniture = [], []
    for sheet in sheets:
        dropped = {
            at
            for at in _edge(sheet)
            if (len(sheets) > 1 and on_sheets[_figureless(sheet[at])] > len(sheets) / 2) or _is_printers(sheet[at])
        }
        furniture += [sheet[at] for at in sorted(dropped)]
        bodies.append(_trimmed([line for at, line in enumerate(sheet) if at not in dropped]))
    return bodies, furniture


def _edge(sheet: Sequence[str]) -> list[int]:
    filled = [at for at, line in enumerate(sheet) if line.strip()]
    return sorted({*filled[:_EDGE], *filled[-_EDGE:]})


def _figureless(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _is_printers(line: str) -> bool:
    line = line.strip()
    date_and_time = stamp(line)
    return (
        _PAGE_NUMBER.fullmatch(line) is not None
        or (_ADDRESS.match(line) is not None and re.search(r"\s\d+/\d+$", line) is not None)
        or (date_and_time is not None and date_and_time.numeric and date_and_time.timed)
    )


def _printed_on(furniture: Sequence[str]) -> date | None:
    for line in furniture:
        found = stamp(line.strip())
        if found is not None and found.numeric and found.timed and found.day is not None:
            return found.day
    return None


def _trimmed(lines: list[str]) -> list[str]:
    filled = [at for at, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _paragraphs(text: str) -> str:
    """Join lines that the column's width broke, and a sentence that runs on over a page's end."""
    lines = text.strip().split("\n")
    lengths = sorted(len(line) for line in lines if line)
    full = _FULL * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0.0
    made: list[str] = []
    last = ""  # the line before as it stood on its page
    for line in lines:
        if line and last and len(last) >= full and _runs_on(last, line, first=len(made) == 1):
            made[-1] += " " + line.lstrip()
        elif line[:1].islower() and len(made) > 1 and not last and re.search(r"[\w,]$", made[-2]):
            made.pop()
            made[-1] += " " + line
        else:
            made.append(line)
        last = line
    return "\n".join(made) + "\n"


def _runs_on(last: str, line: str, *, first: bool) -> bool:
    """Tell whether a full line goes on in the next; a title or a line with the date of publication does not."""
    if looks_like_furniture(last) or looks_like_furniture(line):
        return False
    return not first or line[0].islower() or last.endswith(",")
