"""How newsrooms write: asides, sources, days counted from days, groups of which no number is told."""

from datetime import date

import pytest

from homeward.reading import Document
from homeward.reading.grammar.reader import paged
from homeward.reading.grammar.reader import ruled as read
from homeward.reading.words import Claim

HEADING = "Ukraine and Russia swap prisoners of war\n"
MOD, ZELENSKY = "Russia: Ministry of Defence", "Ukraine: Zelensky"


def claims(text: str) -> tuple[Claim, ...]:
    document = Document("page.txt", HEADING + text, language="en", published=date(2025, 5, 24))
    return read(document).claims


def told(text: str) -> list[tuple[str, int | None, str | None, str, str | None]]:
    return [(c.kind.value, c.count, c.direction, c.speaker, c.exchange_date) for c in claims(text)]


def test_an_aside_between_commas_reports_what_stands_on_both_sides() -> None:
    said = told(
        "Another 84 Russian servicemen, the Russian Defense Ministry said on May 23, were returned from Ukraine."
    )
    assert said == [("transfer", 84, "to_russia", MOD, "2025-05-23")]


def test_a_source_who_told_an_agency_speaks() -> None:
    said = told(
        "Kyiv got 95 soldiers back on Friday. A source told RIA Novosti that 900 bodies are to be returned soon."
    )
    assert ("plan", 900, "RIA Novosti source") in {(kind, count, speaker) for kind, count, _, speaker, _ in said}


def test_unequal_numbers_go_each_its_way() -> None:
    said = told("Ombudsman Dmytro Lubinets called it a 97-for-85 swap.")
    assert {(count, way) for _, count, way, _, _ in said} == {(97, "to_ukraine"), (85, "to_russia")}


@pytest.mark.parametrize(
    ("then", "day"),
    [("The next day", "2025-05-20"), ("Two days later", "2025-05-21"), ("The same day", "2025-05-19")],
)
def test_a_day_counts_from_the_day_told_before(then: str, day: str) -> None:
    said = told(f"On May 19 Ukraine got 84 soldiers back. {then} Russia handed over 909 bodies.")
    assert ("bodies", 909, "to_ukraine", "outlet", day) in said


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        (
            "en",
            "On May 19 Ukraine got 84 soldiers back. A day earlier 49 people had come home to Ukraine.",
            "2025-05-18",
        ),
        ("en", "Ukraine got 84 soldiers back. A day earlier 49 people had come home to Ukraine.", "2025-05-22"),
        ("uk", "19 травня Україна повернула 84 військових. Днем раніше додому повернулися 49 людей.", "2025-05-18"),
        ("ru", "19 мая Украина вернула 84 военных. Днём ранее домой вернулись 49 человек.", "2025-05-18"),
    ],
)
def test_earlier_counts_from_the_day_told_before_and_else_from_that_of_publication(
    language: str, text: str, day: str
) -> None:
    page = paged(Document("page", text, language=language, published=date(2025, 5, 23)))
    assert page is not None
    assert page.lines[-1].whens[0].iso == day


def test_a_number_behind_a_stage_counts_people_where_it_says_so() -> None:
    said = told("With the third stage 1,000 people from each side have been freed, Russia's Defence Ministry said.")
    assert {(count, way) for _, count, way, _, _ in said if count is not None} == {(1000, "each_side")}


@pytest.mark.parametrize(
    ("text", "way", "speaker"),
    [
        ("Ukraine and Russia swapped prisoners, both sides said, giving no numbers.", "each_side", "both sides"),
        ("Soldiers of the Guard are returning from Russian captivity, Zelensky wrote.", "to_ukraine", ZELENSKY),
    ],
)  # fmt: skip
def test_people_who_are_not_counted_are_told_as_withheld(text: str, way: str, speaker: str) -> None:
    assert [(c.count, c.direction, c.speaker) for c in claims(text)] == [(None, way, speaker)]


