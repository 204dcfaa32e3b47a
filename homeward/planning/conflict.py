"""Why there is no plan: a smallest set of terms that cannot hold together.

Terms are left out one after the other; whatever can be left out while there is still no plan, is (a deletion filter,
Chinneck and Dravnieks 1991). What is left is in conflict, and would not be without any one of it.
"""

from collections.abc import Iterable, Iterator

from homeward.planning.build import build
from homeward.planning.kinds import View
from homeward.planning.model import Aim, Model
from homeward.planning.solver import relax, search
from homeward.planning.words import InfeasibleError, Instance, Person, PlanningError, Term, TermKind

_NOTHING = Aim(0, ())
_NAMED = 5  # so many people are named in a sentence


def conflict(instance: Instance, people: tuple[Person, ...]) -> PlanningError:
    """Return the error that says which terms of an instance without a plan are in conflict."""
    model = build(instance, people, View(ranks=False)).model
    kept = list(dict.fromkeys(term for row in model.rows for term in row.terms))
    in_parts = not _is_possible(model, kept, whole=False)
    if not in_parts and _is_possible(model, kept, whole=True):
        return PlanningError("The solver found no plan within its limits; loosen a term.")
    for kind in TermKind:  # whole sorts of terms first: it is quick, and most have no part in it
        without = [term for term in kept if term.kind is not kind]
        if len(without) < len(kept) and not _is_possible(model, without, whole=not in_parts):
            kept = without
    for term in list(kept):
        without = [other for other in kept if other is not term]
        if not _is_possible(model, without, whole=not in_parts):
            kept = without
    terms = tuple(_joined(kept))
    return InfeasibleError("No plan keeps these terms together: " + "; ".join(map(said, terms)) + ".", terms)


def _joined(kept: Iterable[Term]) -> Iterator[Term]:
    """Those insisted on of a direction are one term, of however many kinds they are."""
    insisted: dict[str | None, tuple[str, ...]] = {}
    for term in kept:
        if term.kind is TermKind.INSISTED:
            insisted[term.direction] = insisted.get(term.direction, ()) + term.people
        else:
            yield term
    for direction, people in insisted.items():
        yield Term(TermKind.INSISTED, direction, people=tuple(sorted(people)))


def _is_possible(model: Model, terms: Iterable[Term], whole: bool) -> bool:
    """Whether there is a plan, in whole people or in parts of them, that keeps these terms."""
    some = set(terms)
    rows = [row for row in model.rows if some.issuperset(row.terms)]
    smaller = Model(model.upper, rows, model.index, model.keys)
    return not search(smaller, _NOTHING).impossible if whole else relax(smaller, _NOTHING).value is not None


def said(term: Term) -> str:
    """Say a term in words."""
    where = ", ".join(part for part in (term.stage, term.direction) if part)
    number = f"{term.number:,}" if term.number is not None else "any number of"
    match term.kind:
        case TermKind.INSISTED:
            named = ", ".join(term.people[:_NAMED]) + (" and others" if len(term.people) > _NAMED else "")
            return f"{term.direction}: {len(term.people):,} who are insisted on go ({named})"
        case TermKind.BALANCE:
            return f"{where}: the directions differ by at most {number}"
        case TermKind.CATEGORY:
            return f"{where}: {number} of category {term.category}"
        case TermKind.QUOTA:
            return f"{where}: at most {number} people in the quota"
        case _:
            return f"{where}: {number} {term.kind.value} at its points"
