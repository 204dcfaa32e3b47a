"""A process that appends is killed at random moments: what it was answered is there, and appending goes on.

SIGKILL leaves the operating system, and so its page cache, alive; ``test_power`` cuts that too. ``make crash`` plays
more rounds.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from homeward.ledger import Log, SigningKey, leaf_hash, verify_consistency

ROUNDS = int(os.environ.get("HOMEWARD_CRASH_ROUNDS", "24"))
KEY = SigningKey(b"k" * 32)
CHILD = """
import sys
from pathlib import Path
from homeward.ledger import Log, SigningKey

log = Log.open(Path(sys.argv[1]), SigningKey(bytes.fromhex(sys.argv[2])))
print("open", flush=True)
while True:
    size = log.size
    if size % 3:
        appended = [log.append(b"entry %d" % size)]
    else:
        appended = log.append_many([b"entry %d" % number for number in range(size, size + 4)])
    for one in appended:
        print(one.index, one.leaf_hash.hex(), flush=True)
"""


def answered_before_death(path: Path, answers: int, seconds: float) -> list[tuple[int, str]]:
    """Start the child, kill it some time after it has had some answers; return all that it was answered."""
    command = [sys.executable, "-c", CHILD, str(path), KEY.seed.hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        output = b""
        while output.count(b"\n") <= answers:
            output += os.read(child.stdout.fileno(), 100)
        time.sleep(seconds)  # less than it takes to fill the pipe
        child.send_signal(signal.SIGKILL)
        output += child.stdout.read()
        assert child.wait() == -signal.SIGKILL
    lines = [line.split() for line in output.decode().split("\n")[1:-1]]  # the last may be half a line
    return [(int(index), digest) for index, digest in lines]


def test_an_acknowledged_append_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    Log.create(path, "homeward.example/may/north", KEY).close()
    draw = random.Random(6962)
    size, root = 0, b""
    for _ in range(ROUNDS):
        answered = answered_before_death(path, draw.randrange(1, 12), draw.random() / 100)
        assert answered
        with Log.open(path) as read:  # a reader needs nothing repaired first
            digests = [leaf_hash(entry).hex() for entry in read.proved()]
        for index, digest in answered:
            assert digests[index] == digest
        with Log.open(path, KEY) as log:
            assert len(digests) == log.size >= answered[-1][0] + 1
            assert log.size <= answered[-1][0] + 1 + 4, "at most one append more than was answered"
            if size:
                verify_consistency(size, log.size, root, log.root(), log.consistency(size))
            log.append(b"entry %d" % log.size)
            size, root = log.size, log.root()
    with Log.open(path) as read:
        assert list(read.proved()) == [b"entry %d" % number for number in range(size)]
