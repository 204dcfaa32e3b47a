"""A public record as plain data: what ``--json`` and ``--table`` write and what a page's twins serve.

Every dataclass becomes an object of its fields, every enum its value, every date ISO text; what is None or empty stays,
so that all objects of a kind have the same keys. As a table the record has a row a voice.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from homeward.weighing.words import Deal, Exchange, Figure

VOICE_COLUMNS = (
    "subject", "direction", "category", "scope", "standing", "headline", "headline_qualifier", "rule", "signed",
    "count", "qualifier", "against_signed", "speaker", "speaker_kind", "side", "document", "claim", "outlet", "url",
    "published", "evidence", "note", "derived",
)  # fmt: skip


def plain(value: object) -> Any:
    """Return dicts, lists, strings, numbers and None for any value of this package."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def voice_rows(holder: Exchange | Deal) -> Iterable[Sequence[Any]]:
    """Return a row for each voice on each figure, under ``VOICE_COLUMNS``."""
    for figure in holder.figures:
        yield from _voices(figure)


def _voices(figure: Figure) -> Iterable[Sequence[Any]]:
    measure, headline = figure.measure, figure.headline
    of_figure = (
        measure.subject, measure.direction, measure.category, measure.scope, figure.standing,
        headline.count, headline.qualifier, headline.rule, figure.signed,
    )  # fmt: skip
    for value in figure.values:
        for voice in value.voices:
            yield (
                *of_figure, value.count, value.qualifier, value.against, voice.speaker, voice.kind, voice.side,
                voice.document, voice.claim, voice.outlet, voice.url, voice.published, voice.evidence, voice.note,
                voice.derived,
            )  # fmt: skip
