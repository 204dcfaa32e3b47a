"""A parcel: everything a peer lacks in one file, for a stick or for one request, sealed to that peer alone.

Inside are a heading, then records: cards, stretches of logs, checkpoints with cosignatures, letters, evidence; each is
believed for its own signatures or hash. The heading says what the sender holds, so that the next parcel the other way
is no longer than it must be. The sender's node key signs the whole.

1. A parcel begins, for every log, where its receiver last said it ends: so parcels may come in any order, any number of
   times, or never.
2. A damaged parcel is refused whole, before anything in it is looked at.
3. A record that cannot be taken in does not keep the others out, and what it was is told.
"""

import hashlib
import json
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from homeward.ledger import CardError, LedgerError, NoteError, SealingError, decrypted, encrypted, open_note, sign
from homeward.ledger.card import Card
from homeward.ledger.evidence import Evidence
from homeward.ledger.sealing import digest as digest_of
from homeward.node.desk import arrivals, cosigning
from homeward.node.desk.desk import Desk
from homeward.node.desk.errors import DeskError, ParcelError
from homeward.node.desk.mirrors import size_of
from homeward.node.desk.pieces import Piece

FORMAT = b"homeward parcel 1\n"
MAX_LETTER = 32 << 20
_CARD, _PIECE, _NOTE, _LETTER, _EVIDENCE = b"c", b"p", b"n", b"l", b"e"


@dataclass(slots=True)
class Taken:
    """What came of a parcel: how many of each were new, and what could not be taken in, in sentences."""

    sender: str
    cards: int = 0
    entries: int = 0
    cosignatures: int = 0
    letters: int = 0
    evidence: int = 0
    refused: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = (
            (self.entries, "entry", "entries"),
            (self.cosignatures, "cosignature", "cosignatures"),
            (self.letters, "letter", "letters"),
            (self.cards, "card", "cards"),
            (self.evidence, "piece of evidence", "pieces of evidence"),
        )
        said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        return f"From {self.sender}: {', '.join(said) or 'nothing new'}."


def have(desk: Desk) -> str:
    """Say what a desk holds: JSON, with sizes and roots of logs, digests of letters and evidence."""
    tree = {
        "logs": {name: [size, root] for name, (size, root) in desk.held().items()},
        "notes": {name: desk.shelf.cosigners(desk.require(name).origin) for name in desk.cards.names()},
        "letters": desk.shelf.letters_known(),
        "evidence": sorted(desk.shelf.evidence()),
        "cards": {name: card.serial for name in desk.cards.names() if (card := desk.cards.get(name))},
    }
    return json.dumps(tree, sort_keys=True)


def pack(desk: Desk, peer: str, *, everything: bool = False) -> bytes:
    """Make a parcel for a peer: all that it lacks, as far as it has told; or everything.

    Raises:
        DeskError: the peer is not enrolled.
        SealingError: it would be too large; let the peer tell first what it holds.
    """
    card = desk.cards.get(peer)
    if card is None or peer == desk.name:
        raise DeskError(f"{peer!r} is not a peer of this desk; its peers are {', '.join(desk.peers) or 'none yet'}.")
    with desk.shelf.at_hand():
        return _packed(desk, card, everything=everything)


def _packed(desk: Desk, card: Card, *, everything: bool) -> bytes:
    known = None if everything else desk.shelf.holding(card.name)
    held = json.loads(known) if known else {}
    with desk.reading(desk.name) as log:
        home = log.identity if log is not None else ""
    heading = {
        "from": desk.origin,
        "to": card.origin,
        "id": secrets.token_hex(16),
        "answers": desk.shelf.taken(card.name),
        "serial": desk.shelf.next("parcel"),
        "have": have(desk),
        "yours": cosigning.note(desk, card.name),
    }
    desk.shelf.issue(str(heading["id"]), home)
    data = bytearray(FORMAT + json.dumps(heading, sort_keys=True).encode() + b"\n")
    for kind, record in _records(desk, held):
        data += kind + struct.pack(">I", len(record)) + record
    text = f"homeward-parcel/v1\n{desk.origin}\n{card.origin}\n{hashlib.sha256(data).hexdigest()}\n"
    note = sign(text, desk.origin, desk.keys.witness).encode()
    return encrypted(bytes(data) + note + struct.pack(">I", len(note)), [card.sealing])


def unpack(desk: Desk, data: bytes, now: int) -> Taken:
    """Take a parcel in; once or again, in any order.

    Raises:
        ParcelError: it is damaged, for somebody else, or from nobody who is enrolled; nothing of it was taken.
    """
    try:
        plain = decrypted(data, *desk.keys.opening)
    except SealingError as error:
        raise ParcelError("The file is damaged, or is a parcel for somebody else; have it made again.") from error
    heading, records = _opened(desk, plain)
    sender = desk.cards.of_origin(heading["from"])
    assert sender is not None
    taken = Taken(sender.name)
    with desk.shelf.at_hand():
        for kind, record in records:
            try:
                _take(desk, kind, record, taken, sender.name, now)
            except (LedgerError, DeskError) as error:
                taken.refused.append(str(error))
            except (ValueError, KeyError, TypeError):
                taken.refused.append("A record of the parcel is malformed.")
        _hear(desk, sender.name, heading, taken, now)
    return taken


