"""After changes as little is otherwise than announced as can be, then balance is restored, then it is best again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from homeward.planning import Cell, Instance, PlanningError, instance_of, plan, score, violations
from homeward.planning.again import Changes, Rest, changes_of, replan, rest
from tests.planning.few import plain_instances, planned
from tests.planning.invented import tiny

MOST = 5_000  # plans of an instance that are all looked at


def allowed(left: Rest, going: dict[str, Cell]) -> bool:
    """Whether a plan keeps the terms that are left, beyond which the direction that owes may go to make good."""
    if left.owing is None:
        return next(violations(left.instance, going), None) is None
    terms = left.instance
    loose = replace(terms, tolerance=None, categories={}, quota={d: (99,) * len(terms.stages) for d in terms.quota})
    if next(violations(loose, going), None) is not None:
        return False
    flow, carried = Counter[tuple[int, str]](), Counter[tuple[int, str, str]]()
    for person in terms.people:
        if person.id in going and person.id not in terms.goodwill:
            flow[going[person.id][0], person.direction] += 1
            carried[going[person.id][0], person.direction, person.category] += 1
    tolerance, total, beyond = terms.tolerance or 0, 0, Counter[str]()
    other = next(d for d in terms.directions if d != left.owing)
    for stage in left.stages:
        more = flow[stage, left.owing] * terms.share(left.owing) - flow[stage, other] * terms.share(other)
        over = 0
        for (direction, category), wanted in terms.carried().items():
            number = carried[stage, direction, category]
            extra = number - wanted[stage].stop + 1 if direction == left.owing else 0
            if number < wanted[stage].start or number - max(0, extra) not in wanted[stage]:
                return False
            beyond[category] += max(0, extra)
            over += max(0, extra)
        quota = terms.quota[left.owing][stage]
        least = max(0, more - tolerance, (flow[stage, left.owing] - quota) * terms.share(left.owing), over)
        if least > more + tolerance or flow[stage, other] > terms.quota[other][stage]:
            return False
        total += least
    return total <= left.owed and all(number <= left.missing[category] for category, number in beyond.items())


def reached(left: Rest, going: dict[str, Cell]) -> tuple[int, ...]:
    """What a plan reaches: kept, then what is owed after each stage, then the objectives."""
    terms, until = left.instance, left.owed
    owed = []
    for stage in left.stages if left.owing is not None else ():
        for person in terms.people:
            if person.id in going and going[person.id][0] == stage and person.id not in terms.goodwill:
                until += terms.share(person.direction) * (-1 if person.direction == left.owing else 1)
        owed.append(-max(0, until))
    kept = sum(going.get(who) == cell for who, cell in left.announced.items())
    return (kept, *owed, *score(terms, going).key(terms.goals()))


def every_plan(left: Rest) -> Iterator[dict[str, Cell]]:
    cells = [(stage, point) for stage in left.stages for point in range(len(left.instance.points))]
    for way in product(*([None, *cells] for _ in left.instance.people)):
        going = {one.id: cell for one, cell in zip(left.instance.people, way, strict=True) if cell is not None}
        if allowed(left, going):
            yield going


@st.composite
def changed(draw: st.DrawFn) -> tuple[Instance, dict[str, Cell], Changes]:
    """A small instance, its plan, and what has happened since."""
    given = draw(plain_instances(most=3) | tiny())
    assume((len(given["stages"]) * len(given["points"]) + 1) ** len(given["people"]) < MOST)
    if draw(st.booleans()):
        given["civilians"] = {way: [draw(st.integers(0, 1)) for _ in given["stages"]] for way in ("A>B", "B>A")}
    instance = instance_of(given)
    announced = planned(instance)
    assume(announced is not None and announced.assignments)
    cells = dict(announced.assignments)
    over = instance.stages[: draw(st.integers(0, len(instance.stages) - 1))]
    some = st.lists(st.sampled_from(sorted(cells)), unique=True, max_size=3)
    past = {who for who, cell in cells.items() if instance.stages[cell[0]] in over}
    fewer = {instance.stages[-1]: draw(st.integers(0, 2))}
    changes = Changes(
        handed_over=over,
        missed=frozenset(draw(some)) & past,
        unable=frozenset(draw(some)),
        seats={instance.points[0]: fewer} if draw(st.booleans()) else {},
    )
    return instance, cells, changes


@settings(deadline=None, max_examples=60)
@given(changed())
def test_no_plan_keeps_more_balances_earlier_or_is_better_again(
    case: tuple[Instance, dict[str, Cell], Changes],
) -> None:
    instance, announced, changes = case
    left = rest(instance, announced, changes)
    best = max((reached(left, going) for going in every_plan(left)), default=None)
    try:
        found = replan(instance, announced, changes)
    except PlanningError:
        assert best is None
        return
    assert best is not None
    going = {who: cell for who, cell in found.assignments.items() if who not in left.fixed}
    assert allowed(left, going)
    assert reached(left, going) == best
    assert found.is_least
    assert [(one.owed, one.bound) for one in found.repaid] == [(-n, -n) for n in best[1 : 1 + len(found.repaid)]]
    assert all(step.value == step.bound for step in found.levels)


EXAMPLE: dict[str, Any] = {
    "format": "homeward-plan/1", "stages": ["d1", "d2", "d3"], "points": ["p"], "seats": {"p": [3, 3, 3]},
    "stretchers": {"p": [0, 0, 0]}, "quota": {"A>B": [2, 2, 2], "B>A": [2, 2, 2]}, "tolerance": 0,
    "classes": ["all"], "km": {"s": {"p": 1}}, "lottery": "",
    "people": [
        {"id": f"{way[0]}{n}", "direction": way, "category": "serviceman", "class": 0, "days": 100 - n,
         "stretcher": False, "site": "s", "group": None}
        for way in ("A>B", "B>A") for n in range(8)
    ],
}  # fmt: skip


def test_what_one_side_gave_too_few_it_gives_in_the_next_stage() -> None:
    instance = instance_of(EXAMPLE)
    announced = plan(instance).assignments
    missed = frozenset(who for who, cell in announced.items() if cell[0] == 0 and who.startswith("A"))
    found = replan(instance, announced, Changes(handed_over=("d1",), missed=missed))
    assert found.owing == "A>B"
    assert [one.owed for one in found.repaid] == [1, 0]  # a seat more than the quota is there on either day
    assert found.kept == 8
    assert (found.moved, found.left_out) == ((), ())
    assert {who for who in found.added if who in missed} == missed  # who has waited longest


def test_whoever_was_handed_over_stays_handed_over() -> None:
    instance = instance_of(EXAMPLE)
    announced = plan(instance).assignments
    changes = Changes(handed_over=("d1",), unable=frozenset(announced))
    found = replan(instance, announced, changes)
    assert {who: cell for who, cell in announced.items() if cell[0] == 0}.items() <= found.assignments.items()
    assert found.lost == tuple(sorted(who for who, cell in announced.items() if cell[0] > 0))


def test_a_stage_that_slips_keeps_its_people() -> None:
    instance = instance_of(EXAMPLE)
    announced = plan(instance).assignments
    found = replan(instance, announced, Changes(slipped={"d1": "d3"}))
    assert found.kept == 12
    assert {found.assignments[who] for who, cell in announced.items() if cell[0] == 0} == {(2, 0)}


def test_nobody_goes_against_a_will_that_has_changed() -> None:
    instance = instance_of(EXAMPLE)
    announced = plan(instance).assignments
    found = replan(instance, announced, Changes(unwilling=frozenset(["A0"])))
    assert "A0" not in found.assignments
    assert found.added == ("A6",)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"format": "homeward-plan/1"}, '"format" must be "homeward-changes/1"'),
        ({"gone": []}, "There is no field 'gone'"),
        ({"handed_over": ["d9"]}, "'handed_over' names 'd9'"),
        ({"missed": ["A0"]}, "'missed' names A0, who was not announced for a stage that is handed over"),
        ({"unable": ["Z"]}, "'unable' names 'Z'"),
        ({"seats": {"q": {}}}, "'seats' names 'q'; it must be one of p"),
        ({"seats": {"p": {"d2": -1}}}, "'d2' of 'seats' of p must be a whole number"),
        ({"quota": {"A>B": {"d8": 1}}}, "'quota' of A>B names 'd8'"),
        ({"handed_over": ["d1"], "seats": {"p": {"d1": 1}}}, "'seats' of p changes d1, which is handed over"),
        ({"slipped": {"d1": "d1"}}, "'slipped' says that d1 comes after itself"),
        ({"handed_over": ["d1"], "slipped": {"d1": "d2"}}, "d1 is handed over; it cannot slip"),
        ({"went": [{"person": "A0", "stage": "d1", "point": "p"}]}, "'stage' of 'went', 1 is 'd1'"),
    ],
)
def test_changes_that_cannot_be_are_refused_with_their_place(given: dict[str, Any], said: str) -> None:
    instance = instance_of(EXAMPLE)
    announced = plan(instance).assignments
    with pytest.raises(PlanningError) as error:
        changes_of({"format": "homeward-changes/1", **given}, instance, announced)
    assert said in str(error.value)


def test_a_stage_before_one_that_is_handed_over_must_have_slipped() -> None:
    instance = instance_of(EXAMPLE)
    with pytest.raises(PlanningError, match="d2 is handed over and d1, which comes before it, is not"):
        replan(instance, plan(instance).assignments, Changes(handed_over=("d2",)))
