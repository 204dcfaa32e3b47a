"""Which column is which field: by its heading in three languages, by its cells, or because somebody said so."""

import pytest

from homeward.lists import DOUBTFUL, FaultKind, Field, MappingError, Why
from homeward.lists.headings import folded, meaning
from tests.lists.made import beside, parquet, read, text

HEADINGS = {
    Field.SURNAME: ["Прізвище", "ПРІЗВИЩЕ", "Пpiзвищe", "Фамилия", "Surname", "LAST NAME", "last_name", "Прозвішча"],
    Field.GIVEN: ["Ім'я", "Імʼя", "Имя", "first_name", "Given names", "Власне ім’я"],
    Field.PATRONYMIC: ["По батькові", "Отчество", "по-батькові", "Patronymic", "Middle name"],
    Field.FULL_NAME: [
        "ПІБ",
        "П.І.Б.",
        "Ф.И.О.",
        "ФИО",
        "Прізвище, ім'я, по батькові",
        "Full name",
        "Фамилия И. О. (ФИО)",
    ],
    Field.BORN: [
        "Дата народження",
        "д.н.",
        "Д/Н",
        "Дата\nнарод-\nження",
        "Дата рожд.",
        "DOB",
        "Date of birth",
        "Рік народж.",
    ],
    Field.SEX: ["Стать", "Пол", "Sex", "Gender"],
    Field.BIRTHPLACE: ["Місце народження", "Место рожд.", "Place of birth", "Уродженець"],
    Field.UNIT: ["в/ч", "В. ч.", "№ в/ч", "Військова частина", "Воинская часть", "Unit"],
    Field.NUMBER: ["Жетон №", "Особистий номер", "Личный номер", "tag_no", "Service number"],
    Field.ID: ["id", "qid", "№ п/п", "№"],
}
NONE_OF_OURS = [
    "Дата взяття в полон",
    "Прізвище матері",
    "Звання",
    "Дата смерти",
    "Date of capture",
    "script",
    "Телефон родичів",
]


@pytest.mark.parametrize(
    ("heading", "field"), [(heading, field) for field, ways in HEADINGS.items() for heading in ways]
)
def test_a_heading_says_what_it_is(heading: str, field: Field) -> None:
    said = meaning(heading)
    assert said is not None
    assert said.field is field


@pytest.mark.parametrize("heading", NONE_OF_OURS)
def test_a_heading_of_something_else_is_not_taken_for_ours(heading: str) -> None:
    said = meaning(heading)
    assert said is not None
    assert said.field is None


def test_words_nobody_knows_say_nothing() -> None:
    assert meaning("Абракадабра") is None
    assert folded("  «ПІБ»  ") == "піб"


def test_the_columns_of_the_shared_generator_need_no_mapping() -> None:
    listing = read(
        "qid,script,full_name,surname,given,patronymic,sex,dob,birthplace,unit,tag_no\n"
        "B1,ru,Вигаденко Остап,Вигаденко,Остап,,M,1990-05-12,,А1234,123456\n"
    )
    assert {guess.field for guess in listing.guesses} == set(Field)
    assert all(guess.sure > 0.9 for guess in listing.guesses)
    assert not listing.faults


@pytest.mark.skipif(not (beside(2) / "matching/gen_lists.py").exists(), reason="the shared generator is not here")
def test_the_shared_generator_still_has_these_columns() -> None:
    source = (beside(2) / "matching/gen_lists.py").read_text("utf-8")
    for name in (
        "qid",
        "id",
        "full_name",
        "surname",
        "given",
        "patronymic",
        "sex",
        "dob",
        "birthplace",
        "unit",
        "tag_no",
    ):
        assert f"'{name}'" in source
        assert (said := meaning(name)) is not None
        assert said.field is not None


def test_without_headings_the_cells_are_asked_and_the_answer_is_doubtful() -> None:
    listing = read(
        "Вигаденко;Остап;Романович;12.05.1990;ч;А1234\nНеіснюк;Ганна;Петрівна;01.02.1985;ж;А4321\n"
        "Казкар;Іван;Іванович;03.04.1979;ч;А1111\n"
    )
    assert [(guess.field, guess.column, guess.why) for guess in listing.guesses] == [
        (Field.SURNAME, 0, Why.VALUES),
        (Field.GIVEN, 1, Why.VALUES),
        (Field.PATRONYMIC, 2, Why.VALUES),
        (Field.SEX, 4, Why.VALUES),
        (Field.BORN, 3, Why.VALUES),
        (Field.UNIT, 5, Why.VALUES),
    ]
    assert all(guess.sure < DOUBTFUL for guess in listing.guesses)
    assert len(listing) == 3


def test_a_town_is_no_surname_where_a_word_stands_beside_the_given_name() -> None:
    listing = read("Київ;Вигаденко;Олена\nЛьвів;Неіснюк;Ганна\nОдеса;Казкар;Іван\n")
    assert [(guess.field, guess.column) for guess in listing.guesses] == [(Field.SURNAME, 1), (Field.GIVEN, 2)]


def test_headings_nobody_knows_are_still_headings() -> None:
    listing = read("Хто;Коли\nВигаденко Остап;12.05.1990\nНеіснюк Ганна;01.02.1985\nКазкар Іван;03.04.1979\n")
    assert listing.headings == ("Хто", "Коли")
    assert [(guess.field, guess.heading) for guess in listing.guesses] == [
        (Field.FULL_NAME, "Хто"),
        (Field.BORN, "Коли"),
    ]
    assert len(listing) == 3


