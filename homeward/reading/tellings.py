"""What is told without a count: that more will follow, and that someone made it public too early."""

from collections.abc import Iterator

from homeward.reading.dates import Precision
from homeward.reading.lines import Line
from homeward.reading.page import Draft, Page
from homeward.reading.words import Kind


def continuations(page: Page, line: Line) -> Iterator[Draft]:
    """ "The swap goes on over May 24 and 25", "he expects more tomorrow"."""
    for cue in line.all("cue", "going_on"):
        lo, hi = line.clause(cue.i)
        subject = line.first("exchange", "exchange", "stage", lo=0, hi=hi) is not None or line.index > 0
        if not subject or line.first("cue", "casualty", lo=lo, hi=hi) is not None:
            continue
        when = next((w for w in line.whens if lo <= w.i < hi and w.precision is Precision.DAY), None)
        dated = when.first.isoformat() if when is not None and when.first is not None else None
        end = max([cue.j, *(w.j for w in line.whens if lo <= w.i < hi)])
        yield Draft(Kind.PLAN, line, cue.i, end, page.speaker(line, cue.i), exchange_date=dated, rules=["plan.goes_on"])
        return


def disclosures(page: Page, line: Line) -> Iterator[Draft]:
    """Someone who is no party told of the exchange before the parties did."""
    for verb in line.all("cue", "disclose"):
        lo, hi = 0, len(line.tokens)
        early = line.first("cue", "early", lo=lo, hi=hi)
        who = line.last("speaker", lo=lo, hi=verb.i)
        if early is None or who is None or page.side_of(who.value) in page.sides:
            continue
        if line.first("exchange", "exchange", "event", lo=verb.j, hi=hi) is None:
            continue
        if early.value != "early":
            continue
        end = max(m.j for m in line.all("exchange", lo=verb.j, hi=hi))
        yield Draft(Kind.EARLY_DISCLOSURE, line, who.i, end, who.value, rules=["disclosure.early"])
        return
