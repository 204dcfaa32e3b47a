"""A participant of the exercise at its desk: its keys, its log, and what it has seen of the others' logs."""

import json
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from homeward.exchange import Body, Entry, Seen, commit, encode
from homeward.exchange.words import Passenger
from homeward.ledger import Log, SigningKey, seal
from homeward.node.demo.cast import Person


@dataclass(slots=True)
class Desk:
    """A participant: what it says is signed, and appended to its own log before anybody else sees it."""

    name: str
    exchange: str
    author: SigningKey
    log: Log
    last: str | None = None
    seen: dict[str, Seen] = field(default_factory=dict)

    @classmethod
    def create(cls, folder: Path, name: str, exchange: str, origin: str) -> Self:
        """Make the keys and the empty log of a participant in a folder of its own, which only its owner may read."""
        folder.mkdir(parents=True, mode=0o700)
        author, log_key = SigningKey.generate(), SigningKey.generate()
        author.save(folder / "author.key")
        log_key.save(folder / "log.key")
        return cls(name, exchange, author, Log.create(folder / "log.sqlite3", origin, log_key))

    def say(self, body: Body, time: datetime) -> str:
        """Sign and append one entry; return its digest."""
        after = tuple(self.seen[name] for name in sorted(self.seen))
        payload = encode(Entry(self.exchange, self.name, time, self.last, after, body))
        digest = self.log.append(seal(payload, self.author)).leaf_hash.hex()
        self.last = digest
        return digest

    def hear(self, others: Iterable["Desk"]) -> None:
        """Take note of the newest entry of every other log, and of the checkpoint that covers it."""
        for other in others:
            if other is not self and other.last is not None:
                size = other.log.size
                self.seen[other.name] = Seen(other.name, size - 1, other.last, size, other.log.root().hex())


def enlist(desk_folder: Path, people: Sequence[Person]) -> list[Passenger]:
    """Commit to people, keep their details and salts in a private file of the holder, return what the list says."""
    passengers = []
    path = desk_folder / "people.jsonl"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as private:
        for person in people:
            salt = secrets.token_bytes(32)
            commitment = commit(person.details(), salt)
            record = {"person": commitment, "salt": salt.hex(), "details": person.details()}
            private.write(json.dumps(record, ensure_ascii=False) + "\n")
            passengers.append(Passenger(commitment, person.category))
    return sorted(passengers, key=lambda passenger: passenger.person)
