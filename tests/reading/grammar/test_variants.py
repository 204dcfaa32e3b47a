"""The many ways in which news English says one thing: a few sentences each, and what must be read from them."""

from datetime import date

import pytest

from homeward.reading import Document
from homeward.reading.grammar.reader import ruled as read

ZELENSKY, MOD = "Ukraine: Zelensky", "Russia: Ministry of Defence"
OPENING = "Russia and Ukraine exchange prisoners of war.\n"
Said = tuple[str, int | None, str | None]

VARIANTS: list[tuple[str, list[Said]]] = [
    (
        "Moscow freed 95 Ukrainians and got 95 of its own soldiers back.",
        [("transfer", 95, "to_ukraine"), ("transfer", 95, "to_russia")],
    ),
    ("As many as 390 people crossed the border into Ukraine.", [("transfer", 390, "to_ukraine")]),
    (
        "The sides freed 150 captives each, a total of 300.",
        [("transfer", 150, "each_side"), ("transfer", 300, "both_total")],
    ),
    (
        "The mediation resulted in a swap, which freed 150 captives from each side, a total of 300.",
        [("transfer", 150, "each_side"), ("transfer", 300, "both_total")],
    ),
    ("A swap of 192 prisoners from each side did not go ahead.", [("plan", 192, "each_side")]),
    (
        "Some 300 soldiers walked free in the largest swap of prisoners between the two countries since the war began.",
        [("transfer", 300, None)],
    ),
    (
        "The ministry said 90 Russian servicemen, who were in mortal danger in captivity, had been returned.",
        [("transfer", 90, "to_russia")],
    ),
    (
        "In return, 90 prisoners of war of the Armed Forces of Ukraine were transferred.",
        [("transfer", 90, "to_ukraine")],
    ),
    (
        "In all, 1,003 bodies, which Moscow says are those of soldiers, were returned to Ukraine.",
        [("bodies", 1003, "to_ukraine")],
    ),
    (
        "Kyiv exchanged 215 fighters, including commanders, for 55 Russian prisoners.",
        [("transfer", 215, "to_ukraine"), ("transfer", 55, "to_russia")],
    ),
    ("The truce foresees the release of 33 soldiers by Russia.", [("plan", 33, None)]),
    (
        "More than 200 Russian and Ukrainian soldiers were exchanged on Sunday.",
        [("transfer", 200, "both_total")],
    ),
    (
        "Kyiv got 95 soldiers back. Of the 95, 23 belong to one brigade.",
        [("transfer", 95, "to_ukraine"), ("breakdown", 23, "to_ukraine")],
    ),
    (
        "Moscow handed 1,200 bodies over and received 35 in exchange.",
        [("bodies", 1200, "to_ukraine"), ("bodies", 35, "to_russia")],
    ),
    (
        "The two sides swapped 307 captives each on Saturday and 390, among them 120 civilians, on Friday.",
        [("transfer", 307, "each_side"), ("previous_exchange", 390, "each_side"),
         ("previous_exchange", 120, "each_side")],
    ),
    ("A swap of 1,000 prisoners a side has yet to happen.", [("plan", 1000, "each_side")]),
    (
        "Ukraine freed two Russian soldiers, and Russia returned a Ukrainian soldier.",
        [("transfer", 2, "to_russia"), ("transfer", 1, "to_ukraine")],
    ),
    (
        "Ukraine got back 60 soldiers: 31 from the National Guard, 20 navy personnel and nine from the border service.",
        [("transfer", 60, "to_ukraine"), ("breakdown", 31, "to_ukraine"), ("breakdown", 20, "to_ukraine"),
         ("breakdown", 9, "to_ukraine")],
    ),
    (
        "Zelensky said most of those freed are injured and 5,800 Ukrainians have been released since February 2022.",
        [("cumulative", 5800, "to_ukraine")],
    ),
    (
        "Zelensky said that 45 soldiers had been exchanged and two children, aged six and ten, had returned.",
        [("transfer", 45, "to_ukraine"), ("breakdown", 2, "to_ukraine")],
    ),
    ("Nearly 500 captives of both sides came home.", [("transfer", 500, "both_total")]),
    (
        "The ministry announced an exchange of 190 soldiers: 95 Russian servicemen and 95 Ukrainian ones returned.",
        [("transfer", 190, "both_total"), ("transfer", 95, "to_russia"), ("transfer", 95, "to_ukraine")],
    ),
    (
        "It was the third exchange; Ukraine got 60 soldiers. In the first, 45 Ukrainians were freed.",
        [("transfer", 60, "to_ukraine"), ("previous_exchange", 45, "to_ukraine")],
    ),
    (
        "Ukraine got 60 captives back. Of the women, 37 were held for two years.",
        [("transfer", 60, "to_ukraine"), ("breakdown", 37, "to_ukraine")],
    ),
    ("Putin announced a 175-for-175 exchange on August 27.", [("plan", 175, "each_side")]),
    (
        "On July 9, 12 Ukrainian soldiers and 14 civilians were freed.",
        [("previous_exchange", 12, "to_ukraine"), ("previous_exchange", 14, "to_ukraine")],
    ),
    ("Moscow said that Kyiv had refused to take back 1,000 captives.", [("plan", 1000, "to_ukraine")]),
    ("Kyiv said 26 women were among the 150 people it got back.",
     [("breakdown", 26, "to_ukraine"), ("transfer", 150, "to_ukraine")]),
    ("The number of Ukrainians freed since the invasion has reached 3,405.", [("cumulative", 3405, "to_ukraine")]),
    ("Both sides got back 40 servicemen.", [("transfer", 40, "each_side")]),
    (
        "Kyiv said 230 of its people had come home; Moscow put its figure at 248.",
        [("transfer", 230, "to_ukraine"), ("transfer", 248, "to_russia")],
    ),
    (
        "Medinsky said 6,057 bodies were given to Ukraine and 57 received.",
        [("bodies", 6057, "to_ukraine"), ("bodies", 57, "to_russia")],
    ),
    ("In all 1,358 people came home to Ukraine in 2024, in 11 exchanges.", [("cumulative", 1358, "to_ukraine")]),
    (
        "Yermak said 100 Ukrainians are back. 93 soldiers and seven civilians.",
        [("transfer", 100, "to_ukraine"), ("breakdown", 93, "to_ukraine"), ("breakdown", 7, "to_ukraine")],
    ),
    (
        "Medinsky said 1,000 bodies had been delivered to Ukraine, with 26 given in return.",
        [("bodies", 1000, "to_ukraine"), ("bodies", 26, "to_russia")],
    ),
    (
        "Ukraine got 107 people back. Seventy-four Ukrainians had defended Mariupol.",
        [("transfer", 107, "to_ukraine"), ("breakdown", 74, "to_ukraine")],
    ),
    ("The two sides have each freed 95 prisoners.", [("transfer", 95, "each_side")]),
    ("Moscow got 60 soldiers, and as many Ukrainians went the other way.",
     [("transfer", 60, "to_russia"), ("transfer", 60, "to_ukraine")]),
    ("Zelensky denied reports that 1,000 Ukrainian prisoners had been returned.", []),
    ("Talks on a new exchange go on. The lists include 1,200 Ukrainians.", [("plan", 1200, "to_ukraine")]),
    ("On July 9, 50 servicemen came back to Russia. They included 12 fighters from the LPR.",
     [("previous_exchange", 50, "to_russia"), ("breakdown", 12, "to_russia")]),
    ('The ministry said it gave 22 "seriously wounded" Ukrainian soldiers.', [("transfer", 22, "to_ukraine")]),
]  # fmt: skip


