"""Pictures of the office at work, for the pages of the roles: the exchange is played by clicking, and photographed.

``make shots`` calls it. It is the test of the story (tests/browser/test_story.py) with a folder for its pictures; those
whose names begin with ``docs-`` are kept, in few colours, so that they stay small.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs/img"
COLOURS = 48


def main() -> int:
    """Play, photograph, keep; and return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "tests/browser/test_story.py"]
        environment = {**os.environ, "HOMEWARD_SHOTS": folder}
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        for taken in sorted(Path(folder).glob("docs-*.png")):
            kept = OUT / taken.name.removeprefix("docs-")
            with Image.open(taken) as picture:
                picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)
            print(kept.relative_to(ROOT))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
