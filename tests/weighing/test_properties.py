"""Properties of weighing, each a clause of ``homeward.weighing.scales``."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.reading.words import Category, Claim, Document, Kind, Qualifier, Reading
from homeward.weighing import Exchange, Figure, Measure, PublicRecord, Voice, public_rows, weigh

OFTEN = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

days = st.one_of(
    st.integers(0, 6).map(lambda shift: (date(2025, 5, 20) + timedelta(shift)).isoformat()),
    st.sampled_from([None, "2025-05", "2025"]),
)
counts = st.sampled_from([None, 0, 1, 120, 200, 205, 270, 303, 307, 390, 1000, 2000])
speakers = st.sampled_from(
    ["outlet", "both sides", "Ukraine: Zelensky", "Ukraine", "Russia: Ministry of Defence", "UAE: MFA", "Sky News"]
)
values = st.sampled_from([None, "", "Istanbul", "Istanbul 2025-05-16", "64 since 2022", "stage 1 of 1000-for-1000",
                          "since 2022", "1000-for-1000 total", "outside exchange", "UAE; Qatar", "?"])  # fmt: skip
directions = st.sampled_from([None, "to_ukraine", "to_russia", "each_side", "both_total", "to_us"])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim at all, sensible or not."""
    count = draw(counts)
    return Claim(
        kind=draw(st.sampled_from(Kind)),
        evidence=draw(st.sampled_from(["390 people", "73 guards", ""])),
        start=0,
        end=1,
        speaker=draw(speakers),
        direction=draw(directions),
        count=count,
        count_qualifier=draw(st.sampled_from([None, *Qualifier])),
        category=draw(st.sampled_from([None, *Category])),
        exchange_date=draw(days),
        value=draw(values),
    )


@st.composite
def pages(draw: st.DrawFn) -> list[Reading]:
    """A few pages by a few outlets, each with a name of its own."""
    found = []
    for number in range(draw(st.integers(0, 5))):
        outlet = draw(st.sampled_from(["Babel", "Mint (Reuters)", "Jang (Reuters)", None]))
        document = Document(f"p{number}", "…", "en", outlet=outlet, published=date(2025, 5, 24))
        found.append(Reading(document, tuple(draw(st.lists(claims(), max_size=5))), is_exchange_report=True))
    return found


rows = st.sampled_from([(), public_rows()])


def figures(record: PublicRecord) -> Iterator[tuple[str, Figure]]:
    for one in (*record.exchanges, *record.deals):
        for figure in one.figures:
            yield one.key, figure


def voices(record: PublicRecord) -> set[Voice]:
    found = {voice for _, figure in figures(record) for voice in figure.voices}
    found |= {left.voice for left in record.unplaced}
    for one in record.exchanges:
        found |= set(one.remarks) | {early.voice for early in one.early}
        for said in (*one.dates, *one.mediators, *one.places, *one.agreements):
            found |= set(said.voices)
    return found


@OFTEN
@given(readings=pages(), rows=rows)
def test_every_claim_is_placed_or_listed_as_unplaced(readings: list[Reading], rows: tuple[()]) -> None:
    heard = {(voice.document, voice.claim) for voice in voices(weigh(readings, rows)) if voice.document}
    said = {(one.document.name, index) for one in readings for index in range(len(one.claims))}
    assert heard == said


@OFTEN
@given(readings=pages(), rows=rows, random=st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(readings: list[Reading], rows: tuple[()], random: object) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert weigh(readings, rows) == weigh(shuffled, rows)


@OFTEN
@given(readings=pages(), rows=rows, data=st.data())
def test_a_document_that_repeats_never_lowers_support(
    readings: list[Reading], rows: tuple[()], data: st.DataObject
) -> None:
    before = weigh(readings, rows)
    if not readings:
        return
    repeated = data.draw(st.sampled_from(readings))
    again = dataclasses.replace(repeated, document=dataclasses.replace(repeated.document, name="zz", outlet="Another"))
    after = weigh([*readings, again], rows)

    # An exchange known from pages alone may be named after another of the days that they give.
    def supports(record: PublicRecord) -> dict[tuple[Measure, int | None, Qualifier], list[int]]:
        found: dict[tuple[Measure, int | None, Qualifier], list[int]] = {}
        for _, figure in figures(record):
            for value in figure.values:
                found.setdefault((figure.measure, value.count, value.qualifier), []).append(value.support)
        return found

    now = supports(after)
    for said, supported in supports(before).items():
        assert sum(now.get(said, [])) >= sum(supported), said


@OFTEN
@given(readings=pages(), rows=rows)
def test_no_count_stands_alone(readings: list[Reading], rows: tuple[()]) -> None:
    for _, figure in figures(weigh(readings, rows)):
        head = figure.headline
        assert all(value.voices and value.support >= 1 for value in figure.values)
        if head.count is not None:
            assert head.low is not None
            assert head.high is not None
            assert head.low <= head.count <= head.high
            assert head.support >= 1


@OFTEN
@given(readings=pages(), rows=rows)
def test_what_differs_from_the_headline_is_listed_as_a_contradiction(readings: list[Reading], rows: tuple[()]) -> None:
    record = weigh(readings, rows)
    exchange: Exchange
    for exchange in record.exchanges:
        listed = {(one.measure, value) for one in exchange.contradictions for value in one.values}
        for figure in exchange.figures:
            if figure.measure.subject.value == "ordinal":
                continue  # an ordinal of a deal is listed on the stage that it was said of
            if figure.measure.direction == "both_total":
                continue  # held against the two sides' sum
            head = figure.headline
            for value in figure.values:
                if value.qualifier is head.qualifier is Qualifier.EXACT and value.count != head.count:
                    assert (figure.measure, value) in listed
