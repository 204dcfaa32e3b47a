"""Invented exchanges of three sizes, such as have been: a day of a hundred, three days of a thousand, all for all.

Nobody here is real. A twentieth of those who go is spoken of by name: half of them insisted on, half refused (none in
an exchange of all for all). A sixth of those held are tied to kin or crew.
"""

import random
from typing import Any

SHAPES: dict[str, tuple[int, list[int], int]] = {  # held a side, quota of each stage, points of handover
    "S": (1_000, [100], 1),
    "M": (10_000, [390, 307, 303], 2),
    "L": (100_000, [1_667] * 60, 6),
}
_CLASSES = ["gravely wounded or sick", "wounded or sick", "minor or elderly civilian", "woman", "under 25", "other"]
_CIVILIANS = [2, 5, 15, 35, 0, 43]  # how many of a hundred are of each class
_SERVICE = [1.5, 6, 0, 2, 12, 78.5]


def exchange(size: str, seed: int) -> dict[str, Any]:
    """Return an instance as plain data.

    Args:
        size: S, M or L.
        seed: another one makes other people.
    """
    held, quota, count = SHAPES[size]
    r = random.Random(f"{size}{seed}")
    points, sites = [f"point {n}" for n in range(count)], [f"site {n}" for n in range(5 * count)]
    people: list[dict[str, Any]] = []
    insisted: list[str] = []
    refused: list[str] = []
    for way in ("A>B", "B>A"):
        there = [_person(r, way, number, sites) for number in range(held)]
        _tie(r, way, there)
        named = r.sample([one["id"] for one in there], max(4, min(sum(quota), held) // 20))
        insisted += named[: len(named) // 2]
        refused += named[len(named) // 2 :] if size != "L" else []
        people += there
    share = [-(-number * 5 // (4 * count)) for number in quota]  # a quarter more seats than quota
    agreed = [120, 0, 0] if size == "M" else None
    return {
        "format": "homeward-plan/1",
        "stages": [f"day {n + 1}" for n in range(len(quota))],
        "points": points,
        "seats": {point: list(share) for point in points},
        "stretchers": {point: [number // (50 * count) + 1 for number in quota] for point in points},
        "quota": {"A>B": quota, "B>A": quota},
        "tolerance": 0,
        "civilians": agreed and {"A>B": agreed, "B>A": agreed},
        "classes": _CLASSES,
        "insisted": insisted,
        "refused": refused,
        "km": {site: {point: r.randint(60, 899) for point in points} for site in sites},
        "people": people,
        "lottery": f"{size}{seed}",
    }


def _person(r: random.Random, way: str, number: int, sites: list[str]) -> dict[str, Any]:
    civilian = r.random() < 0.11
    rank = r.choices(range(6), _CIVILIANS if civilian else _SERVICE)[0]
    return {
        "id": f"{way[0]}{number:06}", "direction": way, "category": "civilian" if civilian else "serviceman",
        "class": rank, "days": min(int(r.gammavariate(2.2, 180)), 1186), "stretcher": rank == 0 and r.random() < 0.5,
        "site": r.choice(sites), "group": None,
    }  # fmt: skip


def _tie(r: random.Random, way: str, people: list[dict[str, Any]]) -> None:
    """Tie a sixth to kin or crew, in twos to sixes."""
    tied = r.sample(people, len(people) // 6)
    number = 0
    while tied:
        size = r.choice([2, 2, 2, 3, 3, 4, 6])
        for one in tied[:size]:
            one["group"] = f"{way[0]} group {number}"
        del tied[:size]
        number += 1
