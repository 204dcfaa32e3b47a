"""What may be told without a count: every place that may have mediated or seen a handover, every ordinal, deal, plan
and older day of a page, whether or not the rules made a claim of it.

One sentence tells one mediation, one deal without a count, one plan without a count, one exchange or part without a
count and one early disclosure at most; of places, ordinals and days it may tell several. What a deal, a plan, an
exchange or a disclosure is told with may be any words: where none that are known for it stand in a sentence, all of
the sentence may tell it.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.timing import is_past
from homeward.reading.grammar.words.dates import Precision
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.learnt.mediating import mediators
from homeward.reading.learnt.unknown import is_person, name, text, unknown
from homeward.reading.words import Kind

_AHEAD = ("future", "going_on", "more_to_come", "postponed", "called_off", "listed", "agreeing", "negotiation", "terms")
_FREELY = {Kind.AGREEMENT, Kind.PLAN, Kind.TRANSFER, Kind.EARLY_DISCLOSURE}  # in whatever words
_ANYWHERE = {Kind.MEDIATOR, Kind.BREAKDOWN, *_FREELY} - {Kind.TRANSFER}
_GROUPS = 3  # of people without a number in a sentence
_MOST = 200  # exchanges of one war
_COUNTED = 7  # tokens between events and how many they were
_BETWEEN = 3  # tokens between a number and the noun that it counts


class Telling(NamedTuple):
    """Tokens ``i`` to ``j`` of a sentence that may tell something of a kind, and the draft that rules made of it."""

    kind: Kind
    line: Line
    i: int
    j: int
    draft: Draft | None
    value: str | None = None
    again: bool = False  # the page has told the same before
    freely: bool = False  # in no words that are known for it


def tellings(page: Page, drafts: list[Draft]) -> Iterator[Telling]:
    """All that a page may tell without a count, in order."""
    told: set[tuple[Kind, str | None]] = set()
    for line in page.lines:
        mine = [d for d in drafts if d.line is line and d.count is None]
        for kind, propose in _PROPOSALS.items():
            found = _of_kind(kind, line, mine, propose(page, line))
            if not found and kind in _FREELY and not line.heading and _may_tell(line, kind):
                yield Telling(kind, line, 0, len(line.tokens), None, again=(kind, None) in told, freely=True)
            for one in found:
                key = (kind, one.value)
                yield Telling(kind, line, one.i, one.j, one.draft, one.value, again=key in told)
                told.add(key)


def _may_tell(line: Line, kind: Kind) -> bool:
    """Whether a sentence without words that are known for it can tell something of a kind: it names who or where."""
    if kind is Kind.EARLY_DISCLOSURE:
        return not line.groups.keys().isdisjoint({"speaker", "office", "place"})
    if kind is Kind.TRANSFER:
        return not line.groups.keys().isdisjoint({"noun", "people", "pronoun"})
    return True


def _of_kind(kind: Kind, line: Line, mine: list[Draft], proposed: list[tuple[int, int, str | None]]) -> list[Telling]:
    """The drafts of a kind, and what is proposed where none of them is."""
    if not mine and not proposed:
        return []
    made = [Telling(kind, line, d.i, d.j, d, d.value) for d in mine if d.kind is kind]
    if kind in _ANYWHERE and made:
        return made
    free = [p for p in proposed if not any(m.i < p[1] and p[0] < m.j for m in made)]
    more = [Telling(kind, line, i, j, None, value) for i, j, value in free]
    most = 1 if kind in _ANYWHERE else _GROUPS if kind is Kind.TRANSFER else len(more)
    return sorted([*made, *more[:most]], key=lambda telling: telling.i)


def _locations(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    """Places, borders and airports; names that the data does not know; and parties where it may have happened."""
    places = [m for m in line.all("place") if not page.world.places[m.value].body]
    borders = [m for m in line.all("cue", "border", "airport") if not any(abs(p.i - m.i) < 3 for p in places)]
    found: list[tuple[int, int, str | None]] = [(m.i, m.j, m.value) for m in places]
    found += [_site(line, m) for m in borders]
    if line.heading:
        return sorted(found)
    for i, j in unknown(line, 1, len(line.tokens)):
        start = (
            i - 1 if line.ending("cue", i, "place_preposition") or line.low(i - 1) in page.language.from_where else i
        )
        if not is_person(line, i, j) and not _touches(found, start, j):
            found.append((start, j, text(line, i, j)))
    for mark in line.all("party"):
        led = line.ending("cue", mark.i, "place_preposition", "article", "to", "from")
        if (led or line.low(mark.i - 1) in page.language.from_where) and not _touches(found, mark.i - 1, mark.j):
            found.append((mark.i - 1, mark.j, text(line, mark.i, mark.j)))
    return sorted(found)


def _site(line: Line, mark: Mark) -> tuple[int, int, str | None]:
    """A border or an airport, with its name behind it: "аэропорту Кёльна"."""
    _, j = name(line, mark.j)
    return (mark.i, j, text(line, mark.i, j)) if j > mark.j else (mark.i, mark.j, line.low(mark.i))


def _touches(found: list[tuple[int, int, str | None]], i: int, j: int) -> bool:
    return any(first < j and i < last for first, last, _ in found)


def _ordinals(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    """Ordinals, and how many exchanges there have been: "36 exchanges so far", "exchange number 36", "36 rounds"."""
    return [
        (a.i, a.j, str(a.value)) for a in line.amounts if a.ordinal or (a.value < _MOST and is_of_events(page, line, a))
    ]


def is_of_events(page: Page, line: Line, amount: Amount) -> bool:
    """Whether a number may say how many exchanges or mediations there have been."""
    i, j = amount.i, amount.j
    if line.at("exchange", j) is not None or line.ending("exchange", i - (line.low(i - 1) == "number")) is not None:
        return True
    if any(line.at("exchange", k) or line.at("cue", k, "mediate", "negotiation") for k in (j, j + 1)):
        return True
    if line.low(j) in page.language.times or line.low(i - 1) == "number":
        return True
    counts = line.at("noun", j) is not None or line.at("people", j) is not None
    lo, hi = max(line.clause(i)[0], i - _COUNTED), min(line.clause(i)[1], j + _COUNTED)
    return not counts and (
        line.first("exchange", lo=lo, hi=hi) is not None or line.first("cue", "mediate", lo=lo, hi=hi) is not None
    )


def _agreements(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    first = line.first("cue", "agreement") or line.first("cue", "agreeing")
    first = first or next((m for m in line.all("place") if page.world.places[m.value].talks), None)
    return [(first.i, first.j, None)] if first is not None else []


def _plans(_: Page, line: Line) -> list[tuple[int, int, str | None]]:
    first = line.first("cue", *_AHEAD)
    return [(first.i, first.j, None)] if first is not None else []


def _exchanges(_: Page, line: Line) -> list[tuple[int, int, str | None]]:
    """An exchange, or a group of people without a number: the first told by a word for it, and every other group."""
    first = (
        line.first("cue", "uncounted") or line.first("exchange", "exchange", "stage") or line.first("verb", "return")
    )
    found: list[tuple[int, int, str | None]] = [(first.i, first.j, None)] if first is not None else []
    counted = {a.j + k for a in line.amounts for k in range(_BETWEEN)}
    cues, hurt = line.all("cue", "uncounted", "same_number", "asked_number"), line.all("adjective", "hurt")
    for mark in (*cues, *line.all("noun"), *line.all("people"), *hurt):
        if mark.value != "bodies" and mark.i not in counted and not _touches(found, mark.i - 1, mark.j + 1):
            found.append((mark.i, mark.j, None))
    return found


def _parts(_: Page, line: Line) -> list[tuple[int, int, str | None]]:
    """Those of whom no number is told: "soldiers and civilians"."""
    counted = {a.j for a in line.amounts}
    found = (m for m in line.all("noun", "civilians", "women", "children") if m.i not in counted)
    first = next(found, None)
    return [(first.i, first.j, None)] if first is not None else []


def _disclosures(_: Page, line: Line) -> list[tuple[int, int, str | None]]:
    first = line.first("speech", "say") if line.first("speaker") or line.first("office") else None
    return [(first.i, first.j, None)] if first is not None else []


def _older(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    return [(w.i, w.j, w.iso) for w in line.whens if w.precision is not Precision.YEAR and is_past(page, w)]


_Proposing = Callable[[Page, Line], list[tuple[int, int, str | None]]]

_PROPOSALS: dict[Kind, _Proposing] = {
    Kind.MEDIATOR: mediators,
    Kind.LOCATION: _locations,
    Kind.ORDINAL: _ordinals,
    Kind.AGREEMENT: _agreements,
    Kind.PLAN: _plans,
    Kind.TRANSFER: _exchanges,
    Kind.BREAKDOWN: _parts,
    Kind.EARLY_DISCLOSURE: _disclosures,
    Kind.PREVIOUS_EXCHANGE: _older,
}

PROPOSED = frozenset(_PROPOSALS)
"""The kinds of what may be told without a count."""
