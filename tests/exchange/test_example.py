"""The example on the engine alone runs as its text says."""

import runpy
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples/two_words.py"


def test_the_example_shows_a_difference_its_correction_and_a_broken_rule(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLE))
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "  south to north: agreed 1, departed 1, received 0, confirmed 0, disputed 1, owed 1"
    assert lines[5] == "  south to north: agreed 1, departed 1, received 1, confirmed 1, disputed 0, owed 0"
    assert "(accept.needed)" in lines[6]
    assert len(lines) == 7
