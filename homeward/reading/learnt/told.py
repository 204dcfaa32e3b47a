"""What speaks for it that something is told without a count: its words, and what else the page tells, as features."""

from typing import NamedTuple

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount
from homeward.reading.learnt.features import Features
from homeward.reading.learnt.making import told
from homeward.reading.learnt.surroundings import around
from homeward.reading.learnt.tellings import PROPOSED, Telling, is_of_events
from homeward.reading.learnt.views import View, placed, places
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, OUTLET, Category, Kind

_NAMING = {"place", "party", "people", "speaker", "office"}
_LONG = 5  # tokens
_MOVES = {Kind.TRANSFER, Kind.BREAKDOWN, Kind.BODIES}
_OF_BOTH = {EACH_SIDE, BOTH_TOTAL}
_MONTH = len("2025-05")
_ENDS = 2  # places of a number that are looked at, from either end of a page


def of_the_sentence(view: View) -> Features:
    """The features of all that a sentence may tell."""
    return [("", view.standing), ("", view.whole), ("", view.spoken)]


class _Told(NamedTuple):
    """A draft, and what it tells of itself to its own sentence, to the rest of the page, and to what tells the same."""

    draft: Draft
    here: str
    elsewhere: str
    same: str
    decided: bool


class Beside:
    """What else a page tells beside what is weighed: what is decided by now, and what the rules have still ahead."""

    __slots__ = ("_numbers", "_page", "_places", "_told")

    def __init__(self, page: Page, drafts: list[Draft]) -> None:
        """Begin with the drafts of a page, of which the counted ones are decided."""
        self._page, self._places = page, places(page)
        self._numbers: dict[int, list[tuple[Line, Amount, str]]] | None = None
        self._told = {id(d): _told(d, decided=d.count is not None or d.kind not in PROPOSED) for d in drafts}

    def decide(self, draft: Draft, *, told: bool) -> None:
        """Keep a draft, or drop it."""
        if told:
            self._told[id(draft)] = _told(draft, decided=True)
        else:
            del self._told[id(draft)]

    def features(self, one: Telling) -> set[str]:
        """What else is told, as features of what may be told."""
        found = set[str]()
        others = [other for other in self._told.values() if other.draft is not one.draft]
        for draft, here, elsewhere, same, _ in others:
            if draft.line is one.line:
                found.add(here)
            elif not draft.line.heading:
                found.add(elsewhere)
            if draft.kind is one.kind and one.value is not None and draft.value == one.value:
                found.add(same)
        if one.kind is Kind.ORDINAL:
            found |= self._numbered_again(one)
        elif one.kind is Kind.PREVIOUS_EXCHANGE:
            found |= _that_day(one, others)
        elif one.kind in _MOVES and not one.freely:
            found |= _moved(one, one.draft or told(self._page, one, [other.draft for other in others]), others)
        return found

    def _numbered_again(self, one: Telling) -> set[str]:
        """Where else the number of an exchange is told: that of a heading is a claim if the text lacks it."""
        if self._numbers is None:
            self._numbers = _numbers(self._page)
        line, found = one.line, set[str]()
        number = next((a.value for a in line.amounts if one.i <= a.i < one.j), None)
        here = f"{self._places[line.index]}:{one.draft is not None}"
        for other, amount, counts in self._numbers.get(number, ()) if number is not None else ():
            if other is line and one.i <= amount.i < one.j:
                continue
            behind = (other.index, amount.i) > (line.index, one.i)
            where = "heading" if other.heading else "behind" if behind else "before"
            found.add(f"number {where}:{counts}:{here}")
        return found or {f"number once:{here}"}


def _numbers(page: Page) -> dict[int, list[tuple[Line, Amount, str]]]:
    """Where each number of a page stands, and whether it may be that of an exchange.

    Of its places in the text, and of those in headings, the first two and the last two: they tell whether it stands
    before or behind any other, however often a page repeats it.
    """
    found: dict[tuple[int, bool, str], list[tuple[Line, Amount, str]]] = {}
    for line in page.lines:
        for amount in line.amounts:
            counts = "th" if amount.ordinal or is_of_events(page, line, amount) else "other"
            found.setdefault((amount.value, line.heading, counts), []).append((line, amount, counts))
    numbers: dict[int, list[tuple[Line, Amount, str]]] = {}
    for (value, _, _), told_in in found.items():
        numbers.setdefault(value, []).extend(
            told_in if len(told_in) <= _ENDS * 2 else told_in[:_ENDS] + told_in[-_ENDS:]
        )
    return numbers


