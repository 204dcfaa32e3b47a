"""Claims become exchanges; the headline has a rule; what contradicts it has a likely cause."""

from collections.abc import Callable
from datetime import date

import pytest

from homeward.reading.words import Category, Claim, Kind, Qualifier, Reading
from homeward.weighing import (
    Cause,
    CheckRule,
    Deal,
    EarlyBasis,
    Exchange,
    Figure,
    Measure,
    PublicRecord,
    Reason,
    Rule,
    SourceKind,
    Standing,
    Subject,
    public_rows,
    weigh,
)

Say = Callable[..., Claim]
Page = Callable[..., Reading]

HOME = Measure(Subject.MOVED, "to_ukraine", Category.PRISONERS)
AWAY = Measure(Subject.MOVED, "to_russia", Category.PRISONERS)
WAR = Measure(Subject.ORDINAL, scope="since 2022")
UKRAINE, RUSSIA, UAE = "Ukraine: Coordination Headquarters", "Russia: Ministry of Defence", "UAE: MFA"


def only(record: PublicRecord) -> Exchange:
    (exchange,) = record.exchanges
    return exchange


def figure(exchange: Exchange | Deal | None, measure: Measure) -> Figure:
    assert exchange is not None
    found = exchange.figure(measure)
    assert found is not None, [figure.measure for figure in exchange.figures]
    return found


class TestHeadline:
    def test_what_both_sides_say_is_established(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-24", 307, "to_ukraine", UKRAINE)),
                page("b", claim(Kind.TRANSFER, "2025-05-24", 307, "to_ukraine", RUSSIA)),
                page("c", claim(Kind.TRANSFER, "2025-05-24", 306, "to_ukraine")),
            ]
        )
        found = figure(only(record), HOME)
        assert (found.headline.count, found.headline.rule) == (307, Rule.BOTH_SIDES)
        assert (found.headline.low, found.headline.high) == (306, 307)
        assert found.standing is Standing.ESTABLISHED

    def test_who_receives_is_asked_before_who_sends(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2024-01-31", 207, "to_ukraine", UKRAINE)),
                page("b", claim(Kind.TRANSFER, "2024-01-31", 195, "to_ukraine", RUSSIA)),
            ]
        )
        found = figure(only(record), HOME)
        assert (found.headline.count, found.headline.rule) == (207, Rule.RECEIVING_SIDE)
        assert found.standing is Standing.DISPUTED

    def test_who_sends_is_heard_where_the_receiver_is_silent(self, claim: Say, page: Page) -> None:
        record = weigh([page("a", claim(Kind.TRANSFER, "2024-01-31", 195, "to_ukraine", RUSSIA))])
        found = figure(only(record), HOME)
        assert (found.headline.rule, found.standing) == (Rule.SENDING_SIDE, Standing.ONE_SIDE)

    def test_a_mediator_comes_before_outlets(self, claim: Say, page: Page) -> None:
        pages = [page(name, claim(Kind.TRANSFER, "2025-05-06", 206, "to_ukraine")) for name in "abc"]
        record = weigh([*pages, page("d", claim(Kind.TRANSFER, "2025-05-06", 205, "to_ukraine", UAE))])
        found = figure(only(record), HOME)
        assert (found.headline.count, found.headline.rule) == (205, Rule.INTERMEDIARY)

    def test_a_wire_copied_twice_is_one_voice(self, claim: Say, page: Page) -> None:
        said = claim(Kind.TRANSFER, "2025-05-24", 307, "to_ukraine")
        record = weigh(
            [
                page("a", said, outlet="Hindustan Times (Reuters)"),
                page("b", said, outlet="Business Standard (Reuters)"),
                page("c", said, outlet="Reuters"),
                page("d", said, outlet="Babel"),
            ]
        )
        (value,) = figure(only(record), HOME).values
        assert (len(value.voices), value.support) == (4, 2)

    def test_two_offices_of_one_side_are_one_voice_and_two_speakers(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-06", 205, "to_ukraine", "Ukraine: Zelensky")),
                page("b", claim(Kind.TRANSFER, "2025-05-06", 205, "to_ukraine", UKRAINE)),
            ]
        )
        (value,) = figure(only(record), HOME).values
        assert value.support == 1
        assert {voice.speaker for voice in value.voices} == {"Ukraine: Zelensky", UKRAINE}

    def test_a_countrys_press_is_not_its_government(self, claim: Say, page: Page) -> None:
        record = weigh([page("a", claim(Kind.TRANSFER, "2025-05-06", 205, "to_ukraine", "Russia: media"))])
        (value,) = figure(only(record), HOME).values
        assert value.voices[0].kind is SourceKind.OUTLET

    def test_a_withheld_count_is_no_zero(self, claim: Say, page: Page) -> None:
        said = claim(Kind.TRANSFER, "2025-06-10", None, "to_ukraine", UKRAINE, how=Qualifier.UNDISCLOSED)
        found = figure(only(weigh([page("a", said)])), HOME)
        assert (found.headline.count, found.headline.rule) == (None, Rule.NO_COUNT)
        assert found.standing is Standing.WITHHELD


