"""One enquiry against a registry that was prepared before: how long opening it and asking it takes.

    PYTHON -m benchmarks.matching.enquiry FOLDER

FOLDER as for ``benchmarks.matching.linkers``. Prints one line of JSON: seconds to prepare, to save and to open the
index, its size on disk in bytes, milliseconds an enquiry (median and 95th percentile, after one to warm up), and the
peak of memory in bytes.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.matching import lists
from benchmarks.names.process import peak
from homeward.matching import COLUMNS, Index, Subject, find

ENQUIRIES = 400


def main() -> None:
    """Prepare, open, ask."""
    registry, query, _ = lists.load(Path(sys.argv[1]))
    asked = {name: [str(text) for text in query[name][:ENQUIRIES]] for name in COLUMNS if name in query}
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "index"
        began = time.perf_counter()
        index = Index(registry)
        prepared = time.perf_counter()
        index.save(where)
        saved = time.perf_counter()
        size = sum(file.stat().st_size for file in where.rglob("*") if file.is_file())
        index = Index.open(where)
        opened = time.perf_counter()
        times = []
        for row in range(ENQUIRIES):
            subject = Subject(**{name: texts[row] for name, texts in asked.items()})
            start = time.perf_counter()
            find(index, subject)
            times.append(1000 * (time.perf_counter() - start))
    told = {
        "prepare": prepared - began,
        "save": saved - prepared,
        "open": opened - saved,
        "size": size,
        "median": float(np.median(times[1:])),
        "p95": float(np.quantile(times[1:], 0.95)),
        "peak": peak(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
