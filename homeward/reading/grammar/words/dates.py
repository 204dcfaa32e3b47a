"""Dates in a sentence, resolved against the day the page was published.

1. A day and a month in either order, with or without a year; several days of one month, listed or as a range.
2. Without a year, the nearest such day that is not more than two months after publication.
3. A weekday is the last one up to publication, today included; after "next" it is the next one.
4. A day alone is of the month told before it, else the last such day: "5-го числа", "on the 14th".
5. "today", "yesterday", "tomorrow", "last month", "this year" count from publication.
6. What cannot be resolved keeps its place and has no ISO form.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from homeward.reading.grammar.words.tokens import Sort, Token
from homeward.reading.grammar.words.whens import (
    DateWords,
    Precision,
    When,
    day_of,
    days,
    number,
    shifted,
    whole_month,
    whole_year,
)

__all__ = ["DateWords", "Precision", "When", "dates", "day_of"]

_AHEAD = 60  # days after publication that a date without a year may name
_TEN = 10
_LONGEST = 6  # words of "yesterday" and its like
_YEARS = range(1900, 2101)


def dates(tokens: Sequence[Token], words: DateWords, published: date | None) -> list[When]:
    """Read every date of a sentence, left to right."""
    found: list[When] = []
    i = 0
    while i < len(tokens):
        if tokens[i].sort is Sort.SIGN:  # no date opens with one
            i += 1
            continue
        if tokens[i].sort is Sort.NUMBER:
            read = (
                _numeric(tokens, i)
                or _days_then_month(tokens, i, words, published)
                or _day_alone(tokens, i, words, published)
                or _numbered_days(tokens, i, words, found, published)
                or _year(tokens, i, words)
            )
        elif not tokens[i].among(words.openers):
            read = []
        else:
            read = (
                _spelt_day(tokens, i, words, found, published)
                or _month(tokens, i, words, published)
                or _relative(tokens, i, words, published)
                or _weekday(tokens, i, words, published)
            )
        found.extend(read)
        i = read[-1].j if read else i + 1
    return found


def _numeric(tokens: Sequence[Token], i: int) -> list[When]:
    """``2025-05-23``, and ``23.05.2025``, which the tokeniser takes for a decimal, a full stop and a number."""
    if i + 2 >= len(tokens) or tokens[i].sort is not Sort.NUMBER:
        return []
    one, two, three = tokens[i : i + 3]
    if (
        two.hyphened
        and three.hyphened
        and len(one.low) == 4
        and one.low.isdigit()
        and two.low.isdigit()
        and three.low.isdigit()
    ):
        found = day_of(int(one.low), int(two.low), int(three.low))
        return [days(i, i + 3, found)] if found else []
    parts = one.low.split(".")
    if (
        len(parts) == 2
        and two.text == "."
        and len(three.low) == 4
        and three.low.isdigit()
        and two.start == one.end
        and two.end == three.start
    ):
        found = day_of(int(three.low), int(parts[1]), int(parts[0]))
        return [days(i, i + 3, found)] if found else []
    return []


def _day_list(tokens: Sequence[Token], i: int, words: DateWords) -> list[tuple[int, int, bool]]:
    """Days from token *i* on, as (token, day, whether a range reaches it): "10, 12 and 26", "11-16", "23 to 25"."""
    found: list[tuple[int, int, bool]] = []
    ranged = False
    while i < len(tokens):
        day = number(tokens[i], 1, 31)
        if day is None or (tokens[i].hyphened and not found):
            break
        found.append((i, day, ranged or tokens[i].hyphened))
        i += 1
        ranged = False
        if (
            i + 1 < len(tokens)
            and number(tokens[i + 1], 1, 31) is not None
            and (tokens[i].text == "," or tokens[i].low in words.range | words.listing)
        ):
            ranged = tokens[i].low in words.range
            i += 1
        elif not (i < len(tokens) and tokens[i].hyphened):
            break
    return found


def _days_then_month(tokens: Sequence[Token], i: int, words: DateWords, published: date | None) -> list[When]:
    listed = _day_list(tokens, i, words)
    if not listed:
        return []
    j = listed[-1][0] + 1
    while j < len(tokens) and tokens[j].low in words.between_day_and_month:
        j += 1
    if j >= len(tokens) or not _is_month(tokens[j], words):
        return []
    year, end = _year_after(tokens, j + 1, words)
    return _dated(listed, tokens[j].look_up(words.months) or 1, year, end, published)


def _day_alone(tokens: Sequence[Token], i: int, words: DateWords, published: date | None) -> list[When]:
    """A day whose month is understood: "on the 14th", "on the 2nd of this month"."""
    day = number(tokens[i], 1, 31)
    if published is None or day is None or not tokens[i].suffix or tokens[i].suffix not in words.day_suffixes:
        return []
    j = i + 1
    if tuple(t.low for t in tokens[j : j + 3]) in words.this_month:
        j += 3
    elif i < 2 or (tokens[i - 2].low, tokens[i - 1].low) not in words.on_the or not _closes(tokens, j):
        return []
    month = published if day <= published.day else published.replace(day=1) - timedelta(days=1)
    return [days(i, j, day_of(month.year, month.month, day))]


def _numbered_days(
    tokens: Sequence[Token], i: int, words: DateWords, before: Sequence[When], published: date | None
) -> list[When]:
    """Days of a month that is understood: "5-го числа", "в марте ... 5 и 6 числа"."""
    listed = _day_list(tokens, i, words)
    j = listed[-1][0] + 1 if listed else len(tokens)
    if j >= len(tokens) or tokens[j].low not in words.day_nouns:
        return []
    return _understood(listed, j + 1, before, published)


def _spelt_day(
    tokens: Sequence[Token], i: int, words: DateWords, before: Sequence[When], published: date | None
) -> list[When]:
    """A day in words: "восьмого февраля", "двадцять третього травня", "першого числа"."""
    ten = tokens[i].look_up(words.tens)
    j = i + (ten is not None)
    rest = tokens[j].look_up(words.ordinals) if j + 1 < len(tokens) else None
    if rest is None or (ten is not None and rest >= _TEN):
        return []
    listed, behind = [(i, (ten or 0) + rest, False)], tokens[j + 1]
    if behind.low in words.day_nouns:
        return _understood(listed, j + 2, before, published)
    if not _is_month(behind, words) or "gent" not in behind.form.cases:
        return []
    year, end = _year_after(tokens, j + 2, words)
    return _dated(listed, behind.look_up(words.months) or 1, year, end, published)


def _understood(
    listed: list[tuple[int, int, bool]], end: int, before: Sequence[When], published: date | None
) -> list[When]:
    """Days of the month told last before them, else of the last month that had them before publication."""
    month = before[-1].first if before and before[-1].precision is Precision.MONTH else None
    if month is None and published is not None:
        month = published if listed[-1][1] <= published.day else published.replace(day=1) - timedelta(days=1)
    return [] if month is None else _dated(listed, month.month, month.year, end, published)


def _closes(tokens: Sequence[Token], j: int) -> bool:
    return j >= len(tokens) or tokens[j].sort is Sort.SIGN


def _is_month(token: Token, words: DateWords) -> bool:
    return (
        token.sort is Sort.WORD
        and token.among(words.months)
        and not (token.low in words.ambiguous_months and token.text[0].islower())
    )


def _year_after(tokens: Sequence[Token], j: int, words: DateWords) -> tuple[int | None, int]:
    """The year that stands at token *j*, after a full stop or a comma if any, and the token after it."""
    k = j
    if k < len(tokens) and tokens[k].text in {",", "."}:
        k += 1
    if k < len(tokens) and (year := number(tokens[k], _YEARS.start, _YEARS.stop - 1)) and len(tokens[k].text) == 4:
        return year, _past_noun(tokens, k + 1, words)
    return None, j


def _past_noun(tokens: Sequence[Token], j: int, words: DateWords) -> int:
    """The token after the "року" or "г." of a year."""
    if j < len(tokens) and tokens[j].among(words.year_nouns):
        short = len(tokens[j].low) == 1 and j + 1 < len(tokens) and tokens[j + 1].text == "."
        return j + 1 + short
    return j


def _dated(
    listed: list[tuple[int, int, bool]], month: int, year: int | None, end: int, published: date | None
) -> list[When]:
    found: list[When] = []
    for n, (k, day, ranged) in enumerate(listed):
        when = _nearest(year, month, day, published)
        j = end if n == len(listed) - 1 else k + 1
        if ranged and found:
            begun = found.pop()
            found.append(When(begun.i, j, begun.first, when, Precision.DAY))
        else:
            found.append(days(k, j, when))
    return found


def _nearest(year: int | None, month: int, day: int, published: date | None) -> date | None:
    if year is not None or published is None:
        return day_of(year, month, day) if year is not None else None
    for candidate in (published.year + 1, published.year, published.year - 1):
        found = day_of(candidate, month, day)
        if found is not None and (found - published).days <= _AHEAD:
            return found
    return None


def _month(tokens: Sequence[Token], i: int, words: DateWords, published: date | None) -> list[When]:
    if not _is_month(tokens[i], words):
        return []
    month = tokens[i].look_up(words.months) or 1
    j = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text == "." and tokens[i + 1].start == tokens[i].end)
    listed = _day_list(tokens, j, words)
    while len(listed) > 1 and tokens[listed[-1][0] - 1].text == ",":
        listed.pop()  # "on April 9, 12 soldiers were freed"
    if listed:
        year, end = _year_after(tokens, listed[-1][0] + 1, words)
        read = _dated(listed, month, year, end, published)
        return [read[0]._replace(i=i), *read[1:]]
    year, end = _year_after(tokens, j, words)
    alone = bool(words.year_nouns) and tokens[i].text[0].islower()  # an inflected month is no other word
    if year is None and not alone and (i == 0 or tokens[i - 1].low not in words.before_month):
        return []
    first = _nearest(year, month, 1, published)
    return [When(i, end, None, None, Precision.MONTH) if first is None else whole_month(i, end, first.year, month)]


def _relative(tokens: Sequence[Token], i: int, words: DateWords, published: date | None) -> list[When]:
    if not tokens[i].among(words.relative_openers):
        return []
    whole = tuple([token.low for token in tokens[i : i + _LONGEST]])
    for length in range(len(whole), 0, -1):
        said = whole[:length]
        if length == 1 and tokens[i].low in words.eve and _names_a_feast(tokens, i + 1):
            return []
        if length == 1:
            said = next(((form,) for form in (*said, *sorted(tokens[i].form.lemmas)) if (form,) in words.days), said)
        if said in words.days:
            return [days(i, i + length, shifted(published, words.days[said]))]
        if said in words.relative_months:
            if published is None:
                return [When(i, i + length, None, None, Precision.MONTH)]
            months = published.year * 12 + published.month - 1 + words.relative_months[said]
            return [whole_month(i, i + length, months // 12, months % 12 + 1)]
        if said in words.relative_years:
            year = None if published is None else published.year + words.relative_years[said]
            return [whole_year(i, i + length, year)]
    return []


def _names_a_feast(tokens: Sequence[Token], i: int) -> bool:
    """Whether an eve is of something named: "напередодні Нового року"."""
    return i < len(tokens) and "gent" in tokens[i].form.cases and tokens[i].text[0].isupper()


def _weekday(tokens: Sequence[Token], i: int, words: DateWords, published: date | None) -> list[When]:
    day = tokens[i].look_up(words.weekdays)
    if day is None:
        return []
    if published is None:
        return [days(i, i + 1, None)]
    back = (published.weekday() - day) % 7
    later = i > 0 and tokens[i - 1].among(words.later)
    return [days(i, i + 1, shifted(published, 7 - back if later else -back))]


def _year(tokens: Sequence[Token], i: int, words: DateWords) -> list[When]:
    year = number(tokens[i], _YEARS.start, _YEARS.stop - 1)
    if year is None or len(tokens[i].text) != 4:
        return []
    end = _past_noun(tokens, i + 1, words)
    if end == i + 1 and (i == 0 or tokens[i - 1].low not in words.before_year):
        return []
    return [whole_year(i, end, year)]
