"""Exchanges of two parties, measured: a whole process of ours, beside the naive model in HiGHS and in CP-SAT.

The ratios are the figures to compare: seconds of CPU of whole processes, ours with reading, proving and writing, theirs
until the last level that they prove in the time they are given (CP-SAT uses two cores). What they need on M is measured
once and then taken from the last accepted result, unless ``HOMEWARD_BENCH_SLOW`` is set; none of them can hold L.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.names.process import ROOT
from benchmarks.planning.exchanges import exchange

PEERS = Path(os.environ.get("HOMEWARD_PEERS_PLANNING", ROOT / ".venv-peers-planning" / "bin" / "python"))
ACCEPTED = ROOT / "benchmarks" / "results" / "planning.json"
SEED = 7
ROUNDS = {"S": 5, "M": 3, "L": 1}
LIMITS = {"highs": {"S": 60, "M": 240}, "cpsat": {"S": 60, "M": 120}}  # seconds of CPU


def figures() -> dict[str, float]:
    """Seconds, MB, levels and gaps of ours; seconds and levels of the naive model; and how they stand to each other."""
    found: dict[str, float] = {}
    for size, rounds in ROUNDS.items():
        given = json.dumps(exchange(size, SEED))
        ours = min((_ours(given) for _ in range(rounds)), key=lambda one: float(one["seconds"]))
        levels = ours["levels"]
        found |= {
            f"{size}, seconds, whole process": ours["seconds"],
            f"{size}, seconds of CPU": ours["cpu"],
            f"{size}, MB": ours["MB"],
            f"{size}, levels proven, of {len(levels)}": sum(one["value"] == one["bound"] for one in levels),
            f"{size}, levels certified": sum(one["value"] == one["certified"] for one in levels),
            f"{size}, last level, certified gap, %": 100 * _gap(levels[-1]),
        }
        for who in ("highs", "cpsat") if size != "L" else ():
            found |= _beside(size, who, given, ours)
    return found


def _gap(level: dict[str, Any]) -> float:
    return float(abs(level["certified"] - level["value"]) / max(1, abs(level["certified"])))


def _ours(given: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exchange.json"
        path.write_text(given, "utf-8")
        code = (
            "import resource, sys; from homeward.cli import main; status = main(sys.argv[1:]);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); sys.exit(status)"
        )
        asked = [sys.executable, "-c", code, "plan", str(path), "--out", str(path.with_name("plan.json")), "--json"]
        start, cpu = time.perf_counter(), _cpu()
        said = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
        spent = {"seconds": time.perf_counter() - start, "cpu": _cpu() - cpu}
        return {**spent, "MB": int(said[-1]) / 1024, **json.loads(said[-2])}


def _cpu() -> float:
    """Seconds of CPU of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _beside(size: str, who: str, given: str, ours: dict[str, Any]) -> dict[str, float]:
    name = {"highs": "naive in HiGHS", "cpsat": "naive in CP-SAT"}[who]
    seconds, proven = f"{size}, seconds of CPU, {name}", f"{size}, levels proven, {name}"
    same, ratio = f"{size}, levels alike, {name}", f"{size}, {name}, its CPU to ours"
    if size == "M" and "HOMEWARD_BENCH_SLOW" not in os.environ and ACCEPTED.exists():
        accepted = json.loads(ACCEPTED.read_text("utf-8"))
        if seconds in accepted:
            return {key: accepted[key] for key in (seconds, proven, same, ratio)}
    python = sys.executable if who == "highs" else str(PEERS)
    if not Path(python).exists():
        print("planning: no CP-SAT at hand; make peers")
        return {}
    asked = [python, "-m", "benchmarks.planning.naive", who, str(LIMITS[who][size])]
    cpu = _cpu()
    said = subprocess.run(asked, input=given, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True).stdout
    theirs = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    spent = _cpu() - cpu
    alike = sum(a["value"] == b["value"] for a, b in zip(theirs, ours["levels"], strict=False))
    return {
        seconds: spent,
        proven: len(theirs),
        same: alike,
        ratio: spent / ours["cpu"],
    }
