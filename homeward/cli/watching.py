"""A folder that is watched: a file is taken when it has been quiet, once for each time it or its note changes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from homeward.reading.files import sidecar


class Watched:
    """What a folder held when it was last looked at, by size and time of change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[int, ...]] = {}
        self._taken: dict[Path, tuple[int, ...]] = {}

    def quiet(self, files: Iterable[Path]) -> Iterator[Path]:
        """Yield the files that are as they were at the last look, and were not yielded so before."""
        now: dict[Path, tuple[int, ...]] = {}
        for file in files:
            try:
                now[file] = (*_state(file), *_state_of_note(file))
            except OSError:
                continue  # it has gone again
        for file, state_now in now.items():
            if self._seen.get(file) == state_now != self._taken.get(file):
                self._taken[file] = state_now
                yield file
        self._seen = now


def _state(file: Path) -> tuple[int, int]:
    state = file.stat()
    return state.st_size, state.st_mtime_ns


def _state_of_note(file: Path) -> tuple[int, ...]:
    """The state of the note beside a file, which may come after it; nothing where there is none."""
    try:
        return _state(Path(sidecar.beside(file)))
    except OSError:
        return ()
