"""Counted groups into drafts of claims: kind, direction and date of each.

1. A group is a claim when a verb or noun of moving governs it, or when it is a part of a move told before.
2. A part goes where the whole goes; a part of an older exchange or of a running total is one, too.
3. A count that only repeats an earlier one without its noun ("all 303 are men") says nothing new.
4. Where nothing tells the direction, it is that of the page's other moves.
"""

from collections import Counter
from datetime import timedelta

from homeward.reading.grammar import status
from homeward.reading.grammar.counted import counted
from homeward.reading.grammar.deals import date_of, name
from homeward.reading.grammar.direction import direction, other_side, party_among
from homeward.reading.grammar.governing import Frame, frame
from homeward.reading.grammar.groups import Counted
from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.scopes import scope_of_total, war_year
from homeward.reading.grammar.timing import date_near, dated, days_before, is_now, is_past
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET, Category, Kind

_GUESSED = {"direction.speaker", "direction.agent"}
_MOVES = {Kind.TRANSFER, Kind.BREAKDOWN, Kind.BODIES}
_MANY = 1000  # people; no single exchange of a war so far was as large in one direction
_TIMES = 4  # how many times the news a running total is at least
_STAGE_WITHIN = 5  # tokens between a stage and the exchange that it is of
_TWO = 2  # sides, of which one may be meant without saying so
_BULLETS = frozenset("-–—•*·")
_HANDED_DOWN = {Kind.PREVIOUS_EXCHANGE, Kind.CUMULATIVE}


def counts(page: Page) -> dict[int, list[Draft]]:
    """The drafts of every sentence's counts, by the sentence's index."""
    before: list[Draft] = []
    found: dict[int, list[Draft]] = {}
    for line in page.lines:
        found[line.index] = []
        groups = counted(line, page.language)
        for group in groups:
            if _repeats(group, before):
                continue
            governed = frame(group, groups)
            draft = (
                _leaning(page, group, groups, before) if governed is None else _draft(page, governed, groups, before)
            )
            if draft is not None:
                before.append(draft)
                found[line.index].append(draft)
    return found


def _draft(page: Page, found: Frame, groups: list[Counted], before: list[Draft]) -> Draft | None:
    group, line = found.group, found.group.line
    if (status.is_harm(found) and not group.partitive) or status.is_owned(group) or _only_names_a_deal(page, group):
        return None
    if group.partitive and line.first("cue", "stays", lo=group.j, hi=line.clause(group.number)[1]) is not None:
        return None
    if group.category is None and not group.each and not before and group.rule != "count.swap_of":
        return None
    speaker = page.speaker(line, group.number)
    way, rule = direction(page, found, groups, page.teller(line, group.number))
    kind, why = _kind(page, found, way)
    category = group.category or _category_before([d for d in before if d.line is line] or before)
    if group.pair and category is Category.PRISONERS:  # "«115 на 115»", of those who were told before
        category = next((d.category for d in before if d.count == group.value and d.category), category)
    draft = Draft(kind, line, group.i, group.j, speaker, way, group.value, group.qualifier, category)
    draft.rules = [group.rule, rule, why]
    draft.verb = found.verb.value if found.verb.group == "verb" else None
    draft.exchange_date = dated(page, kind, date_near(line, group.i, group.j), line)
    if why == "kind.older.first_day" and page.event is not None:
        draft.exchange_date = (page.event - timedelta(days=days_before(page, line, group.i) or 0)).isoformat()
    answers = draft.kind is Kind.PLAN and line.first("cue", "in_return", hi=group.i) is not None
    if answers and draft.exchange_date is None and page.event is not None and not page.postponed:
        draft.exchange_date = page.event.isoformat()  # "in exchange 1,968 prisoners are to be released"
    if why == status.BEGUN and draft.exchange_date is None and page.event is not None:
        draft.exchange_date = page.event.isoformat()
    part = status.is_part(found)
    here = [d for d in before if d.line is line]
    if part is not None:
        _inherit(page, draft, here or before, part)
    elif group.category is None and here and here[-1].kind in _HANDED_DOWN and draft.kind in _MOVES:
        draft.kind, draft.exchange_date = here[-1].kind, here[-1].exchange_date
    owner = line.last("party", hi=group.i) if draft.kind is Kind.CUMULATIVE and way is None else None
    if owner is not None and line.low(owner.j) == "'s" and owner.value in page.sides:
        draft.direction = f"to_{owner.value}"  # "Ukraine's 57 exchanges before returned 3,672 people"
    elif draft.kind is Kind.CUMULATIVE and way is None and _counts_both(page, line, speaker, here, group.number):
        draft.direction = BOTH_TOTAL
    elif way is None and part is None and here:
        _follow(page, draft, here)
    elif rule in _GUESSED and here and line.ending("cue", group.i, "in_return") is not None:
        _turn(page, draft, here)
    _join(draft, here)
    if page.is_carried(line, group.number) and _is_not_theirs(page, draft):
        draft.speaker = OUTLET
    if draft.kind is Kind.TRANSFER and found.verb.group == "exchange" and _is_announced(page, draft):
        draft.kind, draft.exchange_date = Kind.PLAN, None
        draft.rules.append("kind.planned.announced")
    if draft.kind is Kind.AGREEMENT:
        draft.value = _deal(page, line, group)
        if draft.direction == BOTH_TOTAL:  # terms are told a side, unless they say otherwise
            draft.direction = None if draft.category is Category.BODIES else EACH_SIDE
            draft.rules.append("direction.of_terms")
        elif draft.direction is None and why == status.AGREED_TO:
            draft.rules.append("direction.of_terms")
    elif draft.kind is Kind.PLAN and draft.direction == BOTH_TOTAL and line.last("cue", "agreement", hi=group.i):
        draft.direction = EACH_SIDE
        draft.rules.append("direction.of_terms")
    if draft.category is Category.BODIES and draft.kind in {Kind.TRANSFER, Kind.BREAKDOWN}:
        draft.kind = Kind.BODIES
    if draft.kind is Kind.CUMULATIVE:
        draft.value = scope_of_total(page, line, group)
    return draft


