"""Whether every party would agree to some transfers as a whole: counted one by one, however they were found."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from homeward.planning.multiparty.loops import loops
from homeward.planning.multiparty.words import Deal, Demand, Held, Objective, Term, TermKind, Transfer


def broken(deal: Deal, transfers: Sequence[Transfer]) -> Iterator[Term]:
    """Yield every term of the deal that the transfers break; none: every party agrees to the whole.

    Args:
        deal: what is on the table.
        transfers: of people of the deal, each at most once, to where they are willing to go; see ``possible``.
    """
    going = {transfer.person: transfer for transfer in transfers}
    counted = [transfer for transfer in transfers if transfer.person not in deal.goodwill]
    given, got = Counter(one.giver for one in counted), Counter(one.to for one in counted)
    for party in deal.parties:
        if party.goodwill is not None and given[party.name] - got[party.name] > party.goodwill:
            yield Term(TermKind.GOODWILL, party.name)
        for person in sorted(party.refuses & going.keys()):
            if party.name in going[person][1:]:
                yield Term(TermKind.REFUSAL, party.name, person)
    taking_part = {name for _, giver, to in transfers for name in (giver, to)}
    ranks = {person.id: person.rank for person in deal.people}
    for condition in deal.conditions:
        if condition.gives & going.keys() or (not condition.gives and condition.party in taking_part):
            for which, demand in enumerate(condition.demands):
                number = sum(meant(deal, demand, one, ranks[one.person]) for one in transfers)
                if not _is_met(demand, number, len(condition.gives & going.keys())):
                    yield Term(TermKind.DEMAND, condition.party, condition.id, which)
    if deal.in_loops and loops(deal, transfers) is None:
        yield Term(TermKind.LOOPS)


def possible(deal: Deal, transfers: Iterable[Transfer]) -> bool:
    """Whether transfers are of people of the deal, from where they are, to where they wish to go, nobody's twice."""
    people, seen = {person.id: person for person in deal.people}, set()
    for one in transfers:
        person = people.get(one.person)
        if person is None or one.person in seen or one.giver != person.holder or one.to not in person.to:
            return False
        seen.add(one.person)
    return True


def meant(deal: Deal, demand: Demand, transfer: Transfer, rank: int) -> bool:
    """Whether a demand counts a transfer of somebody of that class."""
    if demand.people is None:
        if transfer.person in deal.goodwill:
            return False
    elif transfer.person not in demand.people:
        return False
    return (
        demand.giver in {None, transfer.giver} and demand.to in {None, transfer.to} and demand.rank in {None, rank}
    )  # fmt: skip


def _is_met(demand: Demand, number: int, gives: int) -> bool:
    times = gives if demand.each else 1
    return (demand.at_least is None or number >= demand.at_least * times) and (
        demand.at_most is None or number <= demand.at_most
    )


def score(deal: Deal, transfers: Sequence[Transfer]) -> tuple[int, ...]:
    """Return what transfers reach, number by number in the order of the objectives; the larger is the better."""
    people = {person.id: person for person in deal.people}
    numbers: list[int] = []
    for objective in deal.order:
        ranks = range(len(deal.classes)) if objective is Objective.CLASSES else (None,)
        numbers += (sum(worth(people[one.person], one.to, objective, rank) for one in transfers) for rank in ranks)
    return tuple(numbers)


def worth(person: Held, to: str, objective: Objective, rank: int | None = None) -> int:
    """What one transfer adds to an objective; what should be small has its sign turned."""
    match objective:
        case Objective.MOVED:
            return 1
        case Objective.CLASSES:
            return int(person.rank == rank)
        case Objective.WISHES:
            return -person.to.index(to)
        case Objective.WAITED:
            return person.days
        case Objective.WORTH:
            return person.worth.get(to, 0)
