"""What short Ukrainian and Russian reports leave to be understood."""

from datetime import date

import pytest

from homeward.reading import Claim, Document, Kind
from homeward.reading.grammar.reader import ruled as read


def claims(code: str, text: str, published: str = "2025-06-26") -> tuple[Claim, ...]:
    opening = {"uk": "Обмін полоненими\n", "ru": "Обмен пленными\n"}[code]
    return read(Document("page", opening + text, code, published=date.fromisoformat(published))).claims


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # a number behind its noun
        ("ru", "Из плена вернулись 77 воинов. Офицеров девять.", ("breakdown", 9, None, "officers")),
        (
            "uk",
            "Вернулися 77 воїнів. Рядових і сержантів 68.",
            ("breakdown", 68, "to_ukraine", "privates and sergeants"),
        ),
        # what they did, and where they serve
        (
            "uk",
            "Повернулися 58 бранок. 35 служили в ЗСУ, 12 у теробороні.",
            ("breakdown", 12, "to_ukraine", "servicemen"),
        ),
        ("ru", "Вернулся 51 украинец. 44 из них обороняли город.", ("breakdown", 44, "to_ukraine", "servicemen")),
        # captive is said of soldiers, wounded of a nation, residents of a region
        ("ru", "На Украину вернулись 30 пленных солдат.", ("transfer", 30, "to_ukraine", "servicemen")),
        ("ru", "Москва получила 15 раненых россиян.", ("transfer", 15, "to_russia", "servicemen")),
        (
            "ru",
            "Вернулись 60 российских бойцов. Пятеро из них — жители Пермского края.",
            ("breakdown", 5, "to_russia", "servicemen"),
        ),
        # who was given bodies gives others back
        ("ru", "Украине отдали 900 тел, а Киев вернул тела 35 бойцов.", ("bodies", 35, "to_russia", "bodies")),
        ("ru", "Украина вернула 38 тел россиян, Россия — 250 тел.", ("bodies", 250, "to_ukraine", "bodies")),
        ("ru", "Стороны обменялись телами: Украине вернули 90, России 14.", ("bodies", 14, "to_russia", "bodies")),
        (
            "ru",
            "Украине отдали 90 тел. Всего Украине отданы останки 9 тыс. погибших.",
            ("cumulative", 9000, "to_ukraine", "bodies"),
        ),
        # the goal beside a dash
        ("ru", "Пятеро детей уехали на Украину, двое детей — в Россию.", ("transfer", 2, "to_russia", "children")),
        ("uk", "В Україну повернулися 52 людини, до РФ — 50 бійців.", ("transfer", 50, "to_russia", "servicemen")),
        # whose own people
        (
            "ru",
            "Россия вернула 20 своих бойцов и отдала Киеву столько же солдат.",
            ("transfer", 20, "to_russia", "servicemen"),
        ),
        ("ru", "Дома ещё 30 украинских солдат, а за два дня — 50.", ("cumulative", 50, "to_ukraine", "servicemen")),
        # terms, and what was before
        ("ru", "В Женеве договорились о формуле «50 на 50».", ("agreement", 50, "each_side", "prisoners")),
        (
            "ru",
            "Вернулись 70 россиян. Последний был 29 мая: Украина получила 60 тел.",
            ("previous_exchange", 60, "to_ukraine", "bodies"),
        ),
        (
            "ru",
            "Дома 30 россиян. Накануне, 25 июня, было «20 на 20».",
            ("previous_exchange", 20, "each_side", "prisoners"),
        ),
        # an agreement that only tells by what the exchange was held
        (
            "ru",
            "По обмену, о котором условились в Стамбуле, вернулись 15 российских бойцов.",
            ("transfer", 15, "to_russia", "servicemen"),
        ),
        # each side's behind the sum, and all that a mediator has helped
        (
            "ru",
            "ОАЭ сообщили о посредничестве: обменяны 60 человек, по 30 с каждой стороны.",
            ("transfer", 30, "each_side", "prisoners"),
        ),
        # who is refused
        ("ru", "Киев отказался от 700 пленных солдат, сказал чиновник.", ("plan", 700, "to_ukraine", "servicemen")),
        ("uk", "Київ відмовився від 700 полонених, сказав чиновник.", ("plan", 700, "to_ukraine", "prisoners")),
        # a group for a group
        (
            "ru",
            "Возвращена группа российских бойцов, взамен отдана группа украинских солдат.",
            ("transfer", None, "to_ukraine", "servicemen"),
        ),
        # a mediator sums both sides
        (
            "ru",
            "Украина и РФ условились обменять 314 пленных, заявил Уиткофф.",
            ("agreement", 314, "both_total", "prisoners"),
        ),
    ],
)
def test_people_are_counted(code: str, text: str, expected: tuple[str, int | None, str | None, str]) -> None:
    found = {(c.kind, c.count, c.direction, c.category) for c in claims(code, text)}
    assert expected in found


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", "Обмен, назначенный на 24 июня, сорвался.", ("plan", "2025-06-24", None)),
        ("uk", "Обмін, призначений на 24 червня, зірвали.", ("plan", "2025-06-24", None)),
        (
            "ru",
            "Вернулись 10 россиян. Самолёт с ними сел в Подмосковье.",
            ("location", "2025-06-26", "Moscow region"),
        ),
        ("uk", "Повернулися 10 росіян. Їх доставили в Москву.", ("location", "2025-06-26", "Moscow")),
        ("ru", "Всего, по данным РФ, за это время прошло 17 раундов обмена.", ("ordinal", None, "17 since 2022")),
        ("ru", "Прошёл 71-й обмен. Он стал первым в этом году.", ("ordinal", "2025-06-26", "1 in 2025")),
        (
            "ru",
            "Стороны вернули по 15 военных, об этом условились 2 июня в Стамбуле.",
            ("agreement", "2025-06-26", "Istanbul 2025-06-02"),
        ),
        ("uk", "Повернулися 10 росіян. Домовилися про це в Абу-Дабі.", ("agreement", None, "Abu Dhabi")),
        (
            "ru",
            "Вернулись 10 россиян. Обмен согласован на переговорах в Абу-Даби.",
            ("agreement", None, "Abu Dhabi"),
        ),
        (
            "ru",
            "Вернулись 10 россиян. Они находятся на территории Республики Белоруссия.",
            ("location", "2025-06-26", "Belarus"),
        ),
        ("ru", "Стороны провели первый в 2025 году обмен.", ("ordinal", "2025-06-26", "1 in 2025")),
        (
            "ru",
            "Прошёл обмен 90 на 90. Основа обмена — договорённости, достигнутые 2 июня в Стамбуле.",
            ("agreement", "2025-06-26", "Istanbul 2025-06-02"),
        ),
        (
            "ru",
            "Посредниками, как сообщает Минобороны РФ, стали Объединённые Арабские Эмираты.",
            ("mediator", None, "UAE"),
        ),
        (
            "ru",
            "Дома 70 россиян. Прошлый раз пленными менялись в октябре 2024 года.",
            ("previous_exchange", "2024-10", None),
        ),
    ],
)
def test_what_is_told_without_a_count(code: str, text: str, expected: tuple[str, str | None, str | None]) -> None:
    found = {(c.kind, c.exchange_date, c.value) for c in claims(code, text)}
    assert expected in found