def _is_not_theirs(page: Page, draft: Draft) -> bool:
    """Whether an office's report does not go on: background, and parts of the people of others, are the outlet's."""
    if draft.kind is Kind.PREVIOUS_EXCHANGE or draft.direction == EACH_SIDE:
        return True
    if draft.kind is Kind.PLAN and draft.line.at("cue", 0, "moreover") is None:
        return True
    side = page.side_of(draft.speaker)
    return draft.kind is Kind.BREAKDOWN and side is not None and draft.direction not in {f"to_{side}", EACH_SIDE}


def _is_announced(page: Page, draft: Draft) -> bool:
    """Whether a person of neither side announces an exchange of so many, and nobody says that it was done."""
    known = page.world.speakers.get(draft.speaker)
    foreign = known is not None and known.person and page.side_of(draft.speaker) is None
    return foreign and draft.line.first("cue", "completed", "event_done", "mediate") is None


def _repeats(group: Counted, before: list[Draft]) -> bool:
    """Whether a count only names again who was counted: "303 are men", "among the 84"."""
    again = (
        group.rule in {"count.then_auxiliary", "count.is_what"}
        or group.line.ending("cue", group.i, "among_the") is not None
    )
    return again and any(d.count == group.value for d in before)


def _only_names_a_deal(page: Page, group: Counted) -> bool:
    """Whether "1000-for-1000" only names a deal, as in "the 1000-for-1000 swap goes on"."""
    if not group.pair or group.line.first("cue", "agreement") is not None:
        return False
    stage = group.line.last("exchange", "stage", lo=max(0, group.i - _STAGE_WITHIN), hi=group.i)
    if stage is not None and group.line.at("exchange", group.j) is not None:
        return True  # "the first leg of a new 1,000-for-1,000 exchange"
    day = page.event or page.published
    current = [d for d in page.world.deals if day is None or d.made <= day <= d.until]
    return any(deal.per_side == group.value for deal in current)


def _kind(page: Page, found: Frame, way: str | None) -> tuple[Kind, str]:
    group, line = found.group, found.group.line
    if (rule := status.is_agreed(found)) is not None:
        return Kind.AGREEMENT, rule
    if (rule := status.is_running(found)) is not None:
        return Kind.CUMULATIVE, rule
    rule = status.is_planned(found)
    if rule is not None and not (rule == status.BEGUN and way == BOTH_TOTAL and not page.postponed):
        return Kind.PLAN, rule
    when = date_near(line, group.i, group.j)
    if days_before(page, line, group.i) is not None:
        return Kind.PREVIOUS_EXCHANGE, "kind.older.first_day"
    if is_past(page, when) or (status.is_older(line, group) and not is_now(page, when)):
        return Kind.PREVIOUS_EXCHANGE, "kind.older"
    if page.postponed and when is None:
        return Kind.PLAN, "kind.planned.postponed"
    if group.category is Category.BODIES:
        return Kind.BODIES, "kind.done"
    return (Kind.BREAKDOWN if status.is_part(found) is not None else Kind.TRANSFER), "kind.done"


