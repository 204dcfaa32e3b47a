"""A deal becomes a model in whole numbers: a column for everybody and each place he would go to, a row for every term.

A condition is an implication: as soon as one of those it names goes, its demands hold. The rows say that as tightly
as they can, one row a person where everybody named must go, so that the search has little left to do.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from homeward.planning.model import INFINITE, Aim, Model
from homeward.planning.multiparty.kept import meant, worth
from homeward.planning.multiparty.loops import Arc, cycles
from homeward.planning.multiparty.words import Condition, Deal, Demand, Held, Objective, Term, TermKind, Transfer

Entries = list[tuple[int, int]]


class Goes(NamedTuple):
    """The column of whether somebody goes to a party."""

    person: str
    to: str


class TakesPart(NamedTuple):
    """The column of whether a party takes part; only where a condition asks."""

    party: str


class Holds(NamedTuple):
    """The column of whether a condition holds, as somebody whom it names goes; only where it names several."""

    condition: str


class Cycle(NamedTuple):
    """The column of how many cycles run along these arcs; only where their length is bounded."""

    arcs: tuple[Arc, ...]


class Link(NamedTuple):
    """The column of how many chains have this arc in this place, from 1; only where their length is bounded."""

    arc: Arc
    place: int


@dataclass(slots=True)
class Built:
    """A model, and for each of its rows the term that it stands for, if any."""

    deal: Deal
    model: Model = field(default_factory=Model)
    terms: list[Term | None] = field(default_factory=list)
    people: dict[str, Held] = field(default_factory=dict)
    whole: bool = True  # every term holds; False: each may be given up, so that no row may rest on another's
    covered: set[tuple[str, str]] = field(
        default_factory=set
    )  # parties and people whose going another row ties to them

    def row(self, low: int, high: int, entries: Entries, term: Term | None = None) -> None:
        """Add a row; one that says nothing is left out."""
        if entries or low > 0 or high < 0:
            self.model.row(low, high, entries)
            self.terms.append(term)

    def goes(self, person: str) -> Entries:
        """Whether somebody goes, wherever."""
        held = self.people[person]
        return [(self.model.index[Goes(person, to)], 1) for to in held.to]

    def goal(self, objective: Objective, rank: int | None = None) -> Aim:
        """One objective, as what is to be made as large as possible."""
        entries = (
            (column, worth(self.people[key.person], key.to, objective, rank))
            for key, column in self.model.index.items()
            if isinstance(key, Goes)
        )
        return Aim(0, tuple((column, number) for column, number in entries if number))

    def transfers(self, point: "list[int]") -> tuple[Transfer, ...]:
        """The transfers at a point, in the order of the people."""
        index = self.model.index
        return tuple(
            Transfer(person.id, person.holder, to)
            for person in self.deal.people
            for to in person.to
            if point[index[Goes(person.id, to)]]
        )


def build(deal: Deal, whole: bool = True) -> Built:
    """Build the model of a deal.

    Args:
        deal: what is on the table.
        whole: every term holds; False: a term may be given up, with all its rows.

    Raises:
        PlanningError: cycles are to be bounded, and there are too many to look at each.
    """
    built = Built(deal, people={person.id: person for person in deal.people}, whole=whole)
    for person in deal.people:
        entries = [(built.model.column(Goes(person.id, to), 1), 1) for to in person.to]
        if len(entries) > 1:
            built.row(-INFINITE, 1, entries)
    for party in sorted({condition.party for condition in deal.conditions if not condition.gives}):
        built.model.column(TakesPart(party), 1)
    for condition in deal.conditions:
        _condition(built, condition)
    _taking_part(built)
    _parties(built)
    if deal.in_loops:
        _loops(built)
    return built


def _taking_part(built: Built) -> None:
    parts = {key.party: column for key, column in built.model.index.items() if isinstance(key, TakesPart)}
    for person in built.deal.people:
        for party in parts.keys() & {person.holder, *person.to}:
            if (party, person.id) not in built.covered:
                built.row(-INFINITE, 0, [*_moves(built, person, party), (parts[party], -1)])


def _moves(built: Built, person: Held, party: str) -> Entries:
    """Whether somebody goes from or to a party."""
    return [(built.model.index[Goes(person.id, to)], 1) for to in person.to if party in {to, person.holder}]


def _parties(built: Built) -> None:
    """Balances and refusals."""
    moves: dict[str, Entries] = defaultdict(list)
    for person in built.deal.people:
        for to in person.to:
            column = built.model.index[Goes(person.id, to)]
            if person.id not in built.deal.goodwill:
                moves[person.holder].append((column, 1))
                moves[to].append((column, -1))
    for party in built.deal.parties:
        if party.goodwill is not None and not (built.whole and built.deal.in_loops):  # else the chains say it
            built.row(-INFINITE, party.goodwill, moves[party.name], Term(TermKind.GOODWILL, party.name))
        for who in sorted(party.refuses):
            person = built.people[who]
            own = _moves(built, person, party.name)
            built.row(-INFINITE, 0, own, Term(TermKind.REFUSAL, party.name, who))


def _condition(built: Built, condition: Condition) -> None:
    index = built.model.index
    trigger: Entries
    if not condition.gives:
        trigger = [(index[TakesPart(condition.party)], 1)]
    elif len(condition.gives) == 1:
        trigger = built.goes(*condition.gives)
    else:
        holds = built.model.column(Holds(condition.id), 1)
        for who in sorted(condition.gives):
            built.row(-INFINITE, 0, [*built.goes(who), (holds, -1)])
        trigger = [(holds, 1)]
    for which, demand in enumerate(condition.demands):
        term = Term(TermKind.DEMAND, condition.party, condition.id, which)
        wanted = _wanted(built, demand)
        if demand.at_least is not None:
            _at_least(built, condition, demand, wanted, trigger, term)
        if demand.at_most is not None:
            _at_most(built, condition, demand.at_most, wanted, trigger, term)


def _wanted(built: Built, demand: Demand) -> dict[str, Entries]:
    """The columns that a demand counts, person by person."""
    found: dict[str, Entries] = {}
    for person in built.deal.people:
        own = [
            (built.model.index[Goes(person.id, to)], 1)
            for to in person.to
            if meant(built.deal, demand, Transfer(person.id, person.holder, to), person.rank)
        ]
        if own:
            found[person.id] = own
    return found


def _at_least(
    built: Built, condition: Condition, demand: Demand, wanted: dict[str, Entries], trigger: Entries, term: Term
) -> None:
    least = demand.at_least or 0
    everybody = [entry for own in wanted.values() for entry in own]
    if demand.each:
        given = [entry for who in sorted(condition.gives) for entry in built.goes(who)]
        built.row(0, INFINITE, [*everybody, *_times(given, -least)], term)
    elif least > len(wanted):
        built.row(-INFINITE, 0, trigger, term)
    elif least == len(wanted):
        for own in wanted.values():
            built.row(0, INFINITE, [*own, *_times(trigger, -1)], term)
    else:
        built.row(0, INFINITE, [*everybody, *_times(trigger, -least)], term)


def _at_most(
    built: Built, condition: Condition, most: int, wanted: dict[str, Entries], trigger: Entries, term: Term
) -> None:
    everybody = [entry for own in wanted.values() for entry in own]
    spare = len(wanted) - most
    if spare <= 0:
        return
    keys = [built.model.keys[column] for column, _ in everybody]
    own = all(isinstance(k, Goes) and condition.party in {k.to, built.people[k.person].holder} for k in keys)
    if not condition.gives and own:  # all who are counted are moved by the party, so none of them if it takes no part
        built.row(-INFINITE, 0, [*everybody, *_times(trigger, -most)], term)
        if built.whole and most == 1:
            moves = {who: len(_moves(built, built.people[who], condition.party)) for who in wanted}
            built.covered.update((condition.party, who) for who in wanted if len(wanted[who]) == moves[who])
    elif most == 0:
        for entries in wanted.values():
            built.row(-INFINITE, 1, [*entries, *trigger], term)
    else:
        built.row(-INFINITE, len(wanted), [*everybody, *_times(trigger, spare)], term)


def _times(entries: Entries, factor: int) -> Entries:
    return [(column, factor * number) for column, number in entries]


def _loops(built: Built) -> None:
    """All that is transferred from one party to another runs along cycles and chains that are short enough."""
    deal, flow = built.deal, defaultdict[Arc, Entries](list)
    for person in deal.people:
        if person.id not in deal.goodwill:
            for to in person.to:
                flow[person.holder, to].append((built.model.index[Goes(person.id, to)], 1))
    arcs = sorted(flow)
    balance: dict[Arc, Entries] = {arc: _times(flow[arc], -1) for arc in arcs}
    longest = len(deal.parties) if deal.cycle is None else deal.cycle
    for cycle in cycles(arcs, longest):
        column = built.model.column(Cycle(cycle), min(len(flow[arc]) for arc in cycle))
        for arc in cycle:
            balance[arc].append((column, 1))
    for arc, entries in _chains(built, arcs, flow).items():
        balance[arc] += entries
    for arc in arcs:
        built.row(0, 0, balance[arc], Term(TermKind.LOOPS))


def _chains(built: Built, arcs: list[Arc], flow: dict[Arc, Entries]) -> dict[Arc, Entries]:
    """Links of chains by their places (Dickerson and others, 2016): all but the first follow one that ends there."""
    deal, found = built.deal, defaultdict[Arc, Entries](list)
    before: dict[str, Entries] = defaultdict(list)
    may = {party.name: party.goodwill for party in deal.parties}
    most = sum(map(len, flow.values())) if deal.chain is None else deal.chain
    for place in range(1, most + 1):
        into: dict[str, Entries] = defaultdict(list)
        out: dict[str, Entries] = defaultdict(list)
        for arc in arcs:
            giver, to = arc
            if (may[giver] != 0 or not built.whole) if place == 1 else before[giver]:
                column = built.model.column(Link(arc, place), len(flow[arc]))
                found[arc].append((column, 1))
                out[giver].append((column, 1))
                into[to].append((column, 1))
        for giver, entries in out.items():
            if place == 1:
                limit = may[giver]
                if limit is not None:
                    built.row(-INFINITE, limit, entries, Term(TermKind.GOODWILL, giver))
            else:
                built.row(-INFINITE, 0, [*entries, *_times(before[giver], -1)])
        if not out:
            break
        before = into
    return found
