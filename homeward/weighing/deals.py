"""Which exchanges are stages of one deal, and what is said of the whole.

A deal is known by the place and day of its agreement: ``istanbul-2025-05-16``. An exchange belongs to it if a row of
the compiled record or the signed record says so; where there is no row, if the documents on that day name the agreement
(most independent voices first), or if it must be: the third stage of a deal has before it the two exchanges that there
were since the agreement. An ordinal of the war or of the year is one number for the whole deal: what is said of it on
any stage is read for all of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from homeward.reading.words import Category, Kind, Qualifier
from homeward.weighing.assertions import Assertion
from homeward.weighing.measures import STAGE, WHOLE
from homeward.weighing.placing import Event
from homeward.weighing.rows import RowContradiction
from homeward.weighing.signed import SignedRecord
from homeward.weighing.speakers import COMPILED, slug, voice_of_row
from homeward.weighing.words import Measure, PartialDate, Subject

_SOON = 45  # days from an agreement within which a report that names only its place is taken to mean it


@dataclass(slots=True)
class Draft:
    """A deal while it is being put together."""

    key: str
    place: str
    agreed_on: PartialDate
    name: str | None = None
    signed: SignedRecord | None = None
    stages: list[Event] = field(default_factory=list)
    said: list[Assertion] = field(default_factory=list)

    def lifts(self, known: RowContradiction) -> bool:
        """Whether what the compiled record remarks on a stage is about the totals of the whole."""
        measure = known.measure
        return measure is not None and measure.subject is Subject.RUNNING_TOTAL and measure.scope == self.name

    @property
    def known(self) -> list[RowContradiction]:
        """What the compiled record remarks on the totals of the whole."""
        return [known for event in self.stages if event.row for known in event.row.contradictions if self.lifts(known)]

    @property
    def ordinals(self) -> list[Assertion]:
        """What is said on any stage of the ordinal of the whole."""
        return [
            one
            for event in self.stages
            if is_stage(event)
            for one in event.said
            if one.measure and one.measure.subject is Subject.ORDINAL and of_the_whole(one.measure.scope)
        ]


def of_the_whole(scope: str | None) -> bool:
    """Whether an ordinal of this scope counts whole exchanges, not stages, mediators or weeks."""
    return bool(scope and re.fullmatch(r"since \d{4}|in \d{4}", scope))


def is_stage(event: Event) -> bool:
    """Whether an event of a deal is one of its stages of people."""
    return not event.track[1] and (event.row is None or event.row.stage is not None or event.signed)


def agreement(value: str | None) -> tuple[str, PartialDate | None]:
    """Read ``Istanbul 2025-05-16`` as a place and a date.

    >>> agreement("Istanbul 2025-05-16")
    ('Istanbul', '2025-05-16')
    """
    found = re.fullmatch(r"(.*?)[ ,;]*(\d{4}(?:-\d\d(?:-\d\d)?)?)?(?: \(sic\))?", (value or "").strip())
    return (found[1], found[2]) if found else (value or "", None)


def drafts_of(events: Sequence[Event], signed: SignedRecord | None) -> list[Draft]:
    """Find the deals, put the exchanges on them, and move up to them what is said of the whole."""
    drafts: dict[str, Draft] = {}

    def draft(place: str, day: PartialDate) -> Draft:
        return drafts.setdefault(f"{slug(place)}-{day}", Draft(f"{slug(place)}-{day}", place, day))

    for event in events:
        if event.row and event.row.agreement_place and event.row.agreement_date:
            found = draft(event.row.agreement_place, event.row.agreement_date.isoformat())
            found.name = found.name or event.row.deal
            found.stages.append(event)
    if signed and signed.agreed_on:
        found = draft(signed.place or signed.exchange, signed.agreed_on.isoformat())
        found.signed = signed
        found.stages.extend(event for event in events if event.signed and event not in found.stages)
    taken = {id(event) for found in drafts.values() for event in found.stages}
    told = {id(event): _told(event) for event in events if event.row is None and id(event) not in taken}
    for places in told.values():
        for place, day in places:
            if day and len(day) == 10:
                draft(place, day)
    for event in events:
        chosen = _choose(event, told[id(event)], drafts) if id(event) in told else None
        if chosen is not None and (not chosen.stages or chosen.stages[0].track[0] == event.track[0]):
            chosen.stages.append(event)
    taken = {id(event) for found in drafts.values() for event in found.stages}
    free = [event for event in events if id(event) not in taken and event.row is None]
    for _, found in sorted(drafts.items()):
        before = _stages_before(found, free)
        found.stages.extend(before)
        free = [event for event in free if event not in before]
    for planned in (False, True):  # what was planned is compared with what was agreed, so it comes after
        for event in events:
            _lift(event, drafts, planned)
    kept = [found for found in drafts.values() if found.stages]
    for found in kept:
        found.said += _agreed_by_name(found)
        found.stages.sort(key=lambda event: (event.day, event.track))
        found.name = found.name or _name(found)
        found.said = [_scoped(one, found) for one in found.said]
        for event in found.stages:
            event.said = [_stage_named(one, found) for one in event.said]
    return sorted(kept, key=lambda found: (found.agreed_on, found.key))


def _stages_before(found: Draft, free: Sequence[Event]) -> list[Event]:
    """The exchanges since the agreement that must be stages of it, since a known stage says how many there were."""
    stages = [event for event in found.stages if is_stage(event)]
    if len(stages) != 1 or (number := stage_said(stages[0])) is None:
        return []
    track, day = stages[0].track, stages[0].day
    before = [event for event in free if event.track == track and found.agreed_on <= event.day < day]
    return before if len(before) == number - 1 else []


def stage_said(event: Event) -> int | None:
    """Which stage of its deal an event is said to be, by most independent voices; None where nobody says so."""
    said = {
        (one.count, one.voice.origin)
        for one in event.said
        if one.measure and one.measure.subject is Subject.ORDINAL and _counts_stages(one.measure.scope)
    }
    numbers = Counter(number for number, _ in said if number is not None)
    return max(numbers, key=lambda number: (numbers[number], -number), default=None)


def _counts_stages(scope: str | None) -> bool:
    return scope == STAGE or (scope or "").startswith(f"{STAGE} of ")


def _stage_named(one: Assertion, found: Draft) -> Assertion:
    """Give the number of a stage its deal's name as scope, so that all pages speak of one series."""
    if one.measure is None or one.measure.scope != STAGE or found.name is None:
        return one
    return replace(one, measure=replace(one.measure, scope=f"{STAGE} of {found.name}"))


