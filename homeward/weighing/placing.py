"""Which exchange a claim belongs to.

1. A day on which somebody says that people (or bodies) went is an event; so is a row of the compiled record, and a
   signed stage. People and bodies are separate events of a day; so are the exchanges of other parties.
2. Rows and signed stages are *firm*: two firm events are never one, however alike (909 bodies, three times).
3. An event that is not firm, beside a firm one (a day before or after) with a count that agrees in the same
   direction, is that event, misdated. *Over 200 on 7 May* is the 205 of 6 May. One page that tells of both days keeps
   them apart. Where the compiled record knows a date to be mistaken, that day is the event too.
4. Events that are not firm are joined with each other by the same rule; the day that most independent voices give
   is kept. The grouping depends on which days and counts are said, never on how often, so that a repetition changes
   nothing.
5. What names a month or year belongs to the one event of that time whose counts agree, if there is exactly one.
6. What has no date of its own belongs to the latest day its document reports on. What names a day without an event
   belongs to an event beside it if there is one, else to the event its document reports on, else it is unplaced.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from homeward.reading.words import Kind
from homeward.weighing.assertions import Assertion
from homeward.weighing.counts import agree
from homeward.weighing.rows import Row
from homeward.weighing.words import Cause, EventKind, PartialDate, Reason, Subject

_FOUNDING = {Kind.TRANSFER, Kind.BODIES, Kind.PREVIOUS_EXCHANGE, Kind.BREAKDOWN}
_SOLID = {Kind.TRANSFER, Kind.BODIES}

Track = tuple[tuple[str, ...], bool]  # the parties, and whether bodies: events of one track may be one another


@dataclass(slots=True)
class Event:
    """An event while it is being put together."""

    track: Track
    day: PartialDate
    kind: EventKind
    row: Row | None = None
    signed: bool = False
    said: list[Assertion] = field(default_factory=list)

    @property
    def misdated(self) -> list[PartialDate]:
        """Other days that the compiled record knows to be given for it."""
        known = self.row.contradictions if self.row else ()
        return [
            told.said
            for one in known
            if one.measure is None and one.cause in {Cause.DAY_OFF, Cause.AGREED_OR_CROSSED}
            for told in one.values
            if told.said and re.fullmatch(r"\d{4}-\d\d-\d\d", told.said) and told.said != self.day
        ]

    @property
    def firm(self) -> bool:
        """Whether a row or the signed record says that it was."""
        return self.row is not None or self.signed

    def key(self, parties: tuple[str, ...]) -> str:
        """Its key in a record of exchanges between ``parties``."""
        theatre, bodies = self.track
        others = "" if theatre == parties else "-" + "-".join(theatre)
        return f"{self.day}{others}{'-bodies' if bodies else ''}"


def place(assertions: Iterable[Assertion], firm: Sequence[Event]) -> tuple[list[Event], list[tuple[Assertion, Reason]]]:
    """Put assertions on events: the firm ones given, and those that the assertions found. Returns what is left too."""
    given = list(assertions)
    by_track: dict[Track, dict[PartialDate, Event]] = defaultdict(dict)
    for event in firm:
        by_track[event.track][event.day] = event
    founding: dict[Track, dict[PartialDate, list[Assertion]]] = defaultdict(lambda: defaultdict(list))
    for one in given:
        if one.kind in _FOUNDING and one.day and len(one.day) == 10:
            founding[(one.theatre, one.bodies)][one.day].append(one)
    days: dict[Track, dict[PartialDate, Event]] = {}
    for track in sorted({*founding, *by_track}):
        days[track] = _events_of(track, founding[track], by_track[track])
    unplaced: list[tuple[Assertion, Reason]] = []
    late: list[Assertion] = []
    for one in given:
        home = days.get((one.theatre, one.bodies), {}).get(one.day or "")
        if home is None:
            late.append(one)
        else:
            home.said.append(one)
    placed = {key: {event.day: event for event in events.values()} for key, events in days.items()}
    homes = [_home(one, days, placed) for one in late]  # looked up before any is added: the order must not matter
    for one, found in zip(late, homes, strict=True):
        if isinstance(found, Event):
            found.said.append(one)
        else:
            unplaced.append((one, found))
    return [event for events in placed.values() for event in events.values()], unplaced


def _events_of(
    track: Track, founding: Mapping[PartialDate, list[Assertion]], firm: Mapping[PartialDate, Event]
) -> dict[PartialDate, Event]:
    """Return each day on which something is said to have happened, with its event: rules 1 to 4."""
    found = {day: event for event in firm.values() for day in event.misdated} | dict(firm)
    counts = {day: _counts(said) for day, said in founding.items()}
    for day, event in firm.items():
        counts[day] = counts.get(day, set()) | _counts(event.said)
    loose = sorted(day for day in founding if day not in found)
    groups: list[list[PartialDate]] = []
    for day in loose:
        beside = [
            other
            for other in (_shift(day, -1), _shift(day, 1))
            if other in firm and _same(day, other, counts, founding)
        ]
        if beside:
            found[day] = firm[beside[0]]
        elif groups and _shift(groups[-1][-1], 1) == day and _same(day, groups[-1][-1], counts, founding):
            groups[-1].append(day)
        else:
            groups.append([day])
    for group in groups:
        event = Event(track, _best_day(group, founding), EventKind.BODIES if track[1] else EventKind.PERSONS)
        found.update(dict.fromkeys(group, event))
    return found


def _best_day(group: Sequence[PartialDate], founding: Mapping[PartialDate, list[Assertion]]) -> PartialDate:
    return min(group, key=lambda day: (-len({one.voice.origin for one in founding[day]}), day))


def _counts(said: Iterable[Assertion]) -> set[Assertion]:
    moved = {Subject.MOVED, Subject.BODIES}
    return {one for one in said if one.count is not None and one.measure and one.measure.subject in moved}


def _same(
    day: PartialDate,
    other: PartialDate,
    counts: Mapping[PartialDate, set[Assertion]],
    founding: Mapping[PartialDate, list[Assertion]],
) -> bool:
    """Whether two neighbouring days are one event: rule 3."""
    here = {one.voice.document for one in founding.get(day, ())}
    if here & {one.voice.document for one in founding.get(other, ())}:
        return False
    if not counts.get(day):
        return all(one.kind not in _SOLID for one in founding.get(day, ()))
    return any(fits(one, other_one) for one in counts[day] for other_one in counts.get(other, ()))


def fits(one: Assertion, other: Assertion) -> bool:
    """Whether two counts of the same direction may be the same number."""
    if one.measure is None or other.measure is None or one.count is None or other.count is None:
        return False
    same = (one.measure.subject, one.measure.direction) == (other.measure.subject, other.measure.direction)
    return same and agree(one.count, one.qualifier, other.count, other.qualifier)


def _shift(day: PartialDate, by: int) -> PartialDate:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def _home(
    one: Assertion, days: Mapping[Track, Mapping[PartialDate, Event]], placed: Mapping[Track, Mapping[str, Event]]
) -> Event | Reason:
    """Find the event of an assertion whose day has none: rules 5 and 6."""
    tracks = [(one.theatre, one.bodies), (one.theatre, not one.bodies)]
    if one.kind in _FOUNDING:
        tracks = tracks[:1]
    if one.day is None:
        return Reason.NO_DATE
    if len(one.day) < 10:
        inside = [event for day, event in placed.get(tracks[0], {}).items() if day.startswith(one.day)]
        inside = [event for event in inside if event.day != one.main]
        counted = [event for event in inside if any(fits(one, other) for other in event.said)]
        candidates = counted if one.count is not None else inside
        return candidates[0] if len(candidates) == 1 else Reason.ONLY_A_PERIOD
    for track in tracks:
        for day in (one.day, _shift(one.day, -1), _shift(one.day, 1)):
            event = days.get(track, {}).get(day)
            if event is not None and (day == one.day or one.main is None or one.day == one.main):
                return event
    for track in tracks:
        event = days.get(track, {}).get(one.main or "")
        if event is not None:
            return event
    return Reason.NO_EXCHANGE_THAT_DAY
