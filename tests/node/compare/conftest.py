"""A registry, a list that arrived, and the desks of a founded exchange."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from homeward.exchange import commit
from homeward.node.compare import actions
from homeward.node.compare.models import Arrival
from homeward.node.jobs.worker import drain
from homeward.node.people.models import Listed, Person
from tests.node.desk.conftest import founded, opened

__all__ = ["english", "founded", "opened"]
LIST = "a" * 64
SURNAMES = """
    Верболаз Гайдук Горобчук Журавель Загребельник Калинець Ковтун Криниченко Лелеченко Люлька Медовар Нетудихата
    Очеретько Перепелиця Пшеничка Рогозник Синиця Соняшник Теслюк Тополенко Хмаренко Черешня Щебетько Бджоленко
    Дубовенко Ясненко Вересень Липовецький Струмочок Камінчук Хвилько Зірниця Полиноленко Барвінок Сунична Журавка
""".split()  # noqa: SIM905  # a line of names is easier to read
RUSSIAN = str.maketrans({"і": "и", "є": "е", "ї": "и", "ґ": "г"})


def listed(number: int, **details: str) -> Listed:
    """Somebody on the list that arrived."""
    salt = number.to_bytes(32, "big")
    known = {"surname": "", "first_name": "", "fathers_name": "", "born": "", "rank": "", "service_number": ""}
    full = {**known, **details}
    return Listed(
        list_digest=LIST, author="south", to=["north"], commitment=commit(full, salt), salt=salt, details=full,
        category="servicemen",
    )  # fmt: skip


@pytest.fixture
def registry(db: None) -> list[Person]:
    return Person.objects.bulk_create(
        Person(
            holding="sought", surname=surname, given="Остап", patronymic="Романович",
            birth=f"19{60 + n}-0{n % 9 + 1}-17", service_number=f"EX-{n:05}", category="servicemen",
        )
        for n, surname in enumerate(SURNAMES)
    )  # fmt: skip


@pytest.fixture
def arrived(registry: list[Person]) -> str:
    """All but one of the registry in Russian, one with half of it missing, and ten of whom nothing is known."""
    rows = [
        listed(
            n, surname=one.surname.translate(RUSSIAN).upper(), first_name="ОСТАП", fathers_name="РОМАНОВИЧ",
            born=one.birth, service_number=one.service_number,
        )
        for n, one in enumerate(registry[:-2])
    ]  # fmt: skip
    rows.append(listed(90, surname=registry[-2].surname, first_name="О.", born=registry[-2].birth[:4]))
    rows += [listed(100 + n, surname="Громыхайлов", first_name="Пантелей", born=f"19{n + 40}-02-03") for n in range(10)]
    Listed.objects.bulk_create(rows)
    Arrival.objects.create(digest=LIST, author="south", kind="offered", people=len(rows))
    actions.compare(None, "south")
    drain()
    return "south"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever language a test before this one was answered in."""
    with translation.override("en"):
        yield
