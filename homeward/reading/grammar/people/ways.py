"""Directions that only other counts tell: of the sentence, of the whole page, of the language's home.

1. A count without a direction goes where the one before it went; who gave some and received others got them from the
   other side; what "and" joins goes together.
2. Where no sentence tells, it is the direction of the page's other moves; of bodies, that of most bodies; of prisoners
   given for hostages, the other one.
3. A move far larger than the news beside it is a running total.
"""

from collections import Counter

from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.people.parts import MOVES
from homeward.reading.grammar.people.scopes import war_year
from homeward.reading.grammar.words.cases import is_subject
from homeward.reading.words import BOTH_SIDES, BOTH_TOTAL, EACH_SIDE, Category, Kind

_MANY = 1000  # people; no single exchange of a war so far was as large in one direction
_TIMES = 4  # how many times the news a running total is at least
_REGION_WITHIN = 2  # tokens from people to the region they are from
_TWO = 2  # sides, of which one may be meant without saying so


def join(draft: Draft, here: list[Draft]) -> None:
    """What "and" joins to a count is told of the same exchange: "880 servicemen and 120 civilians"."""
    joined = draft.line.ending("cue", draft.i, "and")
    before = here[-1] if here else None
    if joined is None or before is None or before.j != joined.i:
        return
    if draft.direction == EACH_SIDE and not {"direction.sum", "direction.unknown"}.isdisjoint(before.rules):
        before.direction = EACH_SIDE
        before.rules.append("direction.joined")
    apiece = draft.line.inflected and before.direction == EACH_SIDE and "direction.unknown" in draft.rules
    if apiece and draft.direction != EACH_SIDE:  # "по 270 военных и 120 гражданских"
        draft.direction = EACH_SIDE
        draft.rules.append("direction.joined")
    if draft.kind not in MOVES:
        return
    if before.kind not in MOVES:
        draft.kind, draft.exchange_date = before.kind, before.exchange_date
        draft.rules.append("kind.joined")


def follow(page: Page, draft: Draft, here: list[Draft]) -> None:
    """Where a sentence goes on with a count and says no direction, it is that of the count before.

    Who gave some and received others received them from the other side: "gave Kyiv 6,060 bodies, receiving 78".
    """
    last = here[-1].direction
    turned = (here[-1].verb, draft.verb) in {("give", "receive"), ("receive", "give")}
    turned = turned or (here[-1].category, draft.category) == (Category.HOSTAGES, Category.PRISONERS)
    if turned and turn(page, draft, here):
        return
    if last == EACH_SIDE and "count.joined" in draft.rules:
        draft.direction = last
    if last not in {EACH_SIDE, BOTH_TOTAL} and draft.speaker != BOTH_SIDES:
        draft.direction = last
        draft.rules.append("direction.of_the_one_before")


def turn(page: Page, draft: Draft, here: list[Draft]) -> bool:
    """Send a count the other way than the one before it: "31 wounded in exchange for 15 of its own"."""
    last = here[-1].direction
    other = page.other(last.removeprefix("to_")) if last is not None else None
    if other is None:
        return False
    draft.direction = f"to_{other}"
    draft.rules.append("direction.other_way")
    return True


def enlarge(page: Page, drafts: list[Draft]) -> None:
    """A move of a thousand people or more, told beside the news of a fraction of them, is a running total."""
    moves = [d for d in drafts if d.kind is Kind.TRANSFER and d.count and not d.line.heading]
    _enlarge_bodies(page, drafts)
    for draft in moves:
        others = [d.count or 0 for d in moves if d.line is not draft.line]
        if draft.line.first("cue", "begun", hi=draft.i) is not None and not draft.line.inflected:
            continue  # "Israel began releasing about 1,700 Palestinians"
        if draft.line.first("cue", "in_return") is not None and not draft.line.inflected:
            continue  # "in return 1,700 detainees were freed"
        summed = draft.direction in {EACH_SIDE, BOTH_TOTAL} or "kind.planned.begun" in draft.rules
        if summed or not others or (draft.count or 0) < max(_MANY, _TIMES * max(others)) or draft.line.heading:
            continue
        draft.kind, draft.value = Kind.CUMULATIVE, f"since {war_year(page)}"
        draft.rules.append("kind.running.larger")


def _enlarge_bodies(page: Page, drafts: list[Draft]) -> None:
    """Bodies that were given "in all", far more than those of the news: "всего отданы более 11 тысяч тел"."""
    dead = [d for d in drafts if d.category is Category.BODIES and d.count and d.line.inflected]
    told = [d for d in dead if d.kind in {Kind.BODIES, Kind.PREVIOUS_EXCHANGE}]
    for draft in told:
        summed = draft.line.first("cue", "in_total", lo=draft.line.clause(draft.i)[0], hi=draft.i)
        others = [d.count or 0 for d in dead if d.line is not draft.line and not d.line.heading]
        if summed is not None and others and (draft.count or 0) >= _TIMES * max(others):
            for one in (d for d in told if d.line is draft.line and d.i >= draft.i):
                one.kind, one.value = Kind.CUMULATIVE, f"since {war_year(page)}"
                one.rules.append("kind.running.larger")