def _category_before(before: list[Draft]) -> Category:
    whole = (d.category for d in reversed(before) if d.category is not None and d.kind is not Kind.BREAKDOWN)
    return next((category for category in whole if category not in status.RANKS_AND_SEXES), Category.PRISONERS)


def _inherit(page: Page, draft: Draft, before: list[Draft], part: str) -> None:
    """Rule 2: the whole is the last count before that is not smaller."""
    larger = [d for d in reversed(before) if d.count is not None and d.count >= (draft.count or 0)]
    whole = next((d for d in larger if d.speaker == draft.speaker), larger[0] if larger else None)
    apart = whole is not None and part == status.RANK_OR_SEX and _goes_elsewhere(draft, whole)
    if whole is None or apart:
        if draft.kind is Kind.BREAKDOWN and part == status.RANK_OR_SEX:
            draft.kind = Kind.TRANSFER
        return
    draft.rules.append(part)
    draft.whole = whole
    if draft.category is Category.PRISONERS and whole.category is Category.HOSTAGES:
        draft.category = Category.HOSTAGES
    sure = not {"direction.home", "direction.among", "direction.other_side"}.isdisjoint(draft.rules)
    split = whole.direction == BOTH_TOTAL and draft.direction is not None
    if not sure and not split:
        draft.direction = whole.direction
    if whole.line is not draft.line and whole.direction in {EACH_SIDE, BOTH_TOTAL} and draft.direction == EACH_SIDE:
        side = page.side_of(draft.speaker)  # a side that tells of parts tells of its own people
        draft.direction = f"to_{side}" if side is not None else None if draft.line.inflected else draft.direction
    if whole.line is draft.line and whole.kind in _HANDED_DOWN and draft.kind in _MOVES | _HANDED_DOWN:
        draft.kind, draft.exchange_date, draft.value = whole.kind, whole.exchange_date, whole.value
        if draft.category in status.RANKS_AND_SEXES and whole.kind is Kind.PREVIOUS_EXCHANGE:
            draft.kind = Kind.BREAKDOWN
    elif whole.line is draft.line and whole.kind is Kind.BREAKDOWN and part == status.RANK_OR_SEX:
        draft.kind, draft.exchange_date = whole.kind, whole.exchange_date
    elif whole.line is draft.line and whole.kind is Kind.PLAN and draft.kind is Kind.PLAN:
        draft.kind = Kind.BREAKDOWN


def _goes_elsewhere(draft: Draft, whole: Draft) -> bool:
    """Whether women or officers surely go another way than those told before, and so are no part of them."""
    sure = not {"direction.agent", "direction.goal", "direction.home", "direction.source"}.isdisjoint(draft.rules)
    if not sure or draft.direction in {EACH_SIDE, BOTH_TOTAL, None} or whole.direction in {EACH_SIDE, BOTH_TOTAL}:
        return False
    return draft.line is not whole.line if whole.direction is None else draft.direction != whole.direction


def _join(draft: Draft, here: list[Draft]) -> None:
    """What "and" joins to a count is told of the same exchange: "880 servicemen and 120 civilians"."""
    joined = draft.line.ending("cue", draft.i, "and")
    before = here[-1] if here else None
    if joined is None or before is None or before.j != joined.i:
        return
    if draft.direction == EACH_SIDE and not {"direction.sum", "direction.unknown"}.isdisjoint(before.rules):
        before.direction = EACH_SIDE
        before.rules.append("direction.joined")
    if draft.kind not in _MOVES:
        return
    if before.kind not in _MOVES:
        draft.kind, draft.exchange_date = before.kind, before.exchange_date
        draft.rules.append("kind.joined")


