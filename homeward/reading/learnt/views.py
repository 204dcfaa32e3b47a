"""A sentence as the models see it: its words by their dictionary forms, and what its marks say, made once.

Meanings are those of the language files, so that what is learnt from one language helps the others.
"""

from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.timing import date_near, is_now, is_past
from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.grammar.words.tokens import Sort, Token
from homeward.reading.learnt.kin import folded
from homeward.reading.words import BOTH_SIDES, OUTLET

_TOLD = {"noun", "verb", "exchange", "cue", "speech", "adjective", "pronoun", "topic", "qualifier"}
_EARLY = 5  # sentences by which a page is no longer at its beginning


class Said(NamedTuple):
    """What tokens ``i`` to ``j`` mean, whoever they name, in words of the group and the value."""

    text: str
    i: int
    j: int
    group: str
    value: str


@dataclass(frozen=True, slots=True)
class View:
    """A sentence, its words, what its marks say, and the features of all of it.

    Attributes:
        code: the language, or what it and its kin are called.
        words: the dictionary forms of the sentence, folded where there is kin.
        whole: its meanings.
        spoken: its words, and those
        before: of the sentence before it.
        standing: where it stands on the page, and what is known of the page.
        place: the same in a word, as ``places`` has it.
    """

    page: Page
    line: Line
    code: str
    words: tuple[str, ...]
    said: tuple[Said, ...]
    numbers: tuple[Amount, ...]
    whole: frozenset[str]
    spoken: frozenset[str]
    before: frozenset[str]
    standing: frozenset[str]
    place: str


def views(page: Page) -> tuple[View, ...]:
    """The views of a page's sentences, in order."""
    spoken = [words(page, line) for line in page.lines]
    return tuple(map(_view, repeat(page), page.lines, spoken, [(), *spoken], places(page)))


def places(page: Page) -> list[str]:
    """Of each line whether it is of the text ("body"), or stands above it, between its paragraphs or below it."""
    text = [line.index for line in page.lines if not line.heading]
    first, last = (text[0], text[-1]) if text else (len(page.lines), -1)
    return [
        "body" if not line.heading else "above" if line.index < first else "below" if line.index > last else "between"
        for line in page.lines
    ]


def _view(page: Page, line: Line, words: tuple[str, ...], before: tuple[str, ...], place: str) -> View:
    code = page.language.kin or page.language.code
    said = tuple(Said(meaning(m), m.i, m.j, m.group, m.value) for m in line.marks)
    whole = frozenset(f"any:{one.text}" for one in said)
    standing = {
        "heading" if line.heading else "body",
        *({f"heading {place}"} if line.heading else ()),
        f"line{min(line.index + (not page.lines[0].heading), _EARLY)}",  # the first of the text, headed or not
        f"event:{page.event is not None}",
        f"postponed:{page.postponed}",
        f"many:{len(page.sides) > 2}",  # parties
        *(f"dates:{_when(page, when)}" for when in line.whens),
    }
    if line.index > 0:
        standing.update([f"dates before:{_when(page, when)}" for when in page.lines[line.index - 1].whens])
    numbers = tuple(a for a in line.amounts if not a.ordinal)
    spoken, told = frozenset(f"{code}s:{w}" for w in words), frozenset(f"{code}p:{w}" for w in before)
    return View(page, line, code, words, said, numbers, whole, spoken, told, frozenset(standing), place)


def meaning(mark: Mark) -> str:
    """What a mark says, whoever it names."""
    return f"{mark.group}.{mark.value}" if mark.group in _TOLD else mark.group


def words(page: Page, line: Line) -> tuple[str, ...]:
    """A sentence by what its words are learnt as: their dictionary forms, folded where the language has kin."""
    spoken = map(word, line.tokens)
    return tuple(spoken if page.language.kin is None else map(folded, spoken))


def spelt(view: View, learnt: str) -> str:
    """How a word of the sentence, or of the one before, is written that was learnt as *learnt*."""
    page, line = view.page, view.line
    for texts, one in ((view.words, line), *((words(page, one), one) for one in _before(page, line))):
        for text, token in zip(reversed(texts), reversed(one.tokens), strict=True):
            if text == learnt:
                return word(token)
    return learnt


def _before(page: Page, line: Line) -> tuple[Line, ...]:
    """The sentence before one, if there is one."""
    return page.lines[max(0, line.index - 1) : line.index]


def word(token: Token) -> str:
    """A word by its dictionary form, a number by a sign."""
    if token.sort is Sort.NUMBER:
        return "#"
    return min(token.form.lemmas) if token.form.lemmas else token.low


def placed(view: View, i: int, j: int) -> set[str]:
    """Where tokens *i* to *j* stand on the page, who says them, and of which day they are."""
    page, line = view.page, view.line
    when = date_near(line, i, j)
    dated = "none" if when is None else _when(page, when)
    speaker = page.speaker(line, i)
    who = speaker if speaker in {OUTLET, BOTH_SIDES} else "side" if page.side_of(speaker) else "other"
    lo, hi = line.clause(i)
    return {f"date:{dated}", f"said:{who}", *(f"span:{_span(w)}" for w in line.whens if lo <= w.i < hi)}


def _when(page: Page, when: When) -> str:
    """Whether a date lies before the event of a page or is that day."""
    return "past" if is_past(page, when) else "now" if is_now(page, when) else "other"


def _span(when: When) -> str:
    """Whether a date is one day, a range of days, a month or a year."""
    return "range" if when.precision is Precision.DAY and when.first != when.last else when.precision.value
