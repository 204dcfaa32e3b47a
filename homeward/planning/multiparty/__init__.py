"""Exchanges among many parties: who goes where so that each of them agrees to the whole.

Where two sides exchange so many for so many, seven may not: one gives a man only if two others come to a third, who
gives nobody; one gives for a friend's sake and gets nothing. Each demands, refuses and keeps a balance, nobody goes
against his will, and no party agrees to a part. What is hard is that one demand unmet undoes the whole; so the best
settlement is searched for and proven, objective by objective, and where nothing moves, the smallest set of demands in
conflict is named.
"""

from homeward.planning.multiparty.conflict import WhyNot, why_not
from homeward.planning.multiparty.kept import broken, possible, score
from homeward.planning.multiparty.loops import Loop, Shape, loops
from homeward.planning.multiparty.read import FORMAT, deal_of, read_deal
from homeward.planning.multiparty.settle import settle
from homeward.planning.multiparty.words import (
    ORDER,
    Condition,
    Deal,
    Demand,
    Held,
    Level,
    Objective,
    Party,
    Settlement,
    Term,
    TermKind,
    Transfer,
)

__all__ = [
    "FORMAT",
    "ORDER",
    "Condition",
    "Deal",
    "Demand",
    "Held",
    "Level",
    "Loop",
    "Objective",
    "Party",
    "Settlement",
    "Shape",
    "Term",
    "TermKind",
    "Transfer",
    "WhyNot",
    "broken",
    "deal_of",
    "loops",
    "possible",
    "read_deal",
    "score",
    "settle",
    "why_not",
]
