"""What a serving node does by itself: exchange with every peer, again and again, and at once when something is new."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread

from homeward import HomewardError
from homeward.node.desk import client
from homeward.node.desk.client import Peer
from homeward.node.desk.desk import Desk
from homeward.node.desk.errors import PeerError

EVERY = 30.0  # seconds between two rounds when nothing is new
LOOK = 0.1  # seconds between two looks at the own log
PAUSE = 3.0  # seconds, at least, between two times that what is new is shown, which folds everything
SHARE = 10  # and as many times as long as the last one took
LONGEST = 600.0  # seconds that a peer who cannot be reached is left alone at most
logger = logging.getLogger("homeward.node.desk")


@dataclass(slots=True)
class Turn:
    """How it goes with a peer.

    Attributes:
        due: when it is its turn again, by the machine's own clock.
        failures: how often it could not be reached, one after another.
        met: when there was an exchange last, in seconds since 1970; None since this process began.
        problem: why not, in one sentence.
    """

    due: float = 0.0
    failures: int = 0
    met: float | None = None
    problem: str = ""


@dataclass
class Keeper:
    """Keeps a desk up to date with its peers, in a thread of its own.

    Attributes:
        desk: whose.
        changed: is called after a round that brought something.
        every: seconds between two rounds.
    """

    desk: Desk
    changed: Callable[[], None] = lambda: None
    every: float = EVERY
    _wake: Event = field(default_factory=Event)
    _stop: Event = field(default_factory=Event)
    _turns: dict[str, Turn] = field(default_factory=dict)
    _dirty: bool = True
    _next: float = float("-inf")

    def start(self) -> Thread:
        """Begin, and return the thread."""
        thread = Thread(target=self._run, name="desk", daemon=True)
        thread.start()
        return thread

    def wake(self) -> None:
        """Begin a round at once."""
        self._wake.set()

    def stop(self) -> None:
        """End after the round that is going on."""
        self._stop.set()
        self._wake.set()

    def turns(self) -> dict[str, Turn]:
        """Return how it goes with each peer."""
        return dict(self._turns)

    def round(self, *, all_peers: bool = False) -> None:
        """Exchange with every peer that is due."""
        before = self.desk.held()
        for problem in self.desk.refresh():
            logger.warning("%s", problem)
        for name in self.desk.peers:
            turn = self._turns.setdefault(name, Turn())
            card = self.desk.cards.get(name)
            if card is None or card.address is None or (turn.due > time.monotonic() and not all_peers):
                continue
            try:
                for problem in client.sync(Peer(self.desk, name, _now)):
                    logger.warning("%s", problem)
            except PeerError as error:
                turn.failures += 1
                turn.problem = str(error)
                turn.due = time.monotonic() + min(LONGEST, self.every * 2 ** min(turn.failures, 10))
                logger.info("%s", error)
            except HomewardError as error:
                turn.problem = str(error)
                logger.warning("%s", error)
            else:
                turn.failures, turn.due, turn.met, turn.problem = 0, 0.0, time.time(), ""
        self._dirty = self._dirty or self.desk.held() != before

    def _run(self) -> None:
        size, last = -1, float("-inf")
        while not self._stop.is_set():
            own = self.desk.held_of(self.desk.name)
            woken = self._wake.is_set()
            if woken or own != size or time.monotonic() - last >= self.every:
                self._wake.clear()
                self._dirty = self._dirty or own != size
                size, last = own, time.monotonic()
                try:
                    self.round(all_peers=woken)
                except Exception:
                    logger.exception("a round of exchanges with peers failed")  # the next one may not
            self._tell()
            self._wake.wait(min(LOOK, self.every))

    def _tell(self) -> None:
        began = time.monotonic()
        if not self._dirty or began < self._next:
            return
        self._dirty = False
        try:
            self.changed()
        except HomewardError as error:
            logger.warning("%s", error)
        now = time.monotonic()
        self._next = now + max(PAUSE, SHARE * (now - began))


def _now() -> int:
    return int(time.time())
