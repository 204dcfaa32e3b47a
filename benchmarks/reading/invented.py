"""Invented reports with their answer keys: ``invented/batch-N.txt``.

Each batch was written and labelled, as LABELS.md of the answer key and LABELLING.md say, before the reader saw it; what
was right then stands on the first lines (``# first sight en 0.81``) and is never measured again. A report is

    === id language group is-report published outlet | title
    text
    ---
    kind date | speaker | direction count category | value | evidence

where ``-`` is unknown, a count may start with ``>`` more than, ``<`` nearly, ``~`` about, ``]`` at least, ``[`` up to,
``?`` is a number withheld. The evidence is the first such words below the heading; ``@2`` behind it means the second
place in the whole text.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from homeward.reading import Document, load_bytes

FOLDER = Path(__file__).parent / "invented"
# The batches for which no rule was written, nor was anything learnt from them; of these those whose first figures
# were taken when all that they measured was done; and those that retell pages sentence by sentence, as they stood.
UNRULED = {"13", "14", "15", "16", "17", "18"}
CLOSE = {"18"}
APART = UNRULED - {"13"} - CLOSE

_SIGNS = {">": "more_than", "<": "nearly", "~": "about", "]": "at_least", "[": "up_to"}
_HEAD = re.compile(r"(\S+) (\w\w) (\S+) (True|False) (\S+) (.+?) \| (.+)")
_COUNT = re.compile(r"([><~\][]?)(\d+)|\?")


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports with their keys, and what was right of them at first sight, by name of the figure."""

    name: str
    first: dict[str, float]
    documents: dict[str, Document]
    keys: list[dict[str, Any]]


def batches() -> list[Batch]:
    """Return every batch, in order of writing."""
    return [read_batch(path) for path in sorted(FOLDER.glob("batch-*.txt"), key=_number)]


def _number(path: Path) -> int:
    return int(path.stem.removeprefix("batch-"))


def read_batch(path: Path) -> Batch:
    """Read one batch."""
    head, *reports = re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)
    first = re.findall(r"^# first sight (.+) ([\d.]+)$", head, flags=re.MULTILINE)
    read = [_report(path.name, report) for report in reports]
    return Batch(
        path.stem.removeprefix("batch-"),
        {name: float(value) for name, value in first},
        {key["id"]: document for document, key in read},
        [key for _, key in read],
    )


def _report(file: str, report: str) -> tuple[Document, dict[str, Any]]:
    head, _, rest = report.partition("\n")
    found = _HEAD.fullmatch(head)
    text, parted, claims = rest.partition("\n---\n")
    if found is None or not parted:
        raise ValueError(f"{file}: “{head}” is no report with its key.")
    name, language, group, is_report, published, outlet, title = found.groups()
    meta = {"title": title, "outlet": outlet, "language": language}
    day = None if published == "-" else date.fromisoformat(published)
    document = load_bytes(f"{name}.txt", text.encode(), meta=meta, published=day)
    key = {"id": name, "lang": language, "group": group, "is_exchange_report": is_report == "True"}
    return document, key | {"claims": [_claim(name, text, line) for line in claims.split("\n") if line.strip()]}


def _claim(name: str, text: str, line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split(" | ")] if " | | " not in line else _parts(line)
    if len(parts) != 5:
        raise ValueError(f"{name}: “{line}” has not five parts.")
    kind, day = parts[0].split()
    direction, count, category = _people(parts[2])
    evidence, _, nth = parts[4].partition("@")
    start = text.find(evidence, text.find("\n")) if not nth else -1  # the heading repeats the text
    if start < 0:
        for _ in range(int(nth or 1)):
            start = text.find(evidence, start + 1)
    if start < 0:
        raise ValueError(f"{name}: “{evidence}” does not stand in the text.")
    said = _COUNT.fullmatch(count) if count else None
    number = int(said[2]) if said is not None and said[2] else None
    return {
        "kind": kind,
        "exchange_date": None if day == "-" else day,
        "speaker": parts[1],
        "direction": direction,
        "count": number,
        "count_qualifier": None if said is None else "undisclosed" if number is None else _SIGNS.get(said[1], "exact"),
        "category": category,
        "value": parts[3] or None,
        "evidence": evidence,
        "start": start,
        "end": start + len(evidence),
    }


def _parts(line: str) -> list[str]:
    return [part.strip() for part in re.split(r" \|(?= |$)", line)]


def _people(part: str) -> tuple[str | None, str | None, str | None]:
    """The direction, the count and the category of "to_ukraine 12 privates and sergeants", "each_side", nothing."""
    words = part.split(" ", 2) if part else []
    direction, count, category = (*words, "", "", "")[:3]
    return (None if direction in {"", "-"} else direction), (None if count in {"", "-"} else count), category or None
