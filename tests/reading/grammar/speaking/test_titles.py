"""Who speaks, where a title or a verb stands before the name, in Ukrainian, Russian and English."""

from datetime import date

import pytest

from homeward.reading import Document
from homeward.reading.grammar.reader import ruled as read


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("uk", "Обмін\nЗ полону повернули 30 захисників, сказав журналістам речник ГУР Андрій Юсов.", "Ukraine: Yusov"),
        ("ru", "Обмен\nИз плена вернулись 30 военных, рассказала уполномоченная по правам ребенка Мария Львова-Белова.",
         "Russia: Lvova-Belova"),
        ("ru", "Обмен\nРоссии вернули 30 военных, утверждает источник РИА Новости.", "RIA Novosti source"),
        ("ru", "Обмен\nРоссия получила 30 тел, сообщает РБК со слов депутата Саралиева.", "Russia: Saraliyev"),
        ("ru", "Обмен\nИз плена вернулись 30 украинцев, сообщил телеканал Выдумка Инфо.", "Выдумка Инфо"),
        ("ru", "Обмен\nХАМАС отдал 30 израильтян, сообщила пресс-служба ЦАХАЛа.", "Israel: IDF"),
        ("ru", "Обмен\nЭто обмен, сообщил Рубио. Венесуэла получила 30 граждан, заявил президент Сальвадора.",
         "El Salvador: Bukele"),
        ("ru", "Обмен в Нигерии\n«Боко харам» отпустила 30 девушек, сообщила канцелярия президента.",
         "Nigeria: President"),
        ("en", "Swap in Nigeria\nBoko Haram freed 30 captives, the presidency said.", "Nigeria: presidency"),
        ("en", "Swap\nUkraine got 30 captives back, Zelensky's negotiator, Rustem Umerov, said.", "Ukraine: Umerov"),
        ("en", "Swap\nRussia's Defence Ministry and Zelensky said that 30 prisoners each were freed.", "both sides"),
    ],
)  # fmt: skip
def test_a_title_leads_to_its_name(language: str, text: str, speaker: str) -> None:
    reading = read(Document("page", text, language=language, published=date(2025, 5, 23)))
    assert [claim.speaker for claim in reading.claims if claim.count == 30] == [speaker]
