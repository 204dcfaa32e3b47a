"""One deal of the record: what was agreed, the sum of its stages, and the checks of the whole."""

from collections.abc import Mapping, Sequence

from homeward.reading.words import BOTH_TOTAL, Category, Qualifier
from homeward.weighing.causes import Around, contradictions_of
from homeward.weighing.checks import stages_make_whole
from homeward.weighing.deals import Draft, is_stage
from homeward.weighing.exchanges import signed_whole
from homeward.weighing.figures import figure_of, figures_of
from homeward.weighing.speakers import COMPILED
from homeward.weighing.words import (
    Deal,
    Exchange,
    Figure,
    Headline,
    Measure,
    Rule,
    SourceKind,
    Standing,
    Subject,
    Value,
    Voice,
)


def deal_of(draft: Draft, exchanges: Mapping[str, Exchange], pair: tuple[str, ...]) -> Deal:
    """Put one deal together from what is said of it and from its stages."""
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
    figures = figures_of(said, parties, signed_whole(draft), lambda measure, count: (measure.scope, count) in numbers)
    figures = tuple(sorted((*figures, *_sums(draft, counted)), key=lambda figure: figure.measure.sorted_key()))
    figures = (*figures, *_terms(draft, figures, parties))
    figures = tuple(sorted(figures, key=lambda figure: figure.measure.sorted_key()))
    around = Around(draft.key, figures, parties, stages=counted, ordinals=numbers, known=draft.known)
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


def _terms(draft: Draft, figures: Sequence[Figure], parties: Sequence[str]) -> list[Figure]:
    """What the signed terms say was agreed, in each direction that no document speaks of."""
    had = {figure.measure for figure in figures}
    terms = draft.signed.terms if draft.signed else ()
    measures = {Measure(Subject.AGREED, count.direction, Category.PRISONERS) for count in terms}
    return [figure_of(measure, (), parties, signed_whole(draft)(measure)) for measure in measures - had]


def _sums(draft: Draft, stages: Mapping[str, Sequence[Figure]]) -> list[Figure]:
    """The whole as the sum of its stages, in each direction in which every stage has a count."""
    found = []
    measures = {
        figure.measure
        for figures in stages.values()
        for figure in figures
        if figure.measure.subject in {Subject.MOVED, Subject.BODIES} and figure.measure.direction != BOTH_TOTAL
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
