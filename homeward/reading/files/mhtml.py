"""A page that a browser saved as one file (MHTML): the page itself, its address, and when it was saved.

It is a letter of many parts, as MIME has them; the first that is HTML is the page, and the letter's own head says where
it came from and when: *captured*.
"""

import email
import email.policy
import email.utils

from homeward.reading.words import ReadingError

_START = 8_192  # bytes in which its head must stand
_FIRST = (b"from:", b"mime-version:", b"snapshot-content-location:", b"subject:", b"date:")


def is_mhtml(data: bytes) -> bool:
    """Tell whether a file looks like a page saved so."""
    start = data[:_START].lstrip().lower()
    return start.startswith(_FIRST) and b"multipart/related" in start


def unpacked(data: bytes) -> tuple[bytes, str | None, str | None, str | None]:
    """Return the page's HTML, its encoding, its address and the day on which it was saved (ISO), if they are said.

    Raises:
        ReadingError: there is no page in it.
    """
    letter = email.message_from_bytes(data, policy=email.policy.compat32)
    page = next(
        (part for part in letter.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    body = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(body, bytes) or not body.strip():
        raise ReadingError("there is no page in this saved page.")
    address = letter.get("Snapshot-Content-Location") or page.get("Content-Location")
    try:
        saved = email.utils.parsedate_to_datetime(str(letter.get("Date", ""))).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        saved = None
    charset = page.get_content_charset()
    return body, charset, None if address is None else str(address).strip(), saved
