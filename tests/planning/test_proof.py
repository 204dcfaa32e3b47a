"""Any prices whatever prove a bound that holds; a certificate that was tampered with is found out."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from homeward.planning import (
    PlanningError,
    Prices,
    Term,
    TermKind,
    certificate_of,
    instance_of,
    plan,
    prices_of,
    score,
    verified,
)
from homeward.planning.proof import Bounds
from tests.planning.invented import every_plan, exchange, tiny

price = st.fractions(-3, 3, max_denominator=4)


@st.composite
def priced(draw: st.DrawFn) -> tuple[dict[str, Any], Prices]:
    """A tiny instance, a level of it, and any prices of its terms and of the levels before."""
    given = draw(tiny())
    some: dict[Term, Fraction] = {}
    stages, points = [*given["stages"], None], [*given["points"], None]
    for stage in stages:
        for way in ("A>B", "B>A"):
            some[Term(TermKind.QUOTA, way, stage)] = abs(draw(price))
            for point in points:
                some[Term(TermKind.SEATS, way, stage, point)] = abs(draw(price))
                some[Term(TermKind.STRETCHERS, way, stage, point)] = abs(draw(price))
            if given.get("civilians"):
                some[Term(TermKind.CATEGORY, way, stage, None, "civilian")] = draw(price)
        if given["tolerance"] is not None:
            some[Term(TermKind.BALANCE, None, stage)] = draw(price)
    number = draw(st.integers(0, 8))
    before = tuple(draw(price) for _ in range(number))
    return given, Prices({term: one for term, one in some.items() if one}, before)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(priced(), st.randoms(use_true_random=False))
def test_no_plan_with_the_same_values_before_beats_what_any_prices_prove(given: Any, random: Any) -> None:
    instance, prices = instance_of(given[0]), given[1]
    plans = [score(instance, one) for one in every_plan(instance)]
    assume(plans)
    goals, reached = instance.goals(), random.choice(plans)
    before = [(goal, reached.of(goal)) for goal in goals[: len(prices.before)]]
    goal = goals[len(before)]
    same = [one for one in plans if all(one.of(earlier) == value for earlier, value in before)]
    bound = Bounds(instance).bound(before, goal, prices)
    assert max(goal.sign * one.of(goal) for one in same) <= goal.sign * bound


@pytest.fixture(scope="module")
def given_and_made() -> Any:
    given = exchange(3)
    instance = instance_of(given)
    return instance, plan(instance)


def test_a_certificate_is_read_back_and_proves_what_was_proven(given_and_made: Any) -> None:
    instance, made = given_and_made
    prices = prices_of(certificate_of(made), instance)
    assert [level.certified for level in verified(instance, made.assignments, prices)] == [
        level.certified for level in made.levels
    ]


def test_a_changed_price_proves_nothing_better(given_and_made: Any) -> None:
    instance, made = given_and_made
    certificate = certificate_of(made)
    changed = 0
    for level in certificate["levels"]:
        for one in level["prices"][:2]:
            one["price"] = str(abs(Fraction(one["price"])) + 1)
            changed += 1
    assert changed > 5
    levels = verified(instance, made.assignments, prices_of(certificate, instance))
    for level, before in zip(levels, made.levels, strict=True):
        assert level.goal.sign * level.certified >= level.goal.sign * before.value
    assert any(level.certified != before.certified for level, before in zip(levels, made.levels, strict=True))


def test_a_worse_plan_is_not_proven_by_the_certificate_of_a_better_one(given_and_made: Any) -> None:
    instance, made = given_and_made
    seats = {who: cell for who, cell in made.assignments.items() if who not in instance.insisted}
    out = {
        next(who for who in seats if who[0] == way[0] and made.assignments[who][0] == 0) for way in instance.directions
    }
    fewer = {who: cell for who, cell in made.assignments.items() if who not in out}
    levels = verified(instance, fewer, made.prices)
    assert not levels[0].is_certified
    assert levels[0].certified == made.levels[0].value


def test_a_plan_that_breaks_a_term_is_refused(given_and_made: Any) -> None:
    instance, made = given_and_made
    refused = min(instance.refused)
    with pytest.raises(PlanningError, match="breaks a term"):
        verified(instance, {**made.assignments, refused: (0, 0)}, made.prices)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda one: one.update(format="x"), "format"),
        (lambda one: one["levels"].pop(), "it is of another one"),
        (lambda one: one["levels"].reverse(), "is not moved"),
        (lambda one: one["levels"][0]["prices"].append({"term": "hope", "price": "1"}), "'term' of a price of level 1"),
        (lambda one: one["levels"][0]["prices"].append({"term": "seats", "price": "a"}), "no whole number or fraction"),
        (
            lambda one: one["levels"][0]["prices"].append({"term": "seats", "price": "1/0"}),
            "no whole number or fraction",
        ),
        (lambda one: one["levels"][0]["prices"].append({"term": "seats", "price": "1"}), "a term that there is not"),
        (lambda one: one["levels"][0]["prices"].append({"term": "insisted", "price": "1"}), "a term that there is not"),
        (
            lambda one: one["levels"][0]["prices"].append({"term": "quota", "direction": "A>B", "price": "-1"}),
            "a negative price of quota",
        ),
        (lambda one: one["levels"][3]["before"].pop(), "3 levels before it"),
    ],
)
def test_a_certificate_that_is_none_is_refused(given_and_made: Any, change: Any, says: str) -> None:
    instance, made = given_and_made
    certificate = certificate_of(made)
    change(certificate)
    with pytest.raises(PlanningError, match=says):
        verified(instance, made.assignments, prices_of(certificate, instance))
