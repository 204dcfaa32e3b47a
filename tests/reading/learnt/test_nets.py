"""Hidden sums: what counts only together with another, what counts for nothing below zero, and what is told of it."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reading.learnt.nets import NO, YES, Choice, Net
from tests.reading.learnt.taught import net

PLAIN = Net(net(("none", "plan", "transfer"), (0.0, 0.0, 0.0), {"a": (0.0, 2.0, 0.0), "b": (1.0, 0.0, 3.0)}))


def together() -> dict[str, Any]:
    """Ten for each of two features, of which one sum needs more than ten: only both make it a plan."""
    table = base64.b64encode(bytes([10, 10])).decode()
    out = [[0.0, 400_000.0]]
    return {
        "answers": ["none", "plan"],
        "features": ["a", "b"],
        "table": table,
        "hidden": [-10.0],
        "out": out,
        "behind": [2e6, 0.0],
    }


def likeliest(known: Net, *features: str) -> str:
    chances = known.chances([("", features)])
    return max(chances, key=lambda answer: chances[answer])


def test_the_answer_whose_features_hold_is_the_likelier_one() -> None:
    assert likeliest(PLAIN, "a") == "plan"
    assert likeliest(PLAIN, "a", "b") == "transfer"


@given(st.sets(st.sampled_from(["a", "b", "unknown"])))
def test_chances_add_up_to_one_and_unknown_features_change_nothing(features: set[str]) -> None:
    chances = PLAIN.chances([("", features)])
    assert sum(chances.values()) == pytest.approx(1)
    assert chances == PLAIN.chances([("", features - {"unknown"})])


def test_two_features_can_say_together_what_neither_says_alone() -> None:
    known = Net(together())
    assert [likeliest(known, *features) for features in ((), "a", "b", "ab")] == ["none", "none", "none", "plan"]


def test_a_feature_is_told_to_have_done_what_it_did_on_this_page() -> None:
    known = Net(together())
    assert known.speaking_for([("", "ab")], "plan", "none") == {"a": 4.0, "b": 4.0}
    assert known.speaking_for([("", "a")], "plan", "none") == {"a": 0.0}  # its sum was not above zero
    assert PLAIN.speaking_for([("", {"b", "unknown"})], "transfer", "none") == {"b": 2.0}
    assert PLAIN.speaking_for([("", {"b"})], "plan", "bodies") == {"b": 0.0}  # an answer that was never learnt


def test_it_is_known_which_features_there_were_examples_of() -> None:
    assert PLAIN.knows("a")
    assert not PLAIN.knows("unknown")


@given(st.permutations(["a", "b", "c", "d"]))
def test_a_sum_is_the_same_in_whatever_order_the_features_come(order: list[str]) -> None:
    weights = {"a": (0.1, 0.0), "b": (0.2, 0.7), "c": (-0.3, 0.0), "d": (0.7, -0.1)}
    known = Net(net(("none", "plan"), (0.0, 0.1), weights))
    assert known.chances([("", order)]) == known.chances([("", ["a", "b", "c", "d"])])


def test_a_candidate_leads_by_what_speaks_for_it_and_what_speaks_for_it_more_than_for_another_is_told() -> None:
    known = Choice(Net(together() | {"answers": [NO, YES]}))
    assert known.weigh([]) == known.weigh([("", "a")]) == -2000
    assert known.weigh([("", "ab")]) == 2000
    assert known.speaking_for([("", "ab")], [("", "b")]) == {"a": 4.0, "b": 4.0}
    assert known.speaking_for([("", "b")], [("", "ab")]) == {"b": -4.0, "not a": -4.0}
    assert known.speaking_for([("", "ab")]) == {"a": 4.0, "b": 4.0}
