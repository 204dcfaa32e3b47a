"""Sealing: bytes that only named recipients can open (age v1, X25519; https://age-encryption.org/v1).

What is hard is what age does not do. It does not say who sealed: anybody can seal anything to a public recipient, so
a log entry names the SHA-256 of the ciphertext (``digest``), and only what an author has signed for is opened. It
does not say how long a reader works: sizes and the number of stanzas are bounded here before any of them is tried.
And a recipient that is a point of small order, to which anybody could open, is refused before anything is sealed to it.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pyrage
from nacl.bindings import crypto_scalarmult

from homeward.ledger import keyfile
from homeward.ledger.errors import BadKeyError, SealingError

MAX_SEALED_BYTES = 64 << 20
MAX_RECIPIENTS = 64
_MAX_HEADER = 32 << 10  # bytes: 64 stanzas of about 120, and what age adds to keep readers honest
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # BIP 173: the value of a character is its place here
_RECIPIENT = re.compile(f"age1([{_BECH32}]{{58}})")
_PRIME = (1 << 255) - 19


@dataclass(frozen=True, slots=True, repr=False)
class SealingKey:
    """An age identity. It shows itself by its recipient only.

    Attributes:
        secret: as age writes it, ``AGE-SECRET-KEY-1…``.
    """

    secret: str
    _identity: pyrage.x25519.Identity = field(init=False, compare=False)

    def __post_init__(self) -> None:
        try:
            identity = pyrage.x25519.Identity.from_str(self.secret)
        except pyrage.IdentityError:
            identity = None
        if identity is None:  # outside the handler: the cause would quote the secret
            raise BadKeyError("This is not the secret of a sealing key.")
        object.__setattr__(self, "_identity", identity)

    @classmethod
    def generate(cls) -> Self:
        """Make a new key from the system's randomness."""
        return cls(str(pyrage.x25519.Identity.generate()))

    @classmethod
    def load(cls, path: Path, passphrase: str | None = None) -> Self:
        """Read a key file.

        Raises:
            BadKeyError: there is no such file, it does not open, or it is no sealing key's.
        """
        opened = keyfile.read(path, passphrase, "sealing")
        key = cls(opened.secret.decode("ascii", "replace"))
        if key.recipient != opened.public:
            raise BadKeyError(f"{path} was changed: its two halves do not belong together.")
        return key

    def save(self, path: Path, passphrase: str | None = None, effort: keyfile.Effort = keyfile.USUAL) -> None:
        """Write a new key file, and return once it is on the disk; without a passphrase it is not encrypted.

        Raises:
            BadKeyError: the file exists, or the passphrase is too short.
        """
        keyfile.write(path, keyfile.Opened("sealing", self.recipient, self.secret.encode()), passphrase, effort)

    @property
    def recipient(self) -> str:
        """The public half, ``age1…``."""
        return str(self._identity.to_public())

    def __repr__(self) -> str:
        return f"SealingKey(recipient={self.recipient})"


def recipient(text: str) -> str:
    """Return a recipient if it may be sealed to: in its one spelling, and of the curve's large subgroup.

    Raises:
        BadKeyError: it is malformed or weak.
    """
    found = _RECIPIENT.fullmatch(text)
    try:
        if found is None or str(pyrage.x25519.Recipient.from_str(text)) != text:
            raise BadKeyError("A sealing key is written age1 and 58 lower-case letters and digits.")
    except pyrage.RecipientError:
        raise BadKeyError("A sealing key's checksum is wrong; copy it again.") from None
    bits = 0
    for character in found[1][:52]:
        bits = bits << 5 | _BECH32.index(character)
    point = (bits >> 4).to_bytes(32, "big")
    if int.from_bytes(point, "little") >= _PRIME or not _shares(point):
        raise BadKeyError("The sealing key is weak: anybody could open what is sealed to it.")
    return text


def encrypted(data: bytes, recipients: Sequence[str]) -> bytes:
    """Seal bytes so that each of the recipients can open them, and nobody else.

    Args:
        data: at most 64 MiB when sealed.
        recipients: 1 to 64, ``age1…``; one that is named twice counts once.

    Raises:
        SealingError: too large, or too many or too few recipients.
        BadKeyError: a recipient is malformed or weak.
    """
    named = dict.fromkeys(recipients)
    if not 1 <= len(named) <= MAX_RECIPIENTS:
        raise SealingError(f"Details are sealed to 1 to {MAX_RECIPIENTS} recipients, not to {len(named)}.")
    if len(data) > MAX_SEALED_BYTES:
        raise _too_large(len(data))
    sealed = bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient(one)) for one in named]))
    if len(sealed) > MAX_SEALED_BYTES:
        raise _too_large(len(sealed))
    return sealed


def decrypted(data: bytes, *keys: SealingKey) -> bytes:
    """Open sealed bytes. That they open says nothing about who sealed them; their ``digest`` in a signed entry does.

    Args:
        data: as they arrived.
        keys: any of which may open them: the present one, and those it has replaced.

    Raises:
        SealingError: they are too large, damaged, or not sealed to this key.
    """
    if len(data) > MAX_SEALED_BYTES:
        raise _too_large(len(data))
    header = data[:_MAX_HEADER].partition(b"\n--- ")
    if not data.startswith(b"age-encryption.org/v1\n") or not header[1]:
        raise SealingError("These are no sealed details: the file is damaged or of another kind.")
    if header[0].count(b"\n-> ") > MAX_RECIPIENTS + 1:  # one more than we write: age adds one that means nothing
        raise SealingError(f"The details are sealed to more than {MAX_RECIPIENTS} recipients.")
    try:
        return bytes(pyrage.decrypt(data, [key._identity for key in keys]))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise SealingError(f"The details are not sealed to {' or '.join(key.recipient for key in keys)}.") from None
        raise SealingError("The sealed details are damaged; ask for them again.") from None


def digest(ciphertext: bytes) -> str:
    """Return the name by which a signed entry binds sealed bytes: SHA-256 over the ciphertext, 64 hex digits."""
    return hashlib.sha256(ciphertext).hexdigest()


def _shares(point: bytes) -> bool:
    """Say whether a secret shared with this point is one (RFC 7748, section 6.1: all zero for small order)."""
    try:
        return any(crypto_scalarmult(b"\x08" + bytes(30) + b"\x40", point))
    except RuntimeError:
        return False


def _too_large(size: int) -> SealingError:
    return SealingError(f"Sealed details have at most {MAX_SEALED_BYTES:,} bytes, these {size:,}; send them in parts.")
