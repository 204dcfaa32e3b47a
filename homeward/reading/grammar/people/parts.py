"""Counts that are parts of others, told before them or in the sentence before, and what the other side answered.

A part goes where the whole goes; a part of an older exchange or of a running total is one, too. Women or officers who
surely go another way than those told before are no part of them.
"""

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people import status
from homeward.reading.grammar.people.direction import other_side, party_among
from homeward.reading.grammar.people.elided import FROM_A_SERVICE
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.timing import date_near, is_past
from homeward.reading.grammar.words.cases import is_given_to
from homeward.reading.grammar.words.lines import Line
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, OUTLET, Category, Kind

MOVES = {Kind.TRANSFER, Kind.BREAKDOWN, Kind.BODIES}
HANDED_DOWN = {Kind.PREVIOUS_EXCHANGE, Kind.CUMULATIVE}

_FOUGHT = {"defended", "fought", "defend"}
_DEED_WITHIN = 4  # tokens from a part to what it did
_BULLETS = frozenset("-–—•*·")
_FALLS = {"прийтись", "приходиться", "припасти", "припадати"}


def inherit(page: Page, draft: Draft, before: list[Draft], part: str) -> None:
    """Rule 2: the whole is the last count before that is not smaller."""
    larger = [d for d in reversed(before) if d.count is not None and d.count >= (draft.count or 0)]
    if part == "kind.part.of_them" and not any(d.line is draft.line for d in larger):  # of all, not of a part told last
        larger.sort(key=lambda d: d.kind is Kind.BREAKDOWN)
    if draft.category in status.RANKS_AND_SEXES and part == "kind.part.of_them":
        larger.sort(key=lambda d: d.category != draft.category)  # "of the women, 37 were …"
    if part == status.OF_A_LIST:  # of the sum before the colon, not of a neighbour as large
        larger.sort(key=lambda d: d.count == draft.count)
    if part == status.RANK_OR_SEX and "direction.speaker" in draft.rules:  # a side tells parts of its own people
        larger.sort(key=lambda d: d.direction != draft.direction)
    whole = next((d for d in larger if d.speaker == draft.speaker), larger[0] if larger else None)
    apart = whole is not None and part == status.RANK_OR_SEX and _goes_elsewhere(draft, whole)
    if whole is None or apart:
        if draft.kind is Kind.BREAKDOWN and (part == status.RANK_OR_SEX or FROM_A_SERVICE in draft.rules):
            draft.kind = Kind.TRANSFER
        return
    draft.rules.append(part)
    draft.whole = whole
    if draft.category is Category.PRISONERS and whole.category is Category.HOSTAGES:
        draft.category = Category.HOSTAGES
    sure = not {"direction.home", "direction.among", "direction.other_side"}.isdisjoint(draft.rules)
    split = whole.direction == BOTH_TOTAL and draft.direction is not None
    if split and part == status.OF_A_LIST and draft.direction != BOTH_TOTAL:
        draft.kind = Kind.TRANSFER  # "an exchange of 190 soldiers: 95 Russians and 95 Ukrainians"
    if not sure and not split:
        draft.direction = whole.direction
    if whole.line is not draft.line and whole.direction in {EACH_SIDE, BOTH_TOTAL} and draft.direction == EACH_SIDE:
        side = page.side_of(draft.speaker)  # a side that tells of parts tells of its own people
        draft.direction = f"to_{side}" if side is not None else None if draft.line.inflected else draft.direction
    if whole.line is draft.line and whole.kind in HANDED_DOWN and draft.kind in MOVES | HANDED_DOWN:
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
    if draft.line is whole.line and "direction.agent" in draft.rules:
        return False  # "Russia returned 100 Ukrainians: 80 men and 20 women"
    if not sure or draft.direction in {EACH_SIDE, BOTH_TOTAL, None} or whole.direction in {EACH_SIDE, BOTH_TOTAL}:
        return False
    return draft.line is not whole.line if whole.direction is None else draft.direction != whole.direction


