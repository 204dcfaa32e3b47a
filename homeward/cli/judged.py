"""What people decided about a list, in a table that a spreadsheet program can edit: the answer of ``homeward match``.

A row says of one row of the list (``list_id``) and one person of the registry (``registry_id``, empty for nobody), in
the column ``judged``, that they are the *same* or *different*; where it is empty nobody has decided. ``not_these``
names people already said to be different, so that an answer can be taken back again and again.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.lists import MappingError, Row, read_table

if TYPE_CHECKING:
    from homeward.matching import Judged

JUDGED, NOT_THESE = "judged", "not_these"
_BETWEEN = "; "
_SAME = {"same", "так", "да", "yes"}
_DIFFERENT = {"different", "ні", "нет", "no"}


def judgements(path: Path) -> "list[Judged]":
    """Read people's decisions.

    Raises:
        ListError: the file cannot be read, lacks a column, or says something that is no decision.
    """
    rows = read_table(path, ["list_id", "registry_id", JUDGED], optional=[NOT_THESE])
    return [judged for row in rows for judged in _judged(path, row)]


def not_these(different: list[str]) -> str:
    """Return the ids of people said to be different as one cell."""
    return _BETWEEN.join(different)


def _judged(path: Path, row: Row) -> "Iterator[Judged]":
    from homeward.matching import Judged

    list_id, registry_id, said, others = row.cells
    for other in others.split(_BETWEEN.strip()):
        if other.strip():
            yield Judged(list_id, other.strip(), same=False)
    said = said.strip().lower()
    if not said:
        return
    if said not in _SAME | _DIFFERENT:
        raise MappingError(f"{path}, row {row.row}: “{said[:40]}” is no decision; write same, different, or nothing.")
    if said in _DIFFERENT and not registry_id:
        raise MappingError(
            f"{path}, row {row.row}: different from whom? Name a registry_id, or write same if it is nobody there."
        )
    yield Judged(list_id, registry_id, same=said in _SAME)
