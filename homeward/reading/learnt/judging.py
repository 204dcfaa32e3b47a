"""Overrule the rules where the examples are surer: of kind, way and speaker of what is counted.

A number of which the rules made nothing becomes a claim when that is likely enough; and what the rules made of it is
dropped when it most likely counts nobody who was exchanged. Every change is told among the rules of its claim.
"""

from homeward.reading.grammar.counts import SUMMED
from homeward.reading.grammar.deals import told_near
from homeward.reading.grammar.lines import Line
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.scopes import scope_of_total, war_year
from homeward.reading.grammar.timing import date_near, dated
from homeward.reading.learnt.cases import Case, cases
from homeward.reading.learnt.linear import Model, models
from homeward.reading.learnt.speakers import speakers, speaking
from homeward.reading.learnt.surroundings import surroundings
from homeward.reading.learnt.tellings import Telling, telling, tellings
from homeward.reading.learnt.ways import speaking_for, ways
from homeward.reading.words import BOTH_SIDES, EACH_SIDE, Category, Kind, Qualifier

NOBODY = "none"  # the answer that a number counts nobody who was exchanged

_SURER = 0.15  # how much likelier than the rules' answer another kind must be
_NAMED = 0.1  # the same for another speaker
_SURE = 0.5  # how likely a claim must be where the rules made none
_HARDLY = 0.3  # how likely what is told without a count must be to stay,
_TOLD = 0.45  # and to be added
_NONE = 0.8  # how likely it must be that there is none where the rules made one


