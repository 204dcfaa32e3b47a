"""Instances and plans from plain data: what cannot be is named with its place; nothing is guessed."""

import json
from pathlib import Path
from typing import Any

import pytest

from homeward.planning import Objective, PlanningError, assignments_of, commitment, instance_of, read_instance, seed_of
from tests.planning.invented import exchange


def changed(**fields: Any) -> dict[str, Any]:
    return {**exchange(0, held=10, quota=(3, 2)), **fields}


def person(**fields: Any) -> dict[str, Any]:
    given = exchange(0, held=10, quota=(3, 2))
    given["people"][2].update(fields)
    return given


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], '"format" must be'),
        ({"format": "homeward-plan/2"}, '"format" must be'),
        (changed(quotas={}), "no field 'quotas'"),
        (changed(stages=[]), "'stages' of the instance must be different names"),
        (changed(points=["p1", "p1"]), "'points' of the instance must be different names"),
        (changed(quota={"A>B": [3, 2]}), "two directions, there and back; 'quota' names 1"),
        (changed(quota={"A>B": [3], "B>A": [3, 2]}), "quota of A>B must be 2 whole numbers, one a stage"),
        (changed(seats={"p1": [1, 1]}), "'seats' of the instance must have each of 'points'"),
        (changed(tolerance=-1), "'tolerance' of the instance must be a whole number"),
        (changed(tolerance=True), "'tolerance' of the instance must be a whole number"),
        (changed(ratio={"A>B": 0, "B>A": 1}), "'ratio' of the instance must have a whole number, 1 or more"),
        (changed(civilians={"C>D": [1, 1]}), "'civilians' name C>D, which is no direction"),
        (changed(categories={"A>B": {"medic": [1]}}), "medic of A>B must be 2 whole numbers"),
        (changed(insisted=["nobody"]), "'insisted' names nobody, who is not among the people"),
        (changed(insisted=["A0001"], unwilling=["A0001"]), "A0001 is insisted on and unwilling: nobody goes against"),
        (changed(order=["km"]), "'order' of the instance must name each of moved"),
        (changed(lottery=3), "'lottery' must be a seed, or an object"),
        (changed(lottery={"halves": {"A": "xy"}, "commitments": {"A": ""}}), "in hexadecimal"),
        (changed(people={}), "'people' of the instance must be a list"),
        (changed(people=[3]), "Person 1 must be an object"),
        (changed(people=[{}]), "'id' of person 1 is missing"),
        (person(id="A0001"), "Person 3: there is another with the id A0001"),
        (person(direction="A>C"), "'direction' of person A0002 is 'A>C'"),
        (person(category=None), "'category' of person A0002 must be a word"),
        (person(site="s99"), "'site' of person A0002 is 's99'; it must be one of those of 'km'"),
        (person(days=1.5), "'days' of person A0002 must be a whole number"),
        (person(stretcher="no"), "'stretcher' of person A0002 must be true or false"),
        (person(group=7), "'group' of person A0002 must be a word"),
        (person(age=-3), "'age' of person A0002 must be a whole number"),
        (person(**{"class": 4}), "'class' of person A0002 must be 0 to 3"),
    ],
)
def test_what_cannot_be_is_named_with_its_place(given: Any, says: str) -> None:
    with pytest.raises(PlanningError, match=says.replace("(", r"\(")):
        instance_of(given)


def test_a_group_travels_one_way() -> None:
    given = exchange(0, held=10)
    given["people"][0]["group"] = given["people"][-1]["group"] = "kin"
    with pytest.raises(PlanningError, match="Group kin has people of both directions; make it a group of each"):
        instance_of(given)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "exchange.json"
    with pytest.raises(PlanningError, match=r"exchange\.json: it cannot be read"):
        read_instance(path)
    path.write_text("{", "utf-8")
    with pytest.raises(PlanningError, match=r"exchange\.json: this is no JSON"):
        read_instance(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlanningError, match=r"exchange\.json: this is no JSON"):
        read_instance(path)
    path.write_text(json.dumps(changed(stages=3)), "utf-8")
    with pytest.raises(PlanningError, match=r"exchange\.json: 'stages' of the instance must be a list"):
        read_instance(path)


def test_terms_are_read_as_they_are_meant() -> None:
    instance = instance_of(
        changed(
            civilians={"A>B": [1, 0], "B>A": [0, 0]}, categories={"A>B": {"medic": [0, 1]}}, tolerance=None,
            quota={"A>B": "all", "B>A": [3, 2]}, order=list(reversed(Objective)),
        )
    )  # fmt: skip
    assert instance.categories == {"A>B": {"medic": (0, 1), "civilian": (1, 0)}, "B>A": {"civilian": (0, 0)}}
    assert instance.tolerance is None
    assert instance.quota == {"A>B": (10, 10), "B>A": (3, 2)}
    assert instance.order[0] is Objective.KM


def test_as_many_of_a_category_as_are_agreed_go_only_if_there_are_that_many() -> None:
    given = changed(categories={"A>B": {"medic": [1, 1]}, "B>A": {"serviceman": [1, 1]}})
    assert instance_of(given).carried() == {
        ("A>B", "medic"): (range(2), range(2)),
        ("B>A", "serviceman"): (range(1, 2), range(1, 2)),
    }


def test_the_seed_of_the_lottery_is_made_of_both_halves() -> None:
    halves = {"A": bytes(range(16)), "B": bytes(range(16, 32))}
    commitments = {party: commitment(half) for party, half in halves.items()}
    lottery = {"halves": {party: half.hex() for party, half in halves.items()}, "commitments": commitments}
    assert instance_of(changed(lottery=lottery)).lottery == seed_of(halves, commitments)
    other = {**halves, "B": bytes(16)}
    with pytest.raises(PlanningError, match="B revealed another half than it had committed to"):
        seed_of(other, commitments)
    with pytest.raises(PlanningError, match="16 random bytes at least"):
        commitment(b"short")
    with pytest.raises(PlanningError, match="a half and a commitment of each party"):
        seed_of({"A": halves["A"]}, commitments)


@pytest.mark.parametrize(
    ("assignments", "says"),
    [
        ([{"person": "A0001", "stage": "d9", "point": "p1"}], "Assignment 1 .A0001. names a person, stage or point"),
        ([{"person": "A0001", "stage": "d1"}], "'point' of assignment 1 is missing"),
        ([{"person": "A0001", "stage": "d1", "point": "p1"}] * 2, "Assignment 2: A0001 goes twice"),
    ],
)
def test_a_plan_that_is_none_is_refused(assignments: Any, says: str) -> None:
    instance = instance_of(changed())
    with pytest.raises(PlanningError, match=says):
        assignments_of({"assignments": assignments}, instance)
