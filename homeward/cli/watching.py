"""A folder that is watched: a file is taken when it has been quiet, once for each time it changes."""

from collections.abc import Iterable, Iterator
from pathlib import Path


class Watched:
    """What a folder held when it was last looked at, by size and time of change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._taken: dict[Path, tuple[int, int]] = {}

    def quiet(self, files: Iterable[Path]) -> Iterator[Path]:
        """Yield the files that are as they were at the last look, and were not yielded so before."""
        now: dict[Path, tuple[int, int]] = {}
        for file in files:
            try:
                state = file.stat()
            except OSError:
                continue  # it has gone again
            now[file] = (state.st_size, state.st_mtime_ns)
        for file, state_now in now.items():
            if self._seen.get(file) == state_now != self._taken.get(file):
                self._taken[file] = state_now
                yield file
        self._seen = now
