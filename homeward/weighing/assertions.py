"""What each claim asserts, as a measure and a count.

1. *Each side* is said of both directions at once; the voice remembers that it was said so.
2. One transfer by one speaker is everybody who went, whatever they are called. Several by the same speaker, on the
   same page, day and direction, are read together: where one is the sum of the others, or says *prisoners*, it is
   everybody and the others are parts; where all are parts (270 servicemen, 120 civilians), everybody is their sum,
   marked derived. A transfer said of several days (*multi-day*, *in all*) is a running total of the whole deal.
3. A part is known by its category where a partition is given (servicemen and civilians, men and women, officers and
   others), else by its own words: 73 of the National Guard are not a count of servicemen.
4. Scopes are brought to one spelling: *since 2022*, *in 2025*, *outside exchanges*, *UAE-mediated*, or a deal's name.
5. A transfer of civilians, of officers and the like, or of servicemen who are a part in somebody else's words, is that
   part where others count more people in the same direction on that day.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from homeward.reading.words import EACH_SIDE, OF_A_SERIES, Category, Claim, Kind, Qualifier, Reading
from homeward.weighing.rows import Row
from homeward.weighing.speakers import COMPILED, voice_of_claim, voice_of_row
from homeward.weighing.words import EventKind, Measure, PartialDate, Subject, Voice

_PARTITIONED = {Category.CIVILIANS, Category.CHILDREN, Category.WOMEN, Category.MEN, Category.OFFICERS}
_PARTITIONED |= {Category.PRIVATES_AND_SERGEANTS}
_SEVERAL_DAYS = re.compile(r"multi-day|several days|\d/\d{4}|\btotal\b|\bwhole\b|in all", re.IGNORECASE)
BESIDES = "besides"  # the scope of a part that went outside the exchange itself, as goodwill or otherwise
WHOLE = "whole deal"  # the scope of a running total said of the deal that a stage belongs to
_MOVES = {Kind.TRANSFER, Kind.PREVIOUS_EXCHANGE, Kind.BODIES, Kind.BREAKDOWN}


@dataclass(frozen=True, slots=True)
class Assertion:
    """One count, or one thing that is no count (``measure`` None), as one voice asserts it.

    ``theatre`` holds the parties' keys; ``bodies`` tells handovers of bodies from exchanges of people; ``day`` is the
    date asserted, else the latest day that its document reports on.
    """

    voice: Voice
    kind: Kind
    measure: Measure | None
    count: int | None
    qualifier: Qualifier
    theatre: tuple[str, ...]
    bodies: bool
    day: PartialDate | None
    main: PartialDate | None = None  # the latest day its document reports on


def assertions_of(reading: Reading, parties: tuple[str, ...], publisher: str) -> list[Assertion]:
    """Return what the claims of one reading assert, in the order of the claims.

    ``publisher`` is the key of whoever speaks where the document speaks for itself.
    """
    claims = tuple(claim for claim in reading.claims if not claim.rejected)
    main = _main_day(claims)
    theatre = _theatre(claims, parties)
    days_of_bodies = {claim.exchange_date for claim in claims if claim.category is Category.BODIES}
    days_of_people = {
        claim.exchange_date
        for claim in claims
        if claim.kind in _MOVES and claim.category not in {None, Category.BODIES}
    }
    found: list[Assertion] = []
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, claim in enumerate(reading.claims):
        if claim.rejected:
            continue
        voice = voice_of_claim(reading.document, claim, index, theatre, publisher)
        day = claim.exchange_date or main
        bodies = claim.category is Category.BODIES or (
            claim.category is None and day in days_of_bodies and day not in days_of_people
        )
        for direction in _directions(claim, theatre):
            measure, count = _measure(claim, direction, claims)
            if measure is not None and measure.subject is Subject.MOVED and count is not None:
                groups[(claim.speaker, direction, day)].append(len(found))
            found.append(
                Assertion(
                    voice,
                    claim.kind,
                    measure,
                    count,
                    claim.count_qualifier or Qualifier.EXACT,
                    theatre,
                    bodies,
                    day,
                    main,
                )
            )
    for members in groups.values():
        _read_together(found, members)
    return found


def _main_day(claims: Iterable[Claim]) -> PartialDate | None:
    """The latest day that a document reports on: news is about the newest."""
    told = (Kind.TRANSFER, Kind.BODIES, Kind.BREAKDOWN, Kind.EARLY_DISCLOSURE)
    for kinds in (told, (Kind.ORDINAL, Kind.CUMULATIVE, Kind.MEDIATOR, Kind.LOCATION)):
        days = {claim.exchange_date for claim in claims if claim.kind in kinds and claim.exchange_date}
        if days:
            return max(days)
    return None


def _theatre(claims: Iterable[Claim], parties: tuple[str, ...]) -> tuple[str, ...]:
    """The parties that a document speaks of: the record's own pair, unless people go to others and not to both."""
    seen = {claim.direction[3:] for claim in claims if claim.direction and claim.direction.startswith("to_")}
    return parties if seen <= set(parties) or seen >= set(parties) else tuple(sorted(seen))


