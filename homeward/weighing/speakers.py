"""Whose voice a claim is: an official of a side, a mediator, an outlet, a wire it copied, or the compiled record.

Independence is decided here. All officials of one side are one voice (``side:ukraine``), since they draw on one count,
and so is what an office publishes on its own page; whatever carries a wire is that wire's voice, whether the outlet's
name says so or the line of place and day that the text opens with; an outlet is one voice however many pages it has.
"""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from homeward.reading import office_of, party_named
from homeward.reading.words import BOTH_SIDES, OUTLET, Claim, Document
from homeward.weighing.words import SourceKind, Voice

COMPILED = "compiled record"

_WIRES = frozenset(
    [
        "reuters",
        "afp",
        "ap",
        "dpa",
        "wam",
        "tass",
        "interfax",
        "interfax-ukraine",
        "ria",
        "ukrinform",
        "xinhua",
        "ani",
        "upi",
        "unian",
    ]
)
_WIRE_SPELLINGS = {
    "тасс": "tass", "риа": "ria", "риа-новости": "ria", "интерфакс": "interfax",
    "унн": "unn", "уніан": "unian", "укрінформ": "ukrinform",
}  # fmt: skip
_MEDIATORS = frozenset(
    [
        "uae",
        "turkey",
        "qatar",
        "egypt",
        "saudi-arabia",
        "us",
        "usa",
        "icrc",
        "un",
        "vatican",
        "switzerland",
        "oman",
        "belarus",
        "red-cross",
        "osce",
    ]
)
_OFFICE = "side:"  # before the country of an office that publishes itself
_OPENING = 800  # characters in which a wire names itself: "KYIV, Nov 14 (Reuters) -", "МОСКВА, 14 ноября. /ТАСС/."
_OWN_NAME = re.compile(  # but no credit of a picture: "(AP)."
    r"[(]([\w -]{2,20})[)]\s*[-–—]|/([\w -]{2,20})/\s*[-–—.]|\d \w+\.? ?[-–—] ?(\w+(?: Новости)?)[.,]"
)
_NOT_OFFICIAL = re.compile(r"\b(media|press|source|channel|blog|telegram channels?)\b", re.IGNORECASE)


def slug(name: str) -> str:
    """Return a name as a key: lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def origin_of_outlet(outlet: str | None, url: str | None, name: str | None) -> str:
    """Return the key of whoever publishes: the wire named in brackets, else the outlet, else the page's host."""
    shown = outlet or _host(url or "") or name or "unknown"
    aside = re.search(r"\(([^)]*)\)", shown)
    if aside and (wire := _wire(aside[1])):
        return f"outlet:{wire}"
    bare = re.sub(r"\([^)]*\)", "", shown).strip()
    host = re.sub(r"^(www|m|en|amp)\.", "", bare.lower())
    for word in re.split(r"/", bare):
        if wire := _wire(word):
            return f"outlet:{wire}"
    return f"outlet:{slug(re.sub(r'[.](com|org|net|ua|ru|az|tv|news)([.]|$)', ' ', host))}"


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # an address that is none
        return None


def _wire(word: str) -> str | None:
    key = slug(word)
    key = _WIRE_SPELLINGS.get(key, key)
    return key if key in _WIRES else None


def identity(speaker: str, publisher: str, parties: Collection[str]) -> tuple[SourceKind, str, str | None]:
    """Return what a speaker is, whose voice that really is, and the side it speaks for.

    ``publisher`` is the origin of the page, for what it says itself.
    """
    if speaker == OUTLET and publisher.startswith(_OFFICE):
        return _of_side(publisher.removeprefix(_OFFICE), parties)
    if speaker == OUTLET:
        return SourceKind.OUTLET, publisher, None
    if speaker == BOTH_SIDES:
        return SourceKind.BOTH, BOTH_SIDES, None
    if speaker == COMPILED:
        return SourceKind.COMPILED, "compiled", None
    if _NOT_OFFICIAL.search(speaker):
        return SourceKind.OUTLET, f"outlet:{slug(speaker)}", None
    country = speaker.split(":", 1)[0]
    found = _of_side(country, parties)
    if found[0] is not SourceKind.OTHER_OFFICIAL or ":" in speaker:
        return found
    return SourceKind.OUTLET, origin_of_outlet(speaker, None, None), None


def _of_side(country: str, parties: Collection[str]) -> tuple[SourceKind, str, str]:
    """What an official of a country, or of whoever else takes part, is: ``Hamas`` speaks for ``palestinians``."""
    party = party_named(country)
    side = party if party is not None and party in parties else slug(country)
    kind = SourceKind.PARTY if side in parties else SourceKind.OTHER_OFFICIAL
    return SourceKind.INTERMEDIARY if side in _MEDIATORS and side not in parties else kind, f"side:{side}", side


def publisher_of(document: Document) -> str:
    """Return whose voice a document is where it speaks for itself: a wire, an office (``side:Hamas``), or an outlet."""
    own = origin_of_outlet(document.outlet, document.url, document.name)
    if is_wire(own):
        return own
    if wire := next((wire for found in _OWN_NAME.finditer(document.text[:_OPENING]) if (wire := _named(found))), None):
        return f"outlet:{wire}"
    office = office_of(document)
    return f"{_OFFICE}{office.split(':', 1)[0]}" if office is not None else own


def _named(found: re.Match[str]) -> str | None:
    return _wire(found[found.lastindex or 1])


def is_first_hand(origin: str) -> bool:
    """Whether a publisher is one that others carry: an agency, or an office."""
    return is_wire(origin) or origin.startswith(_OFFICE)


def is_wire(origin: str) -> bool:
    """Whether an origin is an agency, whose reports others carry."""
    return origin.removeprefix("outlet:") in _WIRES


def voice_of_claim(document: Document, claim: Claim, index: int, parties: Collection[str], publisher: str) -> Voice:
    """Return the voice of one claim of a document that ``publisher`` stands behind."""
    kind, origin, side = identity(claim.speaker, publisher, parties)
    return Voice(
        speaker=claim.speaker,
        kind=kind,
        origin=origin,
        side=side,
        document=document.name,
        claim=index,
        outlet=document.outlet,
        url=document.url,
        published=document.published,
        claim_kind=claim.kind,
        said=claim.direction,
        category=claim.category,
        dated=claim.exchange_date,
        evidence=claim.evidence,
        start=claim.start,
        end=claim.end,
        note=claim.value,
    )


def voice_of_row(key: str, dated: str, who: str, parties: Collection[str], note: str | None, derived: bool) -> Voice:
    """Return the voice of a row of the compiled record: whom the row names, else the compiled record itself."""
    kind, origin, side = identity(who, f"outlet:row-{key}", parties)
    return Voice(speaker=who, kind=kind, origin=origin, side=side, row=key, dated=dated, note=note, derived=derived)
