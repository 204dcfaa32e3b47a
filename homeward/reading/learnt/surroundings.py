"""What stands around a number, as features: meanings and words, how far and on which side; and what the rules said."""

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.timing import date_near
from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.learnt.cases import Case
from homeward.reading.learnt.features import Features
from homeward.reading.learnt.views import View, placed
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE

_NEAR = 5  # tokens
_BESIDE = 2
_WORDS = 3  # on each side
_MANY = 3  # numbers
_BY_FAR = 4  # times
_BACK = 4  # sentences before a number in which the day may be told that it is of
_AGO = (0, 1, 2, 3, 7, 31, 366)  # days


def surroundings(view: View, case: Case) -> Features:
    """The features of a number."""
    i, j = case.amount.i, case.amount.j
    found = around(view, i, j)
    found.update(placed(view, i, j), _rules(case), _again(view, case))
    lo, hi = view.line.clause(i)
    found.update([f"{view.code}c:{w}" for w in view.words[lo:hi]])
    found.add(f"digits{len(str(case.amount.value))}")
    found.update(_added(case))
    if case.line.heading:
        found.update([f"heading:{text}" for text in _added(case)])
        if not case.beside and not case.again:
            found.add("the page's only figure")
    found.update(_near(view, case))
    found.update(_days(view, case))
    return [("", found), ("", view.standing), ("", view.spoken), ("", view.before)]


def _again(view: View, case: Case) -> set[str]:
    """Where else on the page the same number is told, and whether by the same voice and the same way."""
    line, draft, found = case.line, case.draft, set()
    here = "heading" if line.heading else "body"
    for other in case.again:
        gap = other.line.index - line.index
        where = "heading" if other.line.heading else "before" if gap < 0 or other.i < case.amount.i else "behind"
        found.update([f"again {where}", f"again {where}:{here}"])
        if draft is not None:
            voice = "same" if other.speaker == draft.speaker else "other"
            way = "same" if other.direction == draft.direction else "other"
            found.update([f"again {where}:{voice} voice", f"again {where}:{voice} voice:{way} way:{other.kind.value}"])
    return found or {"told once", f"told once:{view.place}"}


def _added(case: Case) -> set[str]:
    """What a number is to the others of its page: their sum, a part of one with another, the largest by far."""
    count, others = case.amount.value, case.beside
    if not others or count <= 1:
        return {"adds to nothing"}
    most = max(others)
    found = {"larger than all" if count > most else "smaller than one"}
    if count > most * _BY_FAR:
        found.add("larger by far")
    if count * 2 in others:
        found.add("half of one")
    if count % 2 == 0 and count // 2 in others:
        found.add("double of one")
    if any(count - one in others and one * 2 != count for one in others):
        found.add("sum of two")
    if any(count + one in others for one in others):
        found.add("part of a sum")
    return found


def _near(view: View, case: Case) -> set[str]:
    """What the rules made of the sentences before and behind, and of which day it is."""
    event = view.page.event.isoformat() if view.page.event is not None else None
    found: set[str] = set()
    for draft in case.near:
        gap = draft.line.index - case.line.index
        day = draft.exchange_date
        when = "none" if day is None else "now" if day == event else "past" if event and day < event else "other"
        sort = f"{draft.kind.value}:{'#' if draft.count is not None else '-'}"
        found.update([f"near {gap}:{sort}", f"near {gap}:{sort}:{when}"])
    return found


def _days(view: View, case: Case) -> set[str]:
    """How long before publication the day was that is told beside a number, and the one told last before it."""
    page, line = view.page, view.line
    group = case.draft or case.group or case.amount
    beside = date_near(line, group.i, group.j)
    found = {f"ago:{_ago(page, beside)}"}
    if page.event is not None and page.published is not None:
        found.add(f"event ago:{_bucket((page.published - page.event).days)}")
    if beside is None:
        for gap, before in enumerate(reversed(page.lines[max(0, line.index - _BACK) : line.index]), 1):
            told = [when for when in before.whens if when.precision is not Precision.YEAR]
            if told:
                found.update([f"told ago:{_ago(page, told[-1])}", f"told ago:{_ago(page, told[-1])}:{gap}"])
                break
    if case.draft is not None and page.event is not None:
        day, event = case.draft.exchange_date, page.event.isoformat()
        when = "none" if day is None else "now" if day == event else "past" if day < event else "ahead"
        found.update([f"day:{when}", f"day:{when}:{case.draft.kind.value}"])
    return found


def _ago(page: Page, when: When | None) -> str:
    if when is None:
        return "none"
    if when.last is None or page.published is None:
        return "unknown"
    return f"{_bucket((page.published - when.last).days)}:{when.precision.value}"


def _bucket(days: int) -> str:
    return "ahead" if days < 0 else str(next((most for most in _AGO if days <= most), "long"))


def around(view: View, i: int, j: int) -> set[str]:
    """The meanings and words around tokens *i* to *j*: in or out of their clause, near or right beside them."""
    lo, hi = view.line.clause(i)
    found: set[str] = set()
    for text, first, last, _, _ in view.said:
        if last <= i:
            found.add(f"L{'c' if first >= lo else 's'}:{text}")
            if i - last <= _NEAR:
                found.add(f"L{i - last if i - last <= _BESIDE else 'n'}:{text}")
        elif first >= j:
            found.add(f"R{'c' if first < hi else 's'}:{text}")
            if first - j <= _NEAR:
                found.add(f"R{first - j if first - j <= _BESIDE else 'n'}:{text}")
        else:
            found.add(f"in:{text}")
    before = sum(a.j <= i for a in view.numbers)
    behind = sum(a.i >= j for a in view.numbers)
    found.add(f"numbers L{min(_MANY, before)} R{min(_MANY, behind)}")
    found.update(_words(view, i, j))
    return found


def _words(view: View, i: int, j: int) -> set[str]:
    code, before, behind = view.code, view.words[max(0, i - _WORDS) : i], view.words[j : j + _WORDS]
    found = {f"{code}<{n}:{w}" for n, w in enumerate(reversed(before))}
    found.update([f"{code}>{n}:{w}" for n, w in enumerate(behind)])
    found.add(f"{code}<<{' '.join(before[-2:])}")
    found.add(f"{code}>>{' '.join(behind[:2])}")
    found.add(f"{code}<>{' '.join([*before[-1:], *behind[:1]])}")
    return found


def _rules(case: Case) -> set[str]:
    draft = case.draft
    others = {f"other{'L' if o.i < case.amount.i else 'R'}:{o.kind.value}" for o in case.here if o is not draft}
    if draft is None:
        group = case.group
        return others | {"no draft", f"group:{group.rule if group else None}", f"group:{group and group.category}"}
    way = draft.direction if draft.direction in {EACH_SIDE, BOTH_TOTAL, None} else "one"
    found = {f"kind:{draft.kind.value}", f"cat:{draft.category}", f"verb:{draft.verb}", f"way:{way}"}
    found.update([f"rule:{rule}:{way}" for rule in draft.rules if rule.startswith("kind.")])
    return found | others | {f"rule:{rule}" for rule in draft.rules if rule}
