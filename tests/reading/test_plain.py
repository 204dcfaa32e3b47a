"""The plainest sentences are read rightly, whoever says them, in whatever month, whatever else the page tells."""

from datetime import date
from itertools import product

import pytest

from homeward.reading import Document, Kind, read

MONTHS = {
    "en": {3: "March", 6: "June", 8: "August", 12: "December"},
    "uk": {3: "березня", 6: "червня", 8: "серпня", 12: "грудня"},
    "ru": {3: "марта", 6: "июня", 8: "августа", 12: "декабря"},
}
VOICES = {
    "en": ("The Coordination Headquarters", "President Zelensky", "Medinsky"),
    "uk": ("Координаційний штаб", "президент Зеленський", "Мединський"),
    "ru": ("Координационный штаб", "президент Зеленский", "Мединский"),
}


@pytest.mark.parametrize(
    ("code", "text", "way"),
    [
        ("en", "Prisoner swap. {who} said that {n} Ukrainian soldiers returned home on {month} 5.", "to_ukraine"),
        ("en", "A prisoner exchange was held on {month} 5. Russia got {n} of its servicemen, {who} said.", "to_russia"),
        (
            "uk",
            "Обмін полоненими. {who} повідомив, що 5 {month} додому повернулися {n} українських військових.",
            "to_ukraine",
        ),
        (
            "uk",
            "Обмін полоненими відбувся 5 {month}. Росія отримала {n} своїх військових, повідомив {who}.",
            "to_russia",
        ),
        ("ru", "Обмен пленными. {who} сообщил, что 5 {month} домой вернулись {n} российских военных.", "to_russia"),
        ("ru", "Обмен пленными прошёл 5 {month}. Украина получила {n} своих военных, сообщил {who}.", "to_ukraine"),
    ],
)
@pytest.mark.parametrize("behind", [False, True])
def test_soldiers_who_are_home_are_alive_and_home(code: str, text: str, way: str, behind: bool) -> None:
    dead = {
        "en": "The bodies of 909 came in April.",
        "uk": "Тіла 909 повернули у квітні.",
        "ru": "Тела 909 вернули в апреле.",
    }
    for (number, month), who, count in product(MONTHS[code].items(), VOICES[code], (31, 1000)):
        told = text.format(who=who, month=month, n=count) + (f" {dead[code]}" if behind else "")
        claims = read(Document("page", told, code, published=date(2025, number, 5))).claims
        found = {(c.kind, c.direction) for c in claims if c.count == count}
        assert found == {(Kind.TRANSFER, way)}, told
