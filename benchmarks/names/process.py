"""Processes that measure themselves."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def told(asked: list[str], **environment: str) -> dict[str, Any]:
    """Run a command in the root of the project, and return the JSON of its last line; *environment* adds to ours.

    Raises:
        CalledProcessError: It failed; what it said goes to the terminal.
    """
    done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=os.environ | environment)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def peak() -> int:
    """The most memory this process has held, in bytes.

    Not ``getrusage``: its peak outlives ``exec``, so that a child begins with its parent's.
    """
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("the system does not tell the peak of memory (VmHWM)")
