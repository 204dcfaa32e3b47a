"""What an explanation names is true: were it otherwise, the outcome would be otherwise."""

from functools import reduce

from hypothesis import assume, given, settings

from homeward.planning.check import score, violations
from homeward.planning.why import What, changed, explain
from homeward.planning.words import Instance
from tests.planning.few import instances, planned


@settings(deadline=None, max_examples=60)
@given(instances)
def test_what_is_named_would_change_the_outcome(instance: Instance) -> None:
    plan = planned(instance)
    assume(plan is not None)
    for person in instance.people:
        found = explain(instance, plan, person.id)
        assert found.cell == plan.assignments.get(person.id)
        for way in found.changes:
            otherwise = planned(reduce(lambda terms, change: changed(terms, person.id, change), way, instance))
            assert otherwise is not None, way
            assert (person.id in otherwise.assignments) != (person.id in plan.assignments), way


@settings(deadline=None, max_examples=60)
@given(instances)
def test_who_would_have_to_change_places_for_an_earlier_stage_and_what_is_lost_by_it(instance: Instance) -> None:
    plan = planned(instance)
    assume(plan is not None)
    assert plan is not None
    key = score(instance, plan.assignments).key(instance.goals())
    for who, cell in plan.assignments.items():
        found = explain(instance, plan, who).earlier
        if found is None:
            continue
        swapped = {**plan.assignments, who: found.cell, found.person: cell}
        assert found.cell[0] < cell[0]
        assert plan.assignments[found.person] == found.cell
        assert next(violations(instance, swapped), None) is None
        other = score(instance, swapped).key(instance.goals())
        at = len(key) if found.goal is None else instance.goals().index(found.goal)
        assert other[:at] == key[:at]
        assert found.goal is None or key[at] - other[at] == found.by > 0


@settings(deadline=None, max_examples=40)
@given(instances)
def test_the_plan_with_others_instead_is_as_much_worse_as_is_said(instance: Instance) -> None:
    plan = planned(instance)
    assume(plan is not None)
    key = score(instance, plan.assignments).key(instance.goals())
    for person in instance.people:
        found = explain(instance, plan, person.id)
        if found.instead is None or found.instead.goal is None:
            continue
        at = instance.goals().index(found.instead.goal)
        if found.cell is None:
            other = planned(
                changed(instance, person.id, next(c for way in found.changes for c in way if c.what is What.INSISTED))
            )
            best = score(instance, other.assignments).key(instance.goals())
            assert best[:at] >= key[:at]
            assert best[:at] > key[:at] or best[at] >= key[at] - found.instead.by
