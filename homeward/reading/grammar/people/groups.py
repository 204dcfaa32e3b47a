"""A counted group of people or bodies, and the small readings that every way of counting shares."""

from dataclasses import dataclass

from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import Category, Qualifier

_EACH_WITHIN = 7  # tokens from a noun to "each side"
_EVENTS = {"rounds", "stages", "phases", "days", "swaps", "exchanges"}  # counted, and no people
_BODIES_WITHIN = 3  # tokens between "bodies" and the number at most


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its noun: tokens ``i`` to ``j``; ``number`` is where the number itself starts."""

    line: Line
    i: int
    j: int
    number: int
    value: int
    qualifier: Qualifier
    category: Category | None = None  # None where the noun is left out
    people: str | None = None  # the party whose people they are said to be
    each: bool = False  # the count is said to be each side's
    pair: bool = False  # "N for N"
    partitive: bool = False  # "N of them"
    rule: str = "count.noun"


def qualified(line: Line, i: int) -> tuple[int, Qualifier]:
    """Where the qualifiers before token *i* start, and what they say: "about", "a total of more than"."""
    mark = line.ending("qualifier", i)
    if line.low(i - 1) in {"nearing", "approaching"} and mark is None:
        return i, Qualifier.NEARLY  # "the total is nearing 1,400"
    if mark is None and (article := line.ending("cue", i, "article")) is not None:
        mark = line.ending("qualifier", article.i)
    if mark is None:
        return i, Qualifier.EXACT
    first, outer = qualified(line, mark.i)
    inner = Qualifier(mark.value)
    return first, outer if inner is Qualifier.EXACT else inner


def skip_adjectives(line: Line, k: int) -> int:
    """The token after the adjectives and nations that start at token *k*."""
    while (step := line.at("adjective", k) or line.at("people", k)) is not None:
        k = step.j
    return k


def is_of_a_region(line: Line, noun: Mark) -> bool:
    """Whether people are told by the region they are from: "двое жителей Пермского края" are soldiers, mostly."""
    resident = noun.value == Category.CIVILIANS.value and noun.j - noun.i == 1
    return line.inflected and resident and line.at("region", noun.j) is not None


def is_counted_between(line: Line, i: int, j: int) -> bool:
    """Whether a number stands between two tokens."""
    return any(i <= a.i < j for a in line.amounts)


def bodies_before(line: Line, i: int) -> Mark | None:
    """The "bodies" of "bodies of 909 defenders", where the number or its qualifier starts at token *i*."""
    told = line.last("noun", hi=i - 2) if line.low(i - 1) == "of" and line.low(i - 2) == "those" else None
    if told is not None and told.value == "bodies" and not line.inflected:
        return told._replace(i=i - 2, j=i)  # "563 bodies, among them those of 62 prisoners"
    for back in range(_BODIES_WITHIN + 1):
        mark = line.ending("noun", i - back, "bodies")
        if mark is not None:
            linked = all(line.at("cue", k, "of", "article") is not None for k in range(mark.j, i))
            return mark if linked else None
    return None


def days_apiece(line: Line, number: int) -> list[When]:
    """The days of "13 і 14 червня Україна отримала по 1200 тіл", none where "по" says what each side got."""
    apiece = line.ending("cue", qualified(line, number)[0], "apiece")
    days = [w for w in line.whens if apiece is not None and w.j <= apiece.i and w.precision is Precision.DAY]
    if apiece is None or not days or is_counted_between(line, days[-1].j, apiece.i):
        return []
    if line.first("verb", "swap", lo=days[0].i, hi=line.clause(number)[1]) is not None:
        return []
    days = [day for n, day in enumerate(days) if n == 0 or day.first != days[n - 1].first]  # "в пятницу, 23 мая"
    first = next((n for n in range(len(days) - 1, 0, -1) if days[n].i - days[n - 1].j > 1), 0)
    return days[first:] if len(days) - first > 1 else []


def _is_taken(line: Line, each: Mark, lo: int) -> bool:
    """Whether "each side" stands behind another count, as its own: "84 prisoners from each side, 168 in all"."""
    if line.at("verb", each.j) is not None:
        return False  # "in almost five months, and each let go more than 200 people"
    counts = [a for a in line.amounts if lo <= a.i < each.i and not a.ordinal and a.value > 1]
    counts = [a for a in counts if line.low(a.j) not in _EVENTS]  # not "one of the …"
    counts = [a for a in counts if not any(m.i <= a.i < m.j for m in line.all("pronoun"))]  # nor "the two sides"
    return bool(counts) and line.first("verb", lo=counts[-1].j, hi=each.i) is None


def _for_as_many(line: Line, lo: int, end: int, hi: int) -> bool:
    """Whether as many go the other way: "270 soldiers and 120 civilians for an equal number of its own"."""
    same = line.first("cue", "same_number", lo=end, hi=hi)
    if same is None or line.ending("cue", same.i, "for", "in_return") is None:
        return False
    named = line.first("people", lo=lo, hi=end) if not line.inflected else None
    other = line.first("people", lo=same.j, hi=min(hi, same.j + _EACH_WITHIN)) if named is not None else None
    return named is None or other is None or named.value == other.value  # of two nations each gets its own


def is_each(line: Line, amount: Amount, end: int) -> bool:
    """Whether "each" stands before the count in its clause or soon after it, with no other count between."""
    lo, hi = line.clause(amount.i)
    if line.ending("cue", qualified(line, amount.i)[0], "apiece") is not None:
        return not days_apiece(line, amount.i)  # "по 84"
    after = line.first("cue", "each", lo=end, hi=min(hi, end + _EACH_WITHIN))
    if after is not None and not is_counted_between(line, end, after.i):
        return True
    if _for_as_many(line, amount.j, end, hi):
        return True
    before = line.last("cue", "each", lo=lo, hi=amount.i)
    joined = line.ending("cue", amount.i, "and") if not line.inflected else None
    paired = next((a for a in line.amounts if joined is not None and a.j == joined.i and not a.ordinal), None)
    if paired is not None:  # "each side freed 390 and 307 prisoners"
        return is_each(line, paired, end)
    if before is not None and not line.inflected and line.ending("cue", before.i, "for", "in_return") is not None:
        return False  # "for each of them Israel hands over the bodies of 15 Palestinians"
    if before is None or is_counted_between(line, before.j, amount.i) or _is_taken(line, before, lo):
        return False
    return not any(line.at("cue", k, "and") is not None for k in range(before.j, amount.i))
