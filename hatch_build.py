"""Compiles the message catalogues, so that a wheel and an editable install both speak every language.

With ``HOMEWARD_COMPILED=1`` a wheel carries the rules and models of reading as machine code, too, which needs a C
compiler and Python's headers; ``python hatch_build.py`` compiles them for a checkout. ``homeward.reading.native`` says
when they are used.
"""

import contextlib
import importlib.util
import io
import os
import shutil
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TYPED = ("--config-file=", "--follow-imports=silent", "--ignore-missing-imports")


class Compile(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return ["mypy>=2", "setuptools>=65"] if _is_asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))
        if _is_asked() and (self.target_name, version) == ("wheel", "standard"):
            compile_reader(Path(self.root))
            build_data["artifacts"] += ["homeward/reading/native/**/*.so", "homeward/reading/native/sources.sha256"]
            build_data["pure_python"] = False
            build_data["infer_tag"] = True


def _is_asked() -> bool:
    return os.environ.get("HOMEWARD_COMPILED") == "1"


def compile_catalogues(root: Path) -> None:
    for po in (root / "homeward/node").rglob("locale/*/LC_MESSAGES/*.po"):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name, domain=po.stem)
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue, use_fuzzy=False)


def compile_reader(root: Path) -> None:
    """Compile the modules in which reading spends its time into the folder that they are imported from."""
    native = _native(root)
    if native.is_of_these_sources():
        return
    print("Compiling the rules of reading, once for these sources (a minute) …")
    native.DIGEST.unlink(missing_ok=True)  # from here on the sources are read, until all is in place
    for old in native.HERE.rglob("*.so"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(root):
        modules = [str(path.relative_to(root)) for path in native.sources()]
        shutil.copytree(_built(native.GROUP, modules, Path(folder)), native.HERE, dirs_exist_ok=True)
    native.DIGEST.write_text(native.digest(), "ascii")


def _native(root: Path) -> ModuleType:
    """The module that imports what is compiled, which also knows of what; not the package that it belongs to."""
    spec = importlib.util.spec_from_file_location("native", root / "homeward/reading/native/__init__.py")
    assert spec is not None
    assert spec.loader is not None
    native = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(native)
    return native


def _built(group: str, modules: list[str], folder: Path) -> Path:
    # Imported here: only those who compile have them.
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    class BuildOnAllCores(build_ext):
        def build_extensions(self) -> None:
            compile_some = self.compiler.compile

            def compile_each(sources: list[str], **options: Any) -> list[str]:
                with ThreadPoolExecutor(self.parallel) as pool:
                    objects = pool.map(lambda source: compile_some([source], **options), sources)
                    return [name for names in objects for name in names]

            self.compiler.compile = compile_each
            super().build_extensions()

    # -O1 and a file a module: as fast to read with as -O3 and one file for all, in a third of the time.
    told = io.StringIO()  # how it goes is nobody's business, unless it does not
    try:
        with contextlib.redirect_stdout(told):
            extensions = mypycify(
                [*TYPED, *modules],
                opt_level="1",
                debug_level="0",
                multi_file=True,
                target_dir=str(folder / "c"),
                group_name=group,
            )
            command = BuildOnAllCores(Distribution({"name": "reader", "ext_modules": extensions}))
            command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "temp")
            command.parallel = os.cpu_count()
            command.ensure_finalized()
            command.run()
    except BaseException:
        print(told.getvalue(), file=sys.stderr)
        raise
    return folder / "lib"


def main() -> None:
    """Compile for this checkout; where that cannot be done, say so: all works without, if more slowly."""
    headers = Path(sysconfig.get_path("include"), "Python.h")
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None or not headers.exists():
        lacking = f"C compiler ({compiler})" if shutil.which(compiler) is None else f"{headers} (Debian: python3-dev)"
        print(f"Reading is not compiled, for want of a {lacking}: it works all the same, more slowly.")
        return
    compile_reader(Path(__file__).parent)


if __name__ == "__main__":
    main()
