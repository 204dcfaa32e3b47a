"""The note beside a document: ``NAME.meta.json`` says of ``NAME.txt`` what the text itself may not.

Whoever saved the page wrote it down at the time, so it is believed before anything the text seems to say. It is one
JSON object; every field may be absent or null; fields not named here are somebody else's and are left alone.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from homeward.reading.words import ReadingError

SUFFIX = ".meta.json"
MOST_BYTES = 1_000_000

_LONGEST = 2_000  # characters of a field
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*")
_PART_OF_A_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What was noted of a document; None for what was not.

    A date of which only the year or month is known (``2025-06``) is allowed, and is no day: it stays None.
    """

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    published: date | None = None
    updated: date | None = None
    captured: date | None = None


def beside(path: PurePath) -> PurePath:
    """Return where the note of the document at ``path`` would lie."""
    return path.with_suffix(SUFFIX)


def document_of(name: str) -> str | None:
    """Return the name, but for its ending, of the document that a file called ``name`` is the note of, if it is one."""
    return name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else None


def parse(name: str, data: bytes) -> Sidecar:
    """Read a note.

    Raises:
        ReadingError: as ``fields``.
    """
    return note(name, fields(name, data))


def fields(name: str, data: bytes) -> dict[str, object]:
    """Read a note and leave its fields as they were written, having checked those that are known.

    Args:
        name: the note's own file name, for errors.
        data: its bytes.

    Raises:
        ReadingError: not a JSON object in UTF-8, or a field that is not what it should be; names the field.
    """
    if len(data) > MOST_BYTES:
        raise ReadingError(f"{name}: {len(data):,} bytes is too long for a note about a document.")
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{name}: this is not JSON in UTF-8 ({_reason(error)}).") from error
    if not isinstance(said, dict):
        raise ReadingError(f'{name}: expected a JSON object such as {{"published": "2025-05-23"}}.')
    note(name, said)
    return said


def note(name: str, said: Mapping[str, object]) -> Sidecar:
    """Check the fields of a note already parsed.

    Raises:
        ReadingError: a field is not what it should be; the message names note and field.
    """
    return Sidecar(
        url=_words(name, said, "url"),
        title=_words(name, said, "title"),
        outlet=_words(name, said, "outlet"),
        language=_language(name, said),
        published=_day(name, said, "published"),
        updated=_day(name, said, "updated"),
        captured=_day(name, said, "captured"),
    )


def _words(name: str, said: Mapping[str, object], field: str) -> str | None:
    value = said.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadingError(f"{name}: field “{field}” must be text or null.")
    if len(value) > _LONGEST or not value.isprintable():
        raise ReadingError(f"{name}: field “{field}” must be one line of at most {_LONGEST:,} printable characters.")
    return value.strip() or None


def _language(name: str, said: Mapping[str, object]) -> str | None:
    value = _words(name, said, "language")
    if value is None:
        return None
    code = _LANGUAGE.fullmatch(value)
    if code is None:
        raise ReadingError(f"{name}: field “language” must be a two-letter code such as “uk”.")
    return code[1].lower()


def _day(name: str, said: Mapping[str, object], field: str) -> date | None:
    value = _words(name, said, field)
    if value is None or _PART_OF_A_DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value[:10] if value[10:11] in {"T", " "} else value)
    except ValueError as error:
        raise ReadingError(f"{name}: field “{field}” must be a date such as “2025-05-23” that exists.") from error


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "not UTF-8"