def _agreed_by_name(found: Draft) -> list[Assertion]:
    """What the compiled record says was agreed, by what it calls the deal: 1000-for-1000 is 1,000 each way."""
    event = next((one for one in found.stages if one.row and one.row.deal), None)
    number = re.fullmatch(r"(\d+)-for-\1", found.name or "")
    if event is None or event.row is None or number is None:
        return []
    theatre = event.track[0]
    voice = voice_of_row(event.row.key, event.row.date, COMPILED, theatre, found.name, derived=True)
    return [
        Assertion(
            voice=voice,
            kind=Kind.AGREEMENT,
            measure=Measure(Subject.AGREED, f"to_{party}", Category.PRISONERS),
            count=int(number[1]),
            qualifier=Qualifier.EXACT,
            theatre=theatre,
            bodies=False,
            day=event.day,
        )
        for party in theatre
    ]


def _told(event: Event) -> Counter[tuple[str, PartialDate | None]]:
    """The agreements that the documents on an event name, by independent voices."""
    voices = {(agreement(one.voice.note), one.voice.origin) for one in event.said if one.kind is Kind.AGREEMENT}
    return Counter(named for named, _ in voices if named[0])


def _choose(event: Event, told: Counter[tuple[str, PartialDate | None]], drafts: dict[str, Draft]) -> Draft | None:
    dated = [(count, day, place) for (place, day), count in told.items() if day and len(day) == 10 and day <= event.day]
    if dated:
        _, day, place = max(dated)
        return drafts[f"{slug(place)}-{day}"]
    near = {
        found.agreed_on: found
        for place, day in told
        if day is None and len(event.day) == 10
        for found in drafts.values()
        if found.place == place and 0 <= _days(found.agreed_on, event.day) <= _SOON
    }
    return near[max(near)] if near else None


