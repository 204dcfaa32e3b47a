"""Cards: how participants learn each other's keys before they trust anything either of them says.

A card names a participant, its log and its five public keys, and is signed by the private half of each that signs:
whoever shows a card holds the keys on it. Two people compare the card's fingerprint over the telephone, once. What is
hard is that a key may be stolen, and that its owner may lie about when: so nothing depends on a clock, a key once
given up never comes back, and a new log key cannot begin before what others have already seen.

1. The first card of a participant is enrolled by hand; its fingerprint is compared. All four keys that sign have
   signed it; a later card is signed by its author, log and witness keys, and by its recovery key if that is new.
2. A later card has the next serial number, names the one before by digest, and is signed by a key of the one before:
   by its recovery key, or, where author, log and recovery keys stay, by its author key.
3. No key is on it twice, none is on another participant's card, and none was on an earlier card in another role or
   was given up there.
4. A log's key counts by position: that of a card signs checkpoints of ``since`` entries and more, the one before up
   to ``since``. An author's key counts by position as well, by the ``keys`` entries in its log.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from homeward.ledger.errors import BadKeyError, CardError, NoteError
from homeward.ledger.fingerprint import words
from homeward.ledger.keys import Signer, enrolled
from homeward.ledger.note import COSIGNATURE, ED25519, VerifierKey, open_note, sign
from homeward.ledger.sealing import recipient
from homeward.ledger.succession import Succession

FORMAT = "homeward card 1"
MAX_BYTES = 8_000
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SIGNING = ("author", "log", "witness")
_BEFORE = ("recovery-before", "author-before")
_ROLES = (*_SIGNING, "recovery", "sealing")
_TEXT = re.compile(  # ASCII alone: two names that look alike are not told apart over the telephone
    r"homeward card 1\nname ([a-z0-9][a-z0-9-]{0,63})\norigin ([!-*,-~]{1,200})\nserial ([1-9][0-9]{0,5})\n"
    r"previous ([0-9a-f]{64}|none)\nsince (0|[1-9][0-9]{0,17})\nauthor ([0-9a-f]{64})\nlog ([0-9a-f]{64})\n"
    r"witness ([0-9a-f]{64})\nsealing (age1[0-9a-z]{58})\nrecovery ([0-9a-f]{64})\naddress ([!-~]{1,300})\n"
)


@dataclass(frozen=True, slots=True)
class Card:
    """A participant's card. Public keys are 32 bytes; ``note`` is the card as it is handed over, signed.

    Attributes:
        name: the participant's, the last part of its origin.
        origin: its log's name in the world.
        serial: from 1.
        previous: digest of the card before, None for the first.
        since: size of the log from which on the log key of this card signs.
        author: signs entries.
        log: signs the log's checkpoints.
        witness: cosigns others' checkpoints, and requests and answers between nodes.
        sealing: age recipient.
        recovery: kept offline; signs the next card when others are lost.
        address: where the node is reached, or None.
    """

    name: str
    origin: str
    serial: int
    previous: str | None
    since: int
    author: bytes
    log: bytes
    witness: bytes
    sealing: str
    recovery: bytes
    address: str | None
    note: str = ""

    @property
    def text(self) -> str:
        """What the signatures are over."""
        return (
            f"{FORMAT}\nname {self.name}\norigin {self.origin}\nserial {self.serial}\n"
            f"previous {self.previous or 'none'}\nsince {self.since}\n"
            f"author {self.author.hex()}\nlog {self.log.hex()}\nwitness {self.witness.hex()}\n"
            f"sealing {self.sealing}\nrecovery {self.recovery.hex()}\naddress {self.address or 'none'}\n"
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hex: who signed it does not change which card it is."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def log_key(self) -> VerifierKey:
        """The key of the log's checkpoints."""
        return VerifierKey(self.origin, ED25519, self.log)

    @property
    def witness_key(self) -> VerifierKey:
        """The key of its cosignatures."""
        return VerifierKey(self.origin, COSIGNATURE, self.witness)

    @property
    def node_key(self) -> VerifierKey:
        """The key of its requests and answers: the witness's, in notes that are no checkpoints."""
        return VerifierKey(self.origin, ED25519, self.witness)

    def fingerprint(self, language: str = "en") -> list[str]:
        """Return the words to compare over the telephone."""
        return words(self.text.encode(), language)

    @classmethod
    def parse(cls, data: bytes) -> "Card":
        """Read a card, every signature by the keys on it checked.

        Raises:
            CardError: it is malformed, a key is weak or there twice, or a key on it has not signed it.
        """
        try:
            note = data.decode("utf-8") if len(data) <= MAX_BYTES else ""
        except UnicodeDecodeError:
            note = ""
        found = _TEXT.fullmatch(note.rpartition("\n\n")[0] + "\n")
        if found is None:
            raise CardError("This is not a participant's card.")
        name, origin, serial, previous, since, author, log, witness, sealing, recovery, address = found.groups()
        card = cls(
            name,
            origin,
            int(serial),
            None if previous == "none" else previous,
            int(since),
            bytes.fromhex(author),
            bytes.fromhex(log),
            bytes.fromhex(witness),
            sealing,
            bytes.fromhex(recovery),
            None if address == "none" else address,
            note,
        )
        card._check()
        return card

    def _check(self) -> None:
        if self.origin.rpartition("/")[2] != self.name:
            raise CardError(f"The origin {self.origin} is not of a log of {self.name}.")
        if (self.previous is None) != (self.serial == 1) or (self.serial == 1 and self.since):
            raise CardError("The first card, and only the first, names none before it and begins with the log.")
        try:
            recipient(self.sealing)
            for key in (self.author, self.log, self.witness, self.recovery):
                enrolled(key)
        except BadKeyError as error:
            raise CardError(f"The card of {self.name}: {error}") from error
        if len({self.author, self.log, self.witness, self.recovery}) != 4:
            raise CardError(f"On the card of {self.name} one key has two purposes; each needs its own.")
        if self.address is not None:
            check_address(self.address)
        self._check_signed((*_SIGNING, "recovery") if self.serial == 1 else _SIGNING)

    def _check_signed(self, roles: Iterable[str]) -> None:
        keys = {role: VerifierKey(role, ED25519, getattr(self, role)) for role in roles}
        try:
            signers = {key.name for key in open_note(self.note.encode(), keys.values()).signers}
        except NoteError as error:
            raise CardError(f"The card of {self.name} is not signed by the keys on it.") from error
        if missing := sorted(keys.keys() - signers):
            raise CardError(f"The card of {self.name} is not signed by its {', '.join(missing)} key.")

    def follows(self, before: "Card") -> None:
        """Check that this is the participant's next card.

        Raises:
            CardError: it is not, or is not signed by a key of the one before that may.
        """
        if (self.name, self.origin) != (before.name, before.origin):
            raise CardError(f"The card is of {self.origin}, the one before of {before.origin}.")
        if (self.serial, self.previous) != (before.serial + 1, before.digest) or self.since < before.since:
            raise CardError(f"The card {self.serial} of {self.name} does not follow the card {before.serial}.")
        if self.recovery != before.recovery:
            self._check_signed(["recovery"])
        same = (self.author, self.log, self.recovery) == (before.author, before.log, before.recovery)
        keys = [VerifierKey(_BEFORE[0], ED25519, before.recovery)]
        if same:
            keys.append(VerifierKey(_BEFORE[1], ED25519, before.author))
        try:
            open_note(self.note.encode(), keys)
        except NoteError as error:
            by = "recovery or author key" if same else "recovery key"
            raise CardError(
                f"The card {self.serial} of {self.name} is not signed by the {by} of the one before."
            ) from error


