"""What one more would bring is what planning with it brings."""

from hypothesis import assume, given, settings

from homeward.planning import Instance
from homeward.planning.why.more import LOOKED_AT, Resource, more, with_one_more
from tests.planning.few import instances, planned


@settings(deadline=None, max_examples=25)
@given(instances)
def test_the_first_level_that_would_be_better_is_named_and_by_how_much(instance: Instance) -> None:
    plan = planned(instance)
    assume(plan is not None)
    assert plan is not None
    values = {level.goal: level.value for level in plan.levels}
    found = list(more(instance, plan))
    assert {one.resource for one in found} == set(Resource)
    for one in found:
        other = planned(with_one_more(instance, one.resource, one.stage, one.point))
        if other is None:
            assert one.goal is None
            continue
        gains = [(level.goal, level.goal.sign * (level.value - values[level.goal])) for level in other.levels]
        looked = [goal for goal, _ in gains if goal.objective in LOOKED_AT][-1]
        until = gains[: [goal for goal, _ in gains].index(looked) + 1]
        first = next(((goal, by) for goal, by in until if by), (None, 0))
        assert (one.goal, one.by) == (first if first[1] > 0 else (None, 0))
