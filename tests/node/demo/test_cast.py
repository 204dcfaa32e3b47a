"""The people of the exercise are invented, different, and the same everywhere."""

from homeward.node.demo.cast import RUSSIAN, UKRAINIAN, people


def test_the_same_people_are_invented_on_every_machine() -> None:
    assert people(UKRAINIAN, 50, 10) == people(UKRAINIAN, 50, 10)
    assert people(UKRAINIAN, 50, 10)[0].surname == "Бджоленко"


def test_no_two_people_share_their_name() -> None:
    for stock in (UKRAINIAN, RUSSIAN):
        invented = people(stock, 900, 130)
        assert len({(one.surname, one.first_name, one.fathers_name) for one in invented}) == 1030


def test_every_service_number_says_that_it_is_of_an_exercise() -> None:
    assert all(one.service_number.startswith("EX-") for one in people(RUSSIAN, 30, 30))


def test_only_servicemen_have_a_rank() -> None:
    invented = people(RUSSIAN, 5, 5)
    assert [bool(one.rank) for one in invented] == [True] * 5 + [False] * 5
    assert [one.category for one in invented] == ["servicemen"] * 5 + ["civilians"] * 5
