"""Who publishes a page, where an outlet is somebody who speaks: a ministry, a headquarters, an agency."""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from homeward.reading.grammar.page import Scope
from homeward.reading.grammar.speaking.attribution import names
from homeward.reading.grammar.words.forms import inflected
from homeward.reading.grammar.words.lexicon import language, languages, world
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.lines import line as read_line
from homeward.reading.grammar.words.sentences import sentences
from homeward.reading.grammar.words.tokens import Sort, tokenise
from homeward.reading.words import Document

_OUTLETS = 1_000  # that are remembered,
_LONGEST = 200  # and characters of one that are looked at
_NAMES = {"party", "people", "place", "office", "speaker"}


@lru_cache(maxsize=_OUTLETS)
def publisher(outlet: str, code: str) -> str | None:
    """Who publishes, by the first name of somebody who speaks: an agency, too, and "Kremlin Watch" as the Kremlin."""
    return next((scope.speaker for _, scopes in _named(outlet, code) for scope in scopes), None)


@lru_cache(maxsize=_OUTLETS)
def office(outlet: str, code: str) -> str | None:
    """Who publishes, if the outlet is called after an office and nothing else: "Ministry of Defence (Telegram)".

    >>> office("Office of the President of Ukraine", "en")
    "Ukraine: President's Office"
    >>> office("Kremlin Watch", "en")
    """
    read, page_of = _named(outlet, code), language(code).page_of
    speakers = {scope.speaker for line, scopes in read for scope in scopes if _is_office(line, scope, page_of)}
    alone = all(_covers(line, scopes, page_of) for line, scopes in read)
    return speakers.pop() if alone and len(speakers) == 1 else None


def office_of(document: Document) -> str | None:
    """Whose own page a document is: "Russia: Ministry of Defence" for what that ministry publishes itself.

    By the outlet's name, in the language that its letters are of, or by the site that it is published on. What a
    side's agency reports is the agency's, and None here.
    """
    outlet = document.outlet or ""
    if (found := _alone(outlet, document.language)) is not None:
        return found if ":" in found or found in world().places else None
    return next((world().sites[site] for site in _sites(document.url or outlet) if site in world().sites), None)


def is_publisher(name: str, code: str | None) -> bool:
    """Whether a name is an agency's or an office's alone, and not that of somebody who may have written the page."""
    found = _alone(name, code)
    known = world().speakers.get(found) if found is not None else None
    return found is not None and not (known is not None and known.person)


def _alone(name: str, code: str | None) -> str | None:
    """Who a name is, an office or an agency, if it names nothing else; *code* is the language of the page it is on."""
    slavic = any("а" <= letter <= "я" for letter in name.lower())
    codes = dict.fromkeys([code, "uk", "ru"] if slavic else ["en"])
    known = (office(name, one) for one in codes if one in languages() and (one != "en" or not slavic))
    return next((found for found in known if found is not None), None) if name else None


def _sites(address: str) -> Iterator[str]:
    """The channel that an address names, its host, and the hosts above that: ``t.me/some``, ``en.some.org``, …"""
    try:
        parts = urlsplit(address.lower() if "//" in address else f"//{address.lower()}")
        host = parts.hostname or ""
    except ValueError:
        return
    yield f"{host}/{parts.path.removeprefix('/s/').strip('/').partition('/')[0]}"
    while "." in host:
        yield host
        host = host.partition(".")[2]


def _named(outlet: str, code: str) -> list[tuple[Line, tuple[Scope, ...]]]:
    grammar = language(code)
    outlet = outlet[:_LONGEST]
    tokens = tokenise(outlet)
    found = sentences(
        outlet, inflected(tokens, code) if grammar.inflected else tokens, grammar.abbreviations, grammar.stop
    )
    lines = tuple(read_line(n, sentence, grammar, None) for n, sentence in enumerate(found))
    return list(zip(lines, names(lines, world(), code), strict=True))


def _is_office(line: Line, scope: Scope, page_of: frozenset[str]) -> bool:
    """Whether a name is an office's own, and not the "official" of an official page."""
    return not all(line.low(k) in page_of for k in range(scope.i, scope.j))


def _covers(line: Line, scopes: tuple[Scope, ...], page_of: frozenset[str]) -> bool:
    """Whether the names, the countries and the words for a page are all that an outlet is called by."""
    told = {k for scope in scopes for k in range(scope.i, scope.j)}
    told |= {k for mark in line.marks if mark.group in _NAMES for k in range(mark.i, mark.j)}
    rest = [token for k, token in enumerate(line.tokens) if k not in told and token.sort is Sort.WORD]
    return all(token.low in page_of for token in rest)
