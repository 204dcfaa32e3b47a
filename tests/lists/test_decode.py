"""The encoding of a list is told from its letters: Ukrainian and Russian, capitals or not, one row or many."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.lists import UnreadableError
from homeward.lists.decode import decoded

NAMES = {
    "uk": "Мельник Шевченко Бойко Кравченко Олійник Поліщук Гончаренко Павленко Клименко Савчук Лисенко Іваненко "
    "Сергій Андрій Володимир Микола Віталій Юрій Іван Василь Олена Наталія Тетяна Світлана Київ Харків Одеса "
    "Запоріжжя Вінниця Чернігів Житомир Хмельницький Рівне Тернопіль",
    "ru": "Мельник Шевченко Бойко Кравченко Олейник Полищук Гончаренко Павленко Клименко Савчук Лысенко Иваненко "
    "Сергей Андрей Владимир Николай Виталий Юрий Иван Василий Елена Наталья Татьяна Светлана Киев Харьков Одесса "
    "Запорожье Винница Чернигов Житомир Хмельницкий Ровно Тернополь",
}


@st.composite
def lists(draw: st.DrawFn) -> str:
    words = st.sampled_from(NAMES[draw(st.sampled_from(sorted(NAMES)))].split())
    rows = draw(st.lists(st.tuples(words, words, words), min_size=1, max_size=8))
    text = "".join(f"{';'.join(row)};12.05.1990;А1234\n" for row in rows)
    return text.upper() if draw(st.booleans()) else text


class TestEncodings:
    """«One-byte encodings: the one in which the letters are the most likely ones» (rule 4)."""

    @settings(max_examples=40)
    @given(lists(), st.sampled_from(["cp1251", "koi8-u"]))
    def test_one_list_is_enough_to_tell_windows_from_koi8(self, text: str, encoding: str) -> None:
        found, told = decoded("x", text.encode(encoding))
        assert found == text
        assert told == encoding or (encoding == "koi8-u" and told == "koi8-r")

    @settings(max_examples=40)
    @given(lists())
    def test_the_code_page_of_dos_is_told_too(self, text: str) -> None:
        text = text.replace("і", "i").replace("І", "I")  # it has no Ukrainian і; clerks typed the Latin letter
        assert decoded("x", text.encode("cp866")) == (text, "cp866")

    @settings(max_examples=40)
    @given(lists(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
    def test_unicode_is_told_with_and_without_its_mark(self, text: str, encoding: str) -> None:
        assert decoded("x", text.encode(encoding))[0] == text


def test_koi8_is_named_by_whose_letters_are_in_it() -> None:
    assert decoded("x", "Дні;Їжак;Ґава".encode("koi8-u"))[1] == "koi8-u"
    assert decoded("x", "Дни;Ёжик;Галка\nИванов;Пётр;Сидоров".encode("koi8-r"))[1] == "koi8-r"


def test_accents_of_latin_names_are_windows_1252() -> None:
    assert decoded("x", "Müller;José;Gómez\nBjörk;Zoë;Nuñez\n".encode("cp1252")) == (
        "Müller;José;Gómez\nBjörk;Zoë;Nuñez\n",
        "cp1252",
    )


def test_a_few_broken_bytes_in_utf8_lose_their_letters_and_no_others() -> None:
    data = "Вигаденко;Остап\nНеіснюк;Ганна\n".encode()
    text, encoding = decoded("x", data[:5] + b"\xff" + data[6:])
    assert encoding == "utf-8"
    assert text.endswith("Неіснюк;Ганна\n")
    assert "\ufffd" in text


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 400])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        decoded("x", data)
