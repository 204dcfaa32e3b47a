"""An HTML page: its main text without the furniture, and what it says of itself.

Text is found by trafilatura, with the headline in front. For the rest a page's own statements are asked in this order:

1. *Published* and *updated* are kept apart: JSON-LD of the article, then ``<meta>``, then marked ``<time>`` elements,
   then a visible label ("Published on …", "Оновлено: …"). For *published* alone, failing all these: the only day of all
   ``<time>`` elements, then htmldate; but only a day that the page writes out: years and ``05/06/2025`` are guesses.
2. *Captured* is said by what saved the page (``saved``).
3. Address and outlet: JSON-LD, ``<meta>`` and the canonical link; on a page without an address the outlet may be what
   its ``<title>`` has behind the headline ("Both sides confirm | Evening Courier").
4. The language that a page declares counts only where its text does not show one; templates lie about it.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from itertools import islice
from typing import Any

from homeward.reading.files.decode import decode
from homeward.reading.files.linked import Article, article
from homeward.reading.files.plain import labelled_dates
from homeward.reading.files.saved import archived_today, captured, original, source
from homeward.reading.files.stamp import day_of, stamps
from homeward.reading.furniture import without_furniture
from homeward.reading.words import ReadingError

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "publication_date", "pubdate", "publishdate"),
    *("publish-date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date.created"),
    *("dc.date", "date"),
)
_UPDATED = (
    *("article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "last-modified", "lastmod"),
    *("dc.date.modified", "dcterms.modified"),
)
_FURNITURE = "//script|//style|//nav|//header|//footer|//aside|//form|//noscript|//template|//iframe|//button"
_WAYBACK = "//*[starts-with(@id, 'wm-ipp') or @id='donato']"  # what the Internet Archive puts on top
_ARCHIVISTS = f"{_WAYBACK}|//*[@id='HEADER']"  # and archive.today
_LONGEST_LABEL = 200  # characters of an element that may be "Published on …"
_MOST_LABELS = 4_000  # elements asked for one
_LONGEST_FIELD = 2_000
_LONGEST_NAME = 60  # characters of what an outlet is called
_SEARCHED = 300_000  # characters of a page in which a guessed date must be written
_INLINE = ("b", "strong", "i", "em", "u", "font", "mark", "big", "small", "tt", "abbr", "cite")

_Tree = Any  # an lxml element; lxml ships no types


def page(data: bytes, *, most_characters: int, charset: str | None = None) -> dict[str, object]:
    """Return text and metadata of a page: strings, dates in ISO form, None for what it does not say.

    Args:
        data: the page.
        most_characters: how much text is taken from it.
        charset: its encoding, if what brought it says so.

    Raises:
        ReadingError: the bytes are no HTML, hold no text, or more of it than ``most_characters``.
    """
    declared = _CHARSET.search(data[:4096])
    markup = decode("the page", data, charset or (declared[1].decode("ascii") if declared else None)).replace("\0", "")
    tree = _tree(markup)
    for node in tree.xpath(_ARCHIVISTS if archived_today(markup) else _WAYBACK):
        node.drop_tree()  # their dates are not the page's
    said = article(node.text or "" for node in tree.iterfind(".//script[@type='application/ld+json']"))
    body = _text(tree)
    if not body:
        raise ReadingError("no text was found on this page.")
    if len(body) > most_characters:
        raise ReadingError(f"the page has more than {most_characters:,} characters of text.")
    title = _line(said.headline or _meta(tree, "og:title") or _first(tree, "//h1") or _first(tree, "//title"))
    url, copied = _address(tree, markup, said)
    published, updated = _dates(tree, said, url, markup)
    return {
        "text": body if title is None or body.startswith(title) else f"{title}\n\n{body}",
        "title": title,
        "url": url,
        "outlet": _line(
            said.publisher
            or _meta(tree, "og:site_name")
            or _meta(tree, "application-name")
            or (_behind_the_headline(title, _line(_first(tree, "//title"))) if url is None else None)
        ),
        "language": _language(tree, said),
        "published": _iso(published),
        "updated": _iso(updated),
        "captured": _iso(captured(markup) or copied),
    }


def _behind_the_headline(headline: str | None, titled: str | None) -> str | None:
    """Return who publishes, from a title that has it behind the headline, with or without a date."""
    if not headline or not titled or not titled.startswith(headline):
        return None
    tail = re.split(r"\s[|–—•·-]\s", titled[len(headline) :])
    name = re.sub(r",?\s*\d.*$", "", tail[-1]).strip() if len(tail) > 1 else ""
    return name if 1 < len(name) <= _LONGEST_NAME else None


def _tree(markup: str) -> _Tree:
    from lxml import etree, html  # type: ignore[import-untyped]  # it publishes no types

    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    # An XML declaration contradicts text that is decoded already, and lxml refuses the two together.
    bare = re.sub(r"^\s*<\?xml[^>]*>", "", markup)
    try:
        tree = html.document_fromstring(bare, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise ReadingError("this is not an HTML page.") from error
    for problem in parser.error_log:
        if problem.type_name == "ERR_RESOURCE_LIMIT":
            # The parser stops there without a word, and what follows would be missing.
            raise ReadingError("the elements of this page are nested too deeply; save its text as a .txt file instead.")
    return tree


def _text(tree: _Tree) -> str:
    import logging

    from lxml import etree
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").disabled = True
    plain = deepcopy(tree)
    etree.strip_tags(plain, *_INLINE)  # on short pages trafilatura would part "<b>390</b> people" into lines
    found = bare_extraction(plain, include_comments=False, include_tables=True, with_metadata=False)
    text = found.text if found is not None and not isinstance(found, dict) else None
    text = without_furniture(text or "")
    if not text.strip():
        text = without_furniture(_all_but_furniture(deepcopy(tree)))
    return "\n".join(line.strip() for line in text.splitlines()).strip()


def _all_but_furniture(tree: _Tree) -> str:
    """Return all text of a page too short to have a main part."""
    for node in tree.xpath(_FURNITURE):
        node.drop_tree()
    for node in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "tr", "td"):
        node.tail = "\n" + (node.tail or "")
    bodies = tree.xpath("//body")
    text: str = bodies[0].text_content() if bodies else tree.text_content()
    return re.sub(r"\s*\n\s*", "\n", text)


def _dates(tree: _Tree, said: Article, url: str | None, markup: str) -> tuple[date | None, date | None]:
    marked = {
        "published": said.published or _meta_day(tree, _PUBLISHED) or _time(tree, "datepublished", "pubdate"),
        "updated": said.updated or _meta_day(tree, _UPDATED) or _time(tree, "datemodified", "updated"),
    }
    if marked["published"] is None or marked["updated"] is None:
        for key, day in _visible(tree):
            if key in marked:
                marked[key] = marked[key] or day
    if marked["published"] is None:
        lone = _lone_time(tree)
        marked["published"] = lone if lone != marked["updated"] else None
    if marked["published"] is None:
        marked["published"] = _guessed(tree, url, markup, marked["updated"])
    return marked["published"], marked["updated"]


def _visible(tree: _Tree) -> Iterator[tuple[str, date]]:
    nodes = tree.iter("p", "span", "div", "time", "li", "small", "address", "em", "i", "b", "dd", "td")
    for node in islice(nodes, _MOST_LABELS):
        line = " ".join(_up_to(node, _LONGEST_LABEL + 1).split())
        if len(line) <= _LONGEST_LABEL:
            for key, found in labelled_dates(line):
                if found.day is not None:
                    yield key, found.day


def _up_to(node: _Tree, most: int) -> str:
    """Return the beginning of an element's text without gathering all of it."""
    text = ""
    for part in node.itertext():
        text += part
        if len(text) > most:
            break
    return text


