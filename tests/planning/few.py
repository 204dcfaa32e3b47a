"""Small invented instances, for rules that are tried out by planning again and again."""

from typing import Any

from hypothesis import strategies as st

from homeward.planning import Instance, Plan, PlanningError, instance_of, plan
from tests.planning.invented import tiny

CLASSES = ["first", "second", "third"]


@st.composite
def plain_instances(draw: st.DrawFn, most: int = 5, stages: int = 2) -> dict[str, Any]:
    """An instance in its JSON form: few people, one to two stages and points; terms that can be kept together."""
    stage_names = [f"d{n + 1}" for n in range(draw(st.integers(1, stages)))]
    points = [f"p{n + 1}" for n in range(draw(st.integers(1, 2)))]
    people = []
    for direction in ("A>B", "B>A"):
        side = direction[0]
        for number in range(draw(st.integers(2, most))):
            rank = draw(st.integers(0, 2))
            people.append({
                "id": f"{side}{number}", "direction": direction,
                "category": draw(st.sampled_from(["serviceman", "serviceman", "civilian"])),
                "class": rank, "days": draw(st.integers(0, 9)),
                "stretcher": rank == 0 and draw(st.booleans()), "site": draw(st.sampled_from(["s1", "s2"])),
                "group": draw(st.sampled_from([None, None, f"{side}g1", f"{side}g2"])),
            })  # fmt: skip
    ids = [one["id"] for one in people]
    barred = draw(st.lists(st.sampled_from(ids), unique=True, max_size=3))
    free = [one for one in ids if one not in barred]
    quota = [draw(st.integers(1, 3)) for _ in stage_names]
    return {
        "format": "homeward-plan/1", "stages": stage_names, "points": points,
        "seats": {p: [draw(st.integers(1, 3)) for _ in stage_names] for p in points},
        "stretchers": {p: [draw(st.integers(0, 1)) for _ in stage_names] for p in points},
        "quota": {"A>B": quota, "B>A": quota}, "tolerance": draw(st.integers(0, 1)), "civilians": None,
        "classes": CLASSES, "insisted": draw(st.lists(st.sampled_from(free), unique=True, max_size=1)) if free else [],
        "refused": barred[:2], "unwilling": barred[2:],
        "km": {s: {p: draw(st.integers(1, 5)) for p in points} for s in ("s1", "s2")}, "people": people,
        "lottery": draw(st.sampled_from(["one", "two"])),
    }  # fmt: skip


instances = (plain_instances() | tiny()).map(instance_of)


def planned(instance: Instance) -> Plan | None:
    """The plan, or None where the terms cannot be kept together."""
    try:
        return plan(instance)
    except PlanningError:
        return None
