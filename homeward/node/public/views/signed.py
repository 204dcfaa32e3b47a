"""The signed record on a public page: only what the terms allow to be told at this moment."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from homeward.node.stages.actions import told_stage, told_statements, told_whole
from homeward.node.stages.models import Statement, Tally
from homeward.weighing import Against


def of_stage(day: str) -> dict[str, Any]:
    """Return the context of a stage's signed record, empty while it is held."""
    now = timezone.now()
    stage = told_stage(date.fromisoformat(day), now)
    if stage is None:
        return {}
    return _context(list(stage.tallies.all()), told_statements(stage, now))


def of_whole(days: Iterable[str]) -> dict[str, Any]:
    """Return the context of the whole exchange's signed record, empty while it is held."""
    now = timezone.now()
    exchange = told_whole([date.fromisoformat(day) for day in days], now)
    if exchange is None:
        return {}
    return _context(
        [tally for tally in exchange.tallies.all() if tally.stage_id is None], told_statements(exchange, now)
    )


def data(context: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a page shows of the signed record as plain values, for its twin; None while it is held."""
    if not context:
        return None
    names = ("agreed", "planned", "departed", "received", "confirmed", "disputed", "owed", "goodwill")
    return {
        "tallies": [
            {
                "giver": tally.giver,
                "receiver": tally.receiver,
                "category": tally.category or None,
                **{name: getattr(tally, name) for name in names},
                "entries": tally.entries,
            }
            for tally in context["tallies"]
        ],
        "statements": [
            {
                "author": said.author,
                "words": said.words,
                "contradicted": said.contradicted,
                "entry": said.entry,
                "corrections": said.corrections,
            }
            for said in context["released"]
        ],
    }


def _context(all_tallies: Sequence[Tally], statements: Sequence[Statement]) -> dict[str, Any]:
    tallies = [tally for tally in all_tallies if not tally.withheld]
    entries = sorted({tuple(entry) for tally in tallies for entry in tally.entries})
    return {
        "tallies": tallies,
        "withheld": len(tallies) < len(all_tallies),
        "smallest": settings.SMALLEST_GROUP,
        "by_direction": {f"to_{tally.receiver}": tally for tally in tallies if not tally.category},
        "entries": entries,
        "released": statements,
        "statements": [_in_language(said) for said in statements],
    }


def _in_language(statement: Statement) -> dict[str, Any]:
    """Return a statement in the reader's language, or in the first it was made in."""
    wanted = get_language() or "en"
    language = wanted if wanted in statement.words else next(iter(statement.words), "")
    return {
        "author": statement.author,
        "language": language,
        "text": statement.words.get(language, ""),
        "corrections": [
            {
                "at": datetime.fromisoformat(one["at"]),
                "reason": one["reason"],
                "before": one["words"].get(language) or next(iter(one["words"].values()), ""),
            }
            for one in statement.corrections
        ],
        "against": Against.CONTRADICTED if statement.contradicted else Against.SUPPORTED,
    }
