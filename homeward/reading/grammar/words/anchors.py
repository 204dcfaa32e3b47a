"""Days that are told from the day told before them: "the next day", "two days later", "the same day".

Hard about them is only what they count from: the last day named before, in the sentence or in those before it. Where no
day was named, they stay words, or count from the day of publication ("a day earlier"). A weekday beside its date
("Saturday, April 19") is that day, and so is the same weekday wherever the page names it again, however late it was
published.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.grammar.words.lines import Line

_BESIDE = 2  # tokens between a weekday and its date: "Saturday, the 19th of April"
_OTHER = {"next", "last", "coming", "previous"}  # before another weekday of that name


def anchored(
    lines: tuple[Line, ...], steps: Mapping[tuple[str, ...], int], published: date | None = None
) -> tuple[Line, ...]:
    """Date the days of *lines* that count from the day before them; *steps* says how far each phrase goes."""
    last: date | None = None
    found: list[Line] = []
    first = {phrase[0] for phrase in steps}
    longest = max(map(len, steps))
    for line in lines:
        if not line.whens and not any(token.low in first for token in line.tokens):
            found.append(line)
            continue
        whens: list[When] = []
        starts = {when.i for when in line.whens}
        starts.update([k for k, token in enumerate(line.tokens) if token.low in first])
        for k in sorted(starts):
            if whens and k < whens[-1].j:
                continue
            named = [when for when in line.whens if when.i == k]
            told = None if last is None or line.low(k) not in first else _step(line, k, steps, last, longest)
            whens.extend([told] if told is not None else named)
            days = [w.last for w in whens[-1:] if w.precision is Precision.DAY and w.last is not None]
            days = [] if days and last is not None and _is_of_deal(line, whens[-1]) else days
            days = [day if published is None else min(day, published) for day in days]  # "that day" is none to come
            last = days[0] if days else last
        found.append(line if line.whens == tuple(whens) else replace(line, whens=tuple(whens)))
    return tuple(found)


def _is_of_deal(line: Line, when: When) -> bool:
    """Whether a day is told as that of an agreement, not of what happened: "a deal agreed in Geneva on 12 August"."""
    deal = line.last("cue", "agreement", "agreeing", lo=line.clause(when.i)[0], hi=when.i)
    return deal is not None and line.first("verb", lo=deal.j, hi=when.i) is None


def weekdays(lines: tuple[Line, ...], names: Mapping[str, int]) -> tuple[Line, ...]:
    """Date every weekday that stands beside a date, or that stood beside one before."""
    known: dict[int, date] = {}
    found: list[Line] = []
    for line in lines:
        if not line.whens:
            found.append(line)
            continue
        whens: list[When] = []
        for n, when in enumerate(line.whens):
            day = names.get(line.low(when.i)) if when.j == when.i + 1 else None
            beside = [w for w in line.whens[max(0, n - 1) : n + 2] if day is not None and _is_of(w, when, day)]
            if day is not None and beside and beside[0].first is not None:
                known[day] = beside[0].first
            told = known.get(day) if day is not None and line.low(when.i - 1) not in _OTHER else None
            whens.append(when if told is None else when._replace(first=told, last=told))
        found.append(line if line.whens == tuple(whens) else replace(line, whens=tuple(whens)))
    return tuple(found)


def _is_of(date_told: When, weekday: When, day: int) -> bool:
    """Whether a date stands beside a weekday and falls on it."""
    first = date_told.first
    if first is None or date_told.precision is not Precision.DAY or date_told.i == weekday.i or first != date_told.last:
        return False
    gap = date_told.i - weekday.j if date_told.i > weekday.i else weekday.i - date_told.j
    return gap <= _BESIDE and first.weekday() == day


def _step(line: Line, k: int, steps: Mapping[tuple[str, ...], int], last: date, longest: int) -> When | None:
    for length in range(longest, 0, -1):
        days = steps.get(tuple(token.low for token in line.tokens[k : k + length]))
        if days is None:
            continue
        try:
            day = last + timedelta(days=days)
        except OverflowError:
            return None
        return When(k, k + length, day, day, Precision.DAY)
    return None
