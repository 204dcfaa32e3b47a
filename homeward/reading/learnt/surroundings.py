"""What stands around a number, as features: meanings and words, how far and on which side; and what the rules said.

Meanings are those of the language files, so that what is learnt from one language helps the others.
"""

from homeward.reading.grammar.dates import Precision, When
from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.page import Page
from homeward.reading.grammar.phrases import Mark
from homeward.reading.grammar.timing import date_near, is_now, is_past
from homeward.reading.grammar.tokens import Sort, Token
from homeward.reading.learnt.cases import Case
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET

_TOLD = {"noun", "verb", "exchange", "cue", "speech", "adjective", "pronoun", "topic", "qualifier"}
_NEAR = 5  # tokens
_BESIDE = 2
_WORDS = 8  # on each side
_TOGETHER = (
    ("Lverb", "Rnoun"),
    ("Lverb", "Rverb"),
    ("Lcue", "Rnoun"),
    ("Lexchange", "Rnoun"),
    ("Lverb", "Lcue"),
    ("Rverb", "Rcue"),
)


def surroundings(page: Page, case: Case) -> list[str]:
    """The features of a number."""
    line, i, j = case.line, case.amount.i, case.amount.j
    digits = f"digits{len(str(case.amount.value))}"
    return sorted({*around(page, line, i, j), *_rules(case), *standing(page, line, i, j), digits})


def around(page: Page, line: Line, i: int, j: int) -> set[str]:
    """The meanings and words around tokens *i* to *j*."""
    return _meanings(line, i, j) | _words(line, i, j, page.language.code) | _governing(line, i, j)


def meaning(mark: Mark) -> str:
    """What a mark says, whoever it names."""
    return f"{mark.group}.{mark.value}" if mark.group in _TOLD else mark.group


def _meanings(line: Line, i: int, j: int) -> set[str]:
    lo, hi = line.clause(i)
    found: set[str] = set()
    for mark in line.marks:
        said = meaning(mark)
        if mark.j <= i:
            side, gap, inside = "L", i - mark.j, mark.i >= lo
        elif mark.i >= j:
            side, gap, inside = "R", mark.i - j, mark.i < hi
        else:
            found.add(f"in:{said}")
            continue
        found.add(f"{side}{'c' if inside else 's'}:{said}")
        if gap <= _NEAR:
            found.add(f"{side}{gap if gap <= _BESIDE else 'n'}:{said}")
    return found


def word(token: Token) -> str:
    """A word by its dictionary form, a number by a sign."""
    if token.sort is Sort.NUMBER:
        return "#"
    return min(token.form.lemmas) if token.form.lemmas else token.low


def _words(line: Line, i: int, j: int, code: str) -> set[str]:
    tokens = line.tokens
    before = [word(token) for token in tokens[max(0, i - _WORDS) : i]]
    behind = [word(token) for token in tokens[j : j + _WORDS]]
    found = {f"{code}<{w}" for w in before} | {f"{code}>{w}" for w in behind}
    found |= {f"{code}<{n}:{w}" for n, w in enumerate(reversed(before[-3:]))}
    found |= {f"{code}>{n}:{w}" for n, w in enumerate(behind[:3])}
    found |= {f"{code}<<{' '.join(before[-2:])}", f"{code}>>{' '.join(behind[:2])}"}
    found.add(f"{code}<>{' '.join([*before[-1:], *behind[:1]])}")
    return found


def _governing(line: Line, i: int, j: int) -> set[str]:
    """The nearest verbs, cues and nouns on both sides, alone and together, and how many numbers stand around."""
    nearest: dict[str, str] = {}
    for mark in line.marks:
        if mark.group not in {"verb", "cue", "exchange", "noun", "speech"}:
            continue
        if mark.j <= i:
            nearest[f"L{mark.group}"] = f"{mark.value}:{'c' if line.clause(i)[0] <= mark.i else 's'}"
        elif mark.i >= j:
            nearest.setdefault(f"R{mark.group}", f"{mark.value}:{'c' if mark.i < line.clause(i)[1] else 's'}")
    found = {f"near {side}:{said}" for side, said in nearest.items()}
    found |= {f"near {a}:{nearest.get(a)}&{b}:{nearest.get(b)}" for a, b in _TOGETHER}
    numbers = [a for a in line.amounts if not a.ordinal]
    found.add(f"numbers L{min(3, sum(a.j <= i for a in numbers))} R{min(3, sum(a.i >= j for a in numbers))}")
    return found


def _rules(case: Case) -> set[str]:
    draft = case.draft
    others = {f"other{'L' if o.i < case.amount.i else 'R'}:{o.kind.value}" for o in case.here if o is not draft}
    if draft is None:
        group = case.group
        return others | {"no draft", f"group:{group.rule if group else None}", f"group:{group and group.category}"}
    way = draft.direction if draft.direction in {EACH_SIDE, BOTH_TOTAL, None} else "one"
    found = {f"kind:{draft.kind.value}", f"cat:{draft.category}", f"verb:{draft.verb}", f"way:{way}"}
    return found | others | {f"rule:{rule}" for rule in draft.rules if rule}


def standing(page: Page, line: Line, i: int, j: int) -> set[str]:
    """Where tokens *i* to *j* stand on the page, who says them, and of which day they are."""
    when = date_near(line, i, j)
    dated = "none" if when is None else "past" if is_past(page, when) else "now" if is_now(page, when) else "other"
    speaker = page.speaker(line, i)
    who = speaker if speaker in {OUTLET, BOTH_SIDES} else "side" if page.side_of(speaker) else "other"
    lo, hi = line.clause(i)
    inside = {_span(w) for w in line.whens if lo <= w.i < hi}
    return {f"span:{span}" for span in inside} | {
        "heading" if line.heading else "body",
        f"line{min(line.index, _NEAR)}",
        f"date:{dated}",
        f"said:{who}",
        f"event:{page.event is not None}",
        f"postponed:{page.postponed}",
        f"many:{len(page.sides) > 2}",
    }


def _span(when: When) -> str:
    """Whether a date is one day, a range of days, a month or a year."""
    return "range" if when.precision is Precision.DAY and when.first != when.last else when.precision.value
