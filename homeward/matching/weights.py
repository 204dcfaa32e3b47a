"""What was learnt of lists: how often a clerk who means one person writes a field one way or another."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from homeward.matching.dates import Born


@dataclass(frozen=True, slots=True)
class Weights:
    """Learnt numbers (``data/weights.toml``, made by ``benchmarks/matching/weigh.py``).

    Attributes:
        born: How often two dates of one person stand in each relation, by ``Born``; sums to 1 without MISSING.
        place: How often two birthplaces of one person are written as near as ``place_near``.
        place_near: Bits of distance within which two places are one.
        unit: How often two units of one person agree.
        number: How often two personal numbers of one person agree.
        sex: How often the sex of one person agrees.
        unseen: Bits of surprise of a name that nobody in the registry has, by role.
        wrong: Bits against a name that is another one altogether, by role.
        namesakes: Share of a list's rows that are namesakes or relatives of somebody in the registry.
        share: Share of a list that is usually in the registry, before looking.
        certain: Probability from which a match is certain.
        judge: Probability from which a match is worth a person's look.
    """

    born: dict[Born, float]
    place: float
    place_near: float
    unit: float
    number: float
    sex: float
    unseen: dict[str, float]
    wrong: dict[str, float]
    namesakes: float
    share: float
    certain: float
    judge: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The learnt weights."""
    data = tomllib.loads(resources.files("homeward.matching").joinpath("data/weights.toml").read_text("utf-8"))
    return Weights(
        born={Born[name.upper()]: value for name, value in data.pop("born").items()},
        **data,
    )