def issue(card: Card, keys: Mapping[str, Signer]) -> Card:
    """Sign a card.

    Args:
        card: what it says.
        keys: by role: author, log and witness; recovery for the first card and where it is new; for a later card also
            ``recovery-before`` or ``author-before``.

    Raises:
        CardError: a key is missing or is not the one on the card.
    """
    note = f"{card.text}\n"
    needed = (*_SIGNING, "recovery") if card.serial == 1 else _SIGNING
    for role in dict.fromkeys((*needed, *(name for name in ("recovery", *_BEFORE) if name in keys))):
        if role not in keys:
            raise CardError(f"The card of {card.name} needs its {role} key to sign it.")
        note += sign(card.text, role, keys[role]).rpartition("\n\n")[2]
    return Card.parse(replace(card, note=note).note.encode())


def check_address(address: str) -> None:
    """Raise ``CardError`` unless an address is one that a node may be reached at: TLS, or this machine."""
    try:
        parts = urlsplit(address)
        good = parts.hostname and not (parts.query or parts.fragment or parts.username)
        encrypted = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    except ValueError:
        good = encrypted = False
    if not good or not encrypted:
        raise CardError("A node's address begins with https:// (or http:// on this machine); it is host and path.")


class Cards:
    """The cards a participant has enrolled: of each participant all, the newest last."""

    def __init__(self, cards: Iterable[Card] = ()) -> None:
        self._cards: dict[str, list[Card]] = {}
        for card in sorted(cards, key=lambda one: one.serial):
            self.enrol(card)

    def enrol(self, card: Card, held: int = 0) -> bool:
        """Take a card in; return whether it is new.

        Args:
            card: as it was read, so signed by the keys on it.
            held: how many entries of the participant's log are known to its witnesses: a new log key begins no earlier.

        Raises:
            CardError: it does not follow the one known, has a key of somebody else or one that was given up, or would
                take back what the log's key has signed before others.
        """
        known = self._cards.get(card.name, [])
        if any(card.digest == one.digest for one in known):
            return False
        for other in self.all():
            if other.name != card.name and _keys(other) & _keys(card):
                raise CardError(f"{card.name} and {other.name} show the same key; one of them has it from the other.")
        if known:
            _check_next(card, known, held)
        elif card.serial != 1:
            raise CardError(f"This is card {card.serial} of {card.name}; enrol the first one first.")
        self._cards.setdefault(card.name, []).append(card)
        return True

    def all(self) -> list[Card]:
        """Return every card."""
        return [card for cards in self._cards.values() for card in cards]

    def names(self) -> list[str]:
        """Return whose cards are here."""
        return sorted(self._cards)

    def get(self, name: str) -> Card | None:
        """Return the newest card of a participant."""
        return self._cards[name][-1] if name in self._cards else None

    def of_origin(self, origin: str) -> Card | None:
        """Return the newest card of whoever keeps the log with this origin."""
        return next((cards[-1] for cards in self._cards.values() if cards[-1].origin == origin), None)

    def succession(self, name: str) -> Succession:
        """Return the keys of a participant's log in their order. Raises ``CardError``: it is not enrolled."""
        if name not in self._cards:
            raise CardError(f"{name!r} is not enrolled; ask for its card and compare the words.")
        first, *later = self._cards[name]
        keys = Succession.of(first.log_key)
        for card in later:
            keys = keys.then(card.since, card.log_key)
        return keys

    def log_keys(self, name: str, size: int | None = None) -> list[VerifierKey]:
        """Return the keys whose checkpoints of a log count: over ``size`` entries, or over any. At a change, both."""
        if name not in self._cards:
            return []
        keys = self.succession(name)
        return list(keys) if size is None else keys.at(size)


def _check_next(card: Card, known: list[Card], held: int) -> None:
    before = known[-1]
    card.follows(before)
    kept = {getattr(card, role) for role in _ROLES if getattr(card, role) == getattr(before, role)}
    if (_keys(card) - kept) & {key for one in known for key in _keys(one)}:
        raise CardError(f"The card {card.serial} of {card.name} takes up a key that was given up, or had another role.")
    if card.log != before.log and card.since < held:
        raise CardError(
            f"The new log key of {card.name} would begin at {card.since} entries, but others hold {held} that the "
            "old one has signed."
        )


def _keys(card: Card) -> set[object]:
    return {getattr(card, role) for role in _ROLES}
