"""People who moved and of whom no number is told: "some of its wounded returned", "the first group of soldiers".

One is told where no move in that direction is counted; not of people whose bodies are counted, nor of another day.
"""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.direction import direction
from homeward.reading.grammar.people.governing import frame
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.timing import date_near, is_past
from homeward.reading.grammar.words.cases import is_bare, whose
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, Category, Kind, Qualifier

_BODY = {"тіло", "тело"}
_THESE = {"это", "це"}
_SAME_WITHIN = 3  # tokens between "the same number" and its noun


def withheld(page: Page, line: Line) -> Iterator[Draft]:
    """Moves of people without a count."""
    if page.postponed:
        return
    told: dict[str | None, int] = {}  # the ways that were told, and up to where
    for noun in sorted([*line.all("noun"), *_nations(line)], key=lambda mark: mark.i):
        i = _start(line, noun)
        if line.at("office", noun.i) is not None and line.at("noun", noun.j) is None:
            i = (
                None if line.first("speech", "say", lo=noun.j, hi=noun.j + 2) is not None else i
            )  # "a military source said"
        same = line.last("cue", "same_number", "similar_number", hi=noun.i)
        if i is not None and line.inflected and (line.low(i) in _THESE or line.ending("cue", i, "things") is not None):
            continue  # "в основном это пожилые люди"
        if i is not None and not line.inflected and line.low(i) in {"a", "an"} and not line.at("cue", i, "uncounted"):
            continue  # "a priest was also freed"
        if i is not None and not line.inflected and line.ending("cue", i, "of") and line.low(i - 2) in {"most", "many"}:
            continue  # "most of the soldiers who returned had been held for years"
        if (
            i is None
            or (same is not None and noun.i - same.j <= _SAME_WITHIN)
            or (_is_told_elsewhere(page, line, i, noun) and not _is_of_old(page, line, i, noun))
        ):
            continue
        old = date_near(line, noun.i, noun.j) if _is_of_old(page, line, i, noun) else None
        category = _category(line, noun)
        if category is Category.BODIES and any(noun.j <= a.i < noun.j + 3 for a in line.amounts):
            continue
        people = line.first("people", lo=i, hi=noun.i)
        of = people.value if people else whose(line, noun.j) if line.inflected else None
        one = category is Category.BODIES and line.low(noun.i) in _BODY
        if one and not any(of in war.parties for war in page.world.wars):
            of = None  # a volunteer from abroad fell for one of them
        group = Counted(line, i, noun.j, i, 0, Qualifier.UNDISCLOSED, category, of)
        found = frame(group, [group])
        if found is None or found.verb.group == "cue" or found.verb.value == "go" or found.verb.i == noun.i:
            continue
        if found.verb.group == "exchange" and not line.at("exchange", found.verb.i):
            continue
        lo, hi = line.clause(noun.i)
        agreed = line.first("cue", "agreeing", hi=found.verb.i) if not line.inflected and found.before else None
        if agreed is not None and line.low(found.verb.i - 1) == "to":
            continue  # "agreed to free 1,000 prisoners and to return the bodies of the dead"
        if any(line.traits(verb) == {"infn"} for verb in line.all("verb", lo=line.clause(i)[0], hi=line.clause(i)[1])):
            continue  # "продовжуємо повертати наших людей"
        ahead = line.first("cue", "future", "listed", lo=lo, hi=found.verb.i) if found.before else None
        if (ahead is not None and not line.inflected) or (
            line.first("cue", "future", "agreement", "listed", lo=lo, hi=hi) is not None
            and line.first("cue", "under_deal", lo=lo, hi=hi) is None
        ):
            continue
        speaker = page.speaker(line, i)
        way, rule = direction(page, found, [group], speaker)
        if found.verb.value == "swap" and way in {None, BOTH_TOTAL} and not line.inflected:
            way, rule = EACH_SIDE, "direction.each"  # "the two have exchanged prisoners"
        if way == BOTH_TOTAL and not line.inflected and line.at("cue", noun.j, "of_both", "both_ends") is not None:
            way, rule = EACH_SIDE, "direction.each"  # "prisoners of both sides went home"
        if line.inflected and is_past(page, date_near(line, i, noun.j)):
            continue
        answers = not line.inflected or line.at("cue", i, "uncounted") is not None  # "… взамен отдана группа солдат"
        if told and (not answers or way in {None, *told} or not _is_apart(line, max(told.values()), i)):
            return
        told[way] = i
        yield Draft(
            Kind.PREVIOUS_EXCHANGE if old else Kind.BODIES if category is Category.BODIES else Kind.TRANSFER,
            line,
            i,
            noun.j,
            speaker,
            way,
            1 if one else None,
            Qualifier.EXACT if one else Qualifier.UNDISCLOSED,
            category,
            exchange_date=old.iso if old else page.event.isoformat() if one and page.event is not None else None,
            rules=["count.one" if one else "uncounted.withheld", rule],
        )


