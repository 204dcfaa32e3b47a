"""Many parties, measured: invented deals of seven, and a hundred kidney exchanges beside *kep-solver*.

Each solves every pool in a process of its own (``benchmarks.planning.solving``), in the same order, once before it
counts. Its time is that of the solving alone, in seconds of CPU, its children's with it: the building of its model and
the search, without starting the process or reading; ours also breaks all ties by lottery.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.names.process import ROOT
from benchmarks.planning import kidneys, parties

PEERS = Path(os.environ.get("HOMEWARD_PEERS_PLANNING", ROOT / ".venv-peers-planning" / "bin" / "python"))
POOLS = range(1, 101)
DEALS = range(1, 21)


def figures() -> dict[str, float]:
    """Seconds of a deal of seven in a process of its own; pools solved alike, and how our time stands to theirs."""
    found = _deals()
    if not PEERS.exists():
        print("planning: no peers at hand for many parties; make peers")
        return found
    pools = json.dumps([kidneys.plain(kidneys.pool(seed)) for seed in POOLS])
    ours, theirs = _solved(sys.executable, "ours", pools), _solved(str(PEERS), "theirs", pools)
    ratios = [a["seconds"] / max(0.01, b["seconds"]) for a, b in zip(ours, theirs, strict=True)]
    return found | {
        "kidney pools": len(ours),
        "pools, same optimum": sum(a["values"] == b["values"] for a, b in zip(ours, theirs, strict=True)),
        "pools, seconds of CPU, ours": sum(one["seconds"] for one in ours),
        "pools, seconds of CPU, kep-solver": sum(one["seconds"] for one in theirs),
        "pools, our time to theirs, median": median(ratios),
        "pools, our time to theirs, worst": max(ratios),
    }


def _deals() -> dict[str, float]:
    seconds: list[float] = []
    spent: list[float] = []
    proven = moved = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in DEALS:
            path = Path(folder) / "deal.json"
            path.write_text(json.dumps(parties.deal(seed)), "utf-8")
            start, cpu = time.perf_counter(), _cpu()
            asked = [sys.executable, "-m", "benchmarks.planning.solving", "deal", str(path)]
            said = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
            seconds.append(time.perf_counter() - start)
            spent.append(_cpu() - cpu)
            one = json.loads(said.splitlines()[-1])
            proven += one["proven"]
            moved += one["moved"]
    return {
        "deals of seven, seconds, whole process, median": median(seconds),
        "deals of seven, seconds, whole process, worst": max(seconds),
        "deals of seven, seconds of CPU, worst": max(spent),
        "deals of seven, proven, of 20": proven,
        "deals of seven, people moved in all": moved,
    }


def _cpu() -> float:
    """Seconds of CPU of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _solved(python: str, who: str, pools: str) -> list[dict[str, Any]]:
    asked = [python, "-m", "benchmarks.planning.solving", who]
    said = subprocess.run(asked, input=pools, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT).stdout
    found: list[dict[str, Any]] = json.loads(said.splitlines()[-1])
    return found
