"""What a node answers its peers over HTTP: pure functions of a desk, a request and a time; the web comes elsewhere.

Everything is under ``/ledger/`` and for enrolled participants alone:

=====================================  =================================================================================
GET ``have``                           what this node holds, and its checkpoint of the asker's own log
GET ``log/NAME/checkpoint``            newest checkpoint of a log, with cosignatures
GET ``log/NAME/tile/…``                tiles and entry bundles of that log (C2SP tlog-tiles)
POST ``add-checkpoint``                cosign (C2SP tlog-witness)
POST ``cosignatures``                  a checkpoint with cosignatures
GET, POST ``letters/DIGEST``           a letter; GET ``letters`` is in ``have``
POST ``parcel``                        a parcel; the answer is a parcel back
=====================================  =================================================================================
"""

import hashlib
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from homeward import HomewardError
from homeward.ledger import CardError, NoteError
from homeward.ledger.note import MAX_NOTE_BYTES
from homeward.ledger.sealing import digest as digest_of
from homeward.ledger.tiles import WIDTH, bundle
from homeward.node.desk import arrivals, cosigning, handshake, parcel
from homeward.node.desk.desk import Desk
from homeward.node.desk.errors import ParcelError, RefusedError
from homeward.node.desk.handshake import CLOCK, WINDOW, Asked
from homeward.node.desk.mirrors import ContradictionError

PREFIX = "/ledger/"
MAX_PARCEL = 64 << 20
PER_MINUTE, BURST = 600, 1200  # requests of one peer
REQUEST_HEADER, ANSWER_HEADER = "Homeward-Request", "Homeward-Answer"
BINARY, JSON, TEXT = "application/octet-stream", "application/json", "text/plain; charset=utf-8"
_TILE = re.compile(r"tile/(entries|[0-7])/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?")
logger = logging.getLogger("homeward.node.desk")


@dataclass(frozen=True, slots=True)
class Request:
    """What came: method and path as in HTTP, the request header's value, a reader for at most so many bytes of body."""

    method: str
    path: str
    header: str
    read: Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. ``signed`` is the answer header's value, "" where nobody known has asked."""

    status: int
    body: bytes
    type: str = TEXT
    signed: str = ""


class Quota:
    """So many requests a minute for each peer, with a reserve for bursts."""

    def __init__(self, per_minute: int = PER_MINUTE, burst: int = BURST) -> None:
        self._rate = per_minute / 60
        self._burst = burst
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, peer: str, now: float) -> bool:
        """Count a request; return False where there are too many."""
        with self._lock:
            left, then = self._left.get(peer, (float(self._burst), now))
            left = min(self._burst, left + max(0.0, now - then) * self._rate)
            self._left[peer] = (max(left - 1, 0.0), max(now, then))
            return left >= 1


