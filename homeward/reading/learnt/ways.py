"""Which way a number goes: each way that it could go, with what speaks for it and against it, as features."""

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.learnt.cases import Case
from homeward.reading.learnt.surroundings import word
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET

_UNDIRECTED = (EACH_SIDE, BOTH_TOTAL, None)
_NEAR = 6


def ways(page: Page) -> list[str | None]:
    """The ways that a count on this page can go."""
    return [*(f"to_{side}" for side in page.sides), *_UNDIRECTED]


def speaking_for(page: Page, case: Case, way: str | None, drafts: list[Draft]) -> list[str]:
    """What is true of a way, seen from a number."""
    found = _undirected(page, case, str(way)) if way in _UNDIRECTED else _directed(page, case, str(way)[3:])
    return sorted(found | _of_rules(case, way, drafts))


def said_by(page: Page, case: Case) -> str:
    """Who says a number."""
    return case.draft.speaker if case.draft is not None else page.speaker(case.line, case.amount.i)


def _of_rules(case: Case, way: str | None, drafts: list[Draft]) -> set[str]:
    own = "one" if way not in _UNDIRECTED else str(way)
    found = {f"{own}|"}
    draft = case.draft
    kind = draft.kind.value if draft is not None else "none"
    found.add(f"{own}|kind:{kind}")
    if draft is None:
        found.add(f"{own}|no draft")
    else:
        same = "same" if draft.direction == way else "not"
        found |= {f"{own}|{same}|rule:{rule}" for rule in draft.rules if rule}
        found |= {
            f"{own}|{same}",
            f"{own}|{same}|kind:{kind}",
            f"{own}|verb:{draft.verb}",
            f"{own}|cat:{draft.category}",
        }
    for other in case.here:
        if other is not draft:
            same = "same" if other.direction == way else "not"
            found |= {f"{own}|here:{same}", f"{own}|here:{same}:{other.kind.value}:{kind}"}
    elsewhere = [d for d in drafts if d.line is not case.line and d.count is not None]
    for other in elsewhere:
        same = "same" if other.direction == way else "not"
        found.add(f"{own}|page:{same}:{other.kind.value}")
        if other.count == case.amount.value:
            found.add(f"{own}|again:{same}")
        if other.line.index == case.line.index - 1:
            found.add(f"{own}|before:{same}:{kind}")
    return found


def _undirected(page: Page, case: Case, way: str) -> set[str]:
    line, i, j = case.line, case.amount.i, case.amount.j
    found: set[str] = set()
    for mark in line.marks:
        if mark.group in {"party", "people", "cue", "exchange", "verb"}:
            said = mark.group if mark.group in {"party", "people"} else f"{mark.group}.{mark.value}"
            side = "L" if mark.j <= i else "R" if mark.i >= j else "in"
            found.add(f"{way}|{side}:{said}")
            if abs(mark.i - i) <= _NEAR:
                found.add(f"{way}|{side}n:{said}")
    parties = {m.value for m in line.marks if m.group in {"party", "people"}}
    speaker = said_by(page, case)
    code = page.language.code
    found |= {f"{way}|{code}:{word(t)}" for t in line.tokens[max(0, i - 4) : j + 4]}
    return found | {f"{way}|parties:{len(parties)}", f"{way}|both said:{speaker == BOTH_SIDES}"}


def _directed(page: Page, case: Case, side: str) -> set[str]:
    line, i, j = case.line, case.amount.i, case.amount.j
    lo, hi = line.clause(i)
    verbs = [m for m in line.marks if m.group == "verb" and lo <= m.i < hi]
    verb = verbs[-1].value if verbs else None
    verb = case.draft.verb if case.draft is not None and case.draft.verb else verb
    found: set[str] = set()
    for mark in line.marks:
        if mark.group not in {"party", "people"}:
            continue
        whose = "its" if mark.value == side else "other's"
        place = "L" if mark.j <= i else "R" if mark.i >= j else "in"
        near = "c" if lo <= mark.i < hi else "s"
        before = line.ending("cue", mark.i)
        link = before.value if before is not None else None
        behind = line.at("cue", mark.j)
        owner = "'s" if line.low(mark.j) == "'s" else behind.value if behind is not None else None
        role = f"{whose}:{place}:{mark.group}"
        found |= {role, f"{role}:{near}", f"{role}:{link}", f"{role}:{verb}:{link}:{near}", f"{role}>{owner}"}
        if line.inflected:
            found |= {f"{role}:{case_}:{verb}:{near}" for case_ in line.cases(mark)}
        if 0 <= i - mark.j <= 1 or 0 <= mark.i - j <= 1:
            found.add(f"{role}:beside:{verb}")
    speaker = said_by(page, case)
    told_by = page.side_of(speaker)
    who = "its" if told_by == side else "none" if told_by is None else "other's"
    kind = case.draft.kind.value if case.draft is not None else "none"
    found |= {f"said:{who}", f"said:{who}:{verb}", f"said:{who}:{kind}", f"carried:{page.is_carried(line, i)}:{who}"}
    found |= {f"outlet:{speaker == OUTLET}:home:{page.home == side}:{verb}", f"home:{page.home == side}:{kind}"}
    mine = {
        f"cue:{m.value}"
        for m in line.marks
        if m.group == "cue" and m.value in {"captivity", "territory", "in_return", "home"}
    }
    found |= {f"said:{who}:{cue}" for cue in mine} | {f"home:{page.home == side}:{cue}" for cue in mine}
    if page.home is not None:
        code = page.language.code
        home = page.home == side
        found |= {f"home:{home}:{code}:{word(t)}" for t in line.tokens[max(0, i - 4) : j + 4]}
    return {f"one|{feature}" for feature in found}