class TestReading:
    def test_each_side_is_both_directions(self, claim: Say, page: Page) -> None:
        record = weigh([page("a", claim(Kind.TRANSFER, "2025-05-24", 307, "each_side", "both sides"))])
        for measure in (HOME, AWAY):
            found = figure(only(record), measure)
            assert (found.headline.count, found.headline.rule) == (307, Rule.BOTH_SIDES)
            assert next(found.voices).said == "each_side"

    def test_servicemen_and_civilians_make_everybody(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page(
                    "a",
                    claim(Kind.TRANSFER, "2025-05-23", 270, "to_russia", RUSSIA, Category.SERVICEMEN),
                    claim(Kind.TRANSFER, "2025-05-23", 120, "to_russia", RUSSIA, Category.CIVILIANS),
                )
            ]
        )
        found = figure(only(record), AWAY)
        assert found.headline.count == 390
        assert [voice.derived for voice in found.voices] == [True]
        civilians = Measure(Subject.PART, "to_russia", Category.CIVILIANS)
        assert figure(only(record), civilians).headline.count == 120

    def test_one_number_of_soldiers_alone_is_everybody(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-25", 303, "to_ukraine", UKRAINE, Category.SERVICEMEN)),
                page("b", claim(Kind.TRANSFER, "2025-05-25", 303, "to_ukraine", RUSSIA)),
            ]
        )
        assert len(figure(only(record), HOME).values) == 1

    @pytest.mark.parametrize(
        ("count", "how", "exact", "agrees"),
        [
            (4750, Qualifier.MORE_THAN, 4757, True),
            (200, Qualifier.MORE_THAN, 205, True),
            (2000, Qualifier.NEARLY, 2000, True),
            (250, Qualifier.ABOUT, 250, True),
            (1000, Qualifier.AT_LEAST, 1000, True),
            (200, Qualifier.MORE_THAN, 390, False),
            (2000, Qualifier.NEARLY, 2001, False),
        ],
    )
    def test_a_qualified_count_agrees_with_what_it_may_mean(
        self, claim: Say, page: Page, count: int, how: Qualifier, exact: int, agrees: bool
    ) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-06", count, "to_ukraine", how=how)),
                page("b", claim(Kind.TRANSFER, "2025-05-06", exact, "to_ukraine", UKRAINE)),
            ]
        )
        found = figure(only(record), HOME)
        assert found.headline.count == exact
        loose = next(value for value in found.values if value.qualifier is how)
        assert (loose.agrees_with == (exact,)) is agrees
        assert bool(only(record).contradictions) is not agrees