def claims(text: str) -> list[tuple[str, int | None, str | None, str]]:
    document = Document("page", OPENING + text, language="en", published=date(2025, 8, 24))
    return [(claim.kind.value, claim.count, claim.direction, claim.speaker) for claim in read(document).claims]


@pytest.mark.parametrize(("text", "expected"), VARIANTS, ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_a_count_is_read_however_it_is_said(text: str, expected: list[Said]) -> None:
    counted = [said[:3] for said in claims(text) if said[1] is not None]
    assert counted == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A hundred soldiers returned to Ukraine from captivity, said Zelensky.", ZELENSKY),
        ("A hundred soldiers returned to Ukraine, said Andriy Yermak, head of his office.", "Ukraine: Yermak"),
        ("14:32 – Zelensky: 100 of our soldiers are home.", ZELENSKY),
        ("According to the Russian military, 100 Ukrainian soldiers were handed over.", MOD),
        ("The Russian armed forces said that 100 Ukrainian soldiers were handed over.", MOD),
        ("Moscow says it handed over 100 soldiers.", "Russia"),
        ("Russia for its part reported handing over 100 Ukrainian soldiers.", "Russia"),
        ("A hundred soldiers returned to Ukraine, Zelensky told Radio Liberty.", ZELENSKY),
        ("Russia's defence ministry, quoted by RIA, said 100 soldiers had returned to Ukraine.", MOD),
        ("Ivan Bondar of the Coordination Headquarters spoke. 100 soldiers returned to Ukraine, Bondar said.",
         "Ukraine: Bondar"),
    ],
)  # fmt: skip
def test_who_says_it_is_read_wherever_the_name_stands(text: str, speaker: str) -> None:
    assert [said for said in claims(text) if said[1] == 100] == [("transfer", 100, "to_ukraine", speaker)]


def test_a_side_that_tells_of_parts_tells_of_its_own_people() -> None:
    said = claims("The two sides traded 103 prisoners each. Zelensky said those brought home included 21 officers.")
    assert ("breakdown", 21, "to_ukraine", ZELENSKY) in said


def test_hostages_go_home_whoever_tells_of_it() -> None:
    text = (
        "Israel and Hamas exchange prisoners.\n"
        "Seven hostages were handed over to the Red Cross, the Israeli army said. "
        "Some 1,700 detainees from Gaza and 250 prisoners were freed in return."
    )
    said = read(Document("page", text, language="en", published=date(2025, 10, 13))).claims
    assert [(c.count, c.direction) for c in said if c.count] == [
        (7, "to_israel"), (1700, "to_palestinians"), (250, "to_palestinians"),
    ]  # fmt: skip
