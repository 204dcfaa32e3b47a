"""What Ukrainian and Russian papers leave out, put off or tell of one region."""

from datetime import date

import pytest

from homeward.reading import Claim, Document, Kind
from homeward.reading.grammar.reader import ruled as read

Told = tuple[str, int | None, str | None]


def claims(code: str, text: str, published: str = "2025-06-26") -> tuple[Claim, ...]:
    opening = {"uk": "Обмін полоненими\n", "ru": "Обмен пленными\n"}[code]
    return read(Document("page", opening + text, code, published=date.fromisoformat(published))).claims


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # the verb of giving is left out
        ("ru", "Киеву отдали 1000 тел, Москве — 30.", ("bodies", 30, "to_russia")),
        ("uk", "Україна отримала тіла 1000 загиблих, Росії — 30.", ("bodies", 30, "to_russia")),
        # "по" belongs to both
        ("ru", "Стороны передали по 270 военных и 120 гражданских.", ("transfer", 120, "each_side")),
        # a sum behind a dash
        ("ru", "Дома 300 бойцов, а за два дня — всего 500, сообщил Зеленский.", ("cumulative", 500, "to_ukraine")),
        # part of a running total
        (
            "ru",
            "С начала войны вернули 2466 российских бойцов. На 2024 год из них приходится 1266 человек.",
            ("cumulative", 1266, "to_russia"),
        ),
        # of one region: a part of the whole, even told before it
        (
            "ru",
            "Среди освобожденных — двое жителей Башкирии. Россия вернула 146 военных.",
            ("breakdown", 2, "to_russia"),
        ),
        (
            "ru",
            "Домой вернулся военный из Омской области. Обмен прошел по формуле «95 на 95».",
            ("breakdown", 1, "to_russia"),
        ),
        # an official who acts, acts for his side; who puts off taking people is where they go
        ("ru", "Путин предложил передать 6000 тел.", ("plan", 6000, "to_ukraine")),
        ("ru", "Киев перенес прием тел, заявил Мединский. 1212 тел ждут у границы.", ("plan", 1212, "to_ukraine")),
        ("ru", "Общее число возвращенных украинцев достигло 4757 человек.", ("cumulative", 4757, "to_ukraine")),
        ("ru", "Пленных обменяли по 307 в субботу, а в воскресенье — по 303.", ("transfer", 303, "each_side")),
        ("ru", "В пятницу, 20 июня, стороны отдали друг другу по 95 бойцов.", ("transfer", 95, "each_side")),
        (
            "ru",
            "Минобороны сообщило о 75 военных, Координационный штаб — о 76 украинцах.",
            ("transfer", 76, "to_ukraine"),
        ),
        ("uk", "Усього повернулися 84: 50 бійців ЗСУ та 34 прикордонники.", ("transfer", 84, "to_ukraine")),
        ("ru", "Удалось обменять 390 человек — это 270 военных и 120 гражданских.", ("breakdown", 270, "both_total")),
        # what was not done, and what is to be
        ("uk", "Україна не забрала 6000 тіл.", ("plan", 6000, "to_ukraine")),
        ("ru", "Возвращение 30 жителей Курской области намечено на 28 июня.", ("plan", 30, "to_russia")),
        (
            "ru",
            "Завтра пятерых россиян заберут с Украины, столько же граждан уедут туда.",
            ("plan", 5, "to_ukraine"),
        ),
    ],
)
def test_what_is_left_out_is_understood(code: str, text: str, expected: Told) -> None:
    assert expected in [(c.kind.value, c.count, c.direction) for c in claims(code, text)]


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("ru", "Обмен пленными должен состояться 28 июня, сообщил Зеленский.", "2025-06-28"),
        ("uk", "Передача тіл почнеться 29 червня, повідомив Мединський.", "2025-06-29"),
        ("ru", "Обмен, который предложила Россия, продолжится завтра.", "2025-06-27"),
        ("ru", "Зеленский анонсировал новый обмен.", None),
    ],
)
def test_an_exchange_to_come_is_a_plan(code: str, text: str, day: str | None) -> None:
    assert [c.exchange_date for c in claims(code, text) if c.kind is Kind.PLAN] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "Обмены возобновились.",
        "Матери 16 военнопленных получили письма, заявила Москалькова.",
        "Обмен ещё не завершён.",
    ],
)
def test_what_moves_nobody_is_no_claim(text: str) -> None:
    assert claims("ru", text) == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Об этом рассказал РБК депутат Шамсаил Саралиев: Россия вернула 55 тел.", "Russia: Saraliyev"),
        ("Россия вернула 55 тел, сообщил ТАСС источник.", "TASS source"),
        ("Россия вернула 55 тел, передает РИА Новости.", "RIA Novosti"),
    ],
)
def test_who_told_an_agency_speaks(text: str, speaker: str) -> None:
    assert [c.speaker for c in claims("ru", text) if c.count == 55] == [speaker]


