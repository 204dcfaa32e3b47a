"""The desk itself: what it holds, what it says, and what it takes in."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Self

from homeward.exchange import Entry, ExchangeError, Logged, Seen, State, encode, fold, rehearse
from homeward.exchange.entries import Body
from homeward.exchange.words import Policy
from homeward.ledger import (
    Card,
    Cards,
    Checkpoint,
    EnvelopeError,
    Evidence,
    LedgerError,
    Log,
    SealingKey,
    Signer,
    SigningKey,
    StoreError,
    VerifierKey,
    Witness,
    leaf_hash,
    seal,
    unseal,
)
from homeward.node.desk.errors import DeskError
from homeward.node.desk.pieces import Piece, piece
from homeward.node.desk.settling import settle
from homeward.node.desk.shelf import Shelf

WAIT = 20.0  # seconds that one action waits for another on the same log
LOG, WITNESS, SHELF, KEYS, CARDS, MIRRORS = "log.sqlite3", "witness.sqlite3", "desk.sqlite3", "keys", "cards", "mirrors"


@dataclass(frozen=True, slots=True)
class Keys:
    """The private keys of a desk; the recovery key is not among them. ``replaced`` opens what is older."""

    author: SigningKey
    log: SigningKey
    witness: SigningKey
    sealing: SealingKey
    replaced: tuple[SealingKey, ...] = ()

    @property
    def opening(self) -> tuple[SealingKey, ...]:
        """The keys that open what was sealed to this desk, the present one first."""
        return (self.sealing, *self.replaced)

    @classmethod
    def load(cls, folder: Path, passphrase: str | None) -> Self:
        """Read them. Raises ``BadKeyError``."""
        author, log, witness = (
            SigningKey.load(folder / f"{role}.key", passphrase, role) for role in ("author", "log", "witness")
        )
        older = tuple(SealingKey.load(path, passphrase) for path in sorted(folder.glob("sealing.*.key")))
        return cls(author, log, witness, SealingKey.load(folder / "sealing.key", passphrase), older)


class Desk:
    """A participant's folder, opened. Its methods may be called from several threads."""

    def __init__(self, folder: Path, name: str, cards: Cards, keys: Keys) -> None:
        self.folder = folder
        self.name = name
        self.cards = cards
        self.keys = keys
        self.shelf = Shelf(folder / SHELF)
        self.mutex = RLock()
        self._read: dict[str, list[Logged]] = {}
        self._state: tuple[int, State] | None = None
        self._policy: Policy | None = None
        self.witness = Witness(
            folder / WITNESS,
            self.origin,
            keys.witness,
            self._keys_of,
            held=self._check_held,
            accuse=self._accuse,
        )

    # --- what it is -----------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, folder: Path, card: Card, keys: Keys, passphrase: str | None = None) -> Self:
        """Make the folder of a participant that has its keys and its first card.

        Raises:
            DeskError: there is a desk already.
        """
        if (folder / LOG).exists():
            raise DeskError(f"{folder} holds a desk already.")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for each in (KEYS, CARDS, MIRRORS):
            (folder / each).mkdir(mode=0o700, exist_ok=True)
        for role in ("author", "log", "witness"):
            if not (folder / KEYS / f"{role}.key").exists():
                getattr(keys, role).save(folder / KEYS / f"{role}.key", passphrase, role)
        if not (folder / KEYS / "sealing.key").exists():
            keys.sealing.save(folder / KEYS / "sealing.key", passphrase)
        _write(folder / CARDS / f"{card.name}.{card.serial}", card.note.encode())
        _write(folder / "name", f"{card.name}\n".encode())
        Log.create(folder / LOG, card.origin, keys.log).close()
        return cls(folder, card.name, Cards([card]), keys)

    @classmethod
    def open(cls, folder: Path, passphrase: str | None = None) -> Self:
        """Open a desk's folder.

        Raises:
            DeskError: there is none.
            LedgerError: a key or a card cannot be read.
        """
        try:
            name = (folder / "name").read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise DeskError(f"There is no desk at {folder}; make one with homeward desk new.") from error
        written = (path for path in (folder / CARDS).iterdir() if not path.name.startswith("."))  # no half-written one
        cards = Cards(Card.parse(path.read_bytes()) for path in written)
        settle(folder / KEYS, folder / LOG, cards, name, WAIT)
        return cls(folder, name, cards, Keys.load(folder / KEYS, passphrase))

    @property
    def card(self) -> Card:
        """Its own newest card."""
        card = self.cards.get(self.name)
        assert card is not None
        return card

    @property
    def origin(self) -> str:
        """The name of its log in the world."""
        return self.card.origin

    @property
    def exchange(self) -> str:
        """The exchange its log belongs to: the part of the origin before the participant's name."""
        return self.origin.rpartition("/")[0].rpartition("/")[2]

    @property
    def peers(self) -> list[str]:
        """The other participants that are enrolled."""
        return [name for name in self.cards.names() if name != self.name]

    def enrol(self, card: Card) -> bool:
        """Take in a participant's card; return whether it is new. Its fingerprint must have been compared before.

        Raises:
            DeskError: it is of another exchange.
            CardError: it does not follow the one known, or shares a key.
        """
        if card.origin.rpartition("/")[0] != self.origin.rpartition("/")[0]:
            raise DeskError(f"The card of {card.name} is of another exchange than this desk: {card.origin}.")
        with self.mutex:
            if not self.cards.enrol(card, self.held_of(card.name) if card.name in self.cards.names() else 0):
                return False
            _write(self.folder / CARDS / f"{card.name}.{card.serial}", card.note.encode())
            return True

    def refresh(self) -> list[str]:
        """Take in the cards that another process has enrolled since; return what could not be, in sentences.

        Its own new card, and the keys that go with it, count from the next start.
        """
        known = {f"{card.name}.{card.serial}" for card in self.cards.all()}
        problems = []
        for path in sorted((self.folder / CARDS).iterdir()):
            if path.name.startswith(".") or path.name in known or path.name.startswith(f"{self.name}."):
                continue
            try:
                self.enrol(Card.parse(path.read_bytes()))
            except (DeskError, LedgerError, OSError) as error:
                problems.append(f"The card {path.name} was not taken in: {error}")
        return problems

    # --- logs -----------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self, name: str) -> Iterator[Log | None]:
        """Open a participant's log to read; None where nothing of it is here."""
        path = self.path(name)
        if not path.is_file():
            yield None
            return
        with Log.open(path) as log:
            yield log

    @contextmanager
    def extending(self, name: str) -> Iterator[Log]:
        """Open a participant's log to extend it by what its owner has signed."""
        path, keys = self.path(name), self.cards.succession(name)
        if not path.is_file():
            Log.mirror(path, keys.first).close()
        with Log.open(path, extending=True, wait=WAIT) as log:
            log.succeed(keys)
            yield log

    def path(self, name: str) -> Path:
        """Return where a participant's log is kept."""
        return self.folder / LOG if name == self.name else self.folder / MIRRORS / f"{name}.sqlite3"

    def held(self) -> dict[str, tuple[int, str]]:
        """Return size and root, in hex, of every log that is here."""
        found = {}
        for name in self.cards.names():
            with self.reading(name) as log:
                if log is not None and (size := log.size):
                    found[name] = (size, log.root(size).hex())
        return found

    def held_of(self, name: str) -> int:
        """Return how many entries of a log are here."""
        with self.reading(name) as log:
            return log.size if log is not None else 0

    def piece(self, name: str, start: int) -> Piece | None:
        """Cut a stretch of a log from ``start`` to its end; None where there is nothing beyond."""
        with self.reading(name) as log:
            if log is None or log.size <= start:
                return None
            return piece(name, log, start, log.checkpoint())

    # --- what was said --------------------------------------------------------------------------------------------

    def logged(self) -> list[Logged]:
        """Return every entry of every log that is here, opened; one that cannot be opened says nothing."""
        with self.mutex:
            for name in self.cards.names():
                known = self._read.setdefault(name, [])
                with self.reading(name) as log:
                    if log is None or log.size <= len(known):
                        continue
                    for envelope in log.entries(len(known)):
                        known.append(_logged(name, len(known), envelope))
            return [one for entries in self._read.values() for one in entries]

    def state(self) -> State:
        """Return the state of the exchange, as far as its logs are here."""
        entries = self.logged()
        with self.mutex:
            if self._state is None or self._state[0] != len(entries):
                self._state = (len(entries), fold(entries))
            return self._state[1]

    def policy(self) -> Policy | None:
        """Return the founding entry's policy, which never changes; None while that entry is not here."""
        if self._policy is None:
            self._policy = self.state().policy
        return self._policy

    def say(self, body: Body, time: datetime, *, rehearsed: bool = True, also: Sequence[Signer] = ()) -> str:
        """Sign one entry and append it to the desk's own log; return its digest.

        Args:
            body: what is said.
            time: when, UTC, whole seconds.
            rehearsed: ask the rules first; without, whatever is said is signed.
            also: further keys that sign: a new key signs the entry that brings it in.

        Raises:
            DeskError: it would break a rule of the exchange, or name entries that are not here.
            RestoredError, BehindError: peers may hold more of this log; ask them first.
        """
        with self.mutex, Log.open(self.folder / LOG, self.keys.log, wait=WAIT) as log:
            known = self.logged()
            entry = self.entry(body, time, {one.participant: one for one in known})
            signing = (self.keys.author, *also)
            signers = frozenset(key.public.hex() for key in signing)
            if rehearsed:
                try:
                    broken = rehearse(known, entry, signers)
                except ExchangeError:  # an end of a log waits for others: speak after what is complete
                    newest = {name: ref.index for name, ref in self.state().newest.items()}
                    ends = {one.participant: one for one in known if one.index == newest.get(one.participant)}
                    entry = self.entry(body, time, {**ends, **_own(known, self.name)})
                    broken = rehearse(known, entry, signers)
                if broken is not None:
                    raise DeskError(
                        f"This would break a rule ({broken.rule.id}): {broken.rule.says} {broken.detail}".strip()
                    )
            return log.append(seal(encode(entry), *signing)).leaf_hash.hex()

    def entry(self, body: Body, time: datetime, ends: dict[str, Logged]) -> Entry:
        """Write an entry that comes after the given ends of the logs; nothing is signed by this."""
        after = []
        for name in sorted(ends.keys() - {self.name}):
            with self.reading(name) as log:
                assert log is not None
                size = log.size
                after.append(Seen(name, ends[name].index, ends[name].digest, size, log.root(size).hex()))
        previous = ends[self.name].digest if self.name in ends else None
        return Entry(self.exchange, self.name, time, previous, tuple(after), body)

    # --- evidence -------------------------------------------------------------------------------------------------

    def accuse(self, found: Evidence, now: int = 0) -> bool:
        """Keep a piece of evidence, if its keys are known here and it proves what it says; return whether it is new."""
        keys = map(self.cards.succession, self.cards.names())
        found.check([*keys, *(self.require(name).node_key for name in self.cards.names())])
        return self.shelf.accuse(found.digest, found.written(), now)

    # --------------------------------------------------------------------------------------------------------------

    def require(self, name: str) -> Card:
        """Return a participant's newest card. Raises ``DeskError``: it is not enrolled."""
        card = self.cards.get(name)
        if card is None:
            raise DeskError(f"{name!r} is not enrolled here; ask for the card and compare its words.")
        return card

    def witness_key(self, name: str) -> VerifierKey | None:
        """Return the key of a participant's cosignatures, if it is enrolled."""
        card = self.cards.get(name)
        return card.witness_key if card else None

    def _accuse(self, found: Evidence) -> None:
        self.accuse(found)

    def _keys_of(self, origin: str) -> Iterable[VerifierKey]:
        card = self.cards.of_origin(origin)
        return self.cards.succession(card.name) if card and card.name != self.name else []

    def _check_held(self, checkpoint: Checkpoint) -> None:
        card = self.cards.of_origin(checkpoint.origin)
        name = card.name if card else ""
        with self.reading(name) as log:
            if log is None or log.size < checkpoint.size:
                raise StoreError(f"{checkpoint.size} entries of {name} were asked for; not all of them are here.")
            if log.root(checkpoint.size) != checkpoint.root:
                raise StoreError(f"The copy of {name} here is another history.")


def _logged(name: str, index: int, envelope: bytes) -> Logged:
    try:
        sealed = unseal(envelope)
    except EnvelopeError:  # it still has its place
        return Logged(name, index, leaf_hash(envelope).hex(), b"", frozenset())
    return Logged(name, index, leaf_hash(envelope).hex(), sealed.payload, sealed.signers)


def _own(known: list[Logged], name: str) -> dict[str, Logged]:
    return {one.participant: one for one in known if one.participant == name}


def _write(path: Path, data: bytes) -> None:
    """Write a file of the desk that appears whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
