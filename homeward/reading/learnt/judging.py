"""Overrule the rules where the examples are surer: of kind, way and speaker of what is counted, and of what is told.

A number of which the rules made nothing becomes a claim when that is likely enough; and what the rules made of it is
dropped when it most likely counts nobody who was exchanged. Every change is told among the rules of its claim.
"""

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.learnt.cases import Case, cases
from homeward.reading.learnt.linear import Chooser, Judge, Models, models
from homeward.reading.learnt.making import made, redate, told
from homeward.reading.learnt.speakers import is_said_plainly, speaking
from homeward.reading.learnt.surroundings import surroundings
from homeward.reading.learnt.tellings import telling, tellings
from homeward.reading.learnt.views import View, views
from homeward.reading.learnt.ways import speaking_for
from homeward.reading.words import Kind

NOBODY = "none"  # the answer that a number counts nobody who was exchanged

_SURER = 0.15  # how much likelier than the rules' answer another kind must be
_TURNED = 0.05  # the same for another way
_NAMED = 0.1  # the same for another speaker
_SURE = 0.45  # how likely a claim must be where the rules made none
_NONE = 0.8  # how likely it must be that there is none where the rules made one
_HARDLY = 0.3  # how likely what is told without a count must be to stay,
_TOLD = 0.4  # and to be added


def judge(page: Page, drafts: list[Draft], known: Models | None = None) -> list[Draft]:
    """Weigh what the rules made of a page: kinds first, then what is told without a count, who says it, and its way.

    *known* is what was learnt, if not what comes with the project.
    """
    known, seen = known or models(), views(page)
    kept = list(drafts)
    for case in list(cases(page, drafts)):
        view = seen[case.line.index]
        if case.draft is None:
            kept.extend(_made(view, case, known.kinds))
        elif not _weigh_kind(view, case, case.draft, known.kinds):
            kept = [d for d in kept if d is not case.draft]
    kept = _weigh_tellings(page, seen, kept, known.told)
    for draft in kept:
        _weigh_speaker(seen[draft.line.index], draft, known.speakers)
    for case in list(cases(page, kept, only_drafted=True)):
        if case.draft is not None:
            _weigh_way(seen[case.line.index], case, case.draft, kept, known.ways)
    return kept


def _weigh_tellings(page: Page, seen: tuple[View, ...], drafts: list[Draft], known: dict[Kind, Judge]) -> list[Draft]:
    """Drop what is hardly told, and add what surely is, of all that a page may tell without a count."""
    kept = list(drafts)
    for one in tellings(page, drafts):
        model = known.get(one.kind)
        if model is None:
            continue
        chance = model.chance(telling(seen[one.line.index], one, drafts))
        if one.draft is not None and chance < _HARDLY and any(model.knows(f"rule:{r}") for r in one.draft.rules):
            kept = [d for d in kept if d is not one.draft]
        elif one.draft is None and chance >= _TOLD:
            kept.append(told(page, one))
    return kept


def _made(view: View, case: Case, model: Chooser) -> list[Draft]:
    """A draft of a number of which the rules made none, if it is likely enough to count somebody."""
    if case.line.heading:
        return []
    chances = model.chances(surroundings(view, case))
    kind = max(chances, key=lambda answer: chances[answer])
    return [made(view.page, case, Kind(kind))] if kind != NOBODY and chances[kind] >= _SURE else []


def _weigh_kind(view: View, case: Case, draft: Draft, model: Chooser) -> bool:
    """Change the kind of a draft where another is surely likelier; False if it counts nobody."""
    chances = model.chances(surroundings(view, case))
    said = draft.kind.value
    best = max(chances, key=lambda answer: chances[answer])
    if best == NOBODY:
        return chances[NOBODY] < _NONE
    if not any(model.knows(f"rule:{rule}") for rule in draft.rules if rule.startswith("kind.")):
        return True  # a rule of which there are too few examples is believed
    if best != said and chances[best] - chances.get(said, 0.0) >= _SURER:
        draft.kind = Kind(best)
        draft.rules.append("kind.learnt")
        redate(view.page, draft)
    return True


def _weigh_way(view: View, case: Case, draft: Draft, drafts: list[Draft], model: Judge) -> None:
    chances = {way: model.chance(found) for way, found in speaking_for(view, case, drafts).items()}
    best = max(chances, key=lambda way: chances[way])
    if best != draft.direction and chances[best] - chances.get(draft.direction, 0.0) >= _TURNED:
        draft.direction = best
        draft.rules.append("direction.learnt")


def _weigh_speaker(view: View, draft: Draft, model: Judge) -> None:
    if is_said_plainly(view, draft):
        return
    told_by = speaking(view, draft)
    chances = {speaker: model.chance(found) for speaker, found in told_by.items()} if len(told_by) > 1 else {}
    best = max(chances, key=lambda speaker: chances[speaker], default=draft.speaker)
    if best != draft.speaker and chances[best] - chances[draft.speaker] >= _NAMED:
        draft.speaker = best
        draft.rules.append("speaker.learnt")
