"""Drafts into claims: the same thing said twice is one claim, and what contradicts the page's own arithmetic is mended.

1. A heading repeats the text: its count is dropped where the text says the same count.
2. The same speaker, direction, category and count are one claim, the first; but every part of a list is one, and
   every part that is called otherwise.
3. A count that is the sum of two others that go opposite ways is both sides summed.
4. A place, ordinal or deal named twice is one claim, an attributed one before the page's own; a mediator is one for
   each who names it.
5. A withheld count is dropped where the page counts a move of people.
"""

from itertools import combinations

from homeward.reading.grammar.page import Draft
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET, Category, Claim, Kind, Qualifier

_WEAK = {"direction.of_the_one_before", "direction.of_the_page", "direction.speaker", "direction.unknown"}
_ROUNDING = 0.15  # how far a rounded sum may lie from the exact one
_MOVES = {Kind.TRANSFER, Kind.BREAKDOWN, Kind.BODIES}
_APART = {Category.SERVICEMEN, Category.CIVILIANS, Category.CHILDREN}  # who is one is not another


def settle(text: str, drafts: list[Draft]) -> tuple[Claim, ...]:
    """Make the claims of a page, in the order of their evidence."""
    drafts = _without_named_deals(_without_headings(_doubled(_summed(drafts))))
    drafts = _without_counted_parts(_without_withheld(_unique(drafts)))
    return tuple(sorted((_claim(text, d) for d in drafts), key=Claim.sorted_key))


def _claim(text: str, draft: Draft) -> Claim:
    start, end = draft.line.span(draft.i, draft.j)
    return Claim(
        kind=draft.kind,
        evidence=text[start:end],
        start=start,
        end=end,
        speaker=draft.speaker,
        direction=draft.direction,
        count=draft.count,
        count_qualifier=draft.qualifier,
        category=draft.category,
        exchange_date=draft.exchange_date,
        value=draft.value,
        rules=tuple(rule for rule in draft.rules if rule),
        reasons=tuple(draft.reasons),
    )


def _summed(drafts: list[Draft]) -> list[Draft]:
    moves = [d for d in drafts if d.kind is Kind.TRANSFER and d.count]
    directed = [d for d in drafts if d.kind in _MOVES and d.count and d.direction not in {None, EACH_SIDE, BOTH_TOTAL}]
    sums = {
        (one.count or 0) + (two.count or 0)
        for one, two in combinations(directed, 2)
        if one.direction != two.direction and (one.line is two.line or one.kind is two.kind is Kind.TRANSFER)
    }
    for whole in moves:
        sure = whole.direction == EACH_SIDE or (whole.direction is not None and _WEAK.isdisjoint(whole.rules))
        told = whole.line.at("cue", whole.j, "in_total") is not None or "count.in_total" in whole.rules
        sure = sure and not told
        official = ":" in whole.speaker and "direction.speaker" in whole.rules
        if (told or not official) and not sure and any(_is_sum(whole, total) for total in sums):
            whole.direction = BOTH_TOTAL
    return drafts


def _is_sum(whole: Draft, total: int) -> bool:
    """Whether a count, as exact as it says it is, can be a sum."""
    count = whole.count or 0
    if whole.qualifier in {Qualifier.MORE_THAN, Qualifier.AT_LEAST}:
        return count < total <= count * (1 + _ROUNDING)
    if whole.qualifier in {Qualifier.NEARLY, Qualifier.UP_TO}:
        return count * (1 - _ROUNDING) <= total <= count
    if whole.qualifier is Qualifier.ABOUT:
        return abs(total - count) <= count * _ROUNDING
    return total == count


