"""Older exchanges that a page names without a count, each by its date.

*The previous one was on 26 June*, *groups arrived on 9, 10 and 12 June*, *on 19 June the gravely ill came home*.
"""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.direction import direction
from homeward.reading.grammar.people.governing import frame
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.people.status import earlier
from homeward.reading.grammar.timing import dates_something_else
from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.grammar.words.lines import Line
from homeward.reading.words import OUTLET, Category, Kind, Qualifier

_SINCE_WITHIN = 8  # tokens between "since" and a date that it counts from
_LISTED = 4  # of more older dates in one sentence only the last, that of the exchange before this one, is told
_DONE = {Kind.TRANSFER, Kind.BODIES, Kind.PLAN}


def older(page: Page, line: Line, counts: list[Draft]) -> Iterator[Draft]:
    """Older exchanges that a sentence names by date only."""
    older_ones = [d for d in counts if d.kind is Kind.PREVIOUS_EXCHANGE]
    if page.event is None or (older_ones and len(line.clauses) == 1):
        return
    told = line.first("exchange", "exchange", "stage", "event") or line.first("cue", "uncounted", "previous")
    if told is None or line.first("cue", "postponed") is not None or any(d.kind in _DONE for d in counts):
        return
    if not line.inflected and line.low(told.i - 1) == "no" and all(token.low != "since" for token in line.tokens):
        return  # "no exchange took place on Saturday"
    if told.value == "event" and not line.inflected and line.at("noun", told.j) is not None:
        return  # "one woman said …"
    said_so = earlier(line, 0, len(line.tokens))
    whens = [w for w in line.whens if _is_older(page, line, w, said_so) and not _counted_near(counts, w.i, w.j)]
    if older_ones:  # "stages were held on June 9 and June 10, and on June 11 Kyiv received 1,212 bodies"
        told_in, days = [line.clause(d.i) for d in counts], {d.exchange_date for d in older_ones}
        whens = [w for w in whens if line.clause(w.i) not in told_in and w.iso not in days and _tells_of_event(line, w)]
    if not line.inflected:  # "an exchange was due to start on Monday"
        whens = [w for w in whens if line.last("cue", "future", lo=line.clause(w.i)[0], hi=w.i) is None]
    for when in _few(line, whens):
        lo, hi = line.clause(when.i)
        i, j = (lo, hi) if len(whens) == 1 else (when.i, when.j)
        speaker = OUTLET if page.is_carried(line, when.i) else page.speaker(line, when.i)
        draft = Draft(Kind.PREVIOUS_EXCHANGE, line, i, j, speaker, rules=["uncounted.older"])
        draft.exchange_date = when.iso
        if line.inflected:
            _tell_whom(page, draft, lo, hi)
        yield draft


def _tell_whom(page: Page, draft: Draft, lo: int, hi: int) -> None:
    """Say of an older exchange who came home, uncounted: "19 июня вернулись тяжелобольные защитники"."""
    line = draft.line
    noun = next(
        (n for n in line.all("noun", lo=lo, hi=hi) if line.first("verb", "return", "free", "receive", lo=lo, hi=hi)),
        None,
    )
    if noun is None:
        return
    people = line.first("people", lo=lo, hi=noun.i)
    group = Counted(
        line, noun.i, noun.j, noun.i, 0, Qualifier.UNDISCLOSED, Category(noun.value), people.value if people else None
    )
    found = frame(group, [group])
    if found is not None and found.verb.group == "verb":
        draft.category, draft.i, draft.j = Category(noun.value), min(draft.i, noun.i), max(draft.j, noun.j)
        draft.direction, rule = direction(page, found, [group], draft.speaker)
        draft.rules.append(rule)


def _few(line: Line, whens: list[When]) -> list[When]:
    """The days of a clause, only the last of a long list; an English clause is its sentence."""
    told = {w: line.clause(w.i) if line.inflected else None for w in whens}
    return [w for n, w in enumerate(whens) if list(told.values()).count(told[w]) <= _LISTED or w is whens[-1]]


def _is_of_an_announcement(line: Line, when: When) -> bool:
    """Whether a date is that of an announcement: "the exchange, which had been announced in a statement on May 7"."""
    lo, _ = line.clause(when.i)
    say = line.last("speech", "say", lo=lo, hi=when.i) if not line.inflected else None
    told = say is not None and line.ending("cue", say.i, "be") is not None
    return told and say is not None and line.first("exchange", lo=say.j, hi=when.i) is None


def _is_older(page: Page, line: Line, when: When, said_so: bool) -> bool:
    if when.last is None or page.event is None or when.last >= page.event:
        return False
    if when.precision is not Precision.DAY and not (said_so and when.precision is Precision.MONTH):
        return False
    announced = line.last("speech", "say", lo=max(0, when.i - 2), hi=when.i)
    if dates_something_else(line, when) or announced is not None or _is_of_an_announcement(line, when):
        return False
    opened = line.last("cue", "since", lo=max(0, when.i - _SINCE_WITHIN), hi=when.i) if not line.inflected else None
    if opened is not None and line.first("exchange", lo=opened.j, hi=when.i) is None:
        return False  # "the first swap since Ukraine began its incursion on August 6"
    lo, hi = max(0, when.i - 5), min(len(line.tokens), when.j + 3)
    since = line.ending("cue", when.i, "since") if line.inflected else line.first("cue", "since", lo=lo, hi=hi)
    return since is None and line.first("cue", "agreement", "negotiation", lo=lo, hi=hi) is None


def _tells_of_event(line: Line, when: When) -> bool:
    """Whether the clause of a date says of its own that an exchange was held."""
    lo, hi = line.clause(when.i)
    return (
        line.first("exchange", lo=lo, hi=hi) is not None and line.first("cue", "event_done", lo=lo, hi=hi) is not None
    )


def _counted_near(counts: list[Draft], i: int, j: int) -> bool:
    return any(d.exchange_date is not None and d.i <= j and i <= d.j for d in counts)
