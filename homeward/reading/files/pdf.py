"""A PDF that holds text: its pages in order, without what a browser prints around each, lines made whole.

1. A PDF without text is a picture of a page: an error, because this version reads no pictures.
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

from homeward.reading.damage.broken import rejoined
from homeward.reading.files.plain import looks_like_furniture
from homeward.reading.files.stamp import day_of, stamp
from homeward.reading.words import ReadingError

_EDGE = 2  # lines at the head and at the foot of a page that may be the printer's
_FULL = 0.75  # of the length of nearly the longest line: a line that ended because the column did
_FEWEST_LETTERS = 20  # a document with fewer in all is a picture with a stamp on it
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
    """Return the text of every page, and the file's own title and creation date.

    Raises:
        ReadingError: no PDF, encrypted, without pages, or with more pages or text than allowed.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadingError("this PDF is encrypted; open it with its password and save it without one.") from error
        raise ReadingError("this PDF is damaged and could not be opened.") from error
    try:
        if len(document) > most_pages:
            raise ReadingError(f"this PDF has {len(document):,} pages; at most {most_pages:,} are read.")
        texts: list[str] = []
        length = 0
        for number in range(len(document)):
            texts.append(_page_text(document, number))
            length += len(texts[-1])
            if length > most_characters:
                raise ReadingError(f"this PDF holds more than {most_characters:,} characters.")
        said = {key: document.get_metadata_value(key)[:2_000] for key in ("Title", "CreationDate")}
        return {"pages": texts, "title": said["Title"], "created": said["CreationDate"]}
    finally:
        document.close()


def _page_text(document: "object", number: int) -> str:
    import pypdfium2

    try:
        page = document[number]  # type: ignore[index]  # the library has no types
    except pypdfium2.PdfiumError as error:
        raise ReadingError(f"page {number + 1} of this PDF is damaged; the rest is not read without it.") from error
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_bounded())
    finally:
        textpage.close()
        page.close()


def printed(texts: Sequence[str], title: str, created: str) -> Printed:
    """Make one text of the pages of a PDF.

    Raises:
        ReadingError: there is no text in it.
    """
    sheets = [_lines(text) for text in texts]
    if sum(char.isalpha() for sheet in sheets for line in sheet for char in line) < _FEWEST_LETTERS:
        raise ReadingError(
            "this PDF holds pictures of pages and no text; it needs OCR, which this version does not do. "
            "Recognise it with another program and save the text as a .txt file."
        )
    bodies, furniture = _without_furniture(sheets)
    made = _PDF_DATE.match(created)
    return Printed(
        text=_paragraphs(rejoined("\n\n".join("\n".join(body) for body in bodies if body))),
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
        elif line[:1].islower() and len(made) > 1 and not last and made[-2][-1:].isalnum():
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
    return not first or line[0].islower()
