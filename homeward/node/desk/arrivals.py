"""What arrives at a desk: stretches of logs, letters, and what peers say they hold of its own log."""

from dataclasses import replace

from homeward.ledger import Log
from homeward.node.desk import mirrors
from homeward.node.desk.cosigning import cosign
from homeward.node.desk.desk import WAIT, Desk
from homeward.node.desk.errors import DeskError
from homeward.node.desk.mirrors import ContradictionError
from homeward.node.desk.pieces import Piece

MAX_LETTERS, MAX_LETTER_BYTES = 2_000, 512 << 20  # kept of one author


def take(desk: Desk, brought: Piece, now: int) -> int:
    """Take in a stretch of a log, replay it, and cosign; return how many entries were new.

    Args:
        brought: from anywhere.
        now: seconds since the epoch.

    Raises:
        ContradictionError: the log's key has signed two histories; the evidence is kept.
        DeskError, LedgerError: it cannot be taken in; nothing was.
    """
    card = desk.require(brought.name)
    keys = desk.cards.succession(card.name)
    checkpoint = keys.checkpoint(brought.note)
    brought = replace(brought, note=mirrors.bare(brought.note, keys))
    try:
        with desk.mutex, desk.extending(card.name) as log:
            added = mirrors.take(log, brought, checkpoint)
    except ContradictionError as error:
        desk.accuse(error.evidence, now)
        raise
    if card.name != desk.name:
        cosign(desk, card.name, now)
    return added


def receive(desk: Desk, digest: str, author: str, ciphertext: bytes, bearer: str, now: int) -> bool:
    """Keep a letter that somebody brought; return whether it is new. It is opened and checked when it is read.

    Raises:
        DeskError: its author is not enrolled, or its bearer has brought too much.
    """
    if author not in desk.cards.names():
        raise DeskError("The letter is from nobody who is enrolled here.")
    count, size = desk.shelf.stored(author)
    if count >= MAX_LETTERS or size + len(ciphertext) > MAX_LETTER_BYTES:
        raise DeskError(f"{bearer} brings more letters of {author} than are kept; erase some first.")
    return desk.shelf.put(digest, author, ciphertext, now)


def heard(desk: Desk, peer: str, note: str, now: int) -> None:
    """Take note of what a peer holds of this desk's own log, said just now.

    A log that was restored is compared once every peer has been heard; one that a peer holds more of signs nothing
    until it has got that back.

    Args:
        peer: who said so.
        note: its newest checkpoint of this log, or "" for none.
        now: seconds since the epoch.

    Raises:
        ContradictionError: the peer holds another history, signed by this desk's key.
        BehindError: the peer holds more.
    """
    checkpoint = desk.cards.succession(desk.name).checkpoint(note) if note else None
    with desk.mutex, Log.open(desk.path(desk.name), desk.keys.log, wait=WAIT) as log:
        desk.shelf.hear(log.identity, peer, note)
        heard = desk.shelf.heard(log.identity)
        try:
            if checkpoint is not None and checkpoint.size > log.size:
                log.reconcile([note])
            elif checkpoint is not None:
                mirrors.compare(log, note, checkpoint)
            if (log.restored or log.behind) and heard.keys() >= set(desk.peers):
                log.reconcile([one for one in heard.values() if one], alone=True)
        except ContradictionError as error:
            desk.accuse(error.evidence, now)
            raise


def silent(desk: Desk) -> list[str]:
    """Return the peers whom a restored desk must hear before it may sign anything; none where it was not."""
    with desk.mutex, Log.open(desk.path(desk.name), desk.keys.log, wait=WAIT) as log:
        if not (log.restored or log.behind):
            return []
        return sorted(set(desk.peers) - desk.shelf.heard(log.identity).keys())
