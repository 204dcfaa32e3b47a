"""The exercise, played by ``homeward demo``: once in a run, however many processes the tests run in."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Played:
    """What the command left and said. Whoever changes anything takes a copy."""

    var: Path
    said: subprocess.CompletedProcess[str]

    def copied(self, to: Path) -> Path:
        """Copy the folder; nothing in it names where it lies."""
        return Path(shutil.copytree(self.var, to, dirs_exist_ok=True))


def played(folder: Path) -> Played:
    """Play it into a folder, or wait until another process has."""
    folder.mkdir(exist_ok=True)
    var, kept = folder / "var", folder / "said.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            said = homeward(var, "demo", "--no-serve")
            kept.write_text(json.dumps([said.args, said.returncode, said.stdout, said.stderr]))
    return Played(var, subprocess.CompletedProcess(*json.loads(kept.read_text())))


def homeward(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as somebody who types it, on a folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "homeward.cli", *arguments],
        env={**environment, "HOMEWARD_VAR": str(var), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
    )
