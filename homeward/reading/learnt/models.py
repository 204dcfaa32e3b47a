"""All that was learnt, as it lies in ``data/learnt.json``."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from homeward.reading.learnt.linear import Judge, Panel
from homeward.reading.learnt.nets import Net
from homeward.reading.words import Kind

_OTHERS = {"pages", "ways", "speakers"}  # models that judge no telling


@dataclass(frozen=True, slots=True)
class Models:
    """All that was learnt: whether a page is about captives, a count's kind, its way, who says it; what is told."""

    pages: Judge | None
    kinds: Net
    ways: Judge
    speakers: Judge
    told: dict[Kind, Judge]
    panel: Panel  # the same, for what all of them see


@cache
def models() -> Models:
    """The models of ``data/learnt.json``."""
    return made_of(json.loads((resources.files("homeward.reading") / "data" / "learnt.json").read_text("utf-8")))


def made_of(said: dict[str, Any]) -> Models:
    """The models that a learner gave, as JSON."""
    judges = {name: _judge(model) for name, model in said.items() if name != "kinds"}
    told = {Kind(name): judges[name] for name in judges.keys() - _OTHERS}
    return Models(
        judges.get("pages"),
        Net(said["kinds"]),
        judges["ways"],
        judges["speakers"],
        told,
        Panel(told),
    )


def _judge(said: dict[str, Any]) -> Judge:
    return Judge(said["bias"][0], {feature: column[0] for feature, column in said["weights"].items()})
