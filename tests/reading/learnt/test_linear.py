"""Sums of weights: what a feature adds, what an unknown one does not, and the models that come with the project."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading import Kind
from homeward.reading.learnt.linear import Chooser, Judge, Panel, flat, made_of, models

CHOOSER = Chooser(("none", "plan", "transfer"), (0.0, 0.0, 0.0), {"a": (0.0, 2.0, 0.0), "b": (1.0, 0.0, 3.0)})


def test_the_answer_whose_features_hold_is_the_likelier_one() -> None:
    assert max(CHOOSER.chances([("", {"a"})]).items(), key=lambda said: said[1])[0] == "plan"
    assert max(CHOOSER.chances([("", {"a", "b"})]).items(), key=lambda said: said[1])[0] == "transfer"


@given(st.sets(st.sampled_from(["a", "b", "unknown"])))
def test_chances_add_up_to_one_and_unknown_features_change_nothing(features: set[str]) -> None:
    chances = CHOOSER.chances([("", features)])
    assert sum(chances.values()) == pytest.approx(1)
    assert chances == pytest.approx(CHOOSER.chances([("", features - {"unknown"})]))


def test_yes_is_as_likely_as_no_without_any_feature_and_bias() -> None:
    judge = Judge(0.0, {"a": math.log(3)})
    assert judge.chance([]) == 0.5
    assert judge.chance([("", {"a"})]) == pytest.approx(0.75, abs=0.001)
    assert judge.knows("a")
    assert not judge.knows("b")


def test_a_feature_is_the_same_whether_it_is_joined_to_what_it_is_said_of_or_not() -> None:
    judge = Judge(0.0, {"one|home": 1.0, "two|home": 2.0, "home": 4.0})
    assert judge.chance([("one|", ["home"]), ("two|", ["away"])]) == pytest.approx(1 / (1 + math.exp(-1)))
    assert flat([("one|", ["home"]), ("", ["home"])]) == {"one|home", "home"}
    assert judge.weight("two|home") == 2.0
    assert judge.weight("three|home") is None


def test_what_a_sentence_adds_for_each_kind_is_the_sum_that_its_own_judge_would_make() -> None:
    weights = {Kind.PLAN: {"a": 1.0, "b": 2.0}, Kind.MEDIATOR: {"b": -1.0}}
    judges = {kind: Judge(0.0, of_kind) for kind, of_kind in weights.items()}
    panel = Panel(judges)
    seen = [("", {"a", "b"}), ("", {"unknown"})]
    assert panel.weigh(seen) == {Kind.PLAN: 3000.0, Kind.MEDIATOR: -1000.0}
    assert judges[Kind.PLAN].chance(seen) == judges[Kind.PLAN].chance([], panel.weigh(seen)[Kind.PLAN])
    assert panel.weigh([("", {"unknown"})]) == {}


def test_what_was_learnt_comes_by_name() -> None:
    yes_or_no = {"answers": ["False", "True"], "bias": [0.5], "weights": {"a": [1.0]}}
    kinds = {"answers": ["none", "plan"], "bias": [0.0, 0.1], "weights": {"a": [0.0, 1.0]}}
    made = made_of({"kinds": kinds, "ways": yes_or_no, "speakers": yes_or_no, "mediator": yes_or_no})
    assert made.kinds.answers == ("none", "plan")
    assert made.ways.chance([]) == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert set(made.told) == {Kind.MEDIATOR}
    assert made.pages is None


def test_the_project_has_learnt_every_kind_of_count_and_most_of_what_is_told_without_one() -> None:
    known = models()
    assert set(known.kinds.answers) == {"none", *(kind.value for kind in Kind if kind.value in known.kinds.answers)}
    assert {"agreement", "bodies", "breakdown", "cumulative", "plan", "previous_exchange", "transfer"} <= set(
        known.kinds.answers
    )
    assert {Kind.MEDIATOR, Kind.LOCATION, Kind.ORDINAL, Kind.AGREEMENT, Kind.PLAN, Kind.TRANSFER} <= set(known.told)


@given(st.permutations(["a", "b", "c", "d"]))
def test_a_sum_is_the_same_in_whatever_order_the_features_come(order: list[str]) -> None:
    judge = Judge(0.1, {"a": 0.1, "b": 0.2, "c": -0.3, "d": 0.7})
    assert judge.weigh([("", order)]) == judge.weigh([("", ["a", "b", "c", "d"])]) == 800.0
