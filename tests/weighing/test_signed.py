"""What is said, against what both sides signed: supported, contradicted, unsupported, told early."""

from collections.abc import Callable
from datetime import date

import pytest

from homeward.exchange.words import Outcome, Telling, When
from homeward.reading.words import Category, Claim, Kind, Qualifier, Reading
from homeward.weighing import (
    Against,
    CheckRule,
    EarlyBasis,
    Exchange,
    Figure,
    Measure,
    PublicRecord,
    Rule,
    SignedCount,
    SignedRecord,
    SignedStage,
    Standing,
    Subject,
    signed_record,
    weigh,
)
from tests.exchange.table import Table, departure, held, manifest, receipt, terms

Say = Callable[..., Claim]
Page = Callable[..., Reading]

SOUTHWARD = Measure(Subject.MOVED, "to_south", Category.PRISONERS)
NORTHWARD = Measure(Subject.MOVED, "to_north", Category.PRISONERS)


def played(*, confirmed: bool = True, lost: bool = False, telling: Telling | None = None) -> SignedRecord:
    """An exchange of three for three on 23 May, as far as it was played."""
    table = Table()
    north, south, _ = table.sit()
    under = north.say(terms(3, telling=telling or Telling()))
    south.accept(under)
    north.say(held(*range(5)))
    south.say(held(*range(5), giver="south"))
    for giver, receiver in ((north, south), (south, north)):
        going = giver.say(manifest(under, 0, 1, 2, giver=giver.name))
        receiver.accept(going)
        giver.say(departure(0, 1, 2, giver=giver.name))
        if confirmed:
            missing = lost and giver is north
            arrived = receipt(0, 1, p2=Outcome.ABSENT) if missing else receipt(0, 1, 2, giver=giver.name)
            receiver.say(arrived)
    record = signed_record(table.state())
    assert record is not None
    return record


def figure(record: PublicRecord, measure: Measure) -> Figure:
    exchange: Exchange | None = record.exchange("2025-05-23")
    assert exchange is not None
    assert exchange.signed
    found = exchange.figure(measure)
    assert found is not None
    return found


def test_the_record_says_who_went_in_every_stage() -> None:
    record = played()
    assert (record.exchange, record.parties, record.agreed_on) == ("exercise", ("north", "south"), date(2025, 5, 16))
    (stage,) = record.stages
    everybody = [count for count in stage.counts if count.category is None]
    assert {(count.direction, count.agreed, count.confirmed) for count in everybody} == {
        ("to_north", 3, 3),
        ("to_south", 3, 3),
    }
    assert stage.confirmed
    assert stage.told_from is not None


def test_no_terms_no_record() -> None:
    table = Table()
    table.sit()
    assert signed_record(table.state()) is None


def test_a_signed_count_is_the_headline_whatever_is_said(claim: Say, page: Page) -> None:
    said = [page("a", claim(Kind.TRANSFER, "2025-05-23", 4, "to_south", "South: Ministry"))]
    found = figure(weigh(said, signed=played()), SOUTHWARD)
    assert (found.headline.count, found.headline.rule, found.signed) == (3, Rule.SIGNED_RECORD, 3)
    assert (found.headline.low, found.headline.high) == (3, 4)
    assert found.standing is Standing.CONTRADICTED
    assert [value.against for value in found.values] == [Against.CONTRADICTED]


def test_what_fits_the_signed_count_is_supported(claim: Say, page: Page) -> None:
    said = claim(Kind.TRANSFER, "2025-05-23", 2, "to_south", how=Qualifier.MORE_THAN)
    found = figure(weigh([page("a", said)], signed=played()), SOUTHWARD)
    assert [value.against for value in found.values] == [Against.SUPPORTED]
    assert found.standing is Standing.CONFIRMED


def test_a_stage_that_is_not_confirmed_supports_nothing_yet(claim: Say, page: Page) -> None:
    said = claim(Kind.TRANSFER, "2025-05-23", 3, "to_south", "South: Ministry")
    found = figure(weigh([page("a", said)], signed=played(confirmed=False)), SOUTHWARD)
    assert [value.against for value in found.values] == [Against.UNSUPPORTED]
    assert found.standing is Standing.ONE_SIDE


