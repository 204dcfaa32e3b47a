"""What the database keeps of secrets: digests where that is enough, else sealed under the node's secret key.

A copy of the database alone, such as a backup, then opens no account. Another secret key opens none of them either:
whoever changes it invites everybody anew.
"""

import hashlib
import hmac

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


def digest(purpose: str, secret: str) -> str:
    """Return what is kept of a secret that is long and random."""
    return hmac.new(_key(purpose), secret.encode(), hashlib.sha256).hexdigest()


def seal(purpose: str, secret: bytes) -> bytes:
    """Return a secret, sealed."""
    return bytes(SecretBox(_key(purpose)).encrypt(secret))


def unseal(purpose: str, sealed: bytes) -> bytes | None:
    """Return a secret; None if it was sealed under another key, or changed."""
    try:
        return SecretBox(_key(purpose)).decrypt(sealed)
    except (CryptoError, ValueError):
        return None


def _key(purpose: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"homeward accounts {purpose}".encode(), hashlib.sha256).digest()
