"""Numbers that count no people: ages, money, days, exchanges, and small ones that only name what was told."""

from homeward.reading.grammar.words.lexicon import Language
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.grammar.words.tokens import Sort

_CURRENCY = frozenset("$€£₴₽№#")
_OPENING, _CLOSING = frozenset('«“„"'), frozenset('»”“"')
_NAME = 3  # words of an outlet's name, with what it is
_ONE_PERSON = {"man", "woman", "boy", "girl", "soldier", "serviceman", "pensioner"}
_STAGES = 10  # of one exchange, and more
_OLDEST = 100
_RANKED = 4  # tokens between an ordinal and the "one" that it ranks


def is_measure(line: Line, amount: Amount, language: Language) -> bool:
    """Whether a number is an age, a sum of money, a number of days or of exchanges."""
    before = line.low(amount.i - 1)
    if before in _CURRENCY or before in language.before_number:
        return True
    if not line.inflected and _is_no_count(line, amount):
        return True
    counted = amount.j + (line.at("people", amount.j) is not None)  # "200 Ukrainian families"
    if any(line.tokens[k].among(language.not_counted) for k in {amount.j, counted} if k < len(line.tokens)):
        return True
    if amount.value < _OLDEST and _is_joined_to_a_measure(line, amount, language):
        return True
    if _is_of_outlet(line, amount, language):
        return True
    if _is_of_ages(line, amount.i) or line.at("cue", amount.j, "age") is not None:
        return True
    noun = line.at("noun", amount.j) if amount.value == 1 and not line.inflected else None
    if noun is not None and line.at("speech", noun.j, "say") is not None:
        return True  # "one woman said"
    following = line.at("exchange", amount.j)
    return following is not None and following.value != "freed"


def _is_joined_to_a_measure(line: Line, amount: Amount, language: Language) -> bool:
    """Whether a number is of what the next one is of: "two boys of 8 and 15 years"."""
    joined = line.at("cue", amount.j, "and") is not None
    following = next((a for a in line.amounts if a.i == amount.j + 1), None) if joined else None
    return (
        following is not None
        and following.j < len(line.tokens)
        and line.tokens[following.j].among(language.not_counted)
    )


def _is_of_outlet(line: Line, amount: Amount, language: Language) -> bool:
    """Whether a number ends the name of an outlet: "the TV channel Kyiv 24", «Минск 2» of somebody in quotes."""
    if line.tokens[amount.i].sort is not Sort.NUMBER or not line.tokens[amount.i - 1].text[:1].isupper():
        return False
    named = any(line.tokens[k].among(language.media) for k in range(max(0, amount.i - _NAME), amount.i))
    quoted = line.low(amount.j) in _CLOSING and line.low(amount.i - 2) in _OPENING
    return (named or quoted) and line.at("noun", amount.j) is None


def _is_no_count(line: Line, amount: Amount) -> bool:
    """Whether a small number stands for what was told: "day two", "the two agreed", "the first all-female one"."""
    bare = line.at("noun", amount.j) is None and line.at("people", amount.j) is None
    numbered = line.at("cue", amount.i - 1, "day") or line.at("exchange", amount.i - 1, "stage")
    if numbered is not None and (bare or amount.value < _STAGES):
        return True  # "day two", and not "with the third stage 1,000 people …"
    if line.low(amount.i - 1) == line.low(amount.j) == "," and amount.value < _OLDEST and amount.j - amount.i == 1:
        return line.tokens[amount.i].sort is Sort.NUMBER  # "one of them, 25, was taken near Sudzha"
    if line.low(amount.i) == "two" and line.low(amount.i - 1) == "the" and bare:
        following = amount.j + (line.at("cue", amount.j, "perfect", "auxiliary") is not None)
        return line.at("cue", following, "agreeing") is not None or line.at("verb", following, "swap") is not None
    ranked = any(a.ordinal and 0 < amount.i - a.j <= _RANKED for a in line.amounts)
    return line.low(amount.i) == "one" and ranked and bare


def _is_of_ages(line: Line, i: int) -> bool:
    """Whether an age stands before token *i*, or two that "and" or "to" joins: "aged six and ten", "aged 20 to 60"."""
    if line.ending("cue", i, "age") is not None or (line.low(i - 1) == "of" and line.low(i - 2) in _ONE_PERSON):
        return True  # "a man of 25"
    before = next((a for a in line.amounts if a.j in {i - 1, i}), None)
    linked = before is not None and (before.j == i or line.low(i - 1) in {"and", "to", "or", ",", "–"})
    if before is None or not linked or line.inflected:
        return False
    ranged = line.low(before.i - 1) in {"between", "from"} and line.ending("cue", before.i - 1, "age") is not None
    return ranged or _is_of_ages(line, before.i)
