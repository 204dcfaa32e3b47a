"""The data of names: what holds for every line, and what names must and must not fall together."""

import re
import tomllib
from functools import lru_cache
from importlib import resources
from itertools import combinations
from pathlib import Path
from time import process_time

import pytest

LISTS = Path(__file__).parents[2].parent / "shared" / "matching" / "gen_lists.py"
WORD = re.compile(r"[А-ЯЁІЇЄҐЎA-ZÀ-ɏƏ][а-яёіїєґўa-zà-ɏə']*(?:-[А-ЯЁІЇЄҐA-Zа-яa-z][а-яёіїєґa-z]*)*")
COLUMNS = ("sex", "uk", "ru", "be", "abroad", "short", "related")


def text_of(name: str) -> str:
    return resources.files("homeward.names").joinpath(f"data/{name}").read_text("utf-8")


def lines_of(name: str) -> list[list[str]]:
    lines = [line for line in text_of(name).splitlines() if line.strip() and not line.startswith("#")]
    return [[column.strip() for column in line.split("|")] for line in lines]


def records() -> list[dict[str, list[str]]]:
    return [
        dict(zip(COLUMNS, [c.split() for c in row] + [[]] * (7 - len(row)), strict=True))
        for row in lines_of("given.txt")
    ]


RECORDS = records()


def words(record: dict[str, list[str]], *columns: str) -> set[str]:
    return {word.rstrip("?") for column in columns for joined in record[column] for word in joined.split("=")}


def full(record: dict[str, list[str]]) -> set[str]:
    return words(record, "uk", "ru", "be", "abroad")


def key(record: dict[str, list[str]]) -> str:
    return next(w for column in COLUMNS[1:5] for w in record[column]).split("=")[0].rstrip("?")


@lru_cache(maxsize=2)
def index(*, short: bool) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for record in RECORDS:
        for word in full(record) | (words(record, "short") if short else set()):
            found.setdefault(word, set()).add((record["sex"][0], key(record)))
    return found


def classes(name: str, sex: str = "mf", *, short: bool = False) -> set[str]:
    return {owner for whose, owner in index(short=short).get(name, set()) if whose == "b" or whose in sex}


def test_every_record_has_a_sex_and_a_form_and_no_more_than_seven_columns() -> None:
    assert all(len(row) <= 7 for row in lines_of("given.txt"))
    for record in RECORDS:
        assert record["sex"] in (["m"], ["f"], ["b"]), record
        assert full(record), record


def test_every_form_is_one_word_with_a_capital() -> None:
    wrong = [w for r in RECORDS for w in full(r) | words(r, "short", "related") if not WORD.fullmatch(w)]
    assert wrong == []


def test_no_form_mixes_alphabets() -> None:
    mixed = [
        w
        for r in RECORDS
        for w in full(r) | words(r, "short")
        if re.search("[а-яіїєґё]", w.lower()) and re.search("[a-z]", w.lower())
    ]
    assert mixed == []


def test_no_form_stands_twice_at_home() -> None:
    for record in RECORDS:
        at_home = [w for column in ("uk", "ru") for w in record[column]]
        assert len(record["uk"]) == len(set(record["uk"])), record
        assert len(at_home) == len(set(at_home)), record


def test_keys_are_unique() -> None:
    keys = [key(r) for r in RECORDS]
    assert len(keys) == len(set(keys))


def test_a_form_of_two_classes_of_one_sex_is_marked_and_no_other_is() -> None:
    for sex in "mf":
        owners: dict[str, set[str]] = {}
        marked: dict[str, set[bool]] = {}
        for record in RECORDS:
            if record["sex"][0] not in (sex, "b"):
                continue
            for column in ("uk", "ru", "be", "abroad"):
                for joined in record[column]:
                    for word in joined.split("="):
                        bare = word.rstrip("?").casefold()
                        owners.setdefault(bare, set()).add(key(record))
                        marked.setdefault(bare, set()).add(word.endswith("?"))
        wrong = {w for w, found in owners.items() if marked[w] != {len(found) > 1}}
        assert wrong == set()


def test_related_classes_exist_and_are_not_the_class_itself() -> None:
    keys = {key(r) for r in RECORDS}
    for record in RECORDS:
        for other in record["related"]:
            assert other in keys, record
            assert other != key(record)


def test_a_relation_is_written_once() -> None:
    written = [frozenset((key(r), other)) for r in RECORDS for other in r["related"]]
    assert len(written) == len(set(written))


@pytest.mark.parametrize(
    "names",
    [
        "Микола Николай Мікалай Nicholas Nikolaus Mikołaj Miklós Mikuláš",
        "Олександр Александр Аляксандр Alexander Sándor",
        "Данило Даниил Данил Daniel",
        "Анна Ганна Hanna Anne",
        "Олена Елена Helen",
        "Артем Артемій Артём",
        "Кирило Кирилл Cyril",
        "Федір Фёдор Theodore",
        "Наталія Наталья Natalie",
        "Омелян Емельян",
        "Панас Опанас Афанасий",
        "Гнат Игнат",
        "Йосип Осип Иосиф Joseph Józef",
        "Яків Яков Jacob",
        "Ілля Илья Elijah",
        "Матвій Matthew",
        "Хома Фома Thomas Tomasz",
        "Прокіп Прокофий",
        "Лука Luke",
        "Остап Євстахій Eustace",
        "Іван John Джон Johann Jan",
        "Михайло Michael Майкл",
        "Магомед Мухаммад Mehmet Мухамед",
    ],
)
def test_one_name_in_many_languages_is_one_class(names: str) -> None:
    common = set.intersection(*(classes(name) for name in names.split()))
    assert len(common) == 1