class TestPlacing:
    def test_a_day_misremembered_belongs_to_the_exchange_beside_it(self, claim: Say, page: Page) -> None:
        told = claim(
            Kind.PREVIOUS_EXCHANGE, "2025-05-07", 200, "to_ukraine", UKRAINE, Category.SERVICEMEN, Qualifier.MORE_THAN
        )
        rows = [row for row in public_rows() if row.key == "2025-05-06"]
        exchange = only(weigh([page("a", told)], rows))
        assert exchange.key == "2025-05-06"
        assert figure(exchange, HOME).headline.count == 205
        dates = next(one for one in exchange.contradictions if one.dates)
        assert (dates.cause, dates.dates) == (Cause.DAY_OFF, ("2025-05-06", "2025-05-07"))
        assert {voice.document for voice in dates.voices if voice.document} == {"a"}

    def test_stages_on_following_days_stay_apart(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page(f"p{day}", claim(Kind.TRANSFER, f"2025-05-{day}", count, "to_ukraine", UKRAINE))
                for day, count in ((23, 390), (24, 307), (25, 303))
            ]
        )
        assert [exchange.key for exchange in record.exchanges] == ["2025-05-23", "2025-05-24", "2025-05-25"]

    def test_three_times_909_bodies_are_three_handovers(self) -> None:
        record = weigh((), public_rows())
        bodies = Measure(Subject.BODIES, "to_ukraine", Category.BODIES)
        keys = [
            exchange.key
            for exchange in record.exchanges
            if (found := exchange.figure(bodies)) and found.headline.count == 909
        ]
        assert keys == ["2025-03-28-bodies", "2025-04-18-bodies", "2025-05-16-bodies"]

    def test_people_and_bodies_of_one_day_are_two_events(self) -> None:
        record = weigh((), public_rows())
        assert record.exchange("2024-05-31") is not None
        assert record.exchange("2024-05-31-bodies") is not None

    def test_the_exchanges_of_other_parties_are_kept_apart(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2023-11-24", 13, "to_israel")),
                page("b", claim(Kind.TRANSFER, "2023-11-24", 13, "to_ukraine")),
            ]
        )
        assert [exchange.key for exchange in record.exchanges] == ["2023-11-24", "2023-11-24-israel"]

    def test_a_month_with_one_fitting_exchange_is_that_exchange(self, claim: Say, page: Page) -> None:
        told = claim(Kind.PREVIOUS_EXCHANGE, "2025-05", 205, "each_side")
        record = weigh([page("a", told)], public_rows())
        assert "a" in {voice.document for voice in figure(record.exchange("2025-05-06"), HOME).voices}
        assert not record.unplaced

    def test_a_month_with_several_or_none_is_listed_with_the_reason(self, claim: Say, page: Page) -> None:
        told = claim(Kind.PREVIOUS_EXCHANGE, "2025-06", 999, "to_ukraine")
        (left,) = weigh([page("a", told)], public_rows()).unplaced
        assert (left.reason, left.count, left.voice.document) == (Reason.ONLY_A_PERIOD, 999, "a")

    def test_a_plan_for_a_day_without_exchange_is_listed(self, claim: Say, page: Page) -> None:
        (left,) = weigh([page("a", claim(Kind.PLAN, "2027-01-01", 9, "each_side"))]).unplaced[:1]
        assert left.reason is Reason.NO_EXCHANGE_THAT_DAY


class TestDeal:
    @pytest.fixture
    def record(self, claim: Say, page: Page) -> PublicRecord:
        agreed = claim(Kind.AGREEMENT, "2025-05-23", 1000, "each_side", value="Istanbul 2025-05-16")
        named = claim(Kind.AGREEMENT, "2025-05-24", None, value="Istanbul", category=None)
        last = claim(Kind.AGREEMENT, "2025-05-25", None, value="Istanbul 2025-05-16", category=None)
        return weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-23", 390, "each_side", "both sides"), agreed),
                page("b", claim(Kind.TRANSFER, "2025-05-24", 307, "each_side", "both sides"), named),
                page(
                    "c",
                    claim(Kind.TRANSFER, "2025-05-25", 303, "each_side", "both sides"),
                    claim(Kind.TRANSFER, "2025-05-25", 1000, "to_ukraine"),
                    last,
                ),
            ]
        )

    def test_documents_alone_join_the_stages_of_a_deal(self, record: PublicRecord) -> None:
        (deal,) = record.deals
        assert (deal.key, deal.name) == ("istanbul-2025-05-16", "1000-for-1000")
        assert deal.stages == ("2025-05-23", "2025-05-24", "2025-05-25")
        assert [exchange.stage for exchange in record.exchanges] == [1, 2, 3]

    def test_the_stages_make_the_whole(self, record: PublicRecord) -> None:
        (deal,) = record.deals
        whole = figure(deal, HOME)
        assert (whole.headline.count, whole.headline.rule) == (1000, Rule.STAGES)
        checks = [check for check in deal.checks if check.rule is CheckRule.STAGES_MAKE_WHOLE]
        assert checks
        assert all(check.holds for check in checks)
        assert [part.count for part in checks[0].parts] == [390, 307, 303]

    def test_the_whole_told_as_a_stage_is_recognised(self, record: PublicRecord) -> None:
        last = record.exchange("2025-05-25")
        assert last is not None
        told = next(one for one in last.contradictions if one.measure == HOME)
        assert (told.cause, told.elsewhere, told.kept) == (Cause.STAGE_OR_WHOLE, "istanbul-2025-05-16", 303)

    def test_the_day_of_the_agreement_taken_for_the_crossing(self, claim: Say, page: Page) -> None:
        rows = [row for row in public_rows() if row.deal == "1000-for-1000"]
        told = claim(Kind.PREVIOUS_EXCHANGE, "2025-05-16", 1000, "each_side")
        record = weigh([page("a", told)], rows)
        assert [exchange.key for exchange in record.exchanges] == ["2025-05-23", "2025-05-24", "2025-05-25"]
        agreed = figure(record.deals[0], Measure(Subject.AGREED, "to_ukraine", Category.PRISONERS))
        assert {voice.document for voice in agreed.voices} == {"a", None}
        dated = next(one for one in record.exchanges[0].contradictions if one.dates)
        assert (dated.cause, dated.dates) == (Cause.AGREED_OR_CROSSED, ("2025-05-23", "2025-05-16"))

    def test_more_than_agreed_fails_the_terms(self, claim: Say, page: Page) -> None:
        agreed = claim(Kind.AGREEMENT, "2025-05-23", 300, "each_side", value="Istanbul 2025-05-16")
        record = weigh([page("a", claim(Kind.TRANSFER, "2025-05-23", 390, "each_side"), agreed)])
        checks = [check for check in record.deals[0].checks if check.rule is CheckRule.SIDE_WITHIN_TERMS]
        assert [(check.holds, check.expected, check.found) for check in checks] == [(False, 300, 390)] * 2


