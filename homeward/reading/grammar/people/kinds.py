"""Of what kind the people are whom a number counts without a noun, by the words around it.

1. Who defended a town or fought for it, is a soldier: "19 had defended Mariupol".
2. Where an exchange of bodies was just told, numbers without a noun count bodies: "… too: Kyiv got 212, Moscow 45".
"""

from homeward.reading.grammar.page import Draft
from homeward.reading.words import Category, Kind

_FOUGHT = {"defended", "defend", "fought", "fight", "defending", "fighting", "defence", "defense"}
_WITHIN = 8  # tokens from a number to what its people did
_UNTOLD = {Category.PRISONERS, Category.PRIVATES_AND_SERGEANTS}  # what they may be taken for
_DONE = {Kind.TRANSFER, Kind.BODIES}


def of_their_kind(drafts: list[Draft]) -> list[Draft]:
    """Give counts without a noun the kind of people that the words around tell."""
    for draft in drafts:
        line = draft.line
        if draft.count is None or line.inflected or line.first("noun", lo=draft.i, hi=draft.j) is not None:
            continue
        if draft.category in _UNTOLD and draft.kind is Kind.BREAKDOWN and _fought(draft):
            draft.category = Category.SERVICEMEN
        elif draft.kind in _DONE and _is_of_bodies(draft):
            draft.category, draft.kind = Category.BODIES, Kind.BODIES
    return drafts


def _fought(draft: Draft) -> bool:
    """Whether people fought, by the verb behind their number, or by that of the number before: "… and ten Mariupol"."""
    line = draft.line
    hi = min([len(line.tokens), draft.j + _WITHIN, *(a.i for a in line.amounts if a.i >= draft.j)])
    if any(line.low(k) in _FOUGHT for k in range(draft.j, hi)):
        return True
    lo = max((a.j for a in line.amounts if a.j <= draft.i), default=0)
    told_of = line.ending("cue", draft.i, "and") is not None and line.tokens[draft.j - 1].text[0].isupper()
    return told_of and any(line.low(k) in _FOUGHT for k in range(lo, draft.i))


def _is_of_bodies(draft: Draft) -> bool:
    """Whether the noun told last before a number is of bodies that were exchanged."""
    line = draft.line
    noun = line.last("noun", hi=draft.i)
    return noun is not None and noun.value == "bodies" and line.first("verb", lo=noun.j, hi=draft.i) is not None
