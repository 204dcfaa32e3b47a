"""Why something does not happen: a smallest set of terms that together rule it out, and the fewest to give up for it.

Both are proven smallest. Every way to make it possible gives up one term at least of every set that rules it out; so
a smallest set that meets all the ways found so far either rules it out, and is the answer, or leaves one more way to
be found (implicit hitting sets; Ignatiev and others, 2015).
"""

from dataclasses import dataclass

from homeward.planning.model import INFINITE, Aim, Model, Row
from homeward.planning.multiparty.build import Built, Entries, Goes, build
from homeward.planning.multiparty.words import Deal, Objective, Term, TermKind
from homeward.planning.solver import search
from homeward.planning.words import PlanningError

_SORTS = list(TermKind)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why something is not possible.

    Attributes:
        conflict: a smallest set of terms that rule it out together; without any one of them they would not. Empty
            where it is possible, or where not a term but the wish of a person rules it out.
        change: a smallest set of terms that would have to be given up for it; None: no terms would help.
    """

    conflict: tuple[Term, ...]
    change: tuple[Term, ...] | None

    @property
    def is_possible(self) -> bool:
        """Whether nothing need be given up."""
        return self.change == ()


def why_not(deal: Deal, person: str | None = None, to: str | None = None, moved: int = 1) -> WhyNot:
    """Say what stands in the way of somebody's transfer, or of a number of transfers.

    Args:
        deal: what is on the table.
        person: who is to go; None: anybody.
        to: where to; None: wherever he is willing to go.
        moved: how many are to go at least.

    Raises:
        PlanningError: there is no such person.
    """
    built = build(deal, whole=False)
    if person is not None and person not in built.people:
        raise PlanningError(f"There is no {person} in this deal.")
    wanted = Row(moved, INFINITE, built.goal(Objective.MOVED).entries or ((0, 0),))
    if person is not None:
        places = [place for place in built.people[person].to if to in {None, place}]
        if not places:
            return WhyNot((), None)
        wanted = Row(1, INFINITE, tuple((built.model.index[Goes(person, place)], 1) for place in places))
    terms = _terms(built)
    soft, given_up = _softened(built, wanted)
    ways: list[list[Term]] = []
    meets: set[Term] = set()
    while True:
        way = _fewest(soft, given_up, meets)
        if way is None:
            first = tuple(ways[0]) if ways else None
            return WhyNot(tuple(term for term in terms if term in meets), first)
        ways.append(way)
        if not way:
            return WhyNot((), ())
        meets = _meeting(terms, ways)


def _terms(built: Built) -> list[Term]:
    found = dict.fromkeys(term for term in built.terms if term is not None)
    return sorted(found, key=lambda t: (_SORTS.index(t.kind), t.party or "", t.about or "", t.which or 0))


def _softened(built: Built, wanted: Row) -> tuple[Model, dict[Term, int]]:
    """The model in which a term may be given up: a column for each, which switches its rows off."""
    given = built.model
    soft = Model(list(given.upper), [], dict(given.index), list(given.keys))
    given_up = {term: soft.column(term, 1) for term in _terms(built)}
    for row, term in zip(given.rows, built.terms, strict=True):
        if term is None:
            soft.row(row.low, row.high, row.entries)
            continue
        low = sum(min(0, number) * given.upper[column] for column, number in row.entries)
        high = sum(max(0, number) * given.upper[column] for column, number in row.entries)
        off = given_up[term]
        if row.high < INFINITE:
            soft.row(-INFINITE, row.high, [*row.entries, (off, -max(0, high - row.high))])
        if row.low > -INFINITE:
            soft.row(row.low, INFINITE, [*row.entries, (off, max(0, row.low - low))])
    soft.row(wanted.low, wanted.high, wanted.entries)
    return soft, given_up


def _fewest(soft: Model, given_up: dict[Term, int], meets: set[Term]) -> list[Term] | None:
    """The fewest terms to give up, none of those that must stand."""
    stand = [Row(0, 0, ((given_up[term], 1),)) for term in meets]
    found = search(soft, Aim(0, tuple((column, -1) for column in given_up.values())), stand)
    if found.point is None:
        return None
    return [term for term, column in given_up.items() if found.point[column]]


def _meeting(terms: list[Term], ways: list[list[Term]]) -> set[Term]:
    """A smallest set with one term of every way."""
    model = Model()
    for term in terms:
        model.column(term, 1)
    for way in ways:
        entries: Entries = [(model.index[term], 1) for term in way]
        model.row(1, INFINITE, entries)
    found = search(model, Aim(0, tuple((column, -1) for column in range(len(terms)))))
    if found.point is None:
        raise PlanningError("The smallest set of demands in conflict was not found in time; look at fewer at once.")
    return {term for term in terms if found.point[model.index[term]]}
