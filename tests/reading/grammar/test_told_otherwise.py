"""What a page tells in other words than a number and its noun. The sentences are invented."""

from datetime import date

import pytest

from homeward.reading.grammar.reader import ruled
from homeward.reading.words import Claim, Document

OPENING = "Exchange held\nUkraine and Russia exchanged prisoners on Friday. "
Said = tuple[str, int | None, str | None, str | None]


def told(text: str) -> tuple[Claim, ...]:
    return ruled(Document("page", OPENING + text, language="en", published=date(2025, 8, 15))).claims


def said(text: str) -> list[Said]:
    return [(c.kind.value, c.count, c.direction, c.category and c.category.value) for c in told(text)]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("He did not say how many Russians were let go.", "prisoners"),
        ("It is unclear how many Russian soldiers were handed over in return.", "servicemen"),
        ("The number of Russians released was not disclosed.", "prisoners"),
    ],
)
def test_a_move_is_told_where_nobody_says_how_many_they_were(text: str, category: str) -> None:
    claims = said(f"Zelensky said that 130 servicemen had returned. {text}")
    assert ("transfer", None, "to_russia", category) in claims


def test_how_many_they_were_is_not_untold_where_the_page_counts_them() -> None:
    text = "Zelensky did not say how many Russians were freed. Moscow said that 44 of its soldiers were back."
    assert ("transfer", None, "to_russia", "prisoners") not in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Zelensky said that 130 Ukrainians had returned, civilians among them.",
        "Ukraine got 130 people back, both soldiers and civilians, Zelensky said.",
        "Ukraine got 130 people back; civilians are among them, Zelensky said.",
    ],
)
def test_a_part_is_told_without_a_number_beside_its_whole(text: str) -> None:
    assert ("breakdown", None, "to_ukraine", "civilians") in said(text)


def test_a_part_that_is_counted_elsewhere_is_told_once() -> None:
    text = "Zelensky said that 84 people had returned, soldiers and civilians. Ukraine got 51 civilians."
    assert [c[1] for c in said(text) if c[3] == "civilians"] == [51]


def test_after_an_exchange_of_bodies_numbers_without_a_noun_count_bodies() -> None:
    text = "Ukraine got 130 men back. Bodies of the fallen were returned, too: Ukraine took home 190 and Russia 31."
    assert said(text)[-2:] == [("bodies", 190, "to_ukraine", "bodies"), ("bodies", 31, "to_russia", "bodies")]
    assert ("agreement", 60, "each_side", "bodies") in said("They agreed on a 60-for-60 exchange of bodies.")


def test_those_who_fought_are_soldiers_and_women_in_the_service_are_women() -> None:
    text = (
        "Ukraine got 130 people back, Zelensky said. Of them 14 had defended Mariupol. Russia got 12 female soldiers."
    )
    assert ("breakdown", 14, "to_ukraine", "servicemen") in said(text)
    assert ("women", 12) in {(c[3], c[1]) for c in said(text)}


def test_what_is_said_of_a_part_ends_before_the_next_count() -> None:
    text = "Ukraine got 157 people, seven of them civilians, and 157 Russian soldiers went home."
    assert {("breakdown", 7, "to_ukraine", "civilians"), ("transfer", 157, "to_russia", "servicemen")} <= {*said(text)}


def test_a_side_thanks_the_mediator_whom_others_had_named() -> None:
    claims = told(
        "The swap was brokered by the UAE. Zelensky confirmed that 95 prisoners were home and thanked the UAE."
    )
    assert [(c.speaker, c.value) for c in claims if c.kind.value == "mediator"] == [
        ("outlet", "UAE"),
        ("Ukraine: Zelensky", "UAE"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to Zelensky and Russia's defence ministry, 95 soldiers of each were freed.", "both sides"),
        ("Zelensky and the Russian defence ministry both say that 95 soldiers of each were freed.", "both sides"),
        ("Kyiv and Moscow freed 95 prisoners each, officials said.", "both sides"),
        (
            "The UAE mediated it. Its Ministry of Foreign Affairs said 95 prisoners from each side were freed.",
            "UAE: MFA",
        ),
        ("95 Ukrainian soldiers were freed, PTI reported.", "PTI"),
        ("95 Ukrainian soldiers were freed, President Erdogan told PBS television late Friday.", "Turkey: Erdogan"),
    ],
)
def test_who_counts_is_found_behind_both_names_and_behind_its(text: str, speaker: str) -> None:
    assert [c.speaker for c in told(text) if c.count == 95] == [speaker]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 Russian POWs were exchanged for 16 Ukrainian POWs and one civilian.", [(15, "to_russia"),
         (16, "to_ukraine"), (1, "to_ukraine")]),
        ("Moscow got 101 men and Kyiv 100 soldiers and one civilian.", [(101, "to_russia"), (100, "to_ukraine"),
         (1, "to_ukraine")]),
        ("The UAE brokered the release of 180 prisoners from both Russia and Ukraine.", [(180, "both_total")]),
    ],
)  # fmt: skip
def test_the_few_go_with_those_whom_they_are_joined_to(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(c.count, c.direction) for c in told(text) if c.count] == expected


def test_one_of_office_is_exchanged_for_those_who_are_counted() -> None:
    text = "On March 24 nine Russian conscripts were exchanged for the captured mayor of Melitopol."
    assert ("previous_exchange", 1, "to_ukraine", "civilians") in said(text)
    older = "On March 24 ten people came home to Ukraine. The mayor of Melitopol had been exchanged for nine Russians."
    assert ("previous_exchange", 1, "to_ukraine", "civilians") in said(older)


def test_people_without_a_number_go_home_and_none_of_the_sides_mediates() -> None:
    assert ("transfer", None, "each_side", "prisoners") in said("Prisoners of both sides went home.")
    assert not [c for c in told("Peskov said that Russia supports the efforts.") if c.kind.value == "mediator"]


def test_residents_of_a_region_return_to_their_country() -> None:
    text = "33 residents of the partly occupied Kursk region came back, Moskalkova said. A man of 25 had been ill."
    assert [c for c in said(text) if c[1]] == [("transfer", 33, "to_russia", "civilians")]


def test_each_of_two_groups_without_a_number_is_told() -> None:
    text = "A group of Russian servicemen was returned and a group of Ukrainian captives was handed over in exchange."
    page = Document("page", f"Swap held\n{text}", language="en", published=date(2025, 8, 15))
    assert [c.direction for c in ruled(page).claims if c.kind == "transfer"] == ["to_russia", "to_ukraine"]


def test_the_returned_are_where_they_landed() -> None:
    claims = told("Planes with former detainees landed in Moscow and Kiev. The soldiers will be flown to Moscow.")
    assert [c.value for c in claims if c.kind.value == "location"] == ["Moscow; Kyiv"]


def test_whoever_speaks_for_a_side_tells_of_its_own_people_behind_an_older_exchange() -> None:
    older = "In the previous one, on July 31, 82 Russian servicemen came back."
    text = f"Kyiv got 50 soldiers. {older} Yermak counts 33 officers."
    assert ("breakdown", 33, "to_ukraine", "officers") in said(text)


def test_when_the_dead_were_killed_is_not_when_they_came_home() -> None:
    claims = told("Ukraine got 563 bodies, among them those of 62 soldiers killed in January.")
    assert {(c.count, c.exchange_date) for c in claims if c.count} == {(563, "2025-08-15")}