@pytest.mark.parametrize(
    "names",
    [
        "Марина Мар'яна",
        "Данило Денис",
        "Юрій Георгій Єгор",
        "Федір Тадей",
        "Оксана Ксенія",
        "Дарія Дарина",
        "Хасан Хусейн",
        "Магомед Ахмед",
    ],
)
def test_names_that_only_look_alike_are_different_classes(names: str) -> None:
    for one, other in combinations(names.split(), 2):
        assert classes(one)
        assert classes(other)
        assert classes(one).isdisjoint(classes(other))


@pytest.mark.parametrize(
    ("short", "names"),
    [
        ("Саша", "Олександр Олександра"),
        ("Женя", "Євген Євгенія"),
        ("Валя", "Валентин Валентина"),
        ("Слава", "В'ячеслав Станіслав Ярослав"),
        ("Паша", "Павло"),
        ("Митя", "Дмитро"),
        ("Коля", "Микола"),
        ("Тоша", "Антон"),
        ("Стас", "Станіслав"),
        ("Вася", "Василь"),
        ("Юра", "Юрій"),
        ("Наташа", "Наталія"),
    ],
)
def test_a_pet_form_belongs_to_every_name_that_it_shortens(short: str, names: str) -> None:
    for name in names.split():
        assert name in classes(short, short=True)


def test_patronymics_are_of_known_fathers_and_women_s_end_in_na() -> None:
    keys = {key(r) for r in RECORDS if r["sex"][0] in "mb"}
    rows = lines_of("fathers.txt")
    assert len({row[0] for row in rows}) == len(rows) > 200
    shares = [int(row[1]) for row in rows]
    assert 50_000 < sum(shares) <= 100_000
    for father, _, *columns in rows:
        assert father in keys
        for word in " ".join(columns).split():
            assert re.fullmatch("[А-ЯІЇЄЎ][а-яёіїєў']+(?:ч|ш|на)", word), word


def test_every_title_is_small_letters_and_stands_once() -> None:
    data = tomllib.loads(text_of("titles.toml"))
    titles = [
        w for section in ("rank", "honorific", "suffix", "noise") for group in data[section].values() for w in group
    ]
    assert len(titles) == len(set(titles))
    assert all(w == w.lower().strip() and "  " not in w for w in titles)
    for pattern in data["pattern"].values():
        re.compile(pattern, re.IGNORECASE)


def test_no_title_is_a_given_name_or_an_initial() -> None:
    data = tomllib.loads(text_of("titles.toml"))
    titles = {
        w.rstrip(".")
        for section in ("rank", "honorific", "suffix", "noise")
        for group in data[section].values()
        for w in group
    }
    assert {t for t in titles if len(t) == 1} == set()
    names = {w.lower() for r in RECORDS for w in words(r, "uk", "ru", "be")}
    assert titles & names == set()


@pytest.mark.parametrize(
    ("text", "pattern", "left"),
    [
        ("Коваль Іван, 1985 р.н.", "born", "Коваль Іван"),
        ("Сидоренко П. П. 1990 г.р.", "born", "Сидоренко П. П."),
        ("Коваль Іван (позивний «Грім»)", "callsign", "Коваль Іван ()"),
        ("Коваль «Грім» Іван", "quoted", "Коваль  Іван"),
        ('Лук"яненко Дем"ян', "quoted", 'Лук"яненко Дем"ян'),
        ("Коваль Іван, в/ч А1234", "unit", "Коваль Іван,"),
        ("17. Коваль Іван", "row", "Коваль Іван"),
        ("Коваль Іван, 45 лет", "years", "Коваль Іван"),
    ],
)
def test_what_stands_beside_a_name_is_found(text: str, pattern: str, left: str) -> None:
    expression = tomllib.loads(text_of("titles.toml"))["pattern"][pattern]
    assert re.sub(expression, "", text, flags=re.IGNORECASE).strip() == left


@pytest.mark.skipif(not LISTS.exists(), reason="the synthetic lists are not beside the project")
def test_every_name_of_the_synthetic_lists_falls_together_with_its_russian_partner() -> None:
    source = LISTS.read_text("utf-8")
    split = []
    for table, sex in (("MALE", "m"), ("FEMALE", "f")):
        found = re.search(rf'^{table} = """(.*?)"""', source, re.DOTALL | re.MULTILINE)
        assert found is not None
        for entry in found[1].replace("\n", "|").split("|"):
            uk, ru, _, *short = entry.split()
            common = classes(uk, sex) & classes(ru, sex)
            for pet in short:
                common &= classes(pet, sex, short=True)
            if not common:
                split.append(entry)
    assert split == []


def test_the_data_is_small_and_read_in_no_time() -> None:
    assert len(text_of("given.txt").encode()) < 210_000
    best = min(_seconds() for _ in range(5))
    assert best < 0.05, f"{best * 1000:.0f} ms"


def _seconds() -> float:
    began = process_time()
    records()
    return process_time() - began