def _directions(claim: Claim, theatre: tuple[str, ...]) -> list[str | None]:
    return [f"to_{party}" for party in theatre] if claim.direction == EACH_SIDE else [claim.direction]


def _measure(claim: Claim, direction: str | None, claims: Iterable[Claim]) -> tuple[Measure | None, int | None]:
    """The measure and count of one claim alone; None where it counts nothing."""
    match claim.kind:
        case Kind.ORDINAL:
            number, scope = ordinal(claim.value or "")
            return (Measure(Subject.ORDINAL, scope=scope), number) if number is not None else (None, None)
        case Kind.CUMULATIVE if claim.count is not None:
            return Measure(Subject.RUNNING_TOTAL, direction, claim.category, scope_of(claim.value)), claim.count
        case Kind.BODIES if claim.value and claim.value.endswith(" total"):
            return Measure(Subject.RUNNING_TOTAL, direction, Category.BODIES, scope_of(claim.value)), claim.count
        case Kind.AGREEMENT if claim.count is not None:
            return Measure(Subject.AGREED, direction, _everybody(claim.category)), claim.count
        case Kind.PLAN if claim.count is not None:
            return Measure(Subject.PLANNED, direction, _everybody(claim.category), claim.value), claim.count
        case Kind.BREAKDOWN if claim.count is not None:
            return Measure(Subject.PART, direction, claim.category, _part(claim, claims)), claim.count
        case Kind.TRANSFER if claim.count is not None and claim.value and _SEVERAL_DAYS.search(claim.value):
            return Measure(Subject.RUNNING_TOTAL, direction, _everybody(claim.category), WHOLE), claim.count
        case Kind.TRANSFER | Kind.BODIES | Kind.PREVIOUS_EXCHANGE:
            said = claim.count is not None or claim.count_qualifier is Qualifier.UNDISCLOSED
            if not said or (claim.kind is Kind.PREVIOUS_EXCHANGE and claim.count is None):
                return None, None
            if claim.category is Category.BODIES:
                return Measure(Subject.BODIES, direction, Category.BODIES), claim.count
            return Measure(Subject.MOVED, direction, Category.PRISONERS), claim.count
        case _:
            return None, None


def _everybody(category: Category | None) -> Category:
    return Category.BODIES if category is Category.BODIES else Category.PRISONERS


def _part(claim: Claim, claims: Iterable[Claim]) -> str | None:
    """The name of a part that its category does not say: rule 3."""
    if claim.value:
        return beside(claim.value)
    if claim.category in _PARTITIONED:
        return None
    near = [
        other for other in claims if (other.direction, other.exchange_date) == (claim.direction, claim.exchange_date)
    ]
    apart = any(other.category is Category.CIVILIANS for other in near)
    parts = [
        other
        for other in near
        if (other.kind, other.speaker, other.category) == (claim.kind, claim.speaker, claim.category)
    ]
    return None if apart and len(parts) == 1 else re.sub(r"[\d.,\s]+", " ", claim.evidence).strip().lower()


def _read_together(found: list[Assertion], members: list[int]) -> None:
    """Rule 2: tell everybody from the parts, among transfers by one speaker; appends a derived sum where needed."""
    counts = {found[index].count: index for index in reversed(members)}
    if len(counts) < 2:
        return
    numbers = sorted(count for count in counts if count is not None)
    umbrella = [index for index in members if found[index].voice.category is Category.PRISONERS]
    categories = {found[index].voice.category for index in members}
    if numbers[-1] == sum(numbers[:-1]):
        totals = {index for index in members if found[index].count == numbers[-1]}
    elif umbrella or len(categories) == 1:
        candidates = umbrella or [index for index in members if not found[index].voice.note] or members
        largest = max(found[index].count or 0 for index in candidates)
        totals = {index for index in candidates if found[index].count == largest}
    else:
        totals = set()
    parts = [index for index in members if index not in totals]
    for index in parts:
        one = found[index]
        scope = beside(one.voice.note) or (None if not totals else _left_over(one, categories))
        measure = replace(_of(one), subject=Subject.PART, category=one.voice.category, scope=scope)
        found[index] = replace(one, measure=measure)
    if not totals:
        first = found[parts[0]]
        exact = all(found[index].qualifier is Qualifier.EXACT for index in parts)
        found.append(
            replace(
                first,
                measure=Measure(Subject.MOVED, _of(first).direction, Category.PRISONERS),
                count=sum(numbers),
                qualifier=Qualifier.EXACT if exact else Qualifier.ABOUT,
                voice=replace(first.voice, derived=True, category=Category.PRISONERS),
            )
        )


