"""What an officer types from the paper sheet: ``all but 7, 12 absent; 31 does not wish`` is a tick for each number.

1. Clauses end with a semicolon or a line. Each is numbers, ranges among them, and what became of those people; where
   nothing is said, they went.
2. *All* are those of whom no clause says anything else. ``all but`` begins what is said of the others.
3. A number that is not on the sheet, or that two clauses say different things about, is an error that names it.

Words are understood in English, Ukrainian and Russian, by their beginning.
"""

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from homeward.exchange.words import Outcome
from homeward.node import NodeError

_GO = "go"
# Beginnings of words, as an officer might type them; longer ones first where one begins with the other.
_BEGINNINGS: tuple[tuple[str, str], ...] = (
    (Outcome.DOES_NOT_WISH.value, r"does not w|doesn't w|not w|unwill|не баж|не хоч|небаж|не жел|не хот|нежел"),
    (Outcome.WRONG_PERSON.value, r"wrong|інша|не та |не той|друг|чуж|не тот"),
    (Outcome.ABSENT.value, r"abs|missing|not here|відсут|нема|отсут|нет"),
    (Outcome.DECEASED.value, r"dec|dead|died|пом|умер|смерт|загин|погиб|скон"),
    (Outcome.REFUSED.value, r"ref|відмов|отказ"),
    (
        _GO,
        r"pres|depart|went|left|receiv|arriv|here|прису|прибу|вибу|пішл|отрим|убы|прибы|выбы|ушл|получ|принят",
    ),
)
_ALL = re.compile(r"^(everyone|everybody|all|усі|всі|все)\b[\s,]*", re.IGNORECASE)
_BUT = re.compile(r"^(but|except|save|крім|окрім|кроме)\b[\s,]*", re.IGNORECASE)
_NUMBERS = re.compile(r"^[\d\s,.–-]*(?:\b(?:and|та|і|и)\b[\d\s,–-]*)*")


class PaperError(NodeError):
    """What was typed from the sheet cannot be understood; the message, translated, says where and what to do."""


def read(text: str, numbers: Collection[int], goes: Outcome, allowed: Collection[str]) -> dict[int, str]:
    """Read what was typed.

    Args:
        text: as typed.
        numbers: those on the sheet.
        goes: what is said here of who goes.
        allowed: outcomes that can be said here.

    Returns:
        What became of each number that was spoken of.

    Raises:
        PaperError: a word, a number or a contradiction, with what to do.
    """
    found: dict[int, str] = {}
    everybody = False
    for clause in (part.strip() for part in re.split(r"[;\n]", text)):
        if not clause:
            continue
        rest = _ALL.sub("", clause)
        everybody = everybody or rest != clause
        but = _BUT.sub("", rest)
        outside = but != rest
        named, word = _split(but)
        if not named and not outside and rest != clause:
            outcome = _outcome(word, clause, goes, allowed) if word else goes.value
            if outcome != goes.value:
                raise PaperError(_("“%(clause)s”: all can only have gone; number the others.") % {"clause": clause})
            continue
        outcome = "" if outside and not word else _outcome(word, clause, goes, allowed)
        for number in _numbers(named, clause, numbers):
            if found.get(number, outcome) != outcome:
                raise PaperError(_("Number %(number)d is said to be two things.") % {"number": number})
            found[number] = outcome
    if everybody:
        found = {**dict.fromkeys(numbers, goes.value), **found}
    if not any(found.values()):
        raise PaperError(_("Nothing is said of anybody: write, for example, “all but 7, 12 absent”."))
    return {number: outcome for number, outcome in sorted(found.items()) if outcome}


def _split(clause: str) -> tuple[str, str]:
    match = _NUMBERS.match(clause)
    end = match.end() if match else 0
    return clause[:end].strip(" ,."), clause[end:].strip(" ,.:")


def _outcome(word: str, clause: str, goes: Outcome, allowed: Collection[str]) -> str:
    if not word:
        return goes.value
    for outcome, beginnings in _BEGINNINGS:
        if re.match(beginnings, word, re.IGNORECASE):
            meant = goes.value if outcome == _GO else outcome
            if meant in allowed:
                return meant
    raise PaperError(
        _("“%(clause)s”: “%(word)s” is not understood; write absent, does not wish, deceased or refused.")
        % {"clause": clause, "word": word}
    )


def _numbers(named: str, clause: str, numbers: Collection[int]) -> list[int]:
    found: list[int] = []
    for part in re.findall(r"\d+\s*[–-]\s*\d+|\d+", named):
        first, _dash, last = re.sub(r"\s", "", part).replace("–", "-").partition("-")
        low, high = int(first), int(last or first)
        if high < low or high - low > len(numbers):
            raise PaperError(_("“%(clause)s”: %(part)s is not a range.") % {"clause": clause, "part": part})
        found += range(low, high + 1)
    if not found:
        raise PaperError(_("“%(clause)s” names no number.") % {"clause": clause})
    if strange := [number for number in found if number not in numbers]:
        raise PaperError(
            _("“%(clause)s”: there is no number %(number)d here.") % {"clause": clause, "number": strange[0]}
        )
    return found


def told(found: Mapping[int, str]) -> dict[str, list[int]]:
    """Group numbers by what is said of them."""
    groups: dict[str, list[int]] = {}
    for number, outcome in found.items():
        groups.setdefault(outcome, []).append(number)
    return groups
