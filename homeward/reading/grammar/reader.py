"""A document into the drafts of its claims.

The page is read in this order: its sentences with their meanings, numbers and dates; who speaks where; the day of the
event; the counts; then what is told without a count. What reached us damaged is left out, unless
it is surely mended.
"""

from collections.abc import Sequence
from dataclasses import replace

from homeward.reading.damage import MENDED, mended
from homeward.reading.furniture import furniture
from homeward.reading.grammar.deals import deals
from homeward.reading.grammar.page import Draft, Page, announcer, sides
from homeward.reading.grammar.people.counts import counts
from homeward.reading.grammar.people.kinds import of_their_kind
from homeward.reading.grammar.people.ways import direct, enlarge, lessen
from homeward.reading.grammar.settle import settle
from homeward.reading.grammar.speaking.attribution import attribute, names
from homeward.reading.grammar.speaking.publishing import publisher
from homeward.reading.grammar.timing import event_of, is_postponed
from homeward.reading.grammar.told.locations import borders, capitals, locations
from homeward.reading.grammar.told.mediators import mediators
from homeward.reading.grammar.told.older import older
from homeward.reading.grammar.told.ordinals import ordinals
from homeward.reading.grammar.told.persons import persons, released
from homeward.reading.grammar.told.planned import planned
from homeward.reading.grammar.told.tellings import cancellations, continuations, disclosures
from homeward.reading.grammar.told.uncounted import event_only, named, parts, same_number
from homeward.reading.grammar.told.unsaid import unsaid
from homeward.reading.grammar.told.withheld import withheld
from homeward.reading.grammar.words.anchors import anchored, weekdays
from homeward.reading.grammar.words.forms import inflected
from homeward.reading.grammar.words.lexicon import language, languages, world
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.lines import line as read_line
from homeward.reading.grammar.words.sentences import sentences
from homeward.reading.grammar.words.tokens import Token, tokenise
from homeward.reading.words import Claim, Document, Kind, Reading

_UNDATED = {Kind.PLAN, Kind.PREVIOUS_EXCHANGE}
_OF_THE_EVENT = {Kind.AGREEMENT, Kind.MEDIATOR, Kind.LOCATION, Kind.ORDINAL}
_TERMS = {Kind.PLAN, Kind.AGREEMENT}
_DONE = {Kind.TRANSFER, Kind.BODIES, Kind.BREAKDOWN}


def ruled(document: Document) -> Reading:
    """Read *document* by the rules alone."""
    page = paged(document)
    return claimed(document, drafted(page) if page is not None and is_about_captives(page) else [])


def paged(document: Document) -> Page | None:
    """The page of a document; None if there is no grammar for its language."""
    if document.language is None or document.language not in languages():
        return None
    return _page(document, document.language)


def claimed(document: Document, drafts: list[Draft]) -> Reading:
    """Make claims of the drafts of a document."""
    claims = _quoted(document, settle(document.text, of_their_kind(drafts)))
    return Reading(document, claims, is_exchange_report=_reports(claims, drafts))


def _reports(claims: tuple[Claim, ...], drafts: list[Draft]) -> bool:
    """Whether claims tell that an exchange has taken place; parts of what is only planned do not."""
    parts = [d.whole for d in drafts if d.kind is Kind.BREAKDOWN]
    ahead = bool(parts) and all(whole is not None and whole.kind in _TERMS for whole in parts)
    return any(c.kind in _DONE and not (ahead and c.kind is Kind.BREAKDOWN) for c in claims)


