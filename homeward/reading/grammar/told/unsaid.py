"""People of whom a page says that it is not known how many they were: "how many Russians came back is not clear"."""

from collections.abc import Iterator

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.lines import Line
from homeward.reading.words import Category, Kind, Qualifier

_MOVES = ("free", "give", "return", "receive", "go", "swap")
_HOW_MANY = {("how", "many"), ("number", "of")}
_UNTOLD = {"not", "unknown", "unclear", "without", "undisclosed", "unspecified"}
_GROUPS = {"an", "a", "unspecified", "undisclosed", "unknown", "unnamed", "same", "equal", "similar"}  # that went
_WORDS = 11  # tokens from "how many" to what moves them


def unsaid(page: Page, line: Line, found: list[Draft]) -> Iterator[Draft]:
    """The move of a nation's people whose number nobody tells, in a sentence of which *found* are the counts."""
    if line.inflected or page.postponed or any(draft.kind is Kind.BODIES for draft in found):
        return
    if not any(token.low in _UNTOLD for token in line.tokens):
        return
    for k in range(len(line.tokens) - 1):
        asked = (line.low(k), line.low(k + 1)) in _HOW_MANY and line.low(k - 1) not in _GROUPS
        people = line.at("people", k + 2) if asked else None
        hi = min(len(line.tokens), k + _WORDS)
        moved = line.first("verb", *_MOVES, lo=k + 2, hi=hi) or line.first("exchange", "exchange", lo=k + 2, hi=hi)
        if people is None or moved is None or any(a.i > k and not a.ordinal for a in line.amounts):
            continue
        noun = line.at("noun", people.j)
        draft = Draft(Kind.TRANSFER, line, k, max(people.j, moved.j), page.speaker(line, k))
        draft.direction, draft.qualifier = f"to_{people.value}", Qualifier.UNDISCLOSED
        draft.category = Category(noun.value) if noun is not None else Category.PRISONERS
        draft.rules = ["unsaid.how_many"]
        yield draft
        return
