"""The disk says no: at any system call, when it is full, when it may only be read. Nothing answered is lost then."""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from homeward.ledger import Log, SigningKey, StoreError

TRIES = int(os.environ.get("HOMEWARD_CRASH_ROUNDS", "24"))
KEY = SigningKey(b"k" * 32)
CHILD = """
import os, sys
from pathlib import Path
from homeward.ledger import LedgerError, Log, SigningKey

path, key = Path(sys.argv[1]), SigningKey(bytes.fromhex(sys.argv[2]))
try:
    log = Log.open(path, key) if path.exists() else Log.create(path, "homeward.example/may/north", key)
except LedgerError as error:
    os.write(1, b"refused\\n")
    sys.exit(3)
for number in range(12):
    try:
        done = log.append_many([b"entry %d" % at for at in range(log.size, log.size + 1 + number % 4)])
    except LedgerError:
        os.write(1, b"refused\\n")
        continue
    for one in done:
        os.write(1, b"%d\\n" % one.index)
os.write(1, b"end\\n")
"""


def answers(output: bytes) -> list[int]:
    return [int(line) for line in output.split() if line.isdigit()]


def good(path: Path, answered: list[int]) -> None:
    """What was answered is there, and the log goes on."""
    if not path.exists():
        assert not answered, "a log that was never made has answered nothing"
        return
    with Log.open(path, KEY) as log:
        log.check()
        assert log.size >= len(answered)
        assert list(log.proved()) == [b"entry %d" % number for number in range(log.size)]
        log.append(b"entry %d" % log.size)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
class TestEveryCall:
    """A fault at the n-th call of each kind that touches the file system, from the making of the log on."""

    CALLS = ("openat", "pwrite64", "fdatasync", "fsync", "ftruncate", "pread64", "rename", "unlink", "flock", "fstat")

    def test_a_fault_at_any_call(self, tmp_path: Path) -> None:
        draw = random.Random(5)
        plain = tmp_path / "plain"
        plain.mkdir()
        counts = self.counted(plain / "log.sqlite3")
        places = [(call, number) for call in self.CALLS for number in range(1, counts.get(call, 0) + 1)]
        assert len(places) > 60
        refused = 0
        for round_, (call, number) in enumerate(draw.sample(places, min(TRIES, len(places)))):
            folder = tmp_path / str(round_)
            folder.mkdir()
            error = draw.choice(("EIO", "ENOSPC"))
            done = self.run(folder / "log.sqlite3", "-e", f"inject={call}:error={error}:when={number}")
            refused += b"refused" in done.stdout
            good(folder / "log.sqlite3", answers(done.stdout))
        assert refused, "no fault was ever met: they were not injected"

    def counted(self, path: Path) -> dict[str, int]:
        """How often each call touches the log's own folder; earlier ones, of the interpreter, are not of interest."""
        done = self.run(path)
        if b"end" not in done.stdout:
            pytest.skip(f"strace cannot trace here: {done.stderr[-200:].decode(errors='replace')}")
        trace = (path.parent / "trace").read_text().splitlines()
        return {call: sum(line.startswith(f"{call}(") for line in trace) for call in self.CALLS}

    def run(self, path: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
        only = [
            "-P",
            str(path),
            "-P",
            f"{path}-wal",
            "-P",
            f"{path}.new",
            "-P",
            f"{path}.new-wal",
            "-P",
            str(path.parent),
        ]
        command = ["strace", "-o", str(path.parent / "trace"), *only, "-e", f"trace={','.join(self.CALLS)}", *more]
        return subprocess.run([*command, sys.executable, "-c", CHILD, str(path), KEY.seed.hex()], capture_output=True)


def test_a_full_disk(tmp_path: Path) -> None:
    """No file may grow beyond a limit: appends are refused, what was answered stays, and with room they go on."""
    path = tmp_path / "log.sqlite3"
    Log.create(path, "homeward.example/may/north", KEY).close()
    for limit in (20_000, 40_000, 61_000):
        command = [sys.executable, "-c", CHILD, str(path), KEY.seed.hex()]
        done = subprocess.run(
            command,
            capture_output=True,
            preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        good(path, answers(done.stdout))
    assert b"refused" in done.stdout


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("mount") is None, reason="root may write anywhere here")
def test_a_disk_that_may_only_be_read() -> None:
    """Reading works; appending and making are refused in a sentence."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with Log.create(folder / "log.sqlite3", "homeward.example/may/north", KEY) as log:
            log.append_many([b"a", b"b"])
        with only_to_read(folder):
            with Log.open(folder / "log.sqlite3") as read:
                assert list(read.proved()) == [b"a", b"b"]
            with pytest.raises(StoreError, match="cannot be"):
                Log.open(folder / "log.sqlite3", KEY)
            with pytest.raises(StoreError, match="cannot be"):
                Log.create(folder / "more.sqlite3", "homeward.example/may/south", KEY)


class only_to_read:  # noqa: N801  # reads as a statement
    """Make a folder read-only: for root by a mount, for others by its mode."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        if os.geteuid():
            self.folder.chmod(0o555)
            return
        for words in (["--bind", str(self.folder), str(self.folder)], ["-o", "remount,ro,bind", str(self.folder)]):
            done = subprocess.run(["mount", *words], capture_output=True)
            if done.returncode:
                pytest.skip("nothing may be mounted here, and root may write anywhere")

    def __exit__(self, *_: object) -> None:
        if os.geteuid():
            self.folder.chmod(0o755)
        else:
            subprocess.run(["umount", str(self.folder)], check=True)
