"""A list of people as it came in a file becomes rows whose fields are known.

A tired clerk of the other side wrote it: in Ukrainian, Russian or English, in any encoding of thirty years, with
titles above and sums below, half the headings shortened and the dates in five ways. What is hard is to understand it
without a question and without losing anybody: every guess says how sure it is and why, every cell that cannot be
understood is named by row and column and still there as it was written, and no row is dropped because it is bad.
"""

from homeward.lists.limits import LIMITS, Limits
from homeward.lists.mapping import read_mapping
from homeward.lists.read import read_bytes, read_list
from homeward.lists.table import Row, read_table
from homeward.lists.telling import grounds, left_out, told
from homeward.lists.words import (
    DOUBTFUL,
    NAMES,
    Fault,
    FaultKind,
    Field,
    Format,
    Guess,
    Kept,
    LeftOut,
    ListError,
    Listing,
    MappingError,
    UnreadableError,
    Why,
    WriteError,
)
from homeward.lists.write import writable, write_list

__all__ = [
    "DOUBTFUL",
    "LIMITS",
    "NAMES",
    "Fault",
    "FaultKind",
    "Field",
    "Format",
    "Guess",
    "Kept",
    "LeftOut",
    "Limits",
    "ListError",
    "Listing",
    "MappingError",
    "Row",
    "UnreadableError",
    "Why",
    "WriteError",
    "grounds",
    "left_out",
    "read_bytes",
    "read_list",
    "read_mapping",
    "read_table",
    "told",
    "writable",
    "write_list",
]
