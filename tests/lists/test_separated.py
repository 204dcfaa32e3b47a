"""Text becomes rows whatever separates the cells; a stray quotation mark costs its own row and no other."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.lists import FaultKind, UnreadableError, bulk, separated
from homeward.lists.grid import columns_of
from homeward.lists.limits import LIMITS, Limits
from tests.lists.made import read


def rows(text: str, limits: Limits = LIMITS) -> list[tuple[str, ...]]:
    return separated.grid("x", text.encode(), limits).head(1000)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_by_what_parts_every_row(separator: str) -> None:
    lines = [("Прізвище", "Місце"), ("Вигаденко", "с. Вигадане, нове"), ("Неіснюк", "Небилів")]
    text = "".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in line) + "\n" for line in lines)
    assert rows(text) == lines
    assert separated.grid("x", text.encode(), LIMITS).separator == separator


def test_commas_inside_names_separate_nothing() -> None:
    text = "№;ПІБ\n1;Вигаденко, Остап\n2;Неіснюк, Ганна\n"
    assert rows(text)[1] == ("1", "Вигаденко, Остап")


def test_a_list_of_names_alone_has_one_column() -> None:
    grid = separated.grid("x", "Вигаденко Остап\nНеіснюк Ганна\n".encode(), LIMITS)
    assert (grid.width, grid.separator) == (1, "")


def test_the_hint_of_spreadsheet_programs_is_taken_and_no_row_of_the_list() -> None:
    listing = read("sep=|\nПрізвище|Ім'я\nВигаденко|Остап\n")
    assert listing.separator == "|"
    assert [row["surname"] for row in listing.people.to_pylist()] == ["Вигаденко"]
    assert listing.rows.to_pylist() == [3]


def test_a_cell_may_have_line_breaks() -> None:
    assert rows('a;b\n"x\ny";z\n') == [("a", "b"), ("x\ny", "z")]


def test_a_stray_quotation_mark_costs_no_other_row() -> None:
    listing = read('Прізвище;Ім\'я\nВигаденко;"Остап\nНеіснюк;Ганна\n"Казкар";Лука\n')
    people = listing.people.to_pylist()
    assert [row["surname"] for row in people] == ["Вигаденко", "Неіснюк", "Казкар"]
    assert people[0]["given"] == '"Остап'
    assert [(fault.row, fault.kind) for fault in listing.faults] == [(2, FaultKind.OPEN_QUOTE)]


cells = st.text(st.sampled_from('абвXYZ019 ";,|\n\t.-'), max_size=8)


class TestWhatOthersWrote:
    """RFC 4180, section 2: cells in quotation marks may contain line breaks, marks (doubled) and separators."""

    @given(st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=8), st.sampled_from(";,\t|"))
    def test_comes_back_cell_by_cell(self, written: list[tuple[str, ...]], separator: str) -> None:
        file = io.StringIO(newline="")
        csv.writer(file, delimiter=separator).writerows(written)
        records = separated._Records("x", file.getvalue(), separator)
        assert [tuple(record) for record in records] == written
        assert records.faults == []


lines = st.lists(
    st.lists(st.sampled_from(["", "a", "Бойко", '"q""q"', '"x;y"', " ", '""', "'", "."]), max_size=4),
    min_size=1,
    max_size=9,
)


class TestBothWays:
    """«The cells are equal», whichever way a text is read (``bulk``)."""

    @given(lines, st.sampled_from(["\n", "\r\n"]), st.booleans())
    def test_fast_and_careful_agree(self, written: list[list[str]], end: str, closed: bool) -> None:
        text = end.join(";".join(line) for line in written) + (end if closed else "")
        fast = bulk.cut(text, ";", LIMITS)
        if fast is None:
            return
        careful = columns_of("x", separated._Records("x", text, ";"), LIMITS, at_once=3)
        width = max(fast.num_columns, careful.num_columns)
        assert _padded(fast.to_pylist(), width) == _padded(careful.to_pylist(), width)

    def test_sound_text_goes_the_fast_way(self) -> None:
        text = "Список\n" + 'a;"b;c";d\n\n1;2;3\n' * 3
        found = bulk.cut(text, ";", LIMITS)
        assert found is not None
        assert [tuple(row.values()) for row in found.slice(0, 4).to_pylist()] == [
            ("Список", "", ""),
            ("a", "b;c", "d"),
            ("", "", ""),
            ("1", "2", "3"),
        ]


def _padded(rows: list[dict[str, str]], width: int) -> list[tuple[str, ...]]:
    return [(*row.values(), *[""] * (width - len(row))) for row in rows]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("a;b\n" * 101, Limits(rows=100)),
        (";" * 101 + "\n1;2\n", Limits(columns=100)),
        ("a;b;c\n" * 40, Limits(cells=100)),
        ("a;" + "x" * 140_000 + "\n1;2\n", LIMITS),
        ("a;b\n" + "x" * 4_000_001, LIMITS),
    ],
    ids=["rows", "columns", "cells", "cell", "line"],
)
def test_what_crosses_a_bound_is_refused_in_a_sentence(text: str, limits: Limits) -> None:
    with pytest.raises(UnreadableError, match="x"):
        rows(text, limits)


def test_a_file_with_nothing_in_it_says_so() -> None:
    with pytest.raises(UnreadableError, match="nothing in it"):
        rows(" ;;\n\n")
