"""Names of speakers are labelled in Latin letters, whatever language a page is in."""

import pytest

from homeward.reading.grammar.words.romanised import romanised


@pytest.mark.parametrize(
    ("name", "code", "written"),
    [
        ("Юсов", "uk", "Yusov"),
        ("Лубінець", "uk", "Lubinets"),
        ("Єрмак", "uk", "Yermak"),
        ("Мединский", "ru", "Medinsky"),
        ("Авинян", "ru", "Avinyan"),
        ("Разводаев", "ru", "Razvodayev"),
        ("Кондратьева", "ru", "Kondratyeva"),
        ("Подлесный", "ru", "Podlesny"),
        ("Гусев", "ru", "Gusev"),
        ("Львова-Белова", "ru", "Lvova-Belova"),
    ],
)
def test_a_surname_is_written_as_agencies_write_it(name: str, code: str, written: str) -> None:
    assert romanised(name, code) == written
