"""Of which day a claim is: every day told near it, that of the event, that of publication, or none."""

from collections.abc import Collection
from datetime import date

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.timing import date_near, dates_something_else, is_of_saying
from homeward.reading.grammar.words.dates import When
from homeward.reading.learnt.features import Features
from homeward.reading.learnt.views import View
from homeward.reading.words import Kind

_BACK, _ON = 2, 1  # sentences before a claim, and behind it, whose days may be its own
_OPENING = 3  # sentences of a page, its heading among them, whose days may be those of all that it tells
_AGO = (0, 1, 2, 3, 7, 31, 366)  # days before publication
_TOKENS = (0, 2, 5, 10)  # between a day and a claim
_NEAR = 3  # tokens on each side of a day
_FEW = 3
_FULL = len("2025-05-23")
_ALONE = 2  # candidates: a day and none
_NEWS = {Kind.TRANSFER, Kind.BREAKDOWN, Kind.BODIES, Kind.LOCATION, Kind.MEDIATOR, Kind.ORDINAL, Kind.EARLY_DISCLOSURE}
_MEANT = {"verb", "exchange", "cue", "speech", "topic"}

_Place = tuple[int, When]
"""A sentence, and a day that is told in it."""


class Days:
    """The days of a page, seen from its drafts. Days are ISO dates, a month alone ``2025-06``."""

    def __init__(self, page: Page, seen: tuple[View, ...]) -> None:
        """Look at a page."""
        known = ((page.published, "published"), (page.begun, "begun"), (page.event, "event"))
        self._seen, self._published = seen, page.published
        self._known = {day.isoformat(): what for day, what in known if day is not None}
        self._told = [[(iso, when) for when in view.line.whens if (iso := when.iso) is not None] for view in seen]
        self._ago: dict[str, str] = {}
        self._around: dict[_Place, frozenset[str]] = {}

    def of(self, draft: Draft, drafts: list[Draft]) -> dict[str | None, Features]:
        """What is true of every day that a draft may be of, and of none, beside the other drafts of the page.

        Nothing of a draft of the news where no other day is told: it is hardly ever of none.
        """
        candidates = self._candidates(draft)
        if len(candidates) == _ALONE and draft.exchange_date is not None and draft.kind in _NEWS:
            return {}
        view = self._seen[draft.line.index]
        line, kind, chosen = view.line, draft.kind.value, draft.exchange_date
        clause = line.clause(draft.i)
        words, of_draft, beside = {*view.words[slice(*clause)]}, _of_draft(view, draft, clause), _beside(draft, drafts)
        nearest = date_near(line, draft.i, draft.j)
        near = nearest.iso if nearest is not None else None
        found: dict[str | None, Features] = {}
        for day, places in candidates.items():
            sort = "none" if day is None else self._known.get(day, "other")
            sort = f"{sort}!" if day == chosen else sort
            best = min(places, key=lambda place: _distance(draft, *place), default=None)
            where = _where(draft, best, clause)
            of_day = [f"{sort}:{where}", f"{sort}:{where}:{kind}"]
            if near is not None and near == day:
                of_day += [f"near:{sort}:{kind}", f"near:{where}"]
            if places:
                of_day.append(f"{sort}:first:{places[0][0] <= 1}:{kind}")
            if day is not None:
                ago = self._how_long_ago(day)
                of_day += [f"ago:{ago}:{kind}", f"ago:{ago}:{where}", f"ago:{ago}:{sort}", f"len:{len(day)}:{kind}"]
            others = beside.get(day, ())
            told: list[tuple[str, Collection[str]]] = [
                ("", of_day),
                (f"{sort}|", of_draft),
                (f"{sort}:{kind}:{view.code}c|", words),
            ]
            told += [(f"others {kind}|", others), (f"others {sort}|", others)]
            if best is not None:
                around = self._around_day(best)
                told += [("day|", around), (f"day {kind}|", around)]
            found[day] = told
        return found

    def _candidates(self, draft: Draft) -> dict[str | None, list[_Place]]:
        """The days that a draft may be of, with the places in which they are told."""
        found: dict[str | None, list[_Place]] = {draft.exchange_date: [], None: []}
        for day in reversed(self._known):
            found.setdefault(day, [])
        at = draft.line.index
        for n, told in enumerate(self._told[: at + _ON + 1]):
            if n < _OPENING or n >= at - _BACK:
                for day, when in told:
                    found.setdefault(day, []).append((n, when))
        return found

    def _how_long_ago(self, day: str) -> str:
        """How long before publication a day was."""
        if day not in self._ago:
            self._ago[day] = _ago(self._published, day)
        return self._ago[day]

    def _around_day(self, place: _Place) -> frozenset[str]:
        """What is told around a day."""
        if place not in self._around:
            self._around[place] = _around(self._seen[place[0]], place[1])
        return self._around[place]