def _nations(line: Line) -> Iterator[Mark]:
    """People told by their nation alone, uncounted: "for an unknown number of Russians"."""
    for mark in line.all("people") if not line.inflected else ():
        plural = line.low(mark.j - 1).endswith("ns") and line.at("noun", mark.i) is None
        if plural and line.ending("cue", mark.i, "uncounted") is not None:
            yield mark._replace(group="noun", value=Category.PRISONERS.value)


def _is_of_old(page: Page, line: Line, i: int, noun: Mark) -> bool:
    """Whether uncounted people are told of an older exchange: "Russia freed some of the defenders in September"."""
    when = date_near(line, noun.i, noun.j) if not line.inflected else None
    uncounted = line.at("cue", i, "uncounted") is not None and line.low(i) != "all"
    return uncounted and is_past(page, when) and line.ending("noun", i - 1, "bodies") is None


def _is_apart(line: Line, told: int, i: int) -> bool:
    """Whether another verb, or another clause, stands between a group that was told and the next."""
    if line.inflected:
        return line.clause(i)[0] > told
    return line.first("verb", lo=told, hi=i) is not None


def _category(line: Line, noun: Mark) -> Category:
    """Of what kind people are: "soldiers", "soldiers and civilians"."""
    joined = line.at("cue", noun.j, "and")
    whole = joined is not None and (line.inflected or line.low(joined.i) == "and")
    second = line.at("noun", joined.j) if whole and joined is not None else None
    mixed = second is not None and second.value != noun.value
    return Category.PRISONERS if mixed else Category(noun.value)


def _is_told_elsewhere(page: Page, line: Line, i: int, noun: Mark) -> bool:
    """Whether people are told of another day, or are those whose bodies are counted: "bodies of fallen soldiers"."""
    if line.inflected:
        return False
    bodies = line.ending("noun", i - 1, "bodies") if line.at("cue", i - 1, "of") is not None else None
    return bodies is not None or is_past(page, date_near(line, noun.i, noun.j))


def _start(line: Line, noun: Mark) -> int | None:
    """Where an uncounted noun phrase starts, None if the noun is counted."""
    i = noun.i
    while i > 0 and (line.ending("adjective", i) or line.ending("people", i) or _links(line, i)):
        if _is_done_to(line, i - 1):
            break
        i -= 1
    opened = line.ending("cue", i, "uncounted", "same_number", "similar_number") or line.ending("qualifier", i, "exact")
    if opened is not None:
        return opened.i
    counted = any(a.j == i for a in line.amounts) or _is_joined(line, i)
    return i if (i < noun.i or is_bare(line, noun)) and not counted else None


def _is_done_to(line: Line, k: int) -> bool:
    """Whether "exchanged" before a noun is the verb: "the sides have exchanged prisoners"."""
    swapped = line.at("verb", k, "swap") if not line.inflected else None
    named = (
        line.ending("party", k) or line.ending("pronoun", k, "they") or line.ending("cue", k, "perfect", "auxiliary")
    )
    return swapped is not None and named is not None


def _is_joined(line: Line, i: int) -> bool:
    """Whether a noun is tied to one that is counted: "175 солдат и офицеров", "75 украинцев, военных и гражданских"."""
    apposed = line.inflected and line.low(i - 1) == ","
    i -= apposed
    tied = apposed or line.at("cue", i, "and") is not None
    before = (line.ending("noun", i) or (line.ending("people", i) if apposed else None)) if tied else None
    return before is not None and any(a.j <= before.i <= a.j + 2 for a in line.amounts)


def _links(line: Line, i: int) -> bool:
    """Whether "its", "the" or "and" ends before token *i*."""
    return line.ending("pronoun", i, "its") is not None or line.ending("cue", i, "article", "and") is not None