def _guessed(tree: _Tree, url: str | None, markup: str, updated: date | None) -> date | None:
    from htmldate import find_date

    found = find_date(deepcopy(tree), extensive_search=False, original_date=True, url=url)
    day = day_of(found) if found else None
    written = day is not None and any(each.day == day for each in stamps(markup[:_SEARCHED]))
    return day if written and day != updated else None


def _time(tree: _Tree, *marks: str) -> date | None:
    for node in tree.iter("time"):
        marked = " ".join((node.get("itemprop") or "", node.get("class") or "", " ".join(node.keys()))).lower()
        if any(mark in marked for mark in marks) and (day := day_of(node.get("datetime") or node.text or "")):
            return day
    return None


def _lone_time(tree: _Tree) -> date | None:
    """Return the one day that all ``<time>`` elements name, as on the page of a post; else those of the article."""
    for path in ("//time[@datetime]", "//article//time[@datetime]", "//main//time[@datetime]"):
        days = {day_of(node.get("datetime")) for node in islice(tree.xpath(path), _MOST_LABELS)} - {None}
        if len(days) == 1:
            return days.pop()
    return None


def _meta_day(tree: _Tree, names: tuple[str, ...]) -> date | None:
    for name in names:
        value = _meta(tree, name)
        if value is not None and (day := day_of(value)) is not None:
            return day
    return None


def _meta(tree: _Tree, name: str) -> str | None:
    for node in tree.iter("meta"):
        key = node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv") or ""
        if key.lower() == name and (value := (node.get("content") or "").strip()):
            return str(value)
    return None


def _first(tree: _Tree, path: str) -> str | None:
    for node in tree.xpath(path):
        text = _up_to(node, _LONGEST_FIELD)
        if text.strip():
            return text
    return None


def _address(tree: _Tree, markup: str, said: Article) -> tuple[str | None, date | None]:
    canonical = next(
        (node.get("href") for node in tree.iter("link") if (node.get("rel") or "").lower() == "canonical"), None
    )
    for url in (canonical, _meta(tree, "og:url"), said.url, source(markup)):
        if url and re.fullmatch(r"https?://[^\s<>\"]{4,2000}", url.strip()):
            return original(url.strip())
    return None, None


def _language(tree: _Tree, said: Article) -> str | None:
    root = tree.getroottree().getroot()
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or said.language or ""
    code = re.match(r"([A-Za-z]{2})(?:$|[-_])", declared)
    return code[1].lower() if code else None


def _line(text: str | None) -> str | None:
    return " ".join(text.split())[:_LONGEST_FIELD] or None if text else None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
