"""What each claim asserts, as a measure and a count.

1. *Each side* is said of both directions at once; the voice remembers that it was said so.
2. One transfer by one speaker is everybody who went, whatever they are called. Several by the same speaker, on the
   same page, day and direction, are read together: where one is the sum of the others, or says *prisoners*, it is
   everybody and the others are parts; where all are parts (270 servicemen, 120 civilians), everybody is their sum,
   marked derived, unless the page has the largest of them, and not the sum, for everybody of the other direction or by
   another voice: 154 servicemen for 154, and five civilians *besides*. A transfer said of several days (*multi-day*,
   *in all*) is a running total of the whole deal.
3. Nobody contradicts himself on one page: where a speaker counts as one part, or as one running total, two numbers that
   cannot be the same (54 who served long terms and 111 who were held in Gaza), the words behind them tell them apart.
4. An older exchange without a date is not today's.
5. A transfer of civilians, of officers and the like, or of servicemen who are a part in somebody else's words, is that
   part where others count more people in the same direction on that day; so are those said to have gone outside the
   exchange, or as goodwill.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from homeward.reading.words import EACH_SIDE, Category, Claim, Kind, Qualifier, Reading
from homeward.weighing.counts import agree
from homeward.weighing.measures import BESIDES, PARTITIONED, STAGE, beside, measure_of, words_behind, words_of
from homeward.weighing.rows import Row
from homeward.weighing.speakers import COMPILED, voice_of_claim, voice_of_row
from homeward.weighing.words import EventKind, Measure, PartialDate, Subject, Voice

_Said = tuple[str, str | None, PartialDate | None]
"""Who speaks, of which direction, of which day."""

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


def assertions_of(reading: Reading, theatre: tuple[str, ...], publisher: str) -> list[Assertion]:
    """Return what the claims of one reading assert, in the order of the claims.

    ``theatre`` holds the parties that it speaks of, and ``publisher`` is the key of whoever speaks where the document
    speaks for itself.
    """
    claims = tuple(claim for claim in reading.claims if not claim.rejected)
    main = _main_day(claims)
    days_of_bodies = {claim.exchange_date for claim in claims if claim.category is Category.BODIES}
    days_of_people = {
        claim.exchange_date
        for claim in claims
        if claim.kind in _MOVES and claim.category not in {None, Category.BODIES}
    }
    found: list[Assertion] = []
    groups: dict[_Said, list[int]] = defaultdict(list)
    parts: dict[_Said, set[Category | None]] = defaultdict(set)
    for index, claim in enumerate(reading.claims):
        if claim.rejected:
            continue
        voice = voice_of_claim(reading.document, claim, index, theatre, publisher)
        day = claim.exchange_date or (None if claim.kind is Kind.PREVIOUS_EXCHANGE else main)
        bodies = claim.category is Category.BODIES or (
            claim.category is None and day in days_of_bodies and day not in days_of_people
        )
        for direction in _directions(claim, theatre):
            measure, count = measure_of(claim, direction, claims, reading.document.text)
            together = (claim.speaker, direction, day)
            if measure is not None and measure.subject is Subject.MOVED and count is not None:
                groups[together].append(len(found))
            elif measure is not None and measure.subject is Subject.PART:
                parts[together].add(claim.category)
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
    counted = {key: _counts(found, members) for key, members in groups.items()}
    for key, members in groups.items():
        elsewhere = set().union(*(counts for other, counts in counted.items() if other != key and other[2] == key[2]))
        _read_together(found, members, parts[key], elsewhere)
    _tell_apart(found, reading.document.text)
    return found


def _main_day(claims: Iterable[Claim]) -> PartialDate | None:
    """The latest day that a document reports on: news is about the newest."""
    told = (Kind.TRANSFER, Kind.BODIES, Kind.BREAKDOWN, Kind.EARLY_DISCLOSURE)
    for kinds in (told, (Kind.ORDINAL, Kind.CUMULATIVE, Kind.MEDIATOR, Kind.LOCATION)):
        days = {claim.exchange_date for claim in claims if claim.kind in kinds and claim.exchange_date}
        if days:
            return max(days)
    return None


def theatre_of(reading: Reading, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parties that a document speaks of: the record's own pair, unless people go to others, not to both."""
    directions = {claim.direction for claim in reading.claims if claim.direction and not claim.rejected}
    seen = {direction.removeprefix("to_") for direction in directions if direction.startswith("to_")}
    return parties if seen <= set(parties) or seen >= set(parties) else tuple(sorted(seen))


def _directions(claim: Claim, theatre: tuple[str, ...]) -> list[str | None]:
    return [f"to_{party}" for party in theatre] if claim.direction == EACH_SIDE else [claim.direction]


def _counts(found: Sequence[Assertion], members: Iterable[int]) -> set[int]:
    """The counts of some transfers, and their sum."""
    counts = {found[index].count or 0 for index in members}
    return counts | {sum(counts)}


