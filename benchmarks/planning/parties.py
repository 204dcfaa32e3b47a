"""Invented deals of many parties: seven of them, twenty-six people, and demands as such deals have them."""

import random
from typing import Any

PARTIES = ("Avara", "Brenn", "Cordia", "Dalmar", "Elvene", "Fjord", "Gorna")
CLASSES = ("gravely wounded or sick", "minor", "woman", "other")


def deal(seed: int, people: int = 26, parties: int = len(PARTIES)) -> dict[str, Any]:
    """Return a deal in the format ``homeward-multiparty/1``.

    Two parties hold most. Each wants its own; some ask for a friend's, some give for a friend's sake.
    """
    r = random.Random(seed)
    names = PARTIES[:parties]
    held = [_person(r, number, names) for number in range(people)]
    conditions = [_condition(r, number, names, held) for number in range(3 * parties)]
    for name in names[:2]:
        demand = {"to": name, "at_least": r.randint(1, 3)}
        conditions.append({"id": f"least {name}", "party": name, "demands": [demand]})
    rows = [
        {"name": name, "goodwill": r.choice([0, 1, 2, None]), "refuses": _some(r, held, 1) if r.random() < 0.4 else []}
        for name in names
    ]
    return {
        "format": "homeward-multiparty/1", "parties": rows, "classes": list(CLASSES), "people": held,
        "conditions": [one for one in conditions if one is not None],
        "goodwill": _some(r, held, 2), "lottery": f"seed {seed}",
    }  # fmt: skip


def _person(r: random.Random, number: int, names: tuple[str, ...]) -> dict[str, Any]:
    holder = r.choice([*names[:2] * 3, *names])
    others = [name for name in names if name != holder]
    to = r.sample(others, r.choice([1, 1, 1, 2])) if r.random() > 0.04 else []
    rank, days = r.choice([0, 1, 2, 3, 3, 3, 3]), r.randint(30, 2000)
    return {"id": f"p{number:02d}", "holder": holder, "to": to, "class": rank, "days": days}


def _some(r: random.Random, held: list[dict[str, Any]], number: int) -> list[str]:
    return sorted(one["id"] for one in r.sample(held, min(number, len(held))))


def _condition(
    r: random.Random, number: int, names: tuple[str, ...], held: list[dict[str, Any]]
) -> dict[str, Any] | None:
    party = r.choice(names)
    own = [one["id"] for one in held if one["holder"] == party]
    coming = [one["id"] for one in held if party in one["to"]]
    if not own:
        return None
    others = [one for one in held if one["holder"] != party and one["to"]]
    friend = r.choice(others)
    demands: list[dict[str, Any]] = [
        {"people": r.sample(coming, min(len(coming), r.choice([1, 1, 2]))), "to": party},
        {"people": [friend["id"]], "to": r.choice(friend["to"])},
        {"to": party, "at_least": r.choice([1, 2]), "each": True},
        {"from": r.choice([name for name in names if name != party]), "at_least": r.choice([1, 2])},
        {"people": r.sample(coming, min(len(coming), 3)), "at_least": 1},
        {"from": party, "at_most": r.choice([2, 3, 5])},
    ]
    usable = [one for one in demands if one.get("people") != []]
    gives = r.sample(own, min(len(own), r.choice([1, 1, 2, 3])))
    wanted = r.sample(usable, r.choice([1, 1, 2]))
    return {"id": f"c{number:02d}", "party": party, "gives": sorted(gives), "demands": wanted}
