"""A list is read, compared, looked at and taken in."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from homeward.node.accounts.roles import Role
from homeward.node.jobs.models import Job
from homeward.node.jobs.worker import drain
from homeward.node.people import importing
from homeward.node.people.importing import ImportingError, Plan
from homeward.node.people.models import Fact, Import, ImportRow, Person, Source, Spelling
from tests.node.cast import somebody

pytestmark = pytest.mark.django_db
TODAY = date(2025, 5, 10)
LIST = """№;Прізвище;Ім'я;По батькові;Дата народження;Звання;Місце утримання;Особистий номер
1;Ясний;Остап;Романович;17.05.1990;солдат;колонія 7;EX-1
2;Дубовий;Назар;Іванович;05.1988;сержант;;EX-2
3;Черешня;Олег;Петрович;45.45.1991;солдат;;EX-3
4;;;;12.03.1985;солдат;;EX-4
"""


def given(text: str | bytes = LIST, name: str = "list.csv", **options: object) -> Import:
    user = somebody(Role.COORDINATION)
    source = Source.objects.create(kind=Source.Kind.LIST, title="List of 9 May", dated="2025-05-09", recorded_by=user)
    data = text.encode() if isinstance(text, str) else text
    known = {"holding": "sought", "party": "ukraine", "category": "servicemen"}
    made = importing.give(user, name, data, source, TODAY, **{**known, **options})  # type: ignore[arg-type]
    drain()
    made.refresh_from_db()
    return made


def taken(of: Import) -> None:
    importing.take_in(somebody(Role.COORDINATION), of)
    drain()
    of.refresh_from_db()


def plans(of: Import) -> list[str]:
    return list(of.entries.values_list("plan", flat=True))


def test_reading_a_list_changes_nothing_and_says_what_would() -> None:
    of = given()
    assert (of.state, of.rows) == ("ready", 4)
    assert plans(of) == ["add", "add", "bad", "bad"]
    assert {column["heading"]: column["field"] for column in of.columns}["Звання"] == "rank"
    assert not Person.objects.exists()


def test_what_is_taken_in_is_a_person_whose_every_fact_has_its_source() -> None:
    of = given()
    taken(of)
    person = Person.objects.get(service_number="EX-1")
    assert (person.name, person.birth, person.rank, person.site) == (
        "Ясний Остап Романович", "1990-05-17", "солдат", "колонія 7",
    )  # fmt: skip
    assert (person.holding, person.party, person.category, person.standing) == (
        "sought", "ukraine", "servicemen", "missing",
    )  # fmt: skip
    fact = person.facts.get()
    assert fact.values["birth"] == "1990-05-17"
    assert fact.source.title == "List of 9 May"
    assert fact.recorded_by.username == "oksana"
    assert Person.objects.get(service_number="EX-2").birth == "1988-05"
    assert of.state == "done"
    assert bytes(of.data) == b""
    assert all(not row.cells for row in of.entries.filter(done=True))


def test_bad_rows_stay_aside_with_their_reasons_and_are_tried_again_when_mended() -> None:
    of = given()
    taken(of)
    assert Person.objects.count() == 2
    dated, nameless = of.entries.filter(plan=Plan.BAD)
    assert dated.faults[0][0] == "date_impossible"
    assert nameless.faults[0][0] == "no_name"
    importing.mend(dated, {"birth": "12.04.1991"}, TODAY)
    with pytest.raises(ImportingError, match="no name"):
        importing.mend(nameless, {"rank": "солдат"}, TODAY)
    importing.mend(nameless, {"surname": "Лелеченко", "given": "Ігор"}, TODAY)
    taken(of)
    assert Person.objects.get(surname="Черешня").birth == "1991-04-12"
    assert Person.objects.get(surname="Лелеченко").birth == "1985-03-12"
    assert Person.objects.count() == 4


def test_a_known_person_gets_what_is_new_and_another_spelling_and_keeps_the_rest() -> None:
    taken(given())
    russian = (
        "Фамилия;Имя;Отчество;Дата рождения;Звание;Личный номер;Имя отца\n"
        "ЯСНЫЙ;ОСТАП;РОМАНОВИЧ;17.05.1990;рядовой;EX-1;Роман\n"
    )
    of = given(russian, "их список.csv")
    row = of.entries.get()
    assert (row.plan, row.person) == ("change", Person.objects.get(service_number="EX-1"))
    taken(of)
    person = Person.objects.get(service_number="EX-1")
    assert (person.surname, person.rank, person.father) == ("Ясний", "солдат", "Роман")
    assert Spelling.objects.get().name == "ЯСНЫЙ ОСТАП РОМАНОВИЧ"
    assert {tuple(fact.values): fact.counts for fact in person.facts.all()[1:]} == {("father",): True, ("rank",): False}


def test_where_the_list_is_newer_its_word_counts() -> None:
    taken(given())
    of = given(
        "Прізвище;Ім'я;По батькові;Дата народження;Звання\nЯсний;Остап;Романович;17.05.1990;сержант\n", newer=True
    )
    taken(of)
    assert Person.objects.get(service_number="EX-1").rank == "сержант"


def test_the_same_list_again_says_nothing_new() -> None:
    taken(given())
    facts = Fact.objects.count()
    of = given()
    taken(of)
    assert (Person.objects.count(), Fact.objects.count()) == (2, facts)
    assert plans(of) == ["same", "same", "bad", "bad"]


def test_a_row_that_may_be_somebody_waits_for_a_person_to_say() -> None:
    taken(given())
    of = given("ПІБ;Рік народження\nЯсний О. Р.;1990\n")
    row = of.entries.get()
    assert (row.plan, row.person) == ("unsure", Person.objects.get(service_number="EX-1"))
    taken(of)
    assert Person.objects.count() == 2
    row.refresh_from_db()
    importing.decide(row, "other")
    taken(of)
    assert Person.objects.count() == 3


def test_a_name_in_one_column_is_parted_as_it_is_written() -> None:
    of = given("ПІБ;Дата народження\nДЕРЕВ'ЯНКО Микола Іванович;1990\nОстап Верболаз;1991\n")
    first, second = (row.cells for row in of.entries.all())
    assert (first["surname"], first["given"], first["patronymic"]) == ("ДЕРЕВ'ЯНКО", "Микола", "Іванович")
    assert (second["surname"], second["given"]) == ("Верболаз", "Остап")


def test_columns_can_be_chosen_until_the_list_is_taken_in() -> None:
    of = given("Ім'я;Прізвище;Звання\nЯсний;Остап;солдат\n")
    importing.remap(somebody(Role.COORDINATION), of, {"surname": "#1", "given": "#2", "rank": ""})
    drain()
    of.refresh_from_db()
    assert of.state == "ready"
    assert of.entries.get().cells == {"surname": "Ясний", "given": "Остап"}
    taken(of)
    with pytest.raises(ImportingError):
        importing.remap(somebody(Role.COORDINATION), of, {})


def test_spreadsheets_are_read_too() -> None:
    book = Workbook()
    for row in (["Surname", "First names", "Date of birth", "Rank"], ["Yasnyi", "Ostap", date(1990, 5, 17), "private"]):
        book.active.append(row)
    data = BytesIO()
    book.save(data)
    of = given(data.getvalue(), "list.xlsx")
    assert of.entries.get().cells["birth"] == "1990-05-17"


def test_a_file_that_is_no_list_fails_with_the_reason() -> None:
    of = given(b"%PDF-1.4", "scan.pdf")
    job = Job.objects.get(pk=of.job)
    assert job.state == "failed"
    assert "PDF" in job.outcome


def test_a_list_that_is_dropped_leaves_no_cell_behind() -> None:
    of = given()
    importing.drop(somebody(Role.COORDINATION), of)
    assert not ImportRow.objects.exists()
    assert bytes(Import.objects.get().data) == b""
