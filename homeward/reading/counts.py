"""Counted groups into drafts of claims: kind, direction and date of each."""

from collections.abc import Iterator
from datetime import date

from homeward.reading import status
from homeward.reading.counted import Counted, counted
from homeward.reading.dates import Precision, When
from homeward.reading.deals import date_of, name
from homeward.reading.direction import direction
from homeward.reading.governing import Frame, frame
from homeward.reading.lines import Line
from homeward.reading.page import Draft, Page
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, Category, Kind


def counts(page: Page, line: Line, before: list[Draft]) -> list[Draft]:
    """The claims of a sentence's counts; *before* are those of the sentences before it."""
    groups = counted(line, page.language)
    drafts: list[Draft] = []
    for group in groups:
        found = frame(group, groups)
        draft = (
            _draft(page, found, groups, [*before, *drafts])
            if found is not None
            else _leaning(page, group, [*before, *drafts])
        )
        if draft is not None:
            drafts.append(draft)
    return drafts


def _draft(page: Page, found: Frame, groups: list[Counted], before: list[Draft]) -> Draft | None:
    group, line = found.group, found.group.line
    if status.is_harm(found) and not group.partitive:
        return None
    if group.pair and _names_a_deal(page, group):
        return None
    here = [d for d in before if d.line is line]
    if group.category is None and not before and not group.each:
        return None
    speaker = page.speaker(line, group.number)
    way, rule = direction(page, found, groups, speaker)
    kind, why = _kind(page, found, way, here)
    when = date_near(line, group.i, group.j)
    category = group.category or _category_before(before)
    draft = Draft(
        kind,
        line,
        group.i,
        group.j,
        speaker,
        way,
        group.value,
        group.qualifier,
        category,
        rules=[group.rule, rule, why],
    )
    _date(page, draft, when)
    if why.startswith("kind.part") or rule in {"direction.unknown", "direction.speaker"}:
        _inherit(draft, here or before, why)
    if kind is Kind.AGREEMENT:
        draft.value = _deal_value(page, line, group)
        draft.exchange_date = None
    if kind is Kind.CUMULATIVE:
        draft.value = _scope(page, line, group)
    return draft


def _names_a_deal(page: Page, group: Counted) -> bool:
    """Whether "1000-for-1000" only names a deal, as in "the 1000-for-1000 swap goes on"."""
    line = group.line
    if status.is_agreed_pair(line, group):
        return False
    return any(d.per_side == group.value for d in page.world.deals) and line.first("cue", "agreement", lo=0) is None


def _kind(page: Page, found: Frame, way: str | None, here: list[Draft]) -> tuple[Kind, str]:
    group, line = found.group, found.group.line
    if (rule := status.is_agreed(found)) is not None:
        return Kind.AGREEMENT, rule
    if (rule := status.is_running(found)) is not None:
        return Kind.CUMULATIVE, rule
    if (rule := status.is_planned(found)) is not None and not (rule == "kind.planned.begun" and way == BOTH_TOTAL):
        return Kind.PLAN, rule
    when = date_near(line, group.i, group.j)
    if _is_past(page, when) or (status.is_older(line, group) and not _is_now(page, when)):
        return Kind.PREVIOUS_EXCHANGE, "kind.older"
    if (rule := status.is_part(found)) is not None:
        return (Kind.BODIES, rule) if group.category is Category.BODIES else (Kind.BREAKDOWN, rule)
    return status.move(group.category), "kind.done"


def _is_past(page: Page, when: When | None) -> bool:
    if when is None or when.last is None or page.event is None or when.precision is Precision.YEAR:
        return False
    return when.last < page.event


def _is_now(page: Page, when: When | None) -> bool:
    return when is not None and when.last is not None and page.event is not None and when.last >= page.event


def date_near(line: Line, i: int, j: int) -> When | None:
    """The date of a group: the last one before it in its sentence, else the first one after it in its clause."""
    usable = [w for w in line.whens if w.precision is not Precision.YEAR and not _dates_something_else(line, w)]
    lo, hi = line.clause(i)
    inside = [w for w in usable if lo <= w.i < hi]
    before = [w for w in inside if w.j <= i]
    after = [w for w in inside if w.i >= j]
    if before or after:
        return before[-1] if before else after[0]
    earlier = [w for w in usable if w.j <= i]
    return earlier[-1] if earlier else None


