"""Tables with our own headings come back as they were written, also after a spreadsheet program saved them."""

from pathlib import Path

import pytest

from homeward.lists import MappingError, read_table, write_list

CELLS = {"list_id": ["B1", "=B2", ""], "registry_id": ["A1", "", ""], "decision": ["same", "different", ""]}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_what_was_written_comes_back_without_empty_rows(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"judged{suffix}"
    write_list(path, CELLS)
    rows = read_table(path, ["decision", "list_id"], optional=["note", "registry_id"])
    assert [row.cells for row in rows] == [("same", "B1", "", "A1"), ("different", "=B2", "", "")]
    assert [row.row for row in rows] == ([1, 2] if suffix == ".parquet" else [2, 3])


def test_a_heading_that_is_not_there_is_named_with_those_that_should_be(tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    path.write_text("list_id;registry_id\nB1;A1\n")
    with pytest.raises(MappingError, match=r"no column “decision”.*“list_id”"):
        read_table(path, ["list_id", "registry_id", "decision"])
