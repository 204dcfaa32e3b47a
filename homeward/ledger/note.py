"""Signed notes and checkpoints (C2SP signed-note v1.0.0, tlog-checkpoint v1.0.0, tlog-cosignature v1.0.0).

A note is a text and signature lines under it. A *checkpoint* is a note whose text is a log's origin, size and root
hash. Keys are written ``name+id+key``; the algorithm byte 1 is Ed25519 over the text, 4 is a witness's cosignature,
which also signs the time at which the witness saw the checkpoint.
"""

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from homeward.ledger.errors import BadKeyError, NoteError
from homeward.ledger.keys import KEY_BYTES, SIGNATURE_BYTES, Signer, enrolled, signed
from homeward.ledger.tree import HASH_BYTES

ED25519, COSIGNATURE = 1, 4
MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100
_DASH = "\u2014"
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")  # all but the newline (signed-note)
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: UTF-8 has nothing for it
_NOT_IN_NAMES = re.compile(r"[+\s]")  # Unicode's spaces, as str.isspace knows them
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")  # ASCII digits only; below 2^63 is checked on its own


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A named public key of a log or a witness."""

    name: str
    algorithm: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read ``name+id+key``.

        Raises:
            NoteError: it is malformed, its id does not belong to it, or its key is weak.
        """
        name, plus, rest = text.partition("+")
        digits, plus2, encoded = rest.partition("+")
        data = _unbase64(encoded)
        if not (plus and plus2) or not _named(name) or not re.fullmatch("[0-9a-f]{8}", digits):
            raise NoteError("A verifier key is written name+id+key.")
        if len(data) != 1 + KEY_BYTES or data[0] not in {ED25519, COSIGNATURE}:
            raise NoteError(f"The key of {name} is of an unknown kind.")
        try:
            key = cls(name, data[0], enrolled(data[1:]))
        except BadKeyError as error:
            raise NoteError(f"The key of {name}: {error}") from error
        if key.id.hex() != digits:
            raise NoteError(f"The id {digits} does not belong to the key of {name}.")
        return key

    @property
    def id(self) -> bytes:
        """The first four bytes of the SHA-256 over name, newline, algorithm and key (signed-note, key ID)."""
        return _key_id(self.name, self.algorithm, self.public)

    def __str__(self) -> str:
        encoded = base64.b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    def made(self, text: str, signature: bytes) -> bool:
        """Say whether the signature (without key id) over the note's text is by this key."""
        if self.algorithm == ED25519:
            return signed(self.public, text.encode(), signature)
        if len(signature) != 8 + SIGNATURE_BYTES:
            return False
        (time,) = struct.unpack(">Q", signature[:8])
        return signed(self.public, f"cosignature/v1\ntime {time}\n{text}".encode(), signature[8:])


@dataclass(frozen=True, slots=True)
class Note:
    """A note whose signatures by the given keys were all good.

    ``signers`` holds the keys, in the order of their lines; signatures by unknown keys are left out.
    """

    text: str
    signers: tuple[VerifierKey, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's size and root hash at a moment (tlog-checkpoint)."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(text: str, name: str, key: Signer) -> str:
    """Sign a text under a name and return the note.

    Raises:
        NoteError: the text or the name cannot be part of a note.
    """
    if not text.endswith("\n") or _CONTROL.search(text) or _HALF.search(text):
        raise NoteError("A note's text is UTF-8, ends with a newline and holds no control characters.")
    line = base64.b64encode(_key_id(name, ED25519, key.public) + key.sign(text.encode())).decode()
    return f"{text}\n{_DASH} {name} {line}\n"


def open_note(data: bytes, keys: Iterable[VerifierKey]) -> Note:
    """Check a note against known keys.

    Raises:
        NoteError: it is malformed, no known key signed it, or a known key's signature is wrong.
    """
    text, lines = signatures(data)
    known = {(key.name, key.id): key for key in keys}
    signers: list[VerifierKey] = []
    for name, payload in lines:
        key = known.get((name, payload[:4]))
        if key is None or key in signers:
            continue
        if not key.made(text, payload[4:]):
            raise NoteError(f"The signature of {name} is wrong: the note was changed, or is not theirs.")
        signers.append(key)
    if not signers:
        raise NoteError("None of the known keys has signed this note.")
    return Note(text, tuple(signers))


def signatures(data: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """Split a note into its text and its signature lines, each a name and what stands behind it; none is checked.

    Raises:
        NoteError: the note is malformed.
    """
    if len(data) > MAX_NOTE_BYTES:
        raise NoteError(f"The note has {len(data):,} bytes and may have {MAX_NOTE_BYTES:,}.")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoteError("The note is not UTF-8.") from error
    if _CONTROL.search(whole):
        raise NoteError("The note holds control characters.")
    body, blank, signatures = whole.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise NoteError("The note has no signatures.")
    lines = signatures[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError(f"The note has {len(lines)} signatures and may have {MAX_SIGNATURES}.")
    return body + "\n", [_signature(line) for line in lines]


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint; further lines are extensions and are left alone.

    Raises:
        NoteError: it is malformed.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] != "" or not all(lines[:-1]) or "\r" in text:
        raise NoteError("A checkpoint has three lines: origin, size and root hash.")
    origin, digits, encoded = lines[:3]
    if not _SIZE.fullmatch(digits) or (size := int(digits)) >= 1 << 63:
        raise NoteError("The size of a checkpoint is a decimal number without leading noughts.")
    root = _unbase64(encoded)
    if len(root) != HASH_BYTES:
        raise NoteError(f"The root hash of a checkpoint has {HASH_BYTES} bytes.")
    return Checkpoint(origin, size, root)


@lru_cache(maxsize=1024)
def _key_id(name: str, algorithm: int, public: bytes) -> bytes:
    if not _named(name):
        raise NoteError("A key's name is not empty and holds neither spaces nor a plus sign.")
    return hashlib.sha256(name.encode() + b"\n" + bytes([algorithm]) + public).digest()[:4]


def _signature(line: str) -> tuple[str, bytes]:
    dash, name, encoded = [*line.split(" "), "", "", ""][:3]
    payload = _unbase64(encoded)
    if dash != _DASH or line.count(" ") != 2 or not _named(name) or len(payload) < 5:
        raise NoteError("A signature line of the note is malformed.")
    return name, payload


def _named(name: str) -> bool:
    return bool(name) and not _NOT_IN_NAMES.search(name) and not _CONTROL.search(name) and not _HALF.search(name)


def _unbase64(text: str) -> bytes:
    """Decode standard base64 in its one canonical form; anything else is empty."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return b""
    return data if base64.b64encode(data).decode() == text else b""
