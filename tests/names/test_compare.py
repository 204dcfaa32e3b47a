"""Two names compared: symmetric, safe, monotone, and open to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names import compare, compare_many
from homeward.names.compare import Likeness

_ANY = st.text(max_size=60)
_NAMES = st.sampled_from(
    [
        "Бойчук Олег Степанович",
        "Boichuk Oleh",
        "Бойчук Олег",
        "Олег Бойчук",
        "Левада Ірина",
        "Irina Lewada",
        "Бойчук О. С.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(_ANY, _ANY)
def test_no_string_makes_it_fail(a, b):
    found = compare(a, b)
    assert 0 <= found.probability <= 1
    assert np.isfinite(found.bits)


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "🙂🙂", "а" * 100_000, "- - -", "1234", "ʹʹʹ", "\n\r\t", "李"])
def test_nor_do_strings_that_are_no_names(text):
    assert compare(text, "Бойчук Олег").bits == compare("Бойчук Олег", text).bits


@settings(max_examples=40, deadline=None)
@given(_NAMES, _NAMES)
def test_it_is_symmetric(a, b):
    assert compare(a, b).bits == compare(b, a).bits


@settings(max_examples=30, deadline=None)
@given(_NAMES, _NAMES)
def test_the_reasons_sum_to_the_bits(a, b):
    found = compare(a, b)
    assert sum(reason.bits for reason in found.reasons) == pytest.approx(found.bits, abs=0.02)


def test_many_at_once_are_as_each_alone():
    names = ["Бойчук Олег Степанович", "Boichuk Oleh", "Левада Ірина", "", "Irina Lewada", "Коваль П. І."]
    pairs = [(a, b) for a in names for b in names]
    together = compare_many([a for a, _ in pairs], [b for _, b in pairs])
    alone = [compare(a, b).bits for a, b in pairs]
    assert together == pytest.approx(alone, abs=1e-3)


def test_unequal_sides_are_an_error_that_says_so():
    with pytest.raises(ValueError, match="2 names against 1"):
        compare_many(["а", "б"], ["в"])


def test_the_same_patronymic_adds_a_missing_one_takes_nothing_much_another_contradicts():
    bare = compare("Бойчук Олег", "Boichuk Oleh").bits
    same = compare("Бойчук Олег Степанович", "Boichuk Oleh Stepanovych").bits
    missing = compare("Бойчук Олег Степанович", "Boichuk Oleh").bits
    other = compare("Бойчук Олег Степанович", "Boichuk Oleh Pavlovych").bits
    assert same > bare
    assert bare >= missing > other
    assert other < 0 < missing


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Бойчук Микола Олексійович", "Бойчук Николай Алексеевич"),
        ("Бойчук Микола Олексійович", "Nikolai Boitschuk"),
        ("Щербина Юлія", "Yuliya Shcherbina"),
        ("Жуковський Євген", "Jewhen Schukowskyj"),
        ("Аляксандр Грынчанка", "Александр Гринченко"),
        ("Ґудзь Олег", "Гудзь О."),
    ],
)
def test_one_name_in_two_languages_is_one(a, b):
    assert compare(a, b).bits > 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Бойчук Марина", "Бойчук Мар'яна"),
        ("Бойчук Олег Степанович", "Бойчук Ігор Степанович"),
        ("Бойчук Олег Степанович", "Раковіч Олег Степанович"),
        ("Кулик О. К.", "Дурнов О. К."),
        ("Бойчук Олег", "Левада Ірина"),
    ],
)
def test_two_people_are_two(a, b):
    assert compare(a, b).bits < 0


def test_reasons_are_named():
    found = {reason.likeness for reason in compare("Бойчук Микола Степанович", "Николай Бойчук").reasons}
    assert {Likeness.SAME, Likeness.SAME_NAME, Likeness.FATHER_MISSING} <= found
