"""A plan is counted person by person: every broken term is told, in words; and who is left waiting is seen."""

from homeward.planning import Waiting, instance_of, score, violations, waiting
from tests.planning.invented import exchange


def test_every_broken_term_is_told() -> None:
    given = exchange(0, held=20, quota=(2, 2), points=1)
    for one in given["people"]:
        one.update(stretcher=True, category="civilian")
    given.update(insisted=["B0001"], refused=["A0004"], unwilling=["A0005"], civilians={"A>B": [1, 0], "B>A": [0, 0]})
    going = {"A0001": (0, 0), "A0002": (0, 0), "A0003": (0, 0), "A0004": (0, 0), "A0005": (1, 0), "nobody": (0, 0)}
    assert list(violations(instance_of(given), going)) == [
        "nobody is not among the people, or goes to a stage or point that there is not.",
        "d1 at p1, A>B: 4 people, room for 3.",
        "d1 at p1, A>B: 4 stretchers, room for 1.",
        "d1, A>B: 4 people, agreed were 2.",
        "d1: the directions differ by 4, at most 0 is agreed.",
        "d2: the directions differ by 1, at most 0 is agreed.",
        "d1, A>B: 4 of category civilian, agreed were 1.",
        "d2, A>B: 1 of category civilian, agreed were 0.",
        "B0001 was insisted on and does not go.",
        "A0004 was refused and goes.",
        "A0005 does not wish to go and goes.",
    ]


def test_what_a_plan_reaches_is_counted_as_the_terms_say() -> None:
    given = exchange(0, held=4, quota=(9, 9), points=2)
    ranks, days, groups = [0, 1, 2, 3], [5, 7, 11, 13], ["g", "g", "h", "h"]
    for number, one in enumerate(given["people"]):
        one.update({"class": ranks[number % 4], "days": days[number % 4], "group": None, "site": "s1"})
        if number < 4:
            one["group"] = groups[number]
    given.update(insisted=[], refused=[], km={"s1": {"p1": 10, "p2": 100}})
    going = {"A0000": (1, 0), "A0001": (1, 0), "A0002": (0, 0), "A0003": (0, 1), "B0000": (0, 0)}
    found = score(instance_of(given), going)
    assert (found.moved, found.classes, found.waited, found.km) == (5, (2, 1, 1, 1), 41, 140)
    assert found.prompt == 2 + 2 + 1, "the stages, from 1, of those of the first two classes"
    assert found.together == 1 - 1, "g goes whole, h is split"


def test_who_has_waited_how_long_is_seen_by_class_sex_age_and_site() -> None:
    given = exchange(0, held=4, quota=(9,), points=1)
    for number, one in enumerate(given["people"]):
        one.update({"class": 3, "days": 100 * number, "site": "s1", "sex": "fm"[number % 2], "age": 17 + 20 * number})
        if number == 3:
            del one["sex"], one["age"]
    given["people"] = given["people"][:4] + given["people"][7:]
    found = waiting(instance_of({**given, "insisted": [], "refused": []}), {"A0001": (0, 0), "A0002": (0, 0)})
    ours = {(one.by, one.which): one for one in found if one.direction == "A>B"}
    assert ours["all", "all"] == Waiting("A>B", "all", "all", 4, 2, 150.0, 150.0, 150.0, 300)
    assert ours["sex", "f"] == Waiting("A>B", "sex", "f", 2, 1, 100.0, 200.0, 0.0, 0)
    assert ours["sex", "m"].days_staying is None
    assert ours["sex", "not told"].days_going is None
    assert ours["sex", "not told"].share == 0
    ages = [one.which for one in found if one.direction == "A>B" and one.by == "age"]
    assert ages == ["35 to 44", "45 to 59", "not told", "under 18"]
    assert [one.by for one in found if one.direction == "B>A"] == ["all", "class", "sex", "age", "site"]