def test_a_heading_that_its_cells_belie_is_doubtful() -> None:
    listing = read("ПІБ;Дата народження\nВигаденко Остап;Київ\nНеіснюк Ганна;Львів\n")
    born = next(guess for guess in listing.guesses if guess.field is Field.BORN)
    assert born.fits == 0
    assert born.sure < DOUBTFUL


def test_the_surer_of_two_columns_is_taken() -> None:
    listing = read("Номер;id;ПІБ\n1;A7;Вигаденко Остап\n2;A9;Неіснюк Ганна\n")
    assert listing.people.column("id").to_pylist() == ["A7", "A9"]


def test_a_running_number_that_starts_anew_is_nobodys_id() -> None:
    listing = read("№ п/п;ПІБ\n1;Вигаденко Остап\n2;Неіснюк Ганна\n1;Казкар Іван\n")
    assert listing.people.column("id").to_pylist() == ["2", "3", "4"]
    assert not listing.faults


class TestMapping:
    CELLS = text([("A", "B", "C"), ("Вигаденко", "Остап", "1990"), ("Неіснюк", "Ганна", "1985")])

    def test_what_somebody_says_goes_before_what_is_guessed(self) -> None:
        listing = read("Прізвище;Ім'я\nОстап;Вигаденко\n", mapping={Field.SURNAME: "ім'я", Field.GIVEN: "#1"})
        assert listing.people.to_pylist()[0]["surname"] == "Вигаденко"
        assert listing.people.to_pylist()[0]["given"] == "Остап"
        assert {guess.why for guess in listing.guesses} == {Why.MAPPING}

    def test_a_row_that_holds_the_headings_named_is_the_headings(self) -> None:
        listing = read(self.CELLS, mapping={Field.SURNAME: "A", Field.GIVEN: "B"})
        assert listing.people.column("surname").to_pylist() == ["Вигаденко", "Неіснюк"]

    def test_a_field_can_be_said_to_have_no_column(self) -> None:
        listing = read("ПІБ;Стать\nВигаденко Остап;?!\n", mapping={Field.SEX: ""})
        assert [guess.field for guess in listing.guesses] == [Field.FULL_NAME]
        assert not listing.faults

    def test_a_column_that_is_not_there_is_an_error_with_a_suggestion(self) -> None:
        with pytest.raises(MappingError, match="did you mean “Прізвище”"):
            read("Прізвище;Ім'я\nВигаденко;Остап\n", mapping={Field.SURNAME: "Призвище"})
        with pytest.raises(MappingError, match="#9"):
            read("Прізвище;Ім'я\nВигаденко;Остап\n", mapping={Field.SURNAME: "#9"})

    def test_one_column_is_not_two_fields(self) -> None:
        with pytest.raises(MappingError, match="cannot be both"):
            read("Прізвище;Ім'я\nВигаденко;Остап\n", mapping={Field.SURNAME: "#1", Field.GIVEN: "Прізвище"})


def test_a_column_with_the_month_first_is_read_so_throughout() -> None:
    listing = read("Full name;DOB\nA B;05/12/1990\nC D;05/25/1990\nE F;11/30/1985\nG H;12/31/1985\nI J;12/13/1985\n")
    assert listing.month_first
    assert listing.people.column("born").to_pylist()[0] == "1990-05-12"


def test_parquet_columns_of_any_kind_are_read_as_text() -> None:
    import datetime as dt

    listing = read(
        parquet(
            {
                "surname": ["Вигаденко", None],
                "given": ["Остап", "Ганна"],
                "dob": [dt.date(1990, 5, 12), None],
                "tag_no": [123456.0, None],
                "sex": ["M", "F"],
            }
        ),
        "list.parquet",
    )
    first, second = listing.people.to_pylist()
    assert (first["born"], first["number"], first["sex"]) == ("1990-05-12", "123456", "M")
    assert (second["surname"], second["born"], second["number"]) == ("", "", "")
    assert listing.rows.to_pylist() == [1, 2]
    assert not [fault for fault in listing.faults if fault.kind is FaultKind.DATE_UNREADABLE]


@pytest.mark.parametrize(
    "written",
    [
        "Вигаденко Остап Романович 12.05.1990\nНеіснюк Ганна Петрівна 1985\n",
        "1. Вигаденко Остап Романович, 12.05.1990 р.н.\n2. Неіснюк Ганна Петрівна, 1985 р.н.\n",
    ],
)
def test_a_name_and_a_date_in_one_cell_are_parted(written: str) -> None:
    listing = read(written)
    assert listing.people.select(["full_name", "born"]).to_pylist() == [
        {"full_name": "Вигаденко Остап Романович", "born": "1990-05-12"},
        {"full_name": "Неіснюк Ганна Петрівна", "born": "1985"},
    ]


def test_names_that_nobody_knows_are_taken_for_names_if_nothing_else_is_and_doubted() -> None:
    listing = read("Якийсь Цванг\n\nОтакий Бжень\n")
    assert listing.people.column("full_name").to_pylist() == ["Якийсь Цванг", "Отакий Бжень"]
    assert listing.guesses[0].sure < DOUBTFUL


def test_a_column_headed_name_beside_surnames_is_the_given_name() -> None:
    listing = read("Surname;Name\nВигаденко;Остап\n")
    assert [guess.field for guess in listing.guesses] == [Field.SURNAME, Field.GIVEN]


def test_sexes_in_the_codes_of_iso_5218_are_read() -> None:
    listing = read("ПІБ;Стать\nВигаденко Остап;1\nНеіснюк Ганна;2\nКазкар Лука;0\n")
    assert listing.people.column("sex").to_pylist() == ["M", "F", ""]
    assert not listing.faults