def _follow(page: Page, draft: Draft, here: list[Draft]) -> None:
    """Where a sentence goes on with a count and says no direction, it is that of the count before.

    Who gave some and received others received them from the other side: "gave Kyiv 6,060 bodies, receiving 78".
    """
    last = here[-1].direction
    turned = (here[-1].verb, draft.verb) in {("give", "receive"), ("receive", "give")}
    turned = turned or (here[-1].category, draft.category) == (Category.HOSTAGES, Category.PRISONERS)
    if turned and _turn(page, draft, here):
        return
    if last not in {EACH_SIDE, BOTH_TOTAL} and draft.speaker != BOTH_SIDES:
        draft.direction = last
        draft.rules.append("direction.of_the_one_before")


def _turn(page: Page, draft: Draft, here: list[Draft]) -> bool:
    """Send a count the other way than the one before it: "31 wounded in exchange for 15 of its own"."""
    last = here[-1].direction
    other = page.other(last.removeprefix("to_")) if last is not None else None
    if other is None:
        return False
    draft.direction = f"to_{other}"
    draft.rules.append("direction.other_way")
    return True


def enlarge(page: Page, drafts: list[Draft]) -> None:
    """A move of a thousand people or more, told beside the news of a fraction of them, is a running total."""
    moves = [d for d in drafts if d.kind is Kind.TRANSFER and d.count and not d.line.heading]
    for draft in moves:
        others = [d.count or 0 for d in moves if d.line is not draft.line]
        summed = draft.direction in {EACH_SIDE, BOTH_TOTAL} or "kind.planned.begun" in draft.rules
        if summed or not others or (draft.count or 0) < max(_MANY, _TIMES * max(others)) or draft.line.heading:
            continue
        draft.kind, draft.value = Kind.CUMULATIVE, f"since {war_year(page)}"
        draft.rules.append("kind.running.larger")


def direct(page: Page, drafts: list[Draft]) -> None:
    """Rule 4, for all *drafts* of a page; where it has no other move, it is the side of those who speak in it."""
    if len(page.sides) > _TWO:
        return
    drafts = [d for d in drafts if d.count is not None or (d.line.inflected and "uncounted.withheld" in d.rules)]
    directed = [d for d in drafts if d.direction not in {None, EACH_SIDE, BOTH_TOTAL}]
    ways = Counter(d.direction for d in directed if d.kind in _MOVES | {Kind.PLAN})
    before = Counter(d.direction for d in directed if d.kind is Kind.PREVIOUS_EXCHANGE)
    speaking = Counter(page.side_of(scope.speaker) for scopes in page.scopes for scope in scopes)
    del speaking[None]
    said = Counter({f"to_{side}": times for side, times in speaking.items()})
    usual = max(ways or said, key=lambda way: (ways[way], before[way], said[way]), default=None)
    hostages = Counter(d.direction for d in directed if d.category is Category.HOSTAGES)
    home = page.home
    dead: Counter[str | None] = Counter()
    for d in directed:
        dead[d.direction] += (d.count or 0) if d.category is Category.BODIES else 0
    for draft in drafts:
        if "direction.sum_of_bodies" in draft.rules:
            continue
        if draft.direction is None and draft.whole is not None:
            draft.direction = draft.whole.direction
        if draft.direction is None and draft.category is Category.BODIES and any(dead.values()):
            draft.direction = dead.most_common(1)[0][0]
            draft.rules.append("direction.of_the_bodies")
        if draft.direction is None and draft.category is Category.HOSTAGES:
            holder = page.other(usual.removeprefix("to_")) if usual is not None else None
            draft.direction = hostages.most_common(1)[0][0] if hostages else f"to_{holder}" if holder else None
            draft.rules.append("direction.of_hostages")
        with_hostages = [d.direction for d in drafts if d.line is draft.line and d.category is Category.HOSTAGES]
        if draft.direction is None and draft.category is Category.PRISONERS and with_hostages and with_hostages[0]:
            other = page.other(with_hostages[0].removeprefix("to_"))
            draft.direction = f"to_{other}" if other is not None else None
        returned = home is not None and draft.verb in {"return", "free"} and page.side_of(draft.speaker) in {None, home}
        if returned and draft.direction is None and draft.speaker != BOTH_SIDES:
            draft.direction = f"to_{home}"
            draft.rules.append("direction.of_the_language")
        if draft.direction is None and draft.speaker != BOTH_SIDES and "direction.of_terms" not in draft.rules:
            draft.direction = usual
            draft.rules.append("direction.of_the_page")


