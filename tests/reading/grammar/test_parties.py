"""Whose exchange a page tells of, whatever the conflict: the parties of today's wars, and those of any other."""

from datetime import date

import pytest

from homeward.reading import Document, Kind
from homeward.reading.grammar.reader import paged, ruled


def document(text: str, published: str = "2025-09-12", code: str = "en") -> Document:
    return Document("page", text, code, published=date.fromisoformat(published))


def sides(text: str, published: str = "2025-09-12", code: str = "en") -> set[str]:
    page = paged(document(text, published, code))
    return set(page.sides) if page is not None else set()


@pytest.mark.parametrize(
    ("code", "text", "named"),
    [
        ("en", "Sweden let an Iranian go and Iran freed two Swedes.", {"sweden", "iran"}),
        ("en", "Iraq freed 349 Iranians and Iran 941 Iraqis, Iraq said.", {"iraq", "iran"}),
        ("uk", "ЕЛН відпустила шістьох військових, повідомили в Колумбії.", {"eln", "colombia"}),
        ("ru", "Сирийские власти и СДС обменяли пленных, заявили в Дамаске.", {"syria", "sdf"}),
    ],
)
def test_the_two_parties_of_an_exchange_are_those_that_are_named(code: str, text: str, named: set[str]) -> None:
    assert sides(text, code=code) == named


@pytest.mark.parametrize(
    ("published", "other"), [("2019-12-29", "separatists"), ("2022-02-23", "separatists"), ("2022-06-29", "russia")]
)
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The Donetsk People's Republic gave nine people to Ukraine and got ten back."),
        ("uk", "«ДНР» віддала дев'ятьох людей, Україна повернула їй десятьох."),
        ("ru", "Украина передала ДНР десятерых, а ДНР Украине — девятерых."),
    ],
)
def test_a_name_may_stand_for_one_party_up_to_a_day_and_for_another_since(
    published: str, other: str, code: str, text: str
) -> None:
    assert sides(f"Prisoners exchanged\n{text}" if code == "en" else text, published, code) == {"ukraine", other}


def test_a_town_is_a_party_only_while_somebody_ruled_it_who_was_one() -> None:
    text = "Ukraine gave 124 prisoners to Donetsk and Luhansk and got 76, Kyiv said. Russia was told."
    assert sides(text, "2019-12-29") == {"ukraine", "separatists"}
    assert sides(text, "2025-05-24") == {"ukraine", "russia"}


def test_where_the_freed_were_taken_is_a_side_if_it_is_named_more_than_whose_people_are_among_them() -> None:
    text = (
        "Belarus freed 52 prisoners. They crossed into Lithuania, Lithuania's president said: six Lithuanians, "
        "two Poles and two Germans. Lithuania thanked the United States."
    )
    assert "lithuania" in sides(text)


def test_one_party_of_a_war_has_its_enemy_as_the_other_side_though_a_third_is_named_in_passing() -> None:
    assert sides("The Houthis freed 153 detainees, and three Sudanese came with them.") == {"houthis", "yemen_gov"}


@pytest.mark.parametrize(
    ("published", "named"),
    [("2017-12-28", {"ukraine", "separatists"}), ("2024-12-28", {"ukraine", "russia"})],
)
def test_the_other_side_of_ukraine_is_that_of_the_time(published: str, named: set[str]) -> None:
    text = "Ukraine handed over 233 people to the separatists, and Russia praised the exchange. Ukraine got 73 back."
    assert sides(text, published) == named


@pytest.mark.parametrize(
    ("published", "text", "named"),
    [
        (
            "2008-08-20",
            "Georgia got 13 soldiers back and gave Russia five, Georgian officials said.",
            {"georgia", "russia"},
        ),
        ("2019-09-07", "Russia and Ukraine exchanged 35 prisoners each.", {"russia", "ukraine"}),
    ],
)
def test_before_a_war_its_parties_are_the_sides_only_if_both_are_named(
    published: str, text: str, named: set[str]
) -> None:
    assert sides(text, published) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The RSF let 125 soldiers go.", {"rsf", "sudan"}),
        ("The ELN freed six captives, three of them policemen.", {"eln", "colombia"}),
        ("The Nusra Front and Lebanon exchanged prisoners.", {"nusra", "lebanon"}),
    ],
)
def test_armed_groups_are_parties(text: str, named: set[str]) -> None:
    assert sides(text) == named


def test_rebels_of_another_country_are_not_those_of_ukraine() -> None:
    assert "separatists" not in sides("The rebels of the ELN set six soldiers free, Colombia said.")


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        (
            "en",
            "Houthi negotiator Abdulqader al-Vymysl said Yemen's government would exchange 1,700 prisoners.",
            "Houthis: al-Vymysl",
        ),
        ("en", "52 prisoners were exchanged, Lithuania's foreign minister Gitanas Vymys said.", "Lithuania: Vymys"),
        (
            "ru",
            "Хуситы обменяли 75 пленных, сообщил переговорщик хуситов Абдулкадер аль-Вымысли.",
            "Houthis: al-Vymysli",
        ),
    ],
)
def test_who_speaks_for_a_party_is_named_with_the_article_of_his_name(code: str, text: str, speaker: str) -> None:
    spoken = {claim.speaker for claim in ruled(document(text, code=code)).claims if claim.count is not None}
    assert speaker in spoken


def test_parts_of_a_list_that_are_as_large_are_each_kept() -> None:
    text = (
        "Ukraine got 48 servicemen back from captivity on Friday. Among them are 14 sailors, 20 guards and 14 marines."
    )
    parts = [c for c in ruled(document(text)).claims if c.kind is Kind.BREAKDOWN]
    assert sorted(c.count or 0 for c in parts) == [14, 14, 20]
    assert len({c.start for c in parts}) == 3


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Ukraine got 43 soldiers and two civilians from captivity. It got two children as well.", [43, 2, 2]),
        ("Ukraine got 43 soldiers and two civilians from captivity. Two civilians came home.", [43, 2]),
        ("Ukraine got 48 soldiers from captivity. Among them are 14 sailors. Among them are 14 guards.", [48, 14, 14]),
        ("Ukraine got 48 soldiers from captivity. Among them are 14 sailors. Again: 14 sailors are.", [48, 14]),
        (
            "Ukraine got 48 soldiers from captivity. Among them are 14 sailors." + " Among them are 14 guards." * 2,
            [48, 14, 14],
        ),
    ],
)
def test_as_many_of_another_kind_are_others(text: str, counts: list[int]) -> None:
    assert [claim.count for claim in ruled(document(text)).claims] == counts