class TestCauses:
    @pytest.mark.parametrize(
        ("said", "kept", "cause"),
        [(2340, 2430, Cause.TRANSPOSED), (200, 205, Cause.ROUNDED), (205, 391, Cause.UNKNOWN)],
    )
    def test_small_signs_of_numbers(self, claim: Say, page: Page, said: int, kept: int, cause: Cause) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-06", said, "to_ukraine")),
                page("b", claim(Kind.TRANSFER, "2025-05-06", kept, "to_ukraine", UKRAINE)),
            ]
        )
        (told,) = only(record).contradictions
        assert (told.cause, told.kept, told.values[0].count) == (cause, kept, said)

    def test_both_sides_together_told_as_one(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-06", 410, "to_ukraine")),
                page("b", claim(Kind.TRANSFER, "2025-05-06", 205, "each_side", "both sides")),
            ]
        )
        (told,) = only(record).contradictions
        assert told.cause is Cause.ONE_SIDE_OR_BOTH

    def test_the_whole_of_both_sides_told_of_a_stage(self, claim: Say, page: Page) -> None:
        agreed = claim(Kind.AGREEMENT, "2025-05-23", 1000, "each_side", value="Istanbul 2025-05-16")
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-23", 390, "each_side", "both sides"), agreed),
                page("b", claim(Kind.TRANSFER, "2025-05-23", 2000, "both_total", how=Qualifier.NEARLY)),
            ]
        )
        (told,) = only(record).contradictions
        assert (told.cause, told.kept, told.elsewhere) == (Cause.STAGE_OR_WHOLE, 780, "istanbul-2025-05-16")

    def test_people_given_beside_the_exchange(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-04-19", 277, "to_ukraine", "Ukraine: Zelensky")),
                page("b", claim(Kind.TRANSFER, "2025-04-19", 246, "to_ukraine", RUSSIA)),
                page("c", claim(Kind.BREAKDOWN, "2025-04-19", 31, "to_ukraine", UKRAINE, value="outside exchange")),
            ]
        )
        (told,) = only(record).contradictions
        assert (told.cause, told.kept, told.values[0].count) == (Cause.GOODWILL, 277, 246)

    def test_an_even_exchange_and_people_beside_it(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2024-01-31", 207, "to_ukraine", UKRAINE)),
                page("b", claim(Kind.TRANSFER, "2024-01-31", 195, "each_side", RUSSIA)),
            ]
        )
        (told,) = only(record).contradictions
        assert (told.cause, told.kept, told.values[0].count) == (Cause.GOODWILL, 207, 195)

    def test_the_figure_of_the_other_direction(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2024-01-03", 248, "to_ukraine")),
                page("b", claim(Kind.TRANSFER, "2024-01-03", 230, "to_ukraine", UKRAINE)),
                page("c", claim(Kind.TRANSFER, "2024-01-03", 248, "to_russia", RUSSIA)),
            ]
        )
        (told,) = only(record).contradictions
        assert (told.cause, told.measure_elsewhere) == (Cause.DIRECTION, AWAY)

    def test_everybody_called_soldiers_though_civilians_are_among_them(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2024-09-13", 49, "to_ukraine", category=Category.SERVICEMEN)),
                page(
                    "b",
                    claim(Kind.TRANSFER, "2024-09-13", 49, "to_ukraine", UKRAINE),
                    claim(Kind.BREAKDOWN, "2024-09-13", 7, "to_ukraine", UKRAINE, Category.CIVILIANS),
                ),
            ]
        )
        (told,) = only(record).contradictions
        assert told.cause is Cause.CATEGORY
        assert told.measure == Measure(Subject.PART, "to_ukraine", Category.SERVICEMEN)
        assert (told.kept, [value.count for value in told.values]) == (42, [49])
        assert [voice.document for value in told.values for voice in value.voices] == ["a"]

    def test_the_second_of_a_series_that_nobody_names_contradicts_nothing(self, claim: Say, page: Page) -> None:
        told = [
            page(
                name,
                claim(Kind.TRANSFER, "2025-05-24", 307, "to_ukraine"),
                claim(Kind.ORDINAL, "2025-05-24", value=f"{number} of a series", category=None),
            )
            for name, number in (("a", 2), ("b", 3))
        ]
        assert not only(weigh(told)).contradictions

    def test_an_ordinal_that_an_older_exchange_carries_is_set_aside(self, claim: Say, page: Page) -> None:
        late = [page(name, claim(Kind.ORDINAL, "2025-05-23", value="64 since 2022", category=None),
                     claim(Kind.TRANSFER, "2025-05-23", 390, "to_ukraine")) for name in "bcd"]  # fmt: skip
        record = weigh(
            [
                page("a", claim(Kind.TRANSFER, "2025-05-06", 205, "to_ukraine"),
                     claim(Kind.ORDINAL, "2025-05-06", value="64 since 2022", category=None)),
                *late,
                page("e", claim(Kind.ORDINAL, "2025-05-23", value="65 since 2022", category=None)),
            ]
        )  # fmt: skip
        exchange = record.exchange("2025-05-23")
        found = figure(exchange, WAR)
        assert (found.headline.count, found.headline.rule) == (65, Rule.KEEPS_SERIES)
        assert exchange is not None
        (told,) = exchange.contradictions
        assert (told.cause, told.elsewhere) == (Cause.ORDINAL_COUNTED, "2025-05-06")
        assert [check.holds for check in exchange.checks if check.rule is CheckRule.ORDINALS_IN_ORDER] == [False]


