"""Who speaks, where a page does not say it beside the number: the office alone, the sentence behind, a quotation."""

from datetime import date

import pytest

from homeward.reading import Document
from homeward.reading.grammar.reader import ruled as read

HQ = "Ukraine: Coordination Headquarters"
MOD = "Russia: Ministry of Defence"


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        # An office is of the war that the page tells of, and of whoever the page says holds it.
        ("en", "Swap\nSudan got 30 soldiers back from the Rapid Support Forces, the army said.", "Sudan: army"),
        ("en", "Hostages are back\nHamas released 30 hostages to Israel, the army said.", "Israel: IDF"),
        ("en", "Swap\nRussia got 30 of its servicemen back, the army said.", MOD),
        ("en", "Swap\nRussia got 30 of its servicemen back, Moscow's ministry said.", MOD),
        ("en", "Swap\nUkraine got 30 captives back, Putin said.", "Russia: Kremlin"),
        ("en", "Swap\nRussia let 30 captives go, Georgian Security Council secretary Giorgi Tavadze said.",
         "Georgia: Tavadze"),
        ("en", "Swap\nDan Reed, a minister of Qatar, said that Ukraine got 30 children back from Russia.",
         "Qatar: Reed"),
        ("en", "Swap\nBy Kyiv's count 30 Ukrainian soldiers came home.", "Ukraine"),
        ("uk", "Обмін\nЛубінець був на кордоні. З полону повернулися 30 захисників, повідомив омбудсман.",
         "Ukraine: Lubinets"),
        ("uk", "Обмін\nПорошенко зустрів літак. З полону повернулися 30 захисників, сказав президент.",
         "Ukraine: Poroshenko"),
        ("uk", "Обмін\nЦе дев'ятий етап, зазначили в Коордштабі. З полону повернулися 30 захисників, додають там.", HQ),
        ("ru", "Обмен\nИз плена вернулись 30 российских военных, сообщило российское ведомство.", MOD),
        ("ru", "Обмен\nМинобороны подтвердило обмен. Из плена вернулись 30 военных, сообщило ведомство.", MOD),
        ("ru", "Обмен\nВ штабе говорят о 30 вернувшихся украинских военных.", HQ),
        ("ru", "Обмен\nИз плена вернулись 30 российских военных, сообщил губернатор соседней области Иван Тихов.",
         "Russia: Tikhov"),
        # "So" is of what stands before.
        ("en", "Swap\nUkraine got 30 captives back. Andriy Yermak said so on Telegram.", "Ukraine: Yermak"),
        ("en", "Swap\nA swap of 30 prisoners from each side was announced on Thursday by Russia and Ukraine.",
         "both sides"),
        ("en", "Swap\nUkraine got 30 captives back.\nSource: Ukrainian President Volodymyr Zelenskyy",
         "Ukraine: Zelensky"),
        ("uk", "Обмін\nЗ полону повернулися 30 захисників. Про обмін повідомив президент Володимир Зеленський.",
         "Ukraine: Zelensky"),
        ("uk", "Обмін\nЗ полону повернулися 30 захисників. Повідомив про це керівник Офісу президента Андрій Єрмак.",
         "Ukraine: Yermak"),
        ("ru", ("Обмен\nИз плена вернулись 30 украинцев. Об этом глава Офиса президента Андрей Ермак рассказал "
         "в Telegram."), "Ukraine: Yermak"),
        ("ru", "Обмен\nРоссия вернула 30 военных. Так сообщает РИА Новости.", "RIA Novosti"),
        # But who was only the first to tell of it says nothing of what stands before.
        ("ru", "Обмен\nРоссия вернула 30 военных. Первым об этом сообщило Минобороны РФ.", "outlet"),
        # A quotation is of whoever stands before its colon.
        ("ru", "Обмен\nТатьяна Москалькова написала:\n«Дома 30 российских военных. Все здоровы».",
         "Russia: Ombudswoman Moskalkova"),
    ],
)  # fmt: skip
def test_who_speaks_is_found(language: str, text: str, speaker: str) -> None:
    reading = read(Document("page", text, language=language, published=date(2025, 5, 23)))
    assert [claim.speaker for claim in reading.claims if claim.count == 30] == [speaker]


def test_a_word_with_a_capital_is_nobody() -> None:
    text = "Swap\nUkraine got 30 captives back. “ My thanks go to the United States. More are to come,” Zelensky said."
    reading = read(Document("page", text, language="en", published=date(2025, 5, 23)))
    assert {claim.speaker for claim in reading.claims} <= {"outlet", "Ukraine: Zelensky"}
