"""What may be a claim though no rule made one: unknown places and bodies, one person, numbers of exchanges."""

from datetime import date

import pytest

from homeward.reading import Document, Kind
from homeward.reading.grammar.page import Draft, Page
from homeward.reading.grammar.reader import drafted, paged
from homeward.reading.learnt.cases import cases
from homeward.reading.learnt.speakers import speakers
from homeward.reading.learnt.tellings import tellings

HEADING = "Ukraine and Russia swap prisoners of war\n"


def page_of(text: str, code: str = "en") -> Page:
    page = paged(Document("page", HEADING + text, code, published=date(2025, 5, 24)))
    assert page is not None
    return page


def proposed(text: str, kind: Kind, code: str = "en") -> list[str | None]:
    page = page_of(text, code)
    return [one.value for one in tellings(page, drafted(page)) if one.kind is kind and not one.line.heading]


@pytest.mark.parametrize(
    ("code", "text", "place"),
    [
        ("en", "The men were handed over at the Prum border gate and driven to Wad Madani.", "Wad Madani"),
        ("en", "A bus drove into Vymyslov province on Friday.", "Vymyslov province"),
        ("en", "A plane landed beside the village of Vymysl on Friday.", "Vymysl"),
        ("en", "Two planes carried them from Sanaa to Aden.", "Sanaa"),
        ("uk", "Полонених передали поблизу Вигадівки.", "Вигадівки"),
        ("ru", "Самолёт с пленными вылетел из Адена в Сану.", "Адена"),
        ("ru", "Пленных привезли к пункту Выдумка.", "Выдумка"),
    ],
)
def test_a_name_behind_a_preposition_of_place_may_be_where_the_freed_are(code: str, text: str, place: str) -> None:
    assert place in proposed(text, Kind.LOCATION, code)


@pytest.mark.parametrize(
    ("text", "mediator"),
    [
        ("He thanked Save Vymysl for its part.", "Save Vymysl"),
        ("The swap was brokered by Ankara.", "Turkey"),
        ("Observers of the OSCE supervised it.", "OSCE"),
        ("A German diplomat had mediated for months.", "Germany"),
        ("Tribal elders mediated.", "Tribal elders"),
        ("The prisoners were carried by the Syrian Arab Red Crescent.", "Red Crescent"),
    ],
)
def test_whoever_is_thanked_or_brokered_may_have_mediated(text: str, mediator: str) -> None:
    assert mediator in proposed(text, Kind.MEDIATOR)


@pytest.mark.parametrize(
    ("code", "text", "groups"),
    [
        ("en", "A group of Russian soldiers came home, and Ukrainian prisoners were freed.", {"group", "prisoners"}),
        ("en", "How many people Kyiv let go is not known.", {"how"}),
        ("uk", "Повернулися військові, а з ними важкохворі та цивільні.", {"військові", "важкохворі", "цивільні"}),
        ("ru", "Сколько получила Москва, не сообщается.", {"сколько"}),
    ],
)
def test_every_group_without_a_number_may_be_told(code: str, text: str, groups: set[str]) -> None:
    page = page_of(text, code)
    found = [one for one in tellings(page, drafted(page)) if one.kind is Kind.TRANSFER and not one.line.heading]
    assert groups <= {one.line.low(k) for one in found for k in range(one.i, one.j) if not one.freely}


@pytest.mark.parametrize(
    ("code", "text", "mediator"),
    [
        ("en", "It was mediated by tribal elders from Vymysl.", ["tribal elders"]),
        ("en", "Local elders had mediated for months, he said.", ["Local elders"]),
        ("en", "The sides thanked Salvadoran President Vymysl.", ["El Salvador"]),
        ("en", "Doha had offered talks. Its mediation took weeks.", ["Qatar", "Qatar"]),
        ("ru", "Посредниками были племенные старейшины.", ["племенные старейшины"]),
        ("uk", "Посередничали місцеві старійшини.", ["місцеві старійшини"]),
        # the words beside a mediation that call nobody
        ("en", "It was mediated on Thursday.", []),
        ("en", "The second exchange was mediated.", []),
        ("en", "The mediators, said Ivan Vymysl, were tired.", []),
        ("en", "He thanked those present.", []),
        ("ru", "Посредников стороны не называют.", []),
        ("ru", "Они обошлись без посредников.", []),
        ("uk", "Посередників не було, заявив у середу Іван Вигадка.", []),
    ],
)
def test_a_mediator_is_called_by_words_that_call_somebody(code: str, text: str, mediator: list[str]) -> None:
    assert proposed(text, Kind.MEDIATOR, code) == mediator


