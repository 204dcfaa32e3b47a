"""Invented people, and the same people as another side's clerk writes them; the same for every run."""

import random

from benchmarks.names import schemes
from homeward.matching import Subject

SURNAMES = [
    "Бондарчук",
    "Ковалюк",
    "Шевчишин",
    "Лисовий",
    "Марчук",
    "Левадний",
    "Жуківський",
    "Щербина",
    "Гуменний",
    "Ткачишин",
    "Юрчак",
    "Яремчук",
    "Кирилюк",
    "Чернюк",
    "Цимбал",
    "Хоменко",
    "Федорців",
    "Зінчук",
    "Дзюба",
    "Петришин",
    "Остапчук",
    "Гайдар",
    "Кушнір",
    "Захарчук",
    "Вишневий",
    "Рудик",
    "Савчин",
    "Павлюк",
    "Мороз",
    "Гнатюк",
    "Олійник",
    "Ткач",
    "Поліщук",
    "Кравець",
    "Бойчук",
    "Тимчук",
    "Семенюк",
    "Романчук",
    "Климчук",
    "Данилюк",
    "Левчук",
    "Панасюк",
    "Степанюк",
    "Мельничук",
    "Грищук",
]
GIVEN = {
    "Олександр": "Александр", "Сергій": "Сергей", "Микола": "Николай", "Дмитро": "Дмитрий", "Володимир": "Владимир",
    "Михайло": "Михаил", "Петро": "Пётр", "Андрій": "Андрей", "Юрій": "Юрий", "Ігор": "Игорь", "Олег": "Олег",
    "Віктор": "Виктор", "Максим": "Максим", "Тарас": "Тарас", "Степан": "Степан",
}  # fmt: skip
FATHERS = {
    "Олександрович": "Александрович", "Сергійович": "Сергеевич", "Миколайович": "Николаевич", "Іванович": "Иванович",
    "Петрович": "Петрович", "Андрійович": "Андреевич", "Юрійович": "Юрьевич", "Степанович": "Степанович",
}  # fmt: skip


def registry(count, seed=1):
    """So many people as their own side has them."""
    chance = random.Random(seed)
    return [
        Subject(
            id=f"A{place:05d}",
            surname=chance.choice(SURNAMES),
            given=chance.choice(list(GIVEN)),
            patronymic=chance.choice(list(FATHERS)),
            sex="M",
            born=f"{chance.randrange(1965, 2006)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
            unit=f"А{chance.randrange(1000, 1060)}",
        )
        for place in range(count)
    ]


def russian(word):
    """A Ukrainian surname as Russian spells it."""
    return word.translate(str.maketrans("іїєґ", "иеег")).replace("И", "И")


def listed(people, seed=2):
    """The same people as the other side writes them: in Russian or in a newspaper's Latin, dates sometimes partial."""
    chance = random.Random(seed)
    rows = []
    for place, person in enumerate(people):
        surname, given = russian(person.surname), GIVEN[person.given]
        father = FATHERS[person.patronymic]
        if chance.random() < 0.4:
            table = chance.choice(list(schemes.RUSSIAN.values()))
            surname, given, father = (schemes.render(word, table) for word in (surname, given, father))
        rows.append(
            Subject(
                id=f"B{place:05d}",
                surname=surname,
                given=given,
                patronymic=father if chance.random() < 0.8 else "",
                born=person.born if chance.random() < 0.9 else person.born[:4],
                unit=person.unit[1:] if chance.random() < 0.5 else "",
            )
        )
    return rows
