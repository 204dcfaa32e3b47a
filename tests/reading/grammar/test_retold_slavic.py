"""Ukrainian and Russian news as mostly retold: lists by service, older exchanges by day, plans without a count."""

from datetime import date

import pytest

from homeward.reading import Claim, Document, Kind
from homeward.reading.grammar.reader import ruled as read

HQ = "Ukraine: Coordination Headquarters"


def claims(code: str, text: str, published: str = "2025-08-24") -> tuple[Claim, ...]:
    opening = {"uk": "Додому з полону\n", "ru": "Домой из плена\n"}[code]
    return read(Document("page", opening + text, code, published=date.fromisoformat(published))).claims


def parts(code: str, text: str) -> list[tuple[int | None, str | None]]:
    return [(c.count, c.category) for c in claims(code, text) if c.kind is Kind.BREAKDOWN]


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        (
            "uk",
            "З полону звільнили 19 українців: десятеро — військові ЗСУ, решта дев'ять — цивільні.",
            [(10, "servicemen"), (9, "civilians")],
        ),
        (
            "uk",
            "З полону звільнили 60 людей. Восьмеро — із ЗСУ, четверо прикордонників, 13 моряків.",
            [(8, "servicemen"), (4, "servicemen"), (13, "servicemen")],
        ),
        (
            "uk",
            "Україна повернула 185 людей. Майже всі, 183, — рядового складу. Серед них 40 від Нацгвардії.",
            [(183, "privates and sergeants"), (40, "servicemen")],
        ),
        (
            "ru",
            "Украина вернула 60 человек: десять — военные, двое — гражданские.",
            [(10, "servicemen"), (2, "civilians")],
        ),
    ],
)
def test_a_list_says_what_the_freed_are(code: str, text: str, told: list[tuple[int, str]]) -> None:
    assert parts(code, text) == told


def test_some_people_are_not_one_person() -> None:
    text = "Повернулися 95 воїнів. Одних звільнили раніше, інших обміняли."
    assert [c.count for c in claims("uk", text) if c.count] == [95]


def test_as_many_on_two_days_are_two_exchanges() -> None:
    text = "Сьогодні передали 1000 тіл. 19 липня Україна отримала 1200 тіл, 2 серпня повернули 1200 тіл."
    days = [c.exchange_date for c in claims("uk", text) if c.kind is Kind.PREVIOUS_EXCHANGE]
    assert days == ["2025-07-19", "2025-08-02"]


@pytest.mark.parametrize(
    ("code", "text", "speaker", "category"),
    [
        ("uk", "Репатріація тіл має початися невдовзі, заявив Буданов.", "Ukraine: Budanov", "bodies"),
        ("uk", "Тіла загиблих Україні передадуть згодом, сказав Песков.", "Russia: Peskov", "bodies"),
        ("uk", "Росія зірвала обмін, заявив речник штабу Петро Іваненко.", HQ, None),
        ("uk", "Україна пропонує обміняти «всіх на всіх», нагадав Юсов.", "Ukraine: Yusov", None),
        ("ru", "Обмен может состояться на следующей неделе, сообщил Мединский.", "Russia: Medinsky", None),
        ("ru", "Москва готова передать Киеву тела погибших, заявил Песков.", "Russia: Peskov", "bodies"),
    ],
)
def test_plans_that_count_nobody(code: str, text: str, speaker: str, category: str | None) -> None:
    (plan,) = [c for c in claims(code, text) if c.kind is Kind.PLAN]
    assert (plan.speaker, plan.category) == (speaker, category)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "Додому повернулися 95 воїнів. Коли відбудеться наступний обмін, невідомо."),
        ("ru", "Домой вернулись 95 бойцов. Освобожденных доставят в госпитали."),
        ("ru", "Домой вернулись 95 бойцов. Песков отказался назвать сроки нового обмена."),
    ],
)
def test_what_is_no_plan(code: str, text: str) -> None:
    assert [c.kind for c in claims(code, text) if c.kind is Kind.PLAN] == []


def test_the_date_of_a_deal_opens_no_period() -> None:
    text = "Зеленський заявив, що 41 воїна звільнено за домовленостями в Стамбулі від 2 червня."
    assert [c.kind for c in claims("uk", text) if c.count == 41] == [Kind.TRANSFER]


def test_a_pair_behind_a_deal_is_its_terms() -> None:
    text = "З полону звільнили 307 воїнів. Це другий етап домовленості «1000 на 1000»."
    terms = [(c.count, c.direction) for c in claims("uk", text, "2025-05-24") if c.kind is Kind.AGREEMENT]
    assert terms == [(1000, "each_side")]


