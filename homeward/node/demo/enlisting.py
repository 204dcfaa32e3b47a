"""People put on a list: each a commitment on the log, the details sealed to those who may know them."""

import secrets
from collections.abc import Mapping, Sequence

from homeward.exchange import commit
from homeward.exchange.words import Passenger
from homeward.node.demo.cast import Person
from homeward.node.desk import post
from homeward.node.desk.desk import Desk
from homeward.node.desk.letters import Details

Known = Mapping[str, Details]  # by commitment


def enlist(people: Sequence[Person]) -> tuple[list[Passenger], Known]:
    """Commit to people; return what a list says of them, and the details behind it."""
    passengers, known = [], {}
    for person in people:
        salt = secrets.token_bytes(32)
        commitment = commit(person.details(), salt)
        known[commitment] = Details(commitment, salt, person.details())
        passengers.append(Passenger(commitment, person.category))
    return sorted(passengers, key=lambda passenger: passenger.person), known


def sealed(desk: Desk, known: Known, people: Sequence[Passenger], to: Sequence[str], now: int) -> str:
    """Seal the details of some of them to participants; return the digest that the entry names."""
    return post.attach(desk, [known[one.person] for one in people], to, now)
