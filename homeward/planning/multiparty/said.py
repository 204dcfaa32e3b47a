"""A settlement and what stands in the way, in English sentences for the command line."""

from collections.abc import Iterator

from homeward.planning.multiparty.conflict import WhyNot, why_not
from homeward.planning.multiparty.loops import Loop, Shape, loops
from homeward.planning.multiparty.settle import settle
from homeward.planning.multiparty.words import (
    Condition,
    Deal,
    Demand,
    Level,
    Objective,
    Settlement,
    Term,
    TermKind,
)

_OBJECTIVES = {
    Objective.MOVED: "people go",
    Objective.WISHES: "places down the wishes of those who go",
    Objective.WAITED: "days held, of those who go",
    Objective.WORTH: "worth of the transfers",
}


def settled(deal: Deal, settlement: Settlement) -> Iterator[str]:
    """Yield what comes of a deal: each party, each cycle and chain, and what is proven; or why nobody goes."""
    if not settlement.transfers:
        yield from said_why(deal, "Nobody goes", why_not(deal))
        return
    for name in (party.name for party in deal.parties):
        given = [one for one in settlement.transfers if one.giver == name]
        got = [one for one in settlement.transfers if one.to == name]
        yield f"{name} gives {len(given)}, gets {len(got)}." if given or got else f"{name} takes no part."
    yield from (said_loop(loop) for loop in loops(deal, settlement.transfers) or ())
    named = [level for level in settlement.levels if level.rank is None or deal.classes[level.rank]]
    yield from (said_level(deal, level) for level in named)


def said_loop(loop: Loop) -> str:
    """Say a cycle or a chain: who goes from whom to whom."""
    steps = ", ".join(f"{one.person} from {one.giver} to {one.to}" for one in loop.transfers)
    return f"{'Cycle' if loop.shape is Shape.CYCLE else 'Chain'}: {steps}."


def said_level(deal: Deal, level: Level) -> str:
    """Say how good a settlement is by one objective."""
    proof = "nothing better is possible" if level.is_proven else f"bound {level.bound:,}"
    return f"{_reached(deal, level)}; {proof}."


def _reached(deal: Deal, level: Level) -> str:
    about = f"go of class {deal.classes[level.rank]!r}" if level.rank is not None else _OBJECTIVES[level.objective]
    return f"{level.value:,} {about}"


def said_person(deal: Deal, settlement: Settlement, person: str) -> Iterator[str]:
    """Yield why somebody goes, or does not, and what it would take."""
    for one in settlement.transfers:
        if one.person == person:
            yield f"{person} goes from {one.giver} to {one.to}."
            return
    why = why_not(deal, person)
    if not why.is_possible:
        yield from said_why(deal, f"{person} does not go", why)
        return
    instead = settle(deal, person)
    pairs = zip(settlement.levels, instead.levels, strict=True)
    level, other = next(((a, b) for a, b in pairs if a.value != b.value), (None, None))
    if level is None or other is None:
        yield f"{person} does not go, but could with as much reached for everybody else: the lottery decided."
    else:
        yield f"{person} does not go, but could; the best with {person} is worse by the order of the terms:"
        yield f"  {_reached(deal, other)} instead of {level.value:,}."


def said_why(deal: Deal, what: str, why: WhyNot) -> Iterator[str]:
    """Yield what stands in the way of something, such as "p7 does not go"."""
    if why.is_possible:
        yield f"{what}, but nothing rules it out."
        return
    if why.change is None:
        yield f"{what}: nobody is sent where they do not wish to go, and no term of the parties decides that."
        return
    yield f"{what}, because these cannot hold together with it:"
    yield from (f"  {said_term(deal, term)}" for term in why.conflict)
    yield "It would be possible if this were given up:"
    yield from (f"  {said_term(deal, term)}" for term in why.change)


def said_term(deal: Deal, term: Term) -> str:
    """Say a term of a deal."""
    match term.kind:
        case TermKind.GOODWILL:
            most = next(party.goodwill for party in deal.parties if party.name == term.party)
            return f"{term.party} gives at most {most} more than it gets"
        case TermKind.REFUSAL:
            return f"{term.party} refuses {term.about}"
        case TermKind.LOOPS:
            parts = ((Shape.CYCLE, deal.cycle), (Shape.CHAIN, deal.chain))
            return "; ".join(f"a {shape} has at most {most} transfers" for shape, most in parts if most is not None)
        case TermKind.DEMAND:
            condition = next(one for one in deal.conditions if one.id == term.about)
            return (
                f"{term.party} ({condition.id}): {_condition(condition)}, {_demand(condition.demands[term.which or 0])}"
            )


def _condition(condition: Condition) -> str:
    if not condition.gives:
        return f"if {condition.party} takes part"
    some = sorted(condition.gives)
    return f"if {some[0]} goes" if len(some) == 1 else f"if any of {', '.join(some)} goes"


def _demand(demand: Demand) -> str:
    names = ", ".join(demand.people or ())
    who = f"of {names}" if demand.people else "people"
    where = "".join((f" from {demand.giver}" if demand.giver else "", f" to {demand.to}" if demand.to else ""))
    kind = "" if demand.rank is None else f" of class {demand.rank}"
    parts = []
    if demand.at_least is not None:
        everybody = demand.people and demand.at_least == len(demand.people) and demand.rank is None
        some = names if everybody else f"{demand.at_least} {who}{kind} at least"
        parts.append(f"{some} must go{where}{' for each' if demand.each else ''}")
    if demand.at_most is not None:
        parts.append(f"{demand.at_most} {who}{kind} at most may go{where}")
    return " and ".join(parts)
