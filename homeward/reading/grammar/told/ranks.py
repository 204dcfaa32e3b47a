"""What an ordinal belongs to, and when it counts nothing: "the first in four months", "the first phase of the deal"."""

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.timing import dates_something_else
from homeward.reading.grammar.words.dates import Precision
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark

NOUN_WITHIN = 5  # tokens between an ordinal and its noun
ABOUT_WITHIN = 3  # tokens between "talks" and the stage that they are about
_HE = {"он", "він"}


def is_named(line: Line, lo: int, hi: int) -> bool:
    """Whether only the exchange and its parties are named between two tokens: "stage of the swap with Russia"."""
    known = ("cue", "exchange", "party", "people", "noun", "place")
    return all(any(m.group in known for m in line.starts.get(k, ())) for k in range(lo, hi))


def in_months(line: Line, j: int) -> bool:
    """Whether an exchange is only the first in some time: "their first exchange in almost four months"."""
    times = {"days", "weeks", "months", "month", "years"}
    return line.low(j) == "in" and any(line.low(k) in times for k in range(j + 1, j + ABOUT_WITHIN + 2))


def is_of_a_feast(line: Line, k: int) -> bool:
    """Whether a name that means nothing else stands at token *k*."""
    word = line.tokens[k].text if k < len(line.tokens) else ""
    return word[:1].isupper() and word.isalpha() and k not in line.meaning


def is_the_one(line: Line, i: int) -> bool:
    """Whether the exchange of the news is said to be that one: "this is the fifth exchange"."""
    article = line.ending("cue", i, "article")
    be = line.ending("cue", article.i, "be") if article is not None and not line.inflected else None
    subject = be is not None and line.low(be.i - 1) in {"this", "it", "which", "that", "what"}
    return subject and not any(a.i == i and a.value == 1 for a in line.amounts)


def after_the_one(line: Line, lo: int, hi: int) -> bool:
    """Whether a date is of an exchange before: "the second of the year, after the one on January 15"."""
    event = line.last("exchange", "exchange", "event", lo=lo, hi=hi)
    return not line.inflected and event is not None and any(line.low(k) == "after" for k in range(lo, event.i))


def stage_of(scope: str) -> str:
    """What stands before the number of a stage in a value."""
    return "stage " if scope.startswith("of ") else ""


def is_older(page: Page, line: Line, i: int) -> bool:
    """Whether the stage is dated before the event: "the first stage was held on June 9" counts nothing now."""
    lo, hi = line.clause(i)
    whens = [w for w in line.whens if lo <= w.i < hi and not dates_something_else(line, w)]
    days = [w.last for w in whens if w.precision is Precision.DAY and w.last is not None]
    return page.event is not None and bool(days) and max(days) < page.event


def is_said_of_one(line: Line, i: int) -> bool:
    """Whether an exchange is said to be the first: "the repatriation was the first this year"."""
    lo, _ = line.clause(i)
    be = line.last("cue", "be", lo=max(lo, i - 3), hi=i)
    if line.inflected and be is not None and be.i == lo + 1 and line.low(lo) in _HE:
        return True  # "Он стал первым в этом году"
    return be is not None and line.last("exchange", "exchange", lo=lo, hi=be.i) is not None


def is_part_of_a_deal(line: Line, i: int, j: int) -> bool:
    """Whether a stage is one of a deal's text: "under the first phase of the agreement"."""
    lo, _ = line.clause(i)
    if line.last("cue", "negotiation", "listed", lo=max(lo, i - ABOUT_WITHIN), hi=i) is not None:
        return True  # "talks about the second stage"
    article = line.ending("cue", i, "article")
    if line.ending("pronoun", i, "its") is not None and line.last("cue", "agreement", lo=0, hi=i) is not None:
        return True  # "the deal foresees 33 hostages in its first stage"
    under = line.ending("cue", article.i if article is not None else i, "under_deal")
    return under is not None and line.first("cue", "agreement", lo=j, hi=min(len(line.tokens), j + 4)) is not None


def whose_first(line: Line, i: int) -> bool:
    """Whether it is somebody's first: "their first exchange"."""
    return line.ending("pronoun", i, "its") is not None


def noun_of(line: Line, j: int) -> Mark | None:
    """The noun of exchange, stage or mediation that an ordinal belongs to."""
    for k in range(j, min(len(line.tokens), j + NOUN_WITHIN)):
        mark = line.at("exchange", k) or _round(line, k)
        if mark is not None and mark.value in {"exchange", "stage", "event", "mediation"}:
            return mark
        if line.low(k) == "and" and line.low(k + 1) in {"final", "last"}:
            continue  # "the third and final phase"
        if line.inflected and any(w.i - 1 <= k < w.j and w.precision is Precision.YEAR for w in line.whens):
            continue  # "первый в 2026 году обмен"
        if (
            not line.tokens[k].low[0].isalpha()
            or line.at("cue", k, "since", "of", "and")
            or line.first("verb", lo=k, hi=k + 1)
        ):
            return None
        if line.at("noun", k) and not (line.at("exchange", k + 1)):
            return None
    return None


def _round(line: Line, k: int) -> Mark | None:
    """A round that somebody mediated is an exchange: "the 15th round brokered by the Emirates"."""
    brokered = line.at("cue", k + 1, "mediate") is not None and line.low(k + 2) == "by"
    if line.inflected or line.low(k) != "round" or not brokered:
        return None
    return Mark("exchange", "exchange", k, k + 1)


def since_other(line: Line, j: int) -> bool:
    """Whether "since" stands behind an exchange, of something that is no war."""
    _, hi = line.clause(max(0, j - 1))
    return line.first("cue", "since", lo=j, hi=min(hi, j + 3)) is not None
