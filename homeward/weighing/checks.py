"""Arithmetic on what was said: parts against totals, sides against both, stages against the whole, totals over time.

Every check is a value that says what was added up and whether it holds. A check that fails is not an error of the
record: it shows where somebody's numbers do not fit, or where an event is missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from homeward.reading.words import BOTH_TOTAL, Category, Qualifier
from homeward.weighing.assertions import Assertion
from homeward.weighing.counts import agree, bounds
from homeward.weighing.measures import BESIDES, STAGE
from homeward.weighing.signed import SignedCount
from homeward.weighing.words import Check, CheckRule, EventKind, Exchange, Figure, Measure, Part, Subject, Value

_PARTITIONS = (
    (Category.SERVICEMEN, Category.CIVILIANS),
    (Category.OFFICERS, Category.PRIVATES_AND_SERGEANTS),
    (Category.MEN, Category.WOMEN),
)


def parts_make_total(where: str, figures: Sequence[Figure], said: Iterable[Assertion]) -> list[Check]:
    """Check each speaker's own parts of a direction against everybody."""
    own: dict[tuple[str, str], dict[Category, int]] = {}
    for one in said:
        measure = one.measure
        if measure is None or measure.subject is not Subject.PART or measure.scope is not None:
            continue
        exact = one.count if one.qualifier is Qualifier.EXACT else None
        if measure.direction and measure.category and exact is not None:
            own.setdefault((one.voice.speaker, measure.direction), {})[measure.category] = exact
    found = []
    for (speaker, direction), counts in sorted(own.items()):
        for partition in _PARTITIONS:
            if not all(category in counts for category in partition):
                continue
            total = sum(counts[category] for category in partition)
            expected = _expected(total, direction, figures, speaker, military=Category.OFFICERS in partition)
            if expected is not None:
                parts = tuple(
                    Part(where, Measure(Subject.PART, direction, category), counts[category], speaker)
                    for category in partition
                )
                found.append(Check(CheckRule.PARTS_MAKE_TOTAL, total == expected, parts, expected, total, speaker))
    return found


def _expected(total: int, direction: str, figures: Iterable[Figure], speaker: str, *, military: bool) -> int | None:
    """Everybody, by the speaker's own count if it fits; for ranks, the servicemen where the ranks fit those."""
    side = speaker.split(":", 1)[0]
    everybody = servicemen = None
    for figure in figures:
        if figure.measure == Measure(Subject.MOVED, direction, Category.PRISONERS):
            own = {value.count for value in figure.values if any(v.speaker.startswith(side) for v in value.voices)}
            everybody = total if total in own else figure.headline.count
        elif figure.measure == Measure(Subject.PART, direction, Category.SERVICEMEN):
            servicemen = figure.headline.count
    return servicemen if military and servicemen == total else everybody


def sides_make_both(where: str, figures: Sequence[Figure], *, whole: bool = False) -> list[Check]:
    """Check what is said of both sides together against the two sides' headlines; of a deal also its totals.

    Those who went beside the exchange are added where that makes it hold: 372 is 175, 175 and 22.
    """
    subjects = {Subject.MOVED, Subject.RUNNING_TOTAL} if whole else {Subject.MOVED}
    found = []
    for both in figures:
        if both.measure.direction != BOTH_TOTAL or both.measure.subject not in subjects:
            continue
        parts = tuple(
            Part(where, side.measure, side.headline.count)
            for side in figures
            if side.measure.subject is Subject.MOVED
            and side.measure.category is both.measure.category
            and side.measure.direction not in {None, BOTH_TOTAL}
            and side.headline.count is not None
        )
        besides = tuple(
            Part(where, beside.measure, beside.headline.count)
            for beside in figures
            if beside.measure.subject is Subject.PART
            and beside.measure.scope == BESIDES
            and beside.headline.count is not None
        )
        for value in both.values:
            if len(parts) < 2 or value.count is None:
                continue
            sums = [(added, sum(part.count for part in added)) for added in (parts, (*parts, *besides))]
            fitting = (one for one in sums if agree(value.count, value.qualifier, one[1], Qualifier.EXACT))
            added, total = next(fitting, sums[0])
            holds = agree(value.count, value.qualifier, total, Qualifier.EXACT)
            speaker = value.voices[0].speaker
            found.append(Check(CheckRule.SIDES_MAKE_BOTH, holds, added, total, value.count, speaker))
    return found