def lessen(drafts: list[Draft]) -> None:
    """Those who came home to one region are part of all who did, told behind them."""
    moves = [d for d in drafts if d.kind is Kind.TRANSFER and d.count is not None]
    for draft in moves:
        if not draft.line.inflected or draft.line.first("region", lo=draft.i, hi=draft.j + _REGION_WITHIN) is None:
            continue
        wholes = (d for d in moves if d is not draft and (d.count or 0) > (draft.count or 0))
        if any(d.direction in {draft.direction, EACH_SIDE} and d.exchange_date == draft.exchange_date for d in wholes):
            draft.kind = Kind.BREAKDOWN
            draft.rules.append("kind.part.of_a_region")


def _who_does_not_take(page: Page) -> str | None:
    """The party that puts off, or refuses, to take people whom the other side has ready: they are to go there."""
    for line in page.lines if page.language.inflected else ():
        for taking in line.all("verb", "receive"):
            lo, hi = line.clause(taking.i)
            not_done = line.low(taking.i - 1) in {"не", "ні"}
            refused = not_done or line.first("cue", "postponed", "stays", "called_off", lo=lo, hi=taking.j) is not None
            party = next((m for m in line.all("party", lo=lo, hi=hi) if is_subject(line, m.i)), None)
            if refused and party is not None and party.value in page.sides:
                return party.value
    return None


def direct(page: Page, drafts: list[Draft]) -> None:
    """Rule 4, for all *drafts* of a page; where it has no other move, it is the side of those who speak in it."""
    if len(page.sides) > _TWO:
        return
    drafts = [d for d in drafts if d.count is not None or (d.line.inflected and "uncounted.withheld" in d.rules)]
    directed = [d for d in drafts if d.direction not in {None, EACH_SIDE, BOTH_TOTAL}]
    ways = Counter(d.direction for d in directed if d.kind in MOVES | {Kind.PLAN})
    before = Counter(d.direction for d in directed if d.kind is Kind.PREVIOUS_EXCHANGE)
    speaking = Counter(page.side_of(scope.speaker) for scopes in page.scopes for scope in scopes)
    del speaking[None]
    said = Counter({f"to_{side}": times for side, times in speaking.items()})
    usual = max(ways or said, key=lambda way: (ways[way], before[way], said[way]), default=None)
    hostages = Counter(d.direction for d in directed if d.category is Category.HOSTAGES)
    home, waiting = page.home, _who_does_not_take(page)
    hostage_ways = {f"to_{war.hostages_to}" for war in page.world.wars if war.parties <= {*page.sides}}
    dead: Counter[str | None] = Counter()
    for d in directed:
        dead[d.direction] += (d.count or 0) if d.category is Category.BODIES else 0
    for draft in drafts:
        if "direction.sum_of_bodies" in draft.rules:
            continue
        if draft.direction is None and draft.whole is not None:
            draft.direction = draft.whole.direction
        if hostages and draft.category is Category.PRISONERS and "direction.home" in draft.rules:
            held = draft.direction == hostages.most_common(1)[0][0] and not draft.line.first(
                "noun", lo=draft.i, hi=draft.j
            )
            draft.category = Category.HOSTAGES if held else draft.category  # "16 Israelis and five Thais"
        of_hostages = draft.category is Category.BODIES and draft.line.first("noun", "hostages", lo=draft.i, hi=draft.j)
        if hostages and draft.direction is None and of_hostages and not draft.line.inflected:
            draft.direction = hostages.most_common(1)[0][0]
        terms = draft.kind is Kind.AGREEMENT and draft.line.inflected
        if draft.direction is None and draft.category is Category.BODIES and any(dead.values()) and not terms:
            draft.direction = dead.most_common(1)[0][0]
            draft.rules.append("direction.of_the_bodies")
        if draft.direction is None and draft.category is Category.HOSTAGES:
            holder = page.other(usual.removeprefix("to_")) if usual is not None else None
            draft.direction = hostages.most_common(1)[0][0] if hostages else f"to_{holder}" if holder else None
            if not hostages and hostage_ways and not draft.line.inflected:
                draft.direction = min(hostage_ways)
            draft.rules.append("direction.of_hostages")
        if draft.direction is None and draft.kind is Kind.PLAN and waiting is not None:
            draft.direction = f"to_{waiting}"
            draft.rules.append("direction.of_who_puts_off")
        with_hostages = [d.direction for d in drafts if d.line is draft.line and d.category is Category.HOSTAGES]
        if draft.direction is None and draft.category is Category.PRISONERS and with_hostages and with_hostages[0]:
            other = page.other(with_hostages[0].removeprefix("to_"))
            draft.direction = f"to_{other}" if other is not None else None
        returned = home is not None and draft.verb in {"return", "free"} and page.side_of(draft.speaker) in {None, home}
        if returned and draft.direction is None and draft.speaker != BOTH_SIDES:
            draft.direction = f"to_{home}"
            draft.rules.append("direction.of_the_language")
        terms = terms and draft.category is Category.BODIES
        unsaid = draft.speaker != BOTH_SIDES and "direction.of_terms" not in draft.rules and not terms
        if draft.direction is None and unsaid:
            draft.direction = usual
            draft.rules.append("direction.of_the_page")
        if draft.category is Category.PRISONERS and draft.direction in hostage_ways:
            draft.category = Category.HOSTAGES
