"""The asking side: fetch from a peer what it has, give it what it lacks; by HTTP, within bounds of time and size."""

import hashlib
import json
import logging
import time as clock
from base64 import b64decode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import urllib3

from homeward import HomewardError
from homeward.ledger import EvidenceError, evidence
from homeward.ledger.card import Card
from homeward.ledger.evidence import Evidence
from homeward.ledger.sealing import digest as digest_of
from homeward.ledger.tiles import WIDTH, parse_bundle, tile_path
from homeward.ledger.tree import of_leaves, root
from homeward.ledger.witness import request
from homeward.node.desk import arrivals, cosigning, handshake, parcel
from homeward.node.desk.answers import ANSWER_HEADER, MAX_PARCEL, PREFIX, REQUEST_HEADER
from homeward.node.desk.desk import Desk
from homeward.node.desk.errors import PeerError
from homeward.node.desk.handshake import CLOCK
from homeward.node.desk.mirrors import size_of
from homeward.node.desk.pieces import Piece

TIMEOUT = urllib3.Timeout(connect=5, read=60)
TRIES = 3  # of one request, where the network fails
MAX_ANSWER = MAX_PARCEL
logger = logging.getLogger("homeward.node.desk")
Now = Callable[[], int]


class Peer:
    """A peer's node as a desk talks to it."""

    def __init__(self, desk: Desk, name: str, now: Now, pool: urllib3.PoolManager | None = None) -> None:
        """Talk to a peer.

        Args:
            desk: who talks.
            name: the participant whose node is asked.
            now: seconds since the epoch, by this machine's clock.
            pool: connections; made when not given.

        Raises:
            PeerError: the peer is not enrolled or shows no address.
        """
        card = desk.cards.get(name)
        if card is None or card.address is None:
            raise PeerError(f"The node of {name} has no address; carry parcels instead.")
        self.desk = desk
        self.card: Card = card
        self._address = card.address.rstrip("/")
        self._path = urlsplit(self._address).path
        self._now = now
        self._late = 0  # seconds that the peer's clock is ahead of ours
        self._pool = pool or urllib3.PoolManager(timeout=TIMEOUT, retries=False)

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Ask once, or once more by the peer's clock; return status and body, proved to be the peer's own.

        Raises:
            PeerError: it cannot be reached, or somebody else answers.
        """
        for _ in range(2):
            status, answer, time = self._asked(method, PREFIX + path, body)
            if status != CLOCK or abs(time - self._now() - self._late) <= 1:
                break
            self._late = time - self._now()
        return status, answer

    def _asked(self, method: str, path: str, body: bytes) -> tuple[int, bytes, int]:
        now = self._now() + self._late
        header, nonce = handshake.ask(
            self.desk.keys.witness, self.desk.origin, self.card.origin, method, self._path + path, body, now
        )
        response = self._sent(method, self._address + path, body, {REQUEST_HEADER: header})
        try:
            data = response.read(MAX_ANSWER + 1)
        except urllib3.exceptions.HTTPError as error:
            raise PeerError(f"The node of {self.card.name} broke off its answer.") from error
        finally:
            response.release_conn()
        if len(data) > MAX_ANSWER:
            raise PeerError(f"The node of {self.card.name} answers with more than it may.")
        signed = response.headers.get(ANSWER_HEADER, "")
        answered = handshake.read_answer(signed, self.card.node_key, self.desk.origin, nonce, response.status, data)
        if 400 <= answered.status < 500 and method == "POST" and answered.status not in {404, 409, CLOCK, 429}:
            self._keep_refusal(header, answered.note, path, body, data)
        return answered.status, data, answered.time

    def _sent(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Any:
        for number in range(TRIES):
            try:
                return self._pool.request(
                    method, url, body=body or None, headers=headers, preload_content=False, redirect=False
                )
            except urllib3.exceptions.HTTPError:
                if number < TRIES - 1:
                    clock.sleep(0.2 * 2**number)
        raise PeerError(f"The node of {self.card.name} cannot be reached.")

    def _keep_refusal(self, header: str, answer: str, path: str, body: bytes, data: bytes) -> None:
        """A signed no is a record: that this was sent, and what was said to it. The same no is kept once."""
        if data.startswith(b'{"evidence"'):
            return  # what it says is evidence of its own, and is kept as that
        said = hashlib.sha256(b"\0".join((self.card.origin.encode(), path.encode(), body, data))).hexdigest()
        if self.desk.shelf.next(f"refused {said}") > 1:
            return
        note = b64decode(header).decode()
        try:
            self.desk.accuse(evidence.refused(note, answer, data.decode("utf-8", "replace")), self._now())
        except (EvidenceError, UnicodeDecodeError):
            logger.debug("a refusal could not be kept")


def sync(peer: Peer) -> list[str]:
    """Exchange with a peer whatever one has and the other lacks; return what could not be, in sentences.

    Raises:
        PeerError: the peer cannot be reached at all.
    """
    with peer.desk.shelf.at_hand():
        return _synced(peer)


def _synced(peer: Peer) -> list[str]:
    desk = peer.desk
    problems: list[str] = []
    now = peer._now()
    status, answer = peer.ask("GET", "have")
    if status != 200:
        raise PeerError(f"The node of {peer.card.name} says no ({status}): {answer.decode('utf-8', 'replace').strip()}")
    told = _told(peer, answer)
    held = json.loads(told["have"])
    _try([], arrivals.heard, desk, peer.card.name, told["yours"], now)  # before anything is signed meanwhile
    for name in desk.cards.names():
        theirs = held["logs"].get(name, [0])[0]
        with desk.reading(name) as log:
            ours = log.size if log is not None else 0
        if theirs > ours:
            _try(problems, _pull, peer, name, ours, now)
        elif theirs and not _covers(desk.shelf.cosigners(desk.require(name).origin), held["notes"].get(name)):
            _try(problems, _pull_note, peer, name, now)
    _try(problems, arrivals.heard, desk, peer.card.name, told["yours"], now)
    _push(peer, held, problems, now)
    return problems


def exchange_parcels(peer: Peer, now: int) -> "parcel.Taken":
    """Send a parcel and take in the one that comes back: all in one request, for a node that nobody can reach.

    Raises:
        PeerError: the peer cannot be reached, or refuses.
    """
    status, answer = peer.ask("POST", "parcel", parcel.pack(peer.desk, peer.card.name))
    if status != 200:
        raise PeerError(f"The node of {peer.card.name} says no ({status}): {answer.decode('utf-8', 'replace').strip()}")
    return parcel.unpack(peer.desk, answer, now)


def _covers(one: Any, other: Any) -> bool:
    """Say whether one has all cosignatures that the other tells of: a longer checkpoint, or as many over the same."""
    size, names = one or (0, [])
    told, by = other or (0, [])
    return bool(size > told or (size == told and set(names) >= set(by)))


def _told(peer: Peer, answer: bytes) -> dict[str, str]:
    try:
        tree = json.loads(answer)
        held = json.loads(tree["have"])
        if not isinstance(held["logs"], dict) or not isinstance(tree["yours"], str):
            raise TypeError("not as it is written")
        pairs = [*held["logs"].values(), *held["notes"].values()]
        if not all(isinstance(at[0], int) and isinstance(at[1], str | list) for at in pairs):
            raise TypeError("a size is a number")
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise PeerError(f"What the node of {peer.card.name} says it holds cannot be read.") from error
    return {"have": tree["have"], "yours": tree["yours"]}


def _pull(peer: Peer, name: str, ours: int, now: int) -> None:
    """Fetch what is new of a log by tiles, and take it in."""
    note = _get(peer, f"log/{name}/checkpoint").decode("utf-8", "replace")
    desk = peer.desk
    card = desk.cards.get(name)
    assert card is not None
    checkpoint = desk.cards.succession(name).checkpoint(note)
    if checkpoint.size <= ours:
        return
    entries: list[bytes] = []
    for number in range(ours // WIDTH, -(-checkpoint.size // WIDTH)):
        width = min(WIDTH, checkpoint.size - number * WIDTH)
        entries += parse_bundle(_get(peer, f"log/{name}/{tile_path('entries', number, width)}"))
    start = ours - ours % WIDTH
    tiles: dict[tuple[int, int], bytes] = {}

    def hashed(level: int, place: int) -> bytes:
        high, number = level // 8, (place << (level % 8)) // WIDTH
        if (high, number) not in tiles:
            width = min(WIDTH, (checkpoint.size >> (8 * high)) - number * WIDTH)
            tiles[high, number] = _get(peer, f"log/{name}/{tile_path(high, number, width)}")
        at = ((place << (level % 8)) % WIDTH) * 32
        part = tiles[high, number][at : at + (32 << (level % 8))]
        return root(of_leaves([part[each : each + 32] for each in range(0, len(part), 32)]), len(part) // 32)

    levels = [level for level in reversed(range(start.bit_length())) if start >> level & 1]
    beginning = tuple(hashed(level, (start >> level) - 1) for level in levels)
    arrivals.take(desk, Piece(name, start, beginning, entries, note), now)
    cosigning.add_cosignatures(desk, note, now)


def _pull_note(peer: Peer, name: str, now: int) -> None:
    note = _get(peer, f"log/{name}/checkpoint").decode("utf-8", "replace")
    if note != cosigning.note(peer.desk, name):
        cosigning.add_cosignatures(peer.desk, note, now)


def _push(peer: Peer, held: dict[str, Any], problems: list[str], now: int) -> None:
    desk = peer.desk
    theirs = held["logs"].get(desk.name, [0])[0]
    with desk.reading(desk.name) as log:
        ours = log.size if log is not None else 0
    if ours > theirs:
        _try(problems, _submit, peer, now)
    for name in desk.cards.names():
        mine = desk.shelf.cosigners(desk.require(name).origin)
        if held["logs"].get(name, [0])[0] >= mine[0] and not _covers(held["notes"].get(name), mine):
            _try(problems, _post, peer, "cosignatures", cosigning.notes(desk, name)[0].encode())
    for digest in desk.shelf.letters_to_pass():
        letter = desk.shelf.letter(digest)
        if letter and letter.ciphertext is not None and digest not in held.get("letters", ()):
            data = letter.sender.encode() + b"\n" + letter.ciphertext
            _try(problems, _post, peer, f"letters/{digest}", data)
    known = set(desk.shelf.letters_known())
    for digest in held.get("letters", ()):
        if digest not in known:
            _try(problems, _fetch_letter, peer, digest, now)


def _submit(peer: Peer, now: int) -> None:
    """Ask the peer's witness to cosign the own log; where it must fetch the entries first, it is asked again later."""
    desk = peer.desk
    with desk.reading(desk.name) as log:
        if log is None:
            return
        note, old = log.checkpoint(), 0
        for _ in range(2):
            size = size_of(note)
            proof = log.consistency(old, size) if 0 < old <= size else []
            status, answer = peer.ask("POST", "add-checkpoint", request(old, proof, note))
            if status != 409 or not answer.strip().isdigit():
                break
            old = int(answer)
            if old >= size:
                return
    if status == 200:
        cosigning.add_cosignatures(desk, note + answer.decode("utf-8", "replace"), now)
    elif status not in {409, 503}:
        raise PeerError(f"The node of {peer.card.name} does not cosign ({status}): {answer.decode('utf-8', 'replace')}")


