"""Asked why, and planned anew: M of ``benchmarks.planning.exchanges``, every answer a process of its own.

Seconds of CPU stand beside the seconds that passed: the latter tell of the machine as much as of the program.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.names.process import ROOT
from benchmarks.planning.exchanges import exchange

SEED = 7
ASKED = 12  # people
NO_SHOWS = 20
ROUNDS = 3


def figures() -> dict[str, float]:
    """Why somebody goes or not yet, at worst; a plan after twenty no-shows; what one more of everything would bring."""
    given = exchange("M", SEED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "exchange.json").write_text(json.dumps(given), "utf-8")
        _run(folder, "--out", "plan.json")
        made = json.loads((folder / "plan.json").read_text("utf-8"))["assignments"]
        r = random.Random(SEED)
        people = r.sample([one["id"] for one in given["people"]], ASKED)
        asked = [_run(folder, "--plan", "plan.json", "--explain", who) for who in people]
        gone = r.sample([one["person"] for one in made], NO_SHOWS)
        changes = {"format": "homeward-changes/1", "unable": gone}
        (folder / "changes.json").write_text(json.dumps(changes), "utf-8")
        again = ("--replan", "plan.json", "changes.json", "--out", "new.json")
        replans = [_run(folder, *again) for _ in range(ROUNDS)]
        after: dict[str, Any] = json.loads((folder / "new.json").read_text("utf-8"))["after_changes"]
        more = _run(folder, "--plan", "plan.json", "--more")
    return {
        "M, why, seconds, at worst": max(wall for wall, _ in asked),
        "M, why, seconds of CPU, at worst": max(cpu for _, cpu in asked),
        "M, 20 no-shows, seconds": min(wall for wall, _ in replans),
        "M, 20 no-shows, seconds of CPU": min(cpu for _, cpu in replans),
        "M, 20 no-shows, kept as announced": after["kept"],
        "M, 20 no-shows, no plan keeps more than": after["possible"],
        "M, 20 no-shows, levels proven": sum(one["value"] == one["bound"] for one in after["levels"]),
        "M, one more of everything, seconds of CPU": more[1],
    }


def _run(folder: Path, *options: str) -> tuple[float, float]:
    """Seconds that passed and seconds of CPU of one ``homeward plan``."""
    files = [str(folder / option) if option.endswith(".json") else option for option in options]
    asked = [sys.executable, "-m", "homeward.cli", "plan", str(folder / "exchange.json"), *files]
    start, cpu = time.perf_counter(), _cpu()
    subprocess.run(asked, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start, _cpu() - cpu


def _cpu() -> float:
    """Seconds of CPU of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
