"""Which way a number goes: each way that it could go, with what speaks for it and against it, as features."""

from dataclasses import dataclass
from functools import lru_cache

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.cases import doer
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.learnt.cases import Case
from homeward.reading.learnt.linear import Features
from homeward.reading.learnt.views import View
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, OUTLET

_UNDIRECTED = (EACH_SIDE, BOTH_TOTAL, None)
_MEANT = {"party", "people", "cue", "exchange", "verb"}
_NAMED = ("party", "people")
_NEAR = 6  # tokens
_WORDS = 4  # on each side
_BACK = 3  # sentences
_MEMORY = 20_000  # sets of features that are remembered
_LINK = 4  # tokens between two numbers that are told for each other
_FAR = 10  # tokens between a party and a number
_TAKING = ("receive", "return")
_DEEDS = ("give", "free", "swap", *_TAKING)
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
    subject: str | None  # the party named last before it in its clause
    gives: str | None  # the party that lets them go, as far as the words tell,
    gets: str | None  # and the one that takes them
    home_of_hostages: str | None  # of the war that the page tells of


def speaking_for(view: View, case: Case, drafts: list[Draft]) -> dict[str | None, Features]:
    """What is true of every way that a count on this page can go, seen from a number."""
    scene = _scene(view, case)
    others = _others(case, scene.kind, drafts)
    size = _larger(case, drafts)
    found: dict[str | None, Features] = {}
    for side in _receiving(view):
        rules = ("one|", _of_rules(case, f"to_{side}", scene.kind, others))
        found[f"to_{side}"] = [rules, *_directed(scene, side), (f"{side}|", {f"{size}:{scene.kind}"})]
    parties = len({value for value, _ in scene.named})
    known = {f"parties:{parties}", f"both said:{scene.speaker == BOTH_SIDES}", *_undirected(scene)}
    for way in _UNDIRECTED:
        rules = (f"{way}|", known | _of_rules(case, way, scene.kind, others))
        found[way] = [rules, (f"{way}|", scene.around)]
    return found


def _receiving(view: View) -> list[str]:
    """The parties that may get the people of a sentence: the page's sides, and whoever is named in it; or before it,
    unless the sides are those of a war.
    """
    page, at = view.page, view.line.index
    lines = page.lines[at : at + 1] if page.at_war else page.lines[max(0, at - 1) : at + 1]
    named = [m.value for line in reversed(lines) for group in _NAMED for m in line.groups.get(group, ())]
    return list(dict.fromkeys([*page.sides, *named]))


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
        _subject(case, lo),
        *_deed(case, lo, hi),
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


def _subject(case: Case, lo: int) -> str | None:
    line, i = case.line, case.amount.i
    named = line.last("party", lo=lo, hi=i) or line.last("people", lo=lo, hi=i)
    return named.value if named is not None else None


def _deed(case: Case, lo: int, hi: int) -> tuple[str | None, str | None]:
    """The party that lets people go and the one that takes them, by the verb that stands nearest to their number."""
    line, i, j = case.line, case.amount.i, case.amount.j
    before, behind = line.last("verb", *_DEEDS, lo=lo, hi=i), line.first("verb", *_DEEDS, lo=j, hi=hi)
    verb = before or behind
    if verb is None:
        return None, None
    if line.inflected:
        who = doer(line, verb, lo, hi)
    elif before is not None:
        named = line.last("party", lo=lo, hi=verb.i) or line.last("people", lo=lo, hi=verb.i)
        who = named.value if named is not None else None
    else:
        by = line.at("cue", verb.j, "by")
        named = line.at("party", by.j) if by is not None else None
        who = named.value if named is not None else None
    return (None, who) if verb.value in _TAKING else (who, None)


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
    before = _before(case, drafts)
    if before is not None:
        back = line.first("cue", "in_return") is not None
        gap = min(_BACK, line.index - before.line.index)
        verb = draft.verb if draft is not None else None
        found.append(_other(before, [f"last:{{}}:{gap}:{back}", f"last:{{}}:{gap}:{verb}", f"last:{{}}:{gap}:{kind}"]))
    for other in drafts:
        if other is draft or other.count is None:
            continue
        its = other.kind.value
        if other.line is line:
            texts = ["here:{}", f"here:{{}}:{its}:{kind}"]
            link = _link(case, other)
            if link is not None:
                texts += [f"linked {link}:{{}}", f"linked {link}:{{}}:{kind}"]
            found.append(_other(other, texts))
            continue
        texts = [f"page:{{}}:{its}"]
        if other.count == case.amount.value:
            texts.append("again:{}")
        if other.line.index == line.index - 1:
            texts.append("before:{}:" + kind)
        found.append(_other(other, texts))
    return found


