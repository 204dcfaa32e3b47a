"""Text with one row a line (CSV, TSV and their kin) becomes rows of cells, whatever separates them.

Quotation marks are the hard part: a cell in quotation marks may hold separators and line breaks, and a clerk's single
stray mark would swallow the rest of the file. So a cell that runs over a line end is believed only if its marks are
sound; if not, its line is read as it stands, and the rows behind it are saved.
"""

import csv
import io
from collections import Counter, deque
from collections.abc import Iterator

from homeward.lists import bulk
from homeward.lists.decode import decoded
from homeward.lists.grid import Grid, columns_of, within
from homeward.lists.limits import Limits
from homeward.lists.words import FaultKind, Format, UnreadableError

SEPARATORS = ("\t", ";", ",", "|")
_PARTED = 0.3  # of the rows that are not empty
_LOOKED_AT = 200  # lines in which the separator is looked for
_LONGEST_CELL = 60  # lines; a cell that goes on beyond them is a quotation mark nobody closed
_LONGEST_LINE = 4_000_000  # characters
_AT_ONCE = 50_000  # rows turned into columns together
_HINT = "sep="  # what spreadsheet programs write into the first line


def grid(name: str, data: bytes, limits: Limits) -> Grid:
    """Read the rows of a text file.

    Raises:
        UnreadableError: it is no text, is empty, or crosses a bound.
    """
    text, encoding = decoded(name, data)
    if not text.strip(" \t\r\n;,|\x1a\ufeff"):
        raise UnreadableError(f"{name}: there is nothing in it.")
    text = text.rstrip("\x1a\x00")  # the end mark of old systems
    separator = _separator(text)
    columns = bulk.cut(text, separator, limits) if len(text) >= bulk.WORTH_IT else None
    faults: tuple[tuple[int, FaultKind], ...] = ()
    if columns is None:
        records = _Records(name, text, separator)
        columns = columns_of(name, records, limits, at_once=_AT_ONCE)
        faults = tuple(records.faults)
    within(name, columns.num_rows, columns.num_columns, limits)
    return Grid(
        name=name,
        format=Format.TEXT,
        columns=columns,
        encoding=encoding,
        separator=separator,
        faults=faults,
    )


def _separator(text: str) -> str:
    """Tell what separates the cells: what parts the most lines into the same number of them; "" if nothing does."""
    lines = list(_first_lines(text))
    if lines[0].lower().startswith(_HINT) and len(lines[0].strip()) == len(_HINT) + 1:
        return lines[0].strip()[-1]
    best, found = (0.0, 0.0), ""
    for separator in SEPARATORS:
        rows = [row for row in _split(lines, separator) if any(cell.strip() for cell in row)]
        widths = Counter(len(row) for row in rows if len(_trimmed(row)) > 1)
        parted = widths.total() / max(1, len(rows))
        alike = max(widths.values(), default=0) / max(1, len(rows))
        # Being everywhere counts first, then parting alike; names have commas in them, so the rarer sign goes first.
        score = (round(parted, 1), round(alike, 1))
        if parted >= _PARTED and score > best:
            best, found = score, separator
    return found


def _split(lines: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error:  # a mark that nobody closed, with more behind it than a cell may hold
        return [line.split(separator) for line in lines]


def _first_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text[:1_000_000], newline="")):
        if number == _LOOKED_AT:
            return
        if len(line) < 100_000:
            yield line


def _trimmed(row: list[str]) -> list[str]:
    """Return a row without the empty cells at its end, with which spreadsheet programs fill up titles."""
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return row[:width]


class _Lines:
    """The lines of a text, one after the other; those of the record being read can be taken back."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.source = io.StringIO(text, newline="")
        self.again: deque[str] = deque()
        self.current: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else next(self.source)
        if len(line) > _LONGEST_LINE:
            raise UnreadableError(f"{self.name}: a line of {len(line):,} characters; is this a list of people?")
        self.current.append(line)
        return line


class _Records:
    """The records of a text, stray quotation marks contained; afterwards, in which rows there were any."""

    def __init__(self, name: str, text: str, separator: str) -> None:
        self.name = name
        self.lines = _Lines(name, text)
        self.separator = separator or "\x1f"  # which no text has
        self.faults: list[tuple[int, FaultKind]] = []

    def __iter__(self) -> Iterator[list[str]]:
        row, more = 0, True
        while more:
            more = False
            reader = csv.reader(self.lines, delimiter=self.separator)
            current = self.lines.current
            while True:
                current.clear()
                try:
                    record = next(reader)
                except StopIteration:
                    break
                except csv.Error:
                    record = None
                if record is None or (len(current) > 1 and not self._sound(current)):
                    record, more = self._as_it_stands(row), True
                if row == 0 and len(record) == 1 and record[0].lower().startswith(_HINT):
                    record = []
                yield record
                row += 1
                if more:
                    break

    def _sound(self, lines: list[str]) -> bool:
        """Tell whether a record over several lines is a cell with line breaks, and not a stray quotation mark."""
        if len(lines) > _LONGEST_CELL:
            return False
        try:
            for _ in csv.reader(lines, delimiter=self.separator, strict=True):
                pass
        except csv.Error:
            return False
        return True

    def _as_it_stands(self, row: int) -> list[str]:
        """Return the first line of what was read, its quotation marks as letters, and give the others back."""
        first, *rest = self.lines.current
        self.lines.again.extendleft(reversed(rest))
        self.faults.append((row, FaultKind.OPEN_QUOTE))
        cells = first.rstrip("\r\n").split(self.separator)
        if max(map(len, cells)) > csv.field_size_limit():
            raise UnreadableError(
                f"{self.name}, row {row + 1}: a cell of more than {csv.field_size_limit():,} characters; "
                "is this a list of people?"
            )
        return cells
