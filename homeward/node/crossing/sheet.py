"""The sheet on paper: numbered rows in both scripts, boxes to tick, signatures, totals of a page, a code to scan."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import qrcode
from django.conf import settings
from django.contrib.staticfiles import finders
from qrcode.image.svg import SvgPathImage

from homeward.node.crossing.seating import Row

BASE = "http://sheet.invalid/"  # where the page of a sheet stands while it is printed; nobody is asked there
PAGE = 18  # people on a sheet of A4: big enough rows for gloves and a pen


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its number and its rows."""

    number: int
    rows: tuple[Row, ...]

    @property
    def first(self) -> int:
        """The first row's number."""
        return self.rows[0].seat.number

    @property
    def last(self) -> int:
        """The last row's number."""
        return self.rows[-1].seat.number


def pages(rows: Sequence[Row]) -> list[Page]:
    """Cut rows into sheets."""
    return [
        Page(number, tuple(rows[start : start + PAGE])) for number, start in enumerate(range(0, len(rows), PAGE), 1)
    ]


def code(address: str) -> str:
    """Draw an address as a code to scan, as SVG."""
    drawn: Any = qrcode.make(address, image_factory=SvgPathImage, box_size=10, border=1)
    kept = BytesIO()
    drawn.save(kept)
    return kept.getvalue().decode().partition("?>")[2].strip().replace(' id="qr-path"', "")


def available() -> bool:
    """Whether PDF can be made here: the extra ``print`` is installed."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):  # OSError: Pango is not on this machine
        return False
    return True


def pdf(html: str) -> bytes:
    """Print a page that needs nothing but this node's own static files."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):  # type: ignore[misc]  # the library has no types
        """Gives WeasyPrint static files of this node, and nothing else of this machine or any other."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002  # the library's signature
            data, kind = own_file(url)
            return URLFetcherResponse(url, data, {"Content-Type": kind})

    document: bytes = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=OwnFiles()).write_pdf()
    return document


def own_file(url: str) -> tuple[bytes, str]:
    """Return a static file of this node by its address, with its type.

    Raises:
        ValueError: it is anything else.
    """
    start = urljoin(BASE, settings.STATIC_URL)
    name = unquote(url.partition("?")[0]).removeprefix(start)
    path = finders.find(name) if url.startswith(start) and ".." not in name else None
    if not path:
        raise ValueError(f"The sheet asks for {url}, which is not a file of this node.")
    return Path(path).read_bytes(), "text/css" if name.endswith(".css") else "font/woff2"
