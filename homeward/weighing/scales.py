"""The weighing itself: readings, rows and the signed record in, the public record out.

1. It is pure, and independent of the order in which documents are given.
2. Every claim of every document is placed on an exchange or a deal, or listed as unplaced with the reason.
3. A document that repeats what is said never lowers the support of anything.

>>> record = weigh(())
>>> record.exchanges
()
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from homeward.reading.words import Kind, Reading
from homeward.weighing.assertions import Assertion, assertions_of, assertions_of_row, theatre_of
from homeward.weighing.checks import over_time
from homeward.weighing.copies import CopyKind, copies_of
from homeward.weighing.deals import Draft, agreement, drafts_of, of_the_whole, without_agreements
from homeward.weighing.exchanges import Context, exchange_of, signed_whole
from homeward.weighing.figures import figures_of, voice_key
from homeward.weighing.placing import Event, place
from homeward.weighing.rows import Row
from homeward.weighing.signed import SignedRecord
from homeward.weighing.speakers import is_first_hand, publisher_of, slug
from homeward.weighing.wholes import deal_of
from homeward.weighing.words import EventKind, Exchange, PublicRecord, Reason, Source, Subject, Unplaced

PARTIES = ("russia", "ukraine")


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
    copies = copies_of(reading.document for reading in given)
    first = {name: group.documents[0] for group in copies if group.kind is CopyKind.REPRINT for name in group.documents}
    publishers = _publishers(given, first)
    theatres = {reading.document.name: theatre_of(reading, pair) for reading in given}
    assertions = [
        one
        for name, reading in ((reading.document.name, reading) for reading in given)
        for one in assertions_of(reading, _widened(theatres[name], theatres.values()), publishers[name])
    ]
    events, unplaced = place(assertions, _firm(rows, signed, pair))
    events.sort(key=lambda event: (event.day, event.track[0] != pair, event.track))
    drafts = drafts_of(events, signed)
    unplaced = _to_deals(unplaced, drafts)
    events = without_agreements(events, drafts)
    sources = {reading.document.name: _source(reading, first.get(reading.document.name)) for reading in given}
    exchanges = _exchanges(events, drafts, signed, pair, sources)
    by_key = {exchange.key: exchange for exchange in exchanges}
    return PublicRecord(
        exchanges=tuple(exchanges),
        deals=tuple(deal_of(draft, by_key, pair) for draft in drafts),
        checks=tuple(over_time(exchanges)),
        unplaced=_left(unplaced),
        copies=copies,
    )


def _widened(theatre: tuple[str, ...], theatres: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The parties of a page that names one side only: those of the one conflict in which others name that side too."""
    wider = {other for other in theatres if set(theatre) < set(other)}
    return wider.pop() if len(wider) == 1 else theatre


def _publishers(readings: Iterable[Reading], first: Mapping[str, str]) -> dict[str, str]:
    """Whose voice each document is, speaking for itself: of reprints that of the wire or office among them, if any."""
    own = {one.document.name: publisher_of(one.document) for one in readings}
    sources = {first[name]: origin for name, origin in own.items() if name in first and is_first_hand(origin)}
    return {name: sources.get(first.get(name, ""), own[first.get(name, name)]) for name in own}


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


def _source(reading: Reading, first: str | None) -> Source:
    one = reading.document
    copy_of = first if first != one.name else None
    return Source(one.name, one.url, one.outlet, one.title, one.published, one.language, copy_of)


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
        whole = {draft.key: figures_of(draft.said, event.track[0], signed_whole(draft))} if draft else {}
        stage = stages.get(event.day) if event.signed else None
        exchange = exchange_of(event, Context(pair, draft, whole, stage, older, sources))
        found.append(exchange)
        for figure in exchange.figures:
            if figure.measure.subject is Subject.ORDINAL and of_the_whole(figure.measure.scope):
                number = (event.track[0], figure.measure.scope, figure.headline.count or 0)
                carried.setdefault(number, (exchange.key, exchange.deal))
    return found


def _to_deals(unplaced: Iterable[tuple[Assertion, Reason]], drafts: Iterable[Draft]) -> list[tuple[Assertion, Reason]]:
    """Put undated counts of what was agreed on the deal whose place and day they name; return what is left."""
    by_key = {draft.key: draft for draft in drafts}
    left = []
    for one, reason in unplaced:
        where, day = agreement(one.voice.note) if one.kind is Kind.AGREEMENT else ("", None)
        draft = by_key.get(f"{slug(where)}-{day}")
        if draft is not None and one.measure is not None:
            draft.said.append(one)
        else:
            left.append((one, reason))
    return left


def _left(unplaced: Iterable[tuple[Assertion, Reason]]) -> tuple[Unplaced, ...]:
    found = {
        Unplaced(one.voice, one.count, one.qualifier if one.count is not None else None, reason)
        for one, reason in unplaced
    }
    return tuple(sorted(found, key=lambda left: (voice_key(left.voice), left.count or 0)))
