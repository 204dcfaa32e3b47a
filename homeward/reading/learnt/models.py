"""All that was learnt, as it lies in ``data/learnt.json``."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from homeward.reading.learnt.linear import Judge, Panel
from homeward.reading.learnt.nets import Choice, Net
from homeward.reading.words import Kind

_OTHERS = {"pages", "people", "days", "speakers", "ways"}  # models that judge no telling


@dataclass(frozen=True, slots=True)
class Models:
    """All that was learnt: whether a page is about captives; what a count is of, whom, when, who says it and its way;
    what is told without a count.
    """

    pages: Judge | None
    kinds: Net
    people: Judge
    days: Judge
    speakers: Judge
    ways: Choice
    told: dict[Kind, Judge]
    panel: Panel  # the same, for what all of them see


@cache
def models() -> Models:
    """The models of ``data/learnt.json``."""
    return made_of(json.loads((resources.files("homeward.reading") / "data" / "learnt.json").read_text("utf-8")))


def made_of(said: dict[str, Any]) -> Models:
    """The models that a learner gave, as JSON."""
    judges = {name: _judge(model) for name, model in said.items() if "weights" in model}
    told = {Kind(name): judges[name] for name in judges.keys() - _OTHERS}
    return Models(
        judges.get("pages"),
        Net(said["kinds"]),
        judges["people"],
        judges["days"],
        judges["speakers"],
        Choice(Net(said["ways"])),
        told,
        Panel(told),
    )


def _judge(said: dict[str, Any]) -> Judge:
    return Judge(said["bias"], said["weights"])
