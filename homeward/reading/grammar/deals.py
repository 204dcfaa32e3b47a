"""What was agreed, where and when: "the deal reached in Istanbul", "agreed in Turkey", "under the June 2 deal".

A deal with a count is told with the count; here are the deals that are only named. The value is place and date; a
date that the page leaves out is that of the known deal made there shortly before the event.
"""

from collections.abc import Iterator
from datetime import date

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import BOTH_SIDES, EACH_SIDE, OUTLET, Kind

_NEAR = 7  # tokens between the deal and its place or date
_SMALL = {"be", "made", "of", "place_preposition", "article", "last", "agreement", "agreeing", "negotiation", "and"}
_SUBJECT = 8  # tokens between a date and "agreed": "on June 2 the sides agreed"
_BOTH = 4  # tokens of "Russia and Ukraine" and a word before "agreed"
_PAIR = ("one", "other")
_APART = {"after", "following", "before", "since", "during"}
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
        if line.inflected and when is None and place is not None:
            when = _of_its_month(page, line, place.value, line.clause(deal.i))
        known = _made_on(page, when) if place is None else _town(page, line, place)
        under = line.last("cue", "under_deal", lo=max(0, deal.i - 3), hi=deal.i)
        if known is None and when is None and _two_agree(page, line, deal):
            said = page.speaker(line, deal.i)
            said = OUTLET if said == BOTH_SIDES else said
            yield Draft(Kind.AGREEMENT, line, deal.i, deal.j, said, rules=["deal.told"])
            return
        if known is None and (when is None or under is None or when.precision is Precision.YEAR):
            continue
        i, j = (min(deal.i, place.i), max(deal.j, place.j)) if place is not None else (deal.i, deal.j)
        if when is not None:
            i, j = min(i, when.i), max(j, when.j)
        draft = Draft(Kind.AGREEMENT, line, i, j, page.speaker(line, deal.i), rules=["deal.named"])
        draft.value = name(page, known, when)
        if line.inflected and (made := _of_its_round(page, line, known, (i, j))) is not None:
            draft.value = f"{known} {made.isoformat()}"
        told = when is not None and _is_told(line, deal, when)
        if told or (line.inflected and under is None and _is_made(line, deal)):
            draft.rules.append("deal.told")  # of the deal itself, not of an exchange under it
        yield draft


def _two_agree(page: Page, line: Line, deal: Mark) -> bool:
    """Whether both sides agreed on exchanges, without a number: "the two countries agreed to put the wounded first"."""
    if line.inflected or line.heading or line.at("cue", deal.i, "agreeing") is None:
        return False
    both = line.ending("pronoun", deal.i, "they") or line.ending("pronoun", deal.i - 1, "they")
    parties = {m.value for m in line.all("party", lo=max(0, deal.i - _BOTH), hi=deal.i)}
    what = line.first("exchange", "exchange", lo=deal.j) or line.first("noun", lo=deal.j)
    if (both is None and len(parties & set(page.sides)) < len(_PAIR)) or what is None or what.i - deal.j > _NEAR:
        return False
    return (
        line.at("cue", deal.j, "to") is not None or line.low(deal.j) == "on" or line.low(deal.j - 1) in {"on", "upon"}
    )


def _is_made(line: Line, deal: Mark) -> bool:
    """Whether a clause tells that a deal was made: "домовилися в Стамбулі", "домовленості досягли в Женеві"."""
    lo, hi = line.clause(deal.i)
    if line.first("cue", "relative", lo=max(0, lo - 1), hi=deal.i) is not None:
        return False  # "обмен, о котором договорились в Стамбуле": the exchange is told
    if line.last("cue", "this", lo=lo, hi=deal.i) is not None:
        return False
    if line.at("cue", deal.i, "agreeing") is not None:
        return "past" in line.traits(deal)
    made = line.first("cue", "made", lo=deal.j, hi=hi)
    return made is not None and "past" in line.traits(made)


def _of_its_month(page: Page, line: Line, place: str, clause: tuple[int, int]) -> When | None:
    """The day of the known deal of a month that a clause names: "домовилися на початку червня в Стамбулі"."""
    for when in line.whens:
        if when.precision is not Precision.MONTH or when.first is None or not clause[0] <= when.i < clause[1]:
            continue
        made = [d.made for d in page.world.deals if d.place == place and when.first <= d.made <= (when.last or d.made)]
        if made:
            return when._replace(first=made[-1], last=made[-1], precision=Precision.DAY)
    return None


