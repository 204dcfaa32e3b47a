"""Which way a number goes: each way that it could go, with what speaks for it and against it, as features."""

from dataclasses import dataclass

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.learnt.cases import Case
from homeward.reading.learnt.linear import Features
from homeward.reading.learnt.views import View
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET

_UNDIRECTED = (EACH_SIDE, BOTH_TOTAL, None)
_MEANT = {"party", "people", "cue", "exchange", "verb"}
_NAMED = {"party", "people"}
_NEAR = 6  # tokens
_WORDS = 4  # on each side
_BACK = 3  # sentences
_FAR = 10  # tokens between a party and a number
_OF_CAPTIVITY = ("captivity", "territory", "in_return", "home")

_Other = tuple[str | None, list[str], list[str]]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What holds of a number whichever way it goes."""

    case: Case
    page: Page
    kind: str
    verb: str | None
    speaker: str
    words: frozenset[str]  # near it
    clause: frozenset[str]  # the words of its clause
    around: frozenset[str]  # both, and what is meant near it, on both sides
    named: tuple[tuple[str, frozenset[str]], ...]  # parties and peoples, with how each is named
    cues: tuple[str, ...]
    category: str
    of: frozenset[str]  # whose people the noun phrase says they are
    home_of_hostages: str | None  # of the war that the page tells of


def speaking_for(view: View, case: Case, drafts: list[Draft]) -> dict[str | None, Features]:
    """What is true of every way that a count on this page can go, seen from a number."""
    scene = _scene(view, case)
    others = _others(case, scene.kind, drafts)
    found: dict[str | None, Features] = {}
    for side in view.page.sides:
        rules = ("one|", _of_rules(case, f"to_{side}", scene.kind, others))
        found[f"to_{side}"] = [rules, *_directed(scene, side)]
    parties = len({value for value, _ in scene.named})
    known = {f"parties:{parties}", f"both said:{scene.speaker == BOTH_SIDES}"}
    for way in _UNDIRECTED:
        rules = (f"{way}|", known | _of_rules(case, way, scene.kind, others))
        found[way] = [rules, (f"{way}|", scene.around)]
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
    words = frozenset([f"{view.code}:{w}" for w in near])
    clause = frozenset([f"{view.code}c:{w}" for w in view.words[lo:hi]])
    return _Scene(
        case,
        view.page,
        draft.kind.value if draft is not None else "none",
        verb,
        draft.speaker if draft is not None else view.page.speaker(line, i),
        words,
        clause,
        frozenset((*marks, *words, *clause)),
        tuple((m.value, _naming(view, m, case, verb)) for m in line.marks if m.group in _NAMED),
        tuple(m.value for m in line.all("cue", *_OF_CAPTIVITY)),
        _category(case),
        _of(case),
        next((w.hostages_to for w in view.page.world.wars if w.hostages_to and w.parties <= {*view.page.sides}), None),
    )


def _category(case: Case) -> str:
    """Who a number counts, in words of the claims; "none" where its noun is left out."""
    group = case.draft if case.draft is not None else case.group
    return group.category.value if group is not None and group.category is not None else "none"


def _of(case: Case) -> frozenset[str]:
    """The parties whose people a number counts, by the words of its noun phrase: "two Armenian servicemen"."""
    group = case.draft if case.draft is not None else case.group
    if group is None:
        return frozenset()
    return frozenset(m.value for m in case.line.all("people", lo=group.i, hi=group.j))


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
    found = {f"{place}~{view.code}:{w}" for w in (*words, *(f"^ {w}" for w in beyond))}
    found.add(f"{mark.group}{place}={view.code}:{' '.join(words[:_WORDS])}")
    return found


def _of_rules(case: Case, way: str | None, kind: str, others: list[_Other]) -> set[str]:
    """What the rules say of a way, for this number and for the others of the page."""
    draft = case.draft
    found = {"", f"kind:{kind}"}
    if draft is None:
        found.add("no draft")
    else:
        same = "same" if draft.direction == way else "not"
        found.update([f"{same}|rule:{rule}" for rule in draft.rules if rule])
        found.update([same, f"{same}|kind:{kind}", f"verb:{draft.verb}", f"cat:{draft.category}"])
    for direction, of_the_same, of_another in others:
        found.update(of_the_same if direction == way else of_another)
    return found


def _others(case: Case, kind: str, drafts: list[Draft]) -> list[_Other]:
    """The ways of the other numbers of a page, each with what it says of its own way, and of any other."""
    line, draft, found = case.line, case.draft, []
    lead = _lead(case, drafts)
    if lead is not None:
        gap = min(_BACK, line.index - lead.line.index)
        texts = ["lead:{}:" + kind, f"lead:{{}}:{kind}:{lead.kind.value}:{gap}"]
        found.append(_other(lead, texts))
    for other in drafts:
        if other is draft or other.count is None:
            continue
        its = other.kind.value
        if other.line is line:
            found.append(_other(other, ["here:{}", f"here:{{}}:{its}:{kind}"]))
            continue
        texts = [f"page:{{}}:{its}"]
        if other.count == case.amount.value:
            texts.append("again:{}")
        if other.line.index == line.index - 1:
            texts.append("before:{}:" + kind)
        found.append(_other(other, texts))
    return found


def _other(draft: Draft, texts: list[str]) -> _Other:
    return draft.direction, [t.replace("{}", "same") for t in texts], [t.replace("{}", "not") for t in texts]


def _lead(case: Case, drafts: list[Draft]) -> Draft | None:
    """The last larger number before this one: of which it may be a part."""
    line, amount = case.line, case.amount
    if case.draft is not None and case.draft.whole is not None:
        return case.draft.whole
    before = (d for d in drafts if (d.line.index, d.i) < (line.index, amount.i) and (d.count or 0) > amount.value)
    return max(before, key=lambda d: (d.line.index, d.i), default=None)


def _directed(scene: _Scene, side: str) -> Features:
    page, line, verb, kind = scene.page, scene.case.line, scene.verb, scene.kind
    found = {f"{'own' if value == side else 'other'}:{text}" for value, naming in scene.named for text in naming}
    told_by = page.side_of(scene.speaker)
    who = "its" if told_by == side else "none" if told_by is None else "other"
    home = page.home == side
    carried = page.is_carried(line, scene.case.amount.i)
    found.update([f"said:{who}", f"said:{who}:{verb}", f"said:{who}:{kind}", f"carried:{carried}:{who}"])
    found.update([f"outlet:{scene.speaker == OUTLET}:home:{home}:{verb}", f"home:{home}:{kind}"])
    found.update([f"said:{who}:cue:{cue}" for cue in scene.cues] + [f"home:{home}:cue:{cue}" for cue in scene.cues])
    of = "own" if side in scene.of else "other" if scene.of else "none"
    found.update([f"of:{of}", f"of:{of}:{verb}", f"of:{of}:{kind}", f"of:{of}:{len(page.sides)}"])
    told = [("one|", found), (f"{side}|", scene.clause)]
    if scene.home_of_hostages is not None:
        theirs = scene.home_of_hostages == side
        found.update([f"hostages:{theirs}:{scene.category}", f"hostages:{theirs}:{scene.category}:{verb}"])
        told.append((f"hostages {theirs}|", scene.words))
    if page.home is not None:
        told.append((f"home {home}|", scene.words))
    return told