def _dates_something_else(line: Line, when: When) -> bool:
    if line.ending("cue", when.i, "since") is not None:
        return True
    return any(date_of(line, deal) == when for deal in line.all("cue", "agreement", "negotiation"))


def _date(page: Page, draft: Draft, when: When | None) -> None:
    day: date | None = page.event or page.published
    if (
        draft.kind in {Kind.PREVIOUS_EXCHANGE, Kind.TRANSFER, Kind.BREAKDOWN, Kind.BODIES, Kind.PLAN}
        and when is not None
    ):
        draft.exchange_date = when.iso
    elif draft.kind in {Kind.PLAN, Kind.AGREEMENT, Kind.PREVIOUS_EXCHANGE}:
        draft.exchange_date = None
    else:
        draft.exchange_date = day.isoformat() if day is not None else None


def _category_before(before: list[Draft]) -> Category:
    return next((d.category for d in reversed(before) if d.category is not None), Category.PRISONERS)


def _inherit(draft: Draft, before: list[Draft], why: str) -> None:
    """A part goes where the whole goes, is as old, and as sure."""
    whole = next((d for d in reversed(before) if d.count is not None and d.count >= (draft.count or 0)), None)
    if whole is None:
        return
    part = why.startswith("kind.part")
    if draft.direction is None or part:
        draft.direction = whole.direction
        draft.rules.append("direction.of_the_whole")
    if (
        part
        and whole.line is draft.line
        and whole.kind in {Kind.PREVIOUS_EXCHANGE, Kind.CUMULATIVE, Kind.PLAN, Kind.AGREEMENT}
    ):
        draft.kind, draft.exchange_date, draft.value = whole.kind, whole.exchange_date, whole.value


def _deal_value(page: Page, line: Line, group: Counted) -> str | None:
    deal = line.last("cue", "agreement", lo=0, hi=group.i) or line.first("cue", "agreement")
    place = next((m for m in line.all("place") if page.world.places[m.value].talks), None)
    when = date_of(line, deal) if deal is not None else None
    return name(page, place.value if place is not None else None, when)


def _scope(page: Page, line: Line, group: Counted) -> str | None:
    lo, hi = line.clause(group.number)
    since = next((w for w in line.whens if line.ending("cue", w.i, "since")), None)
    if since is not None and since.first is not None:
        said = f"since {since.first.isoformat()[:7] if since.precision is not Precision.YEAR else since.first.year}"
    elif line.first("cue", "cumulative", lo=lo, hi=hi) and line.first("exchange", "stage"):
        return None
    else:
        war = page.world.wars[0]
        said = f"since {war.began.year}"
    if line.first("cue", "outside", lo=lo, hi=hi) is not None:
        return f"{said} outside exchanges"
    return said


def _leaning(page: Page, group: Counted, before: list[Draft]) -> Draft | None:
    """A count in a sentence without a verb of moving: a part of what the sentences before told."""
    line = group.line
    whole = next(
        (d for d in reversed(before) if d.count is not None and d.count >= group.value and d.kind is Kind.TRANSFER),
        None,
    )
    if whole is None or line.heading:
        return None
    including = line.first("cue", "part", "includes") is not None or group.partitive
    if not (including or group.rule == "count.then_auxiliary"):
        return None
    speaker = page.speaker(line, group.number)
    side = page.side_of(speaker)
    way = whole.direction if whole.direction not in {EACH_SIDE, BOTH_TOTAL} or side is None else f"to_{side}"
    return Draft(
        Kind.BREAKDOWN, line, group.i, group.j, speaker, way, group.value, group.qualifier,
        group.category or whole.category, whole.exchange_date, rules=[group.rule, "kind.part.leaning"],
    )  # fmt: skip


def iterate(page: Page) -> Iterator[tuple[Line, list[Draft]]]:
    """Every sentence with the drafts of its counts."""
    before: list[Draft] = []
    for line in page.lines:
        found = counts(page, line, before)
        before.extend(found)
        yield line, found