def _counts_both(page: Page, line: Line, speaker: str, here: list[Draft], number: int) -> bool:
    """Whether a running total is both sides': a mediator tells it, or it follows counts that go both ways."""
    ways = {d.direction for d in here if d.kind in _MOVES and d.direction not in {None, EACH_SIDE, BOTH_TOTAL}}
    places = page.world.places
    lo = max((k for k in range(number) if line.low(k) == ";"), default=0)
    hi = next((k for k in range(number, len(line.tokens)) if line.low(k) == ";"), len(line.tokens))
    through = any(places[m.value].mediates and line.at("party", m.i) is None for m in line.all("place", lo=lo, hi=hi))
    return page.mediates(speaker) or through or len(ways) > 1


def _deal(page: Page, line: Line, group: Counted) -> str | None:
    deal = line.last("cue", "agreement", hi=group.i) or line.first("cue", "agreement")
    when = date_of(line, deal) if deal is not None else None
    for other in reversed(page.lines[: line.index + 1]):
        for place in other.all("place"):
            if page.world.places[place.value].talks:
                return name(page, place.value, when)
    return name(page, None, when)


def _named_last(page: Page, line: Line) -> str | None:
    """Whose people were named last, in the sentence or the one before it."""
    for other in (line, *page.lines[max(0, line.index - 1) : line.index]):
        mark = other.last("people")
        if mark is not None:
            return mark.value
    return None


def _answering(page: Page, group: Counted, last: Draft) -> Draft | None:
    """What the other side got or gave: "Украина получила 1000 тел. Россия — 30"."""
    party = group.line.ending("party", group.i - 1)
    if party is None or party.value not in page.sides or last.verb not in {"receive", "return", "give", "free"}:
        return None
    to = party.value if last.verb in {"receive", "return"} else page.other(party.value)
    speaker = page.speaker(group.line, group.number)
    draft = Draft(last.kind, group.line, group.i, group.j, speaker, f"to_{to}", group.value, group.qualifier)
    draft.category, draft.exchange_date = group.category or last.category, last.exchange_date
    draft.rules = [group.rule, "direction.beside", "kind.answers"]
    return draft


def _leaning(page: Page, group: Counted, groups: list[Counted], before: list[Draft]) -> Draft | None:
    """A count in a sentence without a verb of moving: a part of what the sentences before told."""
    line = group.line
    moves = [d for d in reversed(before) if d.kind is Kind.TRANSFER and (d.count or 0) >= group.value]
    listed = line.tokens[0].text in _BULLETS
    told = [d for d in reversed(before) if d.kind is Kind.TRANSFER]
    if group.each and told and not line.heading:
        draft = Draft(Kind.TRANSFER, line, group.i, group.j, page.speaker(line, group.number), EACH_SIDE, group.value)
        draft.qualifier, draft.category = group.qualifier, group.category or told[0].category
        draft.exchange_date, draft.rules = told[0].exchange_date, [group.rule, "direction.each", "kind.done"]
        return draft
    if group.rule == "count.after_dash" and before and before[-1].line.index == line.index - 1:
        return _answering(page, group, before[-1])
    if not moves or (line.heading and not listed):
        return None
    including = listed or line.first("cue", "part", "includes") is not None or group.partitive
    if not including and group.rule not in {"count.then_auxiliary", "count.were_people"}:
        return None
    speaker = page.speaker(line, group.number)
    side = page.side_of(page.teller(line, group.number))
    whole = next((d for d in moves if side is not None and d.direction == f"to_{side}"), moves[0])
    way = whole.direction if whole.direction not in {EACH_SIDE, BOTH_TOTAL} or side is None else f"to_{side}"
    people = group.people or party_among(group) or other_side(page, group, groups)
    if people is None and way in {EACH_SIDE, BOTH_TOTAL}:
        people = _named_last(page, line)
    way = f"to_{people}" if people is not None and people in page.sides else way
    kind = Kind.BODIES if group.category is Category.BODIES else Kind.BREAKDOWN
    draft = Draft(kind, line, group.i, group.j, speaker, way, group.value, group.qualifier)
    if page.is_carried(line, group.number) and _is_not_theirs(page, draft):
        draft.speaker = OUTLET
    draft.category, draft.whole = group.category or whole.category, whole
    if draft.category is Category.PRISONERS and whole.category is Category.HOSTAGES:
        draft.category = Category.HOSTAGES
    draft.exchange_date = whole.exchange_date
    draft.rules = [group.rule, "kind.part.leaning"]
    return draft
