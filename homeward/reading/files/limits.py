"""How much of a document is read: the bounds that keep a hostile or enormous file from costing more than it is worth.

Every bound that is crossed ends in a ``ReadingError`` which names the bound; none cuts a document short in silence,
because a claim that the page takes back further down would then be read without its retraction.
"""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document.

    Attributes:
        size: bytes of the file as it came.
        pages: pages of a PDF.
        characters: characters of the text taken from the file.
        seconds: wall-clock time to take an HTML page or a PDF apart.
        scans: pages that are pictures, of a PDF or a TIFF.
        scan_seconds: time to recognise one such page, each of the two times.
        points: width by height of a picture.
        memory: bytes of address space of the process that does so (where the system can hold it to that).
    """

    size: int = 20 * MEGABYTE
    pages: int = 500
    characters: int = 2_000_000
    seconds: float = 20.0
    scans: int = 20
    scan_seconds: float = 40.0
    points: int = 60_000_000
    memory: int = 1_500 * MEGABYTE


LIMITS = Limits()
