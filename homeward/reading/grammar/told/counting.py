"""What an ordinal counts from: a year, the war, a span of days, a deal, as it stands behind its noun or before it."""

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.people.scopes import deal_name, war_year
from homeward.reading.grammar.words.dates import Precision, When
from homeward.reading.grammar.words.lines import Line

_SCOPE_WITHIN = 7  # tokens between the noun and its scope


def scope_behind(page: Page, line: Line, lo: int, hi: int) -> tuple[str, int] | None:
    """The scope said after a noun, and the token after it."""
    _, end = line.clause(max(lo - 1, 0))
    hi = min(hi, end, len(line.tokens))
    for when in line.whens:
        if lo <= when.i < hi and when.precision is Precision.YEAR and when.iso is not None:
            since = line.ending("cue", when.i, "since")
            return (f"since {when.iso}" if since else f"in {when.iso}"), when.j
        if lo <= when.i < hi and line.ending("cue", when.i, "since") and _is_the_start(page, when):
            return f"since {when.first.year if when.first else war_year(page)}", when.j
    span = line.first("cue", "span", lo=lo, hi=min(hi, end))
    first = any(a.ordinal and a.value == 1 and lo - _SCOPE_WITHIN <= a.i < lo for a in line.amounts)
    if span is not None and not first:  # "the first in five months" counts nothing
        said = " ".join(token.low for token in line.tokens[span.i : span.j])
        return said, span.j
    war = line.first("cue", "war", lo=lo, hi=min(hi + 3, end))
    if war is not None and line.first("cue", "since", "of", "under_deal", lo=lo, hi=war.i) is not None:
        return f"since {war_year(page)}", war.j
    since = line.first("cue", "since", "under_deal", lo=lo, hi=hi)
    deal = line.first("cue", "agreement", "negotiation", "framework", lo=lo, hi=min(hi + 3, end))
    if since is not None and deal is not None:
        return f"of {deal_name(page)}", deal.j
    return None


def scope_before(page: Page, line: Line, i: int) -> str | None:
    """The scope that opens a clause: "з початку року це вже десята репатріація"."""
    lo, _ = line.clause(i)
    if any(lo <= a.i < i and not a.ordinal for a in line.amounts):
        return None
    year = next((w for w in line.whens if lo <= w.i < i and w.precision is Precision.YEAR and w.iso is not None), None)
    if year is not None:
        return f"in {year.iso}"
    since = line.first("cue", "since", lo=lo, hi=i)
    war = line.first("cue", "war", lo=since.j, hi=i) if since is not None else None
    return f"since {war_year(page)}" if war is not None else None


def _is_the_start(page: Page, when: When) -> bool:
    """Whether a date is that of the war's beginning or of a year's: "since February 2022"."""
    first = when.first
    return first is not None and (first.year == war_year(page) or (first.month, first.day) == (1, 1))
