"""Days that are told from the day told before them: "the next day", "two days later", "the same day".

Hard about them is only what they count from: the last day named before, in the sentence or in those before it. Where no
day was named, they stay words.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from homeward.reading.grammar.dates import Precision, When
from homeward.reading.grammar.lines import Line

_LONGEST = 3  # words of such a phrase


def anchored(lines: tuple[Line, ...], steps: Mapping[tuple[str, ...], int]) -> tuple[Line, ...]:
    """Date the days of *lines* that count from the day before them; *steps* says how far each phrase goes."""
    last: date | None = None
    found: list[Line] = []
    first = {phrase[0] for phrase in steps}
    for line in lines:
        whens: list[When] = []
        for k in range(len(line.tokens)):
            if whens and k < whens[-1].j:
                continue
            named = [when for when in line.whens if when.i == k]
            told = None if named or last is None or line.low(k) not in first else _step(line, k, steps, last)
            whens.extend([told] if told is not None else named)
            days = [w.last for w in whens[-1:] if w.precision is Precision.DAY and w.last is not None]
            last = days[0] if days else last
        found.append(replace(line, whens=tuple(whens)))
    return tuple(found)


def _step(line: Line, k: int, steps: Mapping[tuple[str, ...], int], last: date) -> When | None:
    for length in range(_LONGEST, 0, -1):
        days = steps.get(tuple(token.low for token in line.tokens[k : k + length]))
        if days is None:
            continue
        try:
            day = last + timedelta(days=days)
        except OverflowError:
            return None
        return When(k, k + length, day, day, Precision.DAY)
    return None
