"""Ed25519 keys (RFC 8032), by PyNaCl only: implementations disagree about odd signatures, so one decides everywhere."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import SigningKey as _Signing
from nacl.signing import VerifyKey as _Verify

from homeward.ledger import keyfile
from homeward.ledger.errors import BadKeyError

KEY_BYTES = 32
SIGNATURE_BYTES = 64


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
    def load(cls, path: Path, passphrase: str | None = None, role: str | None = None) -> Self:
        """Read a key file.

        Args:
            path: the file.
            passphrase: what it was written with, if with any.
            role: the role it must have, if that matters.

        Raises:
            BadKeyError: it is not a key file, is damaged, for another role, or under another passphrase.
        """
        found = keyfile.read(path, passphrase, role)
        if len(found.secret) != KEY_BYTES or (key := cls(found.secret)).public.hex() != found.public:
            raise BadKeyError(f"{path} is damaged: its two halves do not belong together; restore it from a backup.")
        return key

    def save(
        self,
        path: Path,
        passphrase: str | None = None,
        role: str = "author",
        effort: keyfile.Effort = keyfile.USUAL,
    ) -> None:
        """Write a new key file that only its owner may read, and return once it is on the disk.

        Args:
            path: where; nothing may be there.
            passphrase: what the secret is encrypted under; None leaves it readable, and the file says so.
            role: the one purpose of the key (``homeward.ledger.keyfile.ROLES``).
            effort: what a guess of the passphrase shall cost.

        Raises:
            BadKeyError: the file exists, or the passphrase is too short.
        """
        keyfile.write(path, keyfile.Opened(role, self.public.hex(), self.seed), passphrase, effort)

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return bytes(self._signing.verify_key)

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature over a message."""
        return self._signing.sign(message).signature

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public.hex()})"
