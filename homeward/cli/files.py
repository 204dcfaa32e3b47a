"""Documents as they are named on a command line: files, and folders of them.

A file that cannot be read costs one sentence on standard error; the others are read.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from homeward.reading import Reading


class Files:
    """What can be read of the files given, one after the other; afterwards, how many could be and how many not."""

    def __init__(self, given: Sequence[Path], published: date | None = None) -> None:
        self.given = given
        self.published = published
        self.done = self.failed = 0

    def __iter__(self) -> "Iterator[Reading]":
        from homeward.reading import ReadingError, load, read

        for path in found(self.given):
            try:
                reading = read(load(path, published=self.published))
            except ReadingError as error:
                self.failed += 1
                print(f"homeward: {_printable(str(error))}", file=sys.stderr)
                continue
            self.done += 1
            yield reading

    def status(self) -> int:
        """The exit status: 0, 1 if some file could not be read, 2 if none could."""
        if self.done:
            return 1 if self.failed else 0
        if not self.failed:
            print("homeward: there is nothing here to read (text, HTML, PDF, DOCX, ODT or pictures).", file=sys.stderr)
        return 2


def found(given: Sequence[Path]) -> Iterator[Path]:
    """Yield the files to read; of a folder those that can be, without hidden ones and notes beside documents."""
    from homeward.reading.load import SUFFIXES

    for path in given:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            # What browsers save beside a page is its buttons and portraits, not documents.
            folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith("_files"))
            for name in sorted(names):
                if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                    yield Path(folder, name)


def _printable(words: str) -> str:
    return "".join(char if char.isprintable() else " " for char in words)
