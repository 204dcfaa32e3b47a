"""What one page says more than once, and a day as several tell it: no number contradicts that of another thing."""

from collections.abc import Callable

import pytest

from homeward.reading import Document
from homeward.reading.words import BOTH_TOTAL, EACH_SIDE, Category, Claim, Kind, Qualifier, Reading
from homeward.weighing import (
    Cause,
    CheckRule,
    Headline,
    Measure,
    PublicRecord,
    Reason,
    Rule,
    SourceKind,
    Standing,
    Subject,
    weigh,
)
from homeward.weighing.measures import BESIDES, words_before, words_behind
from homeward.weighing.speakers import publisher_of

DAY = "2026-11-14"
TO_UKRAINE = "to_ukraine"
HEADQUARTERS = "Ukraine: Coordination Headquarters"

Say = Callable[..., Claim]
Page = Callable[..., Reading]


def said(text: str, number: str, kind: Kind, count: int, to: str, speaker: str = "outlet", **more: object) -> Claim:
    """A claim that stands on a number where a text has it."""
    start = text.index(number)
    given = {"direction": to, "exchange_date": DAY, "category": Category.SERVICEMEN, **more}
    return Claim.of(text, start, start + len(number), kind, count=count, speaker=speaker, **given)


def told(text: str, *claims: Claim) -> Reading:
    return Reading(Document("page", text, "en", outlet="Evening Courier"), claims, is_exchange_report=True)


def parts(record: PublicRecord) -> dict[str | None, list[int | None]]:
    """The parts told of people who go to Ukraine, by name, else by category."""
    (exchange,) = record.exchanges
    return {
        figure.measure.scope or figure.measure.category: [value.count for value in figure.values]
        for figure in exchange.figures
        if figure.measure.subject is Subject.PART and figure.measure.direction == TO_UKRAINE
    }


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("38 — Національної гвардії, 25 — прикордонники", "38", "національної гвардії"),
        ("18 were serving life sentences and 54 long terms", "18", "were serving life sentences"),
        ("Of them 38 of the 1st Brigade", "38", "of the 1st brigade"),
        ("among the freed were 5, 3 and 2", "5", ""),
        ("Freed: 38\n\nThe exchange took place in the north", "38", ""),
    ],
)
def test_a_part_is_named_by_the_words_behind_its_number(text: str, number: str, name: str) -> None:
    assert words_behind(text, text.index(number) + len(number)) == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("Національна гвардія — 38, Державна прикордонна служба: 25.", "25", "державна прикордонна служба"),
        ("Freed: 38", "38", "freed"),
        ("38", "38", ""),
    ],
)
def test_or_by_those_before_it(text: str, number: str, name: str) -> None:
    assert words_before(text, text.index(number)) == name


def test_parts_of_two_services_are_two_figures() -> None:
    text = "154 are home. 38 — of the National Guard, 25 — of the Border Service."
    record = weigh(
        [
            told(
                text,
                said(text, "154", Kind.TRANSFER, 154, TO_UKRAINE, category=Category.PRISONERS),
                said(text, "38", Kind.BREAKDOWN, 38, TO_UKRAINE),
                said(text, "25", Kind.BREAKDOWN, 25, TO_UKRAINE),
            )
        ]
    )
    assert parts(record) == {"of the national guard": [38], "of the border service": [25]}
    assert not record.exchanges[0].contradictions


def test_a_part_of_one_person_is_named_by_nothing_that_may_be_a_name() -> None:
    text = "154 are home. Of the Guard 1 — Ivan Yasny, of the Navy 3 — all sailors."
    record = weigh(
        [
            told(
                text,
                said(text, "154", Kind.TRANSFER, 154, TO_UKRAINE, category=Category.PRISONERS),
                said(text, "1 ", Kind.BREAKDOWN, 1, TO_UKRAINE),
                said(text, "3", Kind.BREAKDOWN, 3, TO_UKRAINE),
            )
        ]
    )
    assert parts(record) == {"servicemen": [1], "all sailors": [3]}


