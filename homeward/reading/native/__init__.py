"""The rules and models as machine code, where they were compiled; only ever those of the very sources beside them.

``hatch_build.py`` compiles the modules of ``COMPILED`` with mypyc and leaves them in this folder, with a digest of the
sources they were made of. Where the sources are others by now, the folder is empty or was filled on another kind of
machine, or the environment has ``HOMEWARD_COMPILED=off``, Python reads the sources as ever. Both say the same, nearly
twice as fast the one.
"""

import hashlib
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path

HERE = Path(__file__).parent
DIGEST = HERE / "sources.sha256"
COMPILED = ("grammar/**/*.py", "learnt/**/*.py")  # of homeward.reading, but for what opens a folder
_SEEN = (*COMPILED, "*.py", "damage/**/*.py")  # and what they build on
SUFFIX = EXTENSION_SUFFIXES[0]
GROUP = "homeward_reader"  # what all of it is called
_LIBRARY = f"{GROUP}__mypyc"  # in which it lies; the modules only point there


def sources() -> list[Path]:
    """The modules that are compiled."""
    return [path for path in _files(COMPILED) if path.name != "__init__.py"]


def _files(patterns: Iterable[str]) -> list[Path]:
    return sorted(path for pattern in patterns for path in HERE.parent.glob(pattern))


def digest() -> str:
    """What the sources are and all that they build on, and for which Python."""
    said = hashlib.sha256(SUFFIX.encode())
    for path in _files(_SEEN):
        content = path.read_bytes()
        said.update(f"{path.relative_to(HERE.parent).as_posix()} {len(content)}\n".encode())
        said.update(content)
    return said.hexdigest()


class _Compiled(MetaPathFinder):
    """Finds the modules in this folder before their sources are looked for."""

    def __init__(self) -> None:
        self._files = {_name(path): path for path in HERE.rglob(f"*{SUFFIX}")}

    def find_spec(self, fullname: str, *_where: object) -> ModuleSpec | None:
        """The compiled module of a name, if there is one."""
        file = self._files.get(fullname)
        return spec_from_file_location(fullname, file) if file is not None else None


def _name(compiled: Path) -> str:
    return ".".join(compiled.relative_to(HERE).parts).removesuffix(SUFFIX)


def is_of_these_sources() -> bool:
    """Whether what is compiled is of the sources as they are now."""
    try:
        return DIGEST.read_text("ascii") == digest()
    except OSError:
        return False


def _use() -> bool:
    """Have the compiled modules imported from here on, if they are these and this machine can load them."""
    if os.environ.get("HOMEWARD_COMPILED") == "off" or not is_of_these_sources():
        return False
    finder = _Compiled()
    sys.meta_path.insert(0, finder)
    try:
        import_module(_LIBRARY)
    except ImportError:  # compiled against a newer C library, say
        sys.meta_path.remove(finder)
        return False
    return True


USED = _use()  # whether the compiled modules are what is read with
