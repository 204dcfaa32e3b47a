"""The certificate of a plan: the prices of each level, as plain data; and whether it proves what it says.

Whoever verifies trusts three things: the instance, ``homeward.planning.check`` (which counts a plan) and
``homeward.planning.proof`` (which computes bounds from prices). Nothing of the solver, of models, or of whoever made
the plan is trusted; the bounds that a certificate states are computed anew.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from os import PathLike
from typing import Any

from homeward.planning.check import score, violations
from homeward.planning.fields import Fields, read_json
from homeward.planning.proof import Bounds
from homeward.planning.words import Cell, Goal, Instance, Level, Plan, PlanningError, Prices, Term, TermKind

FORMAT = "homeward-certificate/1"


def certificate_of(plan: Plan) -> dict[str, Any]:
    """Return the certificate of a plan as plain data."""
    return {
        "format": FORMAT,
        "levels": [
            {
                **said(level.goal),
                "value": level.value,
                "bound": level.certified,
                "before": [str(price) for price in prices.before],
                "prices": [{**_term(term), "price": str(price)} for term, price in _sorted(prices)],
            }
            for level, prices in zip(plan.levels, plan.prices, strict=True)
        ],
    }


def said(goal: Goal) -> dict[str, Any]:
    """Return a level's name as plain data."""
    return {"level": goal.objective.value, **({} if goal.rank is None else {"class": goal.rank})}


def _sorted(prices: Prices) -> list[tuple[Term, Fraction]]:
    return sorted(prices.terms.items(), key=lambda item: str(list(_term(item[0]).values())))


def _term(term: Term) -> dict[str, str]:
    said = {
        "term": term.kind.value, "direction": term.direction, "stage": term.stage, "point": term.point,
        "category": term.category,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value is not None}


def read_certificate(path: str | PathLike[str], instance: Instance) -> tuple[Prices, ...]:
    """Read the prices of each level from a JSON file.

    Raises:
        PlanningError: it cannot be read, or is no certificate of a plan of this instance.
    """
    return read_json(path, lambda given: prices_of(given, instance))


def prices_of(given: object, instance: Instance) -> tuple[Prices, ...]:
    """Return the prices that plain data says.

    Raises:
        PlanningError: it is no certificate, or not of all levels of this instance.
    """
    fields = Fields(given, "the certificate")
    if fields.given.get("format") != FORMAT:
        raise PlanningError(f'This is no certificate: "format" must be "{FORMAT}".')
    levels, goals = fields.list("levels"), instance.goals()
    if len(levels) != len(goals):
        raise PlanningError(
            f"The certificate has {len(levels)} levels, the instance {len(goals)}; it is of another one."
        )
    found = []
    for number, (one, goal) in enumerate(zip(levels, goals, strict=True), 1):
        level = Fields(one, f"level {number}")
        if {name: level.given.get(name) for name in said(goal)} != said(goal):
            raise PlanningError(
                f"Level {number} of the certificate is not {goal.objective.value}, as the instance has it."
            )
        terms = {}
        for price in level.list("prices"):
            of = Fields(price, f"a price of level {number}")
            kind = TermKind(of.one_of("term", list(TermKind), "the terms that have prices"))
            direction, stage, point, category = map(of.word_or_none, ("direction", "stage", "point", "category"))
            terms[Term(kind, direction, stage, point, category)] = _fraction(of.given.get("price"), number)
        found.append(Prices(terms, tuple(_fraction(price, number) for price in level.list("before"))))
    return tuple(found)


def _fraction(given: object, number: int) -> Fraction:
    if not isinstance(given, str) or not re.fullmatch(r"-?\d{1,60}(/0*[1-9]\d{0,60})?", given):
        raise PlanningError(
            f"A price of level {number} of the certificate is no whole number or fraction, such as 3/2."
        )
    return Fraction(given)


def verified(instance: Instance, assignments: Mapping[str, Cell], prices: tuple[Prices, ...]) -> tuple[Level, ...]:
    """Return what a plan reaches at each level, and the bound that its prices prove.

    Raises:
        PlanningError: the plan breaks a term.
    """
    broken = next(violations(instance, assignments), None)
    if broken is not None:
        raise PlanningError(f"The plan breaks a term: {broken}")
    reached, bounds = score(instance, assignments), Bounds(instance)
    levels: list[Level] = []
    for goal, price in zip(instance.goals(), prices, strict=True):
        bound = bounds.bound([(level.goal, level.value) for level in levels], goal, price)
        levels.append(Level(goal, reached.of(goal), bound, bound))
    return tuple(levels)
