"""Running totals: since the war began, in a year, through a mediator, over so many exchanges, in all.

"Since" that belongs to something else ("the largest since", "the 64th since", "held since") opens no period; "in all"
is a running total only of a tense that runs up to now.
"""

from itertools import pairwise

from homeward.reading.grammar.deals import date_of
from homeward.reading.grammar.people.governing import Frame
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import Category

_WITH_ITS_HELP = 4  # tokens between "swapped" and "help"
_HELPED_TO = 2  # tokens between "helped" and "free"
_TIED = 6  # tokens between "the largest" or "the 64th" and its "since"
_SUMMED_WITHIN = 4  # tokens between "summing up" and the talks or the time
_YEAR = {"года", "року"}
_PERIOD = 9  # tokens from "since" to the war: "since the beginning of the full-scale invasion"


def is_running(found: Frame) -> str | None:
    """The rule by which the count is a running total, or None."""
    group, line = found.group, found.group.line
    lo, hi = line.clause(group.number)
    if not line.inflected and _sums_both(group):
        return None
    for mark in line.all("cue", "since", lo=lo, hi=hi):
        if group.pair and any(w.i >= mark.j and w.first != w.last and w.precision is Precision.DAY for w in line.whens):
            continue  # "протягом 5-6 березня заплановано обміни 500 на 500"
        if _opens_a_period(line, mark) and not _belongs_elsewhere(line, mark, lo, group):
            return "kind.running.since"
    start = _before_a_dash(line, lo)
    if any(_totals(found, total) for total in line.all("cue", "cumulative", "running", lo=start, hi=hi)):
        return "kind.running.total"
    if any(
        a.value > 1 and not a.ordinal and line.at("exchange", a.j, "exchange") and not line.ending("cue", a.i, "for")
        for a in line.amounts
        if lo <= a.i < (group.i if line.inflected or group.pair else hi) and a.i != group.number
    ):
        return "kind.running.exchanges"  # "the 57 exchanges before returned 3,672 people"
    if (
        any(w.first != w.last and w.precision is Precision.DAY and lo <= w.i < hi for w in line.whens)
        and not group.pair
    ):
        return "kind.running.range"
    if not line.inflected and _is_between(line, lo, hi) is not None and not group.pair:
        return "kind.running.between"
    if not line.inflected and _is_in_earlier_ones(line, group.j, hi):
        return "kind.running.earlier_ones"
    if line.inflected and (sums := line.first("cue", "sums_up", hi=group.i)) is not None and _is_of_long(line, sums):
        return "kind.running.summed_up"
    if found.verb.group == "verb" and _is_perfect(line, found.verb) and any(_is_the_year(line, w) for w in line.whens):
        return "kind.running.year"
    if found.verb.group == "verb" and _is_through_a_mediator(found, lo):
        return "kind.running.mediated"
    if found.verb.group == "verb" and _is_of_a_year(line, group, lo, hi):
        return "kind.running.of_a_year"
    if group.category is Category.BODIES and found.verb.group == "verb" and _is_done_already(found):
        return "kind.running.already"
    summed = line.first("cue", "in_total", lo=0, hi=group.i) if line.inflected else None
    dealt = summed is not None and line.first("cue", "agreement", lo=summed.j, hi=group.i) is not None
    if dealt and found.verb.group == "verb" and line.first("cue", "future", lo=lo, hi=hi) is None:
        return "kind.running.deal"  # "всего по сделке освобождены 16 израильтян"
    if summed is not None and found.verb.group == "verb":
        if any(w.precision is Precision.YEAR and w.i < group.i for w in line.whens):
            return "kind.running.year"  # "Загалом цьогоріч відбулося 11 обмінів, додому повернулися 1358 людей"
        if line.first("cue", "mediate", lo=summed.j, hi=group.i) is not None:
            return "kind.running.mediated"
    summed_up = not line.inflected and line.at("cue", lo, "in_total") is not None and found.verb.group == "verb"
    if summed_up and line.first("cue", "two_days", "three_days", "four_days", lo=lo, hi=hi) is not None:
        return "kind.running.days"  # "In all 1,000 people a side were returned in three days"
    whole = line.first("cue", "in_total", lo=group.j, hi=hi)
    if whole is not None and line.inflected and _is_of_the_next(line, group.j, whole):
        whole = None
    own = whole is not None and any(a.j == whole.i and a.i != group.number for a in line.amounts)  # "168 in total"
    if whole is not None and line.at("cue", lo, "relative") is not None and not own and not _counts_on(line, whole):
        return "kind.running.of_the_whole"
    weak = line.first("cue", "in_total", lo=0 if line.inflected else lo, hi=hi)
    so_far = (
        line.inflected
        and weak is not None
        and (line.first("cue", "perfect", "span", lo=lo, hi=group.i) is not None or _ranks(line, group.i))
    )
    if (
        weak is not None
        and found.verb.group == "verb"
        and (_is_perfect(line, found.verb) or so_far)
        and group.category is not Category.BODIES
        and (line.inflected or not group.each)
    ):
        return "kind.running.perfect"
    return None


