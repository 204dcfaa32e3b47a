"""Words in their roles, and what a clerk's hand did to them undone."""

import pytest

from homeward.names import clean, parse
from homeward.names.fathers import fathers
from homeward.names.given import Kinship, kinship, memberships, slipped
from homeward.names.titles import stripped


def _best(*args, **columns):
    best = parse(*args, **columns)[0]
    return best.surname, best.given, best.patronymic


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Бойчук Олег Степанович", ("бойчук", "олег", "степанович")),
        ("Олег Степанович Бойчук", ("бойчук", "олег", "степанович")),
        ("Oleh Boichuk", ("boichuk", "oleh", "")),
        ("BOICHUK OLEH", ("boichuk", "oleh", "")),
        ("Бойчук О. С.", ("бойчук", "о.", "с.")),
        ("О.С. Бойчук", ("бойчук", "о.", "с.")),
        ("Мінкевич Сергій Павлович", ("мінкевич", "сергій", "павлович")),
        ("Сергій Павлович Мінкевич", ("мінкевич", "сергій", "павлович")),
        ("Бойчук-Левада Олена", ("бойчук-левада", "олена", "")),
        ("ст. сержант Бойчук Олег", ("бойчук", "олег", "")),
    ],
)
def test_a_name_in_one_string_is_read_in_its_order(text, read):
    assert _best(text) == read


@pytest.mark.parametrize(
    ("columns", "read"),
    [
        ({"surname": "Бойчук", "given": "Олег", "patronymic": "Степанович"}, ("бойчук", "олег", "степанович")),
        ({"surname": "Олег", "given": "Бойчук", "patronymic": "Степанович"}, ("бойчук", "олег", "степанович")),
        ({"surname": "Бойчук", "given": "Олег Степанович"}, ("бойчук", "олег", "степанович")),
        ({"surname": "Олег Степанович", "given": "Бойчук"}, ("бойчук", "олег", "степанович")),
        ({"surname": "Бойчук Олег Степанович"}, ("бойчук", "олег", "степанович")),
    ],
)
def test_columns_are_believed_but_not_blindly(columns, read):
    assert _best(**columns) == read


def test_two_given_names_are_read_both_ways():
    ways = {(way.surname, way.given) for way in parse("Роман Богдан")}
    assert {("роман", "богдан"), ("богдан", "роман")} <= ways


def test_the_odds_of_all_readings_sum_to_one():
    ways = parse("Роман Богдан")
    assert sum(2**way.bits for way in ways) == pytest.approx(1, abs=0.01)


def test_look_alikes_of_the_other_alphabet_are_put_right():
    assert clean.words("Бoйчyк") == clean.words("Бойчук")  # o and y were Latin
    assert clean.words("Воiсhuk") == clean.words("Boichuk")  # В, о and с were Cyrillic


def test_apostrophes_hyphens_and_case_do_not_matter():
    one = clean.words("Дем’янчук-В'юн")
    assert one == clean.words("ДЕМ'ЯНЧУК–Вʼюн") == clean.words("дем`янчук-в′юн")


def test_ranks_and_forms_of_address_are_left_out_but_never_everything():
    assert clean.words(stripped("ст. л-т Бойчук О.")) == ["бойчук", "о."]
    assert clean.words(stripped("Dr. Olha Boichuk")) == ["olha", "boichuk"]
    assert stripped("сержант") == "сержант"


def _kin(a, b):
    return kinship(*memberships([a, b]))


@pytest.mark.parametrize(
    ("a", "b", "kin"),
    [
        ("микола", "николай", Kinship.SAME),
        ("микола", "мікалай", Kinship.SAME),
        ("mykola", "nikolai", Kinship.SAME),
        ("олена", "елена", Kinship.SAME),
        ("микола", "коля", Kinship.SHORT),
        ("іван", "john", Kinship.TRANSLATED),
        ("юрій", "георгій", Kinship.RELATED),
        ("марина", "мар'яна", Kinship.DIFFERENT),
        ("данило", "денис", Kinship.DIFFERENT),
        ("бойчук", "олег", Kinship.UNKNOWN),
    ],
)
def test_given_names_are_classes_not_spellings(a, b, kin):
    assert _kin(a, b) is kin
    assert _kin(b, a) is kin


def test_a_slip_still_finds_the_name():
    assert kinship(*slipped(["сегрей", "сергій"])) is Kinship.SAME


@pytest.mark.parametrize(
    "forms", [("миколайович", "николаевич", "mykolaiovych"), ("іллівна", "ильинична"), ("григорівна", "grigoryevna")]
)
def test_patronymics_name_the_father_whatever_the_language(forms):
    numbers = [{hit.number for hit in found} for found in fathers(forms)]
    assert all(numbers)
    assert set.intersection(*numbers)


def test_a_surname_like_a_patronymic_names_no_father():
    assert fathers(["шухевич"]) == [()]
