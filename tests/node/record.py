"""A small public record made by hand: the exercise's three days of May 2025 and two older exchanges.

It stands in for the weighing in the tests of the pages, and holds one of everything that a page must be able to say.
"""

import hashlib
from dataclasses import replace
from datetime import date

from homeward.reading.words import Category, Kind, Qualifier
from homeward.weighing.words import (
    Against,
    Cause,
    Check,
    CheckRule,
    Contradiction,
    Deal,
    Early,
    EarlyBasis,
    EventKind,
    Exchange,
    Figure,
    Headline,
    Measure,
    Part,
    PublicRecord,
    Reason,
    Rule,
    Said,
    Source,
    SourceKind,
    Standing,
    Subject,
    Unplaced,
    Value,
    Voice,
)

TEXT = (
    "Kyiv confirmed on Friday that 390 Ukrainian prisoners had returned home. "
    "Donald Trump disclosed the ongoing swap before the parties did. "
    "The Coordination Headquarters calls it the 64th exchange. $The \\, rest \\, is \\, lost$"
)
DOCUMENT = hashlib.sha256(TEXT.encode()).hexdigest()[:16]  # the key under which the node keeps it
CLAIMS = (  # index, kind, words, speaker, what else is said
    (0, "transfer", "390 Ukrainian prisoners", "Ukraine",
     {"direction": "to_ukraine", "count": 390, "count_qualifier": "exact", "category": "prisoners",
      "exchange_date": "2025-05-23"}),
    (6, "early_disclosure", "disclosed the ongoing swap", "US: Trump", {"exchange_date": "2025-05-23"}),
    (7, "ordinal", "64th exchange", "Ukraine: Coordination Headquarters", {"value": "64 since 2022"}),
)  # fmt: skip
DEAL = "istanbul-2025-05-16"


def official(side: str, speaker: str, evidence: str | None = None, claim: int | None = None) -> Voice:
    return Voice(
        speaker=speaker,
        kind=SourceKind.PARTY,
        origin=f"side:{side}",
        side=side,
        document=DOCUMENT if evidence else None,
        claim=claim,
        outlet="rki.news" if evidence else None,
        published=date(2025, 5, 23) if evidence else None,
        claim_kind=Kind.TRANSFER,
        evidence=evidence,
        row=None if evidence else "2025-05-23",
        url=None if evidence else "https://example.org/a-report",
    )


UKRAINE = official("ukraine", "Ukraine: Coordination Headquarters")
RUSSIA = official("russia", "Russia: Ministry of Defence")
TRUMP = Voice("US: Trump", SourceKind.OTHER_OFFICIAL, "other:us", side="us", document=DOCUMENT, claim=6,
              evidence="disclosed the ongoing swap", published=date(2025, 5, 23))  # fmt: skip
COMPILED = Voice("outlet", SourceKind.COMPILED, "row:2025-05-06", row="2025-05-06", note="news.az says Monday")


def agreed(measure: Measure, count: int, signed: int | None = None) -> Figure:
    value = Value(count, Qualifier.EXACT, (UKRAINE, RUSSIA), against=Against.SUPPORTED if signed is not None else None)
    return Figure(
        measure,
        (value,),
        Headline(
            count, Qualifier.EXACT, Rule.SIGNED_RECORD if signed is not None else Rule.BOTH_SIDES, count, count, 2
        ),
        Standing.CONFIRMED if signed is not None else Standing.ESTABLISHED,
        signed,
    )


def moved(party: str, count: int, signed: int | None = None) -> Figure:
    return agreed(Measure(Subject.MOVED, f"to_{party}", Category.PRISONERS), count, signed)


ORDINAL = Figure(
    Measure(Subject.ORDINAL, scope="since 2022"),
    (
        Value(65, Qualifier.EXACT, (UKRAINE,)),
        Value(64, Qualifier.EXACT, (official("ukraine", "Ukraine: Coordination Headquarters", "64th exchange", 7),)),
    ),
    Headline(65, Qualifier.EXACT, Rule.KEEPS_SERIES, 64, 65, 1),
    Standing.DISPUTED,
)

