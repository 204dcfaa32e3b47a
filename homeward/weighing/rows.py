"""The compiled public record that is bundled: public exchanges of 2022 to 2026, their sources and known contradictions.

Four files under ``data/`` (see ``docs/data-dictionary.md``): ``exchanges.csv``, one row an event; ``figures.csv``, one
row a count, with who asserts it where that is known; ``sources.csv``, the pages; ``contradictions.jsonl``, where
sources differ, with the likely cause and a remark in our own words. ``public_rows`` joins them.
"""

import csv
import datetime
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from homeward.reading.words import Category, Qualifier
from homeward.weighing.words import Cause, EventKind, Measure, PartialDate, Source, Subject


@dataclass(frozen=True, slots=True)
class RowFigure:
    """One count of a row. ``speaker`` None: the row does not say who asserts it. ``derived``: a sum made here."""

    measure: Measure
    count: int | None
    qualifier: Qualifier
    speaker: str | None = None
    derived: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RowVoice:
    """One of the values that differ, as a count or in words, and who says it."""

    who: str
    count: int | None = None
    qualifier: Qualifier | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class RowContradiction:
    """Values that sources give differently. ``measure`` None: not a count (a date, a mediator, a place)."""

    measure: Measure | None
    values: tuple[RowVoice, ...]
    cause: Cause
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the compiled public record."""

    key: str
    date: PartialDate
    kind: EventKind
    deal: str | None  # the name of the deal, such as ``1000-for-1000``
    stage: int | None
    agreement_place: str | None
    agreement_date: datetime.date | None
    mediators: tuple[str, ...]
    place: str | None
    note: str | None
    figures: tuple[RowFigure, ...]
    sources: tuple[Source, ...]
    contradictions: tuple[RowContradiction, ...]


@cache
def public_rows() -> tuple[Row, ...]:
    """Return the bundled public record, in order of time."""
    sources = {row["id"]: _source(row) for row in _table("sources.csv")}
    figures: dict[str, list[RowFigure]] = defaultdict(list)
    for row in _table("figures.csv"):
        figures[row["exchange"]].append(_figure(row))
    contradictions: dict[str, list[RowContradiction]] = defaultdict(list)
    for line in _text("contradictions.jsonl").splitlines():
        given = json.loads(line)
        contradictions[given["exchange"]].append(_contradiction(given))
    return tuple(
        Row(
            key=row["key"],
            date=row["date"],
            kind=EventKind(row["kind"]),
            deal=row["deal"] or None,
            stage=int(row["stage"]) if row["stage"] else None,
            agreement_place=row["agreement_place"] or None,
            agreement_date=datetime.date.fromisoformat(row["agreement_date"]) if row["agreement_date"] else None,
            mediators=tuple(name.strip() for name in row["mediators"].split(";") if name.strip()),
            place=row["place"] or None,
            note=row["note"] or None,
            figures=tuple(figures[row["key"]]),
            sources=tuple(sources[key] for key in row["sources"].split()),
            contradictions=tuple(contradictions[row["key"]]),
        )
        for row in _table("exchanges.csv")
    )


def _text(name: str) -> str:
    return files("homeward.weighing").joinpath("data", name).read_text("utf-8")


def _table(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _source(row: Mapping[str, str]) -> Source:
    return Source(
        key=row["id"],
        url=row["url"] or None,
        outlet=row["outlet"] or None,
        title=row["title"] or None,
        published=datetime.date.fromisoformat(row["published"]) if row["published"] else None,
    )


def _measure(given: Mapping[str, str]) -> Measure:
    return Measure(
        subject=Subject(given["subject"]),
        direction=given.get("direction") or None,
        category=Category(given["category"]) if given.get("category") else None,
        scope=given.get("scope") or None,
    )


def _figure(row: Mapping[str, str]) -> RowFigure:
    return RowFigure(
        measure=_measure(row),
        count=int(row["count"]) if row["count"] else None,
        qualifier=Qualifier(row["qualifier"]),
        speaker=row["speaker"] or None,
        derived=row["derived"] == "yes",
        note=row["note"] or None,
    )


def _contradiction(given: Mapping[str, Any]) -> RowContradiction:
    return RowContradiction(
        measure=_measure(given["measure"]) if given["measure"] else None,
        values=tuple(
            RowVoice(
                who=value["who"],
                count=value.get("count"),
                qualifier=Qualifier(value["qualifier"]) if "qualifier" in value else None,
                said=value.get("said"),
            )
            for value in given["values"]
        ),
        cause=Cause(given["cause"]),
        note=given["note"],
    )
