"""Why somebody goes or does not: values that the web and the command line turn into sentences."""

from dataclasses import dataclass, replace
from enum import StrEnum

from homeward.planning.words import Cell, Goal, Instance, Person, PlanningError


class Bar(StrEnum):
    """What alone keeps somebody from going, whatever is planned."""

    REFUSED = "refused"
    UNWILLING = "unwilling"


class What(StrEnum):
    """What of somebody or of the terms could be otherwise."""

    DAYS = "days"  # he had waited so many days
    CLASS = "class"  # he were of that class
    SITTING = "sitting"  # he needed no stretcher
    RELEASED = "released"  # he were not refused any more
    WILLING = "willing"  # he wished to go
    INSISTED = "insisted"  # both sides insisted on him
    LET_BE = "let be"  # nobody insisted on him any more


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that could be otherwise. ``number``: days in all, or a class."""

    what: What
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Instead:
    """The best plan that differs in somebody alone: who would go or stay instead, and what makes it worse.

    Attributes:
        people: who would stay, if it is about one who does not go yet; who would go, if it is about one who goes.
        stay: who else would have to go or stay with him, of his group.
        goal: the first level at which that plan is worse; None: it is as good, and the lottery decided.
        by: by how much.
    """

    people: tuple[str, ...]
    along: tuple[str, ...]
    goal: Goal | None
    by: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """The best exchange of places with somebody who goes in an earlier stage, and what makes it worse.

    Attributes:
        person: with whom.
        cell: where that one goes.
        goal: the first level at which the plan would be worse; None: none, and who has waited longer goes first.
        by: by how much.
    """

    person: str
    cell: Cell
    goal: Goal | None
    by: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why somebody goes, or not yet.

    Attributes:
        person: who.
        cell: where he goes; None: he does not go yet.
        bar: what alone keeps him; None: nothing does.
        insisted: whether both sides insist on him.
        going: how many of his direction go.
        ahead: how many of them are of a class before his, or of his and held longer.
        nearest: a few of these, who come next before him.
        instead: the best plan found in which it is otherwise; None: there is none by exchanging a few.
        earlier: what it would mean that he goes in an earlier stage; None: he goes in the first, or not, or
            there is nobody with whom he could exchange places.
        changes: what would turn the answer round: each of these, all that is in it together. Every one is proven.
        is_proven: whether the plan is proven the best as far as that was needed; where not, ``changes`` say less.
    """

    person: str
    cell: Cell | None
    bar: Bar | None
    insisted: bool
    going: int
    ahead: int
    nearest: tuple[str, ...]
    instead: Instead | None
    earlier: Earlier | None
    changes: tuple[tuple[Change, ...], ...]
    is_proven: bool


def changed(instance: Instance, person: str, change: Change) -> Instance:
    """Return the terms as they would be: one thing about one person is otherwise.

    Raises:
        PlanningError: there is no such person.
    """
    if all(one.id != person for one in instance.people):
        raise PlanningError(f"There is no {person} among the people.")
    only = frozenset([person])
    match change.what:
        case What.RELEASED:
            return replace(instance, refused=instance.refused - only)
        case What.WILLING:
            return replace(instance, unwilling=instance.unwilling - only)
        case What.INSISTED:
            return replace(instance, insisted=instance.insisted | only)
        case What.LET_BE:
            return replace(instance, insisted=instance.insisted - only)
        case _:
            people = tuple(_otherwise(one, change) if one.id == person else one for one in instance.people)
            return replace(instance, people=people)


def _otherwise(person: Person, change: Change) -> Person:
    match change.what:
        case What.DAYS:
            return replace(person, days=change.number or 0)
        case What.CLASS:
            return replace(person, rank=change.number or 0)
        case _:
            return replace(person, stretcher=False)
