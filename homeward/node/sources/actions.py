"""What can be done with documents: add one, and read all of them anew."""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction

from homeward.node import NodeError
from homeward.node.sources.models import Claim, Document, Judgement
from homeward.reading import Damage, Reading, languages, load_bytes, read
from homeward.reading import Document as Text
from homeward.reading.words import Category, DamageKind, Kind, Qualifier
from homeward.reading.words import Claim as Said

KEY = 16  # digits of the digest that make the permanent address
GIVEN = ("url", "outlet", "title", "language", "published", "updated", "captured")
logger = logging.getLogger("homeward.node.sources")


CORRECTED = ("kind", "count", "count_qualifier", "category", "direction", "speaker", "exchange_date", "value")
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_WAY = re.compile(r"to_[a-z][a-z0-9_]*|each_side|both_total")
DECISIONS = ("accept", "correct", "reject")


class JudgementError(NodeError):
    """A reviewer's decision cannot be kept as it is; the message says what to do."""


class UndatedError(NodeError):
    """A document does not say when it was published, and nobody else did."""


@transaction.atomic
def add_document(
    name: str, data: bytes, published: date | None = None, meta: Mapping[str, Any] | None = None
) -> Document:
    """Add a document and read it into claims; the same bytes a second time are the same document.

    Args:
        name: what the file is called; its ending says what kind it is.
        data: its bytes, as they came.
        published: when it was published, if the giver knows better than the document.
        meta: what else the giver knows: url, outlet, title, language, updated, captured (dates ISO).

    Raises:
        ReadingError: the bytes are too many, or cannot be read as text, HTML or PDF.
        UndatedError: nothing says when it was published, so that words like *yesterday* cannot be resolved.
    """
    digest = hashlib.sha256(data).hexdigest()
    if found := Document.objects.filter(digest=digest).first():
        return found
    given = {key: str(value) for key, value in (meta or {}).items() if key in GIVEN and value}
    if published is not None:
        given["published"] = published.isoformat()
    short = PurePath(name.replace("\\", "/")).name[:200] or "document"
    reading = _read(short, data, given)
    if reading.document.published is None and "published" not in given:  # a month alone is better than nothing
        raise UndatedError(f"{short} does not say when it was published; give the date.")
    document = Document(key=digest[:KEY], digest=digest, name=short, data=data, given=given)
    _store(document, reading)
    logger.debug("a document was added: %d bytes, %d claims", len(data), len(reading.claims))
    return document


@transaction.atomic
def reread() -> None:
    """Read every document anew from its bytes."""
    for document in Document.objects.all():
        document.claims.all().delete()
        _store(document, _read(document.name, bytes(document.data), document.given))


def readings() -> Iterator[Reading]:
    """Yield what was read from every document, named by its key, oldest first: what the weighing weighs."""
    documents = Document.objects.defer("data").prefetch_related("claims__judged").order_by("published", "key")
    for document in documents:
        yield Reading(
            document=replace(_text(document), name=document.key),
            claims=tuple(judged(claim) for claim in document.claims.all()),
            is_exchange_report=document.is_exchange_report,
        )


def _read(name: str, data: bytes, given: Mapping[str, str]) -> Reading:
    return read(load_bytes(name, data, meta=given))


def _store(document: Document, reading: Reading) -> None:
    text = reading.document
    document.text = text.text
    document.language = text.language or ""
    document.has_grammar = text.language in languages()
    document.title, document.outlet, document.url = text.title or "", text.outlet or "", text.url or ""
    document.published, document.updated, document.captured = text.published, text.updated, text.captured
    document.damage = [
        {"start": one.start, "end": one.end, "kind": one.kind.value, "repaired": one.repaired} for one in text.damage
    ]
    document.is_exchange_report = reading.is_exchange_report
    document.save()
    decided = {_identity(one): one for one in Judgement.objects.filter(digest=document.digest)}  # the last one holds
    Claim.objects.bulk_create(
        Claim(
            document=document,
            index=index,
            judged=decided.get(_identity(claim)),
            kind=claim.kind.value,
            evidence=claim.evidence,
            start=claim.start,
            end=claim.end,
            speaker=claim.speaker,
            direction=claim.direction,
            count=claim.count,
            count_qualifier=claim.count_qualifier and claim.count_qualifier.value,
            category=claim.category and claim.category.value,
            exchange_date=claim.exchange_date,
            value=claim.value,
            rules=list(claim.rules),
            reasons=list(claim.reasons),
        )
        for index, claim in enumerate(reading.claims)
    )


