"""Codes that change every thirty seconds (RFC 6238 over RFC 4226: SHA-1, six digits), as every authenticator app makes.

>>> code(b"12345678901234567890", 59 // STEP)  # RFC 6238, appendix B, the last six of its eight digits
'287082'
"""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote, urlencode

STEP = 30  # seconds
DIGITS = 6
AROUND = 1  # steps that a clock may be off, either way


def new_secret() -> bytes:
    """Return a new secret of 160 bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def code(secret: bytes, step: int) -> str:
    """Return the code of a step of time."""
    mac = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(said: str, secret: bytes, now: float, after: int = 0) -> int | None:
    """Return the step that a code belongs to, around now; None if it is wrong.

    Args:
        said: the code as typed; spaces do not count.
        secret: shared with the app.
        now: seconds since 1970.
        after: the step of the newest code that was taken; it and those before count no more.
    """
    digits = "".join(said.split())
    present = int(now) // STEP
    found = None
    for step in range(present - AROUND, present + AROUND + 1):
        if hmac.compare_digest(code(secret, step).encode(), digits.encode()) and step > after:
            found = step
    return found


def written(secret: bytes) -> str:
    """Return a secret as one types it into an app."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address(secret: bytes, name: str, issuer: str) -> str:
    """Return what an app reads from the picture: an ``otpauth`` address."""
    said = urlencode({"secret": base64.b32encode(secret).decode(), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(name)}?{said}"
