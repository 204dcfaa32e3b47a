"""Pages as they stand in newspapers: lists, lines that are not the report, addresses, names between dates."""

from datetime import date

import pytest

from homeward.reading import Document
from homeward.reading.grammar.reader import paged
from homeward.reading.grammar.reader import ruled as read

Counted = dict[int, str | None]


def counted(code: str, text: str) -> Counted:
    claims = read(Document("page", text, code, published=date(2031, 6, 3))).claims
    return {c.count: c.direction for c in claims if c.count is not None}


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        (
            "en",
            (
                "Kyiv and Moscow held a prisoner exchange.\nKyiv gave Russia 56 captives:\n\n  • two senior officers;\n"
                "\n  • six junior officers;\n  • 48 privates and sergeants.\nThe mediator was thanked."
            ),
            {56: "to_russia", 2: "to_russia", 6: "to_russia", 48: "to_russia"},
        ),
        (
            "uk",
            (
                "Відбувся обмін полоненими.\nЗ полону повернулися 60 українців:\n- 40 військових ЗСУ\n"
                "- 15 нацгвардійців\n- п'ять прикордонників\n\nПосередником були ОАЕ."
            ),
            {60: "to_ukraine", 40: "to_ukraine", 15: "to_ukraine", 5: "to_ukraine"},
        ),
        (
            "ru",
            "Прошёл обмен пленными.\nДомой вернулись 30 российских военных:\n— 20 контрактников;\n— 10 моряков.\nЛечат",
            {30: "to_russia", 20: "to_russia", 10: "to_russia"},
        ),
    ],
)
def test_the_items_of_a_list_belong_to_the_sentence_that_opens_it(code: str, text: str, said: Counted) -> None:
    found = counted(code, text)
    assert {count: found.get(count) for count in said} == said


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("uk", "ДИВІТЬСЯ ТАКОЖ: Україна повернула з полону 77 військових"),
        ("ru", "Читайте также: Россия вернула из плена 77 военных"),
        ("en", "Read also: Ukraine brings 77 soldiers home from captivity"),
        ("en", "Photo: 77 soldiers are home from captivity, Defence Ministry of Russia"),
        ("en", "https://example.org/news/77-soldiers-are-back-from-captivity.html"),
    ],
)
def test_lines_that_are_not_the_report_claim_nothing(code: str, line: str) -> None:
    report = {
        "en": "Ukraine and Russia held a prisoner exchange.\nUkraine received 45 soldiers.",
        "uk": "Україна та Росія провели обмін полоненими.\nУкраїна отримала 45 військових.",
        "ru": "Украина и Россия провели обмен пленными.\nУкраина получила 45 военных.",
    }[code]
    assert counted(code, f"{report}\n{line}\nIt was in June.") == {45: "to_ukraine"}


def test_a_number_above_a_line_without_an_end_is_still_read() -> None:
    text = "Captives are home\nUkraine received 45 soldiers, Zelensky said.\n\nimage-general-01"
    assert counted("en", text) == {45: "to_ukraine"}


def test_neither_a_weekday_nor_a_letter_speaks() -> None:
    told = "Russia and Ukraine held an exchange. 45 captives are free, said on Monday the Qatari minister, Lolwah Bint."
    page = paged(Document("page", told, "en", published=date(2031, 6, 3)))
    assert page is not None
    assert not any("Monday" in scope.speaker for scopes in (*page.scopes, *page.names) for scope in scopes)


def test_two_ages_that_are_joined_count_nobody() -> None:
    text = "Россия вернула Украине троих детей. Это два мальчика, восьми и 15 лет, и девочка."
    assert 8 not in counted("ru", text)
    assert counted("en", "A prisoner swap: Russia returned 3 children to Ukraine, boys of 8 and 15 years.") == {
        3: "to_ukraine"
    }


def test_of_a_war_the_other_side_may_be_meant_though_it_is_not_named() -> None:
    text = "The Houthis, whom Iran backs, free 12 captives, said Iran and Oman. Iran was glad of it, and Oman, too."
    page = paged(Document("page", text, "en", published=date(2023, 6, 3)))
    assert page is not None
    assert not page.at_war
    assert page.foes == ("yemen_gov",)
