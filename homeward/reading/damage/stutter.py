"""Stutter: groups of words that an extraction repeated and no author wrote.

People repeat themselves too ("again and again", "the day that that was"), so in prose only what is hard to write on
purpose counts, on one line and with nothing but spaces between:

1. a group of three to eight words twice over; of two words, three times; one word, four times;
2. one of the little words that are never doubled ("the the", "на на"), twice.

Inside a passage already known to be damaged everything said twice in a row is stutter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from homeward.reading.words import Damage, DamageKind

DROPPED = "[…]"  # stands where a repetition was left out of a repaired passage

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_LONGEST_GROUP = 8
_NEVER_DOUBLED = re.compile(r"an?|and|for|from|of|the|to|with|для|и|из|на|от|від|й|про|та|і")
_TIMES = {1: 4, 2: 3}  # how often a group of so many words must be said; longer ones twice


@dataclass(frozen=True, slots=True)
class _Repetition:
    """Words ``start:end`` of a line say their first ``group`` words again and again."""

    start: int
    end: int
    group: int


def stutter(text: str) -> Iterator[Damage]:
    """Find the stuttered passages of a text, each repaired to its first saying."""
    line: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if line and not text[line[-1].end() : word.start()].strip(" \t\u00a0"):
            line.append(word)
            continue
        yield from _damage(text, line)
        line = [word]
    yield from _damage(text, line)


def collapse(prose: str) -> str:
    """Return ``prose`` from a damaged passage with every repetition left out and ``[…]`` in its place."""
    words = prose.split()
    said = [word.casefold().strip(".,;:!?") for word in words]
    kept: list[str] = []
    at = 0
    for found in _repetitions(said, known_damaged=True):
        kept += words[at : found.start + found.group]
        kept.append(DROPPED)
        at = found.end
    return " ".join(kept + words[at:])


def _damage(text: str, line: Sequence[re.Match[str]]) -> Iterator[Damage]:
    if len(line) < 2:
        return
    for found in _repetitions([word[0].casefold() for word in line], known_damaged=False):
        start = line[found.start].start()
        said_once = text[start : line[found.start + found.group - 1].end()]
        yield Damage(start, line[found.end - 1].end(), DamageKind.STUTTER, said_once)


def _repetitions(words: Sequence[str], *, known_damaged: bool) -> list[_Repetition]:
    """Find repetitions in order, none overlapping: the longest stretch first, a group before its multiples."""
    found: list[_Repetition] = []
    for group in range(1, min(_LONGEST_GROUP, len(words) // 2) + 1):
        run = 0
        for at in range(len(words) - group + 1):
            if at + group < len(words) and words[at] == words[at + group]:
                run += 1
                continue
            if run:
                start = at - run
                said = words[start : start + group]
                if run >= group * (_least(said, known_damaged=known_damaged) - 1):
                    found.append(_Repetition(start, at + group, group))
            run = 0
    return _apart(sorted(found, key=lambda each: (each.start - each.end, each.group)), words)


def _least(said: Sequence[str], *, known_damaged: bool) -> int:
    """Return how often a group must be said to be stutter; tables of figures never are."""
    if not any(char.isalpha() for word in said for char in word):
        return 1_000_000
    if known_damaged or (len(said) == 1 and _NEVER_DOUBLED.fullmatch(said[0])):
        return 2
    return _TIMES.get(len(said), 2)


def _apart(found: Sequence[_Repetition], words: Sequence[str]) -> list[_Repetition]:
    taken: list[_Repetition] = []
    occupied = bytearray(len(words))
    for each in found:
        if any(occupied[each.start : each.end]):
            continue
        # What follows may be a last, broken-off saying of the group: "the contract of the contract of contract of".
        turn = [*words[each.start : each.start + each.group]] * 2
        end = each.end
        for tail in range(min(each.group, len(words) - end), 1, -1):
            if any(turn[at : at + tail] == [*words[end : end + tail]] for at in range(each.group)):
                end += tail
                break
        if any(occupied[each.end : end]):
            end = each.end
        occupied[each.start : end] = b"\1" * (end - each.start)
        taken.append(_Repetition(each.start, end, each.group))
    return sorted(taken, key=lambda each: each.start)