def _doubled(drafts: list[Draft]) -> list[Draft]:
    """Rule 3 for "84 from each side, 168 in all"."""
    sides = {d.count for d in drafts if d.kind is Kind.TRANSFER and d.direction == EACH_SIDE}
    halves = {d.count for d in drafts if d.kind is Kind.TRANSFER and d.count and not d.line.inflected}
    ways = {(d.count, d.direction) for d in drafts if d.kind is Kind.TRANSFER}
    for draft in drafts:
        sided = {way for count, way in ways if count == draft.count and way not in {None, EACH_SIDE, BOTH_TOTAL}}
        if (
            draft.kind is Kind.TRANSFER
            and "direction.sum" in draft.rules
            and len(sided) > 1
            and not draft.line.inflected
        ):
            draft.direction = EACH_SIDE  # "exchanged 90 prisoners", of whom 90 came home to either side
        terms = draft.kind is Kind.AGREEMENT and draft.count and draft.count % 2 == 0 and not draft.line.inflected
        weak = not (_WEAK | {"direction.of_terms"}).isdisjoint(draft.rules)
        if terms and weak and (draft.count or 0) // 2 in halves:
            draft.direction = BOTH_TOTAL  # "they agreed to swap 314 prisoners", of whom 157 came home
        if draft.kind is Kind.TRANSFER and draft.count and draft.count % 2 == 0 and draft.count // 2 in sides:
            draft.direction = draft.direction if _WEAK.isdisjoint(draft.rules) else BOTH_TOTAL
    return drafts


def _without_headings(drafts: list[Draft]) -> list[Draft]:
    told = {d.count for d in drafts if not d.line.heading and d.count is not None} | _sums_of_lines(drafts)
    repeated = [
        d
        for kind in (Kind.AGREEMENT, Kind.PLAN)
        if any(d.kind is kind and not d.line.heading for d in drafts)
        for d in drafts
        if d.line.heading and d.kind is kind and (kind is Kind.AGREEMENT or (d.count is None and d.line.inflected))
    ]
    ranked = {(d.value or "").split()[0] for d in drafts if d.kind is Kind.ORDINAL and d.value and not d.line.heading}
    repeated += [
        d
        for d in drafts
        if d.kind is Kind.ORDINAL and d.line.heading and d.value and d.value.split()[0] in ranked - {"stage"}
    ]
    if any(d.kind is Kind.PLAN and not d.line.heading for d in drafts):
        repeated += [d for d in drafts if d.kind is Kind.PLAN and d.count is None and d.line.heading]
    return [d for d in drafts if not (d.line.heading and d.count in told) and d not in repeated]


def _without_counted_parts(drafts: list[Draft]) -> list[Draft]:
    """A part is not told without a number where the page counts it: "… and civilians; 51 are civilians"."""
    told = {(d.category, d.direction) for d in drafts if d.kind in _MOVES and d.count is not None}
    return [d for d in drafts if not ("uncounted.part" in d.rules and (d.category, d.direction) in told)]


def _sums_of_lines(drafts: list[Draft]) -> set[int | None]:
    """What two transfers of one sentence the same way add up to: "42 servicemen and two civilians"."""
    moves = [d for d in drafts if d.kind is Kind.TRANSFER and d.count and not d.line.heading and not d.line.inflected]
    pairs = combinations(moves, 2)
    return {(a.count or 0) + (b.count or 0) for a, b in pairs if a.line is b.line and a.direction == b.direction}


def _without_named_deals(drafts: list[Draft]) -> list[Draft]:
    """A deal is not named beside its own terms, nor a cancellation beside what it cancels."""
    agreed = [d for d in drafts if d.kind is Kind.AGREEMENT]
    terms = {d.value for d in agreed if d.direction is not None or d.count is not None}
    planned = [d.line for d in drafts if d.kind is Kind.PLAN and d.count is not None]
    unsaid = [d for d in drafts if not ("deal.named" in d.rules and d.value in terms)]
    return [
        d for d in unsaid if not ("plan.called_off" in d.rules and (d.line.heading or d.line in planned) and planned)
    ]


