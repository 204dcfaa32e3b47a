"""A plan keeps every term, is the best there is at every level, and says the truth about its bounds."""

import json
import random
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from homeward.planning import InfeasibleError, Objective, PlanningError, instance_of, plan, planner, score, violations
from tests.planning.invented import best, every_plan, exchange, tiny

LATE_KM = ["moved", "classes", "prompt", "together", "waited", "km"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tiny())
def test_no_plan_of_all_that_there_are_is_better(given: dict[str, Any]) -> None:
    instance = instance_of(given)
    known = best(instance)
    if known is None:
        with pytest.raises(PlanningError):
            plan(instance)
        return
    made = plan(instance)
    assert next(violations(instance, made.assignments), None) is None
    assert score(instance, made.assignments).key(instance.goals()) == known
    assert made.is_optimal


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tiny())
def test_a_plan_made_point_by_point_keeps_every_term_and_its_bounds_hold(given: dict[str, Any]) -> None:
    instance = instance_of({**given, "order": LATE_KM})
    plans = [score(instance, one) for one in every_plan(instance)]
    assume(plans)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planner, "LARGE", 0)
        made = plan(instance)
    assert next(violations(instance, made.assignments), None) is None
    for level in made.levels:
        goal = level.goal
        reached = [one.of(goal) * goal.sign for one in plans]
        assert max(reached) <= level.bound * goal.sign <= level.certified * goal.sign
        plans = [one for one in plans if one.of(goal) == level.value]
    settled = {Objective.MOVED, Objective.CLASSES, Objective.PROMPT}
    assert all(level.gap == 0 for level in made.levels if level.goal.objective in settled)


def test_a_day_of_an_exchange_is_proven_at_every_level_by_the_certificate() -> None:
    for seed in range(3):
        made = plan(instance_of(exchange(seed)))
        assert made.is_optimal
        assert [level.goal for level in made.levels if not level.is_certified] in ([], [made.levels[-1].goal])


def test_whoever_waited_longer_goes_when_all_else_is_the_same() -> None:
    given = exchange(1, held=20, quota=(5,), points=1)
    for one in given["people"]:
        one.update({"class": 3, "group": None, "stretcher": False, "category": "serviceman", "site": "s1"})
    given.update(insisted=[], refused=[], seats={"p1": [5]})
    instance = instance_of(given)
    made = plan(instance)
    for way in instance.directions:
        there = sorted((one for one in instance.people if one.direction == way), key=lambda one: -one.days)
        assert {one.id for one in there[:5]} == {who for who in made.assignments if who[0] == way[0]}


def test_the_order_of_a_file_does_not_matter() -> None:
    given = exchange(4)
    shuffled = {**given, "people": random.Random(1).sample(given["people"], len(given["people"]))}
    assert plan(instance_of(given)) == plan(instance_of(shuffled))