class Answers:
    """The answering side of a desk."""

    def __init__(self, desk: Desk, quota: Quota | None = None, wake: Callable[[], None] = lambda: None) -> None:
        """Answer for a desk.

        Args:
            desk: whose.
            quota: how many requests each peer may make.
            wake: is called when a peer has something that this node should fetch.
        """
        self.desk = desk
        self._quota = quota or Quota()
        self._wake = wake

    def answer(self, request: Request, now: int) -> Answer:
        """Answer a request; never raises for anything that came from outside."""
        keys = {card.origin: card.node_key for name in self.desk.peers if (card := self.desk.cards.get(name))}
        try:
            asked = handshake.read_request(request.header, keys)
        except RefusedError as error:
            return Answer(error.status, f"{error}\n".encode())
        with self.desk.shelf.at_hand():
            return self._to_a_peer(request, asked, now)

    def _to_a_peer(self, request: Request, asked: Asked, now: int) -> Answer:
        clock = max(now, self.desk.shelf.newest(asked.sender))  # for this peer it never goes back
        try:
            body = self._admit(request, asked, clock)
            status, answer, kind = self._answered(request, asked, body, now)
        except RefusedError as error:
            status, answer, kind = error.status, f"{error}\n".encode(), TEXT
        except ContradictionError as error:
            status, answer, kind = 422, error.evidence.written(), JSON
        except (ParcelError, CardError, NoteError) as error:
            status, answer, kind = 400, f"{error}\n".encode(), TEXT
        except HomewardError as error:
            status, answer, kind = 422, f"{error}\n".encode(), TEXT
        if status >= 400:
            logger.info("refused a request of %s: %d", asked.sender.rpartition("/")[2], status)
        return Answer(status, answer, kind, handshake.answer(self.desk.keys.witness, asked, status, answer, clock))

    def _admit(self, request: Request, asked: Asked, now: int) -> bytes:
        if not self._quota.take(asked.sender, now):
            raise RefusedError(429, "There are too many requests; wait a minute.")
        if (asked.receiver, asked.method, asked.path) != (self.desk.origin, request.method, request.path):
            raise RefusedError(401, "The request was signed for something else than was asked.")
        if abs(asked.time - now) > WINDOW:
            raise RefusedError(CLOCK, f"The clocks differ: here it is {now}.")
        body = request.read(MAX_PARCEL + 1)
        if len(body) > MAX_PARCEL:
            raise RefusedError(413, "That is longer than anything that is asked here.")
        if hashlib.sha256(body).hexdigest() != asked.digest:
            raise RefusedError(400, "The body is not the one that was signed.")
        if not self.desk.shelf.once(asked.sender, asked.nonce, asked.time, WINDOW):
            raise RefusedError(409, "This request was answered before; sign a new one.")
        return body

    def _answered(self, request: Request, asked: Asked, body: bytes, now: int) -> tuple[int, bytes, str]:
        card = self.desk.cards.of_origin(asked.sender)
        assert card is not None
        peer, path = card.name, request.path.partition(PREFIX)[2]  # a proxy may have put something before it
        match (request.method, path.split("/")):
            case ("GET", ["have"]):
                tree = {"have": parcel.have(self.desk), "yours": cosigning.note(self.desk, peer)}
                return 200, json.dumps(tree).encode(), JSON
            case ("GET", ["log", name, *rest]) if rest:
                return self._log(name, "/".join(rest))
            case ("POST", ["add-checkpoint"]):
                return self._add_checkpoint(body, now)
            case ("POST", ["cosignatures"]) if len(body) <= MAX_NOTE_BYTES:
                count = cosigning.add_cosignatures(self.desk, _text(body), now)
                return 200, f"{count}\n".encode(), TEXT
            case ("GET", ["letters", digest]):
                letter = self.desk.shelf.letter(digest)
                if letter is None or letter.ciphertext is None:
                    raise RefusedError(404, "There is no such letter here.")
                return 200, letter.sender.encode() + b"\n" + letter.ciphertext, BINARY
            case ("POST", ["letters", digest]):
                return self._letter(digest, body, peer, now)
            case ("POST", ["parcel"]):
                taken = parcel.unpack(self.desk, body, now)
                self._wake()
                logger.info("%s", taken)
                return 200, parcel.pack(self.desk, peer), BINARY
        raise RefusedError(404, "Nothing is asked there.")

    def _add_checkpoint(self, body: bytes, now: int) -> tuple[int, bytes, str]:
        answer = self.desk.witness.add_checkpoint(body, now)
        if answer.code == 503:
            self._wake()  # the entries are to be fetched; the peer will ask again
        if answer.code == 200:
            note = body.decode("utf-8").partition("\n\n")[2]
            cosigning.add_cosignatures(self.desk, note.rstrip("\n") + "\n" + answer.body, now)
        return answer.code, answer.body.encode(), answer.type

    def _letter(self, digest: str, body: bytes, peer: str, now: int) -> tuple[int, bytes, str]:
        name, _, ciphertext = body.partition(b"\n")
        if digest_of(ciphertext) != digest or len(ciphertext) > parcel.MAX_LETTER:
            raise RefusedError(400, "The letter is not the one of that digest, or too long.")
        new = arrivals.receive(self.desk, digest, name.decode("ascii", "replace"), ciphertext, peer, now)
        return 200, b"new\n" if new else b"known\n", TEXT

    def _log(self, name: str, path: str) -> tuple[int, bytes, str]:
        if name not in self.desk.cards.names():
            raise RefusedError(404, "This log is not known here.")
        if path == "checkpoint":
            if note := cosigning.note(self.desk, name):
                return 200, note.encode(), TEXT
            raise RefusedError(404, "Nothing of this log is here yet.")
        found = _TILE.fullmatch(path)
        if found is None:
            raise RefusedError(404, "Tiles are asked for as C2SP tlog-tiles has it.")
        number = int(found[2].replace("/", "").replace("x", ""))
        width = int(found[3]) if found[3] else WIDTH
        level = 0 if found[1] == "entries" else int(found[1])
        with self.desk.reading(name) as log:
            count = (log.size >> (8 * level)) - number * WIDTH if log is not None else 0
            if log is None or width > min(count, WIDTH):
                raise RefusedError(404, "There is no such tile yet.")
            if found[1] == "entries":
                start = number * WIDTH
                return 200, bundle(log.entries(start, start + width)), BINARY
            return 200, log.tile(level, number, width), BINARY


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoteError("The note is not UTF-8.") from error
