"""A report is read the same in every run: nothing may hang on the order in which Python keeps a set of words.

Nor on whether the rules were compiled. What was compiled of other sources is not used.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from homeward.reading import native

CODE = """
from benchmarks.reading.invented import batches
from homeward.reading import read
from homeward.reading.grammar.reader import paged

for batch in batches()[-2:]:
    for document in batch.documents.values():
        page = paged(document)
        print(read(document).claims, [line.marks for line in page.lines] if page is not None else None)
"""
WHERE = "from homeward.reading.grammar.words import lines; print(lines.__spec__.origin)"
ROOT = Path(native.__file__).parents[3]

needs_compiled = pytest.mark.skipif(not native.is_of_these_sources(), reason="the rules are not compiled here")


def _python(code: str, **environment: str) -> bytes:
    asked = [sys.executable, "-P", "-c", code]
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.run(asked, env=environment, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def said() -> bytes:
    """What is made of two batches of reports by the sources."""
    return _python(CODE, HOMEWARD_COMPILED="off", PYTHONHASHSEED="0")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_run_says_the_same(seed: str, said: bytes) -> None:
    assert len(said) > 100_000
    assert _python(CODE, PYTHONHASHSEED=seed) == said


@needs_compiled
def test_what_is_compiled_is_read_with_unless_it_is_switched_off() -> None:
    assert _python(WHERE, HOMEWARD_COMPILED="on").strip().endswith(native.SUFFIX.encode())
    assert _python(WHERE, HOMEWARD_COMPILED="off").strip().endswith(b"lines.py")


@needs_compiled
def test_what_was_compiled_of_other_sources_or_for_another_machine_is_set_aside(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "homeward", tmp_path / "homeward", ignore=shutil.ignore_patterns("__pycache__", "node"))
    elsewhere = {"PYTHONPATH": str(tmp_path), "HOMEWARD_COMPILED": "on"}
    assert _python(WHERE, **elsewhere).startswith(str(tmp_path).encode())
    assert _python(WHERE, **elsewhere).strip().endswith(native.SUFFIX.encode())
    (library,) = (tmp_path / "homeward" / "reading" / "native").glob("homeward_reader__mypyc*")
    whole = library.read_bytes()
    library.write_bytes(b"of another kind of machine")
    assert _python(WHERE, **elsewhere).strip().endswith(b"lines.py")
    library.write_bytes(whole)
    assert _python(WHERE, **elsewhere).strip().endswith(native.SUFFIX.encode())
    rule = tmp_path / "homeward" / "reading" / "learnt" / "kin.py"
    rule.write_text(rule.read_text("utf-8") + "# changed\n", "utf-8")
    assert _python(WHERE, **elsewhere).strip().endswith(b"lines.py")
