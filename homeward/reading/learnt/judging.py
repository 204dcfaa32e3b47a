"""Overrule rules where examples make another answer likelier: what a count is of, whom, when, by whom, which way.

A number of which the rules made nothing becomes a claim when that is likely enough; and what the rules made of it is
dropped when it most likely counts nobody who was exchanged. Every change is told among the rules of its claim.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.words.lines import Line
from homeward.reading.learnt import reasons
from homeward.reading.learnt.cases import Case, cases
from homeward.reading.learnt.days import Days
from homeward.reading.learnt.features import Features
from homeward.reading.learnt.linear import Judge
from homeward.reading.learnt.making import is_pair, made, redate, runs_over, told
from homeward.reading.learnt.models import Models
from homeward.reading.learnt.nets import Choice, Net
from homeward.reading.learnt.people import People
from homeward.reading.learnt.speakers import is_said_plainly, speaking
from homeward.reading.learnt.surroundings import surroundings
from homeward.reading.learnt.tellings import tellings
from homeward.reading.learnt.told import Beside, of_the_sentence, telling
from homeward.reading.learnt.views import View, spelt
from homeward.reading.learnt.ways import speaking_for
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, Kind

_Answer = TypeVar("_Answer")

NOBODY = "none"  # the answer that a number counts nobody who was exchanged

_SURE = 0.4  # how likely a claim must be where the rules made none,
_NOBODY_SURE = 0.7  # and how likely to count nobody for one of theirs to go: never to lose a count is the first rule
_HARDLY = 0.3  # how likely what is told without a count must be to stay,
_TOLD = 0.35  # and to be added
# What a sentence adds up to, in thousandths, that tells nothing, whatever stands around the place where it might,
_HOPELESS = -4500
_SILENT = 1500  # and one that tells it in no words that are known for it
_OF_BOTH = {EACH_SIDE, BOTH_TOTAL}
_A_LIST = 3  # days told without counts in one sentence
_DEAD = {"bodies", "dead"}
_JOINT = 2  # tokens between numbers that are joined
_TWO = 2  # numbers of "197 for 175"


def judge(page: Page, seen: tuple[View, ...], drafts: list[Draft], known: Models) -> list[Draft]:
    """Weigh what the rules made of a page: kinds, what is told without a count, whom, when, who says it, its way."""
    kept = list(drafts)
    dead = frozenset(line.index for line in page.lines if _names_the_dead(line))
    for case in list(cases(page, drafts)):
        view = seen[case.line.index]
        if case.draft is None:
            more = _made(view, case, known.kinds, dead)
            kept = [d for d in kept if not _is_counted(d, more)] + more
        elif not _weigh_kind(view, case, case.draft, known.kinds, dead):
            kept = [d for d in kept if d is not case.draft]
    kept = _weigh_tellings(page, seen, kept, known)
    people, days = People(seen), Days(page, seen)
    for draft in kept:
        view, who, when = seen[draft.line.index], draft.category, draft.exchange_date
        if who is not None:
            draft.category = _chosen(view, draft, people.of(draft, kept), who, known.people, "category.learnt")
        draft.exchange_date = _chosen(view, draft, days.of(draft, kept), when, known.days, "day.learnt")
    for draft in kept:
        view = seen[draft.line.index]
        if not is_said_plainly(view, draft):
            told_by = speaking(view, draft, kept)
            draft.speaker = _chosen(view, draft, told_by, draft.speaker, known.speakers, "speaker.learnt")
    for group in _joined([case for case in cases(page, kept, only_drafted=True) if case.draft is not None]):
        if _is_uneven(group):
            _weigh_uneven(seen[group[0].line.index], group, kept, known.ways)
        else:
            _weigh_ways(seen[group[0].line.index], group, kept, known.ways)
    for draft in kept:
        if draft.kind is Kind.TRANSFER and draft.value is None and draft.count is not None:
            draft.value = runs_over(page, draft)  # only of both sides it may be that of several days
    return kept if any(draft.kind is not Kind.MEDIATOR for draft in kept) else []  # nothing that was mediated


def _is_counted(draft: Draft, more: list[Draft]) -> bool:
    """Whether a draft without a count says of the same words what is counted now: "the same number of soldiers"."""
    uncounted = draft.count is None and draft.kind is Kind.TRANSFER
    return uncounted and any(d.line is draft.line and d.i < draft.j and draft.i < d.j for d in more)


def _joined(found: list[Case]) -> Iterator[list[Case]]:
    """Numbers with those that go their way: parts of one, and what "and" joins: "270 soldiers and 120 civilians"."""
    group: list[Case] = []
    for case in found:
        if group and not _is_joined(group[-1], case):
            yield group
            group = []
        group.append(case)
    if group:
        yield group


def _is_joined(one: Case, two: Case) -> bool:
    first, second, line = one.draft, two.draft, one.line
    if first is None or second is None or two.line is not line:
        return False
    if _is_uneven([one, two]):
        return True
    if first.whole is not None and first.whole is second.whole and first.whole.direction not in _OF_BOTH:
        return True  # parts of one number
    if first.direction != second.direction and not (second.direction is None and "count.learnt" in second.rules):
        return False
    between = range(first.j, second.i)
    return len(between) <= _JOINT and all(line.low(k) == "," or line.at("cue", k, "and") for k in between)


def _weigh_tellings(page: Page, seen: tuple[View, ...], drafts: list[Draft], known: Models) -> list[Draft]:
    """Drop what is hardly told, and add what surely is, of all that a page may tell without a count."""
    kept = list(drafts)
    beside = Beside(page, drafts)
    told_by = [known.panel.weigh(of_the_sentence(view)) for view in seen]
    for one in tellings(page, drafts):
        model, view = known.told.get(one.kind), seen[one.line.index]
        if model is None:
            continue
        of_its_sentence = told_by[one.line.index].get(one.kind, 0)
        if one.draft is None and model.bias + of_its_sentence < (_SILENT if one.freely else _HOPELESS):
            continue
        found = telling(view, one, beside)
        chance = model.chance(found, of_its_sentence)
        if one.draft is not None:
            sure = chance >= _HARDLY or not any(model.knows(f"rule:{r}") for r in one.draft.rules)
            beside.decide(one.draft, told=sure)
            kept = kept if sure else [d for d in kept if d is not one.draft]
        elif chance >= _TOLD:
            draft = told(page, one, drafts)
            beside.decide(draft, told=True)
            whole = [*found, *of_the_sentence(view)]
            draft.reasons.append(reasons.told(one.kind.value, model.speaking_for(whole), partial(spelt, view)))
            kept.append(draft)
    return _of_lists_the_last(kept)


def _of_lists_the_last(drafts: list[Draft]) -> list[Draft]:
    """Of a bare list of days the last alone: "then came 10, 12 and 14 June" is no claim for each in the same words."""
    listed: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.kind is Kind.PREVIOUS_EXCHANGE and draft.count is None and "told.learnt" in draft.rules:
            listed.setdefault(draft.line.index, []).append(draft)
    dropped = {id(draft) for found in listed.values() if len(found) >= _A_LIST for draft in found[:-1]}
    return [draft for draft in drafts if id(draft) not in dropped]


def _made(view: View, case: Case, model: Net, dead: frozenset[int]) -> list[Draft]:
    """A draft of a number of which the rules made none, if it is likely enough to count somebody."""
    if case.line.heading and is_told_below(view.page, case):
        return []
    found = surroundings(view, case)
    chances = _possible(case, model.chances(found), dead)
    kind = max(chances, key=lambda answer: chances[answer])
    if kind == NOBODY or chances[kind] < _SURE:
        return []
    draft = made(view.page, case, Kind(kind))
    draft.reasons.append(reasons.told(kind, model.speaking_for(found, kind, NOBODY), partial(spelt, view)))
    return [draft]


def _possible(case: Case, chances: Mapping[str, float], dead: frozenset[int]) -> Mapping[str, float]:
    """The answers that a page allows: whoever is called living is not dead unless the dead are named beside him.

    A number without a noun may count them if they are named anywhere: "Ukraine got back 1,000 bodies … Moscow took 35".
    *dead*: the sentences that name them.
    """
    if max(chances, key=lambda kind: chances[kind]) != Kind.BODIES:
        return chances
    line, counted = case.line, case.draft or case.group or case.amount
    called = any(line.first(group, lo=counted.i, hi=counted.j) is not None for group in ("noun", "people"))
    if not dead.isdisjoint((line.index - 1, line.index)) or (dead and not called):
        return chances
    return {kind: chance for kind, chance in chances.items() if kind != Kind.BODIES}


def _names_the_dead(line: Line) -> bool:
    return any(mark.value in _DEAD for mark in line.marks) or any(token.low == "body" for token in line.tokens)


def is_told_below(page: Page, case: Case) -> bool:
    """Whether a number of a heading stands in the text, too, or is no number of its own."""
    return case.group is None or any(
        a.value == case.amount.value for line in page.lines if not line.heading for a in line.amounts
    )


def _weigh_kind(view: View, case: Case, draft: Draft, model: Net, dead: frozenset[int]) -> bool:
    """Change the kind of a draft where another is likelier; False if it counts nobody."""
    found = surroundings(view, case)
    chances = _possible(case, model.chances(found), dead)
    if chances.get(NOBODY, 0.0) >= _NOBODY_SURE:
        return False
    best = _likeliest({kind: chance for kind, chance in chances.items() if kind != NOBODY}, draft.kind.value)
    if not any(model.knows(f"rule:{rule}") for rule in draft.rules if rule.startswith("kind.")):
        return True  # a rule of which there are too few examples is believed
    if best != draft.kind:
        said, draft.kind = draft.kind.value, Kind(best)
        draft.rules.append("kind.learnt")
        what = f"{best}, not {said}"
        draft.reasons.append(reasons.told(what, model.speaking_for(found, best, said), partial(spelt, view)))
        redate(view.page, draft)
    return True


def _likeliest(chances: Mapping[_Answer, float], said: _Answer) -> _Answer:
    """The likeliest answer; the rules' own where none is likelier."""
    return max(chances, key=lambda answer: (chances[answer], answer == said), default=said)


