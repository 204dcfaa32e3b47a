"""Random exchanges: several authors, each seeing what it happens to see, saying what is right, nearly so or nonsense.

The same seed plays the same exchange. Nothing in here asks the fold what would be allowed.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from homeward.exchange import Logged
from homeward.exchange.entries import Body
from homeward.exchange.words import (
    Accept,
    Answer,
    Claimed,
    Close,
    Closed,
    Correction,
    Departure,
    Dispute,
    Handed,
    Keys,
    Manifest,
    Open,
    Outcome,
    Receipt,
    Replied,
    Reply,
    Resolution,
    Said,
    Statement,
    Substitution,
    Telling,
    Terms,
    When,
    Withdraw,
)
from tests.exchange.table import START, Seat, Table, held, key_of, manifest, people, person, terms

NUMBERS = range(6)
STAGES = ("day-1", "day-2")
BEGINNINGS = 50  # so many different ones; they are the slow part and the same for every seed of a kind

Begun = tuple[dict[str, tuple[list[Logged], dict[str, int]]], dict[str, Body], datetime]
_BEGUN: dict[int, Begun] = {}


class Play:
    """One random exchange."""

    def __init__(self, seed: int) -> None:
        beginning = random.Random(seed % BEGINNINGS)
        parties = ("north", "south", "west") if beginning.random() < 0.15 else ("north", "south")
        self.draw = beginning
        self.table = Table(parties=parties)
        self.forked: list[Logged] = []
        self.bodies: dict[str, Body] = {}
        self.bargaining = False
        if seed % BEGINNINGS in _BEGUN:
            self._resume(_BEGUN[seed % BEGINNINGS])
        else:
            self.seats = self.table.sit()
            self._prepare(beginning.choice((0, 1, 1, 1, 2, 3, 4, 5)))
            _BEGUN[seed % BEGINNINGS] = self._resumable()
        self.draw = random.Random(seed)
        planned = any(isinstance(body, Manifest) for body in self.bodies.values())
        agreed = any(isinstance(body, Terms) for body in self.bodies.values())
        self.bargaining = agreed and not planned and self.draw.random() < 0.8  # two parties crowd each other's offers

    def logged(self) -> list[Logged]:
        """Everything that stands in any log, on any branch."""
        return [*self.table.logged(), *self.forked]

    def go(self, entries: int) -> "Play":
        """Write so many more entries, twice as many where two parties bargain."""
        for _ in range(2 * entries if self.bargaining else entries):
            self._step()
        return self

    def _resumable(self) -> Begun:
        logs = {seat.name: (list(seat.log), dict(seat.seen)) for seat in self.seats}
        return logs, dict(self.bodies), self.table.now

    def _resume(self, begun: Begun) -> None:
        logs, bodies, self.table.now = begun
        self.bodies = dict(bodies)
        self.seats = list(self.table.seats.values())
        for seat in self.seats:
            seat.log, seat.seen = list(logs[seat.name][0]), dict(logs[seat.name][1])

    # --- what has been said so far

    def _say(self, seat: Seat, body: Body, *, look: bool = True) -> str:
        digest = seat.say(body, look=look)
        self.bodies[digest] = body
        return digest

    def _prepare(self, depth: int) -> None:
        """Begin with lists; terms in force; manifests in force; people on their way; all arrived; contested."""
        north, south = self.seats[:2]
        parties = [seat for seat in self.seats if seat.name in {"north", "south", "west"}]
        for seat in parties:
            self._say(seat, held(*NUMBERS, giver=seat.name))
        if depth == 0:
            return
        when = self.draw.choice(list(When))
        telling = Telling(when, self.draw.choice((0, 0, 12)), self.draw.choice(((), ("envoy",))))
        under = self._say(north, terms(3, stages=2, tolerance=self.draw.choice((0, 1)), telling=telling))
        for seat in parties[1:]:
            self._say(seat, Accept(under))
        if depth == 1:
            return
        for giver, receiver in ((north, south), (south, north)):
            for stage, numbers in zip(STAGES, ((0, 1, 2), (3, 4)), strict=True):
                on = self._say(giver, manifest(under, *numbers, giver=giver.name, stage=stage))
                self._say(receiver, Accept(on))
                if depth >= 3 and stage == "day-1":
                    odd = 0.15 if depth == 3 else 0.0
                    self._say(giver, self._record(Departure, stage, giver.name, receiver.name, numbers, odd))
                    self._say(receiver, self._record(Receipt, stage, giver.name, receiver.name, numbers, odd))
        if depth >= 4:
            figures = (Claimed("north", "south", 3, "day-1"),)
            self._say(north, Statement((Said("en", "They are home."),), figures, "day-1"))
        if depth == 5:
            contested = self._say(south, Dispute("day-1", "north", "south", (person(1),)))
            settled = (Handed(person(1), self.draw.choice((Outcome.RECEIVED, Outcome.ABSENT))),)
            self._say(south, Resolution("day-1", "north", "south", (contested,), settled, 3))

    def _of(self, *kinds: type) -> str:
        found = [digest for digest, body in self.bodies.items() if isinstance(body, kinds)]
        return self.draw.choice(found) if found else "ab" * 32

    def _offered(self, seat: Seat) -> str:
        """An offer that the seat has seen from others, if there is one: newer ones sooner."""
        seen = [one.digest for name, index in seat.seen.items() for one in self.table.seats[name].log[: index + 1]]
        kinds = Terms | Manifest | Substitution | Resolution | Statement
        found = [digest for digest in seen if isinstance(self.bodies.get(digest), kinds)]
        said = {body.of for one in seat.log if isinstance(body := self.bodies.get(one.digest), Accept)}
        fresh = [digest for digest in found if digest not in said]
        return self.draw.choice((fresh or found or ["ab" * 32])[-4:])

    # --- one more entry

    def _bargain(self) -> None:
        """Offer and accept without looking much, so that the two often say things that had not seen each other."""
        draw = self.draw
        seat = draw.choice(self.seats[:2])
        if draw.random() < 0.4:
            seat.look()
        makers: list[Callable[[Seat], Body]] = [self._manifest, self._substitution, self._terms, self._handover]
        offered = self._offered(seat)
        said = {body.of for one in seat.log if isinstance(body := self.bodies.get(one.digest), Accept)}
        if offered in self.bodies and offered not in said and draw.random() < 0.7:
            self._say(seat, Accept(offered), look=False)
        elif draw.random() < 0.08:
            self._say(seat, Withdraw(self._of(Terms, Manifest, Substitution)), look=False)
        else:
            self._say(seat, draw.choices(makers, (14, 3, 1, 2))[0](seat), look=False)

    def _step(self) -> None:
        draw = self.draw
        if self.bargaining:
            self._bargain()
            return
        seat = draw.choice(self.seats)
        for other in self.seats:
            if other is not seat and draw.random() < 0.6:
                seat.look(other.name)
        chance = draw.random()
        if chance < 0.03:
            seat.write(bytes(draw.randrange(256) for _ in range(draw.randrange(40))), frozenset({key_of(seat.name)}))
        elif chance < 0.05:
            seat.say(self._body(seat), look=False, signers=(key_of("nobody"),))
        elif chance < 0.06:
            payload = bytearray(self.draw.choice(seat.log).payload or b"{}")
            payload[draw.randrange(len(payload))] ^= 1 << draw.randrange(8)
            seat.write(bytes(payload), frozenset({key_of(seat.name)}))
        elif chance < 0.065:
            self._fork(seat)
        elif chance < 0.075:
            body = self._body(seat)
            seat.say(body, look=False, time=START + timedelta(days=draw.randrange(-400, 400)))
        else:
            self._say(seat, self._body(seat), look=False)

    def _fork(self, seat: Seat) -> None:
        branch = Seat(self.table, seat.name, seat.role, list(seat.log), dict(seat.seen))
        cut = self.draw.randrange(1, len(branch.log) + 1)
        del branch.log[cut:]
        branch.say(self._body(seat), look=False)
        unseen = all(other.seen.get(seat.name, 0) < len(branch.log) for other in self.seats)
        if unseen and self.draw.random() < 0.5:  # others will see this branch from here on
            seat.log, branch.log = branch.log, seat.log
        self.forked.extend(branch.log)

    def _body(self, seat: Seat) -> Body:
        makers: list[tuple[int, Callable[[Seat], Body]]] = [
            (14, lambda one: Accept(self._offered(one))),
            (2, lambda _: Accept(self._of(Terms, Manifest, Substitution, Resolution, Statement))),
            (3, lambda _: Withdraw(self._of(Terms, Manifest, Substitution, Resolution, Statement, Dispute))),
            (3, self._terms),
            (9, self._manifest),
            (3, self._substitution),
            (8, self._handover),
            (4, self._correction),
            (2, self._dispute),
            (4, self._resolution),
            (2, self._statement),
            (2, self._answer),
            (1, lambda one: held(*NUMBERS, 7, giver=one.name)),
            (1, lambda one: Keys(add=(key_of(one.name),))),
            (1, lambda _: Close(self.draw.choice(list(Closed)), self.draw.choice(("", "why")))),
            (1, lambda _: Open(repeats="ab" * 32)),
        ]  # fmt: skip
        weights = [weight for weight, _ in makers]
        return self.draw.choices([make for _, make in makers], weights)[0](seat)

    def _legs(self) -> tuple[str, str, str]:
        ways = (("north", "south"), ("south", "north"), ("south", "west"))
        giver, receiver = self.draw.choice(ways[: 2 if self.bargaining else 3])
        return self.draw.choice(STAGES), giver, receiver

    def _some(self, least: int = 1, most: int = 3) -> tuple[int, ...]:
        return tuple(self.draw.sample(NUMBERS, self.draw.randint(least, most)))

    def _terms(self, _: Seat) -> Terms:
        made = terms(self.draw.randint(1, 4), stages=2, replaces=self.draw.choice((None, self._of(Terms))))
        return replace(made, tolerance=self.draw.randrange(3))

    def _manifest(self, _: Seat) -> Manifest:
        stage, giver, receiver = self._legs()
        first = next((digest for digest, body in self.bodies.items() if isinstance(body, Terms)), "ab" * 32)
        under = first if self.draw.random() < 0.85 else self._of(Terms)
        on = Manifest(under, stage, giver, receiver, "bridge", people(*self._some(), giver=giver))
        return replace(on, goodwill=people(5, giver=giver)) if self.draw.random() < 0.1 else on

    def _substitution(self, _: Seat) -> Substitution:
        of = self._of(Manifest)
        body = self.bodies.get(of)
        giver = body.giver if isinstance(body, Manifest) else "north"
        outs = tuple(person(number, giver) for number in self._some(0, 1))
        return Substitution(of, outs, people(*self._some(0, 1), giver=giver))

    def _handover(self, seat: Seat) -> Departure | Receipt:
        stage, giver, receiver = self._legs()
        if self.draw.random() < 0.8 and seat.name in {"north", "south"}:
            giver, receiver = self.draw.choice((("north", "south"), ("south", "north")))
        kind = Departure if seat.name == giver else Receipt
        return self._record(kind, stage, giver, receiver, self._some())

    def _record(
        self,
        kind: type[Departure | Receipt],
        stage: str,
        giver: str,
        receiver: str,
        numbers: tuple[int, ...],
        odd: float = 0.15,
    ) -> Departure | Receipt:
        moved = Outcome.DEPARTED if kind is Departure else Outcome.RECEIVED
        said = tuple(
            Handed(person(one, giver), moved if self.draw.random() >= odd else self.draw.choice(list(Outcome)))
            for one in numbers
        )
        went = sum(one.outcome is moved for one in said) + (self.draw.random() < odd / 3)
        return kind(stage, giver, receiver, "bridge", said, went)

    def _correction(self, seat: Seat) -> Body:
        kinds = Departure | Receipt | Statement
        own = [one.digest for one in seat.log if isinstance(self.bodies.get(one.digest), kinds)]
        if not own:
            return self._statement(seat)
        of = self.draw.choice(own)
        body = self.bodies[of]
        if isinstance(body, Departure | Receipt):
            numbers = tuple(n for n in NUMBERS if any(one.person == person(n, body.giver) for one in body.people))
            return Correction(of, "", self._record(type(body), body.stage, body.giver, body.receiver, numbers))
        assert isinstance(body, Statement)
        return Correction(of, "", replace(body, words=(Said("en", "otherwise"),)))

    def _dispute(self, _: Seat) -> Dispute:
        stage, giver, receiver = self._legs()
        return Dispute(stage, giver, receiver, tuple(person(one, giver) for one in self._some(0, 1)))

    def _resolution(self, _: Seat) -> Resolution:
        of = self._of(Dispute)
        body = self.bodies.get(of)
        named = (of,) if isinstance(body, Dispute) and self.draw.random() < 0.7 else ()
        stage, giver, receiver = self._legs()
        if isinstance(body, Dispute) and named:
            stage, giver, receiver = body.stage, body.giver, body.receiver
        outcome = self.draw.choice((Outcome.RECEIVED, Outcome.ABSENT))
        settled = tuple(Handed(person(one, giver), outcome) for one in self._some(0, 2))
        if named and self.draw.random() < 0.5:
            settled = ()
        return Resolution(stage, giver, receiver, named, settled, self.draw.choice((None, None, 3)))

    def _statement(self, _: Seat) -> Statement:
        stage = self.draw.choice((*STAGES, None))
        figures = (Claimed("north", "south", self.draw.randrange(4), stage),)
        return Statement((Said("en", "They are home."),), figures, stage)

    def _answer(self, _: Seat) -> Answer:
        of = self.draw.choice([one.log[1].digest for one in self.seats if len(one.log) > 1 and one.name != "envoy"])
        giver = next(one.name for one in self.seats if len(one.log) > 1 and one.log[1].digest == of)
        reply = self.draw.choice((Replied.DOES_NOT_WISH, Replied.CONFIRMED, Replied.UNKNOWN))
        return Answer(of, (Reply(person(self.draw.choice(NUMBERS), giver), reply),))