def _key(draft: Draft) -> tuple[object, ...]:
    if draft.kind is Kind.MEDIATOR:
        return (draft.kind, draft.value, draft.speaker)
    if draft.kind is Kind.LOCATION or draft.kind is Kind.ORDINAL:
        return (draft.kind, draft.value)
    if draft.kind is Kind.AGREEMENT and draft.count is None:
        return (draft.kind, draft.direction, draft.value and draft.value.split()[0])
    if draft.count is None:
        line = draft.line.index if "uncounted.same" in draft.rules else None
        anew = draft.kind is Kind.PLAN or _is_another_group(draft)
        teller = draft.speaker if anew and not draft.line.heading else None
        return (draft.kind, draft.direction, draft.category, draft.exchange_date, line, teller)
    if draft.kind is Kind.BREAKDOWN:
        return (draft.kind, draft.speaker, draft.direction, draft.count, draft.category)
    kind = Kind.TRANSFER if draft.kind in _MOVES else draft.kind
    exact = draft.qualifier if draft.kind is Kind.AGREEMENT else None
    if draft.kind is Kind.PREVIOUS_EXCHANGE and draft.line.inflected:
        return (kind, draft.direction, draft.count, draft.exchange_date)
    return (kind, draft.speaker, draft.direction, draft.count, exact)


def _is_another_group(draft: Draft) -> bool:
    """Whether an office tells of a group without its number, whoever else has told of the exchange."""
    group = draft.line.at("cue", draft.i, "uncounted") if draft.line.inflected and draft.kind is Kind.TRANSFER else None
    return group is not None and draft.line.low(group.j - 1).startswith("груп") and ":" in draft.speaker


def _unique(drafts: list[Draft]) -> list[Draft]:
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = _key(draft)
        first = kept.get(key)
        if first is not None and _mediates_again(draft, first):
            kept.setdefault((*key, draft.speaker, draft.exchange_date), draft)
            continue
        others = _others(draft, first) if first is not None else None
        if others is not None:
            kept.setdefault((*key, others), draft)
            continue
        if first is None or _is_better(draft, first):
            kept[key] = draft
    return list(kept.values())


def _others(draft: Draft, first: Draft) -> tuple[object, ...] | None:
    """Who as many people are, if they are not the *first* ones again: another part as large, "14 sailors and 14
    guards", "two civilians … two priests", or people of another kind, "43 soldiers and two civilians … two children".
    """
    if draft.kind is first.kind is Kind.BREAKDOWN:
        if first.line is draft.line:
            return (draft.line.index, draft.i)
        called = _called(draft)
        return called if not first.line.heading and called != _called(first) else None
    apart = draft.kind is first.kind is Kind.TRANSFER and {draft.category, first.category} <= _APART
    return (draft.category,) if apart and draft.category != first.category else None


def _called(draft: Draft) -> tuple[str, ...]:
    """What people are called beside their number."""
    counted = {k for amount in draft.line.amounts for k in range(amount.i, amount.j)}
    return tuple(draft.line.low(k) for k in range(draft.i, draft.j) if k not in counted)


def _mediates_again(draft: Draft, first: Draft) -> bool:
    """Whether a side thanks whom others had named as the mediator, or the same mediated another exchange, too."""
    if draft.kind is not Kind.MEDIATOR or draft.line.inflected or first.line.heading:
        return False
    one_day, other_day = draft.exchange_date, first.exchange_date
    apart = one_day is not None and other_day is not None and not one_day.startswith(other_day[:7])
    if apart and "mediator.mediate" in draft.rules:
        return True
    sides = {one.speaker.partition(":")[0] for one in (draft, first) if ":" in one.speaker} - {draft.value}
    thanks = "mediator.thank" in draft.rules and ":" in draft.speaker and draft.speaker != first.speaker
    return (thanks and draft.speaker.partition(":")[0] in sides) or len(sides) > 1


def _is_better(draft: Draft, first: Draft) -> bool:
    if draft.count is not None:
        return False
    if first.line.heading and not draft.line.heading:
        return True
    attributed = first.speaker == OUTLET and draft.speaker != OUTLET
    return attributed and draft.kind is not Kind.MEDIATOR and draft.line.heading == first.line.heading


