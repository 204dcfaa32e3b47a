"""Whom a number counts: every sort of people that it may count, each with what speaks for it, as features."""

from homeward.reading.grammar.page import Draft
from homeward.reading.learnt.features import Features
from homeward.reading.learnt.views import View
from homeward.reading.words import Category, Kind

_ALWAYS = (Category.PRISONERS, Category.SERVICEMEN, Category.CIVILIANS)
_FAR = 2  # sentences
_MEANT = {"verb", "exchange", "cue", "topic", "adjective"}
_SORTS = {category.value for category in Category}

_Sorts = dict[str, set[str]]
"""Sorts of people by where they are named or counted."""


class People:
    """The people of a page, seen from its drafts."""

    def __init__(self, seen: tuple[View, ...]) -> None:
        """Look at a page."""
        self._seen = seen
        self._sorts = [{m.value for m in view.line.all("noun")} for view in seen]
        self._all = set[str]().union(*self._sorts)

    def of(self, draft: Draft, drafts: list[Draft]) -> dict[Category, Features]:
        """What is true of every sort of people that a draft may count, beside the other drafts of the page."""
        named = self._named(draft)
        counted = _counted(draft, [d for d in drafts if d is not draft and d.category is not None])
        how = f"{draft.kind.value}:{'noun' if named['in'] else 'bare'}"
        view = self._seen[draft.line.index]
        lo, hi = view.line.clause(draft.i)
        told, clause = _told(view, draft), {*view.words[lo:hi]}
        of_draft = [how, f"verb:{draft.verb}", f"digits:{len(str(draft.count))}:{how}", *draft.rules[:1]]
        of_draft += [f"before:{how}:{one}" for one in counted["before"]]
        found: dict[Category, Features] = {}
        for category in _candidates(draft, named["sentence"] | named["before"] | counted["page"]):
            chosen, sort = "chosen " if category is draft.category else "", category.value
            where = [place for place, sorts in named.items() if sort in sorts]
            beside = [place for place, sorts in counted.items() if sort in sorts]
            found[category] = [
                (f"{chosen}|", [how, *draft.rules]),
                (f"named {chosen}{how}|", where),
                (f"counted {how}|", beside),
                (f"{sort}|", told),
                (f"{sort}:{view.code}c|", clause),
                (f"{chosen}{sort}|", of_draft),
            ]
        return found

    def _named(self, draft: Draft) -> _Sorts:
        """The sorts that the nouns around a draft name."""
        line = draft.line
        lo, hi = line.clause(draft.i)
        last = line.last("noun", hi=draft.i)
        return {
            "in": {m.value for m in line.all("noun", lo=draft.i, hi=draft.j)},
            "last": {last.value} if last is not None else set(),
            "clause": {m.value for m in line.all("noun", lo=lo, hi=hi)},
            "sentence": self._sorts[line.index],
            "before": self._sorts[line.index - 1] if line.index else set(),
            "page": self._all,
        }


def _candidates(draft: Draft, named: set[str]) -> list[Category]:
    """The sorts that a draft may count: the rules' choice first, no one twice; bodies given back are bodies."""
    if draft.kind is Kind.BODIES:
        return [Category.BODIES]
    first = [draft.category] if draft.category is not None else []
    return list(dict.fromkeys([*first, *_ALWAYS, *(Category(sort) for sort in sorted(named & _SORTS))]))


def _counted(draft: Draft, others: list[Draft]) -> _Sorts:
    """The sorts that the other drafts count: the one before, those of the sentence, equal ones, the whole."""
    line = draft.line
    earlier = [d for d in others if (d.line.index, d.i) < (line.index, draft.i)]
    found: _Sorts = {"before": set(), "page": {str(d.category) for d in others}}
    found["equal"] = {str(d.category) for d in others if d.count == draft.count}
    found["here"] = {str(d.category) for d in others if d.line is line}
    if draft.whole is not None:
        found["whole"] = {str(draft.whole.category)}
    if earlier:
        lead = max(earlier, key=lambda d: (d.line.index, d.i))
        gap, sort = min(_FAR, line.index - lead.line.index), {str(lead.category)}
        found |= {"before": sort, f"before:{gap}": sort, f"before:{gap}:{lead.kind.value}": sort}
    return found


def _told(view: View, draft: Draft) -> frozenset[str]:
    """The words of a draft, and what its clause means."""
    lo, hi = view.line.clause(draft.i)
    words = [f"{view.code}<>{word}" for word in view.words[draft.i : draft.j]]
    return frozenset([*words, *(one.text for one in view.said if lo <= one.i < hi and one.group in _MEANT)])