def test_parts_of_one_name_are_told_apart_by_what_follows() -> None:
    text = "154 are home: 18 prisoners serving life sentences, 54 prisoners serving long terms."
    record = weigh(
        [
            told(
                text,
                said(text, "18 prisoners", Kind.BREAKDOWN, 18, TO_UKRAINE, category=Category.PRISONERS),
                said(text, "54 prisoners", Kind.BREAKDOWN, 54, TO_UKRAINE, category=Category.PRISONERS),
            )
        ]
    )
    assert parts(record) == {"prisoners serving life sentences": [18], "prisoners serving long terms": [54]}


def test_a_few_servicemen_are_not_all_who_are_no_civilians() -> None:
    text = "Home: 146 soldiers and 8 civilians. Nine sailors of the Navy are among them."
    record = weigh(
        [
            told(
                text,
                said(text, "146 soldiers", Kind.TRANSFER, 146, TO_UKRAINE, HEADQUARTERS),
                said(text, "8 civilians", Kind.TRANSFER, 8, TO_UKRAINE, HEADQUARTERS, category=Category.CIVILIANS),
                said(text, "Nine sailors", Kind.BREAKDOWN, 9, TO_UKRAINE, HEADQUARTERS),
            )
        ]
    )
    assert parts(record) == {"servicemen": [146], "civilians": [8], "nine sailors": [9]}
    assert all(check.holds for check in record.exchanges[0].checks)


def test_soldiers_beside_civilians_told_as_a_part_are_no_goodwill() -> None:
    text = "154 people are home, 146 of them soldiers; there are 8 civilians."
    record = weigh(
        [
            told(
                text,
                said(text, "154 people", Kind.TRANSFER, 154, TO_UKRAINE, HEADQUARTERS, category=Category.PRISONERS),
                said(text, "146", Kind.TRANSFER, 146, TO_UKRAINE, HEADQUARTERS),
                said(text, "8 civilians", Kind.BREAKDOWN, 8, TO_UKRAINE, HEADQUARTERS, category=Category.CIVILIANS),
            )
        ]
    )
    assert parts(record) == {"servicemen": [146], "civilians": [8]}


def test_one_speaker_has_one_running_total_and_the_lesser_is_named_further() -> None:
    text = "150 are home. Ukraine said 296 people had come home in two days and more than 7,200 since 2022."
    total = {"category": Category.PRISONERS, "value": "since 2022"}
    record = weigh(
        [
            told(
                text,
                said(text, "150", Kind.TRANSFER, 150, TO_UKRAINE),
                said(text, "296 people", Kind.CUMULATIVE, 296, TO_UKRAINE, "Ukraine", **total),
                said(text, "7,200", Kind.CUMULATIVE, 7200, TO_UKRAINE, "Ukraine", **total),
            )
        ]
    )
    totals = {f.measure.scope: f.headline.count for f in record.exchanges[0].figures if "2022" in str(f.measure.scope)}
    assert totals == {"since 2022": 7200, "people had come home in two days (since 2022)": 296}
    assert not record.exchanges[0].contradictions


def test_two_speakers_who_differ_still_contradict_each_other(claim: Say, page: Page) -> None:
    total = (Kind.CUMULATIVE, DAY)
    record = weigh(
        [
            page("a", claim(Kind.TRANSFER, DAY, 150, TO_UKRAINE), claim(*total, 296, TO_UKRAINE, value="since 2022")),
            page("b", claim(*total, 7200, TO_UKRAINE, value="since 2022")),
        ]
    )
    assert [one.values[0].count for one in record.exchanges[0].contradictions] == [296]


def test_an_older_exchange_without_a_date_is_not_today_s(claim: Say, page: Page) -> None:
    record = weigh(
        [
            page(
                "wire",
                claim(Kind.TRANSFER, DAY, 154, TO_UKRAINE),
                claim(Kind.PREVIOUS_EXCHANGE, None, 230, TO_UKRAINE),
            )
        ]
    )
    assert not record.exchanges[0].contradictions
    assert [(one.count, one.reason) for one in record.unplaced] == [(230, Reason.NO_DATE)]


