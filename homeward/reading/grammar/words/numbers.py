"""Numbers in a sentence: digits, words and what is half of each ("7 thousand"), as counts or as ordinals.

1. Digits are grouped by comma, by a hard space, or by a plain space when exactly three digits follow and no month
   stands before ("4 757 citizens", but not "May 6 205 soldiers").
2. Words add up as the language spells them: units after tens, *hundred* and *thousand* multiply what came before.
3. A number is an ordinal when its ending or its last word is one: "64th", "twenty-first".
4. Halves are of what stands behind them: "полторы сотни", "half a dozen", "two and a half thousand".
5. A decimal, a number of billions, and a number that a hyphen ties to the word before ("under-25") count nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from homeward.reading.grammar.words.tokens import Sort, Token

_GROUP = 3  # digits between two separators
_SCALE = 100  # from here on an ordinal multiplies what stands before it: "nine hundredth"
_LONGEST = 12  # more digits than any count has


class Amount(NamedTuple):
    """A number read from tokens ``i`` to ``j`` of a sentence."""

    value: int
    i: int
    j: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language, each in all its forms."""

    words: dict[str, int]
    ordinals: dict[str, int]
    scales: dict[str, int]  # a dozen, a hundred, a thousand: they multiply
    joiners: frozenset[str]  # "and" of "a hundred and one"
    vague: frozenset[str]  # "several" of "several hundred", which is no number
    measures: frozenset[str]  # billions: never people
    ordinal_suffixes: frozenset[str]
    months: frozenset[str]
    spelt: frozenset[str]  # all words that a number may begin with
    shortened: frozenset[str] = frozenset()  # scales that are written short, perhaps with a full stop: "7 тис."
    some: frozenset[str] = frozenset()  # forms of a number that count nothing: "одних" are some people
    halves: Mapping[str, int] = field(default_factory=dict)  # how many halves of a scale behind them: "полторы" are 3
    and_a_half: tuple[str, ...] = ()  # between a number and its scale


def amounts(tokens: Sequence[Token], words: NumberWords) -> list[Amount]:
    """Read every number of a sentence, left to right."""
    found: list[Amount] = []
    i = 0
    while i < len(tokens):
        amount = None
        if tokens[i].sort is Sort.NUMBER:
            amount = _digits(tokens, i, words)
        elif tokens[i].among(words.spelt):
            halved = _and_a_half(tokens, i, words)  # of no scale it is a measure: "two and a half years"
            amount = _halved(tokens, i, words) or (None if halved else _spelled(tokens, i, words))
        if amount is not None:
            found.append(amount)
        i = amount.j if amount is not None else i + 1
    return found


def _digits(tokens: Sequence[Token], i: int, words: NumberWords) -> Amount | None:
    token = tokens[i]
    scaled = _scaled_fraction(tokens, i, words)
    if scaled is not None:
        return scaled
    if "." in token.low or _is_fraction(tokens, i) or (token.hyphened and not _answers_a_number(tokens, i)):
        return None
    j = i + 1
    if not token.suffix and not _is_behind_month(tokens, i, words):
        j = _groups_end(tokens, i)
    value = int("".join(t.low for t in tokens[i:j]).replace(",", "")[:_LONGEST])
    if token.suffix:
        return Amount(value, i, j, ordinal=token.suffix in words.ordinal_suffixes)
    while j < len(tokens) and (scale := tokens[j].look_up(words.scales)) is not None and value < 10**6:
        value *= scale
        j += 1 + (tokens[j].low in words.shortened and j + 1 < len(tokens) and tokens[j + 1].text == ".")
        if scale == 1000 and j < len(tokens) and _is_group(tokens[j]):  # "3 тисячі 300"
            value, j = value + int(tokens[j].low), j + 1
    measured = j < len(tokens) and tokens[j].among(words.measures)
    return None if measured else Amount(value, i, j)


def _is_behind_month(tokens: Sequence[Token], i: int, words: NumberWords) -> bool:
    """Whether token *i* is a day behind its month: "May 6 205 soldiers", "Dec. 30 150 soldiers"."""
    k = i - 1 - (i > 1 and tokens[i - 1].text == ".")
    return k >= 0 and tokens[k].among(words.months)


