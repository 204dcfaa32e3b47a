"""Keys that never leave their token: Ed25519 over PKCS#11 (v3.0, section 2.3.14, CKM_EDDSA).

What is hard is that a token is somebody else's program: it may be absent, locked, an older version that writes a
public key in another form, or wrong. So what it signs is checked, as everything is, by libsodium before it is used.
A token answers one question at a time, and one process logs in to it once: keys of one token share a session.

Needs the extra ``hsm`` (python-pkcs11) and the maker's library; tested with SoftHSM2.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Self

from homeward.ledger.errors import BadKeyError
from homeward.ledger.keys import KEY_BYTES, enrolled, signed

_CURVE = bytes.fromhex("06032b6570")  # the object identifier 1.3.101.112, id-Ed25519 (RFC 8410, section 3)
_OCTETS = bytes([0x04, KEY_BYTES])  # what stands before a point that is written as a DER octet string


@dataclass(slots=True)
class _Token:
    """A token that this process has logged in to."""

    session: Any
    process: int
    turn: RLock = field(default_factory=RLock)


_tokens: dict[tuple[str, str], _Token] = {}
_opening = RLock()


class HardwareKey:
    """A private key on a token. It has the same ``public`` and ``sign`` as a ``SigningKey``."""

    def __init__(self, token: _Token, key: Any, public: bytes, name: str) -> None:
        self._token = token
        self._key = key
        self._name = name
        self.public = enrolled(public)

    @classmethod
    def open(cls, module: Path, token: str, label: str, pin: str) -> Self:
        """Find a key on a token.

        Args:
            module: the maker's PKCS#11 library.
            token: the token's label.
            label: the key's.
            pin: the token's user PIN; it is in no error.

        Raises:
            BadKeyError: library, token or key is not there, the PIN is wrong, or the key is none of Ed25519.
        """
        pkcs11 = _pkcs11()
        opened = _opened(module, token, pin)
        name = f"the key {label} on the token {token}"
        with opened.turn, _Sentences(name):
            kind = {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.KEY_TYPE: pkcs11.KeyType.EC_EDWARDS}
            halves = [
                list(opened.session.get_objects({**kind, pkcs11.Attribute.CLASS: one}))
                for one in (pkcs11.ObjectClass.PUBLIC_KEY, pkcs11.ObjectClass.PRIVATE_KEY)
            ]
            if [len(half) for half in halves] != [1, 1]:
                raise BadKeyError(f"The token {token} does not hold exactly one Ed25519 key called {label}.")
            public, private = halves[0][0], halves[1][0]
            return cls(opened, private, _point(bytes(public[pkcs11.Attribute.EC_POINT])), name)

    @classmethod
    def generate(cls, module: Path, token: str, label: str, pin: str) -> Self:
        """Make a new key on a token, which never gives its private half out.

        Raises:
            BadKeyError: as ``open``, or the token holds a key of that label already or cannot make one.
        """
        pkcs11 = _pkcs11()
        opened = _opened(module, token, pin)
        with opened.turn, _Sentences(f"the new key {label} on the token {token}"):
            if list(opened.session.get_objects({pkcs11.Attribute.LABEL: label})):
                raise BadKeyError(f"The token {token} holds something called {label} already.")
            curve = opened.session.create_domain_parameters(
                pkcs11.KeyType.EC_EDWARDS, {pkcs11.Attribute.EC_PARAMS: _CURVE}, local=True
            )
            curve.generate_keypair(mechanism=pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN, store=True, label=label)
        return cls.open(module, token, label, pin)

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature over a message, checked.

        Raises:
            BadKeyError: the token is gone, refuses, or has signed something else.
        """
        if self._token.process != os.getpid():
            raise BadKeyError(f"This process was forked after {self._name} was opened; open it again.")
        with self._token.turn, _Sentences(self._name):
            signature = bytes(self._key.sign(message, mechanism=_pkcs11().Mechanism.EDDSA))
        if not signed(self.public, message, signature):
            raise BadKeyError(f"What {self._name} signed is not its signature; do not use this token.")
        return signature

    def __repr__(self) -> str:
        return f"HardwareKey(public={self.public.hex()})"


def forget() -> None:
    """Log out of every token; keys of them sign no more."""
    with _opening:
        for token in _tokens.values():
            if token.process == os.getpid():
                with token.turn, _Sentences("a token"):
                    token.session.close()
        _tokens.clear()


def _opened(module: Path, token: str, pin: str) -> _Token:
    pkcs11 = _pkcs11()
    place = (str(module), token)
    with _opening:
        known = _tokens.get(place)
        if known is not None and known.process == os.getpid():
            return known
        try:
            session = pkcs11.lib(str(module)).get_token(token_label=token).open(user_pin=pin, rw=True)
        except pkcs11.exceptions.NoSuchToken:
            raise BadKeyError(f"There is no token called {token}; is it plugged in?") from None
        except (pkcs11.exceptions.PinIncorrect, pkcs11.exceptions.PinLenRange, pkcs11.exceptions.PinInvalid):
            raise BadKeyError(f"The PIN of the token {token} is another one; a few more tries may lock it.") from None
        except pkcs11.exceptions.PinLocked:
            raise BadKeyError(f"The token {token} is locked; unlock it with its security officer's PIN.") from None
        except (pkcs11.PKCS11Error, OSError):
            raise BadKeyError(f"The token {token} cannot be opened through {module}.") from None
        _tokens[place] = _Token(session, os.getpid())
        return _tokens[place]


def _point(written: bytes) -> bytes:
    """Return a public key from its DER octet string (PKCS#11 v2.40) or as it is (v3.0)."""
    if len(written) == KEY_BYTES + 2 and written.startswith(_OCTETS):
        return written[2:]
    return written


class _Sentences:
    """Turns what a token's library raises into one sentence without what was signed or the PIN."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, _pkcs11().PKCS11Error):
            raise BadKeyError(f"The token does not answer for {self._name} ({type(error).__name__}).") from None


def _pkcs11() -> Any:
    try:
        import pkcs11
    except ImportError:
        raise BadKeyError("Keys on a token need the extra hsm: pip install 'homeward-node[hsm]'.") from None
    return pkcs11
