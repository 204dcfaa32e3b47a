"""The house itself: sizes, locks, and what a repository must not say."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRACKED = [
    ROOT / name
    for name in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    if (ROOT / name).is_file()
]


@pytest.mark.skipif(not TRACKED, reason="not a git checkout")
def test_a_module_is_a_page_or_a_few() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in TRACKED
        if path.suffix == ".py" and not {"migrations", "tests"} & set(path.parts)
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not long, f"modules over 400 lines: {long}"


def test_locks_pin_by_hash_and_name_no_host() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert {path.name for path in locks} == {
        "dev.txt",
        "peers-planning.txt",
        "peers-splink.txt",
        "peers.txt",
        "run.txt",
        "uv.txt",
    }
    for path in locks:
        text = path.read_text("utf-8")
        assert not re.search(r"://|--(extra-)?index-url|--find-links", text), f"{path.name} names a host"
        requirements = re.findall(r"^[a-z0-9][^\n]*==[^\n]*$", text, re.MULTILINE)
        assert requirements
        assert all(line.rstrip().endswith("\\") for line in requirements), f"{path.name}: a requirement without hash"


def test_every_package_opens_with_a_paragraph() -> None:
    for init in (ROOT / "homeward").glob("*/__init__.py"):
        text = init.read_text("utf-8")
        assert text.startswith('"""'), init
        paragraph = text.split('"""')[1]
        assert len(paragraph) > 120, f"{init.parent.name}: say what the subject is and what is hard about it"
