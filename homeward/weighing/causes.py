"""Why two values of one figure probably differ.

A cause is a guess with a reason: each test below looks for the number that the contradicting value *does* fit (the
whole deal, both sides together, a part, the other direction, an older exchange's ordinal) and names where it was found.
What the compiled record already explains is taken from there. The first that applies is given; ``unknown`` is an
answer.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from homeward.reading.words import BOTH_TOTAL, Category, Qualifier
from homeward.weighing.counts import agree, rounded, transposed
from homeward.weighing.figures import same
from homeward.weighing.measures import BESIDES, WHOLE
from homeward.weighing.rows import RowContradiction
from homeward.weighing.speakers import voice_of_row
from homeward.weighing.words import (
    Cause,
    Contradiction,
    Figure,
    Measure,
    PartialDate,
    Said,
    SourceKind,
    Subject,
    Value,
    Voice,
)

_MOVED = frozenset({Subject.MOVED, Subject.BODIES})
_WHOLE = _MOVED | {Subject.AGREED, Subject.RUNNING_TOTAL}


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the figures of one exchange or deal while causes are sought."""

    key: str
    figures: Sequence[Figure]
    parties: Sequence[str] = ()
    own: Callable[[Value], bool] = lambda _: True  # whether a value was said of this exchange itself
    wholes: Mapping[str, Sequence[Figure]] = field(default_factory=dict)  # the deal it is a stage of
    stages: Mapping[str, Sequence[Figure]] = field(default_factory=dict)  # the stages it consists of
    ordinals: Mapping[tuple[str | None, int], str] = field(default_factory=dict)  # scope, number: which exchange
    known: Sequence[RowContradiction] = ()


def contradictions_of(around: Around) -> tuple[Contradiction, ...]:
    """Return what contradicts the headlines of an exchange or deal, each with its likely cause."""
    found: list[Contradiction] = []
    used: set[int] = set()
    for figure in around.figures:
        kept, exactness = _kept(figure, around)
        groups: dict[tuple[object, ...], Contradiction] = {}
        for value in figure.values:
            if same(value, kept, exactness) or not around.own(value):
                continue
            one = _explained(figure, value, kept, around)
            note, index = _known(figure.measure, value, around.known)
            if index is not None:
                used.add(index)
                one = replace(one, cause=around.known[index].cause, note=note)
            group = (one.cause, one.elsewhere, one.measure_elsewhere, one.note)
            before = groups.get(group)
            groups[group] = replace(before, values=(*before.values, value)) if before else one
        found.extend(groups.values())
        found.extend(_named_otherwise(figure, around))
    for index, known in enumerate(around.known):
        dated = known.measure is None and any(is_day(told.said or "") for told in known.values)
        if index not in used and not dated:
            found.append(Contradiction(known.cause, known.measure, voices=_heard(known, around), note=known.note))
    return tuple(found)


def _kept(figure: Figure, around: Around) -> tuple[int | None, Qualifier]:
    """What a figure's values are held against: its headline; for both sides together, the two sides' sum if known."""
    measure, head = figure.measure, figure.headline
    if measure.subject is Subject.MOVED and measure.direction == BOTH_TOTAL:
        sides = [
            other.headline.count
            for other in around.figures
            if (other.measure.subject, other.measure.category) == (measure.subject, measure.category)
            and other.measure.direction not in {None, BOTH_TOTAL}
        ]
        counts = [count for count in sides if count is not None]
        if len(counts) == len(sides) > 1:
            return sum(counts), Qualifier.EXACT
    return head.count, head.qualifier


def _heard(known: RowContradiction, around: Around) -> tuple[Voice, ...]:
    """Who says what, of a contradiction that is not about a count; the words are each voice's note."""
    return tuple(
        voice_of_row(around.key, around.key[:10], told.who, around.parties, told.said, derived=False)
        for told in known.values
    )


def dates_contradict(
    kept: PartialDate, dates: Iterable[Said], agreed: Iterable[PartialDate], around: Around
) -> list[Contradiction]:
    """Return the contradiction of every other date that is given for an exchange, in documents or known of old."""
    agreed = set(agreed)
    voices: dict[PartialDate, tuple[Voice, ...]] = {one.value: one.voices for one in dates}
    notes: dict[PartialDate, tuple[Cause, str]] = {}
    for known in around.known:
        for told, voice in zip(known.values, _heard(known, around), strict=True):
            if known.measure is None and told.said and is_day(told.said):
                voices[told.said] = (*voices.get(told.said, ()), voice)
                notes[told.said] = (known.cause, known.note)
    found = []
    for day in sorted(voices):
        if day != kept and is_day(day):
            guess = Cause.AGREED_OR_CROSSED if day in agreed else Cause.DAY_OFF
            cause, note = notes.get(day, (guess, None))
            found.append(Contradiction(cause=cause, dates=(kept, day), voices=voices[day], note=note))
    return found


