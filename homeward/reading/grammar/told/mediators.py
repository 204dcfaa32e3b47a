"""Who mediated: a country or body with a word of mediation or thanks in the same clause.

A party to the exchange does not mediate it. Several mediators of one clause are one claim.
"""

from collections.abc import Iterator
from itertools import pairwise

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.words import OUTLET, Kind

_WITHIN_FREELY = 14  # the same where words may stand in any order
_BACK = 3  # sentences in which whoever is grateful has spoken
_OPENS = 2  # tokens that "thanks went to" may open a sentence with
_INSIDE = {"в", "во", "у"}
_COUNTRY = {"страна", "країна"}
_MEDIATOR = {"посредник", "посередник"}
_WITHIN = 8  # tokens between a mediator and the word that makes it one


def mediators(page: Page, line: Line) -> Iterator[Draft]:
    """The mediators of a sentence."""
    thanked = line.first("cue", "thank") is not None
    named = sorted([*line.all("place"), *_leaders(page, line)], key=lambda m: m.i)
    places = [m for m in named if _may_mediate(page, line, m, thanked)]
    bodies = [p for p in places if page.world.places[p.value].body]
    cues = [*line.all("cue", "mediate", "thank", "through")]
    if bodies:
        cues += [*line.all("verb", "give"), *line.all("cue", "ferries")]
    for cue in cues:
        near = _joined(line, [p for p in places if _concerns(line, p, cue)], cue)
        if cue.value == "through" and line.last("verb", "go", "return", lo=max(0, cue.i - 3), hi=cue.i) is not None:
            continue  # "flew home through Qatar"
        if not near:
            if (own := _own(page, line, cue)) is not None:
                yield own
            continue
        told = line.first("cue", "thank") or cue  # "за посредничество президент благодарит …"
        values = list(dict.fromkeys(p.value for p in near))
        i, j = min(cue.i, near[0].i), max(cue.j, near[-1].j)
        yield Draft(
            Kind.MEDIATOR,
            line,
            i,
            j,
            page.speaker(line, told.i) if line.inflected else _teller(page, line, cue, near),
            value="; ".join(values),
            rules=[f"mediator.{cue.value}"],
        )


def _teller(page: Page, line: Line, cue: Mark, places: list[Mark]) -> str:
    """Who tells of a mediator.

    Whoever is grateful, in whatever words; but a bare "The UAE mediated" behind a report is the outlet's own.
    """
    said = page.speaker(line, cue.i)
    if cue.value == "thank" and said == OUTLET:
        return _grateful(page, line, cue) or said
    bare = page.is_carried(line, cue.i) and not any(page.world.places[m.value].body for m in places)
    names_nobody = line.first("office", "speaker") is None and line.first("pronoun") is None
    return OUTLET if bare and names_nobody and line.at("place", places[0].i) and places[0].i <= 1 else said


def _grateful(page: Page, line: Line, cue: Mark) -> str | None:
    """Who thanks without a verb of saying: "The headquarters is grateful to", "Special thanks went to"."""
    named = [name.speaker for name in page.names[line.index] if name.j <= cue.i]
    if named:
        return named[-1] if page.side_of(named[-1]) is not None else None
    before = [scope.speaker for n in range(max(0, line.index - _BACK), line.index) for scope in page.scopes[n]]
    offices = [label for label in before if ":" in label and page.side_of(label) is not None]
    return offices[-1] if offices and cue.i <= _OPENS else None


def _leaders(page: Page, line: Line) -> Iterator[Mark]:
    """The countries of persons who may have mediated: "President Erdogan helped mediate the swap"."""
    for mark in line.all("speaker") if not line.inflected else ():
        country = mark.value.partition(":")[0]
        at_war = any(page.world.parties[side] == country for war in page.world.wars for side in war.parties)
        if country in page.world.places and page.world.speakers[mark.value].person and not at_war:
            yield mark._replace(value=country)


def _joined(line: Line, places: list[Mark], cue: Mark) -> list[Mark]:
    """The place nearest to a cue, and those that "and" or a comma joins to it."""
    if not places:
        return []
    nearest = min(places, key=lambda p: max(p.i - cue.j, cue.i - p.j))
    chain = [places[0]]
    for one, two in pairwise(places):
        linked = all(line.tokens[k].text == "," or line.at("cue", k, "and", "article") for k in range(one.j, two.i))
        if not linked and nearest in chain:
            break
        chain = [*chain, two] if linked else [two]
    return chain