def _scaled_fraction(tokens: Sequence[Token], i: int, words: NumberWords) -> Amount | None:
    """ "4,3 тисячі", "4.3 thousand": a fraction of a thousand or a million."""
    j = i + 1
    whole, dot, part = tokens[i].low.partition(".")
    if not dot and i + 2 < len(tokens) and _is_fraction(tokens, i):
        whole, part, j = tokens[i].low, tokens[i + 2].low, i + 3
    scale = tokens[j].look_up(words.scales) if part and j < len(tokens) else None
    if scale is None or scale < 1000 or not (whole.isdigit() and part.isdigit()) or len(part) > _GROUP:
        return None
    short = tokens[j].low in words.shortened and j + 1 < len(tokens) and tokens[j + 1].text == "."
    return Amount(int(whole) * scale + int(part) * scale // 10 ** len(part), i, j + 1 + short)


def _is_fraction(tokens: Sequence[Token], i: int) -> bool:
    """Whether token *i* is a part of "41,5": a comma between two numbers, without a space."""
    for one, comma, two in ((i, i + 1, i + 2), (i - 2, i - 1, i)):
        if one >= 0 and two < len(tokens) and tokens[comma].text == ",":
            numbers = tokens[one].sort is tokens[two].sort is Sort.NUMBER
            if numbers and tokens[one].end == tokens[comma].start and tokens[comma].end == tokens[two].start:
                return True
    return False


def _groups_end(tokens: Sequence[Token], i: int) -> int:
    """The token after the last space-separated group of three digits that goes on from token *i*."""
    j = i + 1
    if len(tokens[i].low) > _GROUP or "," in tokens[i].low:
        return j
    while j < len(tokens) and _is_group(tokens[j]) and tokens[j].start == tokens[j - 1].end + 1:
        j += 1
    return j


def _is_group(token: Token) -> bool:
    return token.sort is Sort.NUMBER and len(token.text) == _GROUP and token.text.isdigit() and not token.hyphened


def _answers_a_number(tokens: Sequence[Token], i: int) -> bool:
    """Whether token *i* is the second number of "1000-for-1000" or of "11-16 June"."""
    back = 2 if tokens[i - 1].sort is Sort.WORD else 1
    return i >= back and tokens[i - back].sort is Sort.NUMBER


def _and_a_half(tokens: Sequence[Token], i: int, words: NumberWords) -> int:
    """The token behind "two and a half", which begins at token *i*; 0 where nothing of the kind does."""
    j = i + 1 + len(words.and_a_half)
    said = tuple(token.low for token in tokens[i + 1 : j])
    return j if said and said == words.and_a_half and tokens[i].among(words.words) else 0


def _halved(tokens: Sequence[Token], i: int, words: NumberWords) -> Amount | None:
    """Halves of a scale: "півтори тисячі", "half a dozen", "две с половиной тысячи"."""
    halves, j = tokens[i].look_up(words.halves), i + 1
    if halves is not None and j < len(tokens) and tokens[j].low == "a":
        j += 1
    if halves is None and (j := _and_a_half(tokens, i, words)):
        halves = 2 * (tokens[i].look_up(words.words) or 0) + 1
    scale = tokens[j].look_up(words.scales) if halves is not None and j < len(tokens) else None
    return None if scale is None or halves is None else Amount(halves * scale // 2, i, j + 1)


def _spelled(tokens: Sequence[Token], i: int, words: NumberWords) -> Amount | None:
    if tokens[i].low in words.some or (tokens[i].among(words.scales) and i and tokens[i - 1].among(words.vague)):
        return None
    total = current = 0
    last: int | None = None  # the addend before: units may follow tens, nothing but a scale may follow units
    j = i
    while j < len(tokens):
        token = tokens[j]
        word, scale, rank = (token.look_up(table) for table in (words.words, words.scales, words.ordinals))
        if word is not None and _may_follow(word, last):
            last = word
            current += last
        elif scale is not None:
            last = scale
            if last >= 1000:
                total, current = total + max(current, 1) * last, 0
            else:
                current = max(current, 1) * last
        elif rank is not None and last is not None and rank >= _SCALE and not token.form.lemmas:
            return Amount(total + current * rank, i, j + 1, ordinal=True)
        elif rank is not None and _may_follow(rank, last):
            return Amount(total + current + rank, i, j + 1, ordinal=True)
        elif not (last is not None and last >= 100 and token.low in words.joiners and _goes_on(tokens, j + 1, words)):
            break
        j += 1
    return Amount(total + current, i, j) if last is not None else None


def _may_follow(addend: int, last: int | None) -> bool:
    return last is None or (last >= 20 and addend < last)


def _goes_on(tokens: Sequence[Token], j: int, words: NumberWords) -> bool:
    return j < len(tokens) and (tokens[j].among(words.words) or tokens[j].among(words.ordinals))
