"""Who asks and who answers, proved without passwords: each request and each answer carries a signed note.

1. A request names its sender, its receiver, what is asked and the SHA-256 of its body, a time and a nonce; it is signed
   by the sender's node key (``node_key``). An answer names the request's nonce, the status and the SHA-256 of its body;
   it is signed by the receiver's. So neither can be made, changed, or sent on to somebody else, by whoever carries it,
   and a signed *no* is a record that its receiver can show.
2. A request counts once: its nonce is remembered for as long as its time would be accepted again.
3. A clock may be wrong. The receiver's answer says what time it has; whoever is refused for its clock asks once more by
   the receiver's. For each sender the receiver's clock goes no further back than the newest request it has answered,
   so that setting it back opens no old request again.
"""

import base64
import binascii
import hashlib
import re
import secrets
from dataclasses import dataclass

from homeward.ledger import NoteError, SigningKey, VerifierKey, open_note, sign
from homeward.ledger.note import ED25519
from homeward.node.desk.errors import PeerError, RefusedError

REQUEST, ANSWER = "homeward-request/v1", "homeward-answer/v1"
WINDOW = 300  # seconds
NONCE_BYTES = 16
MAX_HEADER = 4_000  # characters
CLOCK = 425  # "Too Early": the status of a request whose time is outside the window
_REQUEST = re.compile(
    r"homeward-request/v1\n(\S+)\n(\S+)\n([A-Z]+) (/\S*)\n([0-9a-f]{64})\n(\d{1,15})\n([0-9a-f]{32})\n"
)
_ANSWER = re.compile(r"homeward-answer/v1\n(\S+)\n(\S+)\n([0-9a-f]{32})\n(\d{3}) (\d{1,15})\n([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose signature was good. Times in seconds since the epoch; ``digest`` is of the body, in hex."""

    sender: str
    receiver: str
    method: str
    path: str
    digest: str
    time: int
    nonce: str
    note: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer whose signature was good."""

    status: int
    time: int
    note: str


def node_key(origin: str, public: bytes) -> VerifierKey:
    """Return the key by which a node speaks for itself: a participant's witness key, over notes of these two kinds."""
    return VerifierKey(origin, ED25519, public)


def ask(key: SigningKey, sender: str, receiver: str, method: str, path: str, body: bytes, now: int) -> tuple[str, str]:
    """Return the header of a request, and its nonce.

    Args:
        key: the sender's.
        sender: origin of the sender's log, by which it is known.
        receiver: origin of the receiver's.
        method: as in HTTP, upper case.
        path: of the address, with the query if any.
        body: what is sent; empty for nothing.
        now: seconds since the epoch, by the receiver's clock as far as that is known.
    """
    nonce = secrets.token_hex(NONCE_BYTES)
    text = f"{REQUEST}\n{sender}\n{receiver}\n{method} {path}\n{_sha256(body)}\n{now}\n{nonce}\n"
    return _header(sign(text, sender, key)), nonce


def read_request(header: str, keys: dict[str, VerifierKey]) -> Asked:
    """Read the header of a request and check its signature; body, path, receiver and time are the caller's to compare.

    Args:
        header: as it came.
        keys: node keys of those who may ask, by origin.

    Raises:
        RefusedError: 401, it is not signed by one of them.
    """
    try:
        note = _note(header)
        found = _REQUEST.fullmatch(note.rpartition("\n\n")[0] + "\n")
        if found is None:
            raise NoteError("It is not a request.")
        open_note(note.encode(), [keys[found[1]]])
    except (NoteError, KeyError) as error:
        raise RefusedError(401, "This request is not signed by a participant of an exchange of this node.") from error
    sender, receiver, method, path, digest, time, nonce = found.groups()
    return Asked(sender, receiver, method, path, digest, int(time), nonce, note)


def answer(key: SigningKey, asked: Asked, status: int, body: bytes, now: int) -> str:
    """Return the header of an answer to a request."""
    text = f"{ANSWER}\n{asked.receiver}\n{asked.sender}\n{asked.nonce}\n{status} {now}\n{_sha256(body)}\n"
    return _header(sign(text, asked.receiver, key))


def read_answer(header: str, key: VerifierKey, sender: str, nonce: str, status: int, body: bytes) -> Answered:
    """Check that an answer is the receiver's own, to this request, with this body.

    Raises:
        PeerError: it is not; what was received must not be used.
    """
    try:
        note = _note(header)
        found = _ANSWER.fullmatch(note.rpartition("\n\n")[0] + "\n")
        open_note(note.encode(), [key])
    except NoteError as error:
        raise PeerError(f"The answer is not signed by {key.name}: something else answers in its place.") from error
    if found is None or found.groups()[:3] != (key.name, sender, nonce) or found[6] != _sha256(body):
        raise PeerError(f"The answer is not the one that {key.name} gave to this request.")
    if int(found[4]) != status:
        raise PeerError(f"The status of the answer is not the one that {key.name} gave.")
    return Answered(status, int(found[5]), note)


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _header(note: str) -> str:
    return base64.b64encode(note.encode()).decode()


def _note(header: str) -> str:
    if len(header) > MAX_HEADER:
        raise NoteError("The header is too long.")
    try:
        return base64.b64decode(header.encode("ascii"), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeError) as error:
        raise NoteError("The header is not a note in base64.") from error
