"""Two records become one, and are parted again as they were."""

import xml.etree.ElementTree as ET

import pytest
from django.contrib.auth.models import User

from homeward.node.accounts.models import Look
from homeward.node.accounts.roles import Role
from homeward.node.people import actions, exporting, merging
from homeward.node.people.fields import BY_NAME
from homeward.node.people.merging import MergingError
from homeward.node.people.models import Merge, Person, Source
from tests.node.cast import somebody

pytestmark = pytest.mark.django_db
NAMESPACE = {"pfif": "http://zesty.ca/pfif/1.4"}


@pytest.fixture
def user() -> User:
    return somebody(Role.COORDINATION)


def person(user: User, **values: str) -> Person:
    source = Source.objects.create(kind="list", recorded_by=user)
    return actions.add(user, source, "held", {"surname": "Ясний", **values})


def fields(one: Person) -> dict[str, object]:
    one.refresh_from_db()
    return {name: getattr(one, name) for name in BY_NAME}


def merged(user: User, kept: Person, gone: Person) -> None:
    merging.carry_out(merging.payload(kept, gone), "key", user)


def test_the_kept_record_shows_its_own_word_and_the_others_where_it_has_none(user: User) -> None:
    kept, gone = person(user, rank="солдат"), person(user, rank="рядовий", father="Роман")
    merged(user, kept, gone)
    assert (fields(kept)["rank"], fields(kept)["father"]) == ("солдат", "Роман")


@pytest.mark.parametrize("told", [True, False], ids=["with sources", "without"])
def test_parted_again_both_are_as_they_were(user: User, told: bool) -> None:
    kept, gone = person(user, rank="солдат"), person(user, rank="рядовий", father="Роман")
    if not told:
        kept.facts.all().delete()
        gone.facts.all().delete()
    before = fields(kept), fields(gone)
    merged(user, kept, gone)
    merging.undo(user, Merge.objects.get())
    assert (fields(kept), fields(gone)) == before
    gone.refresh_from_db()
    assert gone.merged_into is None
    with pytest.raises(MergingError):
        merging.undo(user, Merge.objects.get())


def test_what_was_said_since_stays_when_they_are_parted(user: User) -> None:
    kept, gone = person(user), person(user, father="Роман")
    merged(user, kept, gone)
    kept.refresh_from_db()
    actions.say(kept, {"rank": "сержант"}, Source.objects.create(kind="card", recorded_by=user), user)
    merging.undo(user, Merge.objects.get())
    assert (fields(kept)["rank"], fields(kept)["father"]) == ("сержант", "")


def test_three_records_become_one_through_each_other(user: User) -> None:
    first, second, third = person(user), person(user, father="Роман"), person(user, rank="солдат")
    merged(user, second, third)
    merged(user, first, second)
    assert (fields(first)["father"], fields(first)["rank"]) == ("Роман", "солдат")
    third.refresh_from_db()
    assert third.root == first


def test_done_twice_it_is_done_once(user: User) -> None:
    kept, gone = person(user), person(user)
    given = merging.payload(kept, gone)
    merging.carry_out(given, "key", user)
    merging.carry_out(given, "key", user)
    assert Merge.objects.count() == 1
    with pytest.raises(MergingError):
        merging.payload(kept, Person.objects.get(pk=gone.pk))


def test_an_export_in_pfif_is_a_document_of_that_format(user: User) -> None:
    one = person(user, given="Остап", birth="1990-05", sex="M", rank="солдат", marks="шрам & <опік>")
    actions.stand(one, "deceased", Source.objects.create(kind="official message", recorded_by=user), user)
    document = ET.fromstring(exporting.export(user, Person.objects.live(), "pfif"))
    found = document.find("pfif:person", NAMESPACE)
    assert found is not None
    said = {child.tag.split("}")[1]: child.text for child in found if len(child) == 0}
    assert said["person_record_id"].endswith(f"/{one.key}")
    assert (said["full_name"], said["date_of_birth"], said["sex"]) == ("Ясний Остап", "1990-05", "male")
    assert {"source_date", "expiry_date"} <= said.keys()
    assert found.findtext("pfif:note/pfif:status", namespaces=NAMESPACE) == "believed_dead"
    assert "солдат" not in ET.tostring(document, "unicode")
    assert Look.objects.filter(act="exported").count() == 1