def test_a_page_that_names_one_side_tells_of_the_conflict_that_others_name(claim: Say, page: Page) -> None:
    hostages = claim(Kind.TRANSFER, "2025-02-08", 3, "to_israel", category=Category.HOSTAGES)
    prisoners = claim(Kind.TRANSFER, "2025-02-08", 183, "to_palestinians")
    both, one = page("both", hostages, prisoners), page("one", hostages)
    record = weigh([one, both])
    assert [exchange.key for exchange in record.exchanges] == ["2025-02-08-israel-palestinians"]
    assert record == weigh([both, one])
    lebanon = page("lebanon", hostages, claim(Kind.TRANSFER, "2025-02-08", 5, "to_lebanon"))
    assert {e.key for e in weigh([one, both, lebanon]).exchanges} == {
        "2025-02-08-israel",
        "2025-02-08-israel-palestinians",
        "2025-02-08-israel-lebanon",
    }


def test_a_stage_is_numbered_as_it_is_said_and_takes_the_stage_before_it_along(claim: Say, page: Page) -> None:
    deal = {"day": "2026-08-24", "value": "Abu Dhabi 2026-08-12"}
    second = page(
        "second",
        claim(Kind.TRANSFER, "2026-08-24", 148, EACH_SIDE),
        claim(Kind.AGREEMENT, count=500, to=EACH_SIDE, **deal),
        claim(Kind.ORDINAL, "2026-08-24", value="stage 2 of the deal", category=None),
    )
    first = page("first", claim(Kind.TRANSFER, "2026-08-23", 150, EACH_SIDE))
    record = weigh([second, first])
    assert [(e.key, e.stage) for e in record.exchanges] == [("2026-08-23", 1), ("2026-08-24", 2)]
    (found,) = record.deals
    assert (found.name, found.stages) == ("500-for-500", ("2026-08-23", "2026-08-24"))
    ordinal = record.exchanges[1].figure(Measure(Subject.ORDINAL, scope="stage of 500-for-500"))
    assert ordinal is not None
    assert ordinal.headline.count == 2
    # what was agreed and has not come yet is no sum that fails
    assert all(check.holds for check in found.checks)
    # of two exchanges since the agreement it cannot be told which was the first stage
    other = page("other", claim(Kind.TRANSFER, "2026-08-15", 10, EACH_SIDE))
    assert [(e.key, e.stage) for e in weigh([second, first, other]).exchanges] == [
        ("2026-08-15", None),
        ("2026-08-23", None),
        ("2026-08-24", 2),
    ]


@pytest.mark.parametrize(
    ("outlet", "url", "text", "publisher"),
    [
        ("Офіс Президента України", None, "…", "side:Ukraine"),
        ("Israeli Prime Minister's Office", None, "…", "side:Israel"),
        ("Russian Ministry of Defence (Telegram)", None, "…", "side:Russia"),
        ("Минобороны РФ", None, "…", "side:Russia"),
        (None, "https://www.president.gov.ua/en/news/1", "…", "side:Ukraine"),
        (None, "https://t.me/s/mod_russia/123", "…", "side:Russia"),
        ("ICRC", None, "…", "side:ICRC"),
        ("WAM", None, "…", "outlet:wam"),  # an agency, though a state's
        ("Kremlin Watch", None, "…", "outlet:kremlin-watch"),
        ("Army Technology", None, "…", "outlet:army-technology"),
        ("Evening Courier", "https://notkremlin.ru/1", "…", "outlet:evening-courier"),
        ("Evening Courier", None, "Heading\n\nKYIV, Nov 14 (Reuters) - Both sides", "outlet:reuters"),
        ("Evening Courier", None, "МОСКВА, 14 ноября. /ТАСС/. Стороны", "outlet:tass"),
        ("Evening Courier", None, "МОСКВА, 14 ноя - РИА Новости. Стороны", "outlet:ria"),
        ("Evening Courier", None, "They hug on their return. (AP). Both sides", "outlet:evening-courier"),
        (None, "http://[broken", "…", "outlet:page"),
    ],
)
def test_whose_voice_a_page_is(outlet: str | None, url: str | None, text: str, publisher: str) -> None:
    assert publisher_of(Document("page", text, "en", outlet=outlet, url=url)) == publisher


