"""How much of a list is read: the bounds that keep a hostile or enormous file from costing more than it is worth.

Every bound that is crossed ends in an error which names the bound; none cuts a list short in silence, because a person
left out of a list is a person nobody looks for.
"""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one list.

    Attributes:
        size: bytes of the file as it came.
        rows: rows of the list, headings and empty ones included.
        columns: columns of the list.
        cells: rows times columns.
        seconds: wall-clock time to take a spreadsheet or a Parquet file apart.
        memory: bytes of address space of the process that does so (where the system can hold it to that).
    """

    size: int = 500 * MEGABYTE
    rows: int = 3_000_000
    columns: int = 300
    cells: int = 60_000_000
    seconds: float = 120.0
    memory: int = 6_000 * MEGABYTE


LIMITS = Limits()