def leaning(page: Page, group: Counted, groups: list[Counted], before: list[Draft]) -> Draft | None:
    """A count in a sentence without a verb of moving: a part of what the sentences before told."""
    line = group.line
    moves = [d for d in reversed(before) if d.kind is Kind.TRANSFER and (d.count or 0) >= group.value]
    side = page.side_of(page.teller(line, group.number))
    moves = [d for d in _of_then(line, group, before) if _may_be_of(page, side, d)] or moves
    listed = line.tokens[0].text in _BULLETS
    told = [d for d in reversed(before) if d.kind is Kind.TRANSFER]
    if group.each and told and not line.heading:
        draft = Draft(Kind.TRANSFER, line, group.i, group.j, page.speaker(line, group.number), EACH_SIDE, group.value)
        draft.qualifier, draft.category = group.qualifier, group.category or told[0].category
        draft.exchange_date, draft.rules = told[0].exchange_date, [group.rule, "direction.each", "kind.done"]
        when = date_near(line, group.i, group.j) if line.inflected else None
        if when is not None and is_past(page, when):
            draft.kind, draft.exchange_date = Kind.PREVIOUS_EXCHANGE, when.iso  # "накануне было «200 на 200»"
        return draft
    if line.inflected and (part := _part_of_total(page, group, before)) is not None:
        return part
    total = next((d for d in reversed(before) if d.kind is Kind.CUMULATIVE), None)
    if line.inflected and total is not None and (as_of := line.first("cue", "cumulative", "running")) is not None:
        return _other_total(page, group, total, as_of.j)
    if group.rule == "count.after_dash" and before and before[-1].line.index == line.index - 1:
        return _answering(page, group, before[-1])
    if not moves and group.people in page.sides and line.inflected and not line.heading:
        return _of_a_region(page, group)
    if not moves or (line.heading and not listed):
        return None
    including = listed or line.first("cue", "part", "includes") is not None or group.partitive
    including = including or _is_of_a_list(line, groups, moves[0])
    did = not line.inflected and line.at("cue", group.j, "deed") is not None  # "74 Ukrainians had defended Mariupol"
    including = including or did or _puts_at(line, group)
    if not including and group.rule not in {"count.then_auxiliary", "count.were_people"}:
        return None
    speaker = page.speaker(line, group.number)
    whole = next((d for d in moves if side is not None and d.direction == f"to_{side}"), moves[0])
    way = whole.direction if whole.direction not in {EACH_SIDE, BOTH_TOTAL} or side is None else f"to_{side}"
    beside = before[-1] if before[-1].line is line and before[-1].kind is Kind.BREAKDOWN else None
    if group.people is None and group.rule == FROM_A_SERVICE and beside is not None:
        way = beside.direction  # "59 of the Ukrainians serve in the National Guard and 30 in the navy"
    people = group.people or party_among(group) or other_side(page, group, groups)
    if people is None and way in {EACH_SIDE, BOTH_TOTAL}:
        people = _named_last(page, line)
    way = f"to_{people}" if people is not None and people in page.sides else way
    kind = Kind.BODIES if group.category is Category.BODIES else Kind.BREAKDOWN
    draft = Draft(kind, line, group.i, group.j, speaker, way, group.value, group.qualifier)
    if page.is_carried(line, group.number) and is_not_theirs(page, draft):
        draft.speaker = OUTLET
    draft.category, draft.whole = group.category or whole.category, whole
    if draft.category is Category.PRISONERS and fought(group):
        draft.category = Category.SERVICEMEN
    if draft.category is Category.PRISONERS and whole.category is Category.HOSTAGES:
        draft.category = Category.HOSTAGES
    draft.exchange_date = whole.exchange_date
    draft.rules = [group.rule, "kind.part.leaning"]
    return draft


def fought(group: Counted) -> bool:
    """Whether a part is of those who fought: "59 of them defended Mariupol"."""
    line = group.line
    near = range(group.j, min(len(line.tokens), group.j + _DEED_WITHIN))
    return not line.inflected and any(line.low(k) in _FOUGHT for k in near)


def _of_a_region(page: Page, group: Counted) -> Draft | None:
    """The people of a region, told before the whole: "среди освобожденных — двое жителей Башкирии"."""
    line = group.line
    if line.first("cue", "part", "includes") is None or line.first("region") is None or group.each:
        return None
    speaker = page.speaker(line, group.number)
    draft = Draft(Kind.BREAKDOWN, line, group.i, group.j, speaker, f"to_{group.people}", group.value, group.qualifier)
    draft.category, draft.exchange_date = group.category, page.event.isoformat() if page.event is not None else None
    draft.rules = [group.rule, "direction.home", "kind.part.of_a_region"]
    return draft


