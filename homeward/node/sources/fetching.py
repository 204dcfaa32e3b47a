"""A page at an https address, within bounds: no other scheme, no private network, few redirects, so many bytes.

The name is resolved once, and the connection goes to the address that was checked, so that a name that changes its mind
leads nowhere else.
"""

import ipaddress
import socket
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3

from homeward.node import NodeError

HOPS = 5
CONNECT, READ, WHOLE = 10.0, 20.0, 60.0  # seconds
KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}


class FetchError(NodeError):
    """An address cannot be fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lay at an address."""

    address: str  # where it was found at last
    name: str
    data: bytes


def fetch(address: str, largest: int) -> Fetched:
    """Fetch a page.

    Args:
        address: an https address.
        largest: bytes that it may have.

    Raises:
        FetchError: it cannot be fetched, or is nothing that can be read.
    """
    end = time.monotonic() + WHOLE
    for _ in range(HOPS):
        response = _get(address)
        try:
            if response.status in {301, 302, 303, 307, 308} and (onward := response.headers.get("Location")):
                address = urljoin(address, onward)
                continue
            if response.status != 200:
                raise FetchError(f"The server answered {response.status}.")
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if kind not in KINDS:
                raise FetchError(f"It is {kind or 'of no named type'}, not text, HTML or PDF.")
            return Fetched(address, _name(address, KINDS[kind]), _body(response, largest, end))
        finally:
            response.release_conn()
    raise FetchError(f"It leads onward more than {HOPS} times.")


def _get(address: str) -> "urllib3.BaseHTTPResponse":
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port or 443
    except ValueError as error:
        raise FetchError("This is no address.") from error
    if parts.scheme != "https" or not host or parts.username is not None:
        raise FetchError("Only https addresses are fetched.")
    pool = urllib3.HTTPSConnectionPool(
        _public(host, port), port, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED",
        timeout=urllib3.Timeout(connect=CONNECT, read=READ), retries=False,
    )  # fmt: skip
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": parts.netloc, "User-Agent": "Homeward", "Accept": ", ".join(KINDS)}
    try:
        return pool.request("GET", target, headers=headers, preload_content=False, redirect=False)
    except urllib3.exceptions.HTTPError as error:
        raise FetchError(f"{host} cannot be reached.") from error


def _public(host: str, port: int) -> str:
    """Return an address of the host that is not of a private network."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise FetchError(f"There is no host {host}.") from error
    for one in sorted(found, key=lambda address: ":" in address):
        if ipaddress.ip_address(one).is_global:
            return one
    raise FetchError(f"{host} is in a private network.")


def _body(response: "urllib3.BaseHTTPResponse", largest: int, end: float) -> bytes:
    data = bytearray()
    try:
        for part in response.stream(1 << 16, decode_content=True):
            data += part
            if len(data) > largest:
                raise FetchError(f"It has more than {largest >> 20} MB.")
            if time.monotonic() > end:
                raise FetchError("It is sent too slowly.")
    except urllib3.exceptions.HTTPError as error:
        raise FetchError("The server broke off.") from error
    return bytes(data)


def _name(address: str, ending: str) -> str:
    last = urlsplit(address).path.rstrip("/").rpartition("/")[2] or urlsplit(address).hostname or "page"
    return last if last.lower().endswith(ending) else f"{last[:150]}{ending}"
