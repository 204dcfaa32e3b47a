"""Who may have mediated, as far as a sentence tells: a country or body, whoever is named, or whoever it calls so.

What is to be called by the words of the sentence is called by a name in it, or by the words right beside the mediation
that may call somebody; where there are none, nothing is proposed.
"""

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.learnt.unknown import called_before, called_behind, is_person, text, unknown

_TWO = 2  # sides of most exchanges
_THANKED = 8  # tokens from a word of mediation or thanks to a name that the data does not know
_TITLE = 3  # tokens between a country and the name of its official: "Salvadoran President Nayib Bukele"
_BACK = 3  # sentences in which whoever mediated may have been named


def mediators(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    """All places that may have mediated, as one; else whoever is thanked or helped, or speaks of a mediation."""
    named = _places(page, line)
    cue = line.first("cue", "mediate") or line.first("cue", "thank")
    if named:
        i, j = named[0][0].i, named[-1][0].j
        if cue is not None:
            i, j = min(i, cue.i), max(j, cue.j)
        return [(i, j, "; ".join(dict.fromkeys(who for _, who in named)))]
    if cue is None:
        return _in_other_words(page, line)
    found = _named_behind(page, line, cue)
    if found is not None:
        return [found]
    side = page.speaker(line, cue.i).partition(":")[0]
    if page.mediates(side):
        return [(cue.i, cue.j, side)]
    called = called_behind(line, cue.j) or called_before(line, cue.i) if cue.value == "mediate" else None
    if called is not None and _is_of_nobody_else(page, line, *called):
        return [(min(called[0], cue.i), max(called[1], cue.j), text(line, *called))]
    parties = _parties(line)
    helper = next((m for m in parties if m.value not in page.sides), None) or next(iter(parties), None)
    if helper is not None:
        return [(min(helper.i, cue.i), max(helper.j, cue.j), page.world.parties[helper.value])]
    who = _named_above(page, line)
    return [(cue.i, cue.j, who)] if who is not None else []


def _is_of_nobody_else(page: Page, line: Line, i: int, j: int) -> bool:
    """Whether words that call somebody name no party, but for an adjective of a side: "Russian Orthodox Church"."""
    named = [m for m in _parties(line) if i <= m.i < j]
    return all(m.group == "people" and m.value in page.sides and m.j < j for m in named)


def _places(page: Page, line: Line) -> list[tuple[Mark, str]]:
    """The places of a sentence that mediate, or whose government does, and are no side of the exchange."""
    places = [(m, page.world.places[m.value]) for m in line.all("place")]
    named = [(m, place.capital_of or m.value) for m, place in places if place.mediates or place.capital_of]
    return [(m, who) for m, who in named if (p := line.at("party", m.i)) is None or p.value not in page.sides]


def _named_behind(page: Page, line: Line, cue: Mark) -> tuple[int, int, str] | None:
    """A name that the data does not know, behind a word of mediation; or the country whose official it is."""
    for i, j in unknown(line, cue.j, min(len(line.tokens), cue.j + _THANKED)):
        owner = max((m for m in _parties(line) if 0 <= i - m.j <= _TITLE), key=lambda m: m.j, default=None)
        if owner is not None and owner.value not in page.sides:
            return cue.i, j, page.world.parties[owner.value]
        if (i > cue.j and is_person(line, i, j)) or line.ending("cue", i, "place_preposition", "from") is not None:
            continue
        if owner is None:
            return cue.i, j, text(line, i, j)
        return cue.i, j, text(line, owner.i if owner.j == i else i, j)
    return None


def _named_above(page: Page, line: Line) -> str | None:
    """Who mediates by the sentences before: "their mediation", "which was the intermediary"."""
    above = (_places(page, page.lines[n]) for n in range(line.index - 1, max(-1, line.index - 1 - _BACK), -1))
    return next((named[-1][1] for named in above if named), None)


def _in_other_words(page: Page, line: Line) -> list[tuple[int, int, str | None]]:
    """Who may have mediated where nothing says so in words that are known: another party, or a mediator that speaks."""
    talks = line.first("cue", "negotiation") is not None
    other = next((m for m in _parties(line) if talks or m.value not in page.sides[:_TWO]), None)
    if other is not None:
        return [(other.i, other.j, page.world.parties[other.value])]
    side = page.speaker(line, 0).partition(":")[0]
    return [(0, len(line.tokens), side)] if page.mediates(side) and not line.heading else []


def _parties(line: Line) -> list[Mark]:
    """The parties and peoples that a sentence names, in order."""
    return sorted([*line.all("party"), *line.all("people")], key=lambda mark: mark.i)