@pytest.mark.parametrize(
    ("code", "text", "days"),
    [
        ("uk", "13 і 14 червня Україна отримала по 1200 тіл. Сьогодні передали 1000 тіл.", [13, 14]),
        ("uk", "Сьогодні передали 1000 тіл. 9 червня обмінялися, потім були обміни 12 та 14 червня.", [9, 12, 14]),
        ("ru", "Вернулись 95 бойцов. 13 и 14 июня Украине передавали по 1200 тел.", [13, 14]),
    ],
)
def test_every_older_day_is_told(code: str, text: str, days: list[int]) -> None:
    told = [c.exchange_date for c in claims(code, text) if c.kind is Kind.PREVIOUS_EXCHANGE]
    assert told == [f"2025-06-{day:02}" for day in days]


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("uk", "Андрій Юсов із ГУР раніше казав, що повернулися 95 воїнів.", "Ukraine: Yusov"),
        ("uk", "Олена Ткачук з «Азову» каже про 95 воїнів.", "Ukraine: Tkachuk"),
        ("uk", "Тарас Гончар із Національної гвардії уточнив, що повернулися 95 бійців.", "Ukraine: Honchar"),
        ("uk", "Наталія Мельник, речниця Лукашенка, заявила, що передано 95 українців.", "Belarus: Melnyk"),
    ],
)
def test_who_speaks_is_told_behind_the_name(code: str, text: str, speaker: str) -> None:
    (said,) = [c.speaker for c in claims(code, text) if c.count == 95]
    assert said == speaker


def test_names_of_several_words_are_found_in_all_their_cases() -> None:
    text = (
        "Повернулися 60 захисників: 15 із територіальної оборони, 20 із Національної гвардії. "
        "Штаб подякував Сполученим Штатам та Об'єднаним Арабським Еміратам."
    )
    assert [c.count for c in claims("uk", text) if c.category == "servicemen"] == [60, 15, 20]
    assert [c.value for c in claims("uk", text) if c.kind is Kind.MEDIATOR] == ["US; UAE"]


def test_what_was_done_in_the_course_of_one_exchange_is_no_total() -> None:
    text = "Усього під час 68-го обміну повернули 146 українців."
    assert [c.kind for c in claims("uk", text) if c.count == 146] == [Kind.TRANSFER]


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("Звільнили 95 воїнів. Це домовленості другого раунду у Стамбулі.", "Istanbul 2025-06-02", "2025-08-24"),
        ("Звільнили 95 воїнів. Про обміни домовилися на початку червня в Стамбулі.", "Istanbul 2025-06-02", None),
        (
            "Звільнили 95 воїнів у межах домовленості, досягнутої 23 липня в Стамбулі.",
            "Istanbul 2025-07-23",
            "2025-08-24",
        ),
    ],
)
def test_deals_are_known_by_round_and_month(text: str, value: str, day: str | None) -> None:
    (deal,) = [c for c in claims("uk", text) if c.kind is Kind.AGREEMENT]
    assert (deal.value, deal.exchange_date) == (value, day)


def test_a_verb_of_the_future_is_a_plan_whatever_it_means() -> None:
    text = "Додому повернулися 95 воїнів. Обмін охопить 1200 полонених із кожного боку."
    assert [c.kind for c in claims("uk", text) if c.count == 1200] == [Kind.PLAN]


def test_an_exchange_beyond_the_third_is_ranked_since_the_war_began() -> None:
    text = "Сьогодні пройшов шостий обмін: визволили 19 українців."
    ranked = [c.value for c in claims("uk", text, "2022-04-21") if c.kind is Kind.ORDINAL]
    assert ranked == ["6 since 2022"]
    text = "Сьогодні пройшов шостий обмін за місяць: визволили 19 українців."
    assert "6 since 2022" not in [c.value for c in claims("uk", text, "2022-04-21") if c.kind is Kind.ORDINAL]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "Росія привезла на пункт обміну 1212 тіл, заявив Мединський."),
        ("ru", "Россия привезла на место обмена 1212 тел, заявил Мединский."),
    ],
)
def test_what_waits_at_the_point_of_exchange_is_still_to_go(code: str, text: str) -> None:
    assert [(c.kind, c.direction) for c in claims(code, text) if c.count == 1212] == [(Kind.PLAN, "to_ukraine")]


def test_another_figure_is_another_total_and_its_day_is_no_event() -> None:
    text = (
        "Від початку війни з полону повернули 8050 українців, повідомив штаб. "
        "Лубінець називає іншу цифру — 6922 людини станом на 6 серпня. Сьогодні вдома ще 95 воїнів."
    )
    told = [(c.count, c.kind, c.exchange_date) for c in claims("uk", text)]
    assert (6922, Kind.CUMULATIVE, "2025-08-06") in told
    assert (95, Kind.TRANSFER, "2025-08-24") in told


@pytest.mark.parametrize("answer", ["Росія — стільки ж.", "До РФ поїхали стільки ж."])
def test_as_many_go_the_other_way(answer: str) -> None:
    text = f"Україна отримала 84 полонених. {answer}" if "РФ" in answer else f"Україна отримала 84 полонених, {answer}"
    assert (84, "to_russia") in [(c.count, c.direction) for c in claims("uk", text)]


def test_who_is_given_by_a_host_goes_home() -> None:
    text = "Мінськ передав 12 цивільних. Їх зустріли рідні."
    assert [(c.count, c.direction) for c in claims("uk", text) if c.count] == [(12, "to_ukraine")]


def test_a_plural_behind_a_number_ranks_nothing() -> None:
    text = "За три дні обміну Україна повернула 1000 людей."
    assert [c for c in claims("uk", text) if c.kind is Kind.ORDINAL] == []