def judge(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Weigh every counted draft, and every number without one."""
    known = models()
    if not known:
        return drafts
    kept = list(drafts)
    for case in list(cases(page, drafts)):
        if case.draft is None:
            new = _made(page, case, known["kinds"])
            if new is not None:
                kept.append(new)
        elif not _weigh_kind(page, case, case.draft, known["kinds"]):
            kept = [d for d in kept if d is not case.draft]
    kept = _weigh_tellings(page, kept, known)
    for draft in kept:
        _weigh_speaker(page, draft, known["speakers"])
    for case in list(cases(page, kept)):
        if case.draft is not None:
            _weigh_way(page, case, case.draft, kept, known["ways"])
    return kept


def _weigh_tellings(page: Page, drafts: list[Draft], known: dict[str, Model]) -> list[Draft]:
    """Drop what is hardly told, and add what surely is, of all that a page may tell without a count."""
    kept = list(drafts)
    for one in list(tellings(page, drafts)):
        model = known.get(one.kind.value)
        if model is None:
            continue
        chance = model.chance(telling(page, one, drafts))
        if one.draft is not None and chance < _HARDLY and _is_weighed(one.draft, model):
            kept = [d for d in kept if d is not one.draft]
        elif one.draft is None and chance >= _TOLD:
            kept.append(_told(page, one))
    return kept


def _is_weighed(draft: Draft, model: Model) -> bool:
    """Whether the examples show what a rule of a draft is worth; one that they do not show is believed."""
    return any(f"rule:{rule}" in model.weights for rule in draft.rules)


def _told(page: Page, one: Telling) -> Draft:
    """A draft of what the rules did not find."""
    line, kind = one.line, one.kind
    draft = Draft(kind, line, one.i, one.j, page.speaker(line, one.i), value=one.value, rules=["told.learnt"])
    when = date_near(line, one.i, one.j)
    event = page.event.isoformat() if page.event is not None else None
    draft.exchange_date = event
    if kind is Kind.TRANSFER:
        draft.qualifier, draft.category = Qualifier.UNDISCLOSED, _who(line)
        side = page.side_of(draft.speaker) or next((m.value for m in line.all("people")), None)
        draft.direction = f"to_{side}" if side in page.sides else EACH_SIDE if draft.speaker == BOTH_SIDES else None
    elif kind is Kind.PLAN:
        draft.i, draft.j = line.clause(one.i)
        draft.exchange_date = dated(page, kind, when, line)
    elif kind is Kind.PREVIOUS_EXCHANGE:
        draft.value, draft.exchange_date = None, one.value
        draft.i, draft.j = line.clause(one.i)
    elif kind is Kind.AGREEMENT:
        draft.value, draft.exchange_date = told_near(page, line, one.i), None
    elif kind is Kind.ORDINAL:
        draft.value = f"{one.value} since {war_year(page)}"
    elif kind is Kind.EARLY_DISCLOSURE:
        draft.i, draft.j = line.clause(one.i)
    return draft


def _who(line: Line) -> Category:
    noun = line.first("noun")
    return Category(noun.value) if noun is not None else Category.PRISONERS


def _made(page: Page, case: Case, model: Model) -> Draft | None:
    if case.line.heading:
        return None
    chances = model.chances(surroundings(page, case))
    kind = max(chances, key=lambda answer: chances[answer])
    return made(page, case, Kind(kind)) if kind != NOBODY and chances[kind] >= _SURE else None


def made(page: Page, case: Case, kind: Kind) -> Draft:
    """A draft of a number of which the rules made none."""
    group, line, amount = case.group, case.line, case.amount
    i, j = (group.i, group.j) if group is not None else (amount.i, amount.j)
    draft = Draft(kind, line, i, j, page.speaker(line, amount.i), None, amount.value)
    draft.qualifier = group.qualifier if group is not None else Qualifier.EXACT
    draft.category = group.category if group is not None and group.category else _category(case)
    draft.rules = ["count.learnt", "kind.learnt"]
    _redate(page, draft)
    return draft


def _category(case: Case) -> Category:
    before = [d.category for d in case.here if d.category is not None]
    return before[-1] if before else Category.PRISONERS


def _weigh_kind(page: Page, case: Case, draft: Draft, model: Model) -> bool:
    """Change the kind of a draft where another is surely likelier; False if it counts nobody."""
    chances = model.chances(surroundings(page, case))
    said = draft.kind.value
    best = max(chances, key=lambda answer: chances[answer])
    if best == NOBODY:
        return chances[NOBODY] < _NONE
    if not any(f"rule:{rule}" in model.weights for rule in draft.rules if rule.startswith("kind.")):
        return True  # a rule of which there are too few examples is believed
    if best == said or chances[best] - chances.get(said, 0.0) < _SURER or _is_part_of_then(page, draft, best):
        return True
    draft.kind = Kind(best)
    draft.rules.append("kind.learnt")
    _redate(page, draft)
    return True


def _is_part_of_then(page: Page, draft: Draft, kind: str) -> bool:
    """Whether parts of what an older day counts would become parts of the news."""
    day = page.begun or page.event
    parts = {rule for rule in draft.rules if rule.startswith("kind.part.")}
    if page.language.inflected or not parts <= {SUMMED}:
        return False
    older = draft.kind is Kind.PREVIOUS_EXCHANGE and kind == Kind.BREAKDOWN.value and draft.exchange_date is not None
    return older and day is not None and (draft.exchange_date or "") < day.isoformat()


def _redate(page: Page, draft: Draft) -> None:
    """Give a draft of another kind the date and value that this kind has."""
    line = draft.line
    draft.exchange_date = dated(page, draft.kind, date_near(line, draft.i, draft.j), line)
    draft.value = None
    if draft.kind is Kind.CUMULATIVE:
        draft.value = scope_of_total(page, line, draft.i)
    if draft.kind is Kind.AGREEMENT:
        draft.value = told_near(page, line, draft.i)


def _weigh_way(page: Page, case: Case, draft: Draft, drafts: list[Draft], model: Model) -> None:
    chances = {way: model.chance(speaking_for(page, case, way, drafts)) for way in ways(page)}
    best = max(chances, key=lambda way: chances[way])
    if best != draft.direction and chances[best] > chances.get(draft.direction, 0.0):
        draft.direction = best
        draft.rules.append("direction.learnt")


def _weigh_speaker(page: Page, draft: Draft, model: Model) -> None:
    who = speakers(page, draft)
    if len(who) < 2:
        return
    chances = {speaker: model.chance(speaking(page, draft, speaker)) for speaker in who}
    best = max(chances, key=lambda speaker: chances[speaker])
    if best != draft.speaker and chances[best] - chances[draft.speaker] >= _NAMED:
        draft.speaker = best
        draft.rules.append("speaker.learnt")
