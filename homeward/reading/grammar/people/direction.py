"""Where a counted group goes to.

The rules, the strongest first:

1. "each side", "N for N": each side.
2. Prisoners go home: people of a nation go to it.
3. "to Ukraine", "gave Russia": the goal. "from Russia", "from Russian captivity": the side opposite to the source.
4. Who gets or returns people, gets them; who gives or frees people, gives them to the other side.
5. What is exchanged, with nothing of the above, is both sides summed.
6. "were returned", said by a side: to that side.
"""

from homeward.reading.grammar.page import Page
from homeward.reading.grammar.people.governing import (
    Frame,
    agent,
    aim_before_dash,
    beside,
    is_done_by_both,
    is_given,
    is_passive,
)
from homeward.reading.grammar.people.groups import Counted
from homeward.reading.grammar.people.reaching import goal, reach, source
from homeward.reading.grammar.words.cases import is_subject
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, Category, Qualifier

_OWN = {"свой", "свій"}
_TWO = 2  # sides whose people can be summed
_VERB_BETWEEN = 3  # tokens of "were freed" between a count and "for"
_AMONG = 6  # tokens from "two civilians" to the end of "were among the"


def direction(page: Page, found: Frame, groups: list[Counted], speaker: str) -> tuple[str | None, str]:
    """The direction of a group and the rule that found it."""
    group, verb = found.group, found.verb
    if group.each:
        return EACH_SIDE, "direction.each"
    if group.rule in {"count.pair_got", "count.pair_given"} and page.sides:  # "a 197-for-175 exchange": ours first
        first = page.side_of(speaker) or page.sides[0]
        way = first if group.rule == "count.pair_got" else page.other(first)
        return (_to(way) if way is not None else None), "direction.of_the_pair"
    if group.rule == "count.of_both" or group.line.at("cue", group.j, "of_both") is not None or _from_both(group):
        return BOTH_TOTAL, "direction.of_both"
    if group.category is Category.HOSTAGES and group.value and (held := _hostages_home(page)) is not None:
        return _to(held), "direction.of_hostages"
    if group.people is not None and group.people in page.sides:
        return _to(group.people), "direction.home"
    counted = (
        group.line.last("people", lo=group.line.clause(group.i)[0], hi=group.i) if verb.value == "running" else None
    )
    if counted is not None and group.line.inflected:
        return _to(counted.value), "direction.home"  # "общее число возвращенных украинцев достигло 4757"
    ours = _ours(page, group, speaker) or _own(page, found, speaker)
    if ours is not None:
        return _to(ours), "direction.ours"
    joined = _joined_people(group, groups)
    if joined in page.sides:
        return _to(str(joined)), "direction.joined"
    opposite = other_side(page, group, groups)
    if opposite is not None:
        return _to(opposite), "direction.other_side"
    against = page.other(_given_for(group, groups))
    if against is not None:
        return _to(against), "direction.against"
    given = page.other(_got_for(group, groups))
    if given is not None:
        return _to(given), "direction.against"
    aimed = aim_before_dash(group)
    if aimed is not None:
        return _to(aimed), "direction.goal"
    neighbour = beside(group, groups)
    returns = neighbour is not None and verb.value == "return" and _gives_back(page, found, groups)
    if neighbour is not None and found.before and verb.value in {"receive", "return"} and not returns:
        return _to(neighbour), "direction.beside"
    other = page.other(neighbour)
    if other is not None and found.before and (verb.value in {"give", "free"} or returns):
        return _to(other), "direction.beside"
    listed = verb.value == "give" and group.line.last("cue", "listed", hi=group.i) is not None
    listed = listed and group.category is not Category.BODIES
    giver = agent(found) or page.side_of(speaker)
    lo, hi = reach(found, groups)
    got = goal(group.line, group.j, hi) if listed and not group.line.inflected else None  # "… passed to Ukraine"
    giver = got or giver
    if listed and giver is not None and (got or is_given(found) or not is_passive(found)):
        return _to(giver), "direction.of_the_list"
    sent = source(group.line, lo, group.i) if verb.value == "receive" else None
    if sent is not None and group.line.last("cue", "listed", hi=group.i) is not None:
        return _to(sent), "direction.of_the_list"  # "Russia has received from Ukraine a list of 1,000 people"
    aim = goal(group.line, lo, hi)
    if aim is not None:
        return _to(aim), "direction.goal"
    for one in groups if not group.line.inflected else ():
        if one.number < group.number and one.people and group.line.at("cue", one.j, "from") is not None:
            lo = max(lo, one.j + 1)  # "1,700 detainees from Gaza and 250 prisoners": where the former live
    origin = page.other(source(group.line, lo, hi))
    if origin is not None:
        return _to(origin), "direction.source"
    among = party_among(group)
    if among is not None:
        return _to(among), "direction.among"
    doer = agent(found) or _side_of_subject(page, found)
    brought = page.other(doer) if group.line.first("cue", "handover_point") is not None else None
    if brought is not None:
        return _to(brought), "direction.brought"
    if doer in page.world.hosts and verb.value in {"give", "free"} and page.home is not None:
        return _to(page.home), "direction.of_the_host"  # "12 цивільних передала Білорусь"
    exact = group.qualifier is Qualifier.EXACT
    if doer is None and (verb.value == "receive" or (verb.value in {"free", "give"} and exact)) and _is_both(found):
        return EACH_SIDE, "direction.each"  # "both sides got back 40 servicemen"
    if doer is not None and is_given(found):
        return _to(doer), "direction.given"
    if group.rule == "count.joined":
        return None, "direction.unknown"  # that of the count it is joined to
    if verb.value == "swap":
        against = page.other(_exchanged_for(found, groups))
        if against is not None:
            return _to(against), "direction.against"
        teller = page.side_of(speaker) if group.category not in {Category.PRISONERS, Category.BODIES, None} else None
        if teller is not None and is_passive(found) and not group.line.inflected:
            return _to(teller), "direction.speaker"  # "60 servicemen had been exchanged", said by a side
        bodies = group.category is Category.BODIES
        if len(page.sides) > _TWO:
            return None, "direction.of_many"
        return (None, "direction.sum_of_bodies") if bodies else (BOTH_TOTAL, "direction.sum")
    summed = verb.group == "exchange" and (group.line.heading or group.line.at("cue", verb.j, "of") is not None)
    if summed:
        return (BOTH_TOTAL, "direction.sum") if len(page.sides) <= _TWO else (None, "direction.of_many")
    if doer is None and verb.value in {"free", "give"} and is_done_by_both(found) and len(page.sides) <= _TWO:
        bodies = group.category is Category.BODIES
        return (None, "direction.sum_of_bodies") if bodies else (BOTH_TOTAL, "direction.sum")
    released = doer is None and verb.value in {"free", "swap"} and not group.line.inflected and page.mediates(speaker)
    if released and group.people is None and len(page.sides) == _TWO and group.category is not Category.HOSTAGES:
        return BOTH_TOTAL, "direction.sum"  # a mediator tells of the release of so many
    side = doer if doer is not None else page.side_of(speaker)
    if doer is None and side is not None and is_passive(found) and group.line.low(verb.j - 1) in {"back", "home"}:
        return _to(side), "direction.back"  # "63 soldiers were sent home", said by a side
    rule = "direction.agent" if doer is not None else "direction.speaker"
    if side is None or verb.group != "verb":
        return None, "direction.unknown"
    if verb.value == "go":
        return None, "direction.unknown"
    if verb.value == "return" and doer is not None and not found.before and is_passive(found):
        given_by = page.other(doer) if not group.line.inflected else doer  # "12 civilians were returned by Russia"
        return (_to(given_by), rule) if given_by is not None else (None, "direction.unknown")
    if verb.value in {"receive", "return"}:
        return _to(side), rule
    if doer is None and verb.value == "free":
        return _to(side), rule
    other = page.other(side)
    return (_to(other), rule) if other is not None else (None, "direction.unknown")


