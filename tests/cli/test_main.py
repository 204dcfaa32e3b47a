"""The command line as a whole."""

import subprocess
import sys

import pytest

from homeward import __version__
from homeward.cli import main


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--version"])
    assert done.value.code == 0
    assert capsys.readouterr().out == f"homeward {__version__}\n"


def test_what_went_wrong_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "/nowhere"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("homeward: ")
    assert len(said.splitlines()) == 1


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} -m homeward.cli weigh --all --json | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_asking_for_help_starts_no_engine() -> None:
    code = (
        "import sys, homeward.cli; homeward.cli.parser();"
        "print([name for name in sys.modules if name.startswith(('django', 'homeward.reading', 'nacl', 'rich'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"