def _days(one: PartialDate, other: PartialDate) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def _lift(event: Event, drafts: dict[str, Draft], planned: bool) -> None:
    """Move what is said on an exchange about a whole deal to that deal."""
    own = next((found for found in drafts.values() if event in found.stages), None)
    kept = []
    for one in event.said:
        is_plan = one.measure is not None and one.measure.subject is Subject.PLANNED
        found = _deal_of(one, own, drafts) if is_plan is planned else None
        if found is None:
            kept.append(one)
        else:
            found.said.append(one)
    event.said = kept


def _deal_of(one: Assertion, own: Draft | None, drafts: dict[str, Draft]) -> Draft | None:
    if one.measure is None or one.count is None:
        return None
    match one.measure.subject:
        case Subject.AGREED:
            place, day = agreement(one.voice.note)
            named = drafts.get(f"{slug(place)}-{day}") if day else None
            if named and named.stages:
                return named
            return own if own and (day is None or not named) and place in {"", own.place} else None
        case Subject.RUNNING_TOTAL:
            scope = one.measure.scope
            whole = scope in {None, WHOLE} or (own is not None and scope == own.name)
            return own if whole or _for_each(scope) else None
        case Subject.PLANNED:
            return own if own and _for_each(f"{one.count}-for-{one.count}") and _of_whole(one, own) else None
        case _:
            return None


def without_agreements(events: Sequence[Event], drafts: Sequence[Draft]) -> list[Event]:
    """Take away what is no event: a page that puts the agreed number on the day of the agreement, not the crossing.

    Its counts become what was agreed; its date stays on the first stage, to be shown as a contradiction.
    """
    kept = []
    for event in events:
        counted = [one for one in event.said if one.measure is not None and one.count is not None]
        draft = next((one for one in drafts if one.agreed_on == event.day and event not in one.stages), None)
        stage = next((one for one in draft.stages if is_stage(one)), None) if draft else None
        if draft is None or stage is None or event.firm or not counted or event.track != stage.track:
            kept.append(event)
        elif all(one.measure and one.measure.subject is Subject.MOVED and _of_whole(one, draft) for one in counted):
            for one in counted:
                if one.measure is not None:
                    draft.said.append(replace(one, measure=replace(one.measure, subject=Subject.AGREED)))
            stage.said += [replace(one, measure=None, count=None) if one in counted else one for one in event.said]
        else:
            kept.append(event)
    return kept


def _of_whole(one: Assertion, own: Draft) -> bool:
    """Whether a number is the deal's, not a stage's: it is what others say was agreed."""
    numbers = {re.match(r"\d+", own.name or "")}
    agreed = {int(found[0]) for found in numbers if found}
    agreed |= {
        other.count for other in own.said if other.measure and other.measure.subject is Subject.AGREED and other.count
    }
    return one.count in agreed


def _for_each(scope: str | None) -> bool:
    return bool(scope and re.fullmatch(r"\d+-for-\d+", scope))


def _name(found: Draft) -> str | None:
    named = Counter(
        one.measure.scope.removeprefix(f"{STAGE} of ")
        for event in found.stages
        for one in event.said
        if one.measure and one.measure.scope and one.measure.scope.startswith(f"{STAGE} of ")
    )
    if named:
        return max(named, key=lambda name: (named[name], name))
    agreed: dict[int, set[str]] = defaultdict(set)
    for one in found.said:
        if one.measure and one.measure.subject is Subject.AGREED and one.count and one.measure.direction:
            agreed[one.count].add(one.measure.direction)
    mutual = [count for count, directions in agreed.items() if len(directions) > 1]
    return f"{max(mutual)}-for-{max(mutual)}" if mutual else None


def _scoped(one: Assertion, found: Draft) -> Assertion:
    """Give running totals of the whole their deal's name as scope, so that they are one figure."""
    if one.measure is None or one.measure.subject is not Subject.RUNNING_TOTAL:
        return one
    return replace(one, measure=replace(one.measure, scope=found.name or found.key))
