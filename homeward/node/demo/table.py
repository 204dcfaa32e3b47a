"""The three desks of the exercise, and what the story must remember between its acts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

from homeward.exchange import Body
from homeward.exchange.words import Accept, Passenger
from homeward.node.demo.enlisting import Known, sealed
from homeward.node.demo.story import EXCHANGE, NAMES
from homeward.node.desk import arrivals, cosigning
from homeward.node.desk.desk import Desk
from homeward.node.desk.making import new

T = TypeVar("T")
PART = 300  # people in one entry; an entry is at most 64 KiB, so that any static server can serve the log


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the story, for whoever watches: when it happened, and what it was, in English."""

    time: datetime
    says: str


@dataclass(slots=True)
class Table:
    """The desks, and who is listed, waiting and going.

    Attributes:
        waiting: who may still go, by giver and category, in the order they are taken.
        going: who is on a manifest, by stage and giver.
        manifests: the digest of the manifest that a person, by commitment, is on.
        known: the details behind each party's commitments, which only its own desk and those it seals them to have.
    """

    desks: dict[str, Desk]
    terms: str = ""
    waiting: dict[tuple[str, str], list[Passenger]] = field(default_factory=dict)
    going: dict[tuple[str, str], list[Passenger]] = field(default_factory=dict)
    manifests: dict[str, str] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    now: int = 0
    _deaf: bool = False

    @classmethod
    def laid(cls, folder: Path) -> Self:
        """Make every participant's folder, keys and empty log, and let them enrol each other."""
        made = {name: new(folder / name, f"homeward.example/{EXCHANGE}/{name}")[0] for name in NAMES}
        for desk in made.values():
            for other in made.values():
                desk.enrol(other.card)
        return cls(made)

    def say(self, name: str, body: Body, time: datetime) -> str:
        """Let one participant say something, having heard what the others said before; return the entry's digest."""
        self.now = int(time.timestamp())
        if not self._deaf:
            self._hear(name)
        return self.desks[name].say(body, time, rehearsed=False)  # the whole is folded at the end, and must be good

    def seal(self, name: str, people: Sequence[Passenger], to: Sequence[str], time: datetime) -> str:
        """Seal the details of people whom a participant has listed; return the digest for the entry."""
        return sealed(self.desks[name], self.known[name], people, to, int(time.timestamp()))

    def accept(self, name: str, offer: str, time: datetime) -> str:
        """Let one participant stand behind another's offer."""
        return self.say(name, Accept(offer), time)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is said inside is said without hearing each other, as two sides of a crossing do."""
        self._hear()
        self._deaf = True
        try:
            yield
        finally:
            self._deaf = False

    def end(self) -> None:
        """Let everybody hear the last word, and who has cosigned it."""
        self._hear()
        for log in self.desks:
            cosigned = [note for desk in self.desks.values() for note in cosigning.notes(desk, log)[:1]]
            for desk in self.desks.values():
                for note in cosigned:
                    cosigning.add_cosignatures(desk, note, self.now)

    def take(self, giver: str, category: str, count: int) -> list[Passenger]:
        """Take the next who wait to go."""
        waiting = self.waiting[giver, category]
        self.waiting[giver, category] = waiting[count:]
        return waiting[:count]

    @staticmethod
    def parts(people: Sequence[T]) -> Iterator[tuple[T, ...]]:
        """Cut a long list into as many as one entry can hold."""
        for start in range(0, len(people), PART):
            yield tuple(people[start : start + PART])

    def _hear(self, *names: str) -> None:
        """Carry what is new of every log to these desks, or to all, as peers or sticks do."""
        sizes = {name: desk.held_of(name) for name, desk in self.desks.items()}
        for name in names or tuple(self.desks):
            desk = self.desks[name]
            for other, size in sizes.items():
                if other != name and (held := desk.held_of(other)) < size:
                    brought = self.desks[other].piece(other, held)
                    assert brought is not None
                    arrivals.take(desk, brought, self.now)
