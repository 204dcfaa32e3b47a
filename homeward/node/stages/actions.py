"""Project the state of an exchange into rows, and say what of it may be told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from homeward.exchange import Ref, State
from homeward.exchange.standing import Figures
from homeward.exchange.telling import held
from homeward.node.stages.models import Exchange, Stage, Statement, Tally
from homeward.node.stages.small import Place, withheld
from homeward.reading.words import Category
from homeward.weighing import SignedCount, SignedRecord, signed_record

# The fold says from when something may be told; asked as of the end of time, it does not say "not yet" but from when.
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@transaction.atomic
def project(states: Iterable[State]) -> None:
    """Replace every row of this room by what these states say."""
    Exchange.objects.all().delete()
    for state in states:
        if state.exchange is not None:
            _project(state, state.exchange)


def projection() -> list[dict[str, Any]]:
    """Return the rows without their numbers in the database, for comparing one projection with another."""
    rows: list[dict[str, Any]] = []
    for exchange in Exchange.objects.order_by("name").prefetch_related("stages", "tallies__stage", "statements__stage"):
        rows.append(_plain(exchange))
        rows += [_plain(stage) for stage in exchange.stages.all()]
        rows += [{**_plain(tally), "of": tally.stage and tally.stage.name} for tally in exchange.tallies.all()]
        rows += [{**_plain(said), "of": said.stage and said.stage.name} for said in exchange.statements.all()]
    return rows


def _plain(row: Exchange | Stage | Tally | Statement) -> dict[str, Any]:
    names = {field.attname for field in row._meta.concrete_fields} - {"id", "exchange_id", "stage_id"}
    return {"kind": type(row).__name__, **{name: getattr(row, name) for name in sorted(names)}}


def told_stage(day: date, now: datetime) -> Stage | None:
    """Return the stage of a day with its tallies and statements, if its figures may be told now."""
    found = Stage.objects.filter(day=day, told_from__lte=now).prefetch_related("tallies")
    return found.select_related("exchange").first()


def told_whole(days: Iterable[date], now: datetime) -> Exchange | None:
    """Return the exchange that has stages on these days with its tallies, if its whole may be told now."""
    found = Exchange.objects.filter(stages__day__in=list(days), told_from__lte=now).distinct()
    return found.prefetch_related("tallies").first()


def told_statements(of: Stage | Exchange, now: datetime) -> list[Statement]:
    """Return the statements on a stage, or on the whole of an exchange, that may be told now."""
    about = {"stage": of} if isinstance(of, Stage) else {"exchange": of, "stage": None}
    return list(Statement.objects.filter(**about, told_from__lte=now))


def told(now: datetime) -> list[Any]:
    """Return what may be told now, as values: when they change, the public record is to be made anew. Cheap."""
    names = ("giver", "receiver", "category", "agreed", "confirmed", "disputed", "owed", "goodwill")
    rows: list[Any] = [
        (tally.exchange.name, tally.stage and tally.stage.name, *(getattr(tally, name) for name in names))
        for tally in Tally.objects.select_related("exchange", "stage").order_by("exchange__name", "stage", "position")
        if (since := (tally.stage or tally.exchange).told_from) is not None and since <= now
    ]
    said = Statement.objects.filter(told_from__lte=now).order_by("exchange__name", "id")
    return rows + [(one.author, one.words, one.entry, one.contradicted, one.corrections) for one in said]


def tellable(states: Iterable[State], now: datetime) -> SignedRecord | None:
    """Return what may be told of the signed record now, for the weighing; None while nothing may.

    A stage that is still held is not in it at all, so that nothing made from it can give away even its day. The place
    and day of the agreement, by which the weighing adds stages up to a whole, come with the last stage. There is one
    exchange a node so far; of several, it is the one agreed last.
    """
    known = [(record, state) for state in states if (record := signed_record(state)) is not None]
    if not known:
        return None
    record, state = max(known, key=lambda one: (one[0].agreed_on or date.min, one[0].exchange))
    hidden = withheld(state, settings.SMALLEST_GROUP)
    stages = tuple(
        replace(stage, counts=tuple(_shown(stage.counts, stage.name, hidden)))
        for stage in record.stages
        if stage.told_from is not None and stage.told_from <= now
    )
    if not stages:
        return None
    if state.tellable(None, now):
        terms = tuple(_shown(record.terms, None, hidden))
        return replace(record, stages=stages, terms=terms, withheld=_measures(None, hidden))
    return replace(record, stages=stages, place=None, agreed_on=None, terms=())


def _shown(counts: Iterable[SignedCount], stage: str | None, hidden: frozenset[Place]) -> Iterator[SignedCount]:
    """Leave out the counts of groups too small for the public."""
    places = _measures(stage, hidden)
    return (count for count in counts if (count.direction, count.category) not in places)


def _measures(stage: str | None, hidden: frozenset[Place]) -> frozenset[tuple[str, Category | None]]:
    """Say what is withheld of a stage, or of the whole, in the words of weighing."""
    known = {one.value for one in Category}
    return frozenset(
        (f"to_{receiver}", Category(name) if name else None)
        for of, _, receiver, name in hidden
        if of == stage and (not name or name in known)
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """A direction in the order of the parties."""

    giver: str
    receiver: str


def _ways(state: State) -> list[_Way]:
    return [_Way(giver, receiver) for giver in state.parties for receiver in state.parties if giver != receiver]


def _project(state: State, name: str) -> None:
    agreed = state.terms
    exchange = Exchange.objects.create(
        name=name,
        parties=list(state.parties),
        intermediaries=list(state.intermediaries),
        place=agreed.terms.place if agreed else "",
        agreed_on=agreed.terms.agreed if agreed else None,
        terms=agreed and {"entry": _ref(agreed.ref), "tolerance": agreed.terms.tolerance},
        closed=state.closing.closed.value if state.closing.closed else "",
        told_from=_told_from(state, None),
    )
    categories = [None, *state.categories]
    hidden = withheld(state, settings.SMALLEST_GROUP)
    tallies = _tallies(state, exchange, None, categories, hidden)
    stages: dict[str | None, Stage] = {}
    for position, said in enumerate(agreed.terms.stages if agreed else ()):
        legs = [state.leg(leg.stage, leg.giver, leg.receiver) for leg in state.legs if leg.stage == said.name]
        stages[said.name] = Stage.objects.create(
            exchange=exchange,
            position=position,
            name=said.name,
            day=said.day,
            confirmed=bool(legs) and all(leg.confirmed for leg in legs),
            disputed=any(leg.differences or leg.disputes for leg in legs),
            told_from=_told_from(state, said.name),
        )
        tallies += _tallies(state, exchange, stages[said.name], categories, hidden)
    Tally.objects.bulk_create(tallies)
    Statement.objects.bulk_create(
        Statement(
            exchange=exchange,
            stage=stages.get(told.statement.stage),
            author=told.author,
            words={said.language: said.text for said in told.statement.words},
            entry=_ref(told.ref),
            contradicted=bool(told.contradictions),
            told_from=told.since if told.allowed else None,
            corrections=[
                {
                    "words": {said.language: said.text for said in one.before.words},
                    "reason": one.reason,
                    "at": one.at.isoformat(),
                    "entry": _ref(one.ref),
                }
                for one in told.corrections
                if one.was_told
            ],
        )
        for told in state.statements(END_OF_TIME)
    )


def _told_from(state: State, stage: str | None) -> datetime | None:
    """From when the figures of a stage, or of the whole, may be told, as far as the record now knows."""
    if state.view is None or state.tally is None:
        return None
    return held(state.view, state.tally, stage, END_OF_TIME)[1]


def _tallies(
    state: State,
    exchange: Exchange,
    stage: Stage | None,
    categories: Iterable[str | None],
    hidden: frozenset[Place],
) -> list[Tally]:
    found = []
    for way in _ways(state):
        for category in categories:
            figures = state.figures(way.giver, way.receiver, stage.name if stage else None, category)
            if any(count for count in _numbers(figures).values()):
                found.append((way, category, figures))
    return [
        Tally(
            exchange=exchange,
            stage=stage,
            position=position,
            giver=way.giver,
            receiver=way.receiver,
            category=category or "",
            withheld=(stage.name if stage else None, way.giver, way.receiver, category or "") in hidden,
            entries=[_ref(ref) for ref in _refs(figures)],
            **_numbers(figures),
        )
        for position, (way, category, figures) in enumerate(found)
    ]


def _numbers(figures: Figures) -> dict[str, int]:
    names = ("agreed", "planned", "departed", "received", "confirmed", "disputed", "owed", "goodwill")
    return {name: getattr(figures, name).value for name in names}


def _refs(figures: Figures) -> list[Ref]:
    counts = (figures.agreed, figures.departed, figures.received, figures.confirmed, figures.disputed)
    return sorted({ref for count in counts for ref in count.refs})


def _ref(ref: Ref) -> list[str | int]:
    return [ref.participant, ref.index, ref.digest]