def judge(
    claim: Claim, decision: str, reviewer: str, reason: str = "", corrected: Mapping[str, Any] | None = None
) -> Judgement:
    """Keep what a reviewer decided of a claim; it holds from now on, also when the document is read anew.

    Args:
        claim: as it was read.
        decision: ``accept``, ``correct`` or ``reject``.
        reviewer: whose decision it is.
        reason: why, in the reviewer's words; needed unless it is accepted.
        corrected: for ``correct``, the fields of ``CORRECTED`` that are other than as read.

    Raises:
        JudgementError: the decision cannot be kept as it is, with what to do.
    """
    fields = dict(corrected or {})
    if decision not in DECISIONS or (decision == "correct") != bool(fields) or not fields.keys() <= set(CORRECTED):
        raise JudgementError("A decision is to accept, to reject, or to correct at least one field.")
    if decision != "accept" and not reason.strip():
        raise JudgementError("Say why: what the words of the document mean instead.")
    day, way = fields.get("exchange_date"), fields.get("direction")
    if (day and not _DAY.fullmatch(day)) or (way and not _WAY.fullmatch(way)):
        raise JudgementError("A day is written 2025-05-23, a direction to_ukraine, each_side or both_total.")
    judgement = Judgement(
        digest=claim.document.digest, start=claim.start, end=claim.end, kind=claim.kind, speaker=claim.speaker,
        count=claim.count, decision=decision, corrected=fields, reason=reason.strip(), reviewer=reviewer,
    )  # fmt: skip
    claim.judged = judgement
    try:
        judged(claim)
    except ValueError as error:
        raise JudgementError("A corrected field has a value that there is not.") from error
    with transaction.atomic():
        judgement.save()
        claim.judged = judgement
        claim.save(update_fields=["judged"])
    return judgement


def judged(claim: Claim) -> Said:
    """Return a claim as it stands after the decision on it, if there is one."""
    said = _claim(claim)
    if claim.judged is None:
        return said
    fields: dict[str, Any] = dict(claim.judged.corrected)
    for name, kind in (("kind", Kind), ("category", Category), ("count_qualifier", Qualifier)):
        if fields.get(name):
            fields[name] = kind(fields[name])
    return replace(said, rejected=claim.judged.decision == "reject", **fields)


def accepted() -> frozenset[tuple[str, int]]:
    """Return the claims that somebody accepted or corrected, each as the key of its document and its index."""
    found = Claim.objects.filter(judged__decision__in=("accept", "correct"))
    return frozenset(found.values_list("document__key", "index"))


def _identity(claim: Said | Judgement) -> tuple[object, ...]:
    """What a claim is known by when its document is read anew."""
    kind = claim.kind.value if isinstance(claim, Said) else claim.kind
    return (claim.start, claim.end, kind, claim.speaker, claim.count)


def _text(document: Document) -> Text:
    return Text(
        name=document.name,
        text=document.text,
        language=document.language or None,
        title=document.title or None,
        outlet=document.outlet or None,
        url=document.url or None,
        published=document.published,
        updated=document.updated,
        captured=document.captured,
        damage=tuple(
            Damage(one["start"], one["end"], DamageKind(one["kind"]), one["repaired"]) for one in document.damage
        ),
    )


def _claim(claim: Claim) -> Said:
    return Said(
        kind=Kind(claim.kind),
        evidence=claim.evidence,
        start=claim.start,
        end=claim.end,
        speaker=claim.speaker,
        direction=claim.direction,
        count=claim.count,
        count_qualifier=Qualifier(claim.count_qualifier) if claim.count_qualifier else None,
        category=Category(claim.category) if claim.category else None,
        exchange_date=claim.exchange_date,
        value=claim.value,
        rules=tuple(claim.rules),
        reasons=tuple(claim.reasons),
    )