def signed_sides_agree(where: str, counts: Iterable[SignedCount]) -> list[Check]:
    """Check the sender's departures against the receiver's receipts, as signed."""
    found = []
    for count in counts:
        if count.departed or count.received:
            measure = Measure(Subject.MOVED, count.direction, count.category or Category.PRISONERS)
            parts = (Part(where, measure, count.departed), Part(where, measure, count.received))
            found.append(
                Check(
                    CheckRule.SIGNED_SIDES_AGREE,
                    count.departed == count.received,
                    parts,
                    count.departed,
                    count.received,
                )
            )
    return found


def stages_make_whole(deal: str, stages: Mapping[str, Sequence[Figure]], figures: Sequence[Figure]) -> list[Check]:
    """Check the stages' sum in each direction against the terms, and against what is given as the total."""
    found = []
    for whole in figures:
        measure = whole.measure
        if measure.subject not in {Subject.AGREED, Subject.RUNNING_TOTAL} or measure.direction in {None, BOTH_TOTAL}:
            continue
        subject = Subject.BODIES if measure.category is Category.BODIES else Subject.MOVED
        if measure.category not in {Category.PRISONERS, Category.BODIES}:
            continue
        parts = _stage_parts(stages, Measure(subject, measure.direction, measure.category))
        if parts is None or whole.headline.count is None:
            continue
        total = sum(part.count for part in parts)
        holds = agree(whole.headline.count, whole.headline.qualifier, total, Qualifier.EXACT)
        agreed = measure.subject is Subject.AGREED
        if holds or not agreed or total > whole.headline.count:  # of what was agreed, more may be to come
            found.append(Check(CheckRule.STAGES_MAKE_WHOLE, holds, parts, whole.headline.count, total))
        if agreed:
            within = total <= whole.headline.count or holds
            found.append(Check(CheckRule.SIDE_WITHIN_TERMS, within, parts, whole.headline.count, total))
    found.extend(_parts_of_whole(deal, figures))
    found.extend(sides_make_both(deal, figures, whole=True))
    return found


def _stage_parts(stages: Mapping[str, Sequence[Figure]], measure: Measure) -> tuple[Part, ...] | None:
    """The stages' headlines of one measure; None where a stage of that kind has no count."""
    parts = []
    bodies = measure.category is Category.BODIES
    for key, figures in stages.items():
        if key.endswith("-bodies") is not bodies:
            continue
        figure = next((figure for figure in figures if figure.measure == measure), None)
        if figure is None or figure.headline.count is None:
            return None
        parts.append(Part(key, measure, figure.headline.count))
    return tuple(parts) or None


def _parts_of_whole(deal: str, figures: Sequence[Figure]) -> list[Check]:
    """880 servicemen and 120 civilians are 1,000."""
    found = []
    moved = {
        figure.measure.direction: figure.headline.count
        for figure in figures
        if figure.measure.subject is Subject.MOVED and figure.measure.category is Category.PRISONERS
    }
    for direction, total in moved.items():
        counts = {
            figure.measure.category: figure
            for figure in figures
            if figure.measure.subject is Subject.RUNNING_TOTAL and figure.measure.direction == direction
        }
        pair = [counts[category] for category in _PARTITIONS[0] if category in counts]
        if len(pair) == 2 and total is not None:
            parts = tuple(Part(deal, figure.measure, figure.headline.count or 0) for figure in pair)
            added = sum(part.count for part in parts)
            found.append(Check(CheckRule.PARTS_MAKE_TOTAL, added == total, parts, total, added))
    return found


