"""Reading against the answer key beside the project: F1 by language and by kind, and documents a second.

    python -m benchmarks reading [--accept]        or        python -m benchmarks.reading

The key (``shared/reading/dev``: texts, notes, ``gold.jsonl``) is not part of the repository; without it nothing is
measured. A claim is right as LABELS.md and score.py there say: the same kind (a part of a transfer is a transfer), the
same count and direction, overlapping evidence; of an ordinal its number; of what has no count, kind and evidence.
"""

import json
import re
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from homeward.reading import Claim, Document, Kind, read
from homeward.reading.load import load

NAME = "reading"
KEY = Path(__file__).parents[2] / "shared" / "reading" / "dev"

_MOVES = {Kind.TRANSFER, Kind.BREAKDOWN}
_ROUNDS = 5  # the best of so many is the speed


def measure() -> dict[str, float]:
    """F1 of the whole key, of each language and kind, agreement on what is a report, and documents a second."""
    if not KEY.is_dir():
        return {}
    keys = [json.loads(line) for line in (KEY / "gold.jsonl").read_text("utf-8").splitlines()]
    documents = {key["id"]: load(KEY / f"{key['id']}.txt") for key in keys}
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    reports = 0
    for key in keys:
        reading = read(documents[key["id"]])
        reports += reading.is_exchange_report == key["is_exchange_report"]
        _compare(list(reading.claims), key, right, missed, wrong)
    names = sorted({*right, *missed, *wrong})
    figures = {f"F1 {name}": _f1(right[name], missed[name], wrong[name]) for name in names}
    figures["is a report"] = reports / len(keys)
    for language in sorted({key["lang"] for key in keys}):
        figures[f"documents a second {language}"] = _speed([documents[k["id"]] for k in keys if k["lang"] == language])
    return figures


def _compare(
    said: list[Claim], key: dict[str, Any], right: Counter[str], missed: Counter[str], wrong: Counter[str]
) -> None:
    """Add one document to the counts, under its language and under language and kind."""
    language = key["lang"]
    for claim in key["claims"]:
        hits = sorted((c for c in said if _same(c, claim)), key=lambda c: c.kind.value != claim["kind"])
        tally = right if hits else missed
        tally.update([language, f"{language} {claim['kind']}"])
        if hits:
            said.remove(hits[0])
    for left in said:
        wrong.update([language, f"{language} {left.kind.value}"])


def _same(said: Claim, key: dict[str, Any]) -> bool:
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


def _f1(right: int, missed: int, wrong: int) -> float:
    return round(2 * right / (2 * right + missed + wrong), 3)


def _speed(documents: list[Document]) -> float:
    """Documents read in a second on one core, after start-up."""
    times = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        for document in documents:
            read(document)
        times.append(time.perf_counter() - began)
    return round(len(documents) / min(times), 0)


def main() -> None:
    """Print what ``measure`` finds, a group a paragraph."""
    groups: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, value in measure().items():
        groups[name.split(" ")[0]].append((name, value))
    for group in groups.values():
        for name, value in group:
            print(f"{name:<40}{value:>10.3f}")
        print()


if __name__ == "__main__":
    main()