def test_another_process_makes_the_same_plan() -> None:
    code = (
        "import json, sys; from homeward.planning import *; made = plan(instance_of(json.load(sys.stdin)));"
        "print(json.dumps([sorted(made.assignments.items()), certificate_of(made)]))"
    )
    given = json.dumps(exchange(5, quota=(10, 8, 6)))
    said = [
        subprocess.run(
            [sys.executable, "-c", code], input=given, capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1]
    assert said[0].startswith("[[[")


def test_the_engine_is_there_without_its_solver() -> None:
    code = "import sys, homeward.planning; print({'highspy', 'numpy', 'django'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


def test_ties_are_broken_by_the_lottery_and_by_nothing_else() -> None:
    given = exchange(2, held=12, quota=(4,), points=1)
    for one in given["people"]:
        one.update({"class": 3, "group": None, "stretcher": False, "category": "serviceman", "site": "s1", "days": 7})
    given.update(insisted=[], refused=[], seats={"p1": [4]})
    going = [frozenset(plan(instance_of({**given, "lottery": seed})).assignments) for seed in "abcdefgh"]
    assert len(set(going)) > 4
    went = {who for some in going for who in some}
    assert len(went) > 16, "with other seeds others go"


def test_whoever_differs_in_nothing_that_counts_has_a_chance_in_the_lottery() -> None:
    given = exchange(2, held=8, quota=(4,), points=1)
    for number, one in enumerate(given["people"]):
        one.update({"class": 3, "group": f"{one['id'][0]}{number // 2}", "stretcher": False, "days": 7})
        one.update({"category": "serviceman", "site": f"s{number % 3 + 1}"})  # each group is of other sites
    given.update(insisted=[], refused=[], seats={"p1": [4]}, km={f"s{n}": {"p1": 100} for n in (1, 2, 3)})
    going = [frozenset(plan(instance_of({**given, "lottery": str(seed)})).assignments) for seed in range(12)]
    assert {who for some in going for who in some} == {one["id"] for one in given["people"]}


def test_all_for_all_leaves_nobody_who_may_go() -> None:
    given = exchange(6, held=60, quota=(20, 20, 20, 20))
    ways = {"A>B", "B>A"}
    given.update(quota=dict.fromkeys(ways, "all"), tolerance=None, insisted=[])
    given["people"] = given["people"][:100]  # 60 and 40
    instance = instance_of({**given, "refused": [who for who in given["refused"] if who[0] == "A"]})
    made = plan(instance)
    assert made.levels[0].value == 100 - len(instance.refused)
    assert made.is_optimal


def test_an_unequal_ratio_holds_in_every_stage() -> None:
    given = exchange(7, quota=(10, 10))
    given.update(ratio={"A>B": 2, "B>A": 1}, quota={"A>B": [10, 10], "B>A": [10, 10]}, insisted=[])
    made = plan(instance_of(given))
    for stage in (0, 1):
        going = [who[0] for who, cell in made.assignments.items() if cell[0] == stage]
        assert (going.count("A"), going.count("B")) == (10, 5)


def test_goodwill_goes_beside_the_quota() -> None:
    given = exchange(8, quota=(6,))
    before = plan(instance_of(given))
    beside = [one["id"] for one in given["people"] if one["id"] not in before.assignments][:4]
    given["goodwill"] = [who for who in beside if who not in given["refused"]]
    given["seats"] = {point: [20] for point in given["points"]}
    made = plan(instance_of(given))
    assert made.levels[0].value == 12 + len(given["goodwill"])
    assert set(given["goodwill"]) <= made.assignments.keys()


def test_what_cannot_be_is_told_by_the_fewest_terms() -> None:
    given = exchange(9, quota=(10, 8))
    lying = [one["id"] for one in given["people"] if one["direction"] == "A>B" and one["class"] == 3][:6]
    for one in given["people"]:
        one["stretcher"] = one["id"] in lying
    given.update(insisted=lying, refused=[], civilians=None)
    with pytest.raises(InfeasibleError) as caught:
        plan(instance_of(given))
    kinds = [term.kind.value for term in caught.value.terms]
    assert sorted(kinds) == ["insisted", "stretchers", "stretchers"]
    message = str(caught.value)
    assert "A>B: 6 who are insisted on go" in message
    assert "d1, A>B: 2 stretchers at its points" in message
    for missing in caught.value.terms:  # without any one of them there is a plan
        eased = {**given, "insisted": []} if missing.kind.value == "insisted" else eased_beds(given, missing.stage)
        assert plan(instance_of(eased)).assignments


def eased_beds(given: dict[str, Any], stage: str | None) -> dict[str, Any]:
    number = given["stages"].index(stage)
    beds = {
        point: [6 if n == number else room for n, room in enumerate(row)] for point, row in given["stretchers"].items()
    }
    return {**given, "stretchers": beds}


def test_a_conflict_in_whole_people_only_is_told_as_well() -> None:
    given = exchange(10, held=20, quota=(3,), points=1)
    for one in given["people"]:
        one.update({"group": None, "category": "serviceman", "stretcher": False})
    given.update(ratio={"A>B": 2, "B>A": 1}, insisted=["A0001", "A0002", "A0003"], refused=[], seats={"p1": [9]})
    with pytest.raises(InfeasibleError) as caught:
        plan(instance_of(given))
    assert {term.kind.value for term in caught.value.terms} == {"insisted", "quota", "balance"}


def test_where_nobody_can_lie_the_stretchers_are_told() -> None:
    given = exchange(11, held=20, quota=(3,))
    for one in given["people"]:
        one["stretcher"] = one["id"] == "A0001"
    given.update(insisted=["A0001", "A0002"], refused=[], stretchers={point: [0] for point in given["points"]})
    with pytest.raises(InfeasibleError) as caught:
        plan(instance_of(given))
    said = "d1, A>B: 0 stretchers at its points; A>B: 1 who are insisted on go (A0001)."
    assert str(caught.value) == f"No plan keeps these terms together: {said}"


def test_more_who_are_insisted_on_than_may_go_are_one_term_of_however_many_kinds_they_are() -> None:
    given = exchange(12, held=20, quota=(5,))
    given.update(insisted=[one["id"] for one in given["people"]][:6], refused=[])
    for one in given["people"]:
        one["stretcher"] = False
    with pytest.raises(InfeasibleError) as caught:
        plan(instance_of(given))
    quota, insisted = caught.value.terms
    assert (quota.kind.value, quota.number) == ("quota", 5)
    assert insisted.people == tuple(f"A000{number}" for number in range(6))
