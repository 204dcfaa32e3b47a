"""The numbers of a page that may count people, each with the draft that rules made of it, if they made one."""

from collections.abc import Iterator
from dataclasses import dataclass

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.counted import counted
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.people.measures import is_measure
from homeward.reading.grammar.words.lines import Line
from homeward.reading.grammar.words.numbers import Amount


@dataclass(frozen=True, slots=True)
class Case:
    """A number; the group that it counts, as far as one was found; and what the rules made of it."""

    line: Line
    amount: Amount
    group: Counted | None
    draft: Draft | None
    here: tuple[Draft, ...]  # the counted drafts of its sentence


def cases(page: Page, drafts: list[Draft], only_drafted: bool = False) -> Iterator[Case]:
    """Every number that is no ordinal, age or measure, in order; *only_drafted*, those that have a draft."""
    for line in page.lines:
        if not line.amounts:
            continue
        here = tuple(d for d in drafts if d.line is line and d.count is not None)
        groups: list[Counted] | None = None
        for amount in line.amounts:
            if amount.ordinal:
                continue
            draft = next((d for d in here if d.count == amount.value and d.i <= amount.i < d.j), None)
            if draft is not None:
                if _is_first(line, amount, draft):
                    yield Case(line, amount, None, draft, here)
                continue
            if only_drafted or any(d.i <= amount.i < d.j for d in here) or is_measure(line, amount, page.language):
                continue
            groups = counted(line, page.language) if groups is None else groups
            group = next((g for g in groups if g.i <= amount.i < g.j), None)
            if group is not None and group.pair and amount.i != group.number:
                continue  # the second of "50 for 50"
            yield Case(line, amount, group, None, here)


def _is_first(line: Line, amount: Amount, draft: Draft) -> bool:
    """Whether no equal number stands before it in the draft: of "50 for 50" the first counts."""
    return not any(a.value == amount.value and draft.i <= a.i < amount.i for a in line.amounts)