def _gives_back(page: Page, found: Frame, groups: list[Counted]) -> bool:
    """Whether who returns people gives them: "Украина вернула 38 тел российских военных, Россия — 250 тел"."""
    giver = agent(found) if found.group.line.inflected else None
    return giver is not None and any(g.people is not None and g.people == page.other(giver) for g in groups)


def _hostages_home(page: Page) -> str | None:
    """Where hostages go, in a war of which one party holds the other's people so."""
    if page.language.inflected:
        return None
    return next(
        (w.hostages_to for w in page.world.wars if w.hostages_to in page.sides and w.parties <= {*page.sides}), None
    )


def _is_both(found: Frame) -> bool:
    """Whether both sides are the subject of an active verb, by these words."""
    line = found.group.line
    both = line.last("pronoun", "they", lo=line.clause(found.verb.i)[0], hi=found.verb.i) if found.before else None
    return not line.inflected and both is not None and line.low(both.i) in {"both", "each"} and not is_passive(found)


def _side_of_subject(page: Page, found: Frame) -> str | None:
    """The side of the official who does what the verb says: "Путин предложил передать 6000 тел"."""
    line, verb = found.group.line, found.verb
    if not line.inflected or verb.group != "verb" or not line.traits(verb):
        return None
    lo, _ = line.clause(verb.i)
    said = line.last("speech", "say", lo=lo, hi=verb.i)
    lo = said.j if said is not None and line.first("cue", "future", lo=said.i, hi=said.j) is None else lo
    named = [m for m in line.all("speaker", lo=lo, hi=verb.i) if is_subject(line, m.i)]
    return page.side_of(named[-1].value) if named else None


