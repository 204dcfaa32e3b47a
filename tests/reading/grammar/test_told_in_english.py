"""English as newspapers write it: who speaks for an office, totals of other years, as many of another nation."""

from datetime import date, timedelta

import pytest

from homeward.reading import Document
from homeward.reading.grammar.reader import ruled as read
from homeward.reading.words import Claim

HEADING = "Ukraine and Russia swap prisoners of war\n"
MOD, ZELENSKY = "Russia: Ministry of Defence", "Ukraine: Zelensky"


def claims(text: str) -> tuple[Claim, ...]:
    document = Document("page.txt", HEADING + text, language="en", published=date(2025, 5, 24))
    return read(document).claims


def told(text: str) -> set[tuple[str, int | None, str | None, str, str | None]]:
    return {(c.kind.value, c.count, c.direction, c.speaker, c.exchange_date) for c in claims(text)}


def test_who_belongs_to_an_office_speaks_himself() -> None:
    said = told("Ukraine got 84 soldiers back today, Andrii Yusov of the Coordination Headquarters said.")
    assert said == {("transfer", 84, "to_ukraine", "Ukraine: Yusov", "2025-05-24")}


def test_the_foreign_ministry_of_a_mediator_is_not_a_party_s() -> None:
    said = told(
        "Russia and Ukraine freed 95 prisoners each on Friday. The Foreign Ministry of the United Arab Emirates "
        "says that it has now helped to free 3,100 prisoners."
    )
    assert {speaker for kind, count, _, speaker, _ in said if count == 3100} == {"UAE: MFA"}


def test_the_ministry_in_a_capital_is_that_country_s() -> None:
    said = told("Kyiv got 95 soldiers back on Friday. The ministry in Moscow says that 95 servicemen were returned.")
    assert ("transfer", 95, "to_russia", MOD, "2025-05-23") in {(k, c, w, s, "2025-05-23") for k, c, w, s, _ in said}


def test_a_day_before_talks_is_that_of_the_exchange() -> None:
    said = told("Ukraine and Russia freed 95 prisoners each on Thursday after talks led by the UAE.")
    assert ("transfer", 95, "each_side", "outlet", "2025-05-22") in said


def test_a_day_to_come_does_not_date_what_was_done() -> None:
    said = told("Zelensky confirmed that 95 prisoners were released by Russia and said more were expected on Sunday.")
    assert ("transfer", 95, "to_ukraine", ZELENSKY, "2025-05-24") in said


def test_as_many_of_another_nation_are_told_apart() -> None:
    said = told("The Russian Defense Ministry said that it released 95 Ukrainian POWs for the same number of Russians.")
    assert {(count, way) for _, count, way, _, _ in said} == {(95, "to_ukraine"), (95, "to_russia")}


def test_a_total_between_two_days_has_the_last_of_them() -> None:
    said = told("Ukraine got 45 soldiers back today. Between March 1 and May 10 Ukraine got 978 people back.")
    assert ("cumulative", 978, "to_ukraine", "outlet", "2025-05-10") in said


def test_what_earlier_exchanges_freed_is_a_total() -> None:
    said = told("Ukraine got 45 soldiers back today. Kyiv said that it had brought home 2,598 people in earlier swaps.")
    assert ("cumulative", 2598, "to_ukraine") in {(kind, count, way) for kind, count, way, _, _ in said}


def test_exchanges_of_another_year_have_no_day() -> None:
    said = claims("Ukraine got 45 soldiers back today. Ukraine held 11 exchanges last year.")
    assert [(c.value, c.exchange_date) for c in said if c.kind.value == "ordinal"] == [("11 in 2024", None)]


def test_a_side_that_is_said_to_have_put_an_exchange_off_is_told() -> None:
    said = told("Kyiv awaits the next step. Medinsky said on Friday that Ukraine had unexpectedly put off the swap.")
    assert ("plan", None, "Russia: Medinsky") in {(kind, count, speaker) for kind, count, _, speaker, _ in said}


def test_a_part_of_a_total_told_of_a_year_is_that_year_s() -> None:
    said = claims(
        "Ukraine got 45 soldiers back today. In all 3,956 people have been freed since the invasion, "
        "1,358 of them in 2024."
    )
    assert [(c.value, c.exchange_date) for c in said if c.count == 1358] == [("in 2024", None)]


def test_a_deal_is_dated_by_its_own_words_and_days_are_counted_from_what_happened() -> None:
    said = claims(
        "Ukraine and Russia each released 148 prisoners on Friday, the second stage of a deal agreed in Abu Dhabi on "
        "May 16 to exchange 500 prisoners each. In the first stage a day earlier the sides exchanged 150 people each."
    )
    assert [c.value for c in said if c.count == 500] == ["Abu Dhabi 2025-05-16"]
    released = next(c.exchange_date for c in said if c.count == 148)
    assert released is not None
    before = date.fromisoformat(released) - timedelta(days=1)
    assert [c.exchange_date for c in said if c.count == 150] == [before.isoformat()]


