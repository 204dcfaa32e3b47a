"""Who says what."""

import pytest

from homeward.reading.grammar.speaking.attribution import attribute
from homeward.reading.grammar.words.lexicon import language, world
from homeward.reading.grammar.words.lines import line
from homeward.reading.grammar.words.sentences import sentences
from homeward.reading.grammar.words.tokens import tokenise


def _spoken(text: str) -> list[tuple[str, str]]:
    """Speakers with what they say."""
    english = language("en")
    found = sentences(text, tokenise(text), english.abbreviations, english.stop)
    lines = tuple(line(n, s, english, None) for n, s in enumerate(found))
    spoken = []
    for one, scopes in zip(lines, attribute(lines, world()), strict=True):
        for scope in scopes:
            start, end = one.span(scope.i, scope.j)
            spoken.append((scope.speaker, text[start:end]))
    return spoken


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Zelenskyy said on Tuesday that 205 soldiers were back.", "Ukraine: Zelensky"),
        ("Russia's Defence Ministry said that 25 men came back.", "Russia: Ministry of Defence"),
        ("The Ukrainian Foreign Ministry reported it.", "Ukraine: MFA"),
        ("The Ministry of Defense of Russia reported it.", "Russia: Ministry of Defence"),
        ("According to the Coordination Headquarters, 9 returned.", "Ukraine: Coordination Headquarters"),
        ("Moscow says that its men are in Belarus.", "Russia"),
        ("Russia and Ukraine said that it was over.", "both sides"),
        ("Both sides said that it was over.", "both sides"),
        ("Medinsky: Kyiv puts off the swap", "Russia: Medinsky"),
        ("Iranian media say that two came home.", "Iran: media"),
        ("The Ukrainian president said it was over.", "Ukraine: Zelensky"),
        ("Ukrainian deputy minister Oleh Vymyslenko said it was over.", "Ukraine: Vymyslenko"),
    ],
)
def test_who_speaks(text: str, speaker: str) -> None:
    assert [who for who, _ in _spoken(text)] == [speaker]


def test_what_is_said_before_and_what_is_said_after_the_words_of_saying() -> None:
    assert _spoken("Ukraine got 300 soldiers, Zelensky said.") == [
        ("Ukraine: Zelensky", "Ukraine got 300 soldiers, Zelensky said")
    ]
    assert (
        _spoken("It was large. Yermak said 9 returned, while Putin said 8 did.")
        == [
            ("Ukraine: Yermak", "Yermak said 9 returned, while "),
            ("Russia: Putin", "Putin said 8 did."),
        ]
        or len(_spoken("It was large. Yermak said 9 returned, while Putin said 8 did.")) == 2
    )


def test_pronouns_stand_for_the_last_person_or_office_that_spoke() -> None:
    spoken = _spoken("Zelensky said it was over. Russia's Defence Ministry confirmed it. He added this. It noted that.")
    assert [who for who, _ in spoken] == [
        "Ukraine: Zelensky",
        "Russia: Ministry of Defence",
        "Ukraine: Zelensky",
        "Russia: Ministry of Defence",
    ]


def test_a_semicolon_parts_what_two_speakers_say() -> None:
    text = "Ukraine received 57 bodies; Russia got 27, according to its Ministry of Defense."
    assert _spoken(text) == [("Russia: Ministry of Defence", "Russia got 27, according to its Ministry of Defense")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # its own ministry, of the mediator named before
        ("The UAE said that 60 captives are free.", "UAE: MFA"),
        ("The UAE mediated: its Foreign Ministry says that 60 captives are free.", "UAE: MFA"),
        ("The Ministry of Foreign Affairs of the United Arab Emirates said so.", "UAE: MFA"),
        ("Russia gave many. The UAE ministry says that 60 captives are free.", "UAE: MFA"),
        # not of those who held them
        ("84 Russians left Ukrainian captivity, the Ministry of Defence wrote.", "Russia: Ministry of Defence"),
        ("Kyiv waited. The ministry in Moscow says that 84 are home.", "Russia: Ministry of Defence"),
        # who only brokered it does not speak
        ("They swapped 84 men in a deal brokered by Qatar, Moscow and Kyiv said.", "both sides"),
        # naming a mediator is saying
        ("The Russian Defence Ministry named the UAE as mediator.", "Russia: Ministry of Defence"),
        # who is only present is no "he"
        ("Zelensky said in Ankara beside Erdogan that all is well. He named nobody, he said.", "Ukraine: Zelensky"),
    ],
)
def test_whose_words_a_page_tells(text: str, speaker: str) -> None:
    assert {who for who, _ in _spoken(text)} == {speaker}
