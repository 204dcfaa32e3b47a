"""Published vectors and crafted ones, run by a program that knows nothing of this implementation."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNNER = ROOT.parent / "shared" / "ledger" / "conformance.py"
GROUPS = (
    "inclusion", "consistency", "crafted", "vkey", "note", "cosignature", "checkpoint", "tile_path", "tile_geometry",
    "real_log", "real_log_proofs", "jcs", "ed25519", "witness",
)  # fmt: skip


@pytest.mark.skipif(not RUNNER.is_file(), reason="the conformance runner is not beside the project")
def test_every_vector_of_every_group_is_answered_as_published() -> None:
    done = subprocess.run(
        [sys.executable, str(RUNNER), "--adapter", "conformance_adapter", "--require", ",".join(GROUPS)],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    said = re.search(r"^(\d+) passed, (\d+) failed, (\d+) skipped$", done.stdout, re.MULTILINE)
    assert said, done.stdout + done.stderr
    passed, failed, skipped = map(int, said.groups())
    assert (done.returncode, failed) == (0, 0), done.stdout
    assert passed >= 15_666
    assert skipped <= 2, "of subtree proofs nothing is needed; everything else is answered"
