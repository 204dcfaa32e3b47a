"""The people of the exercise: all invented, the same on every machine.

A person's details are what the bureaux of the parties send each other (GC III 17 and 122, GC IV 138), and every service
number begins with ``EX-`` so that nobody can take a person of the exercise for a real one.
"""

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Self

SEED = 20250523


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person, with the details that identify them between the bureaux."""

    surname: str
    first_name: str
    fathers_name: str
    born: str  # ISO date
    rank: str  # empty for a civilian
    service_number: str  # of the exercise, always EX-…
    category: str  # as the terms name it: servicemen, civilians

    def details(self) -> dict[str, str]:
        """Return what is committed to: the canonical details, as strings."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Stock:
    """The names one side's people are drawn from: first names, fathers' names and surnames as (male, female) forms."""

    first: tuple[list[str], list[str]]
    fathers: tuple[tuple[str, str], ...]
    surnames: tuple[tuple[str, str], ...]
    ranks: tuple[str, ...]

    @classmethod
    def of(cls, men: str, women: str, fathers: str, surnames: str, ranks: tuple[str, ...]) -> Self:
        """Read names written one after the other; ``Ясний/Ясна`` has a male and a female form."""
        return cls((men.split(), women.split()), _forms(fathers), _forms(surnames), ranks)


def _forms(names: str) -> tuple[tuple[str, str], ...]:
    pairs = (name.partition("/") for name in names.split())
    return tuple((male, female or male) for male, _, female in pairs)


UKRAINIAN = Stock.of(
    men=(
        "Андрій Богдан Василь Віталій Володимир Дмитро Євген Іван Ігор Кирило Максим Микола Назар Олег "
        "Олександр Остап Павло Петро Роман Сергій Степан Тарас Федір Юрій Ярослав"
    ),
    women=("Анна Вікторія Галина Дарина Ірина Катерина Леся Марія Надія Оксана Соломія"),
    fathers=(
        "Андрійович/Андріївна Богданович/Богданівна Васильович/Василівна Іванович/Іванівна Ігорович/Ігорівна "
        "Миколайович/Миколаївна Олегович/Олегівна Олександрович/Олександрівна Павлович/Павлівна "
        "Петрович/Петрівна Романович/Романівна Сергійович/Сергіївна Степанович/Степанівна Тарасович/Тарасівна "
        "Юрійович/Юріївна Ярославович/Ярославівна"
    ),
    surnames=(
        "Бджоленко Верболаз Гайдук Горобчук Дерев'янко Журавель Загребельник Калинець Ковтун Криниченко "
        "Лелеченко Люлька Медовар Нетудихата Очеретько Перепелиця Пшеничка Рогозник Синиця Соняшник Теслюк "
        "Тополенко Хмаренко Черешня Щебетько Вересневий/Вереснева Дубовий/Дубова Ясний/Ясна "
        "Липовський/Липовська"
    ),
    ranks=("солдат", "старший солдат", "молодший сержант", "сержант", "старший сержант", "лейтенант", "матрос"),
)

RUSSIAN = Stock.of(
    men=(
        "Алексей Андрей Антон Артём Борис Вадим Виктор Геннадий Глеб Денис Евгений Иван Игорь Кирилл "
        "Константин Максим Михаил Николай Олег Павел Роман Семён Степан Тимофей Фёдор"
    ),
    women=("Анна Вера Дарья Елена Ирина Ксения Людмила Мария Наталья Ольга Татьяна"),
    fathers=(
        "Алексеевич/Алексеевна Андреевич/Андреевна Борисович/Борисовна Викторович/Викторовна "
        "Денисович/Денисовна Евгеньевич/Евгеньевна Иванович/Ивановна Игоревич/Игоревна Михайлович/Михайловна "
        "Николаевич/Николаевна Олегович/Олеговна Павлович/Павловна Романович/Романовна Семёнович/Семёновна "
        "Степанович/Степановна Фёдорович/Фёдоровна"
    ),
    surnames=(
        "Берёзкин/Берёзкина Валежников/Валежникова Грибанов/Грибанова Дождев/Дождева Ежевикин/Ежевикина "
        "Журавушкин/Журавушкина Заречнов/Заречнова Ивняков/Ивнякова Камышов/Камышова Ключников/Ключникова "
        "Листопадов/Листопадова Малинников/Малинникова Морошкин/Морошкина Озёрнов/Озёрнова Осинин/Осинина "
        "Пастушков/Пастушкова Просёлков/Просёлкова Родничков/Родничкова Рябинкин/Рябинкина "
        "Скворешников/Скворешникова Снегирёнков/Снегирёнкова Тропинкин/Тропинкина Хвоев/Хвоева "
        "Черёмухин/Черёмухина Яблочников/Яблочникова"
    ),
    ranks=("рядовой", "ефрейтор", "младший сержант", "сержант", "старший сержант", "лейтенант", "матрос"),
)


def people(stock: Stock, servicemen: int, civilians: int, seed: int = SEED) -> list[Person]:
    """Invent the people of one side: first the servicemen, then the civilians, all different.

    Args:
        stock: the names to draw from.
        servicemen: how many servicemen.
        civilians: how many civilians.
        seed: the same seed gives the same people on every machine.
    """
    draw = random.Random(f"{seed}-{stock.ranks[0]}")  # noqa: S311 - invented people, not secrets
    names = _names(stock, draw)
    invented = []
    for number in range(servicemen + civilians):
        soldier = number < servicemen
        female = draw.random() < (0.03 if soldier else 0.3)
        surname, first, father = next(names)[female]
        youngest, oldest = (19, 56) if soldier else (18, 74)
        born = date(2025, 1, 1) - timedelta(days=draw.randrange(youngest * 365, oldest * 365))
        invented.append(
            Person(
                surname=surname,
                first_name=first,
                fathers_name=father,
                born=born.isoformat(),
                rank=draw.choice(stock.ranks) if soldier else "",
                service_number=f"EX-{number + 1:05d}",
                category="servicemen" if soldier else "civilians",
            )
        )
    return invented


def _names(stock: Stock, draw: random.Random) -> Iterator[tuple[tuple[str, str, str], tuple[str, str, str]]]:
    """Yield (male, female) forms of surname, first name and father's name; no combination twice."""
    seen = set()
    while True:
        surname, father = draw.choice(stock.surnames), draw.choice(stock.fathers)
        man, woman = draw.choice(stock.first[0]), draw.choice(stock.first[1])
        if (surname, man, father) in seen or (surname, woman, father) in seen:
            continue
        seen.update({(surname, man, father), (surname, woman, father)})
        yield (surname[0], man, father[0]), (surname[1], woman, father[1])
