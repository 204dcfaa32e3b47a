"""What came of the exercise, for whoever reads a terminal: made from the stored record, in English."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils import translation

from homeward import __version__
from homeward.exchange import State
from homeward.node.public.codec import decode
from homeward.node.public.listing import Row
from homeward.node.public.models import DealPage, ExchangePage, Weighing
from homeward.node.public.sentences import day, measure, said_count, speaker
from homeward.node.public.sentences.verdicts import CAUSES, EARLY, STANDINGS
from homeward.weighing.words import Contradiction, Deal, Early, Exchange, Subject, Value


@dataclass(frozen=True, slots=True)
class Account:
    """What the exercise did.

    Attributes:
        version: of Homeward that made it.
        entries: on all logs.
        steps: (ISO time, what happened), in order.
        legs: (stage, giver, receiver, agreed, departed, received, confirmed), people, as the parties signed them.
        documents: (title, outlet, language, claims read), in order of reading.
        days: (day, to the first party, to the second, how it stands) in the public record.
        differing: what reports say against what is shown, and the likely cause, a sentence each.
        early: what was told before it might be, a sentence each.
        exchanges: how many exchanges the public record has, and how many ``contradictions``.
    """

    version: str
    entries: int
    steps: list[tuple[str, str]]
    legs: list[tuple[str, str, str, int, int, int, int]]
    documents: list[tuple[str, str, str, int]]
    days: list[tuple[str, str, str, str]]
    differing: list[str]
    early: list[str]
    exchanges: int
    contradictions: int

    def save(self, path: Path) -> None:
        """Write it beside the exercise, as the sign that it is whole."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), "utf-8")


def load(path: Path) -> Account | None:
    """Return the account of an exercise that this version has made, or None."""
    try:
        account = Account(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return account if account.version == __version__ else None


def account(state: State, steps: list[tuple[str, str]], documents: list[tuple[str, str, str, int]]) -> Account:
    """Tell what came of the exercise: the signed state, and what the public record says of its days."""
    assert state.terms is not None
    played = [stage.day.isoformat() for stage in state.terms.terms.stages]
    pages = list(ExchangePage.objects.filter(date__in=played, kind="persons").order_by("date"))
    exchanges = [decode(Exchange, page.value) for page in pages]
    deals = [decode(Deal, page.value) for page in DealPage.objects.filter(stages__in=pages).distinct()]
    parts: list[Exchange | Deal] = [*exchanges, *deals]
    weighing = Weighing.objects.get()
    with translation.override("en"):
        return Account(
            version=__version__,
            entries=len(state.entries),
            steps=steps,
            legs=list(_legs(state)),
            documents=documents,
            days=[_day(decode(Row, page.summary), state.parties) for page in pages],
            differing=[
                sentence
                for part in parts
                for contradiction in part.contradictions
                for sentence in _differing(part.key, contradiction)
            ],
            early=[_early(early) for exchange in exchanges for early in exchange.early],
            exchanges=weighing.exchanges,
            contradictions=weighing.contradictions,
        )


def _legs(state: State) -> Iterator[tuple[str, str, str, int, int, int, int]]:
    for leg in state.legs:
        figures = state.figures(leg.giver, leg.receiver, leg.stage)
        yield (
            leg.stage,
            leg.giver,
            leg.receiver,
            figures.agreed.value,
            figures.departed.value,
            figures.received.value,
            figures.confirmed.value,
        )


def _day(row: Row, parties: tuple[str, ...]) -> tuple[str, str, str, str]:
    one, other = (_said(row, f"to_{party}") for party in parties[:2])
    standing = str(STANDINGS[row.standing].words) if row.standing else "–"
    return str(day(row.date)), one, other, standing


def _said(row: Row, direction: str) -> str:
    side = row.toward(direction)
    return said_count(side.count, side.qualifier, ordinal=False) if side else "–"


def _differing(where: str, contradiction: Contradiction) -> Iterator[str]:
    cause = CAUSES[contradiction.cause]
    if contradiction.measure is None:
        if contradiction.dates:
            kept, *others = (str(day(said)) for said in contradiction.dates)
            yield f"{where}: the day is {kept}; {', '.join(others)} is also said. Likely cause: {cause}."
        elif contradiction.note:
            remark = contradiction.note.rstrip(".")
            yield f"{where}: {remark}. Likely cause: {cause}."
        return
    ordinal = contradiction.measure.subject is Subject.ORDINAL
    shown = said_count(contradiction.kept, None, ordinal=ordinal)
    for value in contradiction.values:
        said = said_count(value.count, value.qualifier, ordinal=ordinal)
        yield f"{where}: {measure(contradiction.measure)}: {shown}; {_who(value)} says {said}. Likely cause: {cause}."


def _who(value: Value) -> str:
    voices: list[Any] = [
        f"{speaker(voice.speaker)} ({voice.outlet})" if voice.outlet else speaker(voice.speaker)
        for voice in value.voices
    ]
    return ", ".join(dict.fromkeys(map(str, voices)))


def _early(early: Early) -> str:
    outlet = f" ({early.voice.outlet})" if early.voice.outlet else ""
    return f"{speaker(early.voice.speaker)}{outlet}: «{early.voice.evidence}»: {EARLY[early.basis]}"
