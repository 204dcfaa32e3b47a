"""Key files: one form for every role, under a passphrase, with nothing in it that can be exchanged unnoticed.

    homeward key 1 author
    public 5f1c…
    argon2id 3 268435456 9a0e…
    secret 77b2…

The first line says what the file is and which role the key has, the second its public half, the third how the
passphrase becomes a key (Argon2id, RFC 9106: passes, bytes of memory, salt), the fourth is a nonce and the secret
under XChaCha20-Poly1305, with the three lines before it as associated data: a file whose role, public half or limits
were changed does not open. A file that was asked to be without a passphrase says so in its third line; its fourth is
the secret and an HMAC by it over the lines before, so that a mixed-up file is found there too.
"""

import hmac
import os
import re
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from homeward.ledger.database import sync_folder
from homeward.ledger.errors import BadKeyError

ROLES: Final = ("author", "log", "witness", "sealing", "recovery")
MIN_PASSPHRASE, MAX_PASSPHRASE = 12, 1024  # characters
_MAX_FILE = 4096  # bytes
_OPEN = "not encrypted: whoever reads this file has the key"
_NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG = 32
_FORM = re.compile(
    rf"(?P<head>homeward key 1 (?P<role>{'|'.join(ROLES)})\n"
    r"public (?P<public>[0-9a-z]{1,100})\n"
    rf"(?:argon2id (?P<passes>[1-9][0-9]{{0,3}}) (?P<memory>[1-9][0-9]{{0,15}}) (?P<salt>[0-9a-f]{{32}})|{_OPEN})\n)"
    r"secret (?P<secret>(?:[0-9a-f]{2}){1,500})\n"
)


@dataclass(frozen=True, slots=True)
class Effort:
    """What one guess of a passphrase costs.

    Attributes:
        passes: over the memory.
        memory: bytes.
    """

    passes: int
    memory: int

    def within(self) -> bool:
        """Say whether this is neither too cheap to protect anything nor so dear that it is an attack on the reader."""
        return LEAST.passes <= self.passes <= MOST.passes and LEAST.memory <= self.memory <= MOST.memory


LEAST = Effort(3, 64 << 20)  # RFC 9106, section 4: the second recommended option
USUAL = Effort(3, 256 << 20)  # libsodium's "moderate": about half a second
MOST = Effort(10, 1 << 30)  # a file that asks for more would only stop the machine that opens it


