"""The pages of the registry: who sees what, and that every look is kept."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from homeward.node.accounts.models import Look, Request
from homeward.node.accounts.roles import Role
from homeward.node.jobs.worker import drain
from homeward.node.people.models import Health, Import, Note, Person, Photo, Source
from tests.node.cast import at_work, somebody

pytestmark = pytest.mark.django_db
SOURCE = {"source_kind": "capture card", "source_title": "Card 12", "source_dated": "2025-05-09"}


@pytest.fixture
def person() -> Person:
    client = at_work(Role.COORDINATION)
    known = {"holding": "held", "surname": "Ясний", "given": "Остап", "birth": "17.05.1990", "rank": "солдат"}
    answer = client.post("/office/people/new", {**known, **SOURCE})
    assert answer.status_code == 302
    return Person.objects.get()


def test_somebody_is_added_by_hand_with_the_source(person: Person) -> None:
    assert person.birth == "1990-05-17"
    fact = person.facts.get()
    assert (fact.source.title, fact.source.dated, fact.recorded_by.username) == ("Card 12", "2025-05-09", "oksana")


def test_a_look_at_a_page_is_kept_and_says_no_name(person: Person) -> None:
    at_work(Role.LIAISON).get(f"/office/people/{person.key}")
    look = Look.objects.filter(act="seen", kind="person").get()
    assert (look.user.username, look.subject) == ("halyna", person.key)


def test_names_are_searched_in_the_body_and_answered_with_part_of_the_page(person: Person) -> None:
    client = at_work(Role.COORDINATION)
    whole = client.post("/office/people", {"q": "Yasnyi Ostap"}).content.decode()
    part = client.post("/office/people", {"q": "Yasnyi Ostap"}, headers={"HX-Request": "true"}).content.decode()
    assert person.key in whole
    assert person.key in part
    assert "<html" not in part
    assert Look.objects.filter(act="searched", number=1).count() == 2
    assert "Nobody fits" in client.post("/office/people", {"q": "Щебетько"}).content.decode()


def test_a_correction_is_added_and_what_was_said_before_stays(person: Person) -> None:
    client = at_work(Role.COORDINATION)
    values = {name: getattr(person, name) for name in ("surname", "given", "birth")}
    said = {**values, "rank": "сержант", "reason": "promoted", **SOURCE}
    assert client.post(f"/office/people/{person.key}/correct", said).status_code == 302
    page = client.get(f"/office/people/{person.key}").content.decode()
    assert [fact.values.get("rank") for fact in person.facts.all()] == ["солдат", "сержант"]
    assert "солдат" in page
    assert "promoted" in page
    assert "Nothing was changed" in client.post(f"/office/people/{person.key}/correct", said).content.decode()


def test_a_wrong_date_is_named_and_nothing_is_kept(person: Person) -> None:
    client = at_work(Role.COORDINATION)
    answer = client.post(f"/office/people/{person.key}/correct", {"surname": "Ясний", "birth": "32.13.1990", **SOURCE})
    assert answer.status_code == 400
    assert "32.13.1990" in answer.content.decode()
    assert person.facts.count() == 1


def test_a_status_has_its_history(person: Person) -> None:
    client = at_work(Role.COORDINATION)
    for standing, since in (("in hospital", "2025-05"), ("held", "2025-05-20")):
        client.post(f"/office/people/{person.key}/say/status", {"standing": standing, "since": since, **SOURCE})
    person.refresh_from_db()
    assert person.standing == "held"
    assert [one.standing for one in person.standings.all()] == ["held", "in hospital"]


def test_health_and_contacts_are_seen_by_those_alone_who_may(person: Person) -> None:
    desk, liaison = at_work(Role.COORDINATION), at_work(Role.LIAISON)
    desk.post(f"/office/people/{person.key}/say/health", {"state": "sick", "needs": "insulin", **SOURCE})
    desk.post(f"/office/people/{person.key}/say/contact", {"name": "Леся Ясна", "relation": "mother", **SOURCE})
    assert "insulin" in desk.get(f"/office/people/{person.key}").content.decode()
    seen = liaison.get(f"/office/people/{person.key}").content.decode()
    assert "Леся Ясна" in seen
    assert "insulin" not in seen
    refused = liaison.post(f"/office/people/{person.key}/say/health", {"state": "good", **SOURCE})
    assert refused.status_code == 403
    assert Health.objects.count() == 1


def test_a_note_is_kept(person: Person) -> None:
    at_work(Role.COORDINATION).post(f"/office/people/{person.key}/say/note", {"text": "Speaks sign language."})
    assert Note.objects.get().text == "Speaks sign language."


def test_a_picture_is_painted_anew_and_shown_to_those_alone_who_may(person: Person) -> None:
    image, out = Image.new("RGB", (1600, 900), "teal"), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    image.save(out, "JPEG", exif=exif)
    file = SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")
    client = at_work(Role.COORDINATION)
    assert client.post(f"/office/people/{person.key}/say/photo", {"file": file, **SOURCE}).status_code == 302
    photo = Photo.objects.get()
    assert b"Camera" not in bytes(photo.data)
    assert b"Exif" not in bytes(photo.data)
    answer = client.get(f"/office/people/photos/{photo.key}")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store")
    assert Image.open(BytesIO(answer.content)).size == (800, 450)
    assert at_work(Role.HANDOVER).get(f"/office/people/photos/{photo.key}").status_code == 403


def test_what_is_no_picture_is_refused(person: Person) -> None:
    file = SimpleUploadedFile("a.jpg", b"%PDF-1.4 no picture", "image/jpeg")
    answer = at_work(Role.COORDINATION).post(f"/office/people/{person.key}/say/photo", {"file": file, **SOURCE})
    assert answer.status_code == 400
    assert not Source.objects.filter(title="Card 12").exclude(facts=None).exclude(facts__person=person).exists()
    assert not Photo.objects.exists()


def test_a_list_is_given_looked_at_mended_and_taken_in() -> None:
    client = at_work(Role.COORDINATION)
    text = "Прізвище;Ім'я;Дата народження\nЯсний;Остап;17.05.1990\nДубовий;Назар;45.45.1988\n"
    file = SimpleUploadedFile("list.csv", text.encode("cp1251"))
    answer = client.post("/office/people/lists", {"file": file, "holding": "sought", **SOURCE})
    of = Import.objects.get()
    assert answer.url == f"/office/people/lists/{of.key}"
    assert "hx-get" in client.get(answer.url).content.decode()  # it is being read: progress
    drain()
    page = client.get(answer.url).content.decode()
    assert "somebody new" in page
    assert "Take 1 row in" in page
    bad = client.get(f"{answer.url}?plan=bad").content.decode()
    assert "45.45.1988" in bad
    assert client.post(f"{answer.url}/rows/1", {"birth": "1988-04", "plan": "bad"}).status_code == 302
    client.post(f"{answer.url}/do/take")
    drain()
    assert {one.birth for one in Person.objects.all()} == {"1990-05-17", "1988-04"}
    assert "2 rows were taken in" in client.get(answer.url).content.decode()


def test_a_list_larger_than_a_document_is_taken_from_whoever_is_signed_in() -> None:
    client = at_work(Role.COORDINATION)
    rows = "Ясний;Остап;17.05.1990;" + "х" * 3000 + "\n"
    data = ("Прізвище;Ім'я;Дата народження;Примітка\n" + rows * 2000).encode()
    assert len(data) > 11 * 1024 * 1024
    answer = client.post(
        "/office/people/lists", {"file": SimpleUploadedFile("l.csv", data), "holding": "held", **SOURCE}
    )
    assert answer.status_code == 302


def test_two_people_make_two_records_one_and_it_can_be_taken_back(person: Person) -> None:
    client = at_work(Role.COORDINATION)
    known = {"holding": "held", "surname": "Ясный", "given": "Остап", "birth": "1990", "father": "Роман"}
    client.post("/office/people/new", {**known, **SOURCE})
    other = Person.objects.exclude(pk=person.pk).get()
    asked = client.post(f"/office/people/{person.key}/merge", {"other": other.key})
    request = Request.objects.get()
    assert "Ясный" in client.get(asked.url).content.decode()
    refused = client.post(f"{asked.url}/agree", {"digest": request.digest})
    assert refused.status_code == 400
    second = at_work(Role.COORDINATION, "maryna")
    second.post(f"{asked.url}/agree", {"digest": request.digest})
    person.refresh_from_db()
    assert (person.father, person.birth) == ("Роман", "1990-05-17")
    assert client.get(f"/office/people/{other.key}").url == f"/office/people/{person.key}"
    assert person.key in client.post("/office/people", {"q": "Ясный"}).content.decode()
    number = re.search(r"merges/(\d+)/part", client.get(f"/office/people/{person.key}").content.decode())
    assert number is not None
    client.post(f"/office/people/merges/{number[1]}/part")
    person.refresh_from_db()
    assert person.father == ""
    assert client.get(f"/office/people/{other.key}").status_code == 200


def test_records_that_are_alike_are_found_and_told_apart(person: Person) -> None:
    client = at_work(Role.COORDINATION)
    Person.objects.bulk_create(
        Person(holding="held", surname=f"Дубовий{n}", given="Назар", birth=f"19{n}-02-11") for n in range(60, 90)
    )
    Person.objects.filter(pk=person.pk).update(service_number="EX-0001", patronymic="Романович")
    known = {"surname": "ЯСНЫЙ", "given": "Остап", "patronymic": "Романович", "service_number": "EX-0001"}
    client.post("/office/people/new", {"holding": "sought", "birth": "1990-05-17", **known, **SOURCE})
    client.post("/office/people/twins/find")
    drain()
    page = client.get("/office/people/twins").content.decode()
    assert "ЯСНЫЙ" in page
    number = re.search(r"twins/(\d+)\"", page)
    assert number is not None
    client.post(f"/office/people/twins/{number[1]}", {"decision": "different"})
    client.post("/office/people/twins/find")
    drain()
    assert "No two records" in client.get("/office/people/twins").content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pfif"])
def test_an_export_holds_what_its_maker_may_see_and_is_kept_as_a_look(person: Person, kind: str) -> None:
    desk = at_work(Role.COORDINATION)
    desk.post(f"/office/people/{person.key}/say/health", {"state": "sick", "needs": "insulin", **SOURCE})
    answer = desk.post("/office/people/export", {"kind": kind, "holding": "held"})
    assert answer.status_code == 200
    if kind != "xlsx":
        assert "Ясний" in answer.content.decode("utf-8-sig")
    if kind == "csv":
        assert "insulin" in answer.content.decode("utf-8-sig")
    if kind == "pfif":
        assert b"insulin" not in answer.content
        assert "солдат".encode() not in answer.content
    assert Look.objects.filter(act="exported", subject=kind, number=1).exists()
    assert at_work(Role.LIAISON).post("/office/people/export", {"kind": kind}).status_code == 403


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_pages_are_light_and_ask_the_database_little(
    person: Person, django_assert_max_num_queries, language: str
) -> None:
    client = at_work(Role.COORDINATION)
    user = somebody(Role.COORDINATION)
    Person.objects.bulk_create(Person(holding="held", surname=f"Дубовий {n}", given="Назар") for n in range(200))
    Note.objects.bulk_create(Note(person=person, text="x", recorded_by=user) for _ in range(30))
    for address in ("/office/people", f"/office/people/{person.key}", "/office/people/lists", "/office/people/twins"):
        with django_assert_max_num_queries(28):
            answer = client.get(f"{address}?lang={language}")
        assert len(answer.content) < 40_000, address
