"""A PostgreSQL server of the tests' own, where Debian's is installed: in a temporary folder, on a socket, as nobody.

``python -m tests.clusters COMMAND …`` runs a command with ``HOMEWARD_DATABASE`` naming a database of such a server.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SETTINGS = "-c listen_addresses= -c shared_buffers=16MB -c fsync=off -c full_page_writes=off"


class NoCluster(Exception):  # noqa: N818
    """There can be none here; the message says why."""


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a database that is gone afterwards. Raises ``NoCluster``."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        raise NoCluster("PostgreSQL is not installed: tools/system.sh says how to get it")
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
            raise NoCluster(f"PostgreSQL cannot be set up here: {made.stderr[-300:].decode(errors='replace')}")
        settings = f"{SETTINGS} -c unix_socket_directories={folder}"
        started = run("pg_ctl", "-D", str(folder / "data"), "-w", "-o", settings, "-l", str(folder / "log"), "start")
        if started.returncode:
            raise NoCluster(f"PostgreSQL does not start here: {started.stderr[-300:].decode(errors='replace')}")
        yield f"postgresql://homeward@{quote(str(folder), safe='')}/postgres"
    finally:
        run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command beside a server, and return its exit status; 0, with the reason, where there can be none."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends with a run that is cut short
    try:
        with cluster() as address:
            return subprocess.run(command, env={**os.environ, "HOMEWARD_DATABASE": address}).returncode
    except NoCluster as reason:
        sys.stdout.write(f"Skipped: {reason}\n")
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
