"""Drafts of what the rules did not find, and the dates and values of what they found to be of another kind."""

from homeward.reading.grammar.deals import told_near
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.scopes import said_of
from homeward.reading.grammar.timing import date_near, dated
from homeward.reading.grammar.words.lines import Line
from homeward.reading.learnt.cases import Case
from homeward.reading.learnt.tellings import Telling
from homeward.reading.words import BOTH_SIDES, EACH_SIDE, OF_A_SERIES, Category, Kind, Qualifier

_MOVES = {Kind.TRANSFER, Kind.BREAKDOWN}
_PARTS = ("civilians", "women", "children")
_PAIR = "count.pair"


def told(page: Page, one: Telling, drafts: list[Draft]) -> Draft:
    """A draft of what the rules did not find; a part goes the way of the last count before it."""
    line, kind = one.line, one.kind
    draft = Draft(kind, line, one.i, one.j, page.speaker(line, one.i), value=one.value, rules=["told.learnt"])
    when = date_near(line, one.i, one.j)
    event = page.event.isoformat() if page.event is not None else None
    draft.exchange_date = event
    if kind is Kind.TRANSFER:
        draft.qualifier, draft.category = Qualifier.UNDISCLOSED, _who(line, one.i, one.j)
        of = line.first("people", lo=one.i - 1, hi=one.j + 1)  # "Ukrainian prisoners", "Russia's soldiers"
        of = of or (None if page.side_of(draft.speaker) else line.first("people"))
        side = of.value if of is not None else page.side_of(draft.speaker)
        draft.direction = f"to_{side}" if side in page.sides else EACH_SIDE if draft.speaker == BOTH_SIDES else None
    elif kind is Kind.BREAKDOWN:
        draft.category = _who(line, one.i, one.j, *_PARTS)
        before = [d for d in drafts if d.kind in _MOVES and (d.line.index, d.i) < (line.index, one.i)]
        draft.direction = max(before, key=lambda d: (d.line.index, d.i)).direction if before else None
    elif kind is Kind.PLAN:
        draft.i, draft.j = line.clause(one.i)
        draft.exchange_date = dated(page, kind, when, line)
    elif kind is Kind.PREVIOUS_EXCHANGE:
        draft.value, draft.exchange_date = None, one.value
        draft.i, draft.j = line.clause(one.i)
    elif kind is Kind.AGREEMENT:
        draft.value, draft.exchange_date = told_near(page, line, one.i), None
    elif kind is Kind.ORDINAL:
        draft.value = f"{one.value}{OF_A_SERIES}"
    elif kind is Kind.EARLY_DISCLOSURE:
        draft.i, draft.j = line.clause(one.i)
    return draft


def _who(line: Line, i: int, j: int, *values: str) -> Category:
    """Whom tokens *i* to *j* tell of, or their sentence."""
    noun = line.first("noun", *values, lo=i, hi=j) or line.first("noun", *values)
    return Category(noun.value) if noun is not None else Category.PRISONERS


def made(page: Page, case: Case, kind: Kind) -> Draft:
    """A draft of a number of which the rules made none; a part goes the way of the count before it."""
    group, line, amount = case.group, case.line, case.amount
    i, j = (group.i, group.j) if group is not None else (amount.i, amount.j)
    home = f"to_{group.people}" if group is not None and group.people in page.sides else None
    before = [d for d in case.here if d.i < amount.i]
    beside = before[-1].direction if kind is Kind.BREAKDOWN and before else None
    way = EACH_SIDE if group is not None and group.each else home or beside
    draft = Draft(kind, line, i, j, page.speaker(line, amount.i), way, amount.value)
    draft.qualifier = group.qualifier if group is not None else Qualifier.EXACT
    draft.category = group.category if group is not None and group.category else _category(case)
    draft.rules = ["count.learnt", "kind.learnt", *([_PAIR] if group is not None and group.rule == _PAIR else [])]
    redate(page, draft)
    return draft


def is_pair(draft: Draft) -> bool:
    """Whether a count is said of each side: "50 for 50" goes both ways, whatever stands around it."""
    return _PAIR in draft.rules and draft.direction == EACH_SIDE


def _category(case: Case) -> Category:
    before = [d.category for d in case.here if d.category is not None]
    return before[-1] if before else Category.PRISONERS


def redate(page: Page, draft: Draft) -> None:
    """Give a draft of another kind the date and value that this kind has."""
    line = draft.line
    draft.exchange_date = dated(page, draft.kind, date_near(line, draft.i, draft.j), line)
    draft.value = runs_over(page, draft)
    if draft.kind is Kind.AGREEMENT:
        draft.value = told_near(page, line, draft.i)


def runs_over(page: Page, draft: Draft) -> str | None:
    """What the count of a draft runs over, by the kind and the way that it has now."""
    return said_of(page, draft, next((a.i for a in draft.line.amounts if draft.i <= a.i < draft.j), draft.i))