def _of_draft(view: View, draft: Draft, clause: tuple[int, int]) -> list[str]:
    """What a draft says, and what is said around it."""
    page, line, kind = view.page, view.line, draft.kind.value
    lo, hi = clause
    inside = sum(lo <= when.i < hi for when in line.whens)
    meant = {one.text for one in view.said if lo <= one.i < hi and one.group in _MEANT}
    return [
        *(f"{kind}:{text}" for text in meant),
        *(f"rule:{rule}" for rule in draft.rules),
        kind,
        f"{kind}:{'count' if draft.count is not None else 'none'}",
        f"dates:{min(_FEW, inside)}:{len(line.whens) > inside}",
        f"line{min(_OPENING, line.index)}:{line.heading}",
        f"speaker:{page.is_carried(line, draft.i)}:{page.side_of(draft.speaker) is not None}",
    ]


def _beside(draft: Draft, drafts: list[Draft]) -> dict[str | None, list[str]]:
    """Where other drafts stand, and of which kind they are, by their days, and which days most of those near are of."""
    found: dict[str | None, set[str]] = {}
    near: list[str | None] = []
    for other in drafts:
        if other is draft:
            continue
        gap = other.line.index - draft.line.index
        if abs(gap) <= 1:
            near.append(other.exchange_date)
        here = "before" if other.i < draft.i else "behind"
        where = "far" if abs(gap) > 1 else "next" if gap > 0 else "sentence before" if gap else here
        found.setdefault(other.exchange_date, set()).update([where, f"{where}:{other.kind}"])
    for day in found:
        found[day].add(f"share:{near.count(day) * _FEW // len(near) if near else None}")
    return {day: [*texts] for day, texts in found.items()}


def _ago(published: date | None, day: str) -> str:
    if published is None or len(day) < _FULL:
        return "unknown"
    past = (published - date.fromisoformat(day)).days
    return "ahead" if past < 0 else str(next((most for most in _AGO if past <= most), "long"))


def _gap(draft: Draft, when: When) -> int:
    return when.i - draft.j if when.i >= draft.i else draft.i - when.j


def _distance(draft: Draft, n: int, when: When) -> tuple[int, bool, int]:
    """How far a day stands from a draft: in sentences, those behind it last, and in tokens."""
    at = draft.line.index
    return (abs(n - at), n > at, max(0, _gap(draft, when)) if n == at else n)


def _where(draft: Draft, place: _Place | None, clause: tuple[int, int]) -> str:
    """Where the place nearest to a draft is."""
    if place is None:
        return "nowhere"
    n, when = place
    line = draft.line
    if n != line.index:
        return "heading" if not n and line.index > _BACK else str(max(-_BACK - 1, n - line.index))
    lo, hi = clause
    side = "behind" if when.i >= draft.i else "before"
    far = next((most for most in _TOKENS if _gap(draft, when) <= most), "far")
    return f"{side}:{far}:{'clause' if lo <= when.i < hi else 'sentence'}"


def _around(view: View, when: When) -> frozenset[str]:
    """The words and meanings around a day, and whether it is that of something said or of something else."""
    line, code = view.line, view.code
    lo, hi = line.clause(when.i)
    found = [f"{code}<<{w}" for w in view.words[max(lo, when.i - _NEAR) : when.i]]
    found += [f"{code}>>{w}" for w in view.words[when.j : min(hi, when.j + _NEAR)]]
    found += [f"{code}<>{w}" for w in view.words[when.i : when.j]]
    for one in view.said:
        if lo <= one.i < hi and one.group in _MEANT:
            found.append(f"clause:{one.text}")
        if one.j == when.i:
            found.append(f"<{one.text}")
        if one.i == when.j:
            found.append(f">{one.text}")
    found += [f"saying:{is_of_saying(line, when)}", f"else:{dates_something_else(line, when)}", when.precision.value]
    return frozenset(found)
