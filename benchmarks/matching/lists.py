"""Invented lists with the truth beside them, as ``shared/matching/gen_lists.py`` makes them."""

from pathlib import Path
from typing import Any

import pyarrow.parquet

_NAMES = {"qid": "id", "dob": "born", "tag_no": "number"}
_KEPT = ("id", "surname", "given", "patronymic", "full_name", "sex", "born", "birthplace", "unit", "number")


def columns(path: Path) -> dict[str, Any]:
    """One list as arrow columns of strings under our names."""
    table = pyarrow.parquet.read_table(path)
    table = table.rename_columns([_NAMES.get(name, name) for name in table.column_names])
    return {name: table[name] for name in _KEPT if name in table.column_names}


def load(folder: Path) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """(registry, list, for each row of the list the person's id or an empty string)."""
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        truth = [line.rstrip("\n").split(",")[1] for line in file][1:]
    return columns(folder / "registry.parquet"), columns(folder / "query.parquet"), truth
