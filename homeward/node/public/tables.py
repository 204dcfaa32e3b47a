"""The whole record as tables, each column with its type and meaning: the downloads, and the dictionary beside them.

The compilation may be used under CC BY 4.0; quotations remain their authors'.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.node.public import listing
from homeward.node.public.codec import decode, encode
from homeward.node.public.models import DealPage, Dispute, ExchangePage
from homeward.node.public.vouching import names_a_stranger
from homeward.node.sources.models import Claim, Document
from homeward.weighing.words import Contradiction, Deal, Exchange, Figure

LICENCE = "CC-BY-4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
TEXT, WHOLE, TRUTH = "text", "whole number", "yes or no"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in every file, what it holds, and what that means, in the reader's language."""

    name: str
    holds: str
    means: Any


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the record; ``rows`` gives its rows, a value a column, None where nothing is known."""

    name: str
    title: Any
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Sequence[Any]]]


_PAGE = Column("page", TEXT, _("The key of the exchange or deal: its page is /exchanges/KEY or /deals/KEY."))
_SUBJECT = Column("subject", TEXT, _("What is counted: moved, bodies, planned, agreed, totals, ordinals."))
_DIRECTION = Column("direction", TEXT, _("Where people go to: to_ and the party, each_side, both_total."))
_CATEGORY = Column("category", TEXT, _("Who is counted, as said: servicemen, civilians, prisoners, bodies and so on."))
_QUALIFIER = Column("qualifier", TEXT, _("How exact the number says it is: exact, more_than, nearly, about and so on."))
_STANDING = Column("standing", TEXT, _("How the figure stands; see the documentation of weighing."))

EXCHANGES = (
    Column("key", TEXT, _("The key of the exchange: its page is /exchanges/KEY.")),
    Column("date", TEXT, _("The day as far as known: 2025-05-23, 2025-05 or 2025.")),
    Column("kind", TEXT, _("What it was: persons, bodies, planned, cancelled and so on.")),
    Column("deal", TEXT, _("The deal that it is a stage of.")),
    Column("stage", WHOLE, _("Which stage of the deal.")),
    Column("signed", TRUTH, _("There is a signed record of it.")),
    _DIRECTION, _SUBJECT, _CATEGORY,
    Column("count", WHOLE, _("The headline number of this direction.")),
    _QUALIFIER,
    Column("low", WHOLE, _("The lowest number that anybody gave.")),
    Column("high", WHOLE, _("The highest number that anybody gave.")),
    _STANDING,
    Column("rule", TEXT, _("The rule by which the headline was chosen.")),
    Column("contradictions", WHOLE, _("How many contradictions the exchange has.")),
)  # fmt: skip
VOICES = (
    _PAGE, _SUBJECT, _DIRECTION, _CATEGORY,
    Column("scope", TEXT, _("Of totals and ordinals: since when, or of what.")),
    _STANDING,
    Column("headline", WHOLE, _("The number shown first.")),
    Column("count", WHOLE, _("The number that this voice gives; empty where it is withheld.")),
    _QUALIFIER,
    Column("speaker", TEXT, _("Who says so.")),
    Column("speaker_kind", TEXT, _("A party, both, an intermediary, an outlet, the compiled record.")),
    Column("side", TEXT, _("The party that the speaker speaks for.")),
    Column("document", TEXT, _("The key of the document: its page is /documents/KEY.")),
    Column("claim", WHOLE, _("The number of the claim in its document, from 0.")),
    Column("outlet", TEXT, _("Who published it.")),
    Column("url", TEXT, _("Where it was published.")),
    Column("published", TEXT, _("When it was published.")),
    Column("evidence", TEXT, _("The words it stands on.")),
)  # fmt: skip
CLAIMS = (
    Column("document", TEXT, _("The key of the document: its page is /documents/KEY.")),
    Column("claim", WHOLE, _("The number of the claim in its document, from 0.")),
    Column("kind", TEXT, _("What the claim is about: a transfer, a part of one, a plan, a total and so on.")),
    Column("count", WHOLE, _("The number that is said.")),
    _QUALIFIER, _CATEGORY, _DIRECTION,
    Column("speaker", TEXT, _("Who says so.")),
    Column("exchange_date", TEXT, _("The day that is spoken of, as said.")),
    Column("value", TEXT, _("Of claims without a number: what is said.")),
    Column("evidence", TEXT, _("The words it stands on.")),
    Column("start", WHOLE, _("Where the words start in the document's text, in characters.")),
    Column("end", WHOLE, _("Where they end.")),
    Column("rules", TEXT, _("The rules of the grammar that made the claim.")),
    Column("decision", TEXT, _("What a reviewer decided: accept, correct; "
                               "rejected claims and mediators nobody vouches for are left out.")),
)  # fmt: skip
DOCUMENTS = (
    Column("document", TEXT, _("The key of the document: its page is /documents/KEY.")),
    Column("title", TEXT, _("Its headline.")),
    Column("outlet", TEXT, _("Who published it.")),
    Column("url", TEXT, _("Where it was published.")),
    Column("language", TEXT, _("ISO 639-1 code of its language.")),
    Column("published", TEXT, _("When it was published.")),
    Column("updated", TEXT, _("When it says that it was changed.")),
    Column("captured", TEXT, _("When somebody printed, saved or archived it.")),
    Column("digest", TEXT, _("SHA-256 of its bytes.")),
)  # fmt: skip
CONTRADICTIONS = (
    _PAGE,
    Column("date", TEXT, _("The day as far as known: 2025-05-23, 2025-05 or 2025.")),
    Column("cause", TEXT, _("The likely cause; see the documentation of weighing.")),
    _SUBJECT, _DIRECTION, _CATEGORY,
    Column("kept", WHOLE, _("The headline number.")),
    Column("count", WHOLE, _("The number that differs.")),
    Column("speakers", TEXT, _("Who gives it.")),
    Column("dates", TEXT, _("Of contradicting days: all that were given.")),
    Column("elsewhere", TEXT, _("The page whose number it probably is.")),
    Column("note", TEXT, _("What the compilers remarked, in English.")),
)  # fmt: skip


def _exchanges() -> Iterable[Sequence[Any]]:
    for summary in ExchangePage.objects.values_list("summary", flat=True):
        row = decode(listing.Row, summary)
        for side in row.sides:
            yield (
                row.key, row.date, row.kind, row.deal, row.stage, row.signed, side.direction, side.subject,
                side.category, side.count, side.qualifier, side.low, side.high, side.standing, side.rule,
                row.contradictions,
            )  # fmt: skip


def _voices() -> Iterable[Sequence[Any]]:
    exchanges = (decode(Exchange, stored) for stored in ExchangePage.objects.values_list("value", flat=True).iterator())
    deals = (decode(Deal, stored) for stored in DealPage.objects.values_list("value", flat=True).iterator())
    for holder in chain[Exchange | Deal](exchanges, deals):
        for figure in holder.figures:
            yield from _of_figure(holder.key, figure)


def _of_figure(key: str, figure: Figure) -> Iterable[Sequence[Any]]:
    m = figure.measure
    for value in figure.values:
        for voice in value.voices:
            yield (
                key, m.subject, m.direction, m.category, m.scope, figure.standing, figure.headline.count, value.count,
                value.qualifier, voice.speaker, voice.kind, voice.side, voice.document, voice.claim, voice.outlet,
                voice.url, voice.published, voice.evidence,
            )  # fmt: skip


def _claims() -> Iterable[Sequence[Any]]:
    for claim in (
        Claim.objects.select_related("document", "judged").defer("document__data", "document__text").iterator()
    ):
        decision = claim.judged.decision if claim.judged is not None else None
        if decision == "reject" or (decision is None and names_a_stranger(claim.kind, claim.value)):
            continue
        yield (
            claim.document.key, claim.index, claim.kind, claim.count, claim.count_qualifier, claim.category,
            claim.direction, claim.speaker, claim.exchange_date, claim.value, claim.evidence, claim.start, claim.end,
            " ".join(claim.rules), decision,
        )  # fmt: skip


def _documents() -> Iterable[Sequence[Any]]:
    for d in Document.objects.defer("data", "text", "damage").iterator():
        yield d.key, d.title, d.outlet, d.url, d.language, d.published, d.updated, d.captured, d.digest


def _contradictions() -> Iterable[Sequence[Any]]:
    disputes = Dispute.objects.select_related("exchange", "deal").defer("exchange__value", "deal__value")
    for dispute in disputes:
        holder = dispute.exchange or dispute.deal
        one = decode(Contradiction, dispute.value)
        m = one.measure
        head = (holder.key if holder else None, dispute.date, one.cause)
        head = (*head, *((m.subject, m.direction, m.category) if m else (None, None, None)), one.kept)
        tail = (" ".join(one.dates), one.elsewhere, one.note)
        for value in one.values:
            yield (*head, value.count, "; ".join(voice.speaker for voice in value.voices), *tail)
        if not one.values:
            yield (*head, None, "; ".join(voice.speaker for voice in one.voices), *tail)


TABLES = {
    table.name: table
    for table in (
        Table("exchanges", _("Exchanges, a row for each direction"), EXCHANGES, _exchanges),
        Table("voices", _("Every figure with every voice"), VOICES, _voices),
        Table("claims", _("Claims, as they were read"), CLAIMS, _claims),
        Table("documents", _("Documents"), DOCUMENTS, _documents),
        Table("contradictions", _("Contradictions"), CONTRADICTIONS, _contradictions),
    )
}


def parquet(table: Table) -> bytes:
    """Return a table as a Parquet file, with the licence in its metadata and a type a column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {TEXT: pa.string(), WHOLE: pa.int64(), TRUTH: pa.bool_()}
    rows = list(table.rows())
    arrays = [
        pa.array([_cell(row[number], column.holds) for row in rows], types[column.holds])
        for number, column in enumerate(table.columns)
    ]
    schema = pa.schema(
        [pa.field(column.name, types[column.holds]) for column in table.columns],
        metadata={"licence": LICENCE, "source": "Homeward"},
    )
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
    return bytes(sink.getvalue())


def _cell(value: Any, holds: str) -> Any:
    if value is None or holds != TEXT:
        return value
    plain = encode(value)
    return plain if isinstance(plain, str) else str(plain)
