"""Plain text, and what its first and last lines say of it: title, outlet, address and the three dates.

A page saved or printed as text keeps its furniture as lines: "Published on May 23, 2025", "Document Date: …",
"rki.news". Only short lines near the top and at the very end are asked, and only for what they say outright:

1. The title is the first line, if it looks like one: short, no full stop, and something follows it.
2. A label ("Published", "Оновлено", "Printed on") and a date straight after it, at the start of a line or after a
   separator, give that date. Of several for one label the first counts.
3. A line, or a part of one between bars or points, that is nothing but a date in words near the top is the day of
   publication, and so is one behind its author or with the time in front; one in figures with a time behind is what
   a browser prints at the top of the sheet, and tells when it was printed.
4. A line that is nothing but a host name, or "Source: …", is the outlet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from homeward.reading.files.stamp import Stamp, stamp

_HEAD_LINES = 15  # not counting blank ones
_FOOT_LINES = 4
_LONGEST = 200  # characters of a line that is still furniture
_LONGEST_TITLE = 160

_LABELS: dict[str, str] = {
    "published": r"(?:published|posted) by [^,|·•:\d]{1,40} on|(?:first |date |originally )?(?:published|posted)"
    r"(?: date)?(?: on| at)?|(?:publication|issue) date|date of publication|опубліковано|опубликовано|дата публікації|"
    r"дата публикации|публікація|публикация|розміщено|размещено|створено|создано|(?:date|дата)(?= ?:)",
    "updated": r"(?:last )?(?:updated|modified|changed|edited)(?: on| at)?|(?:last )?update|date modified|оновлено|"
    r"обновлено|изменено|змінено|(?:дата|останнє|востаннє)? ?оновлення|(?:дата|последнее)? ?обновление|"
    r"дата обновления|(?:остання зміна|последнее изменение)|(?:редакція від|редакция от)|відредаговано|отредактировано",
    "captured": r"(?:document|print|capture|archive) date|(?:printed|captured|archived|saved|retrieved|accessed|"
    r"downloaded)(?: on| at| from the internet on)?|роздруковано|надруковано|збережено|дата друку|дата документа|"
    r"распечатано|напечатано|сохранено|дата печати|"
    r"(?:за)?архівовано|(?:за)?архивировано|дата звернення|дата обращения|переглянуто|просмотрено|знімок від|снимок от",
}
_LABEL = re.compile(
    r"(?:^|[|·•;,(—–]\s*)(?:" + "|".join(f"(?P<{key}>{forms})" for key, forms in _LABELS.items()) + r")\s*[:\-–—]?\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[—–]\s+")
_BEFORE = re.compile(r"\d{1,2}:\d{2},?\s+|(?:by|автор|текст)\b[^\d.!?]{3,60},\s+", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,18})/?", re.IGNORECASE)
_SOURCE = re.compile(r"(?:source|outlet|джерело|источник|видання|издание)\s*:\s*(\S.{0,78}\S)", re.IGNORECASE)
_URL = re.compile(
    r"(?:(?:url|link|source|посилання|ссылка|джерело|источник)\s*:\s*)?(https?://[^\s<>\"]{4,2000})", re.IGNORECASE
)
_NOT_TITLE = re.compile(r"(?:category|show on website|by|tags?|рубрика|категорія|категория|автор)\s*:", re.IGNORECASE)
_FILE_SUFFIXES = frozenset({"txt", "pdf", "html", "htm", "doc", "docx", "jpg", "png"})


@dataclass(frozen=True, slots=True)
class Header:
    """What a text says of itself outright; None for what it does not say."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    updated: date | None = None
    captured: date | None = None


def header(text: str) -> Header:
    """Return what the first and last lines of ``text`` say of it."""
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    furniture = [line for line in _edges(lines) if len(line) <= _LONGEST]
    dates: dict[str, date] = {}
    for key, day in _dates(furniture):
        dates.setdefault(key, day)
    return Header(
        title=_title(lines),
        outlet=_outlet(furniture),
        url=next((found[1] for line in furniture if (found := _URL.fullmatch(line))), None),
        published=dates.get("published"),
        updated=dates.get("updated"),
        captured=dates.get("captured"),
    )


def looks_like_furniture(line: str) -> bool:
    """Tell whether a line is a label with its date, a lone date, an address or a host name, and so no title."""
    alone = stamp(line)
    return (
        any(True for _ in labelled_dates(line))
        or (alone is not None and alone.end == len(line))
        or _URL.fullmatch(line) is not None
        or _HOST.fullmatch(line) is not None
        or _NOT_TITLE.match(line) is not None
    )


def _edges(lines: list[str]) -> list[str]:
    return lines[:_HEAD_LINES] + lines[max(_HEAD_LINES, len(lines) - _FOOT_LINES) :]


def _dates(furniture: list[str]) -> Iterator[tuple[str, date]]:
    lone: list[Stamp] = []
    for number, line in enumerate(furniture):
        for key, found in labelled_dates(line):
            if found.day is not None:
                yield key, found.day
        if number < _HEAD_LINES:
            lone.extend(_alone(line))
    for alone in lone:  # after the labels, which say more
        if alone.day is not None and not (alone.numeric and alone.timed):
            yield "published", alone.day
        elif alone.day is not None:
            yield "captured", alone.day


def _alone(line: str) -> Iterator[Stamp]:
    """Yield the dates that stand alone in a line, in a part of it, or behind a time or an author's name."""
    whole = stamp(line)
    if whole is not None and whole.end == len(line):
        yield whole
        return
    for part in _PARTS.split(line):
        behind = _BEFORE.match(part)
        found = stamp(part, 0 if behind is None else behind.end())
        if found is not None and found.end == len(part) and not (found.numeric and found.timed):
            yield found


def labelled_dates(line: str) -> Iterator[tuple[str, Stamp]]:
    """Yield the dates that a line labels, each with ``published``, ``updated`` or ``captured``."""
    for label in _LABEL.finditer(line):
        found = stamp(line, label.end())
        if found is not None and label.lastgroup is not None:
            yield label.lastgroup, found


def _title(lines: list[str]) -> str | None:
    if len(lines) < 2:
        return None
    first = lines[0]
    if len(first) > _LONGEST_TITLE or first.endswith((".", ",", ";", ":")) or looks_like_furniture(first):
        return None
    return first if sum(char.isalpha() for char in first) >= 3 else None


def _outlet(furniture: list[str]) -> str | None:
    for line in furniture:
        named = _SOURCE.fullmatch(line)
        if named is not None and not named[1].startswith("http"):
            return named[1]
        host = _HOST.fullmatch(line)
        if host is not None and host[1].rsplit(".", 1)[1].lower() not in _FILE_SUFFIXES:
            return host[1].lower()
    return None