def _quoted(document: Document, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Quote words that were mended to read them with all that stands on the page."""
    read_as = mended(document.text, document.damage)
    if not read_as.padded:
        return claims
    ends = [read_as.whole(claim.end) for claim in claims]
    return tuple(
        replace(claim, end=end, evidence=document.text[claim.start : end])
        for claim, end in zip(claims, ends, strict=True)
    )


def _page(document: Document, code: str) -> Page:
    grammar = language(code)
    text = mended(document.text, document.damage).text
    tokens = _tokens(text)
    if grammar.inflected:
        tokens = inflected(tokens, code)
    found = sentences(text, tokens, grammar.abbreviations, grammar.stop)
    lost = [d for d in document.damage if d.kind not in MENDED]
    whole = [s for s in found if not any(s.start < d.end and d.start < s.end for d in lost)]
    if all(s.heading for s in whole):
        whole = [replace(s, heading=False) for s in whole]  # a post of one line heads nothing
    lines = tuple(read_line(n, s, grammar, document.published) for n, s in enumerate(whole))
    if not grammar.inflected:
        lines = weekdays(lines, grammar.dates.weekdays)
    lines = anchored(lines, grammar.from_the_day, document.published) if grammar.from_the_day else lines
    page = Page(lines, grammar, world(), document.published, sides(lines, world(), document.published))
    begun, event = event_of(page)
    page = replace(page, begun=begun, event=event)
    page = replace(page, postponed=is_postponed(page))
    named = names(lines, page.world, code, page.sides)
    all_named = frozenset(scope.speaker for found in named for scope in found)
    scopes = attribute(lines, page.world, code, page.sides, all_named)
    page = replace(page, scopes=scopes, names=named, announcer=announcer(lines, scopes, page.world))
    return replace(page, publisher=publisher(document.outlet, code)) if document.outlet else page


def _tokens(text: str) -> list[Token]:
    """The tokens of a text, but of lines that are not its report: "Read also: 84 are home" is another page's claim."""
    kept: list[Token] = []
    left_out = furniture(text)
    start, end = next(left_out, (len(text), len(text)))
    for token in tokenise(text):
        while start < len(text) and end <= token.start:
            start, end = next(left_out, (len(text), len(text)))
        if token.start < start:
            kept.append(token)
    return kept


def _date_beside(page: Page, told: Sequence[Draft], found: list[Draft]) -> None:
    """Who mediated an older exchange, and where, is dated as that is."""
    days = {d.exchange_date for d in found}
    if not found or len(days) > 1 or any(d.kind is not Kind.PREVIOUS_EXCHANGE for d in found):
        return
    for draft in told:
        if draft.kind in {Kind.MEDIATOR, Kind.LOCATION}:
            draft.exchange_date = found[0].exchange_date
            if draft.kind is Kind.MEDIATOR and page.is_carried(draft.line, draft.i):
                draft.speaker = found[0].speaker


def _is_of_another_year(page: Page, draft: Draft) -> bool:
    """Whether how many there were is told of a year before that of the event: "11 exchanges last year"."""
    scope = (draft.value or "").rpartition("in ")[2]
    counted = draft.kind is Kind.CUMULATIVE or "ordinal.how_many" in draft.rules
    return counted and scope.isdigit() and page.event is not None and int(scope) < page.event.year


def is_about_captives(page: Page) -> bool:
    """Whether the page speaks of captives, or of an exchange between two parties: people return from journeys, too."""
    if any(line.first("topic", "sport") for line in page.lines):
        held = (
            line.first("noun", "prisoners", "hostages", "bodies") and line.first("cue", "captivity")
            for line in page.lines
        )
        return any(held)
    if any(line.first("topic", "captives") or line.first("cue", "territory") for line in page.lines):
        return True
    named = [m.value for line in page.lines for m in line.all("speaker")]
    if any(page.world.speakers[label].captives for label in named):
        return True
    if len(page.sides) > 1 and any(_comes_home(line) for line in page.lines) and any(_ranks_rights(n) for n in named):
        return True
    mediators = (line for line in page.lines if any(page.world.places[m.value].mediates for m in line.all("place")))
    if len(page.sides) > 1 and any(line.first("cue", "mediate") and line.first("verb") for line in mediators):
        return True
    return len(page.sides) > 1 and any(line.first("exchange", "exchange", "stage") is not None for line in page.lines)


def _comes_home(line: Line) -> bool:
    """Whether a sentence tells that people returned, whom it does not call captives: residents, children."""
    return line.first("verb", "return") is not None and line.first("noun", "civilians", "children") is not None


def _ranks_rights(label: str) -> bool:
    """Whether a speaker is an ombudsman, who brings home people that nobody calls captives."""
    return "Ombuds" in label


def drafted(page: Page) -> list[Draft]:
    """What the rules make of a page."""
    counted = counts(page)
    drafts: list[Draft] = []
    for line in page.lines:
        found = counted[line.index]
        drafts.extend(found)
        off = tuple(cancellations(page, line))
        early = tuple(disclosures(page, line))
        plans = (
            *(() if any(d.kind is Kind.PLAN for d in found) or (off and line.inflected) else continuations(page, line)),
            *off,
        )
        told = (
            *ordinals(page, line),
            *mediators(page, line),
            *locations(page, line),
            *borders(page, line),
            *capitals(page, line),
            *(plans or (() if any(d.kind in _TERMS for d in found) else planned(page, line))),
            *early,
            *(() if (plans and line.inflected) or early else older(page, line, found)),
            *same_number(page, line, drafts),
            *parts(page, line, found),
            *named(page, line),
            *persons(page, line),
            *released(page, line),
            *deals(page, line, found),
            *unsaid(page, line, found),
            *withheld(page, line),
            *(() if early else event_only(page, line)),
        )
        _date_beside(page, told, found)
        told_early = {d.speaker for d in told if d.kind is Kind.EARLY_DISCLOSURE}
        for draft in found:
            if draft.kind is Kind.TRANSFER and draft.speaker in told_early:
                draft.kind = Kind.PLAN  # told before it was
            if draft.kind is Kind.PLAN and draft.speaker in told_early and draft.exchange_date is None:
                draft.exchange_date = page.event.isoformat() if page.event is not None else None
        drafts.extend(told)
    direct(page, drafts)
    enlarge(page, drafts)
    lessen(drafts)
    reported = any(d.kind in _DONE for d in drafts)
    for draft in drafts:
        if not reported and draft.kind in _OF_THE_EVENT:
            continue  # a page that reports no exchange has no day for what it says of exchanges
        terms = draft.count is not None and draft.kind is not Kind.TRANSFER and "kind.agreed.pair" not in draft.rules
        fits = draft.kind not in _UNDATED and not terms
        fits = (
            fits and not {"deal.told", "deal.all_for_all"} & set(draft.rules) and not _is_of_another_year(page, draft)
        )
        if _is_of_another_year(page, draft) and draft.exchange_date == str(page.event):
            draft.exchange_date = None
        if fits and draft.exchange_date is None and page.event is not None:
            draft.exchange_date = page.event.isoformat()
    return drafts