def _own(page: Page, line: Line, cue: Mark) -> Draft | None:
    """The speaker's own mediation: "it had coordinated the exchange", "its mediation"."""
    mine = line.first("pronoun", "it", "its", lo=max(0, cue.i - 2), hi=cue.i)
    speaker = page.speaker(line, cue.i)
    side = speaker.split(":")[0]
    bare = line.inflected and (line.at("exchange", cue.i, "mediation") is not None or _is_its_own(line, cue))
    if (mine is None and not bare) or not page.mediates(side) or cue.value != "mediate":
        return None
    end = line.first("exchange", lo=cue.j)
    j = end.j if end is not None and end.i - cue.j <= 2 else cue.j
    i = mine.i if mine is not None else cue.i
    return Draft(Kind.MEDIATOR, line, i, j, speaker, value=side, rules=["mediator.own"])


def _is_its_own(line: Line, cue: Mark) -> bool:
    """Whether a mediator speaks of itself: "при участии страны", "доверие к посреднику"."""
    behind = line.tokens[cue.j].form.lemmas if cue.j < len(line.tokens) else frozenset()
    return not _COUNTRY.isdisjoint(behind) or not _MEDIATOR.isdisjoint(line.tokens[cue.i].form.lemmas)


def _hands_on(line: Line, place: Mark, cue: Mark) -> bool:
    """Whether people are given to a body that passes them on: "given to the Red Cross"."""
    if cue.group != "verb":
        return False
    given = line.inflected and "datv" in line.cases(place) and line.ending("cue", place.i, "preposition") is None
    return given or line.last("cue", "to", lo=cue.j, hi=place.i) is not None


def _of_one_clause(line: Line, i: int, j: int) -> bool:
    """Whether no comma parts two words, but for one before "which" or between the members of a list."""
    commas = [k for k in range(i, j) if line.tokens[k].text == ","]
    if any(line.at("speech", k + 1) is not None for k in commas):  # "the mediator, according to the ministry, was …"
        return True
    if line.inflected and any(line.at("cue", k + 1, "as") is not None for k in commas):
        return True  # "посредниками, как сообщает министерство, стали Эмираты"
    return all(_opens(line, k + 1) for k in commas)


def _opens(line: Line, k: int) -> bool:
    article = line.at("cue", k, "article")
    listed = line.at("place", article.j if article is not None else k)
    return listed is not None or line.at("cue", k, "beyond", "and") is not None


def _may_mediate(page: Page, line: Line, mark: Mark, thanked: bool) -> bool:
    if not page.world.places[mark.value].mediates:
        return False
    party = line.at("party", mark.i) or line.at("people", mark.i)
    if party is None or party.value not in page.sides:
        return True
    return thanked and not any(party.value in war.parties for war in page.world.wars)


def _is_between(line: Line, place: Mark) -> bool:
    """Whether a place is one of two who exchanged: "mediated a swap between the United States and Russia"."""
    article = line.ending("cue", place.i, "article")
    return line.low((article.i if article is not None else place.i) - 1) == "between"


def _concerns(line: Line, place: Mark, cue: Mark) -> bool:
    """Whether a cue speaks of a place: close by, in the same sentence, on the right side of it."""
    if not line.inflected and _is_between(line, place):
        return False
    low, high = (place, cue) if place.i < cue.i else (cue, place)
    gap = high.i - low.j
    handed = line.last("cue", "to", lo=cue.j, hi=place.i) if cue.group == "verb" else None
    gap = place.i - handed.j if handed is not None else gap
    if cue.group == "verb" and not _hands_on(line, place, cue):
        return False
    if cue.value == "mediate" and not _of_one_clause(line, low.j, high.i):
        return False
    within = _WITHIN_FREELY if line.inflected else _WITHIN
    if gap > within or any(line.tokens[k].text in {";", ":"} for k in range(low.j, high.i)):
        return False
    if cue.value == "through":
        return place.i >= cue.j and place.i - cue.j <= 1
    if cue.j <= place.i and line.low(cue.i) == "help" and line.low(place.i - 1) == "in":
        return False  # "were receiving help in Belarus"
    if line.inflected and cue.j < place.i and line.low(place.i - 1) in _INSIDE:
        return False  # "им помогают врачи в Белоруссии"
    if cue.value == "thank":
        return place.i >= cue.j
    return True