def test_the_day_after_is_that_of_the_news() -> None:
    text = "5 июня, на первом этапе, вернулись 20 россиян. На следующий день вернулись 30 россиян."
    dates = {c.count: c.exchange_date for c in claims("ru", text, "2025-06-06")}
    assert dates[30] == "2025-06-06"


def test_what_somebody_used_to_say_is_no_day_of_the_event() -> None:
    found = claims("ru", "Вернулись 20 россиян. 25 июня депутат говорил, что обмен может пройти на днях.")
    assert {c.exchange_date for c in found if c.count} == {"2025-06-26"}


def test_people_who_are_to_be_taken_to_a_capital_are_not_there() -> None:
    found = claims("ru", "Вернулись 10 россиян. Самолётами их доставят в Москву.")
    assert "location" not in {c.kind for c in found}


def test_doctors_who_help_in_a_country_do_not_mediate() -> None:
    found = claims("ru", "Обмен прошёл 46 на 46, бойцам помогают врачи в Белоруссии.")
    assert "mediator" not in {c.kind for c in found}


def test_what_was_called_off_is_not_told_as_going_on_too() -> None:
    found = claims("ru", "Вернулись 10 россиян. В мае Россия отменила запланированный обмен, сообщил чиновник.")
    assert [c.exchange_date for c in found if c.kind == "plan"] == ["2025-05"]


def test_a_source_is_named_as_one() -> None:
    found = claims("ru", "Обмен «75 на 75» завершён, рассказал источник.")
    assert {c.speaker for c in found if c.count} == {"source"}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Вернулись 70 россиян. Москва обвиняет Киев в задержке освобождения 30 российских военных."),
        ("uk", "Повернулися 70 українців. Київ звинувачує Москву у затримці повернення 30 українських військових."),
        ("ru", "Вернулись 70 россиян. ХАМАС обвинило Израиль в задержке освобождения 30 заключённых."),
    ],
)
def test_whoever_is_waited_for_has_not_gone(code: str, text: str) -> None:
    assert [c.count for c in claims(code, text) if c.kind is Kind.TRANSFER] == [70]


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        (
            "uk",
            "Повернулися 70 українців. Крім того, додатково до обміну повернули 22 тяжкопоранених.",
            "outside exchange",
        ),
        ("uk", "Обмін — 70 на 70. Ще 22 поранених захисників Росія віддала поза обміном.", "outside exchange"),
        ("ru", "Вернулись 70 россиян. В качестве жеста доброй воли переданы 22 раненых военнопленных ВСУ.", "goodwill"),
        ("ru", "Вернулись 70 россиян, взамен переданы 22 военнопленных ВСУ.", None),
    ],
)
def test_who_went_outside_the_exchange(code: str, text: str, value: str | None) -> None:
    assert [c.value for c in claims(code, text) if c.count == 22] == [value]
    assert {c.value for c in claims(code, text) if c.count == 70} == {None}