def _ours(page: Page, group: Counted, speaker: str) -> str | None:
    """Whose "our people" are: the speaker's, else those of the language's home."""
    tokens = group.line.tokens[group.i : group.j]
    lo, hi = group.line.clause(group.number)
    if group.line.inflected and any(token.low == "нам" for token in group.line.tokens[lo:hi]):
        return page.side_of(speaker)  # "нам вернули 26 тел"
    if not group.line.inflected or not any("наш" in token.form.lemmas for token in tokens):
        return None
    return page.side_of(speaker) or page.home


def _own(page: Page, found: Frame, speaker: str) -> str | None:
    """Whose own people they are: "157 of its soldiers", said by a side, or "41 of its own", of who gets them."""
    line, group = found.group.line, found.group
    if line.inflected and found.before and found.verb.value in {"return", "receive"}:
        words = {lemma for token in line.tokens[group.i : group.j] for lemma in token.form.lemmas}
        if not _OWN.isdisjoint(words) and group.category is not Category.BODIES:
            return agent(found)  # "Россия вернула 200 своих военнослужащих"
    before = not line.inflected and line.ending("pronoun", group.i, "its") is not None  # "its 75 servicemen"
    if (group.rule != "count.of_its_own" and not before) or group.category in {Category.PRISONERS, Category.BODIES}:
        return None
    if not line.inflected and "our" in {line.low(k) for k in range(group.i - 1, group.j)}:
        return page.side_of(speaker)  # "Kyiv returned 307 of our servicemen", said by Moscow
    doer = None if before or found.verb.value in {"give", "free"} else agent(found)
    return doer or page.side_of(speaker) or agent(found)


def party_among(group: Counted) -> str | None:
    """Whose people a part is of: "two civilians were among the Ukrainians"."""
    part = group.line.first("cue", "part", lo=group.j, hi=min(len(group.line.tokens), group.j + _AMONG))
    if part is not None and group.line.ending("cue", part.i, "be") is None:
        return None
    people = None if part is None else group.line.at("people", part.j) or group.line.at("people", part.j + 1)
    return people.value if people is not None else None


def other_side(page: Page, group: Counted, groups: list[Counted]) -> str | None:
    """The side that is not named: "186 prisoners of the other side"."""
    if group.line.at("cue", group.j, "other_side") is None:
        return None
    return page.other(next((g.people for g in groups if g.people is not None), None))


def _from_both(group: Counted) -> bool:
    """Whether a count is of two sides' people: "180 prisoners from both Russia and Ukraine"."""
    link = group.line.at("cue", group.j, "from") if not group.line.inflected else None
    if link is None:
        return False
    first = group.line.at("party", link.j + (group.line.low(link.j) == "both"))
    joined = group.line.at("cue", first.j, "and") if first is not None else None
    return joined is not None and group.line.at("party", joined.j) is not None


def _joined_people(group: Counted, groups: list[Counted]) -> str | None:
    """Whose people the few are whom "and" joins to others: "16 Ukrainian soldiers and one civilian"."""
    joined = group.line.ending("cue", group.i, "and") if not group.line.inflected else None
    before = next((g for g in groups if joined is not None and g.j == joined.i), None)
    few = before is not None and group.value < before.value and group.category is not Category.BODIES
    return before.people if before is not None and few and before.category is not Category.HOSTAGES else None


def _given_for(group: Counted, groups: list[Counted]) -> str | None:
    """Whose people stand right behind "for": "three women were freed for 90 Palestinians"."""
    line = group.line
    for other in groups:
        link = line.ending("cue", other.i, "for", "in_return")
        if other is group or other.people is None or link is None or other.i < group.i:
            continue
        if line.first("verb", lo=group.j, hi=link.i) is None or link.i - group.j <= _VERB_BETWEEN:
            return other.people
    return None


def _got_for(group: Counted, groups: list[Counted]) -> str | None:
    """Whose people a group was given for: "75 российских военных вернулись за пятерых бойцов"."""
    line = group.line
    if line.ending("cue", group.i, "for", "in_return") is None:
        return None
    return next((other.people for other in reversed(groups) if other.j <= group.i and other.people is not None), None)


def _exchanged_for(found: Frame, groups: list[Counted]) -> str | None:
    """Whose people a group was exchanged for: "five commanders were exchanged for 55 Russian prisoners"."""
    line = found.group.line
    for other in groups:
        if other.people is not None and other is not found.group and line.ending("cue", other.i, "for", "in_return"):
            return other.people
    return None


def _to(party: str) -> str:
    return f"to_{party}"
