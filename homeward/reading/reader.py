"""A document into its claims.

The page is read in this order: its sentences with their meanings, numbers and dates; who speaks where; the day of the
event; the counts; then what is told without a count. Passages that reached us damaged are left out.
"""

from dataclasses import replace
from datetime import date

from homeward.reading.attribution import attribute
from homeward.reading.counts import iterate
from homeward.reading.dates import Precision
from homeward.reading.deals import date_of, deals
from homeward.reading.lexicon import language, languages, world
from homeward.reading.lines import Line, line
from homeward.reading.locations import locations
from homeward.reading.mediators import mediators
from homeward.reading.ordinals import ordinals
from homeward.reading.page import Draft, Page, sides
from homeward.reading.sentences import sentences
from homeward.reading.settle import settle
from homeward.reading.tellings import continuations, disclosures
from homeward.reading.tokens import tokenise
from homeward.reading.uncounted import older, parts, same_number, withheld
from homeward.reading.words import Claim, Document, Kind, Reading

_DONE = {Kind.TRANSFER, Kind.BODIES, Kind.BREAKDOWN}


def read(document: Document) -> Reading:
    """Read *document* into claims, each with its evidence.

    A document in a language without a grammar (see ``languages``) has no claims. Never raises, whatever the text.
    """
    if document.language not in languages() or document.language is None:
        return Reading(document, (), is_exchange_report=False)
    page = _page(document, document.language)
    claims = settle(document.text, _drafts(page))
    return Reading(document, claims, is_exchange_report=any(c.kind in _DONE for c in claims))


def _page(document: Document, code: str) -> Page:
    grammar = language(code)
    tokens = tokenise(document.text)
    found = sentences(document.text, tokens, grammar.abbreviations, grammar.stop)
    whole = [s for s in found if not any(s.start < d.end and d.start < s.end for d in document.damage)]
    lines = tuple(line(n, s, grammar, document.published) for n, s in enumerate(whole))
    page = Page(lines, grammar, world(), document.published, sides(lines))
    page = replace(page, event=_event(page))
    return replace(page, scopes=attribute(lines, page.world))


def _event(page: Page) -> date | None:
    """The day of the exchange that the page reports: the first day told with a done move, else that of publication."""
    for headings in (False, True):
        for sentence in page.lines:
            if sentence.heading == headings and (day := _day_told(page, sentence)) is not None:
                return day
    return page.published


def _day_told(page: Page, sentence: Line) -> date | None:
    moved = sentence.first("verb") or sentence.first("exchange", "exchange", "stage") or sentence.first("speech")
    dateline = sentence.index <= 1 and len(sentence.tokens) < 8
    if (moved is None and not dateline) or sentence.first("cue", "previous") is not None:
        return None
    for when in sentence.whens:
        if (
            when.precision is not Precision.DAY
            or when.first is None
            or (page.published and when.first > page.published)
        ):
            continue
        if sentence.ending("cue", when.i, "since") or any(
            date_of(sentence, d) == when for d in sentence.all("cue", "agreement", "negotiation")
        ):
            continue
        lo, hi = sentence.clause(when.i)
        if sentence.first("cue", "future", "postponed", lo=lo, hi=hi) is None:
            return when.last
    return None


def _drafts(page: Page) -> list[Draft]:
    drafts: list[Draft] = []
    for sentence, counts in iterate(page):
        drafts.extend(counts)
        told = [
            *ordinals(page, sentence),
            *mediators(page, sentence),
            *locations(page, sentence),
            *continuations(page, sentence),
            *disclosures(page, sentence),
            *older(page, sentence, counts),
            *same_number(page, sentence, drafts),
            *parts(page, sentence),
        ]
        if not any(d.kind is Kind.AGREEMENT for d in counts):
            told.extend(deals(page, sentence))
        if not counts and not any(d.rules[0] == "uncounted.same" for d in told):
            told.extend(withheld(page, sentence))
        drafts.extend(told)
    for draft in drafts:
        if draft.exchange_date is None and draft.kind in {
            Kind.ORDINAL,
            Kind.MEDIATOR,
            Kind.LOCATION,
            Kind.TRANSFER,
            Kind.BREAKDOWN,
            Kind.EARLY_DISCLOSURE,
            Kind.AGREEMENT,
        }:
            if page.event is not None and not (draft.kind is Kind.AGREEMENT and draft.count is not None):
                draft.exchange_date = page.event.isoformat()
    return drafts


__all__ = ["Claim", "languages", "read"]