def test_what_an_office_publishes_is_its_side_s_word(claim: Say, page: Page) -> None:
    people = Measure(Subject.MOVED, TO_UKRAINE, Category.PRISONERS)
    office = page("office", claim(Kind.TRANSFER, DAY, 154, TO_UKRAINE), outlet="Офіс Президента України")
    said_by_it = page("press", claim(Kind.TRANSFER, DAY, 154, TO_UKRAINE, HEADQUARTERS))
    other = page("other", claim(Kind.TRANSFER, DAY, 159, TO_UKRAINE))
    figure = weigh([office, said_by_it, other]).exchanges[0].figure(people)
    assert figure is not None
    assert figure.headline == Headline(154, Qualifier.EXACT, Rule.RECEIVING_SIDE, 154, 159, support=1)
    assert figure.standing is Standing.ONE_SIDE
    assert {voice.kind for voice in figure.values[0].voices} == {SourceKind.PARTY}


def test_who_speaks_for_a_party_under_another_name_is_that_party(claim: Say, page: Page) -> None:
    hostages = claim(Kind.TRANSFER, "2025-02-08", 3, "to_israel", category=Category.HOSTAGES)
    prisoners = claim(Kind.TRANSFER, "2025-02-08", 183, "to_palestinians", "Hamas: Abu Obeida")
    record = weigh([page("both", hostages, prisoners)])
    (voice,) = (v for f in record.exchanges[0].figures for v in f.voices if v.speaker.startswith("Hamas"))
    assert (voice.kind, voice.side, voice.origin) == (SourceKind.PARTY, "palestinians", "side:palestinians")


def test_a_whole_of_several_days_told_as_of_the_last_is_explained(claim: Say, page: Page) -> None:
    last = (Kind.TRANSFER, "2023-04-16")
    record = weigh(
        [
            page(
                "agency",
                claim(*last, 48, "to_russia"),
                claim(*last, 42, TO_UKRAINE),
                claim(*last, 869, BOTH_TOTAL),
            ),
            page("mediator", claim(*last, 869, BOTH_TOTAL, "ICRC", value="multi-day")),
        ]
    )
    (told,) = record.exchanges[0].contradictions
    assert (told.cause, told.kept) == (Cause.STAGE_OR_WHOLE, 90)
    assert told.measure_elsewhere is not None
    assert told.measure_elsewhere.subject is Subject.RUNNING_TOTAL


@pytest.mark.parametrize(
    ("given", "everybody", "civilians"),
    [
        ([(154, Category.PRISONERS)], 154, BESIDES),  # 154 for 154, and five besides
        ([(159, Category.PRISONERS)], 159, None),  # all of them for as many
        ([(120, Category.SERVICEMEN), (39, Category.CIVILIANS)], 159, None),
        ([], 159, None),
    ],
)
def test_who_is_home_beside_as_many_as_were_given_is_beside_the_exchange(
    given: list[tuple[int, Category]], everybody: int, civilians: str | None, claim: Say, page: Page
) -> None:
    ministry, to_russia = "Russia: Ministry of Defence", "to_russia"
    record = weigh(
        [
            page(
                "report",
                claim(Kind.TRANSFER, DAY, 154, to_russia, ministry, Category.SERVICEMEN),
                claim(Kind.TRANSFER, DAY, 5, to_russia, ministry, Category.CIVILIANS),
                *(claim(Kind.TRANSFER, DAY, count, TO_UKRAINE, ministry, who) for count, who in given),
            )
        ]
    )
    (exchange,) = record.exchanges
    counts = {f.measure: f.headline.count for f in exchange.figures if f.measure.direction == to_russia}
    assert counts[Measure(Subject.MOVED, to_russia, Category.PRISONERS)] == everybody
    assert counts[Measure(Subject.PART, to_russia, Category.CIVILIANS, civilians)] == 5
    assert not exchange.contradictions