def _is_between(line: Line, lo: int, hi: int) -> tuple[When, When] | None:
    """The two days of "between February 24 and October 27"."""
    for one, two in pairwise(w for w in line.whens if lo <= w.i < hi):
        if line.low(one.i - 1) == "between" and two.i - one.j == 1 and line.low(one.j) == "and":
            return one, two
    return None


def _is_in_earlier_ones(line: Line, lo: int, hi: int) -> bool:
    """Whether a count is of all exchanges before: "had freed 2,598 people in earlier swaps"."""
    for mark in line.all("exchange", "exchange", lo=lo, hi=hi):
        before = line.ending("cue", mark.i, "previous")
        if (
            before is not None
            and line.low(before.i - 1) in {"in", "during", "through"}
            and line.low(mark.j - 1)[-1:] == "s"
        ):
            return True
    return False


def _is_of_long(line: Line, sums: Mark) -> bool:
    """Whether somebody sums up a time or talks, not the news: "подводя итоги года", "итог переговоров"."""
    hi = min(len(line.tokens), sums.j + _SUMMED_WITHIN)
    dated = any(sums.j <= w.i < hi and w.precision is not Precision.DAY for w in line.whens)
    return dated or line.first("cue", "negotiation", "war", lo=sums.j, hi=hi) is not None or line.low(sums.j) in _YEAR


def _before_a_dash(line: Line, lo: int) -> int:
    """Where the words of a total may start that a dash parts from its count: "за два дня — всего 500"."""
    return line.clause(lo - 1)[0] if line.inflected and lo > 0 and line.low(lo) in {"—", "–"} else lo


def _sums_both(group: Counted) -> bool:
    """Whether a count only sums what each side was told to get: "84 captives from each side, 168 in total"."""
    line = group.line
    halves = any(2 * a.value == group.value and a.i < group.number and not a.ordinal for a in line.amounts)
    return halves and (line.at("cue", group.j, "in_total") or line.ending("cue", group.i, "in_total")) is not None


def _is_through_a_mediator(found: Frame, lo: int) -> bool:
    """Whether a mediator has helped to free so many by now: "it has brokered 23 exchanges and helped to free 6,305"."""
    group, line = found.group, found.group.line
    mediate = line.last("cue", "mediate", lo=0, hi=group.i)
    helped = line.first("cue", "mediate", lo=found.verb.j, hi=min(len(line.tokens), found.verb.j + _WITH_ITS_HELP))
    if helped is not None and not line.inflected and not found.before and _is_perfect(line, found.verb):
        return not group.each  # "1,558 captives have been swapped with its help"
    perfect = line.last("cue", "perfect", lo=0 if mediate is not None else lo, hi=group.i)
    if mediate is None or perfect is None:
        return False
    if not line.inflected and found.verb.i - mediate.j > _HELPED_TO:
        return False
    return not group.each and found.verb.value in {"free", "swap", "return", "give"}


def _is_done_already(found: Frame) -> bool:
    """Whether so many were given by now: "7,000 bodies have already been returned"."""
    line, verb = found.group.line, found.verb
    already = any(line.low(k) == "already" for k in range(max(0, verb.i - _HELPED_TO - 1), verb.j + 1))
    return not line.inflected and already and _is_perfect(line, verb) and not found.group.each