def _read_together(
    found: list[Assertion], members: list[int], parts_told: Collection[Category | None], elsewhere: Collection[int]
) -> None:
    """Rule 2: tell everybody from the parts, among transfers by one speaker; appends a derived sum where needed.

    ``parts_told``: the categories of the parts that the speaker counts apart from them. ``elsewhere``: what the page
    counts of that day by other voices, or in the other direction, and the sums of that.
    """
    members = _without_those_beside(found, members)
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
    alone = not totals and numbers[-1] in elsewhere and sum(numbers) not in elsewhere
    if alone:
        totals = {index for index in members if found[index].count == numbers[-1]}
    parts = [index for index in members if index not in totals]
    for index in parts:
        one = found[index]
        left = BESIDES if alone else _left_over(one, {*categories, *parts_told}) if totals else None
        scope = beside(one.voice.note) or left
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


def _without_those_beside(found: list[Assertion], members: list[int]) -> list[int]:
    """Set those aside who are said to have gone outside the exchange, if others went in it; returns the others."""
    within = [index for index in members if beside(found[index].voice.note) != BESIDES]
    for index in members if within else ():
        if index not in within:
            one = found[index]
            measure = replace(_of(one), subject=Subject.PART, category=one.voice.category, scope=BESIDES)
            found[index] = replace(one, measure=measure)
    return within or members


def _left_over(one: Assertion, categories: set[Category | None]) -> str | None:
    """A part beside a whole is named by its category if that tells it apart, else it is people besides."""
    plain = one.voice.category in PARTITIONED or Category.CIVILIANS in categories
    return None if plain else BESIDES


def _tell_apart(found: list[Assertion], text: str) -> None:
    """Rule 3: give numbers of one name by one speaker the words behind them; the largest of a total keeps the name."""
    named: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, one in enumerate(found):
        subject = one.measure.subject if one.measure else None
        if subject in {Subject.PART, Subject.RUNNING_TOTAL} and one.count is not None:
            named[(one.voice.speaker, one.measure, one.day)].append(index)
    for members in named.values():
        largest = max((found[index] for index in members), key=lambda one: one.count or 0)
        unlike = [found[index] for index in members if not _may_be_same(found[index], largest)]
        if not unlike:
            continue
        measure = _of(largest)
        kept = measure.scope in {None, BESIDES} or measure.subject is Subject.RUNNING_TOTAL
        for index in members:
            one = found[index]
            if not kept or one in unlike:
                found[index] = replace(one, measure=_named_further(one, measure, text))


def _may_be_same(one: Assertion, other: Assertion) -> bool:
    return agree(one.count or 0, one.qualifier, other.count or 0, other.qualifier)


def _named_further(one: Assertion, measure: Measure, text: str) -> Measure:
    """A measure with the words of one number in its name, and those behind it."""
    evidence = one.voice.evidence or ""
    own = words_of(evidence)
    own = own if any(letter.isdigit() for letter in evidence) else own.partition(" ")[2]  # "five" is no name
    behind = words_behind(text, one.voice.end or 0) if one.count != 1 else ""  # behind one person stands a name
    words = f"{own} {behind}".strip()
    if not words:
        return measure
    within = measure.scope is not None and (measure.subject is Subject.RUNNING_TOTAL or measure.scope == BESIDES)
    return replace(measure, scope=f"{words} ({measure.scope})" if within else words)


def settled(said: Sequence[Assertion]) -> list[Assertion]:
    """Read the transfers of one exchange in the light of each other: rule 5."""
    most: dict[str | None, int] = defaultdict(int)
    parts: dict[tuple[str | None, int], Measure] = {}
    for one in said:
        if one.measure is None or one.count is None:
            continue
        if one.measure.subject is Subject.MOVED and beside(one.voice.note) != BESIDES:
            most[one.measure.direction] = max(most[one.measure.direction], one.count)
        elif one.measure.subject is Subject.PART and (one.measure.scope in {None, BESIDES}):
            place = (one.measure.direction, one.count)
            parts[place] = min(one.measure, parts.get(place, one.measure), key=Measure.sorted_key)
    return [_settled(one, most, parts) for one in said]


def _settled(one: Assertion, most: dict[str | None, int], parts: dict[tuple[str | None, int], Measure]) -> Assertion:
    measure, category = one.measure, one.voice.category
    if measure is not None and measure.scope == BESIDES and measure.subject is Subject.PART and one.count is not None:
        alike = parts[(measure.direction, one.count)]  # the same people, whatever they are called
        return replace(one, measure=alike) if alike.scope == BESIDES else one
    if measure is None or measure.subject is not Subject.MOVED or one.count is None or one.voice.derived:
        return one
    outside = beside(one.voice.note) == BESIDES
    if one.count >= most[measure.direction] or (not outside and category in {None, Category.PRISONERS}):
        return one
    part = parts.get((measure.direction, one.count))
    if outside:
        known = part if part is not None and part.scope == BESIDES else None
        return replace(one, measure=known or replace(measure, subject=Subject.PART, category=category, scope=BESIDES))
    if category in PARTITIONED:
        return replace(one, measure=replace(measure, subject=Subject.PART, category=category))
    fits = part is not None and (part.category is category or part.scope == BESIDES)
    return replace(one, measure=part) if fits else one


def _of(one: Assertion) -> Measure:
    if one.measure is None:  # only counted transfers are read together
        raise AssertionError("a counted transfer has a measure")
    return one.measure


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
        scope = f"{STAGE} of {row.deal}"
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
