"""A file that is no deal is answered with a sentence that says where and what."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.planning.multiparty import deal_of, read_deal
from homeward.planning.words import PlanningError

GOOD: dict[str, Any] = {
    "format": "homeward-multiparty/1",
    "parties": [{"name": "A", "goodwill": 0}, {"name": "B", "goodwill": None, "refuses": ["b"]}],
    "classes": ["ill", "other"],
    "people": [
        {"id": "a", "holder": "A", "to": ["B"], "class": 1, "days": 10},
        {"id": "b", "holder": "B", "to": ["A"]},
    ],
    "conditions": [{"id": "c", "party": "A", "gives": ["a"], "demands": [{"people": ["b"], "to": "A"}]}],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    given = json.loads(json.dumps(GOOD))
    at = given
    *way, last = path.split(".")
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = value
    return given


def test_a_deal_is_read() -> None:
    deal = deal_of(GOOD)
    assert [party.goodwill for party in deal.parties] == [0, None]
    assert deal.conditions[0].demands[0].at_least == 1


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("format", "homeward-plan/1", '"format" must be "homeward-multiparty/1"'),
        ("extra", 1, "The deal has no field 'extra'"),
        ("people.0.to", ["C"], "'holder' and 'to' of Person a: there is no C"),
        ("parties.0", {"name": "A"}, "Party A: 'goodwill' is missing"),
        ("parties.1.name", "A", "Two of the parties have the name A"),
        ("parties.1.refuses", ["x"], "'refuses' of B: there is no x"),
        ("people.0.to", ["A"], "Person a: 'to' names the holder"),
        ("people.0.to", "B", "Person a: 'to' must be a list"),
        ("people.0.class", 2, "Person a: 'class' must be a number into 'classes', 0 to 1"),
        ("people.0.days", -1, "Person a: 'days' must be a whole number"),
        ("people.0.worth", {"C": 1}, "'worth' of Person a: there is no C"),
        ("people.1.id", "a", "Two of the people have the id a"),
        ("people.1", 5, "Person 2 must be an object"),
        ("conditions.0.gives", ["b"], "Condition c: A cannot give b, whom B holds"),
        ("conditions.0.demands", [], "Condition c: 'demands' must have one at least"),
        ("conditions.0.demands.0", {"to": "A"}, "Condition c, demand 1: say who ('people'), or how many"),
        ("conditions.0.demands.0.each", True, "Condition c, demand 1: 'each' is true or false"),
        ("conditions.0.demands.0.people", ["z"], "'people' of Condition c, demand 1: there is no z"),
        ("cycle", True, "The deal: 'cycle' must be a whole number"),
        ("order", ["speed"], "The deal: 'order' must name some of moved"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(path: str, value: Any, said: str) -> None:
    with pytest.raises(PlanningError) as error:
        deal_of(changed(path, value))
    assert said in str(error.value)


def test_one_party_is_no_deal() -> None:
    with pytest.raises(PlanningError, match="needs two parties at least"):
        deal_of({"format": GOOD["format"], "parties": [{"name": "A", "goodwill": 0}], "people": []})


def test_a_file_is_named_with_what_is_wrong_in_it(tmp_path: Path) -> None:
    (tmp_path / "deal.json").write_text("{", "utf-8")
    with pytest.raises(PlanningError, match=r"deal\.json: this is no JSON"):
        read_deal(tmp_path / "deal.json")
    with pytest.raises(PlanningError, match="cannot be read"):
        read_deal(tmp_path / "none.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
places = [
    "parties", "parties.0", "parties.0.name", "parties.0.goodwill", "parties.1.refuses", "people", "people.0",
    "people.0.id", "people.0.holder", "people.0.to", "people.0.class", "people.0.worth", "conditions", "conditions.0",
    "conditions.0.party", "conditions.0.gives", "conditions.0.demands", "conditions.0.demands.0", "classes",
    "conditions.0.demands.0.people", "conditions.0.demands.0.to", "goodwill", "cycle", "order", "lottery",
]  # fmt: skip


@given(st.sampled_from(places), json_values)
def test_nothing_that_is_given_fails_otherwise_than_in_words(path: str, value: Any) -> None:
    said = "."
    try:
        deal_of(changed(path, value))
    except PlanningError as error:
        said = str(error)
    assert said.endswith(".")
