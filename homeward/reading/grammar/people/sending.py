"""Where a count goes by the counts before it in its sentence, where its own words do not tell.

A total of both sides, a part spelled out of each side's, what was given in return, and what only goes on.
"""

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.people.parts import MOVES
from homeward.reading.grammar.people.ways import follow, turn
from homeward.reading.grammar.words.lines import Line
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, Category, Kind

_GUESSED = {"direction.speaker", "direction.agent"}
_SPELLS = {"—", "–", ":", "("}
_BEHIND = 3  # tokens from a count to the "in return" behind it
_TOTAL_WITHIN = 3  # tokens between "in all" and its count


def send(page: Page, draft: Draft, group: Counted, here: list[Draft], whole: bool) -> None:
    """Direct a draft by the drafts before it in its sentence, where its own words do not."""
    line, way = draft.line, draft.direction
    owner = line.last("party", hi=group.i) if draft.kind is Kind.CUMULATIVE and way is None else None
    if owner is not None and line.low(owner.j) == "'s" and owner.value in page.sides:
        draft.direction = f"to_{owner.value}"  # "Ukraine's 57 exchanges before returned 3,672 people"
    elif draft.kind is Kind.CUMULATIVE and way is None and _counts_both(page, line, draft.speaker, here, group.number):
        draft.direction = BOTH_TOTAL
    elif here and _goes_along(group) and _GUESSED & set(draft.rules):
        draft.direction = here[-1].direction
        draft.rules.append("direction.along")
    elif way is None and here and _is_spelled_out_of_each(group, here):
        draft.direction = EACH_SIDE
        draft.rules.append("direction.of_the_one_before")
    elif way is None and _sums_sides(page, line, group):
        draft.direction = BOTH_TOTAL
        draft.rules.append("direction.sum_of_sides")
    elif way is None and whole and here:
        follow(page, draft, here)
    elif here and (_is_in_return(draft, group) or _is_given_back(draft, here)):
        turn(page, draft, here)


def _is_given_back(draft: Draft, here: list[Draft]) -> bool:
    """Whether who was given bodies gave others back: "Украине отдали тысячу тел, а Киев вернул тела 35 бойцов"."""
    last = here[-1]
    dead = draft.category is Category.BODIES and last.category is Category.BODIES and draft.line.inflected
    given = last.verb == "give" and last.direction == draft.direction
    return dead and given and draft.verb == "return" and "direction.agent" in draft.rules


def _goes_along(group: Counted) -> bool:
    """Whether a count goes with the one before: "185 servicemen were brought back, along with 20 civilians"."""
    joined = group.line.ending("cue", group.i, "and") if not group.line.inflected else None
    return joined is not None and group.line.low(joined.i) in {"along", "together", "as"}


def _is_in_return(draft: Draft, group: Counted) -> bool:
    """Whether a count was given for the one before: "1,000 bodies were delivered, with 26 given in return"."""
    line = group.line
    if not _GUESSED.isdisjoint(draft.rules) and line.ending("cue", group.i, "in_return") is not None:
        return True
    if line.inflected and "direction.home" not in draft.rules:
        behind = line.first("cue", "in_return", lo=group.j, hi=min(len(line.tokens), group.j + _BEHIND))
        return behind is not None and not line.low(behind.j)[:1].isalnum()  # "… и 27 бойцов, полученных в ответ"
    if line.inflected or "direction.home" in draft.rules or line.low(group.i - 1) not in {"with", "and"}:
        return False
    answered = next((k for k in range(group.j, group.j + _BEHIND) if line.low(k) == "in"), None)
    return answered is not None and line.low(answered + 1) in {"return", "exchange"} and line.low(answered + 2) != "for"


def _is_spelled_out_of_each(group: Counted, here: list[Draft]) -> bool:
    """Whether each side's count is spelled out: "по 390 человек — 270 военных и 120 гражданских"."""
    wholes = (d for d in here if d.direction == EACH_SIDE and (d.count or 0) > group.value)
    return any(group.line.low(whole.j) in _SPELLS for whole in wholes)


def _sums_sides(page: Page, line: Line, group: Counted) -> bool:
    """Whether "in all" is said of two sides: "Россия и Украина завершили обмен: всего 600 человек вернулись домой"."""
    total = line.last("cue", "in_total", hi=group.number)
    if (
        total is None
        or any(total.j <= a.i < group.number for a in line.amounts)
        or group.number - total.j > _TOTAL_WITHIN
    ):
        return False
    return len(page.sides) > 1 and {m.value for m in line.all("party", hi=total.i)} >= set(page.sides)


def _counts_both(page: Page, line: Line, speaker: str, here: list[Draft], number: int) -> bool:
    """Whether a running total is both sides': a mediator tells it, or it follows counts that go both ways."""
    ways = {d.direction for d in here if d.kind in MOVES and d.direction not in {None, EACH_SIDE, BOTH_TOTAL}}
    places = page.world.places
    told = line.last("cue", "running", hi=number) is not None  # "…; they brought the total to 1,994"
    lo = max((k for k in range(number) if line.low(k) == ";" and not told), default=0)
    hi = next((k for k in range(number, len(line.tokens)) if line.low(k) == ";"), len(line.tokens))
    through = any(places[m.value].mediates and line.at("party", m.i) is None for m in line.all("place", lo=lo, hi=hi))
    return page.mediates(speaker) or through or len(ways) > 1
