"""``homeward match``: a list against a registry, from files to a file; what people decided stays decided."""

import csv
import json
import sys
from pathlib import Path

import pytest

from homeward.cli import main
from homeward.lists import read_table

# Invented people; the clerk of the other side writes Russian or Latin, shortens, and gets a date wrong.
REGISTRY = [
    ("id", "surname", "given", "patronymic", "sex", "dob", "birthplace", "unit", "tag_no"),
    ("A1", "Вигаденко", "Олександр", "Михайлович", "M", "1990-05-12", "Київ", "А1234", "123456"),
    ("A2", "Неіснюк", "Ганна", "Петрівна", "F", "1985-01-02", "Львів", "А4321", ""),
    ("A3", "Казкарук", "Володимир", "Іванович", "M", "1979-07-30", "Одеса", "", "654321"),
    ("A4", "Казкарук", "Василь", "Іванович", "M", "1981-02-11", "Одеса", "", ""),
    ("A5", "Примарченко", "Микола", "Сергійович", "M", "1995-11-03", "", "А1111", ""),
]
LIST = """Список;;;;
№ п/п;Ф.И.О.;Дата рожд.;в/ч;Жетон
1;Выгаденко Александр Михайлович;12.05.1990;А1234;
2;NEISNIUK Hanna;31.02.1985;;
3;;12.05.1991;;
4;Небылицын Пётр Петрович;01.01.1960;;
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "160")
    with (tmp_path / "registry.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(REGISTRY)
    (tmp_path / "list.csv").write_bytes(LIST.encode("cp1251"))
    return tmp_path


def match(folder: Path, *options: str, out: str = "out.csv") -> int:
    return main(["match", str(folder / "registry.csv"), str(folder / "list.csv"), "--out", str(folder / out), *options])


def answer(folder: Path, name: str = "out.csv") -> dict[str, dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return {row["list_id"]: row for row in csv.DictReader(file)}


def test_every_row_of_the_list_is_in_the_answer_with_its_reasons(folder: Path) -> None:
    assert match(folder, "--yes") == 0
    rows = answer(folder)
    assert list(rows) == ["1", "2", "3", "4"]
    assert (rows["1"]["registry_id"], rows["1"]["outcome"]) == ("A1", "certain")
    assert float(rows["1"]["probability"]) > 0.99
    assert "surname +" in rows["1"]["reasons"]
    assert rows["1"]["listed"] == "Выгаденко Александр Михайлович, 1990-05-12, А1234"
    assert rows["1"]["registered"] == "Вигаденко Олександр Михайлович, 1990-05-12, Київ, А1234, 123456"
    assert rows["2"]["registry_id"] == "A2"
    assert "“31.02.1985” is no day of the calendar" in rows["2"]["reasons"]
    assert (rows["3"]["outcome"], rows["3"]["registry_id"], rows["3"]["probability"]) == ("unread", "", "")
    assert "no name" in rows["3"]["reasons"]
    assert (rows["4"]["outcome"], rows["4"]["registry_id"], rows["4"]["bits"]) == ("nobody", "", "")
    assert [row["row"] for row in rows.values()] == ["3", "4", "5", "6"]


def test_a_person_sees_the_columns_the_outcomes_and_how_many_to_judge(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert match(folder, "--yes") == 0
    said = capsys.readouterr()
    assert "Дата рожд." in said.err
    assert "cp1251" in said.err
    assert "row 4, column “Дата рожд.”: “31.02.1985” is no day of the calendar" in said.err
    assert "row 1 is no person (title): Список" in said.err
    for outcome in ("certain", "to be judged", "nobody", "unread"):
        assert outcome in said.out
    assert "need a person to judge them" in said.out


def test_explain_lays_both_spellings_side_by_side(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert match(folder, "--yes", "--explain") == 0
    lines = capsys.readouterr().out.splitlines()
    surname = next(line.split() for line in lines if line.split()[:1] == ["surname"])
    assert surname[1].lower() == "выгаденко"
    assert surname[2].lower() == "вигаденко"
    assert float(surname[3]) > 1
    assert any("no one in the registry is near" in line for line in lines)


def test_json_holds_lists_outcomes_and_evidence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert match(folder, "--yes", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["list"]["encoding"], said["list"]["people"], said["registry"]["people"]) == ("cp1251", 4, 5)
    assert sum(said["outcomes"].values()) == 4
    first = said["decisions"][0]
    assert first["best"]["registry_id"] == "A1"
    evidence = {each["field"]: each for each in first["best"]["evidence"]}
    assert evidence["born"]["bits"] > 0
    total = sum(each["bits"] for each in first["best"]["evidence"] if each["field"] != "prior")
    assert total == pytest.approx(first["best"]["bits"], abs=0.05)


class TestJudged:
    def test_what_a_person_filled_in_is_never_overridden(self, folder: Path) -> None:
        (folder / "judged.csv").write_text(
            "list_id;registry_id;judged\n1;A1;different\n2;;same\n4;A5;same\n", encoding="utf-8"
        )
        assert match(folder, "--yes", "--judged", str(folder / "judged.csv")) == 0
        rows = answer(folder)
        assert rows["1"]["registry_id"] != "A1"
        assert rows["1"]["not_these"] == "A1"
        assert (rows["2"]["outcome"], rows["2"]["registry_id"], rows["2"]["judged"]) == ("nobody", "", "same")
        assert (rows["4"]["outcome"], rows["4"]["registry_id"], rows["4"]["judged"]) == ("certain", "A5", "same")
        assert "a person decided so" in rows["4"]["reasons"]

    def test_the_answer_can_be_taken_back_again_and_again(self, folder: Path) -> None:
        (folder / "judged.csv").write_text("list_id;registry_id;judged\n1;A1;different\n4;A5;same\n", encoding="utf-8")
        assert match(folder, "--yes", "--judged", str(folder / "judged.csv"), out="first.xlsx") == 0
        assert match(folder, "--yes", "--judged", str(folder / "first.xlsx"), out="second.xlsx") == 0
        columns = ["list_id", "registry_id", "outcome", "judged", "not_these"]
        first, second = (
            [row.cells for row in read_table(folder / name, columns)] for name in ("first.xlsx", "second.xlsx")
        )
        assert first == second
        assert first[3] == ("4", "A5", "certain", "same", "")

    @pytest.mark.parametrize(
        ("row", "said"),
        [("1;A1;maybe", "row 2: “maybe” is no decision"), ("1;;different", "different from whom"), ("9;A1;same", "9")],
    )
    def test_what_is_no_decision_is_an_error(
        self, folder: Path, row: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "judged.csv").write_text(f"list_id;registry_id;judged\n{row}\n", encoding="utf-8")
        assert match(folder, "--yes", "--judged", str(folder / "judged.csv")) == 2
        assert said in capsys.readouterr().err
        assert not (folder / "out.csv").exists()


class TestQuestion:
    def test_who_says_no_is_told_how_to_say_it_better_and_nothing_is_written(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", _Terminal(["perhaps\n", "n\n"]))
        assert match(folder) == 1
        said = capsys.readouterr().err
        assert "Are these columns right? [y/n]" in said
        assert "--mapping-list" in said
        assert not (folder / "out.csv").exists()

    def test_who_says_yes_is_answered(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", _Terminal(["так\n"]))
        assert match(folder) == 0
        assert len(answer(folder)) == 4

    def test_without_a_terminal_it_goes_on_and_says_so(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert match(folder) == 0
        assert "no terminal to ask on" in capsys.readouterr().err


class _Terminal:
    """Standard input on which somebody types these lines."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self.lines.pop(0) if self.lines else ""


def test_a_mapping_says_which_column_is_which(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mapping.toml").write_text('full_name = "#2"\nborn = ""\n', encoding="utf-8")
    assert match(folder, "--yes", "--mapping-list", str(folder / "mapping.toml")) == 0
    assert "you said so" in capsys.readouterr().err
    assert answer(folder)["1"]["listed"] == "Выгаденко Александр Михайлович, А1234"
    (folder / "mapping.toml").write_text('full_name = "ФОИ"\n', encoding="utf-8")
    assert match(folder, "--yes", "--mapping-list", str(folder / "mapping.toml")) == 2
    assert "did you mean “Ф.И.О.”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--out", "answer.doc"], "written as"),
        (["--out", "no/such/folder.csv"], "no folder"),
        (["--judged", "none.csv"], "no such file"),
        (["--sheet-list", "Аркуш9"], "no sheet"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    folder: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert match(folder, "--yes", *options) == 2
    assert said in capsys.readouterr().err