def _of_its_round(page: Page, line: Line, place: str | None, near: tuple[int, int]) -> date | None:
    """The day of the deal of "другого раунду у Стамбулі", where the data knows so many made there."""
    made = sorted(d.made for d in page.world.deals if d.place == place)
    for rank in line.amounts:
        beside = rank.ordinal and near[0] - _NEAR <= rank.i <= near[1] + 1
        if beside and line.at("cue", rank.j, "negotiation") is not None and 0 < rank.value <= len(made):
            return made[rank.value - 1]
    return None


def _is_told(line: Line, deal: Mark, when: When) -> bool:
    """Whether a sentence tells of the making of a deal: "on June 2 the sides agreed", "the deal was made in March"."""
    if line.ending("exchange", deal.i) is not None or line.low(deal.i - 1) == ",":
        return False
    if line.inflected and line.last("cue", "this", lo=line.clause(deal.i)[0], hi=deal.i) is not None:
        return False  # "об этом условились 23 июля": the exchange was agreed so
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


def _town(page: Page, line: Line, mark: Mark) -> str:
    """What a deal made at a place is called after: "agreed in Abu Dhabi" names a town, and not all of the Emirates."""
    seat = page.world.places[mark.value].seat
    said = [token.text for token in line.tokens[mark.i : mark.j]]
    return seat[0] if any(said == town.replace("-", " ").split() for town in seat) else mark.value


def _nearest(line: Line, deal: Mark, lo: int, hi: int, page: Page) -> Mark | None:
    places = [m for m in line.all("place", lo=lo, hi=hi) if not page.world.places[m.value].body]
    places = [m for m in places if line.at("cue", m.j, "mediate") is None]
    places = [m for m in places if page.world.places[m.value].talks or line.ending("cue", m.i, "place_preposition")]
    return min(places, key=lambda m: abs(m.i - deal.i), default=None)


def date_of(line: Line, deal: Mark) -> When | None:
    """The date that belongs to a deal: right before its noun, or after "of" or "on" behind it.

    What leads to the deal goes before a date that a clause opens with: "on Monday, the second stage of a deal agreed in
    Geneva on 12 August".
    """
    for when in sorted(line.whens, key=lambda when: not _leads_to(line, deal.j, when.i)):
        told = line.ending("exchange", deal.i) is None  # but "on Friday, day two of an exchange agreed in Geneva"
        agreeing = told and line.at("cue", deal.i, "agreeing") is not None
        before = when.j <= deal.i and deal.i - when.j <= (_SUBJECT if agreeing else 1)
        if before and not agreeing and line.low(when.j) in _APART:
            continue  # "freed 538 prisoners on Saturday after talks"
        if agreeing and before and line.first("verb", lo=when.j, hi=deal.i) is not None:
            continue
        if before or _leads_to(line, deal.j, when.i):
            return when
    return None


def _leads_to(line: Line, i: int, j: int) -> bool:
    """Whether only places and small words stand between a deal and its date: "reached in Istanbul on May 16"."""
    linked = line.ending("cue", j, "of", "place_preposition", "article", "last", "from") is not None
    made = line.ending("place", j) or line.ending("cue", j, "made", "agreeing")
    linked = linked or (line.inflected and made is not None)  # "домовленості, досягнутої 23 липня"
    if line.inflected and i == j:
        return True  # "согласованного 2 июня"
    if not i <= j <= i + _NEAR or not linked:
        return False
    small = [m for m in line.marks if m.group in {"place", "verb"} or (m.group == "cue" and m.value in _SMALL)]
    comma = i if line.inflected and line.low(i) == "," else -1
    return all(k == comma or any(m.i <= k < m.j for m in small) for k in range(i, j))


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


def told_near(page: Page, line: Line, i: int) -> str | None:
    """The value of terms that are counted at token *i*: the last deal before them, and the last place of talks."""
    deal = line.last("cue", "agreement", hi=i) or line.first("cue", "agreement")
    when = date_of(line, deal) if deal is not None else None
    for other in reversed(page.lines[: line.index + 1]):
        for place in other.all("place"):
            town = _town(page, other, place)
            seat = town != place.value and other.ending("cue", place.i, "place_preposition") is not None
            if page.world.places[place.value].talks or seat:
                return name(page, town, when)
    return name(page, None, when)
