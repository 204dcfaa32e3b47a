"""One exchange of the record: its figures, checks, contradictions, dates, places and sources put together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from homeward.reading.words import Category, Kind
from homeward.weighing.assertions import settled
from homeward.weighing.causes import Around, contradictions_of, dates_contradict
from homeward.weighing.checks import ordinals_taken, parts_make_total, sides_make_both, signed_sides_agree
from homeward.weighing.deals import Draft, agreement, is_stage, stage_said
from homeward.weighing.figures import Signed, figure_of, figures_of, voice_key
from homeward.weighing.measures import BESIDES
from homeward.weighing.placing import Event
from homeward.weighing.signed import SignedStage
from homeward.weighing.speakers import COMPILED, voice_of_row
from homeward.weighing.words import (
    Early,
    EarlyBasis,
    Exchange,
    Figure,
    Measure,
    Said,
    Source,
    Subject,
    Value,
    Voice,
)

_DATED = {Kind.TRANSFER, Kind.BODIES, Kind.BREAKDOWN, Kind.PREVIOUS_EXCHANGE}


@dataclass(frozen=True, slots=True)
class Context:
    """What an exchange needs to know of the rest of the record."""

    pair: tuple[str, ...]
    deal: Draft | None
    whole: Mapping[str, Sequence[Figure]]
    stage: SignedStage | None
    ordinals: Mapping[tuple[str | None, int], str]
    sources: Mapping[str, Source]


def exchange_of(event: Event, context: Context) -> Exchange:
    """Put one exchange together from all that is placed on it."""
    theatre, key, draft, stage = event.track[0], event.key(context.pair), context.deal, context.stage
    own = settled(event.said)
    said = [*own, *(one for one in draft.ordinals if one not in own)] if draft and is_stage(event) else own
    figures = figures_of(
        said,
        theatre,
        stage.signed if stage else _unsigned,
        lambda measure, count: (measure.scope, count) in context.ordinals,
    )
    figures = _with_signed(figures, stage, theatre)
    here = {one.voice for one in own}

    def of_this(value: Value) -> bool:
        return any(voice in here for voice in value.voices)

    known = [one for one in (event.row.contradictions if event.row else ()) if not (draft and draft.lifts(one))]
    around = Around(key, figures, theatre, of_this, wholes=context.whole, ordinals=context.ordinals, known=known)
    dates = said_by((one.voice.dated, one.voice) for one in event.said if one.kind in _DATED)
    agreements = said_by((one.voice.note, one.voice) for one in event.said if one.kind is Kind.AGREEMENT)
    agreed_on = {day for said_one in agreements if (day := agreement(said_one.value)[1])}
    agreed_on |= {draft.agreed_on} if draft else set()
    return Exchange(
        key=key,
        date=event.day,
        kind=event.kind,
        parties=theatre,
        deal=draft.key if draft else None,
        stage=_stage_number(event, draft),
        figures=figures,
        checks=(
            *parts_make_total(key, figures, own),
            *sides_make_both(key, figures),
            *ordinals_taken(key, figures, context.ordinals, of_this),
            *(signed_sides_agree(key, stage.counts) if stage else ()),
        ),
        contradictions=(*contradictions_of(around), *dates_contradict(event.day, dates, agreed_on, around)),
        early=_early(event, figures, stage),
        dates=dates,
        mediators=_named(event, Kind.MEDIATOR, context.pair),
        places=_named(event, Kind.LOCATION, context.pair),
        agreements=agreements,
        remarks=_remarks(event),
        sources=_sources(event, draft, context.sources),
        signed=event.signed,
    )


def _unsigned(_: Measure) -> Signed | None:
    return None


def signed_whole(draft: Draft) -> Callable[[Measure], Signed | None]:
    """What the signed record says of a whole deal, if it is the deal of that record."""
    return draft.signed.signed if draft.signed else _unsigned


def _with_signed(figures: tuple[Figure, ...], stage: SignedStage | None, parties: Sequence[str]) -> tuple[Figure, ...]:
    """Add the figures that only the signed record has: a stage that nobody has told of yet is still a stage."""
    if stage is None:
        return figures
    had = {figure.measure for figure in figures}
    added: list[Figure] = []
    for count in stage.counts:
        category, subject = count.category or Category.PRISONERS, Subject.PART if count.category else Subject.MOVED
        measure = Measure(subject, count.direction, category)
        beside = Measure(Subject.PART, count.direction, category, BESIDES)
        lacking = [one for one in (measure, *((beside,) if count.goodwill else ())) if one not in had]
        added.extend(figure_of(one, (), parties, stage.signed(one)) for one in lacking)
    return tuple(sorted((*figures, *added), key=lambda figure: figure.measure.sorted_key()))


def _stage_number(event: Event, draft: Draft | None) -> int | None:
    if event.row is not None:
        return event.row.stage
    if draft is None or not is_stage(event):
        return None
    said = stage_said(event)
    if said is not None:
        return said
    stages = [one for one in draft.stages if is_stage(one)]
    in_order = all(stage_said(one) in {None, number} for number, one in enumerate(stages, 1))
    return stages.index(event) + 1 if in_order else None  # a stage before it may be unknown


def said_by(pairs: Iterable[tuple[str | None, Voice]]) -> tuple[Said, ...]:
    """Group what was said in words; the most independent voices first."""
    heard: dict[str, set[Voice]] = defaultdict(set)
    for value, voice in pairs:
        if value:
            heard[value].add(voice)
    said = [Said(value, tuple(sorted(voices, key=voice_key))) for value, voices in heard.items()]
    return tuple(sorted(said, key=lambda one: (-len({voice.origin for voice in one.voices}), one.value)))


def _named(event: Event, kind: Kind, pair: Sequence[str]) -> tuple[Said, ...]:
    """Mediators or places: several in one claim are several."""
    pairs = [(name, one.voice) for one in event.said if one.kind is kind for name in _names(one.voice)]
    if event.row:
        named = event.row.mediators if kind is Kind.MEDIATOR else (event.row.place,)
        voice = voice_of_row(event.row.key, event.row.date, COMPILED, pair, None, derived=False)
        pairs += [(name, voice) for name in named if name]
    return said_by(pairs)


def _names(voice: Voice) -> list[str]:
    """What a voice names: ``UAE; Belarus`` are two."""
    return [name.strip() for name in (voice.note or voice.evidence or "").split(";") if name.strip()]


def _remarks(event: Event) -> tuple[Voice, ...]:
    """Claims that belong here and count nothing: a plan without a number, an older exchange without one."""
    voices = {
        one.voice
        for one in event.said
        if one.measure is None
        and one.kind is not Kind.EARLY_DISCLOSURE
        and not (one.kind in {Kind.MEDIATOR, Kind.LOCATION} and _names(one.voice))
        and not (one.kind is Kind.AGREEMENT and one.voice.note)
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
