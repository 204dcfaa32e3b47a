"""Two sides and an envoy, one person each way, on the engine alone: what each says, and what then holds.

Run it: ``python examples/two_words.py``. A real node signs these entries, keeps them in a log that the others witness,
and hands the fold what it has verified (``homeward.ledger``); here a signature is taken for granted. The people are
invented.
"""

import hashlib
import secrets
from datetime import UTC, date, datetime, timedelta

from homeward.exchange import Entry, Logged, Seen, commit, encode, fold
from homeward.exchange.entries import Body
from homeward.exchange.words import (
    Accept,
    Correction,
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
    Terms,
)

NAMES = {"north": Role.PARTY, "south": Role.PARTY, "envoy": Role.INTERMEDIARY}
KEYS = {name: secrets.token_hex(32) for name in NAMES}
LOGGED: list[Logged] = []


def say(author: str, body: Body) -> str:
    """Write an entry that has seen everything said so far; return its digest."""
    newest = {one.participant: one for one in LOGGED}  # the last of each
    own = newest.pop(author, None)
    after = tuple(
        Seen(one.participant, one.index, one.digest, one.index + 1, "0" * 64) for _, one in sorted(newest.items())
    )
    time = datetime(2025, 5, 23, 8, 0, tzinfo=UTC) + timedelta(minutes=len(LOGGED))
    payload = encode(Entry("two-words", author, time, own.digest if own else None, after, body))
    digest = hashlib.sha256(b"\0" + payload).hexdigest()
    LOGGED.append(Logged(author, own.index + 1 if own else 0, digest, payload, frozenset({KEYS[author]})))
    return digest


def show(what: str) -> None:
    """Print both directions as the record has them now."""
    state = fold(LOGGED)
    print(what)
    for leg in state.legs:
        one = state.figures(leg.giver, leg.receiver, leg.stage)
        print(
            f"  {leg.giver} to {leg.receiver}: agreed {one.agreed.value}, departed {one.departed.value}, "
            f"received {one.received.value}, confirmed {one.confirmed.value}, disputed {one.disputed.value}, "
            f"owed {one.owed.value}"
        )


founding = say(
    "north",
    Open(tuple(Participant(name, role, (KEYS[name],)) for name, role in NAMES.items()), Policy(("envoy",), ("envoy",))),
)
for joining in ("south", "envoy"):
    say(joining, Open(repeats=founding))

quotas = (Quota("north", "south", "servicemen", 1), Quota("south", "north", "servicemen", 1))
stage = Stage("day-1", date(2025, 5, 23), quotas)
terms = say("envoy", Terms("A town", date(2025, 5, 16), quotas, (stage,), (Point("bridge", "The bridge"),)))
say("north", Accept(terms))
say("south", Accept(terms))

people = {}
for giver, receiver, surname in (("north", "south", "Просёлков"), ("south", "north", "Бджоленко")):
    people[giver] = commit({"surname": surname}, secrets.token_bytes(32))
    passenger = (Passenger(people[giver], "servicemen"),)
    say(giver, PeopleList(ListKind.HELD, (receiver, "envoy"), passenger))
    say(receiver, Accept(say(giver, Manifest(terms, "day-1", giver, receiver, "bridge", passenger))))

received = {}
for giver, receiver in (("north", "south"), ("south", "north")):
    say(giver, Departure("day-1", giver, receiver, "bridge", (Handed(people[giver], Outcome.DEPARTED),), 1))
    word = Outcome.RECEIVED if giver == "north" else Outcome.WRONG_PERSON
    arrived = Receipt("day-1", giver, receiver, "bridge", (Handed(people[giver], word),), int(giver == "north"))
    received[receiver] = say(receiver, arrived)
show("One side received its man, the other says that somebody else came:")

settled = Receipt("day-1", "south", "north", "bridge", (Handed(people["south"], Outcome.RECEIVED),), 1)
say("north", Correction(received["north"], "the papers had been exchanged, not the men", settled))
show("After it looked again and corrected its own word:")

say("envoy", Accept(terms))
for broken in fold(LOGGED).broken:
    print(broken)