def _left_over(one: Assertion, categories: set[Category | None]) -> str | None:
    """A part beside a whole is named by its category if that tells it apart, else it is people besides."""
    plain = one.voice.category in _PARTITIONED or Category.CIVILIANS in categories
    return None if plain else BESIDES


def beside(scope: str | None) -> str | None:
    """Bring the ways of saying that people went outside the exchange itself to one scope."""
    return BESIDES if scope and re.search(r"goodwill|outside|besides|in addition", scope, re.IGNORECASE) else scope


def settled(said: Sequence[Assertion]) -> list[Assertion]:
    """Read the transfers of one exchange in the light of each other: rule 5."""
    most: dict[str | None, int] = defaultdict(int)
    parts: dict[tuple[str | None, int], Measure] = {}
    for one in said:
        if one.measure is None or one.count is None:
            continue
        if one.measure.subject is Subject.MOVED:
            most[one.measure.direction] = max(most[one.measure.direction], one.count)
        elif one.measure.subject is Subject.PART and (one.measure.scope in {None, BESIDES}):
            place = (one.measure.direction, one.count)
            parts[place] = min(one.measure, parts.get(place, one.measure), key=Measure.sorted_key)
    return [_settled(one, most, parts) for one in said]


def _settled(one: Assertion, most: dict[str | None, int], parts: dict[tuple[str | None, int], Measure]) -> Assertion:
    measure, category = one.measure, one.voice.category
    if measure is None or measure.subject is not Subject.MOVED or one.count is None or one.voice.derived:
        return one
    if one.count >= most[measure.direction] or category in {None, Category.PRISONERS}:
        return one
    if category in _PARTITIONED:
        return replace(one, measure=replace(measure, subject=Subject.PART, category=category))
    part = parts.get((measure.direction, one.count))
    fits = part is not None and (part.category is category or part.scope == BESIDES)
    return replace(one, measure=part) if fits else one


def _of(one: Assertion) -> Measure:
    if one.measure is None:  # only counted transfers are read together
        raise AssertionError("a counted transfer has a measure")
    return one.measure


def ordinal(value: str) -> tuple[int | None, str | None]:
    """Read ``65 since 2022`` or ``stage 3 of 1000-for-1000`` as a number and its scope.

    What is the second of a series that the page does not name (``2 of a series``) can be held against nothing.
    """
    if value.endswith(OF_A_SERIES):
        return None, None
    if stage := re.fullmatch(r"stage (\d+)(?: of (.*))?", value.strip()):
        return int(stage[1]), f"stage of {stage[2]}" if stage[2] else "stage"
    if counted := re.fullmatch(r"(\d+) ?(.*)", value.strip()):
        return int(counted[1]), scope_of(counted[2])
    return None, None


def scope_of(value: str | None) -> str | None:
    """Bring the scope of an ordinal or running total to one spelling: rule 4."""
    if not value:
        return None
    text = " ".join(value.split())
    if "outside" in text:
        return "outside exchanges"
    if re.search(r"\d{4}-\d\d-\d\d/\d", text):
        return WHOLE
    if text.startswith("since 2022"):
        return "since 2022"
    return re.sub(r"\s*(, \d{4} \(sic\)| total)$", "", text)


def assertions_of_row(row: Row, parties: tuple[str, ...]) -> Iterator[Assertion]:
    """Yield what a row of the compiled record asserts, its contradicting values among it."""
    bodies = row.kind is EventKind.BODIES

    def one(
        who: str, measure: Measure, count: int | None, how: Qualifier, note: str | None, derived: bool
    ) -> Assertion:
        voice = replace(voice_of_row(row.key, row.date, who, parties, note, derived), category=measure.category)
        is_bodies = bodies or measure.category is Category.BODIES
        return Assertion(voice, _KIND_OF[measure.subject], measure, count, how, parties, is_bodies, row.date)

    for figure in row.figures:
        yield one(
            figure.speaker or COMPILED, figure.measure, figure.count, figure.qualifier, figure.note, figure.derived
        )
    if row.stage is not None and row.deal:
        scope = f"stage of {row.deal}"
        yield one(COMPILED, Measure(Subject.ORDINAL, scope=scope), row.stage, Qualifier.EXACT, None, False)
    for contradiction in row.contradictions:
        for value in contradiction.values:
            if contradiction.measure is not None and value.qualifier is not None:
                derived = value.who == COMPILED and value.said is not None
                yield one(value.who, contradiction.measure, value.count, value.qualifier, value.said, derived)


_KIND_OF = {
    Subject.MOVED: Kind.TRANSFER,
    Subject.PART: Kind.BREAKDOWN,
    Subject.BODIES: Kind.BODIES,
    Subject.AGREED: Kind.AGREEMENT,
    Subject.PLANNED: Kind.PLAN,
    Subject.RUNNING_TOTAL: Kind.CUMULATIVE,
    Subject.ORDINAL: Kind.ORDINAL,
}
