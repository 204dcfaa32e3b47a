"""Counted groups into drafts of claims: kind, direction and date of each.

1. A group is a claim when a verb or noun of moving governs it, or when it is a part of a move told before.
2. A count that only repeats an earlier one without its noun ("all 303 are men") says nothing new.
3. Who belongs to neither side and announces an exchange, of which nobody says that it was done, tells a plan.

Parts of what was told before are read in ``parts``; directions that only the rest of the page tells, in ``ways``.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from homeward.reading.grammar.deals import told_near
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people import status
from homeward.reading.grammar.people.counted import counted, is_of_bodies
from homeward.reading.grammar.people.direction import direction
from homeward.reading.grammar.people.elided import FROM_A_SERVICE
from homeward.reading.grammar.people.governing import Frame, frame
from homeward.reading.grammar.people.groups import Counted, days_apiece
from homeward.reading.grammar.people.parts import HANDED_DOWN, MOVES, fought, inherit, is_not_theirs, leaning
from homeward.reading.grammar.people.running import is_running
from homeward.reading.grammar.people.scopes import said_of
from homeward.reading.grammar.people.sending import send
from homeward.reading.grammar.people.understood import FIGURE
from homeward.reading.grammar.people.ways import join
from homeward.reading.grammar.timing import (
    date_near,
    dated,
    days_before,
    is_ahead,
    is_earlier_of_series,
    is_now,
    is_of_saying,
    is_past,
)
from homeward.reading.grammar.words.dates import Precision
from homeward.reading.grammar.words.lines import Line
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET, Category, Kind

_LIVING = {"freed", "released", "returnees"}
_OF_PEOPLE = {"count.swap_of", "count.in_exchange", "count.number_at"}  # they count people whatever was told before
_AHEAD_WITHIN = 3  # tokens between "1000 for 1000" and what is planned of it
_THINGS_WITHIN = 3  # tokens between "received" and the letters
_STAGE_WITHIN = 5  # tokens between a stage and the exchange that it is of


def counts(page: Page) -> dict[int, list[Draft]]:
    """The drafts of every sentence's counts, by the sentence's index."""
    before: list[Draft] = []
    found: dict[int, list[Draft]] = {}
    for line in page.lines:
        found[line.index] = []
        groups = counted(line, page.language)
        for group in groups:
            if _repeats(group, before) or _only_names_a_deal(page, group) or status.is_denied(line, group):
                continue
            governed = frame(group, groups)
            if governed is None or _only_hurt(governed, groups):
                draft = leaning(page, group, groups, before)
            else:
                draft = _draft(page, governed, groups, before)
            for one in _on_each_day(draft, group) if draft is not None else ():
                before.append(one)
                found[line.index].append(one)
    return found


def _on_each_day(draft: Draft, group: Counted) -> Iterator[Draft]:
    """A draft for every day of "13 і 14 червня — по 1200", the draft itself where no days are told so."""
    days = [day.iso for day in days_apiece(group.line, group.number)]
    yield from (replace(draft, exchange_date=day, rules=[*draft.rules]) for day in days)
    if not days:
        yield draft


def _is_of_then(line: Line, group: Counted, last: Draft) -> bool:
    """Whether a sentence goes on with the older exchange told last: "eight residents went home then, too"."""
    if line.inflected or last.kind is not Kind.PREVIOUS_EXCHANGE or last.line.index != line.index - 1:
        return False
    lo, hi = line.clause(group.number)
    had = any(line.low(k) == "had" and line.low(k + 1) == "been" for k in range(lo, hi))  # nobody says it in this page
    had = had and line.first("verb", "swap", lo=lo, hi=hi) is not None and line.first("speech", "say") is None
    return had or any(line.low(k) == "then" for k in range(group.j, hi)) or line.low(lo) == "then"


def _is_of_things(found: Frame) -> bool:
    """Whether things were handed over: "матери 16 пленных получили письма"."""
    line, verb = found.group.line, found.verb
    hi = min(len(line.tokens), verb.j + _THINGS_WITHIN)
    thing = line.first("cue", "things", lo=verb.j, hi=hi) if line.inflected and not found.before else None
    return thing is not None


def _only_hurt(found: Frame, groups: list[Counted]) -> bool:
    """Whether harm is told of somebody else: "the group includes 23 women and a man arrested in 2022"."""
    line, group = found.group.line, found.group
    if line.inflected or not status.is_harm(found):
        return False
    if found.before and not any(other.j == found.verb.i for other in groups):
        return False  # but "14 people captured at the plant and 10 fighters"
    lo, _ = line.clause(group.number)
    includes = line.last("cue", "part", "includes", lo=lo, hi=group.i)
    return includes is not None and line.first("verb", lo=lo, hi=includes.i) is None and includes.i < _STAGE_WITHIN


def _draft(page: Page, found: Frame, groups: list[Counted], before: list[Draft]) -> Draft | None:
    group, line = found.group, found.group.line
    if (status.is_harm(found) and not (group.partitive and not status.is_still_held(found))) or status.is_owned(group):
        return None
    if _is_of_things(found):
        return None
    if group.partitive and line.first("cue", "stays", lo=group.j, hi=line.clause(group.number)[1]) is not None:
        return None
    came = line.inflected and group.rule == "count.object" and found.verb.value in {"return", "free", "swap"}
    if group.category is None and not (group.each or before or came or group.rule in _OF_PEOPLE):
        return None
    speaker = page.speaker(line, group.number)
    if group.rule == FIGURE and group.people is not None and page.side_of(speaker) != group.people:
        speaker = page.world.parties[group.people]
    way, rule = direction(page, found, groups, page.teller(line, group.number))
    kind, why = _kind(page, found, way)
    category = group.category or _category_before([d for d in before if d.line is line] or before)
    if group.category is None and line.inflected and is_of_bodies(line):
        category = Category.BODIES  # "стороны обменялись телами: Украине вернули 909"
    if category is Category.PRISONERS and _is_of_civilians(page):
        category = Category.CIVILIANS
    if group.pair and category is Category.PRISONERS:  # "«115 на 115»", of those who were told before
        same = (d.category for d in before if d.count == group.value and d.category not in {None, Category.BODIES})
        category = next(same, category)
    draft = Draft(kind, line, group.i, group.j, speaker, way, group.value, group.qualifier, category)
    draft.rules = [group.rule, rule, why]
    draft.verb = found.verb.value if found.verb.group == "verb" else None
    _date(page, draft, why)
    part = status.is_part(found)
    here = [d for d in before if d.line is line]
    if not line.inflected and (whole := _summed(group, groups, here)) is not None:
        draft.direction, draft.whole = whole.direction, whole
        draft.rules.append("kind.part.summed")
        if whole.kind in HANDED_DOWN:
            draft.kind, draft.exchange_date = whole.kind, whole.exchange_date
        elif whole.kind is Kind.TRANSFER and draft.kind in {Kind.TRANSFER, Kind.CUMULATIVE}:
            draft.kind = Kind.BREAKDOWN
    elif part is not None:
        near = here if here and (line.inflected or any((d.count or 0) >= group.value for d in here)) else before
        living = [d for d in near if d.category is not Category.BODIES] if _were_freed(line, group) else []
        inherit(page, draft, living or near, part)
        if group.category is None and draft.whole is not None:
            draft.category = draft.whole.category
            if draft.category is Category.PRISONERS and fought(group):
                draft.category = Category.SERVICEMEN
    elif group.category is None and here and here[-1].kind in HANDED_DOWN and draft.kind in MOVES:
        draft.kind, draft.exchange_date = here[-1].kind, here[-1].exchange_date
    send(page, draft, group, here, part is None)
    join(draft, here)
    if page.is_carried(line, group.number) and is_not_theirs(page, draft):
        draft.speaker = OUTLET
    if draft.kind is Kind.PREVIOUS_EXCHANGE and not page.is_said(line, group.number):
        draft.speaker = OUTLET
    if draft.speaker == BOTH_SIDES and draft.kind in {Kind.PLAN, Kind.AGREEMENT}:
        draft.speaker = OUTLET  # what both have said is what was done
    if draft.kind is Kind.TRANSFER and found.verb.group == "exchange" and _is_announced(page, draft):
        draft.kind, draft.exchange_date = Kind.PLAN, None
        draft.rules.append("kind.planned.announced")
    if draft.kind is Kind.TRANSFER and not here and before and _is_of_then(line, group, before[-1]):
        draft.kind, draft.exchange_date = before[-1].kind, before[-1].exchange_date
        draft.rules.append("kind.older.then")
    _set_terms(page, draft, group, why)
    if draft.category is Category.BODIES and draft.kind in {Kind.TRANSFER, Kind.BREAKDOWN}:
        draft.kind = Kind.BODIES
    if draft.kind is Kind.BODIES and _comes_from_elsewhere(draft, before):
        draft.kind = Kind.BREAKDOWN
        draft.rules.append("kind.part.from_a_place")
    if draft.kind is Kind.CUMULATIVE and not line.inflected:
        draft.exchange_date = _as_of(page, line, group.number) or draft.exchange_date
    draft.value = said_of(page, draft, group.number) or draft.value
    return draft


def _as_of(page: Page, line: Line, i: int) -> str | None:
    """The older day of a total: "In July Zelensky said that 5,800 were back", "between February 24 and October 27"."""
    for when in line.whens:
        opens = line.low(when.i - 1) in {"in", "on"} or when.i == 0
        if opens and when.j <= i and is_past(page, when) and is_of_saying(line, when):
            return when.iso
        through = line.low(when.i - 1) == "and" and any(
            line.low(w.i - 1) == "between" for w in line.whens if w.j < when.i
        )
        if through and is_past(page, when):
            return when.last.isoformat() if when.last is not None and when.precision is Precision.DAY else when.iso
    return None


def _is_of_civilians(page: Page) -> bool:
    """Whether a page tells of an exchange of civilians, and of no soldiers."""
    named = [m.value for other in page.lines for m in other.all("noun", "servicemen", "bodies", "officers")]
    of = any(other.at("noun", m.j, "civilians") for other in page.lines for m in other.all("exchange", "exchange"))
    return page.language.inflected and of and not named


def _date(page: Page, draft: Draft, why: str) -> None:
    """Date a draft: by the day beside it, else by the event where it is of the event."""
    line = draft.line
    draft.exchange_date = dated(page, draft.kind, date_near(line, draft.i, draft.j), line)
    if why == "kind.older.day_before":
        draft.exchange_date = (page.event - timedelta(days=1)).isoformat() if page.event is not None else None
    if why == "kind.older.first_day" and page.event is not None:
        draft.exchange_date = (page.event - timedelta(days=days_before(page, line, draft.i) or 0)).isoformat()
    answers = draft.kind is Kind.PLAN and line.first("cue", "in_return", hi=draft.i) is not None
    if answers and draft.exchange_date is None and page.event is not None and not page.postponed:
        draft.exchange_date = page.event.isoformat()  # "in exchange 1,968 prisoners are to be released"
    if why == status.BEGUN and draft.exchange_date is None and page.event is not None:
        draft.exchange_date = page.event.isoformat()


def _summed(group: Counted, groups: list[Counted], here: list[Draft]) -> Draft | None:
    """The count before that this one and its neighbour add up to: "390 each, 270 soldiers and 120 civilians"."""
    at = groups.index(group)
    pairs = [(groups[k], groups[k + 1]) for k in (at - 1, at) if 0 <= k < len(groups) - 1]
    for one, two in pairs:
        near = group.line.at("cue", one.j, "and") is not None and two.i - one.j <= 1 and one.people is two.people
        whole = next((d for d in reversed(here) if d.count == one.value + two.value and d.j <= one.i), None)
        apart = whole is not None and group.line.first("party", lo=whole.j, hi=one.i) is not None
        apart = apart and not group.line.inflected  # "Moscow got 101 servicemen and Kyiv 100 soldiers and one civilian"
        if near and whole is not None and not apart and group.line.first("verb", lo=whole.j, hi=one.i) is None:
            return whole
    return None


def _set_terms(page: Page, draft: Draft, group: Counted, why: str) -> None:
    """Say of an agreement which it is; terms are told a side, unless they say otherwise."""
    line = draft.line
    if draft.kind is Kind.AGREEMENT:
        draft.value = told_near(page, line, group.i)
        if draft.direction == BOTH_TOTAL and not (line.inflected and page.mediates(draft.speaker)):
            draft.direction = None if draft.category is Category.BODIES else EACH_SIDE
            draft.rules.append("direction.of_terms")
        elif draft.direction is None and why == status.AGREED_TO:
            draft.rules.append("direction.of_terms")
    elif draft.kind is Kind.PLAN and draft.direction == BOTH_TOTAL and line.last("cue", "agreement", hi=group.i):
        draft.direction = EACH_SIDE
        draft.rules.append("direction.of_terms")


def _is_announced(page: Page, draft: Draft) -> bool:
    """Whether a person of neither side announces an exchange of so many, and nobody says that it was done."""
    known = page.world.speakers.get(draft.speaker)
    foreign = known is not None and known.person and page.side_of(draft.speaker) is None
    said = draft.line.last("speech", "say", hi=draft.i)
    if known is not None and known.person and said is not None and draft.direction == EACH_SIDE and not foreign:
        foreign = draft.line.low(said.i - 1) == "had"  # "Pushilin had announced the 50 for 50 exchange in the morning"
    return foreign and draft.line.first("cue", "completed", "event_done", "mediate") is None


def _repeats(group: Counted, before: list[Draft]) -> bool:
    """Whether a count only names again who was counted: "303 are men", "among the 84"."""
    again = (
        group.rule in {"count.then_auxiliary", "count.is_what", FROM_A_SERVICE}
        or group.line.ending("cue", group.i, "among_the") is not None
    )
    return again and any(d.count == group.value for d in before)


def _only_names_a_deal(page: Page, group: Counted) -> bool:
    """Whether "1000-for-1000" only names a deal, as in "the 1000-for-1000 swap goes on"."""
    if not group.pair or group.line.first("cue", "agreement") is not None:
        return False
    _, hi = group.line.clause(group.number)
    if group.line.first("cue", "future", lo=group.j, hi=min(hi, group.j + _AHEAD_WITHIN)) is not None:
        return False  # "обмен в формате «1000 на 1000» планируется провести"
    stage = group.line.last("exchange", "stage", lo=max(0, group.i - _STAGE_WITHIN), hi=group.i)
    named = group.line.at("exchange", group.j) or (
        group.line.ending("exchange", group.i) if group.line.inflected else None
    )
    if stage is not None and named is not None:
        return True  # "the first leg of a new 1,000-for-1,000 exchange", "другий етап обміну 500 на 500"
    day = page.event or page.published
    current = [d for d in page.world.deals if day is None or d.made <= day <= d.until]
    return any(deal.per_side == group.value for deal in current)


def _lasts(page: Page, line: Line) -> bool:
    """Whether days are named of which some are still to come: "5-6 березня проводять обмін 500 на 500"."""
    days = [w for w in line.whens if w.precision is Precision.DAY and w.first and w.last and w.first != w.last]
    return page.published is not None and any(w.last is not None and w.last > page.published for w in days)


def _kind(page: Page, found: Frame, way: str | None) -> tuple[Kind, str]:
    group, line = found.group, found.group.line
    if (rule := status.is_agreed(found)) is not None:
        return Kind.AGREEMENT, rule
    if (rule := is_running(found)) is not None:
        return Kind.CUMULATIVE, rule
    rule = status.is_planned(found)
    if rule is not None and not (rule == status.BEGUN and way == BOTH_TOTAL and not page.postponed):
        return Kind.PLAN, rule
    if status.is_told_after(line, group):
        return Kind.PREVIOUS_EXCHANGE, "kind.older.day_before"
    when = date_near(line, group.i, group.j)
    if is_ahead(page, when) and way is not None and not line.inflected:
        return Kind.PLAN, "kind.planned.dated"
    if line.inflected and group.pair and _lasts(page, line):
        return Kind.PLAN, "kind.planned.range"
    if days_before(page, line, group.i) is not None:
        return Kind.PREVIOUS_EXCHANGE, "kind.older.first_day"
    if not line.inflected and is_earlier_of_series(page, line, group.i):
        return Kind.PREVIOUS_EXCHANGE, "kind.older.of_a_series"
    if is_past(page, when) or (status.is_older(line, group) and not is_now(page, when)):
        return Kind.PREVIOUS_EXCHANGE, "kind.older"
    if page.postponed and when is None:
        return Kind.PLAN, "kind.planned.postponed"
    if group.category is Category.BODIES:
        return Kind.BODIES, "kind.done"
    return (Kind.BREAKDOWN if status.is_part(found) is not None else Kind.TRANSFER), "kind.done"


def _were_freed(line: Line, group: Counted) -> bool:
    """Whether a part is of people who live: "68 of those freed"."""
    return not line.inflected and any(line.low(k) in _LIVING for k in range(group.number, group.j))


def _comes_from_elsewhere(draft: Draft, before: list[Draft]) -> bool:
    """Whether bodies are those of one place among the bodies told: "31 bodies came from morgues in Russia"."""
    line = draft.line
    came = line.at("verb", draft.j, "go") if not line.inflected else None
    larger = any(d.kind is Kind.BODIES and (d.count or 0) > (draft.count or 0) for d in before)
    return larger and came is not None and line.at("cue", came.j, "from") is not None


def _category_before(before: list[Draft]) -> Category:
    parts = (d.kind is Kind.BREAKDOWN and d.category is not Category.BODIES for d in reversed(before))
    whole = (d.category for d, part in zip(reversed(before), parts, strict=True) if d.category is not None and not part)
    return next((category for category in whole if category not in status.RANKS_AND_SEXES), Category.PRISONERS)
