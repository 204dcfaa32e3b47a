"""Why two records are thought to be one person, or not, field by field and in a sentence."""

from functools import lru_cache

from homeward.matching import dates
from homeward.matching.search import FIELDS, Bits
from homeward.matching.words import Candidate, Decision, Evidence, Field, Outcome, Side, Why
from homeward.names import fathers, given
from homeward.names.distance import steps
from homeward.names.given import Kinship
from homeward.names.sounds import read

_SPELLING = 6.0  # bits of distance up to which two words are one name spelt twice

_KIN = {
    Kinship.SAME: Why.SAME_NAME,
    Kinship.TRANSLATED: Why.TRANSLATED,
    Kinship.SHORT: Why.SHORT,
    Kinship.RELATED: Why.RELATED,
}
_BORN = {
    dates.Born.MISSING: Why.MISSING,
    dates.Born.EXACT: Why.SAME,
    dates.Born.SWAPPED: Why.SWAPPED,
    dates.Born.NEXT_DAY: Why.NEXT_DAY,
    dates.Born.NEXT_MONTH: Why.NEXT_MONTH,
    dates.Born.NEXT_YEAR: Why.NEXT_YEAR,
    dates.Born.ONE_DIGIT: Why.ONE_DIGIT,
    dates.Born.PARTLY: Why.PARTLY,
    dates.Born.SAME_YEAR: Why.SAME_YEAR,
    dates.Born.NEAR_YEARS: Why.NEAR_YEARS,
    dates.Born.DIFFERENT: Why.DIFFERENT,
}


def evidence(bits: Bits, theirs: Side, ours: Side, born: dates.Born) -> tuple[Evidence, ...]:
    """What every field says of a pair.

    Args:
        bits: By ``search.FIELDS``.
        theirs: The row of the list.
        ours: The person of the registry.
        born: How their dates of birth stand to each other.
    """
    found = []
    for field, value in zip(FIELDS, bits.tolist(), strict=True):
        if field is Field.NAMESAKES:
            if value < -0.05:
                found.append(Evidence(field, round(value, 2), "", "", Why.NAMESAKES))
            continue
        if field is Field.ORDER:
            if value < -0.05:
                found.append(Evidence(field, round(value, 2), _name(theirs), _name(ours), Why.REORDERED))
            continue
        a, b = _shown(theirs, field), _shown(ours, field)
        found.append(Evidence(field, round(value, 2), a, b, _why(field, theirs, ours, value, born)))
    return tuple(found)


def _shown(side: Side, field: Field) -> str:
    """A field as it is written; of a name read from another column, the word it was read as."""
    if field not in (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC):
        return side.written.get(field.value, "")
    word: str = getattr(side, field.value)
    column = side.written.get(field.value, "")
    return column if column and word and word[0] == column.strip()[:1].lower() else word.title()


def _name(side: Side) -> str:
    columns = (side.written.get(name, "") for name in ("surname", "given", "patronymic"))
    return " ".join(text for text in columns if text) or side.written.get("full_name", "")


def _why(field: Field, theirs: Side, ours: Side, bits: float, born: dates.Born) -> Why:
    """How the two sides of a field stand to each other."""
    if field in (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC):
        why = _why_named(field, getattr(theirs, field.value), getattr(ours, field.value))
        # What speaks for one person is not called different, however far it is written.
        return Why.NEAR if why is Why.DIFFERENT and bits > 0 else why
    a, b = theirs.written.get(field.value, ""), ours.written.get(field.value, "")
    if not a or not b:
        return Why.MISSING
    if field is Field.BORN:
        return _BORN[born]
    if a == b or (bits > 0 and field is not Field.BIRTHPLACE):
        return Why.SAME
    return Why.SAME_PLACE if bits > 0 else Why.DIFFERENT


@lru_cache(maxsize=65536)
def _why_named(field: Field, a: str, b: str) -> Why:
    if not a or not b:
        return Why.MISSING
    if a == b:
        return Why.SAME
    if len(a.rstrip(".")) == 1 or len(b.rstrip(".")) == 1:
        return Why.INITIAL if _far(a[:1], b[:1]) <= _SPELLING else Why.DIFFERENT
    if field is not Field.SURNAME:
        find = given.slipped if field is Field.GIVEN else fathers.slipped
        kin = given.kinship(*find([a, b]))
        if kin in _KIN:
            exact = given.kinship(*(given.memberships if field is Field.GIVEN else fathers.fathers)([a, b]))
            return _KIN[kin] if exact is kin else Why.NEAR
        if kin is Kinship.DIFFERENT:
            return Why.DIFFERENT
    far = _far(a, b)
    if far <= _SPELLING:
        return Why.SAME_NAME
    return Why.NEAR if far <= 2.5 * _SPELLING + 5 else Why.DIFFERENT


def _far(a: str, b: str) -> float:
    codes = read([a, b])
    return sum(bits for _, _, bits in steps(codes[0].tolist(), codes[1].tolist()))


def sentence(decision: Decision) -> str:
    """The decision in one English sentence, the strongest reasons first."""
    best = decision.best
    if decision.judged:
        return "Judged by a person: nobody of the registry." if best is None else f"Judged by a person: {best.id}."
    if best is None:
        return "Nobody in the registry is like this person."
    reasons = ", ".join(_clause(one) for one in _strongest(best))
    if decision.outcome is Outcome.CERTAIN:
        return f"{best.id} with probability {percent(best.probability)}: {reasons}."
    rival = f"; also claimed by {', '.join(decision.rivals[:3])}" if decision.rivals else ""
    if decision.outcome is Outcome.TO_JUDGE:
        other = f", next {decision.others[0].id} {percent(decision.others[0].probability)}" if decision.others else ""
        return f"Perhaps {best.id} ({percent(best.probability)}{other}{rival}): {reasons}."
    return f"Probably nobody; the nearest is {best.id} ({percent(best.probability)}{rival}): {reasons}."


def _strongest(candidate: Candidate, most: int = 5) -> list[Evidence]:
    said = [one for one in candidate.evidence if one.why is not Why.MISSING and abs(one.bits) >= 0.2]
    return sorted(said, key=lambda one: -abs(one.bits))[:most]


def _clause(one: Evidence) -> str:
    if not one.theirs and not one.ours:
        return f"{one.why.value} ({one.bits:+.1f})"
    sides = one.theirs if one.theirs == one.ours else f"{one.theirs} / {one.ours}"
    return f"{one.field.value} {sides} {one.why.value} ({one.bits:+.1f})"


def percent(probability: float) -> str:
    """A probability as people read it; never 100 % for what is not sure."""
    if probability > 0.9995:
        return "over 99.9 %"
    return f"{probability:.1%}".replace("%", " %") if probability >= 0.0005 else "under 0.1 %"
