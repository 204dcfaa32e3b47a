"""Weigh the record anew, and store it as pages: the one way in which the public record changes."""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from homeward.node.journal import actions as journal
from homeward.node.public import charts, finding, listing
from homeward.node.public.codec import decode, encode
from homeward.node.public.models import (
    Chart,
    ClaimPlace,
    DealPage,
    Dispute,
    ExchangePage,
    Facet,
    Version,
    Weighing,
)
from homeward.node.public.vouching import vouched
from homeward.node.sources import actions as sources
from homeward.node.stages import actions as stages
from homeward.weighing import public_rows, weigh
from homeward.weighing.words import Deal, Exchange, Figure, PublicRecord

Progress = Callable[[str], None]
logger = logging.getLogger("homeward.node.public")


def reweigh(progress: Progress | None = None) -> Weighing:
    """Weigh everything anew, store it, and draw the timeline.

    Args:
        progress: is told what is being done, one short English phrase a step.
    """
    weighing = weigh_all(progress)
    if progress is not None:
        progress("drawing the timeline")
    draw_charts()
    return weighing


def weigh_all(progress: Progress | None = None) -> Weighing:
    """Weigh every document, the compiled record and what may be told of the signed record, and store the pages.

    Args:
        progress: is told what is being done, one short English phrase a step.
    """

    def say(step: str) -> None:
        if progress is not None:
            progress(step)

    say("reading what is stored")
    told = told_digest()
    readings = list(sources.readings())
    signed = stages.tellable(journal.states_held(), timezone.now())
    say(f"weighing {len(readings)} documents")
    record = weigh(readings, public_rows(), signed)
    say(f"storing {len(record.exchanges)} exchanges")
    return store(record, documents=len(readings), told=told)


def told_digest() -> str:
    """Return a digest of what may be told of the signed record now; empty where that is nothing."""
    rows = stages.told(timezone.now())
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest() if rows else ""


def follow() -> bool:
    """Weigh the record anew if what may be told is no longer what the pages were made from; say whether it was.

    An embargo ends by the clock alone, and others' entries arrive by themselves: nobody presses a button then.
    """
    weighing = Weighing.objects.first()
    made_from = weighing.told if weighing is not None else ""
    if told_digest() == made_from:
        return False
    reweigh()
    logger.info("the public record follows what may be told now")
    return True


@transaction.atomic
def store(record: PublicRecord, documents: int = 0, told: str = "") -> Weighing:
    """Replace the stored record by this one.

    Args:
        record: the record as weighed. ``Voice.document`` holds keys of documents of this node.
        documents: how many documents were weighed.
        told: the digest of what may be told of the signed record.
    """
    record = vouched(record, sources.accepted())
    whole = encode(record)
    digest = hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
    for model in (ClaimPlace, Dispute, Facet, ExchangePage, DealPage, Weighing):
        model.objects.all().delete()
    deals = _store_deals(record)
    exchanges = _store_exchanges(record, deals)
    Facet.objects.bulk_create(
        Facet(exchange=exchanges[one.key], name=name, value=value)
        for one in record.exchanges
        for name, value in finding.facets(one)
    )
    _keep_versions(record)
    disputes = _disputes(record, deals, exchanges)
    Dispute.objects.bulk_create(disputes)
    ClaimPlace.objects.bulk_create(_places(record, deals, exchanges))
    return Weighing.objects.create(
        digest=digest,
        documents=documents,
        exchanges=len(record.exchanges),
        contradictions=len(disputes),
        told=told,
        rest={name: whole[name] for name in ("checks", "unplaced", "copies")},
    )


def snapshot() -> dict[str, Any]:
    """Return the stored pages as values, for comparing one weighing with another."""
    weighing = Weighing.objects.first()
    return {
        "digest": weighing and weighing.digest,
        "exchanges": list(ExchangePage.objects.order_by("key").values_list("key", "summary", "value")),
        "deals": list(DealPage.objects.order_by("key").values_list("key", "summary", "value")),
        "places": sorted(ClaimPlace.objects.values_list("document", "claim", "anchor")),
    }


def charts_drawn() -> list[tuple[str, str, str, str]]:
    """Return which charts there are, and from which data."""
    return sorted(Chart.objects.values_list("name", "language", "width", "digest"))