def test_a_group_is_news_beside_what_only_the_other_side_counts() -> None:
    said = told(
        "Ukraine received another group of captured soldiers, Zelensky said. "
        "The Russian Defense Ministry reported that 102 Russian servicemen had been returned."
    )
    assert {(count, way) for _, count, way, _, _ in said} == {(None, "to_ukraine"), (102, "to_russia")}


def test_the_day_of_saying_is_not_the_day_of_a_plan() -> None:
    said = told("On Tuesday Putin had announced that each side would release 175 captives.")
    assert [(kind, count, day) for kind, count, _, _, day in said] == [("plan", 175, None)]


def test_an_exchange_of_students_is_no_exchange_of_prisoners() -> None:
    text = "The largest student exchange between India and Pakistan has ended. Some 500 students came to Lahore."
    document = Document("page.txt", text, language="en", published=date(2025, 5, 24))
    assert not read(document).claims


def test_two_counts_of_two_days_are_told_day_by_day() -> None:
    said = told(
        "Russia and Ukraine exchanged 84 soldiers each on Friday. "
        "In the rounds before, on Monday and Wednesday, each side handed over 60 and 75 captives."
    )
    assert {(kind, count, day) for kind, count, _, _, day in said} == {
        ("transfer", 84, "2025-05-23"),
        ("previous_exchange", 60, "2025-05-19"),
        ("previous_exchange", 75, "2025-05-21"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Moscow and Kyiv struck a deal on 1,200 prisoners from each side.",
        "Another exchange has been agreed, with 1,200 prisoners to be freed by each side.",
        "At their talks in Istanbul the two undertook to swap 1,200 prisoners each.",
    ],
)
def test_what_was_agreed_is_no_move(text: str) -> None:
    assert [(kind, count, way) for kind, count, way, _, _ in told(text)] == [("agreement", 1200, "each_side")]


def test_what_both_sides_people_are_is_a_sum() -> None:
    said = told("In all, 168 prisoners from both sides were released on Friday.")
    assert [(kind, count, way) for kind, count, way, _, _ in said] == [("transfer", 168, "both_total")]


def test_units_and_services_are_parts() -> None:
    said = told("Kyiv got 84 soldiers back, ten of the 36th Marine Brigade and seven from the Kara-Dag brigade.")
    assert {(kind, count) for kind, count, _, _, _ in said} == {("transfer", 84), ("breakdown", 10), ("breakdown", 7)}


def test_bodies_given_already_are_a_running_total() -> None:
    said = told("Russia gave back 30 bodies on Friday. Some 7,000 bodies have already been returned.")
    assert ("cumulative", 7000) in {(kind, count) for kind, count, _, _, _ in said}


def test_the_third_and_final_stage_is_the_news() -> None:
    said = claims("The third and final stage of the exchange took place on Friday, when 303 Ukrainians came home.")
    assert {c.kind.value: c.value for c in said if c.count is None} == {"ordinal": "stage 3 of 1000-for-1000"}
    assert [(c.kind.value, c.count) for c in said if c.count is not None] == [("transfer", 303)]


def test_the_border_between_the_two_is_a_place() -> None:
    text = "Armenia and Azerbaijan exchanged 33 prisoners. The swap was held at the border between the two countries."
    document = Document("page.txt", text, language="en", published=date(2025, 5, 24))
    assert "Armenia-Azerbaijan border" in {claim.value for claim in read(document).claims}


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("The list names the 157 people whom Ukraine got back on Thursday.", "to_ukraine"),
        ("There were no officers among the 157 prisoners that Russia released.", "to_ukraine"),
    ],
)
def test_who_got_them_is_told_between_whom_and_the_verb(text: str, way: str) -> None:
    assert [(count, to) for _, count, to, _, _ in told(text)] == [(157, way)]


def test_where_somebody_puts_a_number_is_a_count() -> None:
    said = told("Ukraine recovered wounded soldiers on Friday. Moscow put the number at 250 from each side.")
    assert ("transfer", 250, "each_side", "Russia", "2025-05-23") in said


