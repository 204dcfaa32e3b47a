"""How fast the labelled documents are read, in a process of its own: ``python -m benchmarks.reading.speed``."""

import json
import sys
import time
from collections import defaultdict

from benchmarks.names.process import told
from benchmarks.reading.labelled import labelled
from homeward.reading import Document, native, read

_ROUNDS = 5  # the best of so many is the speed


def speeds() -> dict[str, float]:
    """Documents read in a second of one core's time after start-up, by language; compiled where they are, and not."""
    here = [sys.executable, "-m", "benchmarks.reading.speed"]
    by_sources = {f"{name}, not compiled": value for name, value in told(here, HOMEWARD_COMPILED="off").items()}
    return told(here, HOMEWARD_COMPILED="on") | by_sources if native.is_of_these_sources() else by_sources


def _measured() -> dict[str, float]:
    documents = defaultdict(list)
    for document, key in labelled():
        documents[key["lang"]].append(document)
    return {f"documents a second {language}": _speed(texts) for language, texts in sorted(documents.items())}


def _speed(documents: list[Document]) -> float:
    times = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        for document in documents:
            read(document)
        times.append(time.process_time() - began)
    return round(len(documents) / min(times), 0)


if __name__ == "__main__":
    print(json.dumps(_measured()))
