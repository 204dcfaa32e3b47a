"""A PostgreSQL server of the tests' own, where Debian's is installed: in a temporary folder, on a socket, as nobody."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database that is gone afterwards."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        pytest.skip("PostgreSQL is not installed")
    programs = versions[-1].parent
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="homeward-pg-"))

    def run(program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        command = [str(programs / program), *words]
        return subprocess.run(command, user=user, capture_output=True, cwd=folder, env=environment)

    try:
        if user:
            shutil.chown(folder, user)
        made = run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "homeward", "--no-sync")
        if made.returncode:
            pytest.skip(f"PostgreSQL cannot be set up here: {made.stderr[-300:].decode(errors='replace')}")
        settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c shared_buffers=16MB"
        started = run("pg_ctl", "-D", str(folder / "data"), "-w", "-o", settings, "-l", str(folder / "log"), "start")
        if started.returncode:
            pytest.skip(f"PostgreSQL does not start here: {started.stderr[-300:].decode(errors='replace')}")
        yield f"postgresql://homeward@{quote(str(folder), safe='')}/postgres"
    finally:
        run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
