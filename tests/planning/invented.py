"""Invented instances: tiny ones of every shape, and larger ones such as an exchange of a day or three."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from homeward.planning import Cell, Instance, instance_of, score, violations

CLASSES = ["gravely wounded or sick", "wounded or sick", "woman", "other"]


@st.composite
def tiny(draw: st.DrawFn) -> dict[str, Any]:
    """An instance so small that every plan of it can be looked at."""
    stages = [f"d{n + 1}" for n in range(draw(st.integers(1, 2)))]
    points = [f"p{n + 1}" for n in range(draw(st.integers(1, 2)))]
    sites = ["s1", "s2"]
    held = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    few = st.integers(0, 3)
    people = [
        {
            "id": f"{way[0]}{number}",
            "direction": way,
            "category": draw(st.sampled_from(["civilian", "serviceman"])),
            "class": draw(st.integers(0, 3)),
            "days": draw(st.integers(0, 3)) * 100 + draw(st.integers(0, 1)),
            "stretcher": draw(st.booleans()),
            "site": draw(st.sampled_from(sites)),
            "group": draw(st.sampled_from([None, None, f"{way[0]}g1", f"{way[0]}g2"])),
        }
        for way, count in zip(("A>B", "B>A"), held, strict=True)
        for number in range(count)
    ]
    each = lambda: [draw(few) for _ in stages]  # noqa: E731
    ids = [one["id"] for one in people]
    fates = {
        who: draw(st.sampled_from(["", "", "", "", "", "insisted", "refused", "unwilling", "goodwill"])) for who in ids
    }
    some: dict[str, Any] = {
        name: [who for who in ids if fates[who] == name] for name in ("insisted", "refused", "unwilling", "goodwill")
    }
    if draw(st.booleans()):
        some["civilians"] = {way: [draw(st.integers(0, 1)) for _ in stages] for way in ("A>B", "B>A")}
    if draw(st.booleans()):
        some["ratio"] = {"A>B": draw(st.integers(1, 2)), "B>A": draw(st.integers(1, 2))}
    return {
        "format": "homeward-plan/1",
        "stages": stages,
        "points": points,
        "classes": CLASSES,
        "seats": {point: each() for point in points},
        "stretchers": {point: each() for point in points},
        "quota": {way: each() for way in ("A>B", "B>A")},
        "tolerance": draw(st.sampled_from([0, 1, None])),
        "km": {site: {point: draw(st.integers(1, 9)) for point in points} for site in sites},
        "people": people,
        "order": draw(st.permutations(["moved", "classes", "prompt", "together", "waited", "km"])),
        **some,
    }


def every_plan(instance: Instance) -> Iterator[dict[str, Cell]]:
    """Every plan that keeps the terms."""
    who = [person.id for person in instance.people]
    for cells in itertools.product([None, *instance.cells], repeat=len(who)):
        assignments = {one: cell for one, cell in zip(who, cells, strict=True) if cell is not None}
        if next(violations(instance, assignments), None) is None:
            yield assignments


def best(instance: Instance) -> tuple[int, ...] | None:
    """The values of the best plan, by looking at all of them; None: there is none."""
    goals = instance.goals()
    return max((score(instance, one).key(goals) for one in every_plan(instance)), default=None)


def exchange(seed: int, held: int = 120, quota: tuple[int, ...] = (10, 8), points: int = 2) -> dict[str, Any]:
    """An exchange of some days: kin and crews, stretchers, sites, people insisted on and refused."""
    r = random.Random(seed)
    stages, sites = [f"d{n + 1}" for n in range(len(quota))], [f"s{n + 1}" for n in range(3 * points)]
    names = [f"p{n + 1}" for n in range(points)]
    people: list[dict[str, Any]] = []
    for way in ("A>B", "B>A"):
        group, left = 0, 0
        for number in range(held):
            if left == 0 and r.random() < 0.1:
                group, left = group + 1, r.choice([2, 2, 3, 4])
            rank = r.choices(range(4), [2, 8, 15, 75])[0]
            people.append(
                {
                    "id": f"{way[0]}{number:04}", "direction": way, "class": rank, "days": r.randrange(1000),
                    "category": "civilian" if r.random() < 0.1 else "serviceman",
                    "stretcher": rank == 0 and r.random() < 0.5, "site": r.choice(sites),
                    "group": f"{way[0]}g{group}" if left else None,
                    "sex": r.choice("fm"), "age": r.randrange(16, 70),
                }
            )  # fmt: skip
            left = max(0, left - 1)
    chosen = r.sample([one["id"] for one in people], held // 10)
    return {
        "format": "homeward-plan/1",
        "stages": stages,
        "points": names,
        "classes": CLASSES,
        "seats": {point: [-(-number * 5 // (4 * points)) for number in quota] for point in names},
        "stretchers": {point: [1 for _ in quota] for point in names},
        "quota": {way: list(quota) for way in ("A>B", "B>A")},
        "tolerance": 0,
        "civilians": None,
        "km": {site: {point: r.randrange(60, 900) for point in names} for site in sites},
        "insisted": [who for who in chosen[::2] if not who.endswith("0")],
        "refused": chosen[1::2],
        "people": people,
        "lottery": f"seed {seed}",
    }


def made(given: dict[str, Any]) -> Instance:
    """The instance that plain data says."""
    return instance_of(given)
