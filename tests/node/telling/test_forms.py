"""Sentences with the forms that numbers ask for."""

from datetime import date

import pytest
from babel.core import Locale
from hypothesis import given
from hypothesis import strategies as st

from homeward.node.telling.forms import LANGUAGES, day_of, form, returned, to, written

DAY = date(2025, 5, 23)
CLDR = {"one": 0, "few": 1, "many": 2, "other": 2}


@given(st.integers(0, 10**7), st.sampled_from(LANGUAGES))
def test_the_form_is_that_of_cldr(number: int, language: str) -> None:
    rule = Locale.parse(language).plural_form(number)
    wanted = CLDR[rule] if language != "en" else int(rule != "one")
    assert form(language, number) == wanted


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "On 23 May 2025, 1 person returned to Ukraine."),
        ("en", 1000, "On 23 May 2025, 1,000 people returned to Ukraine."),
        ("uk", 1, "23 травня 2025 року 1 особа повернулася до України."),
        ("uk", 2, "23 травня 2025 року 2 особи повернулися до України."),
        ("uk", 11, "23 травня 2025 року 11 осіб повернулося до України."),
        ("uk", 390, "23 травня 2025 року 390 осіб повернулося до України."),
        ("ru", 21, "23 мая 2025 года 21 человек вернулся в Украину."),
        ("ru", 303, "23 мая 2025 года 303 человека вернулись в Украину."),
        ("ru", 1000, "23 мая 2025 года 1\u00a0000 человек вернулись в Украину."),
    ],
)
def test_a_number_and_its_words_agree(language: str, number: int, said: str) -> None:
    assert returned(language, to(language, "ukraine", ""), number, {}, DAY, whole=False) == said


def test_categories_are_listed_in_their_forms() -> None:
    kinds = {"servicemen": 271, "civilians": 122}
    says = {
        language: returned(language, to(language, "ukraine", ""), 393, kinds, DAY, whole=False)
        for language in LANGUAGES
    }
    assert says["en"].endswith("393 people returned to Ukraine: 271 servicemen and 122 civilians.")
    assert says["uk"].endswith("393 особи повернулися до України: 271 військовослужбовець і 122 цивільні особи.")
    assert says["ru"].endswith("393 человека вернулись в Украину: 271 военнослужащий и 122 гражданских лица.")


def test_one_category_alone_is_not_repeated_and_one_without_words_keeps_its_name() -> None:
    assert "servicemen" not in returned("en", "to Ukraine", 5, {"servicemen": 5}, DAY, whole=False)
    assert "medics: 7" in returned("en", "to Ukraine", 12, {"medics": 7, "civilians": 5}, DAY, whole=False)


def test_too_few_are_several_and_the_whole_is_told_by_the_day_of_the_agreement() -> None:
    assert (
        returned("en", "to Ukraine", None, {}, DAY, whole=False)
        == "On 23 May 2025, several people returned to Ukraine."
    )
    whole = returned("uk", "до України", None, {}, DAY, whole=True)
    assert whole == "В обміні, узгодженому 23 травня 2025 року, кілька осіб повернулися до України."


def test_days_and_numbers_are_written_as_the_language_does() -> None:
    assert day_of("ru", DAY) == "23 мая 2025 года"
    assert written("uk", 1000000) == "1\u00a0000\u00a0000"


def test_a_party_without_words_of_its_own_is_named() -> None:
    assert to("en", "north", "North") == "to North"
