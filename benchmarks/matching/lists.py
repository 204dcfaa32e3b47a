"""Invented lists with the truth beside them, as ``shared/matching/gen_lists.py`` makes them."""

from pathlib import Path

import pandas as pd

_NAMES = {"qid": "id", "dob": "born", "tag_no": "number"}
_KEPT = ("id", "surname", "given", "patronymic", "full_name", "sex", "born", "birthplace", "unit", "number")


def columns(path: Path) -> dict[str, list[str]]:
    """One list as columns of strings under our names."""
    table = pd.read_parquet(path).rename(columns=_NAMES)
    return {name: table[name].tolist() for name in _KEPT if name in table.columns}


def load(folder: Path) -> tuple[dict[str, list[str]], dict[str, list[str]], list[str]]:
    """(registry, list, for each row of the list the person's id or an empty string)."""
    truth = pd.read_csv(folder / "truth.csv", dtype=str, keep_default_na=False)
    return columns(folder / "registry.parquet"), columns(folder / "query.parquet"), truth["id"].tolist()
