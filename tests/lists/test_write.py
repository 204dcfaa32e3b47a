"""What is written can be opened by a spreadsheet program, calculates nothing, and is there whole or not at all."""

import csv
import json
import stat
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from homeward.lists import WriteError, read_list, write_list
from homeward.lists.write import _harmless
from tests.lists.made import TODAY

COLUMNS = {
    "list_id": ["1", "=HYPERLINK(1)"],
    "full_name": ["Вигаденко Остап", "+380 @x"],
    "bits": [-3.25, None],
    "note": pa.array(["x\x01y", "-"]),
}


def test_csv_opens_in_spreadsheet_programs_and_calculates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_list(path, COLUMNS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["1", "Вигаденко Остап", "-3.25", "x\x01y"]
    assert rows[2] == ["'=HYPERLINK(1)", "'+380 @x", "", "-"]


def test_xlsx_holds_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_list(path, COLUMNS)
    rows = list(load_workbook(path).worksheets[0].iter_rows())
    assert [cell.value for cell in rows[0]] == list(COLUMNS)
    assert rows[0][0].font.bold
    assert (rows[2][0].value, rows[2][0].data_type) == ("=HYPERLINK(1)", "s")
    assert rows[1][2].value == -3.25
    assert rows[1][3].value == "x\ufffdy"


def test_parquet_and_json_lines_hold_what_was_given(tmp_path: Path) -> None:
    write_list(tmp_path / "out.parquet", COLUMNS)
    write_list(tmp_path / "out.jsonl", {**COLUMNS, "bits": [float("nan"), 1.5]})
    assert pq.read_table(tmp_path / "out.parquet").to_pylist()[1]["list_id"] == "=HYPERLINK(1)"
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [line["bits"] for line in lines] == [None, 1.5]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".parquet"])
def test_what_is_written_is_read_again(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    write_list(path, {"surname": ["Вигаденко", "Неіснюк"], "given": ["Остап", "Ганна"], "dob": ["1990-05-12", "1985"]})
    listing = read_list(path, today=TODAY)
    assert listing.people.select(["surname", "given", "born"]).to_pylist() == [
        {"surname": "Вигаденко", "given": "Остап", "born": "1990-05-12"},
        {"surname": "Неіснюк", "given": "Ганна", "born": "1985"},
    ]


def test_only_its_owner_may_read_a_list(tmp_path: Path) -> None:
    write_list(tmp_path / "out.csv", COLUMNS)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600


def test_what_goes_wrong_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_text("old")
    with pytest.raises(WriteError, match="a sheet holds"):
        write_list(path, {"x": pa.nulls(1_048_577, pa.string())})
    assert [each.name for each in tmp_path.iterdir()] == ["out.xlsx"]
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("name", "columns", "said"),
    [
        ("out.doc", {"x": ["1"]}, r"written as \.csv"),
        ("none/out.csv", {"x": ["1"]}, "no folder"),
        (".", {"x": ["1"]}, r"written as"),
        ("out.csv", {"x": ["1"], "y": []}, "one length"),
        ("out.csv", {"x": ["1", 2]}, "one length and kind"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str, columns: dict[str, list[object]], said: str) -> None:
    with pytest.raises(WriteError, match=said):
        write_list(tmp_path / name, columns)


class TestFormulas:
    """OWASP, CSV Injection: cells that begin with ``=``, ``+``, ``-``, ``@``, tab or carriage return are calculated."""

    @given(st.text(max_size=20))
    def test_no_text_of_two_characters_or_more_begins_as_a_formula(self, text: str) -> None:
        written = str(_harmless(text))
        assert written in {text, "'" + text}
        if len(written.strip()) > 1:
            assert written.lstrip()[0] not in "=+-@"
