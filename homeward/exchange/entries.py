"""An entry: who says what in which exchange, after having seen what, and where it stands.

Sources: digests are RFC 6962 leaf hashes, times RFC 3339 in UTC.
"""

from dataclasses import dataclass
from datetime import datetime

from homeward.exchange.words import (
    Accept,
    Answer,
    Close,
    Correction,
    Departure,
    Digest,
    Dispute,
    Keys,
    Manifest,
    Name,
    Open,
    PeopleList,
    Receipt,
    Resolution,
    Statement,
    Substitution,
    Terms,
    Withdraw,
)

Body = (
    Open | Keys | Close | Accept | Withdraw | Terms | Manifest | Substitution | Resolution
    | PeopleList | Answer | Departure | Receipt | Dispute | Statement | Correction
)  # fmt: skip

TYPES: dict[str, type[Body]] = {
    "open": Open,
    "keys": Keys,
    "close": Close,
    "accept": Accept,
    "withdraw": Withdraw,
    "terms": Terms,
    "manifest": Manifest,
    "substitution": Substitution,
    "resolution": Resolution,
    "list": PeopleList,
    "answer": Answer,
    "departure": Departure,
    "receipt": Receipt,
    "dispute": Dispute,
    "statement": Statement,
    "correction": Correction,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest entry of another log that an author had seen, and the checkpoint that covers it."""

    participant: Name
    index: int
    digest: Digest
    size: int  # of the covering checkpoint, more than index
    root: Digest


@dataclass(frozen=True, slots=True)
class Entry:
    """What an author says.

    ``previous`` is the digest of the entry before it in the author's own log (None for the first), so that a signed
    entry cannot be moved to another place or another branch. ``time`` is the author's claim, UTC, whole seconds.
    """

    exchange: Name
    author: Name
    time: datetime
    previous: Digest | None
    after: tuple[Seen, ...]
    body: Body

    @property
    def type(self) -> str:
        """The name of its type on the wire: ``open``, ``terms``, …"""
        return type_of(self.body)


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as it stands in a log.

    Args:
        participant: whose log.
        index: its place there, from 0.
        digest: lower-case hex of the RFC 6962 leaf hash of the logged envelope.
        payload: the canonical JSON inside the DSSE envelope.
        signers: Ed25519 public keys (64 hex digits) whose signatures over it were found good.
    """

    participant: str
    index: int
    digest: str
    payload: bytes
    signers: frozenset[str]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Where an entry is found: what every figure and every error opens to."""

    participant: str
    index: int
    digest: str


_NAMES = {body: name for name, body in TYPES.items()}


def type_of(body: Body) -> str:
    """Return the name of a body's type on the wire."""
    return _NAMES[type(body)]