def _part_of_total(page: Page, group: Counted, before: list[Draft]) -> Draft | None:
    """What "of them" tells of a running total: "на 2024 год из них приходится 1266 бойцов"."""
    line, last = group.line, before[-1] if before else None
    if last is None or last.kind is not Kind.CUMULATIVE or (last.count or 0) < group.value:
        return None
    falls = any(not _FALLS.isdisjoint(token.form.lemmas) for token in line.tokens)  # "1266 пришлось на 2024 год"
    if (line.first("cue", "of_them") is None and not falls) or last.line.index < line.index - 1:
        return None
    speaker = page.speaker(line, group.number)
    draft = Draft(Kind.CUMULATIVE, line, group.i, group.j, speaker, last.direction, group.value, group.qualifier)
    draft.category, draft.whole, draft.value = group.category or last.category, last, last.value
    draft.rules = [group.rule, "kind.part.of_a_total"]
    return draft


def _is_of_a_list(line: Line, groups: list[Counted], whole: Draft) -> bool:
    """Whether a sentence without a verb only counts up parts: "Восьмеро — із ЗСУ, четверо прикордонників"."""
    summed = sum(group.value for group in groups)
    bare = not any(m.group in {"verb", "exchange"} for m in line.marks)
    return bare and not line.heading and len(groups) > 1 and summed <= (whole.count or 0)


def _of_then(line: Line, group: Counted, before: list[Draft]) -> list[Draft]:
    """The older move that the sentence before told, and nothing else: "… 50 came back. They included 12 fighters"."""
    told = [d for d in before if d.line.index == line.index - 1]
    older = told and not line.inflected and all(d.kind is Kind.PREVIOUS_EXCHANGE for d in told)
    return [d for d in reversed(told) if (d.count or 0) >= group.value] if older else []


def _may_be_of(page: Page, side: str | None, whole: Draft) -> bool:
    """Whether who speaks for a side may tell of whom a move was made up: not of those who went to the other side."""
    other = page.other(side) if side is not None else None
    return other is None or whole.direction != f"to_{other}"


def _puts_at(line: Line, group: Counted) -> bool:
    """Whether somebody tells of whom a number is made up: "he put the Russians at 80 sailors and 30 soldiers"."""
    put = line.last("speech", "say", hi=group.i) if not line.inflected else None
    return (
        put is not None
        and line.low(put.i) in {"put", "puts"}
        and any(line.low(k) == "at" for k in range(put.j, group.i))
    )


def _other_total(page: Page, group: Counted, total: Draft, j: int) -> Draft:
    """Another figure for a running total told before: "називає іншу цифру — 6922 людини станом на 6 березня"."""
    line = group.line
    draft = Draft(Kind.CUMULATIVE, line, group.i, group.j, page.speaker(line, group.number), total.direction)
    draft.count, draft.qualifier, draft.value = group.value, group.qualifier, total.value
    draft.category, draft.rules = group.category or total.category, [group.rule, "kind.running.other"]
    draft.exchange_date = next((w.iso for w in line.whens if w.i == j), total.exchange_date)
    return draft


def _answering(page: Page, group: Counted, last: Draft) -> Draft | None:
    """What the other side got or gave: "Украина получила 1000 тел. Россия — 30"."""
    party = group.line.ending("party", group.i - 1)
    if party is None or party.value not in page.sides or last.verb not in {"receive", "return", "give", "free"}:
        return None
    gets = last.verb in {"receive", "return"} or is_given_to(group.line, party)
    to = party.value if gets else page.other(party.value)
    speaker = page.speaker(group.line, group.number)
    draft = Draft(last.kind, group.line, group.i, group.j, speaker, f"to_{to}", group.value, group.qualifier)
    draft.category, draft.exchange_date = group.category or last.category, last.exchange_date
    draft.rules = [group.rule, "direction.beside", "kind.answers"]
    return draft


def _named_last(page: Page, line: Line) -> str | None:
    """Whose people were named last, in the sentence or the one before it."""
    for other in (line, *page.lines[max(0, line.index - 1) : line.index]):
        mark = other.last("people")
        if mark is not None:
            return mark.value
    return None


def is_not_theirs(page: Page, draft: Draft) -> bool:
    """Whether an office's report does not go on: background, and parts of the people of others, are the outlet's."""
    if draft.kind is Kind.PREVIOUS_EXCHANGE or draft.direction == EACH_SIDE:
        return True
    if draft.whole is not None and draft.whole.kind is Kind.PREVIOUS_EXCHANGE:
        return True
    if draft.kind is Kind.PLAN and draft.line.at("cue", 0, "moreover") is None:
        return True
    side = page.side_of(draft.speaker)
    return draft.kind is Kind.BREAKDOWN and side is not None and draft.direction not in {f"to_{side}", EACH_SIDE, None}