def test_a_day_is_no_place() -> None:
    assert "Friday" not in proposed("The buses set out on Friday for Vymysl.", Kind.LOCATION)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "This was exchange number 36."),
        ("en", "There have been 36 rounds."),
        ("en", "It held 36 exchanges."),
        ("en", "The exchanges are 36 by now."),
        ("en", "It has mediated 36 times."),
        ("ru", "Обменов за это время состоялось уже 36."),
        ("uk", "Обмінів за війну було вже 36."),
    ],
)
def test_a_number_of_exchanges_may_be_an_ordinal(code: str, text: str) -> None:
    assert proposed(text, Kind.ORDINAL, code) == ["36"]


def test_a_deal_or_plan_may_be_told_in_any_words_but_by_a_whole_sentence() -> None:
    text = "The men were to follow once the guns fell silent."
    page = page_of(text)
    freely = [one for one in tellings(page, drafted(page)) if one.freely and one.kind is Kind.AGREEMENT]
    assert [(one.i, one.j) for one in freely] == [(0, len(page.lines[-1].tokens))]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Two Americans were let go in return for an Afghan fighter.", ["an afghan fighter"]),
        ("Among them are 14 sailors, a medic and a former mayor.", ["a medic", "a former mayor"]),
        ("A Briton, an American and a constable are in the group.", ["a briton", "an american", "a constable"]),
        ("A deal was reached in a week.", []),
    ],
)
def test_an_article_may_count_one_person(text: str, persons: list[str]) -> None:
    assert singles(text, "en") == persons


@pytest.mark.parametrize(
    ("code", "text", "persons"),
    [
        ("ru", "Иран освободил двух австрийцев и датчанина.", ["датчанина"]),
        ("ru", "Индия отпустила рейнджера, задержанного в мае.", ["рейнджера"]),
        ("ru", "Стороны освободили пленных.", []),
        ("uk", "У групі двоє німців, француженка й британець.", ["француженка", "британець"]),
    ],
)
def test_a_noun_in_the_singular_may_count_one_person(code: str, text: str, persons: list[str]) -> None:
    assert singles(text, code) == persons


def singles(text: str, code: str) -> list[str]:
    page = page_of(text, code)
    found = [case.group for case in cases(page, drafted(page)) if case.draft is None and case.amount.value == 1]
    return [" ".join(token.low for token in one.line.tokens[one.i : one.j]) for one in found if one is not None]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Ninety Ukrainians came home. Moscow spoke of the same number."),
        ("ru", "Вернулись 90 украинцев. Москва сообщила о таком же количестве."),
        ("uk", "Повернулися 90 українців. Стільки ж отримала Москва."),
    ],
)
def test_as_many_may_be_the_number_before(code: str, text: str) -> None:
    page = page_of(text, code)
    last = page.lines[-1]
    assert [case.amount.value for case in cases(page, drafted(page)) if case.line is last] == [90]


@pytest.mark.parametrize(
    ("language", "outlet", "publisher"),
    [
        ("en", "UAE Ministry of Foreign Affairs", "UAE: MFA"),
        ("ru", "Координационный штаб (рус.)", "Ukraine: Coordination Headquarters"),
        ("uk", "Координаційний штаб", "Ukraine: Coordination Headquarters"),
        ("ru", "Минобороны России", "Russia: Ministry of Defence"),
        ("en", "The Daily Parrot", None),
        ("en", None, None),
    ],
)
def test_an_office_that_publishes_a_page_may_be_who_says_it(
    language: str, outlet: str | None, publisher: str | None
) -> None:
    text = "Captives\n175 came home." if language == "en" else "Обмен\nДомой вернулись 175 военных."
    page = paged(Document("page", text, language, outlet=outlet, published=date(2025, 5, 24)))
    assert page is not None
    assert page.publisher == publisher
    assert (publisher in speakers(page, Draft(Kind.TRANSFER, page.lines[1], 0, 1))) is (publisher is not None)


@pytest.mark.parametrize(
    "text",
    [
        "Captives\nHome are 175 men. They wept. It rained. Zelensky said so.",
        "Captives\nZelensky spoke. It rained. It rained again. They wept. They sang. It was late. Home are 175 men.",
    ],
)
def test_whoever_speaks_a_few_sentences_away_may_say_it(text: str) -> None:
    page = paged(
        Document("page", text.replace("Zelensky spoke", "Zelensky said so"), "en", published=date(2025, 5, 24))
    )
    assert page is not None
    told = next(line for line in page.lines if line.amounts)
    assert "Ukraine: Zelensky" in speakers(page, Draft(Kind.TRANSFER, told, 0, 1))