def test_what_both_agreed_without_a_number_is_a_deal() -> None:
    said = told("Ukraine got 45 soldiers back today. The two countries agreed to exchange wounded prisoners first.")
    assert ("agreement", None, None, "outlet", None) in said


def test_one_person_let_go_by_name_goes_to_the_other_side() -> None:
    document = Document(
        "page.txt",
        "US and Russia exchange prisoners\nMoscow let go Anna Orlova, a dancer. In exchange the United States released "
        "Pavel Sidorov, according to Russia's FSB.",
        language="en",
        published=date(2025, 4, 10),
    )
    said = {(c.count, c.direction, c.value) for c in read(document).claims if c.kind.value == "transfer"}
    assert said == {(1, "to_us", "Anna Orlova"), (1, "to_russia", "Pavel Sidorov")}


def test_a_swap_of_two_days_ends_on_the_second() -> None:
    said = told(
        "Ukraine and Russia completed a two-day swap of 500 soldiers each: 200 each on Thursday, 300 each on Friday. "
        "Two civilians came home to Ukraine as well."
    )
    assert ("transfer", 2, "to_ukraine", "outlet", "2025-05-23") in said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Russia and Ukraine have begun a multi-day swap of nearly 2,000 prisoners.", "multi-day"),
        ("Russia and Ukraine exchanged 1,000 prisoners each over several days.", "multi-day"),
        ("Russia and Ukraine exchanged 1,000 prisoners each.", None),
        ("It was the third stage of the exchange, and 1,000 people have come home in all.", "1000-for-1000 total"),
        ("It was the 65th exchange, and 5,757 people have come home in all.", "since 2022"),
    ],
)
def test_what_a_whole_runs_over(text: str, value: str | None) -> None:
    assert [c.value for c in claims(text) if c.count is not None] == [value]


def test_that_day_is_no_day_to_come() -> None:
    said = told("The next stage will be held on Sunday, May 25. Zelensky said that 84 soldiers had come home that day.")
    assert ("transfer", 84, "to_ukraine", ZELENSKY, "2025-05-24") in said


def test_those_who_defended_a_town_are_soldiers() -> None:
    said = claims("Ukraine got 90 people back today. Of them 59 are back for good. 31 of them defended Mariupol.")
    assert [c.category and c.category.value for c in said if c.count == 31] == ["servicemen"]


def test_a_mediator_is_told_by_each_who_names_it() -> None:
    said = claims(
        "Ukraine and Russia swapped 95 soldiers each on Friday with help from the UAE. "
        "Zelensky wrote that he was grateful to the UAE."
    )
    assert [(c.value, c.speaker) for c in said if c.kind.value == "mediator"] == [("UAE", "outlet"), ("UAE", ZELENSKY)]


def test_what_goes_along_goes_the_same_way() -> None:
    said = told(
        "The Russian Defense Ministry said that 95 Russian servicemen were brought back along with 20 civilians."
    )
    assert ("transfer", 20, "to_russia", MOD, "2025-05-24") in said


def test_harm_in_one_report_says_nothing_of_the_next() -> None:
    said = told(
        "Ukraine got 45 soldiers back today. Zelensky said that most were seriously injured and that more than 2,570 "
        "Ukrainians had been released since February 2022."
    )
    assert ("cumulative", 2570, "to_ukraine", ZELENSKY) in {s[:4] for s in said}


def test_a_source_that_tells_of_an_exchange_to_come_tells_it_early() -> None:
    said = told(
        "Russia and Ukraine are preparing to exchange 180 prisoners, Bloomberg reports, quoting a source who asked not "
        "to be named."
    )
    assert ("early_disclosure", "Bloomberg source") in {(kind, speaker) for kind, _, _, speaker, _ in said}


def test_an_exchange_is_counted_among_those_that_somebody_mediated() -> None:
    said = claims("Russia and Ukraine swapped 95 prisoners each on Friday. It was the seventh mediated by the UAE.")
    assert [c.value for c in said if c.kind.value == "ordinal"] == ["7 UAE-mediated"]


def test_a_page_that_will_tell_more_plans_no_exchange() -> None:
    done = "Ukraine got 84 soldiers back today."
    assert {kind for kind, *_ in told(f"{done} More to follow.")} == {"transfer"}
    assert {kind for kind, *_ in told(f'{done} "More will follow," Zelensky wrote.')} == {"transfer", "plan"}


def test_the_only_count_of_an_exchange_over_days_is_its_whole() -> None:
    said = claims("Both sides completed a three-day swap on Saturday, freeing 869 detainees, the Red Cross said.")
    assert [(c.count, c.value) for c in said if c.kind == "transfer"] == [(869, "2025-05-22/2025-05-24")]
    said = claims("The three-day swap began on Saturday: Ukraine and Russia exchanged 869 detainees.")
    assert [(c.count, c.value) for c in said if c.kind == "transfer"] == [(869, None)]


def test_who_is_let_go_as_goodwill_is_beside_the_exchange() -> None:
    said = claims(
        "Ukraine got 175 soldiers back. Moscow also released 22 badly wounded soldiers as a goodwill gesture."
    )
    assert [(c.count, c.value) for c in said] == [(175, None), (22, "goodwill")]
