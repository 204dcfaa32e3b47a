"""The compiled public record that is bundled: public exchanges of 2022 to 2026, their sources and known contradictions.

Four files under ``data/`` (see ``docs/data-dictionary.md``): ``exchanges.csv``, one row an event; ``figures.csv``, one
row a count, with who asserts it where that is known; ``sources.csv``, the pages; ``contradictions.jsonl``, where sources
differ, with the likely cause and a remark in our own words. ``public_rows`` joins them.
"""

from dataclasses import dataclass
from datetime import date

from homeward.reading.words import Qualifier
from homeward.weighing.words import Cause, EventKind, Measure, PartialDate, Source


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
    """Values of one thing that sources give differently. ``measure`` None: not a count (a date, a mediator, a place)."""

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
    agreement_date: date | None
    mediators: tuple[str, ...]
    place: str | None
    figures: tuple[RowFigure, ...]
    sources: tuple[Source, ...]
    contradictions: tuple[RowContradiction, ...]
