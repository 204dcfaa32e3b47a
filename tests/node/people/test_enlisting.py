"""Between the registry and the logs."""

import pytest

from homeward.exchange import opens
from homeward.exchange.words import ListKind, Passenger, PeopleList
from homeward.node.desk import post
from homeward.node.journal.saying import NoDeskError
from homeward.node.people.actions import enlist, name_of, open_letters, sealable
from homeward.node.people.models import Letter, Listed, Person
from tests.node.desk.conftest import START, TIME, Party
from tests.node.seating import seated

pytestmark = pytest.mark.django_db


def somebody(**fields: object) -> Person:
    known = {"holding": "held", "category": "servicemen", "surname": "Ясний", "given": "Остап", "birth": "1990-05"}
    return Person.objects.create(**{**known, **fields})


def test_people_are_enlisted_as_commitments_to_what_the_registry_says(opened: Party) -> None:
    with seated(opened["north"].folder):
        one, other = enlist([somebody(), somebody(given="Назар", rank="солдат")], ["south"])
    assert opens(one.commitment, one.details, bytes(one.salt))
    assert (one.author, one.to, one.list_digest, one.category) == ("north", ["south"], "", "servicemen")
    assert other.details["rank"] == "солдат"
    assert one.salt != other.salt
    assert name_of(one) == "Ясний Остап"


def test_the_same_person_enlisted_twice_has_two_commitments_that_nobody_can_tie(opened: Party) -> None:
    person = somebody()
    with seated(opened["north"].folder):
        (first,), (second,) = enlist([person], ["south"]), enlist([person], ["neutral"])
    assert first.commitment != second.commitment


def test_the_other_side_opens_the_letter_once_and_knows_the_people(opened: Party) -> None:
    with seated(opened["north"].folder) as north:
        rows = enlist([somebody(), somebody(given="Назар", priority="wounded")], ["south"])
        letter = post.attach(north, sealable(rows), ["south"], START)
        people = tuple(Passenger(row.commitment, row.category, row.priority or None) for row in rows)
        said = north.say(PeopleList(ListKind.OFFERED, ("south",), people, letter), TIME)
        assert open_letters() == 0  # its own are known
    opened.sync()
    Listed.objects.all().delete()
    with seated(opened["south"].folder):
        assert open_letters() == 2
        assert open_letters() == 0
    names = {name_of(row): (row.author, row.list_digest, row.priority, row.person) for row in Listed.objects.all()}
    assert names == {"Ясний Остап": ("north", said, "", None), "Ясний Назар": ("north", said, "wounded", None)}
    assert Letter.objects.get().people == 2


def test_a_letter_sealed_to_others_stays_closed(opened: Party) -> None:
    with seated(opened["north"].folder) as north:
        rows = enlist([somebody()], ["south"])
        letter = post.attach(north, sealable(rows), ["south"], START)
        north.say(
            PeopleList(ListKind.OFFERED, ("south",), (Passenger(rows[0].commitment, "servicemen"),), letter), TIME
        )
    opened.sync()
    with seated(opened["neutral"].folder):
        assert open_letters() == 0


def test_a_node_without_a_desk_enlists_nobody() -> None:
    with pytest.raises(NoDeskError):
        enlist([somebody()], ["south"])
