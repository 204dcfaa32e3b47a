"""What was agreed, where and when: "the deal reached in Istanbul", "agreed in Turkey", "under the June 2 deal".

A deal with a count is told with the count; here are the deals that are only named. The value is place and date; a
date that the page leaves out is that of the known deal made there shortly before the event.
"""

from collections.abc import Iterator
from datetime import date

from homeward.reading.grammar.dates import Precision, When
from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.phrases import Mark
from homeward.reading.words import EACH_SIDE, Kind

_NEAR = 7  # tokens between the deal and its place or date
_SMALL = {"be", "made", "of", "place_preposition", "article", "last", "agreement", "agreeing", "negotiation", "and"}
_SUBJECT = 8  # tokens between a date and "agreed": "on June 2 the sides agreed"
_RECENT = 60  # days for which a page calls a deal by its place alone


def deals(page: Page, line: Line, counts: list[Draft]) -> Iterator[Draft]:
    """The deals that a sentence names, unless its *counts* already tell them."""
    general = list(_all_for_all(page, line))
    yield from general
    if general or any(d.kind is Kind.AGREEMENT or "kind.planned.agreed" in d.rules for d in counts):
        return
    for deal in line.all("cue", "agreement"):
        lo, hi = line.clause(deal.i)
        talks = line.first("cue", "negotiation", lo=deal.j, hi=min(hi, deal.j + _NEAR))
        lo, hi = max(lo, deal.i - _NEAR), min(hi, (talks or deal).j + _NEAR)
        place = _nearest(line, deal, lo, hi, page)
        when = date_of(line, deal)
        known = _made_on(page, when) if place is None else place.value
        under = line.last("cue", "under_deal", lo=max(0, deal.i - 3), hi=deal.i)
        if known is None and (when is None or under is None or when.precision is Precision.YEAR):
            continue
        i, j = (min(deal.i, place.i), max(deal.j, place.j)) if place is not None else (deal.i, deal.j)
        if when is not None:
            i, j = min(i, when.i), max(j, when.j)
        draft = Draft(Kind.AGREEMENT, line, i, j, page.speaker(line, deal.i), rules=["deal.named"])
        draft.value = name(page, known, when)
        if when is not None and _is_told(line, deal, when):
            draft.rules.append("deal.told")  # of the deal itself, not of an exchange under it
        yield draft


def _is_told(line: Line, deal: Mark, when: When) -> bool:
    """Whether a sentence tells of the making of a deal: "on June 2 the sides agreed", "the deal was made in March"."""
    if line.ending("exchange", deal.i) is not None or line.low(deal.i - 1) == ",":
        return False
    if line.ending("cue", deal.i, "be") is not None:
        return False  # "it had been agreed in Istanbul on 16 May": the exchange was
    if line.last("cue", "under_deal", lo=max(0, deal.i - _NEAR), hi=deal.i) is not None:
        return False
    of = line.ending("cue", when.i, "of", "from")
    return of is None or of.i != deal.j


def _all_for_all(page: Page, line: Line) -> Iterator[Draft]:
    """A deal that counts nobody: "all for all"."""
    proposed = line.first("cue", "future") if line.inflected else None
    if proposed is None and line.first("cue", "agreement", "negotiation", "framework") is None:
        return
    for mark in line.all("cue", "all_for_all"):
        deal = line.last("cue", "agreement", lo=max(0, mark.i - _NEAR), hi=mark.i)
        i = deal.i if deal is not None else mark.i
        draft = Draft(
            Kind.AGREEMENT, line, i, mark.j, page.speaker(line, mark.i), EACH_SIDE, rules=["deal.all_for_all"]
        )
        draft.value = "all for all"
        if proposed is not None and line.clause(proposed.i) == line.clause(mark.i):
            draft.kind, draft.value = Kind.PLAN, None  # "Україна пропонує обміняти «всіх на всіх»"
        yield draft


def _made_on(page: Page, when: When | None) -> str | None:
    """Where the known deal of a day was made: "the agreements of May 16"."""
    return next((d.place for d in page.world.deals if when is not None and when.first == d.made), None)


def _nearest(line: Line, deal: Mark, lo: int, hi: int, page: Page) -> Mark | None:
    places = [m for m in line.all("place", lo=lo, hi=hi) if not page.world.places[m.value].body]
    places = [m for m in places if line.at("cue", m.j, "mediate") is None]
    places = [m for m in places if page.world.places[m.value].talks or line.ending("cue", m.i, "place_preposition")]
    return min(places, key=lambda m: abs(m.i - deal.i), default=None)


def date_of(line: Line, deal: Mark) -> When | None:
    """The date that belongs to a deal: right before its noun, or after "of" or "on" behind it."""
    for when in line.whens:
        told = line.ending("exchange", deal.i) is None  # but "on Friday, day two of an exchange agreed in Geneva"
        agreeing = told and line.at("cue", deal.i, "agreeing") is not None
        before = when.j <= deal.i and deal.i - when.j <= (_SUBJECT if agreeing else 1)
        if agreeing and before and line.first("verb", lo=when.j, hi=deal.i) is not None:
            continue
        if before or _leads_to(line, deal.j, when.i):
            return when
    return None


def _leads_to(line: Line, i: int, j: int) -> bool:
    """Whether only places and small words stand between a deal and its date: "reached in Istanbul on May 16"."""
    linked = line.ending("cue", j, "of", "place_preposition", "article", "last", "from") is not None
    linked = linked or (line.inflected and line.ending("place", j) is not None)
    if line.inflected and i == j:
        return True  # "согласованного 2 июня"
    if not i <= j <= i + _NEAR or not linked:
        return False
    small = [m for m in line.marks if m.group in {"place", "verb"} or (m.group == "cue" and m.value in _SMALL)]
    return all(any(m.i <= k < m.j for m in small) for k in range(i, j))


def name(page: Page, place: str | None, when: When | None) -> str | None:
    """Place and date as a value: ``Istanbul 2025-06-02``."""
    said = when.iso if when is not None and when.precision is not Precision.YEAR else None
    if said is None and place is not None:
        said = _known(page, place)
    return " ".join(part for part in (place, said) if part) or None


def _known(page: Page, place: str) -> str | None:
    day = page.event or page.published
    recent = [d.made for d in page.world.deals if d.place == place and _shortly_before(d.made, day)]
    return max(recent).isoformat() if recent else None


def _shortly_before(made: date, day: date | None) -> bool:
    return day is not None and 0 <= (day - made).days <= _RECENT
