"""How the record changed as documents came: of each figure what was shown first, and what is.

``changes`` compares two records; ``history`` weighs what had been published by each day, in order of the days, and
gives what each day changed. Each day is weighed whole, since one document may move a date, a deal or an ordinal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby

from homeward.reading.words import Reading
from homeward.weighing.rows import Row
from homeward.weighing.scales import weigh
from homeward.weighing.signed import SignedRecord
from homeward.weighing.words import Cause, Deal, Exchange, Figure, Headline, Measure, PublicRecord, Standing


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a figure is shown first: the headline, how it stands, and the causes of what contradicts it.

    That one more voice says the same is no change: the headline's ``support`` is left at 0.
    """

    headline: Headline
    standing: Standing
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of one exchange or deal that is shown differently. ``before`` None: new; ``after`` None: gone."""

    where: str
    measure: Measure
    before: Shown | None
    after: Shown | None


@dataclass(frozen=True, slots=True)
class Step:
    """What the documents of one day of publication changed; ``day`` None: those that have no day, weighed last."""

    day: date | None
    documents: tuple[str, ...]
    changes: tuple[Change, ...]


def changes(before: PublicRecord, after: PublicRecord) -> tuple[Change, ...]:
    """Return what is shown differently in the second record, in order of exchanges, deals and figures."""
    old, new = _shown(before), _shown(after)
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        Change(where, measure, old.get((where, measure)), new.get((where, measure)))
        for where, measure in keys
        if old.get((where, measure)) != new.get((where, measure))
    )


def history(
    readings: Iterable[Reading],
    rows: Sequence[Row] = (),
    signed: SignedRecord | None = None,
    parties: Sequence[str] | None = None,
) -> Iterator[Step]:
    """Yield what each day of publication changed, against the rows and the signed record alone.

    Args:
        readings: documents with their claims.
        rows: as for ``weigh``.
        signed: as for ``weigh``.
        parties: as for ``weigh``.
    """
    ordered = sorted(readings, key=lambda one: (_day(one), one.document.name))
    before = weigh((), rows, signed, parties)
    so_far: list[Reading] = []
    for day, came in groupby(ordered, key=_day):
        new = list(came)
        so_far += new
        after = weigh(so_far, rows, signed, parties)
        names = tuple(one.document.name for one in new)
        yield Step(None if day == date.max else day, names, changes(before, after))
        before = after


def _day(reading: Reading) -> date:
    return reading.document.published or date.max


def _shown(record: PublicRecord) -> dict[tuple[str, Measure], Shown]:
    found: dict[tuple[str, Measure], Shown] = {}
    for holder in chain[Exchange | Deal](record.exchanges, record.deals):
        for figure in holder.figures:
            causes = tuple(sorted({one.cause for one in holder.contradictions if one.measure == figure.measure}))
            found[holder.key, figure.measure] = _of(figure, causes)
    return found


def _of(figure: Figure, causes: tuple[Cause, ...]) -> Shown:
    return Shown(replace(figure.headline, support=0), figure.standing, causes)
