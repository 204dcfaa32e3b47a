"""What a list of exchanges shows of each: the main figure of each direction, and how it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from homeward.reading.words import BOTH_TOTAL, Category, Qualifier
from homeward.weighing.words import (
    Deal,
    EventKind,
    Exchange,
    Figure,
    Measure,
    PartialDate,
    Rule,
    SourceKind,
    Standing,
    Subject,
    Voice,
)

OTHERS = "others"
SIGNED = "signed"

# Which figure speaks for an exchange, by its kind: the first subject that has a figure.
MAIN = {
    EventKind.BODIES: (Subject.BODIES,),
    EventKind.PLANNED: (Subject.PLANNED, Subject.AGREED),
    EventKind.CANCELLED: (Subject.AGREED, Subject.PLANNED),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A count as it was said."""

    count: int | None
    qualifier: Qualifier


@dataclass(frozen=True, slots=True)
class Word:
    """What one party, or the signed record (``signed``), or everybody else (``others``) says of a figure."""

    who: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The main figure of one direction."""

    direction: str
    subject: Subject
    category: Category | None
    count: int | None
    qualifier: Qualifier
    low: int | None
    high: int | None
    rule: Rule
    standing: Standing
    anchor: str
    words: tuple[Word, ...] = ()

    @property
    def ranges(self) -> bool:
        """Whether different counts were said."""
        return self.low is not None and self.high is not None and self.low != self.high


@dataclass(frozen=True, slots=True)
class Row:
    """One exchange or deal in a list."""

    key: str
    date: PartialDate
    kind: EventKind
    sides: tuple[Side, ...]
    contradictions: int
    signed: bool
    deal: str | None = None
    stage: int | None = None

    @property
    def standing(self) -> Standing | None:
        """The least of what its sides stand at: a list must not say *agree* where one direction is disputed."""
        standings = [side.standing for side in self.sides]
        return max(standings, key=list(Standing).index) if standings else None

    def toward(self, direction: str) -> Side | None:
        """The side of one direction."""
        return next((side for side in self.sides if side.direction == direction), None)


def anchor(figure: Figure) -> str:
    """The permanent name of a figure on its page."""
    return anchor_of(figure.measure)


def anchor_of(measure: Measure) -> str:
    """The permanent name of the figure of a measure on its page."""
    parts = [measure.subject.value, measure.direction or "", measure.category or "", measure.scope or ""]
    letters = ["".join(letter if letter.isalnum() else "-" for letter in part.lower()).strip("-") for part in parts]
    return "-".join(part for part in letters if part)


def row(exchange: Exchange) -> Row:
    """Return an exchange as a list shows it."""
    subjects = MAIN.get(exchange.kind, (Subject.MOVED,))
    return Row(
        key=exchange.key,
        date=exchange.date,
        kind=exchange.kind,
        sides=sides(exchange.figures, exchange.parties, subjects),
        contradictions=len(exchange.contradictions),
        signed=exchange.signed,
        deal=exchange.deal,
        stage=exchange.stage,
    )


def deal_row(deal: Deal, stages: Sequence[Exchange]) -> Row:
    """Return a deal as the first page shows it; its contradictions include those of its stages."""
    parties = tuple(dict.fromkeys(party for stage in stages for party in stage.parties))
    return Row(
        key=deal.key,
        date=stages[0].date if stages else deal.agreed_on or "",
        kind=stages[0].kind if stages else EventKind.PLANNED,
        sides=sides(deal.figures, parties, (Subject.MOVED, Subject.AGREED)),
        contradictions=len(deal.contradictions) + sum(len(stage.contradictions) for stage in stages),
        signed=any(stage.signed for stage in stages),
    )


def sides(figures: Iterable[Figure], parties: Sequence[str], subjects: Sequence[Subject]) -> tuple[Side, ...]:
    """Return the main figure of each direction, in the order of the parties; of both together if none is apart."""
    figures = list(figures)
    found = [_main(figures, f"to_{party}", subjects) for party in parties]
    chosen = [figure for figure in found if figure is not None]
    if not chosen and (both := _main(figures, BOTH_TOTAL, subjects)):
        chosen = [both]
    return tuple(_side(figure, parties) for figure in chosen)


def _main(figures: Sequence[Figure], direction: str, subjects: Sequence[Subject]) -> Figure | None:
    for subject in subjects:
        candidates = [f for f in figures if f.measure.subject is subject and f.measure.direction == direction]
        # Everybody before a category: "prisoners" is the whole of the event.
        candidates.sort(key=lambda f: (f.measure.category not in {Category.PRISONERS, None}, -(f.headline.count or 0)))
        if candidates:
            return candidates[0]
    return None


def belongs(voice: Voice, who: str, parties: Sequence[str]) -> bool:
    """Tell whether a voice is one of a party, or of everybody else (``others``)."""
    if voice.kind is SourceKind.BOTH:
        return who in parties
    if voice.kind is SourceKind.PARTY and voice.side in parties:
        return voice.side == who
    return who == OTHERS


def _words(figure: Figure, parties: Sequence[str]) -> Iterator[Word]:
    for who in (*parties, OTHERS):
        said = [value for value in figure.values if any(belongs(voice, who, parties) for voice in value.voices)]
        if said:
            yield Word(who, tuple(Count(value.count, value.qualifier) for value in said))
    if figure.signed is not None:
        yield Word(SIGNED, (Count(figure.signed, Qualifier.EXACT),))


def _side(figure: Figure, parties: Sequence[str]) -> Side:
    headline = figure.headline
    return Side(
        direction=figure.measure.direction or "",
        subject=figure.measure.subject,
        category=figure.measure.category,
        count=headline.count,
        qualifier=headline.qualifier,
        low=headline.low,
        high=headline.high,
        rule=headline.rule,
        standing=figure.standing,
        anchor=anchor(figure),
        words=tuple(_words(figure, parties)),
    )