def _told(draft: Draft, *, decided: bool) -> _Told:
    kind, ahead = draft.kind.value, "" if decided else "ahead "
    here, elsewhere = f"{ahead}here:{kind}:{draft.count is not None}", f"{ahead}page:{kind}"
    return _Told(draft, here, elsewhere, f"{ahead}the same", decided)


def _that_day(one: Telling, others: list[_Told]) -> set[str]:
    """What else is told of the day of an older exchange: where its people are counted, the day alone is no claim."""
    day, found = one.draft.exchange_date if one.draft is not None else one.value, set[str]()
    if day is None:
        return {"no day"}
    for other in others:
        draft = other.draft
        if draft.exchange_date is None or draft.exchange_date[:_MONTH] != day[:_MONTH]:
            continue
        when = "that day" if draft.exchange_date == day else "that month"
        sort = f"{draft.kind.value}:{draft.count is not None}:{other.decided}"
        gap = draft.line.index - one.line.index
        where = "here" if not gap else "next" if abs(gap) == 1 else "far"
        found.update([f"{when}:{sort}", f"{when}:{sort}:{where}"])
    return found or {"nothing else that month"}


def _moved(one: Telling, draft: Draft, others: list[_Told]) -> set[str]:
    """What else moves the same way, whom, and who says it: who is counted elsewhere is not told again."""
    found = {f"who:{draft.category}", f"way:{'one' if (draft.direction or '')[:3] == 'to_' else draft.direction}"}
    ways = set[str]()
    for other in others:
        if other.draft.kind not in _MOVES:
            continue
        way = _way(other.draft.direction, draft.direction)
        counted = "counted" if other.draft.count is not None else "told" if other.decided else "ahead"
        who = _who(other.draft.category, draft.category)
        voice = _voice(other.draft, draft.speaker)
        where = "here" if other.draft.line is one.line else "heading" if other.draft.line.heading else "elsewhere"
        found.update([f"{counted} {way}:{who}", f"{counted} {way}:{voice}", f"{counted} {way}:{who}:{voice}"])
        found.add(f"{counted} {way}:{who}:{where}")
        ways.add(f"{counted} {way}")
    same = ways & {"counted same", "counted both"}
    return found | {f"this way counted:{bool(same)}", f"any counted:{any(way.startswith('counted') for way in ways)}"}


def _way(other: str | None, way: str | None) -> str:
    if other is None or way is None:
        return "unknown"
    return "same" if other == way else "both" if other in _OF_BOTH or way in _OF_BOTH else "other"


def _who(other: Category | None, who: Category | None) -> str:
    if other == who:
        return "same"
    return "any" if Category.PRISONERS in {other, who} else "others"


def _voice(draft: Draft, speaker: str) -> str:
    if draft.speaker == speaker:
        return "same voice"
    if OUTLET in {draft.speaker, speaker}:
        return "outlet"
    return "same side" if draft.speaker.partition(":")[0] == speaker.partition(":")[0] else "other voice"


def telling(view: View, one: Telling, beside: Beside) -> Features:
    """The features of what may be told, beside those of its sentence."""
    line, made = one.line, one.draft
    found = {"freely"} if one.freely else around(view, one.i, one.j) | placed(view, one.i, one.j)
    found |= beside.features(one)
    if one.kind in {Kind.LOCATION, Kind.MEDIATOR} and not one.freely:
        groups = {m.group for k in range(one.i, one.j) for m in line.starts.get(k, ())} & _NAMING
        found.update([f"names:{' '.join(sorted(groups))}:{made is not None}", f"long:{min(_LONG, one.j - one.i)}"])
        found.update([f"is:{one.value}", f"is:{one.value}:{view.words[one.i - 1] if one.i else ''}"])
    found.update([f"again:{one.again}", f"again:{one.again}:{made is not None}", f"drafted:{made is not None}"])
    if made is not None:
        found.update([f"rule:{rule}" for rule in made.rules if rule])
        found.add(f"way:{made.direction}")
    return [("", found)]
