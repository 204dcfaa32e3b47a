"""A document into its claims.

The page is read in this order: its sentences with their meanings, numbers and dates; who speaks where; the day of the
event; the counts; then what is told without a count. Passages that reached us damaged are left out.
"""

from dataclasses import replace

from homeward.reading.attribution import attribute
from homeward.reading.counts import iterate
from homeward.reading.deals import deals
from homeward.reading.lexicon import language, languages, world
from homeward.reading.lines import line
from homeward.reading.locations import locations
from homeward.reading.mediators import mediators
from homeward.reading.ordinals import ordinals
from homeward.reading.page import Draft, Page, sides
from homeward.reading.sentences import sentences
from homeward.reading.settle import settle
from homeward.reading.tellings import continuations, disclosures
from homeward.reading.tokens import tokenise
from homeward.reading.timing import event_of, is_postponed
from homeward.reading.uncounted import named, older, parts, same_number, withheld
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
    page = replace(page, event=event_of(page))
    page = replace(page, postponed=is_postponed(page))
    return replace(page, scopes=attribute(lines, page.world))


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
            *named(page, sentence),
        ]
        told.extend(deals(page, sentence, counts))
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
