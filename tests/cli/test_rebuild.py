"""``homeward rebuild`` makes pages again from facts, and ``--check`` says whether they were what the facts say."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path


def homeward(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "homeward.cli", *arguments],
        env={**kept, "HOMEWARD_VAR": str(var)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_change_by_hand_is_found_and_mended(tmp_path: Path) -> None:
    assert homeward(tmp_path, "rebuild").stdout.startswith("Was made anew: pages")
    with sqlite3.connect(tmp_path / "node.sqlite3") as database:
        database.execute("DELETE FROM public_exchangepage WHERE key = '2025-05-24'")
    database.close()
    found = homeward(tmp_path, "rebuild", "--check")
    assert (found.returncode, found.stdout) == (1, "Differs: pages.\n")
    assert homeward(tmp_path, "rebuild").stdout == "Was made anew: pages.\n"
    agreed = homeward(tmp_path, "rebuild", "--check")
    assert (agreed.returncode, agreed.stdout) == (0, "Everything is what the logs and documents say.\n")