def test_names_of_several_words_are_known_in_every_case() -> None:
    (found,) = [
        c for c in claims("ru", "Обмен прошел при помощи Объединенных Арабских Эмиратов.") if c.kind is Kind.MEDIATOR
    ]
    assert found.value == "UAE"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # who stands behind people gives them
        ("uk", "Ще 17 поранених військових росіяни віддали додатково.", ("transfer", 17, "to_ukraine")),
        # one body
        ("ru", "Россия отдала Украине тело британского добровольца.", ("bodies", 1, "to_ukraine")),
        ("uk", "Додому повернуто тіла ще 31 бійця.", ("bodies", 31, "to_ukraine")),
        # reported before; over a time
        ("uk", "Раніше повідомлялося, що 60 українців повернулися додому.", ("previous_exchange", 60, "to_ukraine")),
        ("uk", "За останній тиждень з полону звільнено 72 українців.", ("cumulative", 72, "to_ukraine")),
        # what talks are about
        (
            "ru",
            "Стороны вернутся к договоренностям; речь идет об освобождении 900 украинцев.",
            ("plan", 900, "to_ukraine"),
        ),
        ("uk", "Росіяни зупинили процес обміну, сказав Зеленський.", ("plan", None, None)),
        # a group told beside the other side's count
        (
            "uk",
            "У штабі кажуть, що додому повернули групу бійців. Міноборони РФ заявило про обмін 50 на 50.",
            ("transfer", None, "to_ukraine"),
        ),
        ("uk", "Удома ще 61 людина, військові й цивільні, сказав Зеленський.", ("breakdown", None, "to_ukraine")),
        # days of which some are to come
        ("uk", "За словами Мединського, 26-27 червня проводять обмін 400 на 400.", ("plan", 400, "each_side")),
        # parts of those who came
        ("uk", "Вернули 80 українців. Одинадцятеро зі звільнених є цивільними.", ("breakdown", 11, "to_ukraine")),
    ],
)
def test_who_was_moved_and_when(code: str, text: str, expected: Told) -> None:
    assert expected in [(c.kind.value, c.count, c.direction) for c in claims(code, text)]


@pytest.mark.parametrize(
    ("code", "text", "speakers"),
    [
        # both sides listed
        ("ru", "Обмен 90 на 90 подтвердили и Минобороны РФ, и Зеленский.", ["both sides"]),
        # named, not speaking
        (
            "ru",
            "Вернулись 80 бойцов, сообщило Минобороны РФ. Посредниками названы США.",
            ["Russia: Ministry of Defence"],
        ),
        # what was spoken of is no "this"
        ("uk", "Удома 70 військових. У квітні про нові переговори заявляв Умєров.", ["outlet"]),
        ("uk", "Удома 70 військових. Про нього повідомив Умєров.", ["Ukraine: Umerov"]),
        # the country, and its official who closes the sentence
        ("uk", "Україна підтвердила повернення 64 бійців, повідомив Зеленський.", ["Ukraine: Zelensky"]),
        # whose words stand amid one clause
        (
            "ru",
            "Стороны вернули по 41 солдату, в Россию, по данным Минобороны, приехали и 12 гражданских.",
            ["outlet", "Russia: Ministry of Defence"],
        ),
        # sources, and an agency that was told
        ("ru", "Домой вернулись 33 бойца, рассказал источник.", ["source"]),
        ("ru", "Домой вернулись 33 бойца, рассказал ТАСС источник.", ["TASS source"]),
        ("ru", "Домой вернулись 33 бойца, пишут «Известия»; по пути 8 гражданских.", ["Izvestia", "Izvestia"]),
        (
            "ru",
            "Домой едут 33 бойца, рассказала «РИА Новости» омбудсмен Татьяна Москалькова.",
            ["Russia: Ombudswoman Moskalkova"],
        ),
        # a new name, its region, where it wrote, and its pronoun
        (
            "ru",
            "Россия вернула 33 бойца, написала в телеграм-канале омбудсмен области Вера Громова.",
            ["Russia: Gromova"],
        ),
        (
            "uk",
            "За жовтневими даними Координаційного штабу, повернуто 33 бійців.",
            ["Ukraine: Coordination Headquarters"],
        ),
    ],
)
def test_who_speaks(code: str, text: str, speakers: list[str]) -> None:
    assert [c.speaker for c in claims(code, text) if c.count is not None] == speakers


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("ru", "По вчерашнему обмену домой едут 14 жителей Крыма.", "2025-06-25"),
        ("uk", "У вчорашньому обміні додому повернули 14 захисників.", "2025-06-25"),
        ("ru", "Обмен провели 20 июня. В тот же день Киев получил 14 военных.", "2025-06-20"),
        ("uk", "Обмін провели 20 червня. За тиждень до того Україна повернула 14 захисників.", "2025-06-13"),
        ("ru", "Обмен провели 20 июня. За неделю до этого Россия вернула 14 военных.", "2025-06-13"),
        ("ru", "Пятничный обмен вернул домой 14 военных.", "2025-06-20"),
        ("uk", "Суботній обмін повернув додому 14 захисників.", "2025-06-21"),
    ],
)
def test_a_day_is_told_by_an_adjective_or_from_the_day_told_before(code: str, text: str, day: str) -> None:
    assert [c.exchange_date for c in claims(code, text) if c.count == 14] == [day]


def test_what_was_earlier_than_the_news_is_not_the_day_of_the_news() -> None:
    text = "Удалось освободить 20 человек. Двумя днями раньше на Украину вернулись 32 военных."
    assert {c.count: c.exchange_date for c in claims("ru", text)} == {20: "2025-06-26", 32: "2025-06-24"}


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("uk", "За кілька днів сторони обміняли по 1000 полонених.", "multi-day"),
        ("ru", "В течение нескольких дней стороны передали друг другу по 1000 военнопленных.", "multi-day"),
        ("ru", "Стороны передали друг другу по 1000 военнопленных.", None),
    ],
)
def test_what_a_whole_of_both_sides_runs_over(code: str, text: str, value: str | None) -> None:
    assert [c.value for c in claims(code, text) if c.count is not None] == [value]
