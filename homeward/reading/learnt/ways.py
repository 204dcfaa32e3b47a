"""Which way a number goes: each way that it could go, with what speaks for it and against it, as features."""

from dataclasses import dataclass

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.learnt.cases import Case
from homeward.reading.learnt.views import View
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET

_UNDIRECTED = (EACH_SIDE, BOTH_TOTAL, None)
_MEANT = {"party", "people", "cue", "exchange", "verb"}
_NAMED = {"party", "people"}
_NEAR = 6  # tokens
_WORDS = 4  # on each side
_FAR = 10  # tokens between a party and a number
_OF_CAPTIVITY = ("captivity", "territory", "in_return", "home")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What holds of a number whichever way it goes."""

    case: Case
    page: Page
    kind: str
    verb: str | None
    speaker: str
    words: tuple[str, ...]
    clause: tuple[str, ...]  # its words, each once
    marks: tuple[str, ...]  # what is meant near it, on both sides
    named: tuple[tuple[str, frozenset[str]], ...]  # parties and peoples, with how each is named
    cues: tuple[str, ...]


def speaking_for(view: View, case: Case, drafts: list[Draft]) -> dict[str | None, set[str]]:
    """What is true of every way that a count on this page can go, seen from a number."""
    scene = _scene(view, case)
    found: dict[str | None, set[str]] = {}
    for side in view.page.sides:
        found[f"to_{side}"] = _directed(scene, side) | _of_rules(case, f"to_{side}", "one", scene.kind, drafts)
    for way in _UNDIRECTED:
        found[way] = _undirected(scene, str(way)) | _of_rules(case, way, str(way), scene.kind, drafts)
    return found


def _scene(view: View, case: Case) -> _Scene:
    line, i, j = case.line, case.amount.i, case.amount.j
    lo, hi = line.clause(i)
    draft = case.draft
    verb = draft.verb if draft is not None else None
    if not verb:
        last = line.last("verb", lo=lo, hi=hi)
        verb = last.value if last is not None else None
    marks: list[str] = []
    for text, first, end, group, _ in view.said:
        if group in _MEANT and abs(first - i) <= _NEAR:
            marks.append(f"{'L' if end <= i else 'R' if first >= j else 'in'}:{text}")
    near = view.words[max(0, i - _WORDS) : j + _WORDS]
    return _Scene(
        case,
        view.page,
        draft.kind.value if draft is not None else "none",
        verb,
        draft.speaker if draft is not None else view.page.speaker(line, i),
        tuple(f"{view.code}:{w}" for w in near),
        tuple(dict.fromkeys(f"{view.code}c:{w}" for w in view.words[lo:hi])),
        tuple(marks),
        tuple((m.value, _naming(view, m, case, verb)) for m in line.marks if m.group in _NAMED),
        tuple(m.value for m in line.all("cue", *_OF_CAPTIVITY)),
    )


def _naming(view: View, mark: Mark, case: Case, verb: str | None) -> frozenset[str]:
    """How a party is named beside a number: on which side, behind which words, in which case."""
    line, i, j = case.line, case.amount.i, case.amount.j
    lo, hi = line.clause(i)
    near = "c" if lo <= mark.i < hi else "s"
    before, behind = line.ending("cue", mark.i), line.at("cue", mark.j)
    link = before.value if before is not None else None
    owner = "'s" if line.low(mark.j) == "'s" else behind.value if behind is not None else None
    role = f"{'L' if mark.j <= i else 'R' if mark.i >= j else 'in'}:{mark.group}"
    found = {role, f"{role}:{near}", f"{role}:{link}", f"{role}:{verb}:{link}:{near}", f"{role}>{owner}"}
    if line.inflected:
        found.update([f"{role}:{case_}:{verb}:{near}" for case_ in line.cases(mark)])
    if 0 <= i - mark.j <= 1 or 0 <= mark.i - j <= 1:
        found.add(f"{role}:beside:{verb}")
    return frozenset(found | _between(view, mark, i, j))


def _between(view: View, mark: Mark, i: int, j: int) -> set[str]:
    """The words between a party and a number, and the one on the party's far side."""
    if mark.j <= i and i - mark.j <= _FAR:
        place, words, beyond = "L", view.words[mark.j : i], view.words[mark.i - 1 : mark.i]
    elif mark.i >= j and mark.i - j <= _FAR:
        place, words, beyond = "R", view.words[j : mark.i], view.words[mark.j : mark.j + 1]
    else:
        return set()
    found = {f"{place}~{view.code}:{w}" for w in (*words, *(f"| {w}" for w in beyond))}
    found.add(f"{mark.group}{place}={view.code}:{' '.join(words[:_WORDS])}")
    return found


def _of_rules(case: Case, way: str | None, own: str, kind: str, drafts: list[Draft]) -> set[str]:
    """What the rules say of a way, for this number and for the others of the page."""
    draft = case.draft
    found = {f"{own}|", f"{own}|kind:{kind}"}
    if draft is None:
        found.add(f"{own}|no draft")
    else:
        same = "same" if draft.direction == way else "not"
        found.update([f"{own}|{same}|rule:{rule}" for rule in draft.rules if rule])
        found.update([f"{own}|{same}", f"{own}|{same}|kind:{kind}"])
        found.update([f"{own}|verb:{draft.verb}", f"{own}|cat:{draft.category}"])
    for other in drafts:
        if other is draft or other.count is None:
            continue
        same = "same" if other.direction == way else "not"
        if other.line is case.line:
            found.update([f"{own}|here:{same}", f"{own}|here:{same}:{other.kind.value}:{kind}"])
            continue
        found.add(f"{own}|page:{same}:{other.kind.value}")
        if other.count == case.amount.value:
            found.add(f"{own}|again:{same}")
        if other.line.index == case.line.index - 1:
            found.add(f"{own}|before:{same}:{kind}")
    return found


def _undirected(scene: _Scene, way: str) -> set[str]:
    found = {f"{way}|{text}" for text in (*scene.marks, *scene.words, *scene.clause)}
    parties = len({value for value, _ in scene.named})
    return found | {f"{way}|parties:{parties}", f"{way}|both said:{scene.speaker == BOTH_SIDES}"}


def _directed(scene: _Scene, side: str) -> set[str]:
    page, line, verb, kind = scene.page, scene.case.line, scene.verb, scene.kind
    found = {f"{'own' if value == side else 'other'}:{text}" for value, naming in scene.named for text in naming}
    told_by = page.side_of(scene.speaker)
    who = "its" if told_by == side else "none" if told_by is None else "other"
    home = page.home == side
    carried = page.is_carried(line, scene.case.amount.i)
    found.update([f"said:{who}", f"said:{who}:{verb}", f"said:{who}:{kind}", f"carried:{carried}:{who}"])
    found.update([f"outlet:{scene.speaker == OUTLET}:home:{home}:{verb}", f"home:{home}:{kind}"])
    found.update([f"said:{who}:cue:{cue}" for cue in scene.cues] + [f"home:{home}:cue:{cue}" for cue in scene.cues])
    if page.home is not None:
        found.update([f"home:{home}:{text}" for text in scene.words])
    return {f"one|{feature}" for feature in found} | {f"{side}|{word}" for word in scene.clause}
