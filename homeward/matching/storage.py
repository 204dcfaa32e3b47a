"""A prepared index on disk: a folder of arrays that opens in a moment.

Everything that took time to make is kept: the words with what is known of them, the records, the sorted keys. Arrays
lie in numpy's own format and are mapped, not read, so opening does not grow with the registry; texts lie in one file
with their offsets. The folder is written beside its place and moved there whole; a manifest written last names every
file with its size, so that half a folder is never taken for one.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from homeward.matching.words import IndexDamagedError

FORMAT = "homeward-index 1"
_MANIFEST = "manifest.json"

Arrays = Mapping[str, npt.NDArray[Any]]


def write(folder: Path, arrays: Arrays, texts: Mapping[str, Sequence[str]], parts: Mapping[str, Any]) -> None:
    """Write an index and what its parts hold; an old one at the place is replaced only when the new one is whole.

    Raises:
        OSError: It cannot be written there.
    """
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)  # it holds names: for its owner only
    for name, array in arrays.items():
        np.save(fresh / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)
    for name, lines in texts.items():
        encoded = [line.encode("utf-8", "surrogatepass") for line in lines]
        ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
        np.save(fresh / f"{name}.ends.npy", ends, allow_pickle=False)
        (fresh / f"{name}.text").write_bytes(b"".join(encoded))
    sizes = {path.name: path.stat().st_size for path in sorted(fresh.iterdir())}
    (fresh / _MANIFEST).write_text(json.dumps({"format": FORMAT, "parts": parts, "files": sizes}, indent=1), "utf-8")
    if folder.exists():
        old = folder.with_name(folder.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        fresh.rename(folder)


def check(folder: Path) -> dict[str, Any]:
    """See that an index is whole, and say what its parts hold.

    Raises:
        IndexDamagedError: It is not, or is none, or another version's.
    """
    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        made, files, parts = manifest["format"], manifest["files"], dict(manifest["parts"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"{folder} holds no prepared index: prepare it again from the registry") from error
    if made != FORMAT:
        raise IndexDamagedError(
            f"{folder} was prepared by another version ({made}): prepare it again from the registry"
        )
    for name, size in files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise IndexDamagedError(f"{folder}: {name} is missing or cut short: prepare the index again")
    return parts


def array(folder: Path, name: str) -> npt.NDArray[Any]:
    """One array, mapped from disk and read-only.

    Raises:
        IndexDamagedError: It cannot be read.
    """
    try:
        loaded: npt.NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{folder}: {name} cannot be read: prepare the index again") from error
    return loaded


class Texts(Sequence[str]):
    """Texts of an index, each decoded when it is asked for."""

    def __init__(self, folder: Path, name: str) -> None:
        self._ends = array(folder, f"{name}.ends")
        self._bytes = np.memmap(folder / f"{name}.text", np.uint8, "r") if len(self._ends) and self._ends[-1] else b""

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = int(place)
        begin = int(self._ends[at - 1]) if at else 0
        return bytes(self._bytes[begin : int(self._ends[at])]).decode("utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """Every text."""
        data = bytes(self._bytes)
        ends = self._ends.tolist()
        return [data[a:b].decode("utf-8", "surrogatepass") for a, b in zip([0, *ends[:-1]], ends, strict=True)]
