"""A whole list, as a tired clerk writes it: titles, headings over two rows, sums, and every fault named by its row."""

from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.lists import (
    Fault,
    FaultKind,
    Field,
    Format,
    Kept,
    MappingError,
    UnreadableError,
    left_out,
    read_list,
    told,
)
from homeward.lists.words import letter
from tests.lists.made import ROWS, TODAY, Rows, ods, parquet, read, text, xls, xlsx

CLERK = """Список військовополонених;;;;
станом на 01.11.2026;;;;
;;;;
№ п/п;Прізвище, ім'я, по батькові;"Дата
народж.";Стать;в/ч
1;2;3;4;5
1;Вигаденко  Остап Романович;12.05.1990;ч;А1234
2;Неіснюк\u00a0Ганна;31.02.1985;ж;"в/ч
А1111"
3;Казкар Лука;l2.О5.199О;?;А1;зайве

№ п/п;Прізвище, ім'я, по батькові;"Дата
народж.";Стать;в/ч
4;;05.1990;x;
Всього: 4 особи;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-u"])
def test_a_tired_clerks_list_loses_nobody(encoding: str) -> None:
    # KOI8 has no №; its clerks write No
    listing = read((CLERK.replace("№", "No") if encoding == "koi8-u" else CLERK).encode(encoding))
    assert listing.people.select(["id", "full_name", "sex", "born", "unit"]).to_pylist() == [
        {"id": "1", "full_name": "Вигаденко Остап Романович", "sex": "M", "born": "1990-05-12", "unit": "А1234"},
        {"id": "2", "full_name": "Неіснюк Ганна", "sex": "F", "born": "1985", "unit": "в/ч А1111"},
        {"id": "3", "full_name": "Казкар Лука", "sex": "", "born": "1990-05-12", "unit": "А1"},
        {"id": "4", "full_name": "", "sex": "", "born": "1990-05", "unit": ""},
    ]
    assert listing.rows.to_pylist() == [6, 7, 8, 11]
    assert [(fault.row, fault.kind) for fault in listing.faults] == [
        (7, FaultKind.DATE_IMPOSSIBLE),
        (8, FaultKind.LETTERS_FOR_DIGITS),
        (8, FaultKind.CELLS_BEYOND),
        (11, FaultKind.SEX_UNREADABLE),
        (11, FaultKind.NO_NAME),
    ]
    assert [(row.row, row.why) for row in listing.left_out] == [
        (1, Kept.TITLE),
        (2, Kept.TITLE),
        (5, Kept.NUMBERING),
        (10, Kept.HEADINGS),
        (12, Kept.TOTAL),
    ]


def test_what_was_written_stays_beside_what_was_understood() -> None:
    listing = read(CLERK)
    assert listing.cell(1, Field.BORN) == "31.02.1985"
    assert listing.cell(0, Field.FULL_NAME) == "Вигаденко  Остап Романович"
    assert listing.cell(0, Field.BIRTHPLACE) == ""
    assert listing.written.num_rows == len(listing)
    assert {fault.position for fault in listing.faults_at[2]} == {2}


def test_a_fault_is_told_with_its_place_and_what_to_do() -> None:
    listing = read(CLERK)
    assert told(listing.faults[0]) == (
        "row 7, column “Дата народж.”: “31.02.1985” is no day of the calendar; only the year 1985 was taken, ask for "
        "the day."
    )
    assert left_out(listing.left_out[-1]) == "row 12 is no person (sum): Всього: 4 особи"


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_can_be_told(kind: FaultKind) -> None:
    said = told(Fault(7, 0, Field.BORN, "Дата\nнар.", kind, "{cell}\x1b[2J", "1990"))
    assert said.startswith("row 7, column “Дата нар.”: ")
    assert "\x1b" not in said


@pytest.mark.parametrize(("make", "kind"), [(xlsx, Format.XLSX), (xls, Format.XLS), (ods, Format.ODS)])
def test_spreadsheets_are_read_as_people_see_them(make: Callable[[Rows], bytes], kind: Format) -> None:
    listing = read(make([("Список осіб",), (None,), *ROWS]), "whatever.bin")
    assert listing.format is kind
    assert listing.people.select(["surname", "given", "patronymic", "born", "sex", "number"]).to_pylist() == [
        {
            "surname": "Вигаденко",
            "given": "Остап",
            "patronymic": "Романович",
            "born": "1990-05-12",
            "sex": "M",
            "number": "123456",
        },
        {
            "surname": "Неіснюк",
            "given": "Ганна",
            "patronymic": "Петрівна",
            "born": "1985-01-02",
            "sex": "F",
            "number": "7654321",
        },
    ]
    assert listing.rows.to_pylist() == [4, 5]
    assert not listing.faults


class TestSheets:
    NOTES: Rows = (("Примітки до списку",), ("Зібрано з різних джерел",))

    def test_the_sheet_with_the_list_is_found_and_the_others_are_named(self) -> None:
        data = xlsx(self.NOTES, ("Люди", ROWS), ("Стара", ROWS[:2]), hidden=["Стара"])
        listing = read(data)
        assert listing.sheet == "Люди"
        assert listing.other_sheets == ("Аркуш1", "Стара")
        assert len(read(data, sheet="Стара")) == 1
        with pytest.raises(MappingError, match=r"no sheet “Нема”.*“Люди”"):
            read(data, sheet="Нема")


def test_headings_merged_over_two_rows_are_one() -> None:
    listing = read(
        text(
            [
                ("№", "Прізвище, ім'я, по батькові", "", "", "Дата", ""),
                ("", "Прізвище", "Ім'я", "По батькові", "народження", "полону"),
                ("1", "Вигаденко", "Остап", "Романович", "12.05.1990", "01.02.2024"),
                ("2", "Неіснюк", "Ганна", "Петрівна", "02.01.1985", "01.02.2024"),
            ]
        )
    )
    assert listing.people.select(["surname", "given", "patronymic", "born"]).to_pylist()[0] == {
        "surname": "Вигаденко",
        "given": "Остап",
        "patronymic": "Романович",
        "born": "1990-05-12",
    }
    assert listing.headings[4] == "Дата / народження"


def test_rows_without_an_id_are_known_by_their_number_and_ids_given_twice_are_named() -> None:
    listing = read("id;ПІБ\nA1;Вигаденко Остап\n;Неіснюк Ганна\nA1;Казкар Лука\n")
    assert listing.people.column("id").to_pylist() == ["A1", "3", "A1 (row 4)"]
    assert [(fault.row, fault.kind, fault.taken) for fault in listing.faults] == [
        (3, FaultKind.NO_ID, "3"),
        (4, FaultKind.REPEATED_ID, "A1 (row 4)"),
    ]


def test_a_place_beside_a_date_of_birth_is_a_place_of_birth() -> None:
    listing = read("ПІБ;Дата і місце народження\nВигаденко Остап;12.05.1990, с. Вигадане\nНеіснюк Ганна;1985\n")
    assert listing.people.column("birthplace").to_pylist() == ["с. Вигадане", ""]
    assert listing.people.column("born").to_pylist() == ["1990-05-12", "1985"]


def test_numbers_that_a_spreadsheet_program_shortened_are_named() -> None:
    listing = read("ПІБ;Жетон\nВигаденко Остап;1,23457E+11\nНеіснюк Ганна;123456.0\n")
    assert listing.people.column("number").to_pylist() == ["1,23457E+11", "123456"]
    assert [fault.kind for fault in listing.faults] == [FaultKind.NUMBER_SHORTENED]


def test_lost_letters_are_named_by_cell() -> None:
    data = "ПІБ;Стать\nВигаденко Остап;ч\nНеіснюк Ганна;ж\n".encode()
    at = data.index("Остап".encode())
    listing = read(data[:at] + b"\xff" + data[at + 1 :])
    assert [(fault.row, fault.column, fault.kind) for fault in listing.faults] == [
        (2, "ПІБ", FaultKind.LOST_CHARACTERS)
    ]


def test_a_surname_that_is_also_a_word_for_sums_stays_a_person() -> None:
    listing = read("Прізвище;Ім'я;Дата народження\nСума;Остап;12.05.1990\nСума;Ганна;\nРазом;2;\n")
    assert listing.people.column("given").to_pylist() == ["Остап", "Ганна"]
    assert [row.why for row in listing.left_out] == [Kept.TOTAL]


def test_columns_are_lettered_as_spreadsheet_programs_do() -> None:
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_file_is_read_by_its_bytes_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(parquet({"surname": ["Вигаденко"], "given": ["Остап"]}))
    assert read_list(path, today=TODAY).format is Format.PARQUET


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nothing in it"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "web page"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 999 + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        ("ПІБ;Стать\n".encode(), "no rows of people"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read(data)


def test_a_file_that_is_not_there_or_no_file_costs_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        read_list(tmp_path / "none.csv", today=TODAY)
    with pytest.raises(UnreadableError, match="not a file"):
        read_list(tmp_path, today=TODAY)