def over_time(exchanges: Sequence[Exchange]) -> list[Check]:
    """Check ordinals and running totals along time: in order, growing, and growing by what came between."""
    dated = [one for one in exchanges if len(one.date) == 10]
    scopes = sorted(
        {
            figure.measure
            for one in dated
            for figure in one.figures
            if figure.measure.subject in {Subject.RUNNING_TOTAL, Subject.ORDINAL}
            and not (figure.measure.scope or "").startswith(STAGE)
        },
        key=Measure.sorted_key,
    )
    found = []
    for measure in scopes:
        series = [(one, count) for one in dated if (count := _exact(one, measure)) is not None]
        found.extend(_qualified_totals(dated, measure, series))
        for (before, low), (after, high) in pairwise(series):
            if before.parties != after.parties:
                continue
            parts = (Part(before.key, measure, low), Part(after.key, measure, high))
            if measure.subject is Subject.ORDINAL:
                one_deal = before.deal is not None and before.deal == after.deal
                if not (one_deal and low == high):
                    found.append(Check(CheckRule.ORDINALS_IN_ORDER, high > low, parts, low + 1, high))
                continue
            found.append(Check(CheckRule.RUNNING_TOTAL_GROWS, high >= low, parts, low, high))
            between = _between(dated, before, after, measure)
            if between is not None:
                added = low + sum(part.count for part in between)
                found.append(Check(CheckRule.RUNNING_TOTAL_STEP, added == high, (parts[0], *between), added, high))
    return found


def _qualified_totals(
    dated: Iterable[Exchange], measure: Measure, series: Sequence[tuple[Exchange, int]]
) -> list[Check]:
    """Check *more than 4,750* against the exact total before it, 4,757: the same, or grown."""
    found = []
    for one in dated:
        figure = one.figure(measure)
        if figure is None or figure.headline.count is None or measure.subject is not Subject.RUNNING_TOTAL:
            continue
        earlier = [(before, low) for before, low in series if before.date < one.date and before.parties == one.parties]
        if figure.headline.qualifier is Qualifier.EXACT or not earlier:
            continue
        before, low = earlier[-1]
        parts = (Part(before.key, measure, low), Part(one.key, measure, figure.headline.count))
        holds = bounds(figure.headline.count, figure.headline.qualifier)[1] >= low
        found.append(Check(CheckRule.RUNNING_TOTAL_GROWS, holds, parts, low, figure.headline.count))
    return found


def _exact(one: Exchange, measure: Measure) -> int | None:
    figure = one.figure(measure)
    if figure is None or figure.headline.qualifier is not Qualifier.EXACT:
        return None
    return figure.headline.count


def _between(
    exchanges: Iterable[Exchange], before: Exchange, after: Exchange, measure: Measure
) -> tuple[Part, ...] | None:
    """What went between two running totals, the later exchange with it; None where a count is not known.

    Only totals of people since the beginning, in one direction, or of both sides through a mediator, can be followed.
    """
    mediated = (measure.scope or "").endswith("-mediated")
    if not mediated and not (measure.scope or "").startswith("since "):
        return None
    mediator = (measure.scope or "").removesuffix("-mediated")
    sides = [measure.direction] if not mediated else [f"to_{party}" for party in after.parties]
    parts = []
    for one in exchanges:
        if one.kind is not EventKind.PERSONS or not before.date < one.date <= after.date:
            continue
        if mediated and not any(mediator in said.value for said in one.mediators):
            continue
        for side in sides:
            figure = one.figure(Measure(Subject.MOVED, side, Category.PRISONERS))
            if figure is None or figure.headline.count is None:
                return None
            parts.append(Part(one.key, figure.measure, figure.headline.count))
    return tuple(parts)


def ordinals_taken(
    where: str,
    figures: Iterable[Figure],
    ordinals: Mapping[tuple[str | None, int], str],
    own: Callable[[Value], bool],
) -> list[Check]:
    """Show the ordinals given for an exchange (``own``) that an older one already carries."""
    return [
        Check(
            CheckRule.ORDINALS_IN_ORDER,
            False,
            (Part(older, figure.measure, value.count), Part(where, figure.measure, value.count)),
            figure.headline.count or value.count + 1,
            value.count,
            value.voices[0].speaker,
        )
        for figure in figures
        if figure.measure.subject is Subject.ORDINAL
        for value in figure.values
        if value.count is not None
        and own(value)
        and value.count != figure.headline.count
        and (older := ordinals.get((figure.measure.scope, value.count))) is not None
    ]