@dataclass(frozen=True, slots=True)
class Face:
    """What a key file shows to everybody.

    Attributes:
        role: one of ``ROLES``.
        public: the public half, as it is written: 64 hex digits, or an age recipient.
        protected: whether the secret is under a passphrase.
    """

    role: str
    public: str
    protected: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A key file whose secret was opened; it shows itself by its public half only."""

    role: str
    public: str
    secret: bytes = field(repr=False)


def write(path: Path, key: Opened, passphrase: str | None, effort: Effort = USUAL) -> None:
    """Write a new key file that only its owner may read, and return once it is on the disk.

    Args:
        path: where; nothing may be there.
        key: role, public half and secret.
        passphrase: None leaves the secret unencrypted, and the file says so.
        effort: what a guess of the passphrase shall cost.

    Raises:
        BadKeyError: the file exists or cannot be written, or the passphrase is too short.
    """
    data = _written(key, passphrase, effort)
    with _Beside(path, data) as made:
        try:
            try:
                made.link(path)
            except FileExistsError:
                raise
            except OSError:  # a stick without hard links: claim the name, then put the whole file in its place
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                made.replace(path)
            sync_folder(path.parent)
        except FileExistsError as error:
            raise BadKeyError(f"{path} exists already; a key is never written over another file.") from error
        except OSError as error:
            raise BadKeyError(f"The key file {path} cannot be written: {error.strerror}.") from error


def look(path: Path) -> Face:
    """Return what a key file shows without its passphrase; only opening it proves that this is so.

    Raises:
        BadKeyError: there is no such file, or it is not a key file.
    """
    found = _read(path)
    return Face(found["role"], found["public"], found["salt"] is not None)


def read(path: Path, passphrase: str | None = None, role: str | None = None) -> Opened:
    """Open a key file.

    Args:
        path: the file.
        passphrase: what it was written under; not needed for one that is not encrypted.
        role: what the key is wanted for; a key of another role is refused.

    Raises:
        BadKeyError: there is no such file, it is not a key file, was changed, has another role, or the passphrase is
            wrong. Nothing of what the file holds is in the error.
    """
    found = _read(path)
    if role is not None and found["role"] != role:
        raise BadKeyError(f"{path} holds a key for the role {found['role']}, not {role}; each role has its own key.")
    head, data = found["head"].encode(), bytes.fromhex(found["secret"])
    if found["salt"] is None:
        secret, tag = data[:-_TAG], data[-_TAG:]
        if not hmac.compare_digest(tag, _check(secret, head)):
            raise BadKeyError(f"{path} was changed or damaged; restore it from a backup.")
        return Opened(found["role"], found["public"], secret)
    effort = Effort(int(found["passes"]), int(found["memory"]))
    if not effort.within():
        raise BadKeyError(f"{path} asks for more or less work than any key file of Homeward; restore it from a backup.")
    if passphrase is None:
        raise BadKeyError(f"{path} is under a passphrase, and none was given.")
    key = _stretched(passphrase, bytes.fromhex(found["salt"]), effort)
    try:
        secret = crypto_aead_xchacha20poly1305_ietf_decrypt(data[_NONCE:], head, data[:_NONCE], key)
    except (CryptoError, ValueError, TypeError):
        secret = b""
    if not secret:
        raise BadKeyError(f"{path} does not open: the passphrase is another one, or the file was changed.")
    return Opened(found["role"], found["public"], secret)


def change(path: Path, old: str | None, new: str | None, effort: Effort = USUAL) -> None:
    """Put a key file under another passphrase, or under none; the old file is there until the new one is on the disk.

    Raises:
        BadKeyError: it cannot be opened with the old one, or the new one is too short.
    """
    data = _written(read(path, old), new, effort)
    with _Beside(path, data) as made:
        try:
            made.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            raise BadKeyError(f"The key file {path} cannot be written: {error.strerror}.") from error


def passable(passphrase: str) -> str:
    """Return a passphrase that may protect a new file, in the one form (NFKC) that every keyboard's spelling has.

    Raises:
        BadKeyError: it is too short or too long.
    """
    made = _normal(passphrase)
    if len(made) < MIN_PASSPHRASE:
        raise BadKeyError(f"A passphrase has at least {MIN_PASSPHRASE} characters: several words are best.")
    if len(made) > MAX_PASSPHRASE:
        raise BadKeyError(f"A passphrase has at most {MAX_PASSPHRASE} characters.")
    return made


def _read(path: Path) -> re.Match[str]:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_FILE + 1)
    except OSError as error:
        raise BadKeyError(f"The key file {path} cannot be read: {error.strerror}.") from error
    found = _FORM.fullmatch(data.decode("latin-1"))  # any byte is a character there, and the form is ASCII
    if found is None:  # what it holds stays out of the error: it may be most of a key
        raise BadKeyError(f"{path} is not a key file; restore it from a backup.")
    return found


def _written(key: Opened, passphrase: str | None, effort: Effort) -> bytes:
    if key.role not in ROLES:
        raise BadKeyError(f"A key has one of the roles {', '.join(ROLES)}.")
    head = f"homeward key 1 {key.role}\npublic {key.public}\n"
    if passphrase is None:
        head += f"{_OPEN}\n"
        data = key.secret + _check(key.secret, head.encode())
    else:
        made = passable(passphrase)
        if not effort.within():
            raise BadKeyError("A key file is protected by more work than that, and by less than stops a machine.")
        salt, nonce = secrets.token_bytes(argon2id.SALTBYTES), secrets.token_bytes(_NONCE)
        head += f"argon2id {effort.passes} {effort.memory} {salt.hex()}\n"
        stretched = _stretched(made, salt, effort)
        data = nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(key.secret, head.encode(), nonce, stretched)
    text = f"{head}secret {data.hex()}\n"
    if _FORM.fullmatch(text) is None:
        raise BadKeyError("This key does not fit into a key file.")
    return text.encode("ascii")


def _stretched(passphrase: str, salt: bytes, effort: Effort) -> bytes:
    size = crypto_aead_xchacha20poly1305_ietf_KEYBYTES
    try:
        return argon2id.kdf(size, _normal(passphrase).encode(), salt, effort.passes, effort.memory)
    except (CryptoError, MemoryError, RuntimeError, UnicodeEncodeError) as error:
        kind = "passphrase is not text" if isinstance(error, UnicodeEncodeError) else "memory does not suffice"
        raise BadKeyError(f"The key file cannot be opened: the {kind}.") from None


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)


def _check(secret: bytes, head: bytes) -> bytes:
    return hmac.digest(secret, b"homeward key file\n" + head, "sha256")


class _Beside:
    """A whole file on the disk beside its place, under a name nobody guesses; gone afterwards unless it was moved."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        self._final, self._data = path, data

    def __enter__(self) -> "_Beside":
        try:
            opened = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "wb") as file:
                file.write(self._data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            with suppress(OSError):
                self._path.unlink()
            raise BadKeyError(f"The key file {self._final} cannot be written: {error.strerror}.") from error
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._path.unlink()

    def link(self, path: Path) -> None:
        path.hardlink_to(self._path)

    def replace(self, path: Path) -> None:
        self._path.replace(path)