def _fetch_letter(peer: Peer, digest: str, now: int) -> None:
    status, answer = peer.ask("GET", f"letters/{digest}")
    if status == 200:
        name, _, ciphertext = answer.partition(b"\n")
        if digest_of(ciphertext) != digest:
            raise PeerError(f"The node of {peer.card.name} sent another letter than was asked for.")
        arrivals.receive(peer.desk, digest, name.decode("ascii", "replace"), ciphertext, peer.card.name, now)


def _get(peer: Peer, path: str) -> bytes:
    status, answer = peer.ask("GET", path)
    if status != 200:
        raise PeerError(f"The node of {peer.card.name} has no {path} ({status}).")
    return answer


def _post(peer: Peer, path: str, body: bytes) -> None:
    status, answer = peer.ask("POST", path, body)
    if status == 422 and answer.startswith(b"{"):
        peer.desk.accuse(Evidence.parse(answer), 0)
    if status != 200:
        says = answer.decode("utf-8", "replace").strip()[:300]
        raise PeerError(f"The node of {peer.card.name} refused what was sent to {path} ({status}): {says}")


def _try(problems: list[str], action: Callable[..., object], *values: object) -> None:
    """One log's trouble must not keep the others from being exchanged."""
    try:
        action(*values)
    except HomewardError as error:
        problems.append(str(error))
