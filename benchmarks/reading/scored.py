"""Claims against an answer key: what is right, missed and wrong, by language and by kind.

A claim is right as LABELS.md and score.py beside the key say: the same kind (a part of a transfer is a transfer), the
same count and direction, overlapping evidence; of an ordinal its number; of what has no count, kind and evidence.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from homeward.reading import OUTLET, Claim, Document, Kind, Reading, read

ATTRIBUTES = ("count_qualifier", "category", "exchange_date", "speaker", "side")

_MOVES = {Kind.TRANSFER, Kind.BREAKDOWN}
_ALL = "moves"  # transfers and breakdowns together


@dataclass(slots=True)
class Tally:
    """Counts of claims and agreements, under a language and under language and kind."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    agree: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    documents: int = 0

    def add(self, document: Document, key: dict[str, Any], reading: Reading | None = None) -> None:
        """Read a document, unless its *reading* is given, and compare what it says with its key."""
        reading = reading or read(document)
        self.documents += 1
        self.reports += reading.is_exchange_report == key["is_exchange_report"]
        said, language = list(reading.claims), key["lang"]
        for claim in key["claims"]:
            hits = sorted((c for c in said if same(c, claim)), key=lambda c: c.kind.value != claim["kind"])
            (self.right if hits else self.missed).update(_names(language, Kind(claim["kind"])))
            if hits:
                said.remove(hits[0])
                agreed = (name for name in ATTRIBUTES if attribute(hits[0], name) == expected(claim, name))
                self.agree.update(f"{language} {name}" for name in agreed)
        for left in said:
            self.wrong.update(_names(language, left.kind))

    def figures(self) -> dict[str, float]:
        """F1 of each language and kind, and how often the attributes of right claims agree."""
        names = sorted({*self.right, *self.missed, *self.wrong})
        figures = {f"F1 {name}": self.f1(name) for name in names}
        shares = ((name, self.agree[name] / max(1, self.right[name[:2]])) for name in sorted(self.agree))
        return figures | {f"agrees {name}": round(share, 3) for name, share in shares}

    def f1(self, name: str) -> float:
        """The F1 of a language, or of a language and kind."""
        right = self.right[name]
        return round(2 * right / max(1, 2 * right + self.missed[name] + self.wrong[name]), 3)


def _names(language: str, kind: Kind) -> list[str]:
    return [language, f"{language} {kind.value}", *([f"{language} {_ALL}"] if kind in _MOVES else [])]


def attribute(said: Claim, name: str) -> str | None:
    """An attribute of a claim, as the key writes it."""
    if name == "side":
        return said.speaker.split(":")[0].strip()
    value = getattr(said, name)
    return str(value) if value else None


def expected(claim: dict[str, Any], name: str) -> str | None:
    """The same of a claim of the key."""
    speaker: str = claim["speaker"] or OUTLET
    return speaker.split(":")[0].strip() if name == "side" else speaker if name == "speaker" else claim[name] or None


def same(said: Claim, key: dict[str, Any]) -> bool:
    """Whether a claim is the one of the key."""
    kinds = {said.kind, Kind(key["kind"])}
    if len(kinds) > 1 and not kinds <= _MOVES:
        return False
    if said.start >= key["end"] or key["start"] >= said.end:
        return False
    if said.kind is Kind.ORDINAL:
        return _number(said.value) == _number(key["value"])
    if key["count"] is None:
        return said.count is None
    return said.count == key["count"] and said.direction == key["direction"]


def _number(value: str | None) -> str | None:
    found = re.search(r"\d+", value or "")
    return found.group() if found else None
