"""From assertions to figures: what is said, by whom, the headline by its rule, and how well it stands.

The rules are tried in this order, and the first that finds a count names the headline. Where it finds only *more than
200* and somebody else's exact count may be read as that, the exact count is shown.

1. ``confirmed-by-signed-record``: both sides signed for each person at the crossing.
2. ``keeps-the-series``: for ordinals; a number that an older exchange already carries is set aside first.
3. ``both-sides-agree``: officials of every party say it; who has reason to differ does not.
4. ``receiving-side-first``: who receives people counts and names them.
5. ``counting-body-first``: ordinals and running totals are the count of the body that keeps them.
6. ``party-before-others``: what was agreed or promised is the parties' own to tell.
7. ``sending-side-in-default``: the other party, where the receiving one is silent.
8. ``intermediary-before-outlet``: it was there, or was told by who was.
9. ``compiled-record``: compiled from named sources; unless outlets that agree are more.
10. ``more-independent-voices``: outlets do not count people; independent repetition is all there is.
11. ``no-count-given``: people went and the number was withheld.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from homeward.reading.words import Qualifier
from homeward.weighing.assertions import Assertion
from homeward.weighing.counts import agree
from homeward.weighing.words import (
    Against,
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

OFFICIAL = {SourceKind.PARTY, SourceKind.BOTH, SourceKind.INTERMEDIARY, SourceKind.OTHER_OFFICIAL}


@dataclass(frozen=True, slots=True)
class Signed:
    """What the signed record says of one measure. ``confirmed``: the sides' records agree or were resolved."""

    count: int | None
    confirmed: bool
    disputed: bool = False


def figures_of(
    said: Iterable[Assertion],
    parties: Sequence[str],
    signed: Callable[[Measure], Signed | None] = lambda _: None,
    taken: Callable[[Measure, int], bool] = lambda _, __: False,
) -> tuple[Figure, ...]:
    """Make the figures of one exchange or deal, in order. ``taken`` says that an older exchange carries an ordinal."""
    by_measure: dict[Measure, list[Assertion]] = defaultdict(list)
    for one in said:
        if one.measure is not None:
            by_measure[one.measure].append(one)
    return tuple(
        figure_of(measure, by_measure[measure], parties, signed(measure), taken)
        for measure in sorted(by_measure, key=Measure.sorted_key)
    )


def figure_of(
    measure: Measure,
    said: Iterable[Assertion],
    parties: Sequence[str],
    signed: Signed | None = None,
    taken: Callable[[Measure, int], bool] = lambda _, __: False,
) -> Figure:
    """Make the figure of one measure from all that is said about it; the headline's own value comes first."""
    values = values_of(said, signed)
    headline, standing = _headline(measure, values, parties, signed, taken)
    shown = sorted(values, key=lambda value: (value.count, value.qualifier) != (headline.count, headline.qualifier))
    return Figure(measure, tuple(shown), headline, standing, signed.count if signed else None)


def values_of(said: Iterable[Assertion], signed: Signed | None = None) -> tuple[Value, ...]:
    """Group what is said by count and exactness; the most supported first."""
    voices: dict[tuple[int | None, Qualifier], set[Voice]] = defaultdict(set)
    for one in said:
        how = Qualifier.UNDISCLOSED if one.count is None else one.qualifier
        voices[(one.count, how)].add(one.voice)
    exact = [count for count, how in voices if count is not None and how is Qualifier.EXACT]
    values = [
        Value(
            count=count,
            qualifier=how,
            voices=tuple(sorted(heard, key=voice_key)),
            agrees_with=tuple(sorted(number for number in exact if _may_be(count, how, number))),
            against=_against(count, how, signed),
        )
        for (count, how), heard in voices.items()
    ]
    return tuple(sorted(values, key=lambda value: (-value.support, value.count or 0, value.qualifier)))


def voice_key(voice: Voice) -> tuple[int, str, str, int, str, str]:
    """Order of voices: nearest to the crossing first, then by name, so that no input order shows."""
    rank = list(SourceKind).index(voice.kind)
    return (rank, voice.speaker, voice.document or "", voice.claim or 0, voice.row or "", repr(voice))


def _may_be(count: int | None, how: Qualifier, number: int) -> bool:
    return count is not None and how is not Qualifier.EXACT and agree(count, how, number, Qualifier.EXACT)


def _against(count: int | None, how: Qualifier, signed: Signed | None) -> Against | None:
    if signed is None:
        return None
    if signed.count is None or not signed.confirmed or count is None:
        return Against.UNSUPPORTED
    return Against.SUPPORTED if agree(count, how, signed.count, Qualifier.EXACT) else Against.CONTRADICTED


def same(value: Value, count: int | None, how: Qualifier) -> bool:
    """Whether a value may be read as a headline."""
    if value.count is None or count is None:
        return True
    return agree(value.count, value.qualifier, count, how)


def sides_of(value: Value, values: Iterable[Value], parties: Sequence[str]) -> frozenset[str]:
    """The parties whose officials say a value, or something that may be read as it."""
    found: set[str] = set()
    for other in values:
        if other is value or (other.count is not None and same(other, value.count, value.qualifier)):
            for voice in other.voices:
                if voice.kind is SourceKind.BOTH:
                    found.update(parties)
                elif voice.kind is SourceKind.PARTY and voice.side:
                    found.add(voice.side)
    return frozenset(found)