def _is_uneven(group: Sequence[Case]) -> bool:
    """Whether numbers are those of "197 на 175": as many for others, so that they go two ways."""
    if len(group) != _TWO:
        return False
    one, two = (case.amount for case in group)
    return one.value != two.value and two.i == one.j + 1 and group[0].line.at("cue", one.j, "for") is not None


def _weigh_uneven(view: View, group: Sequence[Case], drafts: list[Draft], model: Choice) -> None:
    """Give two numbers, one for the other, the two ways that are likeliest together."""
    every = [(case.draft, speaking_for(view, case, drafts)) for case in group]
    first, second = (
        {way: model.weigh(found) for way, found in ways.items() if way is not None and way.startswith("to_")}
        for _, ways in every
    )
    pairs = [(one, two) for one in first for two in second if one != two]
    if not pairs:
        return
    said_so = [draft.direction for draft, _ in every if draft is not None]
    as_ruled = {pair: sum(a == b for a, b in zip(pair, said_so, strict=False)) for pair in pairs}
    chosen = max(pairs, key=lambda pair: (first[pair[0]] + second[pair[1]], as_ruled[pair]))
    for (draft, ways), best in zip(every, chosen, strict=True):
        if draft is not None and draft.direction != best:
            said = draft.direction
            weights = model.speaking_for(ways[best], ways.get(said, ()))
            _tell(view, draft, "direction.learnt", f"{best}, not {said}", weights)
            draft.direction = best


