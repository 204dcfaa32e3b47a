"""The numbers of a page that may count people, each with the draft that rules made of it, if they made one."""

from collections.abc import Iterator
from typing import NamedTuple

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.counted import counted
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.people.measures import is_measure
from homeward.reading.grammar.people.singles import by_article
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount


class Case(NamedTuple):
    """A number; the group that it counts, as far as one was found; and what the rules made of it."""

    line: Line
    amount: Amount
    group: Counted | None
    draft: Draft | None
    here: tuple[Draft, ...]  # the counted drafts of its sentence
    again: tuple[Draft, ...] = ()  # those of the same number elsewhere on the page


def cases(page: Page, drafts: list[Draft], only_drafted: bool = False) -> Iterator[Case]:
    """Every number that is no ordinal, age or measure, in order, and everyone told by an article behind them.

    *only_drafted*: only what has a draft.
    """
    for line in page.lines:
        here = tuple(d for d in drafts if d.line is line and d.count is not None)
        groups: list[Counted] | None = None
        for amount in line.amounts:
            if amount.ordinal:
                continue
            draft = next((d for d in here if d.count == amount.value and d.i <= amount.i < d.j), None)
            if draft is not None:
                if _is_first(line, amount, draft):
                    yield Case(line, amount, None, draft, here, _again(drafts, amount, draft))
                continue
            if only_drafted or any(d.i <= amount.i < d.j for d in here) or is_measure(line, amount, page.language):
                continue
            groups = counted(line, page.language) if groups is None else groups
            group = next((g for g in groups if g.i <= amount.i < g.j), None)
            if group is not None and group.pair and amount.i != group.number:
                continue  # the second of "50 for 50"
            yield Case(line, amount, group, None, here, _again(drafts, amount, None))
        if not only_drafted and not line.inflected and not line.heading:
            yield from _by_article(line, here, groups)


def _again(drafts: list[Draft], amount: Amount, draft: Draft | None) -> tuple[Draft, ...]:
    return tuple(d for d in drafts if d.count == amount.value and d is not draft)


def _by_article(line: Line, here: tuple[Draft, ...], groups: list[Counted] | None) -> Iterator[Case]:
    """One person told by an article: "a medic", "an Afghan fighter"."""
    taken = [(one.i, one.j) for one in (*here, *(groups or ()))]
    for group in by_article(line):
        if not any(i <= group.i < j for i, j in taken):
            yield Case(line, Amount(1, group.i, group.i + 1), group, None, here)


def _is_first(line: Line, amount: Amount, draft: Draft) -> bool:
    """Whether no equal number stands before it in the draft: of "50 for 50" the first counts."""
    return not any(a.value == amount.value and draft.i <= a.i < amount.i for a in line.amounts)
