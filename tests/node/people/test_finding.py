"""People are found while a name is being typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.node.people.finding import find
from homeward.node.people.keys import rekey
from homeward.node.people.models import Person, Source, Spelling
from tests.node.cast import Role, somebody

pytestmark = pytest.mark.django_db
PEOPLE = (
    ("Ткаченко", "Микола", "Іванович", "1990-05-17", "EX-10"),
    ("Ткачук", "Марія", "Степанівна", "1991", "EX-11"),
    ("Щебетько", "Євген", "Олексійович", "1979-11-30", "EX-12"),
    ("Нетудихата", "Остап", "Романович", "1988-05", "EX-13"),
    ("Дерев'янко-Липовська", "Ганна", "Петрівна", "1985-03-02", "EX-14"),
    ("Ясний", "Ія", "", "", ""),
)


@pytest.fixture
def registry() -> dict[str, Person]:
    people = Person.objects.bulk_create(
        Person(holding="sought", surname=s, given=g, patronymic=p, birth=b, service_number=n)
        for s, g, p, b, n in PEOPLE
    )
    rekey(people)
    return {one.surname: one for one in people}


@pytest.mark.parametrize(
    ("typed", "surname"),
    [
        ("тка", "Ткаченко"),
        ("Tkachenko", "Ткаченко"),
        ("Николай Ткач", "Ткаченко"),
        ("Mykola", "Ткаченко"),
        ("Іванович", "Ткаченко"),
        ("Ивановна Мария", None),
        ("Schtschebet", "Щебетько"),
        ("Щебедько", "Щебетько"),
        ("Нетудыхата", "Нетудихата"),
        ("Netudykhata O", "Нетудихата"),
        ("липовська", "Дерев'янко-Липовська"),
        ("Деревянко Анна", "Дерев'янко-Липовська"),
        ("Ія", "Ясний"),
        ("1988-05", "Нетудихата"),
        ("17.05.1990", "Ткаченко"),
        ("EX-12", "Щебетько"),
        ("ткач 1991", "Ткачук"),
    ],
)
def test_whoever_is_meant_stands_first(registry: dict[str, Person], typed: str, surname: str | None) -> None:
    found = find(typed).people
    if surname is None:
        assert not found
    else:
        assert found, typed
        assert found[0] == registry[surname]


def test_whoever_fits_as_typed_comes_before_those_with_a_slip(registry: dict[str, Person]) -> None:
    found = find("Ткаченко")
    assert not found.loosely
    assert found.people[0] == registry["Ткаченко"]
    assert find("Щебедько").loosely


def test_another_spelling_finds_the_person(registry: dict[str, Person]) -> None:
    person = registry["Ясний"]
    source = Source.objects.create(kind="list", recorded_by=somebody(Role.COORDINATION))
    Spelling.objects.create(person=person, source=source, surname="Klarskyi", given="Ija")
    rekey([person])
    assert find("Klarsk").people == (person,)


def test_whoever_was_merged_is_found_as_who_they_are_now(registry: dict[str, Person]) -> None:
    gone, kept = registry["Ткачук"], registry["Ясний"]
    gone.merged_into = kept
    gone.save()
    assert find("Ткачук").people[0] == kept


def test_nobody_erased_is_found(registry: dict[str, Person]) -> None:
    Person.objects.filter(surname="Ясний").update(erased_at="2025-05-10T00:00:00Z")
    assert find("Ясний").people == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_nothing_breaks(registry: dict[str, Person], typed: str) -> None:
    assert len(find(typed).people) <= 30
