"""Ed25519 keys (RFC 8032), by PyNaCl only: implementations disagree about odd signatures, so one decides everywhere."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import SigningKey as _Signing
from nacl.signing import VerifyKey as _Verify

from homeward.ledger.database import sync_folder
from homeward.ledger.errors import BadKeyError

KEY_BYTES = 32
SIGNATURE_BYTES = 64
_MARK = "homeward ed25519 seed"  # the first line of a key file


class Signer(Protocol):
    """What signs: a key in memory, or one that never leaves its token."""

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature over a message."""


def enrolled(public: bytes) -> bytes:
    """Return the public key if it may be trusted with anything: on the curve, canonical, of the main subgroup.

    Raises:
        BadKeyError: it is malformed or weak.
    """
    if len(public) != KEY_BYTES:
        raise BadKeyError(f"An Ed25519 public key has {KEY_BYTES} bytes, this one has {len(public)}.")
    try:
        valid = crypto_core_ed25519_is_valid_point(public)
    except CryptoError:
        valid = False
    if not valid:
        raise BadKeyError("The public key is weak or not a point of the curve; ask its owner for a new one.")
    return public


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the signature over the message is by this key."""
    if len(public) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        _Verify(public).verify(message, signature)
    except (BadSignatureError, CryptoError, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A private key. It shows itself by its public half only."""

    seed: bytes
    _signing: _Signing = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_BYTES:
            raise BadKeyError(f"An Ed25519 key is made from {KEY_BYTES} bytes, not from {len(self.seed)}.")
        object.__setattr__(self, "_signing", _Signing(self.seed))

    @classmethod
    def generate(cls) -> Self:
        """Make a new key from the system's randomness."""
        return cls(bytes(_Signing.generate()))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key file.

        Raises:
            BadKeyError: there is no such file, or it is not a key file.
        """
        try:
            mark, _, digits = path.read_text("ascii").strip().partition("\n")
            seed = bytes.fromhex(digits)
        except OSError as error:
            raise BadKeyError(f"The key file {path} cannot be read: {error.strerror}.") from error
        except ValueError:  # what it holds stays out of the error: it may be most of a key
            mark, seed = "", b""
        if mark != _MARK or len(seed) != KEY_BYTES:
            raise BadKeyError(f"{path} is not a key file; restore it from a backup.")
        return cls(seed)

    def save(self, path: Path) -> None:
        """Write a new key file that only its owner may read, and return once it is on the disk.

        Raises:
            BadKeyError: the file exists; a key is never overwritten.
        """
        try:
            opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise BadKeyError(f"{path} exists already; a key is never written over another file.") from error
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(f"{_MARK}\n{self.seed.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return bytes(self._signing.verify_key)

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature over a message."""
        return self._signing.sign(message).signature

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public.hex()})"