def draw_charts() -> None:
    """Draw the timeline in every language and width, unless it is drawn from the same data already."""
    if not charts.available():
        logger.info("charts are not drawn: the extra 'charts' is not installed; pages show their tables alone")
        return
    rows = [decode(listing.Row, summary) for summary in ExchangePage.objects.values_list("summary", flat=True)]
    directions = main_directions(rows)
    data = charts.points(rows, directions)
    waits, years = charts.waits(rows), charts.years(rows)
    drawings: dict[str, tuple[object, Callable[[str], str]]] = {
        "each": (data, lambda width: charts.each_exchange(data, directions, width)),
        "sum": (data, lambda width: charts.running_sum(data, directions, width)),
        "waiting": (waits, lambda width: charts.waiting(waits, width)),
        "agreement": (years, lambda width: charts.agreement(years, width)),
    }
    drawn_from = [charts.WIDTHS, directions, data, list(map(asdict, waits)), list(map(asdict, years))]
    digest = hashlib.sha256(json.dumps(drawn_from).encode()).hexdigest()
    if Chart.objects.exclude(digest=digest).exists():
        Chart.objects.exclude(digest=digest).delete()
    drawn = set(Chart.objects.values_list("name", "language", "width"))
    for language, _ in settings.LANGUAGES:
        for name, (shown, draw) in drawings.items():
            for width in charts.WIDTHS:
                if (name, language, width) in drawn or not shown:
                    continue
                with translation.override(language):
                    svg = draw(width)
                Chart.objects.update_or_create(
                    name=name, language=language, width=width, defaults={"digest": digest, "svg": svg}
                )


def main_directions(rows: Iterable[listing.Row]) -> list[str]:
    """Return the two directions that most exchanges have, in the order of their names: the record's own pair."""
    frequency = Counter(side.direction for row in rows for side in row.sides if side.direction.startswith("to_"))
    return sorted(direction for direction, _ in frequency.most_common(2))


def _store_deals(record: PublicRecord) -> dict[str, DealPage]:
    pages = {}
    for deal in record.deals:
        stages = [stage for stage in map(record.exchange, deal.stages) if stage is not None]
        row = listing.deal_row(deal, stages)
        pages[deal.key] = DealPage.objects.create(
            key=deal.key, begins=row.date, signed=row.signed, summary=encode(row), value=encode(deal)
        )
    return pages


def _store_exchanges(record: PublicRecord, deals: dict[str, DealPage]) -> dict[str, ExchangePage]:
    pages = []
    for exchange in record.exchanges:
        row = listing.row(exchange)
        pages.append(
            ExchangePage(
                key=exchange.key,
                date=exchange.date,
                kind=exchange.kind.value,
                deal=deals.get(exchange.deal or ""),
                signed=exchange.signed,
                contradictions=row.contradictions,
                summary=encode(row),
                value=encode(exchange),
                words=finding.words(exchange),
            )
        )
    return {page.key: page for page in ExchangePage.objects.bulk_create(pages)}


def _keep_versions(record: PublicRecord) -> None:
    """Note every exchange that is other than it was, or new."""
    last = dict(Version.objects.order_by("since", "id").values_list("key", "digest"))
    for exchange in record.exchanges:
        digest = hashlib.sha256(json.dumps(encode(exchange), sort_keys=True).encode()).hexdigest()
        if last.get(exchange.key) != digest:
            Version.objects.create(
                key=exchange.key,
                digest=digest,
                summary=encode(listing.row(exchange)),
                documents=len(exchange.sources),
            )


def _holders(
    record: PublicRecord, deals: dict[str, DealPage], exchanges: dict[str, ExchangePage]
) -> list[tuple[Exchange | Deal, str, dict[str, Any]]]:
    """Return what holds figures and contradictions, its date, and the foreign key that points at its page."""
    of_exchanges = [(one, one.date, {"exchange": exchanges[one.key]}) for one in record.exchanges]
    of_deals = [(one, deals[one.key].begins, {"deal": deals[one.key]}) for one in record.deals]
    return [*of_exchanges, *of_deals]


def _disputes(record: PublicRecord, deals: dict[str, DealPage], exchanges: dict[str, ExchangePage]) -> list[Dispute]:
    return [
        Dispute(index=index, date=date, cause=contradiction.cause.value, value=encode(contradiction), **place)
        for holder, date, place in _holders(record, deals, exchanges)
        for index, contradiction in enumerate(holder.contradictions)
    ]


def _places(record: PublicRecord, deals: dict[str, DealPage], exchanges: dict[str, ExchangePage]) -> list[ClaimPlace]:
    places: dict[tuple[str, int, str, str], ClaimPlace] = {}
    for holder, _, place in _holders(record, deals, exchanges):
        for figure in holder.figures:
            for document, claim in _claims(figure):
                found = ClaimPlace(
                    document=document,
                    claim=claim,
                    anchor=listing.anchor(figure),
                    measure=encode(figure.measure),
                    **place,
                )
                places.setdefault((document, claim, holder.key, found.anchor), found)
    return list(places.values())


def _claims(figure: Figure) -> Sequence[tuple[str, int]]:
    return [
        (voice.document, voice.claim)
        for voice in figure.voices
        if voice.document is not None and voice.claim is not None
    ]