def _headline(
    measure: Measure,
    values: Sequence[Value],
    parties: Sequence[str],
    signed: Signed | None,
    taken: Callable[[Measure, int], bool],
) -> tuple[Headline, Standing]:
    counts = [value.count for value in values if value.count is not None]
    low, high = (min(counts), max(counts)) if counts else (None, None)
    if signed and signed.confirmed and signed.count is not None:
        number = signed.count
        heard = support(values, number, Qualifier.EXACT)
        spread = [*counts, number]
        head = Headline(number, Qualifier.EXACT, Rule.SIGNED_RECORD, min(spread), max(spread), heard)
        return head, Standing.CONTRADICTED if counts and not heard else Standing.CONFIRMED
    chosen, rule = choose(measure, values, parties, taken)
    if chosen is None:
        return Headline(None, Qualifier.UNDISCLOSED, Rule.NO_COUNT, low, high, 0), Standing.WITHHELD
    heard = support(values, chosen.count, chosen.qualifier)
    standing = Standing.DISPUTED_IN_RECORD if signed and signed.disputed else _standing(chosen, values, parties)
    return Headline(chosen.count, chosen.qualifier, rule, low, high, heard), standing


def support(values: Iterable[Value], count: int | None, how: Qualifier) -> int:
    """How many independent voices say a count, or something that may be read as it."""
    agreeing = [value.origins for value in values if value.count is not None and same(value, count, how)]
    return len(frozenset().union(*agreeing))


def choose(
    measure: Measure,
    values: Sequence[Value],
    parties: Sequence[str],
    taken: Callable[[Measure, int], bool] = lambda _, __: False,
) -> tuple[Value | None, Rule]:
    """Choose the value to show first, and name the rule: see the module's docstring."""
    counted = [value for value in values if value.count is not None]
    if not counted:
        return None, Rule.NO_COUNT
    kept = [value for value in counted if not taken(measure, value.count or 0)] or counted
    rule, candidates = _by_rule(measure, kept, parties)
    loose = [value for value in candidates if value.qualifier is not Qualifier.EXACT]
    exact = [value for value in kept if value.qualifier is Qualifier.EXACT]
    candidates = [*candidates, *(one for one in exact if any(same(one, two.count, two.qualifier) for two in loose))]
    best = max(candidates, key=lambda value: _weight(value, kept, measure.subject))
    if len(kept) < len(counted) and measure.subject is Subject.ORDINAL:
        return best, Rule.KEEPS_SERIES
    return best, rule


def _weight(value: Value, values: Sequence[Value], subject: Subject) -> tuple[bool, int, int, int]:
    """Exact before qualified, then by independent voices, by speakers, and at last by the count itself.

    Of two ordinals or running totals the higher is the newer; of two counts of people the lower claims less.
    """
    speakers = len({voice.speaker for voice in value.voices})
    return (
        value.qualifier is Qualifier.EXACT,
        support(values, value.count, value.qualifier),
        speakers,
        (value.count or 0) * (1 if subject in {Subject.ORDINAL, Subject.RUNNING_TOTAL} else -1),
    )


def _by_rule(measure: Measure, values: Sequence[Value], parties: Sequence[str]) -> tuple[Rule, Sequence[Value]]:
    counted = measure.subject in {Subject.ORDINAL, Subject.RUNNING_TOTAL}
    receiving = measure.direction[3:] if measure.direction and measure.direction.startswith("to_") else None
    agreed = [value for value in values if sides_of(value, values, parties) >= set(parties)]
    by_receiver = [value for value in values if any(voice.side == receiving for voice in value.voices)]
    by_party = [value for value in values if _has(value, {SourceKind.PARTY, SourceKind.BOTH})]
    by_mediator = [value for value in values if _has(value, {SourceKind.INTERMEDIARY, SourceKind.OTHER_OFFICIAL})]
    if agreed and not counted:
        return Rule.BOTH_SIDES, agreed
    if counted and (keepers := _keepers(measure, values) or by_party):
        return Rule.COUNTING_BODY, keepers
    if by_party and measure.subject in {Subject.AGREED, Subject.PLANNED}:
        return Rule.PARTY, by_party
    if by_receiver and receiving in parties:
        return Rule.RECEIVING_SIDE, by_receiver
    if by_party:
        return Rule.SENDING_SIDE, by_party
    if by_mediator:
        return Rule.INTERMEDIARY, by_mediator
    compiled = [value for value in values if _has(value, {SourceKind.COMPILED})]
    most = max(support(values, value.count, value.qualifier) for value in values)
    if compiled and max(support(values, value.count, value.qualifier) for value in compiled) >= most:
        return Rule.COMPILED, compiled
    return Rule.MORE_VOICES, values


def _keepers(measure: Measure, values: Sequence[Value]) -> list[Value]:
    """Values said by whoever keeps a count: the mediator of a scope that is named after it."""
    keeper = (measure.scope or "").split("-")[0].lower()
    return [value for value in values if keeper and any(voice.side == keeper for voice in value.voices)]


def _has(value: Value, kinds: set[SourceKind]) -> bool:
    return any(voice.kind in kinds for voice in value.voices)


def _standing(chosen: Value, values: Sequence[Value], parties: Sequence[str]) -> Standing:
    others = [value for value in values if not same(value, chosen.count, chosen.qualifier)]
    sides = sides_of(chosen, values, parties)
    if any(_has(value, OFFICIAL) for value in others):
        return Standing.DISPUTED
    if sides >= set(parties):
        return Standing.ESTABLISHED
    if sides:
        return Standing.ONE_SIDE
    if others and not _has(chosen, OFFICIAL):
        return Standing.DISPUTED
    return Standing.UNOFFICIAL
