"""A wheel built from the tree is whole: a stranger installs it and runs the exercise."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from homeward.reading import native

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the compiled rules of reading, where they have been compiled here."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        env=os.environ | {"HOMEWARD_COMPILED": "1" if native.is_of_these_sources() else "off"},
        check=True,
        capture_output=True,
    )
    (built,) = target.glob("homeward_node-*.whl")
    return built


def test_the_wheel_carries_everything_that_is_not_code(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    beside_code = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "homeward").rglob("*")
        if path.is_file()
        and path.suffix not in {".py", ".pyc", ".mo"}
        and "__pycache__" not in path.parts
        and (native.is_of_these_sources() or not path.is_relative_to(native.HERE))
    }
    assert any(name.endswith(".html") for name in beside_code)
    assert any(name.endswith(".css") for name in beside_code)
    assert any(name.endswith(".csv") for name in beside_code)
    missing = beside_code - inside
    assert not missing, f"not in the wheel: {sorted(missing)[:5]}"
    for language in ("uk", "ru"):
        assert f"homeward/node/locale/{language}/LC_MESSAGES/django.mo" in inside


def test_a_wheel_is_of_one_machine_only_if_it_carries_what_was_compiled_for_it(wheel: Path) -> None:
    compiled = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".so")]
    assert bool(compiled) == native.is_of_these_sources()
    assert wheel.name.endswith("-py3-none-any.whl") == (not compiled)


def test_without_a_compiler_it_is_said_that_all_works_without() -> None:
    asked = [sys.executable, "hatch_build.py"]
    done = subprocess.run(asked, cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True, check=True)
    assert re.fullmatch(
        r"Reading is not compiled, for want of a C compiler \(.+\): it works all the same, more slowly\.\n", done.stdout
    )


def test_the_exercise_runs_from_the_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)  # what an installer does with such a wheel
    environment = {**os.environ, "PYTHONPATH": str(site), "HOMEWARD_VAR": str(tmp_path / "var")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def homeward(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "homeward.cli", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    where = subprocess.run(
        [sys.executable, "-P", "-c", "from homeward.reading import native; print(native.HERE, native.USED)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert where.stdout.startswith(str(site)), "the tree was imported, not the wheel"
    assert where.stdout.split()[-1] == str(native.USED)
    demo = homeward("demo", "--no-serve")
    assert demo.returncode == 0, demo.stderr
    assert "1,000" in demo.stdout
    proof = homeward("verify", str(tmp_path / "var" / "exercise" / "logs"))
    assert proof.returncode == 0, proof.stdout + proof.stderr