def test_with_and_without_those_given_beside_the_exchange(claim: Say, page: Page) -> None:
    """175 for 175 and 22 more, as five pages tell it: each other number is explained."""
    moved, ministry, civil = Kind.TRANSFER, "Russia: Ministry of Defence", Category.SERVICEMEN
    record = weigh(
        [
            page(
                "office",
                claim(moved, DAY, 175, TO_UKRAINE, category=civil),
                claim(moved, DAY, 22, TO_UKRAINE, category=civil, value="outside exchange"),
                outlet="Офіс Президента України",
            ),
            page(
                "agency",
                claim(moved, DAY, 175, "to_russia", ministry, civil),
                claim(moved, DAY, 175, TO_UKRAINE, ministry),
                claim(moved, DAY, 22, TO_UKRAINE, ministry, value="goodwill"),
            ),
            page("ledger", claim(moved, DAY, 372, BOTH_TOTAL), claim(moved, DAY, 197, TO_UKRAINE, "Ukraine", civil)),
            page("herald", claim(moved, DAY, 197, "to_russia"), claim(moved, DAY, 175, TO_UKRAINE)),
            page(
                "courier",
                claim(moved, DAY, 175, EACH_SIDE),
                claim(moved, DAY, 22, TO_UKRAINE, HEADQUARTERS, civil, value="outside exchange"),
            ),
        ]
    )
    (exchange,) = record.exchanges
    heads = {figure.measure.scope or figure.measure.direction: figure.headline.count for figure in exchange.figures}
    assert heads == {BOTH_TOTAL: 372, "to_russia": 175, TO_UKRAINE: 175, BESIDES: 22}
    causes = {(c.measure.direction, c.values[0].count): c.cause for c in exchange.contradictions if c.measure}
    assert causes == {
        (BOTH_TOTAL, 372): Cause.GOODWILL,
        ("to_russia", 197): Cause.DIRECTION,
        (TO_UKRAINE, 197): Cause.GOODWILL,
    }
    (check,) = (one for one in exchange.checks if one.rule is CheckRule.SIDES_MAKE_BOTH)
    assert (check.holds, [part.count for part in check.parts]) == (True, [175, 175, 22])


def test_goodwill_is_no_umbrella_and_two_of_it_are_told_apart() -> None:
    text = "Home: 175 soldiers. Outside the exchange, 22 badly wounded and 3 civilians, as well as 5 with burns."
    note = {"category": Category.PRISONERS, "value": "outside exchange"}
    record = weigh(
        [
            told(
                text,
                said(text, "175 soldiers", Kind.TRANSFER, 175, TO_UKRAINE, HEADQUARTERS),
                said(text, "22", Kind.TRANSFER, 22, TO_UKRAINE, HEADQUARTERS, **note),
                said(text, "5 with", Kind.TRANSFER, 5, TO_UKRAINE, HEADQUARTERS, **note),
            )
        ]
    )
    (exchange,) = record.exchanges
    counts = {figure.measure.scope: figure.headline.count for figure in exchange.figures}
    assert counts == {None: 175, BESIDES: 22, "with burns (besides)": 5}
    assert not exchange.contradictions


def test_who_is_let_go_as_goodwill_alone_is_everybody(claim: Say, page: Page) -> None:
    record = weigh([page("agency", claim(Kind.TRANSFER, DAY, 22, TO_UKRAINE, value="goodwill"))])
    (figure,) = record.exchanges[0].figures
    assert (figure.measure.subject, figure.headline.count) == (Subject.MOVED, 22)
