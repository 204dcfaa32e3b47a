"""Reading against the answer key beside the project and the invented reports: F1 by language and kind, and its speed.

    python -m benchmarks reading [--accept]

The key (``shared/reading/dev``: texts, notes, ``gold.jsonl``) is not part of the repository; without it only the
invented reports are measured: ``F1 invented en`` is what is right of them now, ``F1 at first sight 2 en`` what was
right of the second batch before anything was learnt from it, ``F1 apart en`` what is right now of the batches that
were kept apart to the end, ``F1 close en`` of that which retells whole pages as they stood.

Beside it, where ``make peers`` has set them up: quantulum3, which finds numbers in English and knows no roles, is asked
for the numbers of the key's claims; natasha, which finds names in Russian, for the persons who speak in the key.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.names.process import told
from benchmarks.reading.invented import APART, CLOSE, batches
from benchmarks.reading.labelled import Key, labelled
from benchmarks.reading.scored import Tally
from benchmarks.reading.speed import speeds
from homeward.reading import Claim, Document, read

NAME = "reading"
PEERS = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"

_SHOWN = ([], ["moves"], ["category"], ["exchange_date"], ["speaker"], ["side"])  # of the invented reports


def measure(beside: bool = True) -> dict[str, float]:
    """F1 of each language and kind, agreement on attributes, and on what is a report; *beside* it speed, and peers."""
    reports, tally = labelled(), Tally()
    if not reports:
        return _invented()
    for document, key in reports:
        tally.add(document, key)
    figures = tally.figures() | {"is a report": tally.reports / len(reports)} | _invented()
    return figures | (speeds() | _beside(reports) if beside else {})


def _invented() -> dict[str, float]:
    """What is right of the invented reports, now and of each batch at first sight."""
    tallies, figures = {"invented": Tally(), "apart": Tally(), "close": Tally()}, {}
    for batch in batches():
        figures |= {f"F1 at first sight {batch.name} {name}": value for name, value in batch.first.items()}
        for key in batch.keys:
            part = "close" if batch.name in CLOSE else "apart" if batch.name in APART else "invented"
            tallies[part].add(batch.documents[key["id"]], key)
    for part, tally in tallies.items():
        now = {name.replace(" ", f" {part} ", 1): value for name, value in tally.figures().items()}
        figures |= {name: value for name, value in now.items() if name.split(" ", 3)[3:] in (*_SHOWN,)}
    return figures


def _beside(reports: list[tuple[Document, Key]]) -> dict[str, float]:
    """Which share of the key's counts and speakers the peers find, and we."""
    if not PEERS.exists():
        return {}
    english = [(document, key) for document, key in reports if key["lang"] == "en"]
    russian = [(document, key) for document, key in reports if key["lang"] == "ru"]
    numbers = _others("quantulum3", [document.text for document, _ in english])
    names = _others("natasha", [document.text for document, _ in russian])
    counts = [(n, c) for n, (_, key) in enumerate(english) for c in key["claims"] if c["count"]]
    persons = [(n, c) for n, (d, key) in enumerate(russian) for c in key["claims"] if _surname(c, d.text)]
    own = [read(document).claims for document, _ in english]
    own_russian = [read(document).claims for document, _ in russian]
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
