"""Documents of office programs become text: DOCX and ODT, both ZIP files of XML.

Only the part that holds the text is opened, and no more of it is unfolded than the bound allows: what a header says of
its size is not believed. No document type is read, so that no entity can be defined or fetched. Deleted text that a
program keeps for its history is not text. When the file was last changed says when it was saved: *captured*; when it
was published only its text can say.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from homeward.reading.files.stamp import day_of
from homeward.reading.words import ReadingError

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARTS = {"word/document.xml": "docx", "content.xml": "odt"}
_FACTS = {"docx": "docProps/core.xml", "odt": "meta.xml"}
_BREAKS = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_BREAKS |= {f"{_TEXT}s": " ", f"{_WORD}noBreakHyphen": "-"}
_PARAGRAPHS = frozenset({f"{_WORD}p", f"{_TEXT}p", f"{_TEXT}h"})
_LEFT_OUT = frozenset({f"{_TEXT}tracked-changes", f"{_WORD}del", f"{_WORD}instrText", f"{_TEXT}note"})
_MOST_FACTS = 200_000  # bytes
_TIMES_TEXT = 40  # bytes of XML a character of text may need

_Element = Any  # of lxml, which ships no types


def office(data: bytes, *, most_characters: int) -> dict[str, object]:
    """Return ``text``, ``title`` and the day of the last change (``captured``, ISO or None) of a DOCX or ODT file.

    Raises:
        ReadingError: it is another kind of archive, damaged, encrypted, or holds more text than allowed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            names = set(folder.namelist())
            part = next((part for part in _PARTS if part in names), None)
            if part is None:
                raise ReadingError("this is an archive or a sheet, and no text document; save its text as .txt or PDF.")
            tree = _tree(_unfolded(folder, part, _TIMES_TEXT * most_characters))
            facts = _FACTS[_PARTS[part]]
            known = _tree(_unfolded(folder, facts, _MOST_FACTS)) if facts in names else None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ReadingError("this office document is damaged or encrypted and could not be opened.") from error
    text = _joined(_words(tree), most_characters)
    saved = day_of(_fact(known, "modified", "date") or "")
    return {"text": text, "title": _fact(known, "title"), "captured": None if saved is None else saved.isoformat()}


def _unfolded(folder: zipfile.ZipFile, part: str, most: int) -> bytes:
    with folder.open(part) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ReadingError(f"this office document unfolds to more than {most:,} bytes.")
    return data


def _tree(data: bytes) -> _Element:
    from lxml import etree  # type: ignore[import-untyped]  # it publishes no types

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadingError("this office document is damaged and could not be read.") from error
    if tree.getroottree().docinfo.doctype:
        raise ReadingError("this office document defines a document type, which none needs; it is not read.")
    return tree


def _words(tree: _Element) -> Iterator[str]:
    """Yield the text in order, a line end after each paragraph."""
    from lxml import etree

    left_out: _Element | None = None
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if left_out is not None:
            if event == "end" and node is left_out:
                left_out = None
                yield (node.tail or "") if _holds_text(node) else ""
            continue
        if event == "start" and node.tag in _LEFT_OUT:
            left_out = node
        elif event == "start":
            yield _BREAKS.get(node.tag, "")
            if node.tag == f"{_WORD}t" or str(node.tag).startswith(_TEXT):
                yield node.text or ""
        else:
            yield "\n" if node.tag in _PARAGRAPHS else ""
            yield (node.tail or "") if _holds_text(node) else ""


def _holds_text(node: _Element) -> bool:
    """Tell whether what follows an element is text: in ODT, where it stands within a paragraph."""
    parent = node.getparent()
    return parent is not None and str(parent.tag).startswith(_TEXT)


def _joined(words: Iterator[str], most: int) -> str:
    made, length = [], 0
    for each in words:
        made.append(each)
        length += len(each)
        if length > most:
            raise ReadingError(f"this office document holds more than {most:,} characters.")
    return "".join(made).strip() + "\n"


def _fact(known: _Element | None, *names: str) -> str | None:
    for node in known.iter("{*}title", "{*}modified", "{*}date") if known is not None else ():
        if node.tag.rsplit("}", 1)[-1] in names and node.text and node.text.strip():
            return str(node.text.strip())[:2_000]
    return None
