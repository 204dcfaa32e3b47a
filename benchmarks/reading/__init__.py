"""Reading against the answer key beside the project: F1 by language and by kind, and documents a second.

    python -m benchmarks reading [--accept]        or        python -m benchmarks.reading

The key (``shared/reading/dev``: texts, notes, ``gold.jsonl``) is not part of the repository; without it nothing is
measured. A claim is right as LABELS.md and score.py there say: the same kind (a part of a transfer is a transfer), the
same count and direction, overlapping evidence; of an ordinal its number; of what has no count, kind and evidence.

Beside it, where ``make peers`` has set them up: quantulum3, which finds numbers in English and knows no roles, is asked
for the numbers of the key's claims; natasha, which finds names in Russian, for the persons who speak in the key.
"""

import json
import re
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.names.process import told
from homeward.reading import OUTLET, Claim, Document, Kind, read
from homeward.reading.load import load

NAME = "reading"
KEY = Path(__file__).parents[3] / "shared" / "reading" / "dev"
PEERS = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"

_ATTRIBUTES = ("count_qualifier", "category", "exchange_date", "speaker", "side")
_MOVES = {Kind.TRANSFER, Kind.BREAKDOWN}
_ROUNDS = 5  # the best of so many is the speed


def measure(beside: bool = True) -> dict[str, float]:
    """F1 of each language and kind, agreement on attributes and on what is a report, documents a second; and peers."""
    if not KEY.is_dir():
        return {}
    keys = [json.loads(line) for line in (KEY / "gold.jsonl").read_text("utf-8").splitlines()]
    documents = {key["id"]: load(KEY / f"{key['id']}.txt") for key in keys}
    right: Counter[str] = Counter()
    agree: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    reports = 0
    for key in keys:
        reading = read(documents[key["id"]])
        reports += reading.is_exchange_report == key["is_exchange_report"]
        _compare(list(reading.claims), key, right, missed, wrong, agree)
    names = sorted({*right, *missed, *wrong})
    figures = {f"F1 {name}": _f1(right[name], missed[name], wrong[name]) for name in names}
    figures |= {f"agrees {name}": round(agree[name] / max(1, right[name[:2]]), 3) for name in sorted(agree)}
    figures["is a report"] = reports / len(keys)
    for language in sorted({key["lang"] for key in keys}):
        figures[f"documents a second {language}"] = _speed([documents[k["id"]] for k in keys if k["lang"] == language])
    return figures | (_beside(keys, documents) if beside else {})


def _beside(keys: list[dict[str, Any]], documents: dict[str, Document]) -> dict[str, float]:
    """Which share of the key's counts and speakers the peers find, and we."""
    if not PEERS.exists():
        return {}
    english = [key for key in keys if key["lang"] == "en"]
    russian = [key for key in keys if key["lang"] == "ru"]
    numbers = _others("quantulum3", [documents[key["id"]].text for key in english])
    names = _others("natasha", [documents[key["id"]].text for key in russian])
    counts = [(n, c) for n, key in enumerate(english) for c in key["claims"] if c["count"]]
    persons = [(n, c) for n, key in enumerate(russian) for c in key["claims"] if _surname(c, documents[key["id"]].text)]
    own = [read(documents[key["id"]]).claims for key in english]
    own_russian = [read(documents[key["id"]]).claims for key in russian]
    return {
        "numbers found quantulum3": _share([_has(numbers["found"][n], c) for n, c in counts]),
        "numbers found homeward": _share([any(_counts(said, c) for said in own[n]) for n, c in counts]),
        "documents a second quantulum3": round(len(english) / numbers["seconds"]),
        "speakers found natasha": _share([_names(names["found"][n], c) for n, c in persons]),
        "speakers found homeward": _share([any(s.speaker == c["speaker"] for s in own_russian[n]) for n, c in persons]),
        "documents a second natasha": round(len(russian) / names["seconds"]),
    }


def _others(name: str, texts: list[str]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        return told([str(PEERS), "-m", "benchmarks.reading.others", name, file.name])


def _share(found: list[bool]) -> float:
    return round(sum(found) / max(1, len(found)), 3)


def _has(found: list[list[Any]], claim: dict[str, Any]) -> bool:
    return any(start < claim["end"] and claim["start"] < end and value == claim["count"] for start, end, value in found)


def _counts(said: Claim, claim: dict[str, Any]) -> bool:
    return said.start < claim["end"] and claim["start"] < said.end and said.count == claim["count"]


_STEMS = {
    "Zelensky": "Зеленск",
    "Medinsky": "Мединск",
    "Khinshtein": "Хинштейн",
    "Aksyonov": "Аксёнов",
    "Saraliyev": "Саралиев",
}
_STEMS |= {"Ombudswoman Moskalkova": "Москальков", "Putin": "Путин", "Yermak": "Ермак"}


def _surname(claim: dict[str, Any], text: str) -> str | None:
    """How a person who speaks is written in a Russian text, if a person speaks."""
    stem = _STEMS.get(claim["speaker"].partition(": ")[2])
    return stem if stem is not None and stem in text else None


def _names(found: list[list[Any]], claim: dict[str, Any]) -> bool:
    stem = _STEMS[claim["speaker"].partition(": ")[2]]
    return any(stem in name for _, _, name in found)


def _compare(
    said: list[Claim],
    key: dict[str, Any],
    right: Counter[str],
    missed: Counter[str],
    wrong: Counter[str],
    agree: Counter[str],
) -> None:
    """Add one document to the counts, under its language and under language and kind."""
    language = key["lang"]
    for claim in key["claims"]:
        hits = sorted((c for c in said if _same(c, claim)), key=lambda c: c.kind.value != claim["kind"])
        tally = right if hits else missed
        tally.update([language, f"{language} {claim['kind']}"])
        if hits:
            said.remove(hits[0])
            agree.update(f"{language} {name}" for name in _ATTRIBUTES if _attribute(hits[0], name) == _key(claim, name))
    for left in said:
        wrong.update([language, f"{language} {left.kind.value}"])


def _attribute(said: Claim, name: str) -> str | None:
    value = getattr(said, name)
    return str(value) if value else None


def _key(claim: dict[str, Any], name: str) -> str | None:
    speaker = claim["speaker"] or OUTLET
    return speaker.split(":")[0].strip() if name == "side" else speaker if name == "speaker" else claim[name] or None


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
