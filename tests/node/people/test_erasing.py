"""What is forgotten with a person, and what is not."""

from datetime import date

import pytest

from homeward.node.accounts import twofold
from homeward.node.accounts.models import Request
from homeward.node.accounts.roles import Role
from homeward.node.jobs.worker import drain
from homeward.node.people import erasing, importing
from homeward.node.people.fields import BY_NAME
from homeward.node.people.models import Contact, Health, ImportRow, Listed, Merge, NameKey, Note, Person, Photo, Source
from tests.node.cast import somebody

pytestmark = pytest.mark.django_db
TODAY = date(2025, 5, 10)


def erased(person: Person) -> Request:
    payload = {"person": person.key, "reason": "asked"}
    asked = twofold.ask(somebody(Role.COORDINATION), erasing.KIND, payload)
    return twofold.agree(somebody(Role.COORDINATION, "maryna"), asked.pk, asked.digest)


@pytest.fixture
def person() -> Person:
    user = somebody(Role.COORDINATION)
    source = Source.objects.create(kind="list", recorded_by=user)
    text = (
        "Прізвище;Ім'я;Дата народження;Особистий номер;Звання\n"
        "Ясний;Остап;17.05.1990;EX-1;солдат\nЯСНИЙ;ОСТАП;45.45.1990;;солдат\nДубовий;Назар;45.45.1991;;солдат\n"
    )
    of = importing.give(user, "l.csv", text.encode(), source, TODAY, holding="held")
    drain()
    of.refresh_from_db()
    importing.take_in(user, of)
    drain()
    found = Person.objects.get()
    said = {"person": found, "recorded_by": user}
    Note.objects.create(**said, text="a note")
    Health.objects.create(**said, state="sick", source=source)
    Contact.objects.create(**said, name="Леся", source=source)
    Photo.objects.create(**said, data=b"jpeg", source=source)
    Listed.objects.create(author="x", commitment="1" * 64, salt=b"s" * 32, details={"surname": "Ясний"}, person=found)
    return found


def test_nothing_that_was_said_of_a_person_is_left(person: Person) -> None:
    assert erased(person).state == Request.State.DONE
    person.refresh_from_db()
    assert not any(getattr(person, name) for name in BY_NAME)
    assert person.erased_at is not None
    assert not any(table.objects.exists() for table in (Note, Health, Contact, Photo, NameKey))
    assert not person.facts.exists()
    listed = Listed.objects.get()
    assert (bytes(listed.salt), listed.details, listed.commitment) == (b"", {}, "1" * 64)


def test_rows_that_were_never_taken_in_are_forgotten_too_if_they_are_about_the_person(person: Person) -> None:
    assert [row.cells.get("surname") for row in ImportRow.objects.filter(done=False)] == ["ЯСНИЙ", "Дубовий"]
    erased(person)
    assert [row.cells.get("surname") for row in ImportRow.objects.filter(done=False)] == ["Дубовий"]


def test_who_was_merged_into_the_person_is_erased_with_them(person: Person) -> None:
    other = Person.objects.create(holding="held", surname="Ясный", merged_into=person)
    Merge.objects.create(kept=person, gone=other, by=somebody(Role.COORDINATION))
    erased(person)
    other.refresh_from_db()
    assert (other.surname, other.merged_into, other.erased_at is not None) == ("", None, True)
    assert not Merge.objects.exists()


def test_others_stay_as_they_are(person: Person) -> None:
    other = Person.objects.create(holding="held", surname="Ясний", given="Назар")
    erased(person)
    other.refresh_from_db()
    assert (other.surname, other.erased_at) == ("Ясний", None)


def test_the_request_names_nobody_once_it_is_done(person: Person) -> None:
    before = erasing.describe({"person": person.key, "reason": "asked"})
    assert "Ясний Остап" in str(before)
    request = erased(person)
    assert "Ясний" not in str(erasing.describe(request.payload))
    assert "Ясний" not in str(request.payload) + request.outcome


def test_erasing_again_after_a_crash_does_no_harm(person: Person) -> None:
    erased(person)
    assert erasing.carry_out({"person": person.key, "reason": "asked"}, "again", somebody(Role.COORDINATION))
