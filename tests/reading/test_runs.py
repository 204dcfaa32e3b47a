"""A report is read the same in every run: nothing may hang on the order in which Python keeps a set of words."""

import os
import subprocess
import sys

import pytest

CODE = """
from benchmarks.reading.invented import batches
from homeward.reading import read
from homeward.reading.grammar.reader import paged

for batch in batches()[-2:]:
    for document in batch.documents.values():
        page = paged(document)
        print(read(document).claims, [line.marks for line in page.lines] if page is not None else None)
"""


@pytest.fixture(scope="module")
def said() -> set[bytes]:
    """What processes with other seeds for their sets make of two batches of reports."""
    found = set()
    for seed in ("0", "1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        found.add(subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, check=True).stdout)
    return found


def test_every_run_says_the_same(said: set[bytes]) -> None:
    assert len(said) == 1
    assert len(said.pop()) > 100_000
