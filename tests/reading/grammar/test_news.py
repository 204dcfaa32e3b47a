"""How news is written in three languages: signed headlines, statements quoted, days listed, running totals."""

from datetime import date

import pytest

from homeward.reading import Claim, Document, Kind
from homeward.reading.grammar.reader import ruled as read

Said = tuple[str, str, int | None, str | None]
MOD = "Russia: Ministry of Defence"


def claims(code: str, text: str, published: str) -> tuple[Claim, ...]:
    return read(Document("page", text, code, published=date.fromisoformat(published))).claims


def told(code: str, text: str, published: str = "2031-06-03") -> list[Said]:
    return [(c.kind.value, c.speaker, c.count, c.direction) for c in claims(code, text, published) if c.count]


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        # a headline signed with a name
        (
            "uk",
            "Відбувся обмін полоненими: повернуто 45 військових, — Єрмак.",
            [("transfer", "Ukraine: Yermak", 45, "to_ukraine")],
        ),
        (
            "ru",
            "Минобороны РФ: в ходе обмена пленными Россия получила 31 военнослужащего.",
            [("transfer", MOD, 31, "to_russia")],
        ),
        # whose a quoted statement is
        (
            "ru",
            (
                "Стороны провели обмен пленными, сообщили в Минобороны. «С подконтрольной Киеву территории вернулся 31 "
                "военнослужащий», — говорится в сообщении."
            ),
            [("transfer", MOD, 31, "to_russia")],
        ),
        # who is congratulated says nothing
        (
            "uk",
            "Додому з полону повернулися 45 військових. Президент США Дональд Трамп привітав обидві сторони.",
            [("transfer", "outlet", 45, "to_ukraine")],
        ),
        # days told one after the other, the noun once
        (
            "uk",
            "Обмін полоненими: 2 червня звільнили 270 військових, а 3 червня — ще 303.",
            [("transfer", "outlet", 270, "to_ukraine"), ("transfer", "outlet", 303, "to_ukraine")],
        ),
        # a day, a dash and a number
        (
            "uk",
            "Обмін полоненими триває. Сьогодні — 390 людей. Серед 390 — 270 військових і 120 цивільних.",
            [
                ("transfer", "outlet", 390, None),
                ("breakdown", "outlet", 270, None),
                ("breakdown", "outlet", 120, None),
            ],
        ),
        # our people, and people in the dative
        ("uk", "Обмін полоненими: віддали 20 наших бійців.", [("transfer", "outlet", 20, "to_ukraine")]),
        (
            "uk",
            "Україна отримала тисячу тіл загиблих, росіянам передали 31, — Мединський.",
            [("bodies", "Russia: Medinsky", 1000, "to_ukraine"), ("bodies", "Russia: Medinsky", 31, "to_russia")],
        ),
        # a ministry of a mediating country
        (
            "uk",
            "Обмін полоненими 3 червня. У МЗС Еміратів зазначили, що звільнено по 95 осіб з кожної сторони.",
            [("transfer", "UAE: MFA", 95, "each_side")],
        ),
        ("ru", "Украине вернули тела двух иностранцев и одного украинца.", [("bodies", "outlet", 3, "to_ukraine")]),
        # running totals
        (
            "uk",
            "Додому з полону повернулися 90 захисників. Загалом від початку вторгнення повернуто 3 тисячі 300 людей.",
            [("transfer", "outlet", 90, "to_ukraine"), ("cumulative", "outlet", 3300, "to_ukraine")],
        ),
        (
            "ru",
            "МИД ОАЭ: освобождены по 175 пленных каждой стороны, всего при её посредничестве обменяли 3233 пленных.",
            [("transfer", "UAE: MFA", 175, "each_side"), ("cumulative", "UAE: MFA", 3233, "both_total")],
        ),
        # English
        (
            "en",
            "Ukraine brought home 84 people in the latest prisoner swap, including 33 soldiers and 51 civilians.",
            [
                ("transfer", "outlet", 84, "to_ukraine"),
                ("breakdown", "outlet", 33, "to_ukraine"),
                ("breakdown", "outlet", 51, "to_ukraine"),
            ],
        ),
        (
            "en",
            "Ukraine and Russia held one of the biggest prisoner swaps on Monday, with each side returning 246 troops.",
            [("transfer", "outlet", 246, "each_side")],
        ),
        (
            "en",
            (
                "The bodies of 1,000 people which, according to the Russian side, are those of Ukrainians were "
                "returned to Ukraine on Tuesday."
            ),
            [("bodies", "outlet", 1000, "to_ukraine")],
        ),
        (
            "en",
            (
                "Russia has given Ukraine 60 bodies of troops, Medinsky said on Monday; 78 bodies of dead Russians "
                "came back."
            ),
            [("bodies", "Russia: Medinsky", 60, "to_ukraine"), ("bodies", "Russia: Medinsky", 78, "to_russia")],
        ),
        (
            "en",
            (
                "Hamas freed eight Israeli hostages, and Israel released 30 Palestinian prisoners. In all, "
                "105 hostages have been released."
            ),
            [
                ("transfer", "outlet", 8, "to_israel"),
                ("transfer", "outlet", 30, "to_palestinians"),
                ("cumulative", "outlet", 105, "to_israel"),
            ],
        ),
    ],
)
def test_what_news_says(code: str, text: str, said: list[Said]) -> None:
    assert told(code, text) == said


def test_what_is_over_is_no_plan() -> None:
    found = claims("ru", "Россия и Украина провели новый обмен пленными.", "2031-06-03")
    assert not [claim for claim in found if claim.kind is Kind.PLAN]


def test_an_office_that_speaks_is_nobody_who_moved() -> None:
    found = claims("en", "A Ukrainian military source said the swap of prisoners was under way.", "2031-06-03")
    assert not [claim for claim in found if claim.kind is Kind.TRANSFER]


def test_the_day_before_is_told_beside_the_news() -> None:
    text = "Координаційний штаб повідомив, що в Україну повернули 1200 тіл. Напередодні, 13 червня, теж передали 1190."
    days = {claim.count: claim.exchange_date for claim in claims("uk", text, "2031-06-14") if claim.count}
    assert days == {1200: "2031-06-14", 1190: "2031-06-13"}


@pytest.mark.parametrize("text", ["На территории Белоруссии сейчас находятся вернувшиеся из плена российские военные."])
def test_where_the_returned_are_may_stand_first(text: str) -> None:
    assert [claim.value for claim in claims("ru", text, "2031-06-03") if claim.kind is Kind.LOCATION] == ["Belarus"]
