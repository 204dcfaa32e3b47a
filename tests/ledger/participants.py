"""Invented participants with all their keys, for tests of cards."""

import hashlib
import itertools
from dataclasses import dataclass, replace

from homeward.ledger import Card, SealingKey, Signer, SigningKey, issue

_NUMBER = itertools.count()  # every worker of a test run makes the same keys, and so names its tests alike


@dataclass(frozen=True, slots=True)
class Keyring:
    """All five private keys of a participant."""

    author: SigningKey
    log: SigningKey
    witness: SigningKey
    recovery: SigningKey
    sealing: SealingKey

    @classmethod
    def make(cls) -> "Keyring":
        return cls(
            *(SigningKey(hashlib.sha256(b"%d" % next(_NUMBER)).digest()) for _ in range(4)), SealingKey.generate()
        )

    def signers(self) -> dict[str, Signer]:
        return {"author": self.author, "log": self.log, "witness": self.witness, "recovery": self.recovery}

    def first(self, name: str, address: str | None = None) -> Card:
        """Issue the first card."""
        return issue(self.blank(name, address), self.signers())

    def blank(self, name: str, address: str | None = None) -> Card:
        """Return the first card, not yet signed."""
        return Card(
            name, f"homeward.example/may-2025/{name}", 1, None, 0, self.author.public, self.log.public,
            self.witness.public, self.sealing.recipient, self.recovery.public, address,
        )  # fmt: skip

    def following(self, before: Card, since: int | None = None, address: str | None = None) -> Card:
        """Return the card after another, with these keys, not yet signed."""
        fresh = self.blank(before.name, address)
        since = before.since if since is None else since
        return replace(fresh, serial=before.serial + 1, previous=before.digest, since=since)

    def next(self, before: Card, by: dict[str, Signer], since: int | None = None, address: str | None = None) -> Card:
        """Issue the card after another, with these keys, signed also by the given earlier ones."""
        return issue(self.following(before, since, address), {**self.signers(), **by})
