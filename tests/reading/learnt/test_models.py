"""What the project has learnt, and by which name each model comes."""

import math

import pytest

from homeward.reading import Kind
from homeward.reading.learnt.models import made_of, models
from tests.reading.learnt.taught import choice, net, yes_or_no


def test_what_was_learnt_comes_by_name() -> None:
    judges = dict.fromkeys(("people", "days", "speakers", "mediator"), yes_or_no({"a": 1.0}, 0.5))
    kinds = net(("none", "plan"), (0.0, 0.1), {"a": (0.0, 1.0)})
    made = made_of({"kinds": kinds, "ways": choice(bias=0.25)} | judges)
    assert made.kinds.answers == ("none", "plan")
    assert made.ways.weigh([]) == 250
    assert made.speakers.chance([]) == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert set(made.told) == {Kind.MEDIATOR}
    assert made.pages is None


def test_the_project_has_learnt_every_kind_of_count_and_most_of_what_is_told_without_one() -> None:
    known = models()
    assert set(known.kinds.answers) == {"none", *(kind.value for kind in Kind if kind.value in known.kinds.answers)}
    assert {"agreement", "bodies", "breakdown", "cumulative", "plan", "previous_exchange", "transfer"} <= set(
        known.kinds.answers
    )
    assert {Kind.MEDIATOR, Kind.LOCATION, Kind.ORDINAL, Kind.AGREEMENT, Kind.PLAN, Kind.TRANSFER} <= set(known.told)
