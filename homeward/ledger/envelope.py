"""Entries in their envelopes: DSSE (secure-systems-lab/dsse v1.0), one canonical form of it.

The key id of a signature is the signer's public key in hex. DSSE calls it a hint, and here it stays one: a signature
counts for exactly the key it names, if that key made it; whether that key was *allowed* to sign is a rule of the
exchange. An envelope is at most 65,535 bytes, since a log that any static server can serve (C2SP tlog-tiles) holds no
longer entries.
"""

import base64
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import rfc8785
from securesystemslib.dsse import Envelope
from securesystemslib.signer import Signature  # type: ignore[attr-defined]  # public, but not re-exported for mypy

from homeward.ledger.errors import BadKeyError, EnvelopeError
from homeward.ledger.keys import SIGNATURE_BYTES, Signer, enrolled, signed

PAYLOAD_TYPE = "application/vnd.homeward.entry+json"
MAX_BYTES = 65_535
MAX_SIGNATURES = 16
_KEY_ID = re.compile("[0-9a-f]{64}")  # one spelling a key: two would let it count as two signers


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an envelope holds.

    Attributes:
        payload: the bytes inside.
        signers: public keys, 64 hex digits each, whose signatures over the payload were found good; none is weak.
    """

    payload: bytes
    signers: frozenset[str]


def seal(payload: bytes, *keys: Signer) -> bytes:
    """Sign a payload with one key or several and return the envelope's bytes.

    Raises:
        EnvelopeError: the envelope would be too large, or no key is given.
    """
    if not 1 <= len(keys) <= MAX_SIGNATURES:
        raise EnvelopeError(f"An entry is signed by 1 to {MAX_SIGNATURES} keys.")
    envelope = Envelope(payload, PAYLOAD_TYPE, {})
    pae = envelope.pae()
    for key in keys:
        keyid = key.public.hex()
        envelope.signatures[keyid] = Signature(keyid, key.sign(pae).hex())
    data = _written(envelope)
    if len(data) > MAX_BYTES:
        raise EnvelopeError(f"The signed entry has {len(data):,} bytes and may have {MAX_BYTES:,}; say it in parts.")
    return data


def unseal(data: bytes) -> Sealed:
    """Open an envelope and find out who signed it.

    Raises:
        EnvelopeError: the bytes are not exactly an envelope in its canonical form.
    """
    if len(data) > MAX_BYTES:
        raise EnvelopeError(f"The envelope has {len(data):,} bytes and may have {MAX_BYTES:,}.")
    try:
        tree = json.loads(data.decode("utf-8"), object_pairs_hook=_object)
        envelope = _read(tree)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EnvelopeError("The bytes are not an envelope of a signed entry.") from error
    if _written(envelope) != data:
        raise EnvelopeError("The envelope is not written in its canonical form.")
    pae = envelope.pae()
    signers = frozenset(
        keyid
        for keyid, signature in envelope.signatures.items()
        if signed(bytes.fromhex(keyid), pae, bytes.fromhex(signature.signature)) and _strong(keyid)
    )
    return Sealed(envelope.payload, signers)


@lru_cache(maxsize=1024)
def _strong(keyid: str) -> bool:
    try:
        enrolled(bytes.fromhex(keyid))
    except BadKeyError:
        return False
    return True


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key is repeated")
    return made


def _read(tree: dict[str, Any]) -> Envelope:
    """Read the fields strictly; the library then sees only what it understands."""
    if tree.keys() != {"payload", "payloadType", "signatures"} or tree["payloadType"] != PAYLOAD_TYPE:
        raise ValueError("other fields than an entry's envelope has")
    if not 1 <= len(tree["signatures"]) <= MAX_SIGNATURES:
        raise ValueError("no signature, or too many")
    signatures = {}
    for each in tree["signatures"]:
        if each.keys() != {"keyid", "sig"} or not _KEY_ID.fullmatch(each["keyid"]):
            raise ValueError("other fields than a signature has")
        sig = base64.b64decode(each["sig"], validate=True)
        if len(sig) != SIGNATURE_BYTES:
            raise ValueError("a signature of another length")
        signatures[each["keyid"]] = Signature(each["keyid"], sig.hex())
    return Envelope(base64.b64decode(tree["payload"], validate=True), PAYLOAD_TYPE, signatures)


def _written(envelope: Envelope) -> bytes:
    tree = envelope.to_dict()
    tree["signatures"] = sorted(tree["signatures"], key=lambda signature: str(signature["keyid"]))
    return rfc8785.dumps(tree)
