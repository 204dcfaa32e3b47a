"""A number in its sentence, whichever way it goes: who is named beside it and how, what is done, by whom."""

from dataclasses import dataclass

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.words.cases import doer
from homeward.reading.grammar.words.phrases import Mark
from homeward.reading.learnt.cases import Case
from homeward.reading.learnt.views import View

NAMED = ("party", "people")
_MEANT = {"party", "people", "cue", "exchange", "verb"}
_NEAR = 6  # tokens
_WORDS = 4  # on each side
_FAR = 10  # tokens between a party and a number
_TAKING = ("receive", "return")
_DEEDS = ("give", "free", "swap", *_TAKING)
_OUR = frozenset({"our", "наш"})
_OF_CAPTIVITY = ("captivity", "territory", "in_return", "home")


@dataclass(frozen=True, slots=True)
class Scene:
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


def scene_of(view: View, case: Case) -> Scene:
    """The scene of a number."""
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
    speaker = draft.speaker if draft is not None else view.page.speaker(line, i)
    return Scene(
        case,
        view.page,
        draft.kind.value if draft is not None else "none",
        verb,
        speaker,
        words,
        clause,
        frozenset((*marks, *words, *clause)),
        tuple((m.value, _naming(view, m, case, verb)) for m in line.marks if m.group in NAMED),
        tuple(m.value for m in line.all("cue", *_OF_CAPTIVITY)),
        _category(case),
        _of(case, view.page.side_of(speaker)),
        _subject(case, lo),
        *_deed(case, lo, hi),
        next((w.hostages_to for w in view.page.world.wars if w.hostages_to and w.parties <= {*view.page.sides}), None),
    )


def _category(case: Case) -> str:
    """Who a number counts, in words of the claims; "none" where its noun is left out."""
    group = case.draft if case.draft is not None else case.group
    return group.category.value if group is not None and group.category is not None else "none"


def _of(case: Case, speaks: str | None) -> frozenset[str]:
    """The parties whose people a number counts, by the words of its noun phrase: "two Armenian servicemen"; "ten of our
    soldiers" are those of the party that *speaks*.
    """
    group = case.draft if case.draft is not None else case.group
    if group is None:
        return frozenset()
    found = frozenset(m.value for m in case.line.all("people", lo=group.i, hi=group.j))
    if speaks is None or found or not any(token.among(_OUR) for token in case.line.tokens[group.i : group.j]):
        return found
    return frozenset({speaks})


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
