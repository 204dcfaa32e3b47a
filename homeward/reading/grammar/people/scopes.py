"""What a running total runs over: since 2022, since a month, through a mediator, over one deal, over some days."""

from datetime import timedelta

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.dates import Precision
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, Kind

_MEDIATOR_WITHIN = 4  # tokens between a mediator and its mediation
_YEAR_WITHIN = 5  # tokens from "1,358 of them" to "in 2024"
_DAYS = {"two_days": 2, "three_days": 3, "four_days": 4}
_SEVERAL = "several_days"
_MULTI_DAY = "multi-day"  # the value of a whole that crosses on several days, nobody says how many
UNNAMED = "the deal"  # a deal that the data does not know


def war_year(page: Page) -> int:
    """The year in which the war of the page's parties began."""
    sides = set(page.sides)
    war = max(page.world.wars, key=lambda w: len(w.parties & sides))
    return war.began.year


def deal_name(page: Page) -> str:
    """The name of the deal that stages and sums belong to: the one in force on the day of the event."""
    day = page.event or page.published
    named = [d for d in page.world.deals if day is not None and d.made <= day <= d.until]
    return named[0].name if named else UNNAMED


def scope_of_total(page: Page, line: Line, i: int) -> str:
    """The value of a running total that is counted at token *i*."""
    lo, hi = line.clause(i)
    mediator = page.speaker(line, i).split(":")[0]
    own = next((w for w in line.whens if w.precision is Precision.YEAR and i < w.i <= i + _YEAR_WITHIN), None)
    if (
        own is not None
        and own.iso is not None
        and not line.inflected
        and line.low(own.i - 1) == "in"
        and _is_of_them(line, i, own.i)
    ):
        return f"in {own.iso}"  # "3,956 have been freed since the invasion, 1,358 of them in 2024"
    ranged = next(
        (w for w in line.whens if w.precision is Precision.DAY and w.first != w.last and lo <= w.i < hi), None
    )
    if ranged is not None and ranged.first is not None and ranged.last is not None:
        return f"{ranged.first.isoformat()}/{ranged.last.isoformat()}"
    if page.mediates(mediator):
        return f"{mediator}-mediated"
    through = _through(page, line, hi)
    if through is not None and line.first("cue", "war", "since", lo=lo, hi=hi) is None:
        return f"{through}-mediated"
    told = line.first("exchange", "stage", "exchange", lo=0, hi=i) is not None
    if told and deal_name(page) != UNNAMED and _is_of_this_deal(line, lo, hi):
        return f"{deal_name(page)} total"
    year = next((w for w in line.whens if w.precision is Precision.YEAR and lo <= w.i < hi and w.iso is not None), None)
    if year is not None and line.ending("cue", year.i, "since") is None and line.first("cue", "war") is None:
        return f"in {year.iso}"
    since = next((w for w in line.whens if line.ending("cue", w.i, "since") is not None and w.first is not None), None)
    if since is not None and since.first is not None:
        began = since.first.isoformat()[:7] if since.precision is not Precision.YEAR else str(since.first.year)
    else:
        began = str(war_year(page))
    outside = line.first("cue", "outside") is not None
    if outside:
        here = line.first("cue", "outside", lo=lo, hi=hi) is not None
        return f"since {began} {'outside' if here else 'via'} exchanges"
    return f"since {began}"


def _is_of_them(line: Line, lo: int, hi: int) -> bool:
    return line.first("cue", "of_them", lo=lo, hi=hi) is not None


def said_of(page: Page, draft: Draft, i: int) -> str | None:
    """What the count at token *i* runs over, or stands beside.

    Several days, for the whole of both sides; anything, for a total; the exchange, for those who went outside it.
    """
    whole = draft.kind is Kind.TRANSFER and draft.direction in {EACH_SIDE, BOTH_TOTAL}
    if not whole and draft.kind is not Kind.CUMULATIVE:
        return _outside(page, draft.line, i) if draft.kind is Kind.TRANSFER else None
    return _over_days(page, draft.line, i) or (None if whole else scope_of_total(page, draft.line, i))


def _outside(page: Page, line: Line, i: int) -> str | None:
    """Whether the people counted at token *i* went outside the exchange: the number nearest to the words for it."""
    said = [(cue.i, "outside exchange") for cue in line.all("cue", "outside")]
    for words in page.language.goodwill:
        told = (k for k, token in enumerate(line.tokens) if token.low == words[0])
        said += [(k, "goodwill") for k in told if tuple(t.low for t in line.tokens[k : k + len(words)]) == words]
    for k, how in said:
        lo, hi = line.clause(k)
        here = [a for a in line.amounts if lo <= a.i < hi and not a.ordinal] or line.amounts
        nearest = min(here, key=lambda a: abs(a.i - k), default=None)
        if nearest is not None and nearest.i == i:
            return how
    return None


def _over_days(page: Page, line: Line, i: int) -> str | None:
    """The days of an exchange of several, whose whole is counted: "a two-day exchange of 500 from each side"."""
    lo, hi = line.clause(i)
    said = line.first("cue", *_DAYS, _SEVERAL, lo=lo, hi=hi)
    if said is None or not _are_of(line, said, i):
        said = line.first("cue", *_DAYS, _SEVERAL)
        if said is None or not _is_all_told(line, said):
            return None
    if page.event is None:
        return None
    if said.value == _SEVERAL:
        return _MULTI_DAY
    return f"{(page.event - timedelta(days=_DAYS[said.value] - 1)).isoformat()}/{page.event.isoformat()}"


def _are_of(line: Line, said: Mark, i: int) -> bool:
    """Whether days are those of the count at token *i*: neither another count nor a date stands between."""
    first, last = sorted((said.i, i))
    if any(first < a.i < last and not said.i <= a.i < said.j for a in line.amounts):
        return False  # said of the other count: "300 each on Friday, completing a two-day exchange of 500"
    return not any(first < w.i < last for w in line.whens)


def _is_all_told(line: Line, said: Mark) -> bool:
    """Whether a sentence has one count, of an exchange over days that is done: "completed …, freeing 869 in all"."""
    counts = [a for a in line.amounts if not said.i <= a.i < said.j]
    begun = line.first("cue", "begun") is not None
    return len(counts) == 1 and not counts[0].ordinal and not begun and line.first("exchange", "stage") is None


def _through(page: Page, line: Line, hi: int) -> str | None:
    """The mediator through whom a sentence says that people were exchanged."""
    mediate = line.first("cue", "mediate", hi=hi)
    if mediate is None:
        return None
    places = [m for m in line.all("place", hi=hi) if page.world.places[m.value].mediates]
    near = [m for m in places if abs(m.i - mediate.i) <= _MEDIATOR_WITHIN and line.at("party", m.i) is None]
    return near[0].value if near else None


def _is_of_this_deal(line: Line, lo: int, hi: int) -> bool:
    """Whether the total is that of the stages of one deal: "all stages together", with no "since".

    "In all" may be said of everything since the war began, too, unless the sentence is about a stage.
    """
    if line.first("cue", "since", lo=lo, hi=hi) is not None:
        return False
    said = line.first("cue", "cumulative", "running", lo=lo, hi=hi)
    of_stages = line.first("exchange", "stage", hi=hi) is not None
    return said is not None or (of_stages and line.first("cue", "in_total", lo=lo, hi=hi) is not None)