def _weigh_ways(view: View, group: list[Case], drafts: list[Draft], model: Choice) -> None:
    """Give numbers that go one way the way that is likeliest for all of them together."""
    every = [(case.draft, speaking_for(view, case, drafts)) for case in group]
    sums: dict[str | None, int] = {}
    for _, ways in every:
        for way, found in ways.items():
            sums[way] = sums.get(way, 0) + model.weigh(found)
    for draft, ways in every:
        if draft is None or is_pair(draft):
            continue
        best, said = _likeliest(sums, draft.direction), draft.direction
        if best != said:
            weights = model.speaking_for(ways[best], ways.get(said, ()))
            _tell(view, draft, "direction.learnt", f"{best}, not {said}", weights)
            draft.direction = best


def _chosen(
    view: View, draft: Draft, candidates: Mapping[_Answer, Features], said: _Answer, model: Judge, rule: str
) -> _Answer:
    """The likeliest of some answers; a draft says so where it is not that of the rules."""
    best = _likeliest({answer: model.weigh(found) for answer, found in candidates.items()}, said)
    if best != said:
        weights = model.speaking_for(candidates[best], candidates.get(said, ()))
        _tell(view, draft, rule, f"{best}, not {said}", weights)
    return best


def _tell(view: View, draft: Draft, rule: str, what: str, weights: dict[str, float]) -> None:
    """Say that the rules were overruled, and what spoke for that more than *against* it."""
    draft.rules.append(rule)
    draft.reasons.append(reasons.told(what, weights, partial(spelt, view)))