class TestOverTime:
    def test_a_running_total_grows_by_what_came_between(self) -> None:
        record = weigh((), public_rows())
        total = Measure(Subject.RUNNING_TOTAL, "to_ukraine", Category.PRISONERS, "since 2022")
        steps = [
            check
            for check in record.checks
            if check.rule is CheckRule.RUNNING_TOTAL_STEP and check.parts[0].measure == total and check.found == 5757
        ]
        assert [(check.holds, check.expected) for check in steps] == [(True, 5757)]
        assert [part.count for part in steps[0].parts] == [4757, 390, 307, 303]

    def test_a_total_that_falls_fails(self, claim: Say, page: Page) -> None:
        def on(day: str, total: int) -> Reading:
            return page(
                day,
                claim(Kind.TRANSFER, day, 10, "to_ukraine"),
                claim(Kind.CUMULATIVE, day, total, "to_ukraine", value="since 2022"),
            )

        record = weigh([on("2025-01-01", 500), on("2025-02-01", 490)])
        assert (CheckRule.RUNNING_TOTAL_GROWS, False) in [(check.rule, check.holds) for check in record.checks]

    def test_more_than_4750_after_4757_still_grows(self, claim: Say, page: Page) -> None:
        record = weigh(
            [
                page(
                    "a",
                    claim(Kind.TRANSFER, "2025-05-23", 390, "to_ukraine"),
                    claim(
                        Kind.CUMULATIVE, "2025-05-23", 4750, "to_ukraine", UKRAINE,
                        how=Qualifier.MORE_THAN, value="since 2022-03",
                    ),
                )
            ],
            public_rows(),
        )  # fmt: skip
        checks = [check for check in record.checks if check.found == 4750]
        assert [(check.rule, check.holds, check.expected) for check in checks] == [
            (CheckRule.RUNNING_TOTAL_GROWS, True, 4757)
        ]


def test_what_a_source_calls_early_is_kept_with_who_did_it(claim: Say, page: Page) -> None:
    record = weigh(
        [
            page(
                "a",
                claim(Kind.TRANSFER, "2025-05-23", 390, "to_ukraine", UKRAINE),
                claim(Kind.EARLY_DISCLOSURE, "2025-05-23", speaker="US: Trump", category=None),
                published=date(2025, 5, 23),
            )
        ]
    )
    (early,) = only(record).early
    assert (early.basis, early.voice.speaker) == (EarlyBasis.REPORTED, "US: Trump")


def test_the_compiled_record_alone_has_every_row_and_remark() -> None:
    record = weigh((), public_rows())
    keys = {exchange.key for exchange in record.exchanges}
    assert {row.key for row in public_rows()} <= keys
    notes = {one.note for exchange in record.exchanges for one in exchange.contradictions}
    notes |= {one.note for deal in record.deals for one in deal.contradictions}
    for row in public_rows():
        assert {known.note for known in row.contradictions} <= notes, row.key
