"""What Ukrainian and Russian say by endings: who went where, how many, who says so, on which day."""

from datetime import date

import pytest

from homeward.reading import Claim, Document, Kind
from homeward.reading.grammar.reader import ruled as read
from homeward.reading.grammar.words.forms import inflected
from homeward.reading.grammar.words.lexicon import language
from homeward.reading.grammar.words.numbers import amounts
from homeward.reading.grammar.words.tokens import tokenise

HQ, MOD, ZELENSKY = "Ukraine: Coordination Headquarters", "Russia: Ministry of Defence", "Ukraine: Zelensky"
Said = tuple[str, int | None, str | None]
MOVED = {Kind.TRANSFER, Kind.BREAKDOWN, Kind.BODIES, Kind.PLAN, Kind.AGREEMENT, Kind.CUMULATIVE, Kind.PREVIOUS_EXCHANGE}


def claims(code: str, text: str, published: str = "2025-05-23") -> tuple[Claim, ...]:
    opening = {"uk": "Обмін полоненими\n", "ru": "Обмен пленными\n"}[code]
    return read(Document("page", opening + text, code, published=date.fromisoformat(published))).claims


def counted(code: str, text: str) -> list[Said]:
    return [(c.kind.value, c.count, c.direction) for c in claims(code, text) if c.kind in MOVED and c.count is not None]


@pytest.mark.parametrize(
    ("code", "words", "value", "ordinal"),
    [
        ("uk", "двісті п'ять", 205, False),
        ("uk", "двохсот п'ятьох", 205, False),
        ("uk", "восьмеро", 8, False),
        ("uk", "п’ятеро", 5, False),
        ("uk", "7 тисяч", 7000, False),
        ("uk", "7 тис.", 7000, False),
        ("uk", "64-м", 64, True),
        ("uk", "шістдесят п'ятий", 65, True),
        ("uk", "4 349", 4349, False),
        ("ru", "восьмерых", 8, False),
        ("ru", "двухсот пяти", 205, False),
        ("ru", "11 тыс.", 11000, False),
        ("ru", "тысячу", 1000, False),
        ("ru", "64-м", 64, True),
        ("ru", "шестьдесят четвёртый", 64, True),
    ],
)
def test_numbers_are_read_in_every_form(code: str, words: str, value: int, ordinal: bool) -> None:
    (found,) = amounts(inflected(tokenise(words), code), language(code).numbers)
    assert (found.value, found.ordinal) == (value, ordinal)


@pytest.mark.parametrize(("code", "words"), [("uk", "41,5 гривні"), ("ru", "по 41,5 рубля")])
def test_fractions_count_nobody(code: str, words: str) -> None:
    assert amounts(inflected(tokenise(words), code), language(code).numbers) == []


COUNTED: list[tuple[str, str, list[Said]]] = [
    # the subject, before and behind its verb
    ("uk", "Додому повернулися 205 оборонців України.", [("transfer", 205, "to_ukraine")]),
    ("uk", "Росія віддала 1 000 тіл загиблих.", [("bodies", 1000, "to_ukraine")]),
    ("ru", "Россия отпустила 205 украинских военнопленных.", [("transfer", 205, "to_ukraine")]),
    # the dative, and a form that may be one
    ("ru", "Украине отданы 303 военнопленных.", [("transfer", 303, "to_ukraine")]),
    (
        "uk",
        "Росії передали 45 тіл, а Україна отримала 212.",
        [("bodies", 45, "to_russia"), ("bodies", 212, "to_ukraine")],
    ),
    # the passive and the impersonal
    (
        "ru",
        "С подконтрольной киевскому режиму территории возвращены 103 солдата. Взамен переданы 103 военнопленных ВСУ.",
        [("transfer", 103, "to_russia"), ("transfer", 103, "to_ukraine")],
    ),
    ("uk", "З російського полону звільнено 103 воїнів.", [("transfer", 103, "to_ukraine")]),
    ("uk", "В Україну повернуто тіла 1212 загиблих захисників.", [("bodies", 1212, "to_ukraine")]),
    # each side, one for one, the same number, the other way
    ("uk", "Кожна сторона передала по 150 осіб.", [("transfer", 150, "each_side")]),
    ("ru", "Стороны провели обмен «84 на 84».", [("transfer", 84, "each_side")]),
    (
        "ru",
        "Вернулись 205 российских военных, на Украину отправлено такое же количество пленных ВСУ.",
        [("transfer", 205, "to_russia"), ("transfer", 205, "to_ukraine")],
    ),
    (
        "ru",
        "Россия передала Киеву 6 060 тел, получив 78.",
        [("bodies", 6060, "to_ukraine"), ("bodies", 78, "to_russia")],
    ),
    (
        "ru",
        "Россия получила 20 гражданских, Украина — 24.",
        [("transfer", 20, "to_russia"), ("transfer", 24, "to_ukraine")],
    ),
    # parts
    (
        "uk",
        "Повернулися 116 людей: 87 воїнів ЗСУ, восьмеро з тероборони, двоє моряків і один рятувальник.",
        [
            ("transfer", 116, "to_ukraine"),
            ("breakdown", 87, "to_ukraine"),
            ("breakdown", 8, "to_ukraine"),
            ("breakdown", 2, "to_ukraine"),
            ("breakdown", 1, "to_ukraine"),
        ],
    ),
    # to come
    ("uk", "Сторони планували обміняти по 200 осіб.", [("plan", 200, "each_side")]),
    ("ru", "Мединский заявил, что Россия готова передать Украине 6 тысяч тел.", [("plan", 6000, "to_ukraine")]),
    ("uk", "2 червня у Стамбулі сторони погодилися обміняти по 6 тисяч тіл.", [("agreement", 6000, "each_side")]),
    # done, though the verb is an infinitive
    ("uk", "Вдалося повернути 22 українських бійців.", [("transfer", 22, "to_ukraine")]),
    # totals and older exchanges
    ("uk", "Це 52-й обмін, усього повернуто 3210 українців.", [("cumulative", 3210, "to_ukraine")]),
    ("ru", "15 января вернулись 25 украинских военных, 23 мая — 390.", [("previous_exchange", 25, "to_ukraine")]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), COUNTED)
