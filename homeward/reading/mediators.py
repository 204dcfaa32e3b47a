"""Who mediated: a country or body with a word of mediation or thanks in the same clause.

A party to the exchange does not mediate it. Several mediators of one clause are one claim.
"""

from collections.abc import Iterator

from homeward.reading.lines import Line
from homeward.reading.page import Draft, Page
from homeward.reading.phrases import Mark
from homeward.reading.words import Kind

_WITHIN = 8  # tokens between a mediator and the word that makes it one


def mediators(page: Page, line: Line) -> Iterator[Draft]:
    """The mediators of a sentence."""
    places = [m for m in line.all("place") if _may_mediate(page, line, m)]
    for cue in line.all("cue", "mediate", "thank", "through"):
        near = [p for p in places if _concerns(line, p, cue)]
        if not near:
            continue
        values = list(dict.fromkeys(p.value for p in near))
        i, j = min(cue.i, near[0].i), max(cue.j, near[-1].j)
        yield Draft(
            Kind.MEDIATOR,
            line,
            i,
            j,
            page.speaker(line, cue.i),
            value="; ".join(values),
            rules=[f"mediator.{cue.value}"],
        )


def _may_mediate(page: Page, line: Line, mark: Mark) -> bool:
    if not page.world.places[mark.value].mediates:
        return False
    party = line.at("party", mark.i) or line.at("people", mark.i)
    return party is None or party.value not in page.sides


def _concerns(line: Line, place: Mark, cue: Mark) -> bool:
    """Whether a cue speaks of a place: close by, in the same sentence, on the right side of it."""
    low, high = (place, cue) if place.i < cue.i else (cue, place)
    gap = high.i - low.j
    if gap > _WITHIN or any(line.tokens[k].text in {";", ":"} for k in range(low.j, high.i)):
        return False
    if cue.value == "through":
        return place.i >= cue.j and place.i - cue.j <= 1
    if cue.value == "thank":
        return place.i >= cue.j
    return True
