"""A table with the participants of an exchange around it: writes logged entries without real keys or logs.

The digests are real RFC 6962 leaf hashes of the payload, the checkpoints' roots are made up, and a signature is the
mere name of a key. ``Seat.say`` returns the digest, so that a test reads like the exchange it plays::

    table = Table()
    north, south, envoy = table.sit()
    terms = north.say(TERMS)
    south.accept(terms)
    assert table.state().terms
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from homeward.exchange import Entry, Logged, Seen, State, encode, fold
from homeward.exchange.entries import Body
from homeward.exchange.words import (
    Accept,
    Departure,
    Handed,
    ListKind,
    Manifest,
    Open,
    Outcome,
    Participant,
    Passenger,
    PeopleList,
    Point,
    Policy,
    Quota,
    Receipt,
    Role,
    Stage,
    Telling,
    Terms,
    Withdraw,
)

START = datetime(2025, 5, 16, 9, 0, tzinfo=UTC)
EXCHANGE = "exercise"


def key_of(name: str, number: int = 0) -> str:
    """The key of a participant, as if it had one."""
    return hashlib.sha256(f"key {number} of {name}".encode()).hexdigest()


def person(number: int, giver: str = "north") -> str:
    """The commitment of an invented person."""
    return hashlib.sha256(f"person {number} of {giver}".encode()).hexdigest()


def people(*numbers: int, giver: str = "north", category: str = "servicemen") -> tuple[Passenger, ...]:
    """Invented people of one category."""
    return tuple(Passenger(person(number, giver), category) for number in numbers)


def leaf(payload: bytes) -> str:
    """The RFC 6962 leaf hash of what would be in the envelope."""
    return hashlib.sha256(b"\0" + payload).hexdigest()


@dataclass(eq=False)
class Seat:
    """A participant at the table: what it has written, and how much of every other log it has seen."""

    table: "Table"
    name: str
    role: Role
    log: list[Logged] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)  # newest index by name

    def look(self, *names: str) -> "Seat":
        """See all that the named (without names: all) others have written so far."""
        for other in self.table.seats.values():
            if other is not self and other.log and (not names or other.name in names):
                self.seen[other.name] = len(other.log) - 1
        return self

    def entry(self, body: Body, time: datetime | None = None) -> Entry:
        """Return what this participant would write now."""
        after = tuple(
            Seen(name, index, self.table.seats[name].log[index].digest, index + 1, "0" * 64)
            for name, index in sorted(self.seen.items())
        )
        previous = self.log[-1].digest if self.log else None
        return Entry(EXCHANGE, self.name, time or self.table.tick(), previous, after, body)

    def say(self, body: Body, *, look: bool = True, signers: Iterable[str] = (), time: datetime | None = None) -> str:
        """Write an entry, by default having seen everything; return its digest."""
        if look:
            self.look()
        payload = encode(self.entry(body, time))
        return self.write(payload, frozenset(signers) or frozenset({key_of(self.name)}))

    def write(self, payload: bytes, signers: frozenset[str]) -> str:
        """Put bytes into the log as they are."""
        self.log.append(Logged(self.name, len(self.log), leaf(payload), payload, signers))
        return self.log[-1].digest

    def accept(self, of: str, *, look: bool = True) -> str:
        """Accept an offer."""
        return self.say(Accept(of), look=look)

    def withdraw(self, of: str, *, look: bool = True) -> str:
        """Take an offer back."""
        return self.say(Withdraw(of), look=look)


class Table:
    """All participants and their clock, which moves a minute with every entry."""

    def __init__(self, *intermediaries: str, parties: tuple[str, ...] = ("north", "south")) -> None:
        roles = dict.fromkeys(parties, Role.PARTY) | dict.fromkeys(intermediaries or ("envoy",), Role.INTERMEDIARY)
        self.seats = {name: Seat(self, name, role) for name, role in roles.items()}
        self.now = START

    def tick(self) -> datetime:
        """Return the next minute."""
        self.now += timedelta(minutes=1)
        return self.now

    def sit(self) -> list[Seat]:
        """Found the exchange, let everybody join and see that they did; return the seats."""
        first, *others = self.seats.values()
        participants = tuple(Participant(one.name, one.role, (key_of(one.name),)) for one in self.seats.values())
        founding = first.say(Open(participants, Policy(tuple(self.seats), tuple(self.seats))))
        for one in others:
            one.say(Open(repeats=founding))
        for one in self.seats.values():
            one.look()
        return list(self.seats.values())

    def logged(self) -> list[Logged]:
        """All entries of all logs."""
        return [one for seat in self.seats.values() for one in seat.log]

    def state(self) -> State:
        """The state of all there is."""
        return fold(self.logged())


def terms(
    count: int = 3, *, stages: int = 1, civilians: int = 0, tolerance: int = 0, replaces: str | None = None,
    telling: Telling = Telling(), back: int | None = None,  # noqa: B008 - a frozen value
) -> Terms:  # fmt: skip
    """Terms between north and south: so many servicemen and civilians each way (``back``: southward) and stage."""
    each = {("north", "south"): count if back is None else back, ("south", "north"): count}

    def quotas(times: int) -> tuple[Quota, ...]:
        made = [Quota(giver, receiver, "servicemen", many * times) for (giver, receiver), many in each.items()]
        if civilians:
            made += [Quota(giver, receiver, "civilians", civilians * times) for giver, receiver in each]
        return tuple(made)

    return Terms(
        place="A town",
        agreed=date(2025, 5, 16),
        quotas=quotas(stages),
        stages=tuple(Stage(f"day-{day + 1}", date(2025, 5, 23 + day), quotas(1)) for day in range(stages)),
        points=(Point("bridge", "The bridge"), Point("road", "The road")),
        tolerance=tolerance,
        telling=telling,
        replaces=replaces,
    )


def manifest(under: str, *numbers: int, giver: str = "north", stage: str = "day-1") -> Manifest:
    """A manifest of servicemen, to the other party."""
    receiver = "south" if giver == "north" else "north"
    return Manifest(under, stage, giver, receiver, "bridge", people(*numbers, giver=giver))


def held(*numbers: int, giver: str = "north", category: str = "servicemen") -> PeopleList:
    """A list of people held, to the other party and the envoy."""
    to = ("south" if giver == "north" else "north", "envoy")
    return PeopleList(ListKind.HELD, to, people(*numbers, giver=giver, category=category))


def outcomes(moved: Outcome, numbers: Iterable[int], giver: str, others: dict[int, Outcome]) -> tuple[Handed, ...]:
    """What became of people: those with another outcome after those who moved."""
    went = [Handed(person(number, giver), moved) for number in numbers if number not in others]
    return (*went, *(Handed(person(number, giver), outcome) for number, outcome in others.items()))


def departure(
    *numbers: int, giver: str = "north", stage: str = "day-1", total: int | None = None, **others: Outcome
) -> Departure:
    """The giver's word: these left; ``p4=Outcome.ABSENT`` says what became of another."""
    rest = {int(name[1:]): outcome for name, outcome in others.items()}
    to = "south" if giver == "north" else "north"
    people_ = outcomes(Outcome.DEPARTED, numbers, giver, rest)
    went = sum(one.outcome is Outcome.DEPARTED for one in people_)
    return Departure(stage, giver, to, "bridge", people_, went if total is None else total)


def receipt(
    *numbers: int, giver: str = "north", stage: str = "day-1", total: int | None = None, **others: Outcome
) -> Receipt:
    """The receiver's word: these arrived."""
    rest = {int(name[1:]): outcome for name, outcome in others.items()}
    to = "south" if giver == "north" else "north"
    people_ = outcomes(Outcome.RECEIVED, numbers, giver, rest)
    came = sum(one.outcome is Outcome.RECEIVED for one in people_)
    return Receipt(stage, giver, to, "bridge", people_, came if total is None else total)