@pytest.mark.parametrize(
    "text",
    [
        "The exchange of 1,200 prisoners from each side has been agreed, the Kremlin said.",
        "A swap of 1,200 prisoners on each side was agreed in Istanbul.",
    ],
)
def test_an_exchange_that_was_agreed_is_a_deal(text: str) -> None:
    assert [(kind, count, way) for kind, count, way, _, _ in told(text)] == [("agreement", 1200, "each_side")]


def test_an_exchange_that_may_take_place_is_a_plan() -> None:
    said = claims("Budanov said that the next swap could take place within a week.")
    assert [(c.kind.value, c.speaker) for c in said] == [("plan", "Ukraine: Budanov")]


def test_medical_help_mediates_nothing() -> None:
    said = claims("Russia got 205 soldiers back; they are in Belarus, receiving psychological and medical help.")
    assert "mediator" not in {claim.kind.value for claim in said}


def test_what_came_earlier_in_the_week_is_older() -> None:
    said = told("Russia handed over 1,200 bodies on Saturday. Ukraine had received 2,412 bodies earlier in the week.")
    assert [(kind, count) for kind, count, *_ in said] == [("bodies", 1200), ("previous_exchange", 2412)]


def test_a_number_that_is_not_specified_is_withheld() -> None:
    said = told("An unspecified number of prisoners was exchanged on Friday.")
    assert [(kind, count, way) for kind, count, way, _, _ in said] == [("transfer", None, "each_side")]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers of Armenia and Azerbaijan exchanged views on a treaty, and 300 soldiers left.",
        "Russia and Ukraine traded accusations on Friday. The Moscow Exchange suspended trade in dollars.",
    ],
)
def test_an_exchange_of_views_is_no_exchange(text: str) -> None:
    document = Document("page.txt", text, language="en", published=date(2025, 5, 24))
    assert not read(document).claims


def test_a_day_of_an_announcement_is_no_older_exchange() -> None:
    said = told("Kyiv got 95 soldiers back on Friday. The swap had been announced in a statement on 7 May.")
    assert [(kind, count) for kind, count, *_ in said] == [("transfer", 95)]


def test_an_agency_in_a_dateline_is_not_the_ministry() -> None:
    said = told(
        "KYIV, May 23 (Reuters) - Russia's Defence Ministry said 84 of its servicemen were back on Friday. "
        "Kyiv told TASS nothing. Ukraine got 90 soldiers, the ministry said."
    )
    assert {speaker for _, _, _, speaker, _ in said} == {MOD}


def test_what_was_agreed_of_both_sides_is_a_sum() -> None:
    said = told("The sides agreed to exchange 314 prisoners. Russia said 157 servicemen had returned on Friday.")
    assert ("agreement", 314, "both_total") in {(kind, count, way) for kind, count, way, _, _ in said}


def test_our_people_are_the_speakers_whoever_returned_them() -> None:
    said = told("Russia's Ministry of Defence: the Kiev regime returned 307 of our servicemen.")
    assert [(count, way, speaker) for _, count, way, speaker, _ in said] == [(307, "to_russia", MOD)]


def test_the_day_before_the_news_is_older_whatever_is_to_come() -> None:
    said = told("The swap, a day after 390 captives were freed on each side, is to end on Sunday.")
    assert ("previous_exchange", 390, "each_side") in {(kind, count, way) for kind, count, way, _, _ in said}


def test_a_weekday_is_the_date_that_stood_beside_it() -> None:
    text = (
        "Moscow and Kyiv freed 246 captives each, Russia's Ministry of Defence said on Friday, 2 May. "
        "A truce had begun on Friday. Ukraine got 31 wounded soldiers as well."
    )
    document = Document("page.txt", text, language="en", published=date(2025, 5, 24))
    assert {claim.exchange_date for claim in read(document).claims} == {"2025-05-02"}


def test_who_is_grateful_tells_of_the_mediator() -> None:
    text = (
        "The bodies of 60 soldiers are home, the Coordination Headquarters said. "
        "Special thanks went to the International Committee of the Red Cross."
    )
    document = Document("page.txt", text, language="en", published=date(2025, 5, 24))
    found = [claim.speaker for claim in read(document).claims if claim.value == "ICRC"]
    assert found == ["Ukraine: Coordination Headquarters"]
