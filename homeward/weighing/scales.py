"""The weighing itself: readings, rows and the signed record in, the public record out.

1. It is pure, and independent of the order in which documents are given.
2. Every claim of every document is placed on an exchange or a deal, or listed as unplaced with the reason.
3. A document that repeats what is said never lowers the support of anything.

>>> record = weigh(())
>>> record.exchanges
()
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from homeward.reading.words import Category, Kind, Qualifier, Reading
from homeward.weighing.assertions import Assertion, assertions_of, assertions_of_row
from homeward.weighing.causes import Around, contradictions_of, dates_contradict
from homeward.weighing.checks import (
    ordinals_taken,
    over_time,
    parts_make_total,
    sides_make_both,
    signed_sides_agree,
    stages_make_whole,
)
from homeward.weighing.deals import Draft, agreement, drafts_of, is_stage, of_the_whole
from homeward.weighing.figures import Signed, figure_of, figures_of, voice_key
from homeward.weighing.placing import Event, place
from homeward.weighing.rows import Row
from homeward.weighing.signed import SignedRecord, SignedStage
from homeward.weighing.speakers import COMPILED, voice_of_row
from homeward.weighing.words import (
    Deal,
    Early,
    EarlyBasis,
    EventKind,
    Exchange,
    Figure,
    Headline,
    Measure,
    PublicRecord,
    Rule,
    Said,
    Source,
    SourceKind,
    Standing,
    Subject,
    Unplaced,
    Value,
    Voice,
)

PARTIES = ("russia", "ukraine")
_DATED = {Kind.TRANSFER, Kind.BODIES, Kind.BREAKDOWN, Kind.PREVIOUS_EXCHANGE}


def weigh(
    readings: Iterable[Reading],
    rows: Iterable[Row] = (),
    signed: SignedRecord | None = None,
    parties: Sequence[str] | None = None,
) -> PublicRecord:
    """Weigh what documents claim against each other, the compiled record, and the signed record of one exchange.

    Args:
        readings: documents with their claims; the name of a document should be its own.
        rows: the compiled public record, such as ``public_rows()``; none by default.
        signed: what the participants of one exchange have signed.
        parties: keys of the parties whose exchanges these are, as in ``to_ukraine``; by default those of ``signed``,
            else Russia and Ukraine. Documents on exchanges of others are kept apart.
    """
    pair = tuple(sorted(parties or (signed.parties if signed else PARTIES)))
    given = sorted(readings, key=lambda reading: (reading.document.name, repr(reading)))
    assertions = [one for reading in given for one in assertions_of(reading, pair)]
    events, unplaced = place(assertions, _firm(rows, signed, pair))
    events.sort(key=lambda event: (event.day, event.track))
    drafts = drafts_of(events, signed)
    sources = {reading.document.name: _source(reading) for reading in given}
    exchanges = _exchanges(events, drafts, signed, pair, sources)
    by_key = {exchange.key: exchange for exchange in exchanges}
    return PublicRecord(
        exchanges=tuple(exchanges),
        deals=tuple(_deal(draft, by_key, pair) for draft in drafts),
        checks=tuple(over_time(exchanges)),
        unplaced=_left(unplaced),
    )


def _firm(rows: Iterable[Row], signed: SignedRecord | None, pair: tuple[str, ...]) -> list[Event]:
    """The events that rows and signed stages vouch for; a row with both people and bodies is two."""
    events: dict[tuple[str, bool], Event] = {}
    for row in sorted(rows, key=lambda row: row.key):
        for one in (*assertions_of_row(row, pair), None):
            bodies = one.bodies if one else row.kind is EventKind.BODIES
            event = events.setdefault((row.date, bodies), Event((pair, bodies), row.date, row.kind))
            if bodies is (row.kind is EventKind.BODIES):
                event.row = row
            else:
                event.row = event.row or replace(row, mediators=(), place=None, contradictions=(), stage=None)
                event.kind = EventKind.BODIES if bodies else event.kind
            if one:
                event.said.append(one)
    for stage in signed.stages if signed else ():
        day = stage.day.isoformat()
        events.setdefault((day, False), Event((pair, False), day, EventKind.PERSONS)).signed = True
    return list(events.values())


def _source(reading: Reading) -> Source:
    one = reading.document
    return Source(one.name, one.url, one.outlet, one.title, one.published, one.language)


@dataclass(frozen=True, slots=True)
class _Context:
    """What an exchange needs to know of the rest of the record."""

    pair: tuple[str, ...]
    deal: Draft | None
    whole: Mapping[str, Sequence[Figure]]
    stage: SignedStage | None
    ordinals: Mapping[tuple[str | None, int], str]
    sources: Mapping[str, Source]


def _exchanges(
    events: Sequence[Event],
    drafts: Sequence[Draft],
    signed: SignedRecord | None,
    pair: tuple[str, ...],
    sources: Mapping[str, Source],
) -> list[Exchange]:
    """Make the exchanges in order of time, since an ordinal is judged by those before it."""
    deal_of = {id(event): draft for draft in drafts for event in draft.stages}
    stages = {stage.day.isoformat(): stage for stage in signed.stages} if signed else {}
    carried: dict[tuple[tuple[str, ...], str | None, int], tuple[str, str | None]] = {}
    found = []
    for event in events:
        draft = deal_of.get(id(event))
        older = {
            (scope, number): key
            for (theatre, scope, number), (key, deal) in carried.items()
            if theatre == event.track[0] and (draft is None or deal != draft.key)
        }
        whole = {draft.key: figures_of(draft.said, event.track[0], _signed_whole(draft))} if draft else {}
        stage = stages.get(event.day) if event.signed else None
        exchange = _exchange(event, _Context(pair, draft, whole, stage, older, sources))
        found.append(exchange)
        for figure in exchange.figures:
            if figure.measure.subject is Subject.ORDINAL and of_the_whole(figure.measure.scope):
                number = (event.track[0], figure.measure.scope, figure.headline.count or 0)
                carried.setdefault(number, (exchange.key, exchange.deal))
    return found


def _exchange(event: Event, context: _Context) -> Exchange:
    theatre, key, draft = event.track[0], event.key(context.pair), context.deal
    said = list(event.said)
    if draft and is_stage(event):
        said += [one for one in draft.ordinals if one not in said]
    stage = context.stage
    figures = figures_of(
        said,
        theatre,
        stage.signed if stage else _unsigned,
        lambda measure, count: (measure.scope, count) in context.ordinals,
    )
    figures = _with_signed(figures, stage, theatre)
    known = event.row.contradictions if event.row else ()
    around = Around(key, figures, wholes=context.whole, ordinals=context.ordinals, known=known)
    dates = _said((one.voice.dated, one.voice) for one in event.said if one.kind in _DATED)
    agreements = _said((_agreed(one), one.voice) for one in event.said if one.kind is Kind.AGREEMENT)
    agreed_on = {day for said_one in agreements if (day := agreement(said_one.value)[1])}
    checks = [
        *parts_make_total(key, figures, said),
        *sides_make_both(key, figures),
        *ordinals_taken(key, figures, context.ordinals),
        *(signed_sides_agree(key, stage.counts) if stage else ()),
    ]
    return Exchange(
        key=key,
        date=event.day,
        kind=event.kind,
        parties=theatre,
        deal=draft.key if draft else None,
        stage=_stage_number(event, draft),
        figures=figures,
        checks=tuple(checks),
        contradictions=(*contradictions_of(around), *dates_contradict(event.day, dates, agreed_on)),
        early=_early(event, figures, stage),
        dates=dates,
        mediators=_people_said(event, Kind.MEDIATOR, context.pair),
        places=_people_said(event, Kind.LOCATION, context.pair),
        agreements=agreements,
        remarks=_remarks(event),
        sources=_sources(event, draft, context.sources),
        signed=event.signed,
    )


def _unsigned(_: Measure) -> Signed | None:
    return None


def _signed_whole(draft: Draft) -> Callable[[Measure], Signed | None]:
    return draft.signed.signed if draft.signed else _unsigned


def _with_signed(figures: tuple[Figure, ...], stage: SignedStage | None, parties: Sequence[str]) -> tuple[Figure, ...]:
    """Add the figures that only the signed record has: a stage that nobody has told of yet is still a stage."""
    if stage is None:
        return figures
    had = {figure.measure for figure in figures}
    added = []
    for count in stage.counts:
        category, subject = count.category or Category.PRISONERS, Subject.PART if count.category else Subject.MOVED
        measure = Measure(subject, count.direction, category)
        if measure not in had:
            added.append(figure_of(measure, (), parties, stage.signed(measure)))
    return tuple(sorted((*figures, *added), key=lambda figure: figure.measure.sorted_key()))


def _stage_number(event: Event, draft: Draft | None) -> int | None:
    if event.row is not None:
        return event.row.stage
    if draft is None or not is_stage(event):
        return None
    return [one for one in draft.stages if is_stage(one)].index(event) + 1


def _said(pairs: Iterable[tuple[str | None, Voice]]) -> tuple[Said, ...]:
    """Group what was said in words; the most independent voices first."""
    heard: dict[str, set[Voice]] = defaultdict(set)
    for value, voice in pairs:
        if value:
            heard[value].add(voice)
    said = [Said(value, tuple(sorted(voices, key=voice_key))) for value, voices in heard.items()]
    return tuple(sorted(said, key=lambda one: (-len({voice.origin for voice in one.voices}), one.value)))


def _agreed(one: Assertion) -> str | None:
    return one.voice.note


def _people_said(event: Event, kind: Kind, pair: Sequence[str]) -> tuple[Said, ...]:
    """Mediators or places: several in one claim are several."""
    pairs = [
        (name.strip(), one.voice)
        for one in event.said
        if one.kind is kind
        for name in (one.voice.note or one.voice.evidence or "").split(";")
    ]
    if event.row:
        named = event.row.mediators if kind is Kind.MEDIATOR else (event.row.place,)
        voice = voice_of_row(event.row.key, event.row.date, COMPILED, pair, None, derived=False)
        pairs += [(name, voice) for name in named if name]
    return _said(pairs)


def _remarks(event: Event) -> tuple[Voice, ...]:
    """Claims that belong here and count nothing: a plan without a number, an older exchange without one."""
    shown = {Kind.MEDIATOR, Kind.LOCATION, Kind.EARLY_DISCLOSURE}
    voices = {
        one.voice
        for one in event.said
        if one.measure is None and one.kind not in shown and not (one.kind is Kind.AGREEMENT and one.voice.note)
    }
    return tuple(sorted(voices, key=voice_key))


def _sources(event: Event, draft: Draft | None, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    names = {one.voice.document for one in event.said if one.voice.document}
    if draft and is_stage(event):
        names |= {one.voice.document for one in draft.ordinals if one.voice.document}
    found = [sources[name] for name in sorted(names)]
    urls = {source.url for source in found if source.url}
    return (*found, *(source for source in (event.row.sources if event.row else ()) if source.url not in urls))


def _early(event: Event, figures: Iterable[Figure], stage: SignedStage | None) -> tuple[Early, ...]:
    """What was told too early: as sources report it, and by the signed terms."""
    found = [
        Early(one.voice, EarlyBasis.REPORTED, told=one.voice.dated)
        for one in event.said
        if one.kind is Kind.EARLY_DISCLOSURE
    ]
    if stage is not None:
        told = {
            voice
            for figure in figures
            if figure.measure.subject in {Subject.MOVED, Subject.PART, Subject.PLANNED}
            for voice in figure.voices
            if voice.published and not stage.may_be_told(voice.published)
        }
        allowed: date | None = stage.told_from.date() if stage.told_from else None
        found += [
            Early(
                voice,
                EarlyBasis.TERMS,
                told=voice.published.isoformat() if voice.published else None,
                allowed_from=allowed,
            )
            for voice in told
        ]
    return tuple(sorted(found, key=lambda early: (early.basis, voice_key(early.voice))))


def _deal(draft: Draft, exchanges: Mapping[str, Exchange], pair: tuple[str, ...]) -> Deal:
    stages = {event.key(pair): exchanges[event.key(pair)] for event in draft.stages}
    counted = {
        key: exchange.figures
        for (key, exchange), event in zip(stages.items(), draft.stages, strict=True)
        if is_stage(event) or event.track[1]
    }
    parties = draft.stages[0].track[0]
    said = [*draft.said, *draft.ordinals]
    numbers = {
        (figure.measure.scope, value.count or 0): exchange.key
        for exchange in exchanges.values()
        if exchange.key not in stages and exchange.date < draft.stages[0].day
        for figure in exchange.figures
        if figure.measure.subject is Subject.ORDINAL
        for value in figure.values
        if value.count == figure.headline.count
    }
    figures = figures_of(said, parties, _signed_whole(draft), lambda measure, count: (measure.scope, count) in numbers)
    figures = tuple(sorted((*figures, *_sums(draft, counted)), key=lambda figure: figure.measure.sorted_key()))
    around = Around(draft.key, figures, stages=counted, ordinals=numbers)
    return Deal(
        key=draft.key,
        name=draft.name,
        place=draft.place,
        agreed_on=draft.agreed_on,
        stages=tuple(stages),
        figures=figures,
        checks=tuple(stages_make_whole(draft.key, counted, figures)),
        contradictions=contradictions_of(around),
    )


def _sums(draft: Draft, stages: Mapping[str, Sequence[Figure]]) -> list[Figure]:
    """The whole as the sum of its stages, in each direction in which every stage has a count."""
    found = []
    measures = {
        figure.measure
        for figures in stages.values()
        for figure in figures
        if figure.measure.subject in {Subject.MOVED, Subject.BODIES} and figure.measure.direction != "both_total"
    }
    for measure in measures:
        if measure.direction is None:
            continue
        bodies = measure.category is Category.BODIES
        own = [
            next((figure for figure in figures if figure.measure == measure), None)
            for key, figures in stages.items()
            if key.endswith("-bodies") is bodies
        ]
        counts = [figure.headline.count for figure in own if figure and figure.headline.count is not None]
        if len(counts) < len(own) or len(counts) < 2:
            continue
        known = [figure for figure in own if figure]
        note = " + ".join(str(count) for count in counts)
        voice = Voice(COMPILED, SourceKind.COMPILED, "stages", note=note, said=measure.direction, derived=True)
        signed = draft.signed.signed(measure) if draft.signed else None
        total = sum(counts)
        worst = max((figure.standing for figure in known), key=list(Standing).index)
        supports = min(figure.headline.support for figure in known)
        headline = Headline(total, Qualifier.EXACT, Rule.STAGES, total, total, supports)
        value = Value(total, Qualifier.EXACT, (voice,))
        found.append(Figure(measure, (value,), headline, worst, signed.count if signed else None))
    return found


def _left(unplaced: Iterable[tuple[Assertion, object]]) -> tuple[Unplaced, ...]:
    found = {
        Unplaced(one.voice, one.count, one.qualifier if one.count is not None else None, reason)  # type: ignore[arg-type]
        for one, reason in unplaced
    }
    return tuple(sorted(found, key=lambda left: (voice_key(left.voice), left.count or 0)))
