"""Sums of weights: what a feature adds, what an unknown one does not, and the models that come with the project."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading import Kind
from homeward.reading.learnt.features import flat
from homeward.reading.learnt.linear import Panel
from tests.reading.learnt.taught import judge as judge_of


def test_yes_is_as_likely_as_no_without_any_feature_and_bias() -> None:
    judge = judge_of({"a": math.log(3)})
    assert judge.chance([]) == 0.5
    assert judge.chance([("", {"a"})]) == pytest.approx(0.75, abs=0.001)
    assert judge.knows("a")
    assert not judge.knows("b")


def test_a_feature_is_the_same_whether_it_is_joined_to_what_it_is_said_of_or_not() -> None:
    judge = judge_of({"one|home": 1.0, "two|home": 2.0, "home": 4.0})
    assert judge.chance([("one|", ["home"]), ("two|", ["away"])]) == pytest.approx(1 / (1 + math.exp(-1)))
    assert flat([("one|", ["home"]), ("", ["home"])]) == {"one|home", "home"}
    assert judge.weight("two|home") == 2.0
    assert judge.weight("three|home") is None


def test_what_a_sentence_adds_for_each_kind_is_the_sum_that_its_own_judge_would_make() -> None:
    weights = {Kind.PLAN: {"a": 1.0, "b": 2.0}, Kind.MEDIATOR: {"b": -1.0}}
    judges = {kind: judge_of(of_kind) for kind, of_kind in weights.items()}
    panel = Panel(judges)
    seen = [("", {"a", "b"}), ("", {"unknown"})]
    assert panel.weigh(seen) == {Kind.PLAN: 3000, Kind.MEDIATOR: -1000}
    assert judges[Kind.PLAN].chance(seen) == judges[Kind.PLAN].chance([], panel.weigh(seen)[Kind.PLAN])
    assert panel.weigh([("", {"unknown"})]) == {}


@given(st.permutations(["a", "b", "c", "d"]))
def test_a_sum_is_the_same_in_whatever_order_the_features_come(order: list[str]) -> None:
    judge = judge_of({"a": 0.1, "b": 0.2, "c": -0.3, "d": 0.7}, bias=0.1)
    assert judge.weigh([("", order)]) == judge.weigh([("", ["a", "b", "c", "d"])]) == 800
