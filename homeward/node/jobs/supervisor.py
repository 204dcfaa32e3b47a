"""The worker as a child of the server: started with it, started again when it dies, ended with it.

The child holds one end of a pipe; when the server is gone, however it went, the pipe ends, and so does the child.
"""

import logging
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from threading import Event, Thread

GRACE = 15.0  # seconds for the part of a job that is going on
FIRST, LONGEST = 1.0, 60.0  # seconds between two starts, twice as long each time it does not stay
STAYED = 60.0  # seconds after which a start was a good one
COMMAND = (sys.executable, "-m", "homeward.cli", "worker", "--with-server")
logger = logging.getLogger("homeward.node.jobs")


@dataclass
class Supervisor:
    """Keeps one worker running, from a thread of its own."""

    command: tuple[str, ...] = COMMAND
    first: float = FIRST
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = Thread(target=self._run, name="worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the worker after what it is doing, and return when it is gone."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(GRACE + 5)

    def _run(self) -> None:
        pause = self.first
        while not self._stop.is_set():
            began = time.monotonic()
            with subprocess.Popen(self.command, stdin=subprocess.PIPE) as child:  # noqa: S603  # our own command
                while child.poll() is None and not self._stop.wait(0.2):
                    pass
                if self._stop.is_set():
                    _end(child)
                    return
            pause = self.first if time.monotonic() - began > STAYED else min(2 * pause, LONGEST)
            logger.warning("the worker ended with status %s; starting it again in %.0f s", child.returncode, pause)
            self._stop.wait(pause)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()  # what it was doing is taken up again at the next start


def when_parent_ends(stop: Event) -> None:
    """Set the event when standard input, the parent's pipe, ends; and end this process if it does not end by that."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        stop.set()
        time.sleep(GRACE)
        os._exit(1)

    Thread(target=wait, name="parent", daemon=True).start()