def test_counts_and_where_they_go(code: str, text: str, expected: list[Said]) -> None:
    found = counted(code, text)
    assert [claim for claim in expected if claim not in found] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "У полоні залишаються близько 6 тисяч українців."),
        ("uk", "Внаслідок обстрілу загинули 12 людей, ще 34 поранено."),
        ("uk", "Суд засудив 12 військовополонених до 15 років."),
        ("uk", "У пункті обміну долар купують по 41,5 гривні."),
        ("ru", "У Киева около 1300 российских пленных."),
        ("ru", "При атаке беспилотников ранены 14 человек, двое погибли."),
        ("ru", "Суд приговорил 23 военнопленных к срокам от 13 до 23 лет."),
        ("ru", "По программе обмена в Китай поехали 40 студентов."),
    ],
)
def test_harm_captivity_and_other_exchanges_count_nobody(code: str, text: str) -> None:
    assert counted(code, text) == []


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("uk", "Додому повернулися 205 воїнів, повідомив президент Зеленський.", ZELENSKY),
        ("uk", "Зеленський повідомив, що додому повернулися 205 воїнів.", ZELENSKY),
        ("uk", "Додому повернулися 205 воїнів. Про це повідомляє Координаційний штаб.", HQ),
        ("uk", "За даними Координаційного штабу, повернулися 205 воїнів.", HQ),
        ("uk", "Обмін, за словами Зеленського, відбувся: повернулися 205 воїнів.", ZELENSKY),
        ("ru", "Домой вернулись 205 военных, сообщили в Минобороны РФ.", MOD),
        ("ru", "Как сообщило Минобороны РФ, вернулись 205 военных.", MOD),
        ("ru", "По данным Минобороны, вернулись 205 военных.", MOD),
        ("ru", "Минобороны сообщило об обмене. С территории Украины вернулись 205 военных.", MOD),
        ("ru", "Обмен состоялся, сказал Зеленский. Кроме того, вернулись 205 бойцов.", ZELENSKY),
        ("ru", "Украине переданы 205 военнопленных ВСУ, сообщило Минобороны РФ.", MOD),
        ("ru", "Домой едут 95 украинцев. О возвращении 205 своих военных заявило Минобороны РФ.", MOD),
        ("uk", "Додому їдуть 95 українців. Про повернення 205 своїх військових заявило Міноборони РФ.", MOD),
        ("ru", "Домой вернулись 205 бойцов.", "outlet"),
    ],
)
def test_who_says_so(code: str, text: str, speaker: str) -> None:
    (found,) = [c for c in claims(code, text) if c.count == 205]
    assert found.speaker == speaker


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("uk", "Вчора додому повернулися 205 воїнів.", "2025-05-22"),
        ("uk", "У вівторок, 20 травня, повернулися 205 воїнів.", "2025-05-20"),
        ("uk", "У середу звільнили 205 воїнів, серед них — поранені.", "2025-05-21"),
        ("uk", "Напередодні Великодня повернулися 205 воїнів.", "2025-05-23"),
        ("ru", "Накануне вернулись 205 бойцов.", "2025-05-22"),
        ("ru", "19 мая 2025 года вернулись 205 бойцов.", "2025-05-19"),
        ("ru", "В минувший понедельник вернулись 205 бойцов.", "2025-05-19"),
    ],
)
def test_days_count_from_publication(code: str, text: str, day: str) -> None:
    (found,) = [c for c in claims(code, text) if c.count == 205]
    assert found.exchange_date == day


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("uk", "Це 65-й обмін від початку вторгнення.", "65 since 2022"),
        ("uk", "Обмін став шостим цього року.", "6 in 2025"),
        ("uk", "За підрахунком штабу, це 67 обмін.", "67 since 2022"),
        ("uk", "Відбувся третій етап обміну.", "stage 3 of 1000-for-1000"),
        ("ru", "Обмен стал 64-м с начала войны.", "64 since 2022"),
        ("ru", "Это десятый обмен при посредничестве ОАЭ.", "10 UAE-mediated"),
    ],
)
def test_ordinals_and_their_scope(code: str, text: str, value: str) -> None:
    assert value in [c.value for c in claims(code, text) if c.kind is Kind.ORDINAL]


def test_a_country_among_many_has_no_other_side() -> None:
    text = "Из России и Белоруссии отпустили 19 человек, в Германию отправились 13, в США — трое, в Россию — восемь."
    ways = {c.count: c.direction for c in claims("ru", text) if c.kind in MOVED}
    assert (ways[13], ways[3]) == ("to_germany", "to_us")
    assert ways.get(19) is None