STAGE = Exchange(
    key="2025-05-23",
    date="2025-05-23",
    kind=EventKind.PERSONS,
    parties=("ukraine", "russia"),
    deal=DEAL,
    stage=1,
    figures=(
        moved("ukraine", 390, 390),
        moved("russia", 390, 390),
        agreed(Measure(Subject.PART, "to_russia", Category.CIVILIANS), 120),
        ORDINAL,
    ),
    checks=(
        Check(
            CheckRule.PARTS_MAKE_TOTAL,
            True,
            tuple(
                Part("2025-05-23", Measure(Subject.PART, "to_russia", category), count)
                for category, count in ((Category.SERVICEMEN, 270), (Category.CIVILIANS, 120))
            ),
            390,
            390,
            "Russia: Ministry of Defence",
        ),
        Check(CheckRule.ORDINALS_IN_ORDER, False, (Part("2025-05-06", ORDINAL.measure, 64),), 65, 64),
    ),
    contradictions=(
        Contradiction(
            Cause.ORDINAL_COUNTED, ORDINAL.measure, 65, ORDINAL.values[1:], elsewhere="2025-05-06",
            note="the whole of three days is the 65th",
        ),
        Contradiction(Cause.DAY_OFF, dates=("2025-05-23", "2025-05-22"), voices=(COMPILED,)),
    ),
    early=(Early(TRUMP, EarlyBasis.REPORTED, told="2025-05-23", allowed_from=date(2025, 5, 25)),),
    dates=(Said("2025-05-23", (UKRAINE,)), Said("2025-05-22", (COMPILED,))),
    mediators=(Said("US", (TRUMP,)),),
    places=(Said("Ukraine-Belarus border", (COMPILED,)),),
    agreements=(Said("Istanbul 2025-05-16", (COMPILED,)),),
    remarks=(TRUMP,),
    sources=(
        Source(DOCUMENT, outlet="rki.news", title="Ukraine, Russia begin largest Prisoner swap", language="en"),
        Source("s1", url="https://example.org/a-report"),
    ),
    signed=True,
)  # fmt: skip


def later(key: str, stage: int, count: int) -> Exchange:
    figures = (moved("ukraine", count, count), moved("russia", count, count))
    return replace(
        STAGE, key=key, date=key, stage=stage, figures=figures, checks=(), contradictions=(), early=(),
        dates=(), remarks=(), mediators=(), sources=(),
    )  # fmt: skip


OLDER = replace(
    later("2025-05-06", 0, 205),
    deal=None,
    stage=None,
    signed=False,
    figures=(
        moved("ukraine", 205),
        Figure(
            Measure(Subject.MOVED, "to_russia", Category.PRISONERS),
            (
                Value(205, Qualifier.EXACT, (RUSSIA,)),
                Value(200, Qualifier.MORE_THAN, (COMPILED,), agrees_with=(205,)),
                Value(250, Qualifier.EXACT, (COMPILED,)),
            ),
            Headline(205, Qualifier.EXACT, Rule.RECEIVING_SIDE, 200, 250, 2),
            Standing.DISPUTED,
        ),
    ),
)
WITHHELD = replace(
    OLDER,
    key="2025-06-09",
    date="2025-06-09",
    figures=tuple(
        Figure(
            Measure(Subject.MOVED, f"to_{party}", Category.PRISONERS),
            (Value(None, Qualifier.UNDISCLOSED, (COMPILED,)),),
            Headline(None, Qualifier.UNDISCLOSED, Rule.NO_COUNT, None, None, 1),
            Standing.WITHHELD,
        )
        for party in ("ukraine", "russia")
    ),
)
BODIES = replace(
    OLDER,
    key="2025-05-16-bodies",
    date="2025-05-16",
    kind=EventKind.BODIES,
    figures=(
        agreed(Measure(Subject.BODIES, "to_ukraine", Category.BODIES), 909),
        agreed(Measure(Subject.BODIES, "to_russia", Category.BODIES), 34),
    ),
)

RECORD = PublicRecord(
    exchanges=(OLDER, BODIES, STAGE, later("2025-05-24", 2, 307), later("2025-05-25", 3, 303), WITHHELD),
    deals=(
        Deal(
            key=DEAL,
            name="1000-for-1000",
            place="Istanbul",
            agreed_on="2025-05-16",
            stages=("2025-05-23", "2025-05-24", "2025-05-25"),
            figures=tuple(
                replace(
                    moved(party, 1000, 1000),
                    headline=Headline(1000, Qualifier.EXACT, Rule.STAGES, 1000, 1000, 2),
                )
                for party in ("ukraine", "russia")
            ),
            checks=(
                Check(
                    CheckRule.STAGES_MAKE_WHOLE,
                    True,
                    tuple(
                        Part(key, Measure(Subject.MOVED, "to_ukraine", Category.PRISONERS), count)
                        for key, count in (("2025-05-23", 390), ("2025-05-24", 307), ("2025-05-25", 303))
                    ),
                    1000,
                    1000,
                ),
            ),
            contradictions=(),
        ),
    ),
    checks=(),
    unplaced=(Unplaced(TRUMP, None, None, Reason.NO_DATE),),
)
