"""A person on the log is a commitment: it binds whoever made it and tells nobody anything.

HMAC-SHA256 over the canonical (RFC 8785) details with a fresh 32-byte salt (RFC 2104, FIPS 180-4). Whoever deletes salt
and details has erased the person: what stays on the log can no longer be tied to anyone.
"""

import hashlib
import hmac
from collections.abc import Mapping

import rfc8785

from homeward.exchange.words import ExchangeError

SALT_BYTES = 32


class CommitmentError(ExchangeError):
    """Details or salt are not what a commitment can be made of."""


def commit(details: Mapping[str, str], salt: bytes) -> str:
    """Commit to a person's details.

    Args:
        details: the canonical details, names and values as strings.
        salt: 32 fresh random bytes, kept beside the details and sealed to those who may know.

    Returns:
        64 lower-case hex digits.

    Raises:
        CommitmentError: the salt has another length, or a detail is not a string that JSON can carry.
    """
    if len(salt) != SALT_BYTES:
        raise CommitmentError(f"A salt has {SALT_BYTES} bytes, this one has {len(salt)}; draw a fresh one.")
    if not all(isinstance(part, str) for pair in details.items() for part in pair):
        raise CommitmentError("Details to commit to are strings; write numbers and dates as text.")
    try:
        canonical = rfc8785.dumps(dict(details))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise CommitmentError("A detail holds a character that is not Unicode text.") from error
    return hmac.new(salt, canonical, hashlib.sha256).hexdigest()


def opens(commitment: str, details: Mapping[str, str], salt: bytes) -> bool:
    """Say whether these details and this salt are what the commitment was made of.

    Raises:
        CommitmentError: as ``commit``.
    """
    return hmac.compare_digest(commit(details, salt).encode(), commitment.encode("utf-8", "replace"))