def _link(case: Case, other: Draft) -> str | None:
    """The few words between a number and another count of its sentence, on which side: "1,000 bodies for 35"."""
    line, i, j = case.line, case.amount.i, case.amount.j
    if case.draft is not None:
        i, j = min(i, case.draft.i), max(j, case.draft.j)
    side, lo, hi = ("L", other.j, i) if other.j <= i else ("R", j, other.i)
    if not 0 <= hi - lo <= _LINK or any(lo <= a.i < hi for a in line.amounts):
        return None
    return f"{side} {' '.join(line.low(k) for k in range(lo, hi))}"


def _larger(case: Case, drafts: list[Draft]) -> str:
    """Whether a number is the larger or the smaller one of two that its sentence gives for each other."""
    others = [d.count for d in drafts if d.line is case.line and d.count is not None and _link(case, d) is not None]
    if len(others) != 1 or others[0] == case.amount.value:
        return "alone"
    return "larger" if case.amount.value > others[0] else "smaller"


def _other(draft: Draft, texts: list[str]) -> _Other:
    return (draft.direction, *_of_either(tuple(texts)))


@lru_cache(maxsize=_MEMORY)
def _of_either(texts: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """What is said of the same way as another number's, and of any other way."""
    return [text.replace("{}", "same") for text in texts], [text.replace("{}", "not") for text in texts]


def _before(case: Case, drafts: list[Draft]) -> Draft | None:
    """The last count before a number, in its sentence or before it."""
    at = (case.line.index, case.amount.i)
    told = (d for d in drafts if d.count is not None and d is not case.draft and (d.line.index, d.i) < at)
    return max(told, key=lambda d: (d.line.index, d.i), default=None)


def _lead(case: Case, drafts: list[Draft]) -> Draft | None:
    """The last larger number before this one: of which it may be a part."""
    line, amount = case.line, case.amount
    if case.draft is not None and case.draft.whole is not None:
        return case.draft.whole
    before = (d for d in drafts if (d.line.index, d.i) < (line.index, amount.i) and (d.count or 0) > amount.value)
    return max(before, key=lambda d: (d.line.index, d.i), default=None)


def _undirected(scene: _Scene) -> set[str]:
    """What speaks for no party or for both: whose people they are, and whether a party lets them go or takes them."""
    sides = scene.page.sides
    of = "nobody" if not scene.of else "sides" if scene.of <= {*sides} else "others"
    deed = "gives" if scene.gives is not None else "gets" if scene.gets is not None else "nobody does"
    found = {f"of:{of}", f"of:{of}:{scene.kind}", f"sides:{len(sides)}:of:{of}"}
    return found | {f"{deed}:{scene.verb}", f"{deed}:of:{of}"}


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
    rank = page.sides.index(side) if side in page.sides else "beside"
    found.update([f"rank:{rank}", f"rank:{rank}:of:{of}", f"rank:{rank}:{kind}", f"rank:{rank}:{len(page.sides)}"])
    for name, party in (("gives", scene.gives), ("gets", scene.gets)):
        foe = _foe(page, party, side)
        found.update([f"{name}:{foe}", f"{name}:{foe}:{rank}", f"{name}:{foe}:{verb}", f"{name}:{foe}:{kind}:of:{of}"])
    told = [("one|", found), (f"{side}|", scene.clause), (f"subject {_foe(page, scene.subject, side)}|", scene.words)]
    if scene.home_of_hostages is not None:
        theirs = scene.home_of_hostages == side
        found.update([f"hostages:{theirs}:{scene.category}", f"hostages:{theirs}:{scene.category}:{verb}"])
        told.append((f"hostages {theirs}|", scene.words))
    if page.home is not None:
        told.append((f"home {home}|", scene.words))
    return told


def _foe(page: Page, who: str | None, side: str) -> str:
    """What a party is to a side: itself, the other party of its war, the one named most beside it, or another."""
    if who is None:
        return "nobody"
    if who == side:
        return "itself"
    if any(war.parties == {who, side} for war in page.world.wars):
        return "foe"
    return "first" if next((key for key in page.sides if key != who), None) == side else "other"
