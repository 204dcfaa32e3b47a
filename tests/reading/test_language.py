"""Which language a text is told to be in, and when none is."""

import json
from pathlib import Path

import pytest

from homeward.reading.language import language

DEV = Path(__file__).parents[2].parent / "shared" / "reading" / "dev"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The two sides exchanged ten prisoners on Friday, and it was the second swap of the month."),
        ("uk", "Сторони провели обмін, і це був другий обмін за місяць."),
        ("ru", "Стороны провели обмен, и это был второй обмен за месяц."),
        ("be", "Бакі правялі абмен, і гэта быў другі абмен за месяц, паведаміў штаб на ўзмежжы."),
        ("bg", "Двете страни си размениха пленници и това е втората размяна за месеца, като ще има и трета."),
        ("pl", "Strony wymieniły jeńców i to jest druga wymiana w tym miesiącu, jak podał sztab."),
        ("de", "Die Seiten haben am Freitag Gefangene ausgetauscht, und es ist der zweite Austausch des Monats."),
        ("fr", "Les deux parties ont échangé des prisonniers, et c'est le deuxième échange du mois dans la région."),
        ("es", "Las partes intercambiaron prisioneros el viernes y es el segundo canje del mes en la frontera."),
        ("tr", "Taraflar cuma günü esirleri takas etti ve bu ay için ikinci takas olarak duyuruldu."),
        ("he", "הצדדים החליפו עשרה אסירים ביום שישי"),
    ],
)
def test_a_language_is_told_by_its_letters_and_little_words(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "390", "Kyiv 2025", "Обмен 84", "ПРСТ КЛМН ВГДЖ", "zxcv qwrt plkj", "各方交换了十名囚犯", "абвгд " * 50],
)
def test_too_little_to_go_on_is_no_language(text: str) -> None:
    assert language(text) is None


def test_a_quotation_in_another_alphabet_does_not_change_the_language() -> None:
    text = "The ministry wrote “Ласкаво просимо додому” on its page and said that it was the second of the month."
    assert language(text) == "en"


@pytest.mark.skipif(not DEV.is_dir(), reason="the labelled documents are not here")
def test_every_labelled_document_is_in_the_language_its_note_says() -> None:
    wrong = {
        path.name: told
        for path in sorted(DEV.glob("*.txt"))
        if (told := language(path.read_text("utf-8")))
        != json.loads(path.with_suffix(".meta.json").read_text("utf-8"))["language"]
    }
    assert wrong == {}
