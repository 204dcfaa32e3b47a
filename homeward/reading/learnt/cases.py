"""The numbers of a page that may count people, each with the draft that rules made of it, if they made one."""

from collections.abc import Iterator
from typing import NamedTuple

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.counted import counted
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.people.measures import is_measure
from homeward.reading.grammar.people.singles import by_article, by_noun
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount

_NEAR = 2  # sentences


class Case(NamedTuple):
    """A number; the group that it counts, as far as one was found; and what the rules made of it."""

    line: Line
    amount: Amount
    group: Counted | None
    draft: Draft | None
    here: tuple[Draft, ...]  # the counted drafts of its sentence
    again: tuple[Draft, ...] = ()  # those of the same number elsewhere on the page
    beside: frozenset[int] = frozenset()  # the other numbers that the page counts
    near: tuple[Draft, ...] = ()  # the drafts of the sentences before and behind


def cases(page: Page, drafts: list[Draft], only_drafted: bool = False) -> Iterator[Case]:
    """Every number that is no ordinal, age or measure, in order; behind them whoever is told without a number.

    That is one person, told by an article or by a noun, and "as many" as the number before.

    *only_drafted*: only what has a draft.
    """
    counts = frozenset(d.count for d in drafts if d.count is not None)
    for line in page.lines:
        here = tuple(d for d in drafts if d.line is line and d.count is not None)
        numbered = list(_numbered(page, line, drafts, here, only_drafted))
        weighed = [case.draft for case in numbered]
        numbered += [_alone(drafts, here, draft) for draft in here if not any(draft is d for d in weighed)]
        found = sorted(numbered, key=lambda case: case.amount.i)
        if not only_drafted and not line.heading:
            found += _singles(page, line, here)
        near = () if only_drafted else tuple(d for d in drafts if 0 < abs(d.line.index - line.index) <= _NEAR)
        yield from (case._replace(beside=counts - {case.amount.value}, near=near) for case in found)


def _numbered(
    page: Page, line: Line, drafts: list[Draft], here: tuple[Draft, ...], only_drafted: bool
) -> Iterator[Case]:
    """The numbers of a sentence, and "the same number"."""
    groups: list[Counted] | None = None
    for amount in line.amounts:
        if amount.ordinal:
            continue
        draft = next((d for d in here if d.count == amount.value and d.i <= amount.i < d.j), None)
        if draft is not None:
            if _is_first(line, amount, draft):
                yield Case(line, amount, None, draft, here, _same(drafts, amount, draft))
            continue
        if only_drafted or any(d.i <= amount.i < d.j for d in here) or is_measure(line, amount, page.language):
            continue
        groups = counted(line, page.language) if groups is None else groups
        group = next((g for g in groups if g.i <= amount.i < g.j), None)
        if group is not None and group.pair and amount.i != group.number:
            continue  # the second of "50 for 50"
        yield Case(line, amount, group, None, here, _same(drafts, amount, None))
    if not line.heading:
        yield from _as_many(line, drafts, here, only_drafted)


def _alone(drafts: list[Draft], here: tuple[Draft, ...], draft: Draft) -> Case:
    """A draft that counts one person, or says a number with other words."""
    amount = Amount(draft.count or 1, draft.i, draft.i + 1)
    return Case(draft.line, amount, None, draft, here, _same(drafts, amount, draft))


def _same(drafts: list[Draft], amount: Amount, draft: Draft | None) -> tuple[Draft, ...]:
    return tuple(d for d in drafts if d.count == amount.value and d is not draft)


def _singles(page: Page, line: Line, here: tuple[Draft, ...]) -> Iterator[Case]:
    """One person told without a number: "a medic", "an Afghan fighter", "австралиец"."""
    found = list(by_noun(line) if line.inflected else by_article(line, page.language))
    groups = counted(line, page.language) if found and line.amounts else []
    taken = [(draft.i, draft.j) for draft in here] + [(group.i, group.j) for group in groups]
    for group in found:
        if not any(i < group.j and group.i < j for i, j in taken):
            yield Case(line, Amount(1, group.i, group.i + 1), group, None, here)


def _as_many(line: Line, drafts: list[Draft], here: tuple[Draft, ...], only_drafted: bool) -> Iterator[Case]:
    """ "The same number": what the rules made of it, or as many as were counted last before it."""
    for cue in line.all("cue", "same_number"):
        drafted = next((d for d in here if d.i < cue.j and cue.i < d.j), None)
        if drafted is not None:
            if drafted.i == cue.i and drafted.count is not None:
                amount = Amount(drafted.count, cue.i, cue.j)
                yield Case(line, amount, None, drafted, here, _same(drafts, amount, drafted))
            continue
        told = [d for d in drafts if d.count is not None and (d.line.index, d.i) < (line.index, cue.i)]
        if told and not only_drafted:
            amount = Amount(max(told, key=lambda d: (d.line.index, d.i)).count or 0, cue.i, cue.j)
            yield Case(line, amount, None, None, here, _same(drafts, amount, None))


def _is_first(line: Line, amount: Amount, draft: Draft) -> bool:
    """Whether no equal number stands before it in the draft: of "50 for 50" the first counts."""
    return not any(a.value == amount.value and draft.i <= a.i < amount.i for a in line.amounts)
