"""What the rules say of a number's way, and what the other numbers of its page say of it."""

from functools import lru_cache

from homeward.reading.grammar.page import Draft
from homeward.reading.learnt.cases import Case
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE

_BACK = 3  # sentences
_MEMORY = 20_000  # sets of features that are remembered
_SUMMED = 20  # numbers of a page that are added up
_OF_BOTH = (EACH_SIDE, BOTH_TOTAL, None)
_LINK = 4  # tokens between two numbers that are told for each other

Other = tuple[str | None, list[str], list[str]]
"""The way of another number, and what it says of its own way and of any other."""


def of_rules(case: Case, way: str | None, kind: str, others: list[Other]) -> set[str]:
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


def others_of(case: Case, kind: str, drafts: list[Draft]) -> list[Other]:
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


def sums(case: Case, drafts: list[Draft]) -> tuple[list[Other], set[str]]:
    """What adds up: which way the numbers go of which this one is the sum, or that make a third with it; and of both.

    "270 soldiers and 120 civilians" are 390 who went one way, 84 and 84 are 168 who went both.
    """
    count, found, of_both = case.amount.value, [], set[str]()
    told = {(d.count, d.direction) for d in drafts if d is not case.draft and d.count is not None and d.count > 1}
    others = sorted(told, key=str)[:_SUMMED]
    ways: dict[int, list[str | None]] = {}
    for number, way in others:
        ways.setdefault(number, []).append(way)
    for number, way in others:
        sort = way if way in _OF_BOTH else "one"
        if number * 2 == count:
            of_both.add(f"double of {sort}")
        if count * 2 == number:
            of_both.add(f"half of {sort}")
        for rest in ways.get(count - number, ()) if number * 2 <= count else ():
            if rest != way:
                of_both.add("sum of two ways")
            elif number * 2 < count:
                found.append((way, *_of_either(("sum:{}",))))
        for whole in ways.get(count + number, ()):
            found.append((whole, *_of_either(("completes:{}",))))
            found.append((way, *_of_either(("beside:{}",))))
    return found, of_both


def _link(case: Case, other: Draft) -> str | None:
    """The few words between a number and another count of its sentence, on which side: "1,000 bodies for 35"."""
    line, i, j = case.line, case.amount.i, case.amount.j
    if case.draft is not None:
        i, j = min(i, case.draft.i), max(j, case.draft.j)
    side, lo, hi = ("L", other.j, i) if other.j <= i else ("R", j, other.i)
    if not 0 <= hi - lo <= _LINK or any(lo <= a.i < hi for a in line.amounts):
        return None
    return f"{side} {' '.join(line.low(k) for k in range(lo, hi))}"


def larger(case: Case, drafts: list[Draft]) -> str:
    """Whether a number is the larger or the smaller one of two that its sentence gives for each other."""
    others = [d.count for d in drafts if d.line is case.line and d.count is not None and _link(case, d) is not None]
    if len(others) != 1 or others[0] == case.amount.value:
        return "alone"
    return "larger" if case.amount.value > others[0] else "smaller"


def _other(draft: Draft, texts: list[str]) -> Other:
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
