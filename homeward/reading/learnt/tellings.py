"""What may be told without a count: every place that may have mediated or seen a handover, every ordinal, deal, plan
and older day of a page, whether or not the rules made a claim of it.

One sentence tells one mediation, one deal without a count, one plan without a count, one exchange without a count and
one early disclosure at most; of places, ordinals and days it may tell several.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.timing import is_past
from homeward.reading.grammar.words.dates import Precision
from homeward.reading.grammar.words.lines import Line
from homeward.reading.learnt.surroundings import around
from homeward.reading.learnt.views import View, placed
from homeward.reading.words import Kind

_AHEAD = ("future", "going_on", "more_to_come", "postponed", "called_off", "listed", "agreeing", "negotiation", "terms")
_ANYWHERE = {Kind.MEDIATOR, Kind.AGREEMENT, Kind.PLAN, Kind.TRANSFER, Kind.EARLY_DISCLOSURE}


@dataclass(frozen=True, slots=True)
class Telling:
    """Tokens ``i`` to ``j`` of a sentence that may tell something of a kind, and the draft that rules made of it."""

    kind: Kind
    line: Line
    i: int
    j: int
    draft: Draft | None
    value: str | None = None
    again: bool = False  # the page has told the same before


def tellings(page: Page, drafts: list[Draft]) -> Iterator[Telling]:
    """All that a page may tell without a count, in order."""
    told: set[tuple[Kind, str | None]] = set()
    for line in page.lines:
        mine = [d for d in drafts if d.line is line and d.count is None]
        for kind, propose in _PROPOSALS.items():
            for one in _of_kind(kind, line, mine, propose(page, line)):
                key = (kind, one.value)
                yield Telling(kind, line, one.i, one.j, one.draft, one.value, again=key in told)
                told.add(key)


def _of_kind(kind: Kind, line: Line, mine: list[Draft], proposed: list[tuple[int, int, str | None]]) -> list[Telling]:
    """The drafts of a kind, and what is proposed where none of them is."""
    made = [Telling(kind, line, d.i, d.j, d, d.value) for d in mine if d.kind is kind]
    if kind in _ANYWHERE and made:
        return made
    free = [p for p in proposed if not any(m.i < p[1] and p[0] < m.j for m in made)]
    more = [Telling(kind, line, i, j, None, value) for i, j, value in free]
    return sorted([*made, *(more[:1] if kind in _ANYWHERE else more)], key=lambda telling: telling.i)


def _mediators(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    places = [m for m in line.all("place") if page.world.places[m.value].mediates]
    places = [m for m in places if (p := line.at("party", m.i)) is None or p.value not in page.sides]
    if not places:
        return []
    return [(places[0].i, places[-1].j, "; ".join(dict.fromkeys(m.value for m in places)))]


def _locations(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    places = [m for m in line.all("place") if not page.world.places[m.value].body]
    borders = [m for m in line.all("cue", "border", "airport") if not any(abs(p.i - m.i) < 3 for p in places)]
    return [*((m.i, m.j, m.value) for m in places), *((m.i, m.j, line.low(m.i)) for m in borders)]


def _ordinals(_: Page, line: Line) -> list[tuple[int, int, str | None]]:
    """Ordinals, and how many exchanges there have been: "36 exchanges so far"."""
    return [(a.i, a.j, str(a.value)) for a in line.amounts if a.ordinal or line.at("exchange", a.j) is not None]


def _agreements(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    first = line.first("cue", "agreement") or line.first("cue", "agreeing")
    first = first or next((m for m in line.all("place") if page.world.places[m.value].talks), None)
    return [(first.i, first.j, None)] if first is not None else []


def _plans(_: Page, line: Line) -> list[tuple[int, int, str | None]]:
    first = line.first("cue", *_AHEAD)
    return [(first.i, first.j, None)] if first is not None else []


def _exchanges(_: Page, line: Line) -> list[tuple[int, int, str | None]]:
    first = (
        line.first("cue", "uncounted") or line.first("exchange", "exchange", "stage") or line.first("verb", "return")
    )
    return [(first.i, first.j, None)] if first is not None else []


def _disclosures(_: Page, line: Line) -> list[tuple[int, int, str | None]]:
    first = line.first("speech", "say") if line.first("speaker") or line.first("office") else None
    return [(first.i, first.j, None)] if first is not None else []


def _older(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    return [(w.i, w.j, w.iso) for w in line.whens if w.precision is not Precision.YEAR and is_past(page, w)]


_Proposing = Callable[[Page, Line], list[tuple[int, int, str | None]]]

_PROPOSALS: dict[Kind, _Proposing] = {
    Kind.MEDIATOR: _mediators,
    Kind.LOCATION: _locations,
    Kind.ORDINAL: _ordinals,
    Kind.AGREEMENT: _agreements,
    Kind.PLAN: _plans,
    Kind.TRANSFER: _exchanges,
    Kind.EARLY_DISCLOSURE: _disclosures,
    Kind.PREVIOUS_EXCHANGE: _older,
}


def telling(view: View, one: Telling, drafts: list[Draft]) -> set[str]:
    """The features of what may be told."""
    line, made = one.line, one.draft
    found = around(view, one.i, one.j)
    found.update(placed(view, one.i, one.j), view.standing, view.whole, view.spoken)
    for draft in drafts:
        if draft.line is line and draft is not made:
            found.add(f"here:{draft.kind.value}:{draft.count is not None}")
        elif draft.line is not line and not draft.line.heading:
            found.add(f"page:{draft.kind.value}")
    found.update([f"again:{one.again}", f"again:{one.again}:{made is not None}", f"drafted:{made is not None}"])
    if made is not None:
        found.update([f"rule:{rule}" for rule in made.rules if rule])
        found.add(f"way:{made.direction}")
    return found
