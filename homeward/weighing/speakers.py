"""Whose voice a claim is: an official of a side, a mediator, an outlet, a wire it copied, or the compiled record.

Independence is decided here. All officials of one side are one voice (``side:ukraine``), since they draw on one count;
whatever carries a wire is that wire's voice; an outlet is one voice however many pages it publishes.
"""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

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
_WIRE_SPELLINGS = {"тасс": "tass", "риа": "ria", "унн": "unn", "уніан": "unian", "укрінформ": "ukrinform"}
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
_NOT_OFFICIAL = re.compile(r"\b(media|press|source|channel|blog|telegram channels?)\b", re.IGNORECASE)


def slug(name: str) -> str:
    """Return a name as a key: lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def origin_of_outlet(outlet: str | None, url: str | None, name: str | None) -> str:
    """Return the key of whoever publishes: the wire named in brackets, else the outlet, else the page's host."""
    shown = outlet or (urlsplit(url).hostname if url else None) or name or "unknown"
    aside = re.search(r"\(([^)]*)\)", shown)
    if aside and (wire := _wire(aside[1])):
        return f"outlet:{wire}"
    bare = re.sub(r"\([^)]*\)", "", shown).strip()
    host = re.sub(r"^(www|m|en|amp)\.", "", bare.lower())
    for word in re.split(r"/", bare):
        if wire := _wire(word):
            return f"outlet:{wire}"
    return f"outlet:{slug(re.sub(r'[.](com|org|net|ua|ru|az|tv|news)([.]|$)', ' ', host))}"


def _wire(word: str) -> str | None:
    key = slug(word)
    key = _WIRE_SPELLINGS.get(key, key)
    return key if key in _WIRES else None


def identity(speaker: str, publisher: str, parties: Collection[str]) -> tuple[SourceKind, str, str | None]:
    """Return what a speaker is, whose voice that really is, and the side it speaks for.

    ``publisher`` is the origin of the page, for what it says itself.
    """
    if speaker == OUTLET:
        return SourceKind.OUTLET, publisher, None
    if speaker == BOTH_SIDES:
        return SourceKind.BOTH, BOTH_SIDES, None
    if speaker == COMPILED:
        return SourceKind.COMPILED, "compiled", None
    side = slug(speaker.split(":", 1)[0])
    if _NOT_OFFICIAL.search(speaker):
        return SourceKind.OUTLET, f"outlet:{slug(speaker)}", None
    if side in parties:
        return SourceKind.PARTY, f"side:{side}", side
    if side in _MEDIATORS:
        return SourceKind.INTERMEDIARY, f"side:{side}", side
    if ":" in speaker:
        return SourceKind.OTHER_OFFICIAL, f"side:{side}", side
    return SourceKind.OUTLET, origin_of_outlet(speaker, None, None), None


def publisher_of(document: Document) -> str:
    """Return whose voice a document is where it speaks for itself."""
    return origin_of_outlet(document.outlet, document.url, document.name)


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