def _hear(desk: Desk, sender: str, heading: dict[str, Any], taken: Taken, now: int) -> None:
    """Note what the sender holds; of our own log where it answers a parcel made since that log lies where it is."""
    desk.shelf.told(sender, heading["serial"], heading["have"])
    desk.shelf.took(sender, heading["id"])
    with desk.reading(desk.name) as log:
        home = log.identity if log is not None else ""
    note = heading["yours"]
    try:
        if desk.shelf.issued(heading["answers"], home) or (note and size_of(note) > desk.held_of(desk.name)):
            arrivals.heard(desk, sender, note, now)
    except (LedgerError, DeskError) as error:
        taken.refused.append(str(error))


def _records(desk: Desk, held: dict[str, Any]) -> Iterator[tuple[bytes, bytes]]:
    serials, logs = held.get("cards", {}), held.get("logs", {})
    for card in desk.cards.all():
        known = serials.get(card.name, 0)
        if card.serial > (known if isinstance(known, int) else 0) and (card.name == desk.name or card.serial > 1):
            yield _CARD, card.note.encode()
    for name in desk.cards.names():
        at = logs.get(name, [0])
        start = at[0] if isinstance(at, list) and at and isinstance(at[0], int) else 0
        if brought := desk.piece(name, start):
            yield _PIECE, brought.written()
    for name in desk.cards.names():
        for note in cosigning.notes(desk, name):
            yield _NOTE, note.encode()
    for digest in desk.shelf.letters_to_pass():
        letter = desk.shelf.letter(digest)
        if digest not in held.get("letters", ()) and letter is not None and letter.ciphertext is not None:
            yield _LETTER, letter.sender.encode() + b"\n" + letter.ciphertext
    for digest, found in desk.shelf.evidence().items():
        if digest not in held.get("evidence", ()):
            yield _EVIDENCE, found


def _opened(desk: Desk, plain: bytes) -> tuple[dict[str, Any], list[tuple[bytes, bytes]]]:
    try:
        (length,) = struct.unpack(">I", plain[-4:])
        data, note = plain[: -4 - length], plain[-4 - length : -4]
        if not data.startswith(FORMAT):
            raise ValueError("another kind of file")
        line, _, rest = data[len(FORMAT) :].partition(b"\n")
        heading = json.loads(line)
        card = desk.cards.of_origin(heading["from"])
        if card is None or card.name == desk.name:
            raise ParcelError("The parcel is from nobody who is enrolled here.")
        opened = open_note(note, [card.node_key])
        digest = hashlib.sha256(data).hexdigest()
        if opened.text != f"homeward-parcel/v1\n{card.origin}\n{desk.origin}\n{digest}\n":
            raise ParcelError(f"The parcel of {card.name} is not for {desk.name}, or was changed.")
        if not all(isinstance(heading[name], str) for name in ("id", "answers", "yours", "have")):
            raise TypeError("a field of the heading is missing")
        if type(heading["serial"]) is not int or not isinstance(json.loads(heading["have"]), dict):
            raise TypeError("a field of the heading is of another kind")
        return heading, list(_cut(rest))
    except (ValueError, KeyError, TypeError, struct.error, NoteError) as error:
        raise ParcelError("This is not a parcel, or not one that its sender has signed.") from error


def _cut(rest: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(rest):
        (length,) = struct.unpack(">I", rest[at + 1 : at + 5])
        record = rest[at + 5 : at + 5 + length]
        if len(record) != length:
            raise ValueError("a record is cut short")
        yield rest[at : at + 1], record
        at += 5 + length


def _take(desk: Desk, kind: bytes, record: bytes, taken: Taken, sender: str, now: int) -> None:
    if kind == _CARD:
        card = Card.parse(record)
        if desk.cards.get(card.name) is None:
            raise CardError(f"{card.name} is not enrolled here: compare the words of its card first.")
        taken.cards += desk.enrol(card)
    elif kind == _PIECE:
        taken.entries += arrivals.take(desk, Piece.read(record), now)
    elif kind == _NOTE:
        taken.cosignatures += cosigning.add_cosignatures(desk, record.decode("utf-8"), now)
    elif kind == _LETTER:
        name, _, ciphertext = record.partition(b"\n")
        author = name.decode("ascii", "replace")
        if len(ciphertext) > MAX_LETTER:
            raise DeskError("A letter is too long.")
        taken.letters += arrivals.receive(desk, digest_of(ciphertext), author, ciphertext, sender, now)
    elif kind == _EVIDENCE:
        taken.evidence += desk.accuse(Evidence.parse(record), now)
    else:
        raise DeskError("A record of the parcel is of a kind that this version does not know.")