def test_where_the_signed_sides_differ_the_figure_is_disputed_in_the_record(claim: Say, page: Page) -> None:
    said = claim(Kind.TRANSFER, "2025-05-23", 3, "to_south", "South: Ministry")
    record = weigh([page("a", said)], signed=played(lost=True))
    assert figure(record, NORTHWARD).standing is Standing.CONFIRMED
    assert figure(record, SOUTHWARD).standing is Standing.DISPUTED_IN_RECORD
    exchange = record.exchange("2025-05-23")
    assert exchange is not None
    checks = [
        (check.parts[0].measure.direction, check.holds)
        for check in exchange.checks
        if check.rule is CheckRule.SIGNED_SIDES_AGREE and check.parts[0].measure.subject is Subject.MOVED
    ]
    assert ("to_south", False) in checks
    assert ("to_north", True) in checks


def test_a_stage_nobody_has_told_of_is_in_the_record_all_the_same() -> None:
    record = weigh((), signed=played())
    assert {figure(record, measure).headline.count for measure in (SOUTHWARD, NORTHWARD)} == {3}
    assert next(figure(record, SOUTHWARD).voices, None) is None


def test_the_terms_are_what_was_agreed(claim: Say, page: Page) -> None:
    said = claim(Kind.AGREEMENT, "2025-05-23", 4, "each_side", value="A town 2025-05-16")
    record = weigh([page("a", said)], signed=played())
    (deal,) = record.deals
    agreed = deal.figure(Measure(Subject.AGREED, "to_south", Category.PRISONERS))
    assert agreed is not None
    assert (agreed.signed, agreed.headline.count, agreed.headline.rule) == (3, 3, Rule.SIGNED_RECORD)
    assert agreed.values[0].against is Against.CONTRADICTED


@pytest.mark.parametrize(("published", "early"), [(date(2025, 5, 15), True), (date(2025, 5, 17), False)])
def test_what_was_told_before_the_terms_allowed_it_is_early(
    claim: Say, page: Page, published: date, early: bool
) -> None:
    # The table's clock confirms the stage on 16 May, so that its figures may be told from that day.
    said = page("a", claim(Kind.TRANSFER, "2025-05-23", 3, "to_south"), published=published)
    exchange = weigh([said], signed=played()).exchange("2025-05-23")
    assert exchange is not None
    assert [(one.basis, one.voice.document, one.allowed_from) for one in exchange.early] == (
        [(EarlyBasis.TERMS, "a", date(2025, 5, 16))] if early else []
    )


def test_hours_of_the_terms_count_from_the_confirmation(claim: Say, page: Page) -> None:
    record = played(telling=Telling(hours=48))
    said = page("a", claim(Kind.TRANSFER, "2025-05-23", 3, "to_south"), published=date(2025, 5, 17))
    exchange = weigh([said], signed=record).exchange("2025-05-23")
    assert exchange is not None
    assert [one.allowed_from for one in exchange.early] == [date(2025, 5, 18)]


def test_nothing_of_an_unconfirmed_stage_may_be_told(claim: Say, page: Page) -> None:
    record = played(confirmed=False, telling=Telling(when=When.WHOLE))
    said = page("a", claim(Kind.TRANSFER, "2025-05-23", 3, "to_south"), published=date(2026, 1, 1))
    exchange = weigh([said], signed=record).exchange("2025-05-23")
    assert exchange is not None
    assert [(one.basis, one.allowed_from) for one in exchange.early] == [(EarlyBasis.TERMS, None)]


def test_a_stage_says_nothing_of_running_totals() -> None:
    count = SignedCount("to_north", None, agreed=390, departed=390, received=390, confirmed=390)
    stage = SignedStage("day-1", date(2025, 5, 23), (count,), confirmed=True)
    assert stage.signed(Measure(Subject.MOVED, "to_north", Category.PRISONERS)) is not None
    assert stage.signed(Measure(Subject.RUNNING_TOTAL, "to_north", Category.PRISONERS, "since 2022")) is None