def _is_of_a_year(line: Line, group: Counted, lo: int, hi: int) -> bool:
    """Whether a count is told of a whole year: "last year Ukraine received over 15,000 bodies"."""
    years = [w for w in line.whens if lo <= w.i < hi and w.precision is Precision.YEAR]
    days = [w for w in line.whens if lo <= w.i < hi and w.precision is not Precision.YEAR]
    event = line.first("exchange", "exchange", "event", lo=lo, hi=hi)
    ranked = any(a.ordinal for a in line.amounts)
    alone = not days and event is None and not ranked and not group.pair
    if not line.inflected:
        total = line.first("cue", "running", lo=group.j, hi=hi)  # "…, bringing the number returned this year to 5,500"
        years = [w for w in years if total is None or w.i < total.i]
        years = [w for w in years if line.ending("cue", w.i, "of") is None]  # "on the last day of the year"
    stands = [w.i == lo or w.j - w.i > 1 or line.ending("cue", w.i, "place_preposition", "since") for w in years]
    return alone and any(stands)


def _ranks(line: Line, i: int) -> bool:
    """Whether the sentence has just said which exchange this is: "Це 52-й обмін, усього повернуто 3210 осіб".

    But what was done "у межах 68-го обміну" is told of it alone.
    """
    ranks = [a for a in line.amounts if a.ordinal and a.j < i and line.at("exchange", a.j, "exchange") is not None]
    return any("gent" not in line.tokens[a.j].form.cases for a in ranks)


def _counts_on(line: Line, total: Mark) -> bool:
    """Whether a sum follows the words of a total: "150 from each side, a total of 300"."""
    j = total.j
    while line.inflected and (line.low(j) in {"—", "–"} or line.at("cue", j, "in_total") is not None):
        j += 1
    return any(total.j <= a.i <= j + 1 for a in line.amounts)


def _is_the_year(line: Line, when: When) -> bool:
    """Whether a year stands for itself: "in 2025, 854 people have been returned"."""
    return when.precision is Precision.YEAR and line.ending("cue", when.i, "place_preposition") is not None


def _totals(found: Frame, total: Mark) -> bool:
    """Whether words of a total say it of this count: right before it, or behind it, with no other count between."""
    group, line = found.group, found.group.line
    if total.i < group.i:
        lo, _ = line.clause(total.i)
        if not line.inflected and line.last("cue", "superlative", lo=lo, hi=total.i) is not None:
            return False  # "one of the biggest swaps so far, exchanging 218 people"
        between = [a for a in line.amounts if total.j <= a.i < group.number]
        return all(line.at("exchange", a.j) is not None for a in between)  # "the number freed through 17 mediations"
    if total.value == "running" or line.first("cue", "superlative", lo=group.j, hi=total.i) is not None:
        return False
    if line.inflected and _counts_on(line, total):
        return False
    subject = not found.before and total.i >= found.verb.j
    subject = subject and not any(found.verb.j <= a.i < total.i for a in line.amounts)
    return subject or not any(group.j <= a.i < total.i for a in line.amounts)


def _opens_a_period(line: Line, mark: Mark) -> bool:
    k = mark.j
    opened = next((w for w in line.whens if w.i in {k - 1, k, k + 1} and w.j > k), None)
    if opened is not None:
        return not line.inflected or all(date_of(line, deal) != opened for deal in line.all("cue", "agreement"))
    return line.first("cue", "war", lo=k, hi=min(len(line.tokens), k + _PERIOD)) is not None


def _belongs_elsewhere(line: Line, since: Mark, lo: int, group: Counted) -> bool:
    """Whether "since" says of something else: "the largest since", "the 64th since", "held since"."""
    if since.i < group.i and line.low(since.i - 1) in {",", ""}:
        return False
    if line.inflected and since.i >= group.j and _is_of_the_next(line, group.j, since):
        return True
    near = max(lo, since.i - _TIED, group.j if group.j <= since.i else lo)
    ordinal = any(a.ordinal and near <= a.i < since.i for a in line.amounts)
    boast = line.last(
        "cue", "superlative", "held", "held_by", lo=max(lo, group.j) if group.j <= since.i else lo, hi=since.i
    )
    told = boast is not None and line.first("verb", lo=boast.j, hi=since.i) is None
    return ordinal or told


def _is_of_the_next(line: Line, i: int, since: Mark) -> bool:
    """Whether another count follows a period that a comma parts from this one: "9 жителей, всего с февраля — 165"."""
    apart = any(line.low(k) == "," for k in range(i, since.i))
    return apart and any(since.j <= a.i < since.j + _PERIOD and not a.ordinal for a in line.amounts)


def _is_perfect(line: Line, verb: Mark) -> bool:
    return any(line.at("cue", k, "perfect") is not None for k in range(max(0, verb.i - 4), verb.i))
