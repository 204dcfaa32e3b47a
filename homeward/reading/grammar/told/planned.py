"""Plans that count nobody, in an inflected language: "репатріація має початися", "тіла передадуть у вівторок".

A noun of exchange, or people or bodies with a verb of moving, and a word of what is still to come in the same clause.
Who waits to be exchanged, what talks are to bring, where the freed will be taken, and when it will be are no plans.
"""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.direction import direction
from homeward.reading.grammar.people.governing import Frame
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.timing import is_of_saying
from homeward.reading.grammar.words.dates import Precision
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, OUTLET, Category, Kind, Qualifier

_MOVES = ("give", "return", "swap", "free", "receive")
_NO_PLAN = ("when", "held", "negotiation", "casualty", "listed", "under_deal")
_BESIDE = {"за", "после", "перед", "кроме", "помимо", "після", "крім", "окрім"}  # what is to come is not the exchange
_WITHIN = 8  # tokens between what is to come and the word that says so


def planned(page: Page, line: Line) -> Iterator[Draft]:
    """The first plan of a sentence that counts nobody."""
    if not line.inflected or line.heading:
        return
    for cue in line.all("cue", "future"):
        lo, hi = line.clause(cue.i)
        if line.at("cue", cue.i, "completed") is not None:
            continue  # "обмен закончится 25 мая": it goes on
        if any(lo <= a.i < hi and not a.ordinal for a in line.amounts) or line.first("cue", *_NO_PLAN, lo=lo, hi=hi):
            continue
        events = line.all("exchange", "exchange", "stage", lo=lo, hi=hi)
        event = _nearest(cue, (m for m in events if line.low(m.i - 1) not in _BESIDE))
        verb = _nearest(cue, line.all("verb", *_MOVES, lo=lo, hi=hi))
        bodies = line.first("noun", "bodies", lo=lo, hi=hi)
        people = (m for m in line.all("noun", lo=lo, hi=hi) if line.at("adjective", m.i, "moved") is None)
        noun = bodies or _nearest(cue, people) if verb is not None else None
        refused = line.first("cue", "stays", lo=lo, hi=hi) is not None  # "отказался назвать сроки обмена"
        if (verb is None or noun is None) and (event is None or refused):
            continue
        parts = [m for m in (cue, event, verb, noun) if m is not None]
        draft = Draft(Kind.PLAN, line, min(m.i for m in parts), max(m.j for m in parts), page.speaker(line, cue.i))
        draft.speaker = OUTLET if draft.speaker == BOTH_SIDES else draft.speaker
        draft.rules = ["plan.uncounted"]
        if verb is not None and noun is not None:
            draft.category = Category(noun.value)
            draft.direction = _way(page, draft, verb, noun)
        elif bodies is not None or line.first("cue", "of_the_dead", lo=lo, hi=hi) is not None:
            draft.category = Category.BODIES
        days = [w for w in line.whens if lo <= w.i < hi and w.precision is Precision.DAY and not is_of_saying(line, w)]
        ahead = [w for w in days if w.first is not None and page.published is not None and w.first >= page.published]
        draft.exchange_date = ahead[0].iso if ahead else None
        yield draft
        return


def _nearest(cue: Mark, marks: Iterator[Mark]) -> Mark | None:
    """The mark nearest to a cue, if any is near."""
    near = [m for m in marks if max(m.i - cue.j, cue.i - m.j) <= _WITHIN]
    return min(near, key=lambda m: max(m.i - cue.j, cue.i - m.j), default=None)


def _way(page: Page, draft: Draft, verb: Mark, noun: Mark) -> str | None:
    """Where those who are to be moved go to."""
    group = Counted(draft.line, noun.i, noun.j, noun.i, 0, Qualifier.UNDISCLOSED, draft.category)
    way, _ = direction(page, Frame(group, verb, before=verb.i < noun.i), [group], draft.speaker)
    return None if way == BOTH_TOTAL else way