def is_day(text: str) -> bool:
    """Whether a text is a full ISO date."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None


def _known(measure: Measure, value: Value, known: Sequence[RowContradiction]) -> tuple[str | None, int | None]:
    for index, one in enumerate(known):
        if one.measure == measure and any(told.count == value.count for told in one.values):
            return one.note, index
    return None, None


def _explained(figure: Figure, value: Value, kept: int | None, around: Around) -> Contradiction:
    measure = figure.measure
    if value.count is None or kept is None:
        cause = Cause.WITHHELD if value.qualifier is Qualifier.UNDISCLOSED else Cause.UNKNOWN
        return Contradiction(cause, measure, kept, (value,))

    def say(cause: Cause, elsewhere: str | None = None, other: Measure | None = None) -> Contradiction:
        return Contradiction(cause, measure, kept, (value,), elsewhere=elsewhere, measure_elsewhere=other)

    if measure.subject is Subject.ORDINAL:
        where = around.ordinals.get((measure.scope, value.count))
        return say(Cause.ORDINAL_COUNTED, where, measure if where else None)
    if value.count == kept:  # the same number, once exact and once not
        return say(Cause.ROUNDED)
    for where, figures in (*around.wholes.items(), *around.stages.items()):
        looked_at = _MOVED if where in around.stages else _WHOLE
        if other := _fitting(value, figures, measure, looked_at):
            return say(Cause.STAGE_OR_WHOLE, where, other.measure)
    if found := _over_days(value, measure, around.figures):
        return say(Cause.STAGE_OR_WHOLE, around.key, found)
    if transposed(value.count, kept):
        return say(Cause.TRANSPOSED)
    if found := _sides(figure, value, around.figures):
        return say(Cause.ONE_SIDE_OR_BOTH, around.key, found)
    if measure.subject is Subject.PART and value.count == _everybody(around.figures, measure.direction):
        return say(Cause.CATEGORY)
    if found := _with_part(kept, value.count, measure, around.figures):
        return say(Cause.GOODWILL if found.scope == BESIDES else Cause.PART_OR_TOTAL, around.key, found)
    if found := _even(figure, value, around.figures):
        return say(Cause.GOODWILL, around.key, found)
    for cause, subjects in ((Cause.DIRECTION, {measure.subject}), (Cause.PLANNED_OR_DONE, {Subject.PLANNED})):
        for other in around.figures:
            turned = other.measure.direction != measure.direction and other.measure.category is measure.category
            fits = other.measure.subject in subjects and other.headline.count == value.count
            if fits and (turned or cause is Cause.PLANNED_OR_DONE) and other.measure.direction != BOTH_TOTAL:
                return say(cause, around.key, other.measure)
    if measure.subject is Subject.RUNNING_TOTAL:
        for other in around.figures:
            if other.measure.subject is Subject.RUNNING_TOTAL and other.measure != measure and _is(other, value):
                return say(Cause.SCOPE, around.key, other.measure)
    if found := _said_of_the_other(figure, value, around.figures):
        return say(Cause.DIRECTION, around.key, found)
    return say(Cause.ROUNDED if rounded(value.count, kept) else _by_voices(figure, value, kept))


def _by_voices(figure: Figure, value: Value, kept: int) -> Cause:
    """What is left when no arithmetic explains a count: who says the two numbers."""
    keeping = [voice for other in figure.values if other.count == kept for voice in other.voices]
    quoted = {voice.document for voice in keeping if voice.kind is not SourceKind.OUTLET and voice.document}
    if all(voice.kind is SourceKind.OUTLET and voice.document in quoted for voice in value.voices):
        return Cause.MISQUOTED
    sides = {voice.side for voice in keeping if voice.kind is SourceKind.PARTY}
    others = {voice.side for voice in value.voices if voice.kind is SourceKind.PARTY}
    counted = figure.measure.subject in {Subject.MOVED, Subject.PART, Subject.BODIES}
    return Cause.EACH_COUNTS if counted and sides and others and not sides & others else Cause.UNKNOWN


def _is(figure: Figure, value: Value) -> bool:
    count = figure.headline.count
    return (
        count is not None
        and value.count is not None
        and agree(value.count, value.qualifier, count, figure.headline.qualifier)
    )


def _fitting(value: Value, figures: Iterable[Figure], measure: Measure, subjects: Collection[Subject]) -> Figure | None:
    """The figure of a deal (or stage) that a value fits, in the same direction, or both directions together."""
    figures = [figure for figure in figures if figure.measure.subject in subjects and figure.headline.count is not None]
    for figure in figures:
        same_people = (figure.measure.category is Category.BODIES) is (measure.category is Category.BODIES)
        if figure.measure.direction == measure.direction and same_people and _is(figure, value):
            return figure
    if measure.direction == BOTH_TOTAL and value.count is not None:
        sides = {figure.measure.direction: figure for figure in figures if figure.measure.subject is not Subject.AGREED}
        sides |= {figure.measure.direction: figure for figure in figures if figure.measure.subject is Subject.AGREED}
        total = sum(figure.headline.count or 0 for figure in sides.values())
        if sides and agree(value.count, value.qualifier, total, Qualifier.EXACT):
            return next(iter(sides.values()))
    return None


def _over_days(value: Value, measure: Measure, figures: Iterable[Figure]) -> Measure | None:
    """The total of several days, told on one of them, that a count of this day is."""
    if measure.subject not in _MOVED:
        return None
    whole = (other for other in figures if other.measure.subject is Subject.RUNNING_TOTAL)
    named = (other for other in whole if other.measure.scope == WHOLE and other.measure.direction == measure.direction)
    return next((other.measure for other in named if _is(other, value)), None)


def _sides(figure: Figure, value: Value, figures: Iterable[Figure]) -> Measure | None:
    """The direction (or the sum of both) that a value counts instead."""
    measure = figure.measure
    sides = [
        other
        for other in figures
        if other.measure.subject is measure.subject
        and other.measure.category is measure.category
        and other.measure.direction not in {None, BOTH_TOTAL}
        and other.headline.count is not None
    ]
    if measure.direction == BOTH_TOTAL:
        return next((side.measure for side in sides if _is(side, value)), None)
    total = sum(side.headline.count or 0 for side in sides)
    if len(sides) > 1 and value.count is not None and agree(value.count, value.qualifier, total, Qualifier.EXACT):
        return replace(measure, direction=BOTH_TOTAL)
    return None


def _even(figure: Figure, value: Value, figures: Iterable[Figure]) -> Measure | None:
    """The other direction, of which a voice says the same number: it counts N for N, and nobody beside the exchange."""
    measure = figure.measure
    if measure.subject is not Subject.MOVED or value.count is None:
        return None
    both = measure.direction == BOTH_TOTAL
    for other in figures:
        turned = other.measure == replace(measure, direction=other.measure.direction) and other.measure != measure
        if not turned or other.measure.direction in {None, BOTH_TOTAL}:
            continue
        for said in other.values:
            if both and said.count is not None and said.count * 2 == value.count:
                return other.measure
            if not both and said.count == value.count and said.origins & value.origins:
                return other.measure
    return None


def _said_of_the_other(figure: Figure, value: Value, figures: Iterable[Figure]) -> Measure | None:
    """The other direction, if others say this number of that, and no voice says it of both."""
    measure = figure.measure
    for other in figures:
        turned = other.measure == replace(measure, direction=other.measure.direction) and other.measure != measure
        if turned and BOTH_TOTAL not in {measure.direction, other.measure.direction}:
            said = (one for one in other.values if one.count == value.count and not one.origins & value.origins)
            if next(said, None) is not None:
                return other.measure
    return None


def _with_part(kept: int, count: int, measure: Measure, figures: Iterable[Figure]) -> Measure | None:
    """The part that makes the difference between two counts of everybody, or that was given as everybody."""
    for other in figures:
        part = other.headline.count
        if other.measure.subject is not Subject.PART or part is None or part == 0:
            continue
        there = other.measure.direction == measure.direction
        both = measure.direction == BOTH_TOTAL and other.measure.scope == BESIDES  # 175 each, and 22 more: 372
        if (there and count == part) or ((there or both) and abs(kept - count) == part):
            return other.measure
    return None


def _everybody(figures: Iterable[Figure], direction: str | None) -> int | None:
    moved = Measure(Subject.MOVED, direction, Category.PRISONERS)
    return next((figure.headline.count for figure in figures if figure.measure == moved), None)


def _named_otherwise(figure: Figure, around: Around) -> list[Contradiction]:
    """Voices that call everybody servicemen where civilians are known to be among them: the others are at most that."""
    measure, kept = figure.measure, figure.headline.count
    if measure.subject is not Subject.MOVED or measure.direction == BOTH_TOTAL or kept is None:
        return []
    civilians = Measure(Subject.PART, measure.direction, Category.CIVILIANS)
    among = next((other.headline.count or 0 for other in around.figures if other.measure == civilians), 0)
    if not among:
        return []
    servicemen = replace(civilians, category=Category.SERVICEMEN)
    found = []
    for value in figure.values:
        voices = tuple(voice for voice in value.voices if voice.category is Category.SERVICEMEN and not voice.derived)
        if voices and value.count == kept:
            called = replace(value, voices=voices)
            left = max(0, kept - among)
            found.append(Contradiction(Cause.CATEGORY, servicemen, left, (called,), measure_elsewhere=civilians))
    return found