def _is_news(draft: Draft, counted: set[Category | None]) -> bool:
    """Whether the uncounted are told beside the counted: soldiers beside civilians, or "civilians as well"."""
    if "uncounted.same" in draft.rules:
        return True
    if "uncounted.event" in draft.rules or draft.category is Category.BODIES:
        return False
    as_well = draft.line.first("cue", "as_well") is not None
    grouped = draft.line.at("cue", draft.i, "uncounted") is not None
    alone = grouped and counted <= {Category.BODIES}  # bodies that came the same day count nobody who lives
    return draft.category not in counted and (counted == {Category.CIVILIANS} or as_well or alone)


def _is_own_news(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a side told of its people without a number, and only the other side or others counted them."""
    side = draft.speaker.partition(":")[0]
    if draft.line.inflected:
        return _is_told_by_its_side(draft, drafts)
    group = draft.line.at("cue", draft.i, "uncounted")  # "another group of soldiers and civilians"
    if group is None or "group" not in (draft.line.low(k) for k in range(group.i, group.j)):
        return False
    if draft.line.heading or "uncounted.withheld" not in draft.rules:
        return False
    moves = [d for d in drafts if d.kind in _MOVES and d.count is not None and d.category is not Category.BODIES]
    return not any(d.speaker.partition(":")[0] == side and d.kind is Kind.TRANSFER for d in moves)


def _is_left_unsaid(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a page says that nobody tells how many went a way, and counts none who did."""
    ways = {d.direction for d in drafts if d.kind in _MOVES and d.count is not None}
    return "unsaid.how_many" in draft.rules and ways.isdisjoint({draft.direction, EACH_SIDE, BOTH_TOTAL})


def _is_told_by_its_side(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a side told of its people, and only others counted any of them: "у штабі кажуть про захисників"."""
    side = draft.speaker.partition(":")[0]
    if draft.line.heading or ":" not in draft.speaker or (draft.direction or "")[3:].lower() != side.lower():
        return False
    cases = [draft.line.tokens[k].form.cases for k in range(draft.i, draft.j)]
    given = any(own and own <= {"datv", "ablt"} for own in cases)
    others = any(d.kind is Kind.TRANSFER and d.direction in {draft.direction, EACH_SIDE} and d.count for d in drafts)
    if given or not others or "uncounted.withheld" not in draft.rules:
        return False  # "українським захисникам надають допомогу"
    same = (d for d in drafts if d.kind in _MOVES and d.count is not None and d.category is not Category.BODIES)
    told = {d.category for d in same if d.speaker.partition(":")[0] in {side, OUTLET} or d.speaker == BOTH_SIDES}
    return told.isdisjoint({draft.category, Category.PRISONERS})


def _without_withheld(drafts: list[Draft]) -> list[Draft]:
    counted = {d.category for d in drafts if d.kind in _MOVES and d.count is not None}
    if any(d.kind is Kind.BODIES and d.count is not None for d in drafts):
        drafts = [d for d in drafts if d.count is not None or d.kind is not Kind.BODIES]
    spoken = {d.category for d in drafts if d.kind is Kind.TRANSFER and d.count is None and not d.line.heading}
    drafts = [
        d
        for d in drafts
        if not (d.kind is Kind.TRANSFER and d.count is None and d.line.heading and d.category in spoken)
    ]
    if counted:
        untold = [d for d in drafts if d.count is None and d.kind is Kind.TRANSFER]
        sure = [d for d in untold if "told.learnt" in d.rules or _is_left_unsaid(d, drafts)]
        kept = [d for d in untold if d in sure or _is_news(d, counted) or _is_own_news(d, drafts)]
        return [d for d in drafts if d not in untold or d in kept]
    if any(d.kind is Kind.TRANSFER and "uncounted.event" not in d.rules for d in drafts):
        drafts = [d for d in drafts if "uncounted.event" not in d.rules]
    events = [d for d in drafts if "uncounted.event" in d.rules]
    if events:
        first = next((d for d in events if not d.line.heading), events[0])
        drafts = [d for d in drafts if d not in events or d is first]
    told = any(d.kind is Kind.TRANSFER and not d.line.heading for d in drafts)
    return [d for d in drafts if not (told and d.kind is Kind.TRANSFER and d.count is None and d.line.heading)]
