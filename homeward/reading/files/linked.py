"""What a page says of its article in JSON-LD, the form in which publishers tell search engines (schema.org).

Publishers nest it as they like: one object, a list, or an ``@graph``; the article may be the object itself or hang on a
page. The first object whose type is a kind of article is believed; a page's own dates only where there is no article.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from homeward.reading.files.stamp import day_of

_MOST_OBJECTS = 5_000
_LONGEST_SCRIPT = 2_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """An article in its publisher's words; None for what was not said."""

    headline: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    updated: date | None = None


def article(scripts: Iterable[str]) -> Article:
    """Return what the JSON-LD ``scripts`` of a page say of its article; scripts that are not JSON say nothing."""
    objects = [each for script in scripts for each in _objects(script)]
    articles = [each for each in objects if any(kind.endswith(("Article", "Posting")) for kind in _kinds(each))]
    pages = [each for each in objects if any(kind.endswith("WebPage") for kind in _kinds(each))]
    for each in articles or pages:
        return Article(
            headline=_words(each.get("headline")) or _words(each.get("name")),
            publisher=_name(each.get("publisher")),
            url=_words(each.get("url")) or _identity(each.get("mainEntityOfPage")),
            language=_words(each.get("inLanguage")),
            published=_day(each.get("datePublished")),
            updated=_day(each.get("dateModified")),
        )
    return Article()


def _objects(script: str) -> Iterator[Mapping[str, object]]:
    if len(script) > _LONGEST_SCRIPT:
        return
    try:
        queue: deque[object] = deque([json.loads(script.strip().removesuffix(";"), strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_OBJECTS):
        if not queue:
            return
        each = queue.popleft()
        if isinstance(each, dict):
            yield each
            queue.extend(value for value in each.values() if isinstance(value, (dict, list)))
        elif isinstance(each, list):
            queue.extend(value for value in each[:_MOST_OBJECTS] if isinstance(value, (dict, list)))


def _kinds(each: Mapping[str, object]) -> list[str]:
    kinds = each.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _words(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _day(value: object) -> date | None:
    return day_of(value) if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)


def _identity(value: object) -> str | None:
    return _words(value.get("@id")) if isinstance(value, dict) else _words(value)
