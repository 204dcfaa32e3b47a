"""What others told too early, found by weighing the documents against the signed record while it is still held.

The public pages cannot do this: they know nothing of a stage before it may be told. It is done here for the office,
with the documents since the agreement alone, and again only when documents or logs have changed.
"""

import hashlib

from django.db import transaction

from homeward.exchange import State
from homeward.node.sources.actions import readings
from homeward.node.sources.models import Document
from homeward.node.telling.models import EarlyTold, Looked
from homeward.weighing import signed_record, weigh


def look(state: State) -> list[EarlyTold]:
    """Return what was told before the terms allow it, weighed anew if something has changed."""
    mark = _mark(state)
    if not Looked.objects.filter(mark=mark).exists():
        _weigh(state, mark)
    return list(EarlyTold.objects.all())


def _mark(state: State) -> str:
    documents = "".join(Document.objects.order_by("key").values_list("key", flat=True))
    newest = repr(sorted(state.newest.items()))
    return hashlib.sha256(f"{documents}\n{newest}".encode()).hexdigest()


@transaction.atomic
def _weigh(state: State, mark: str) -> None:
    EarlyTold.objects.all().delete()
    record = signed_record(state)
    if record is not None and state.terms is not None:
        since = state.terms.terms.agreed
        days = {stage.day.isoformat() for stage in record.stages}
        given = [one for one in readings() if one.document.published and one.document.published >= since]
        weighed = weigh(given, (), record)
        EarlyTold.objects.bulk_create(
            EarlyTold(
                document=one.voice.document or "",
                outlet=one.voice.outlet or "",
                speaker=one.voice.speaker or "",
                evidence=one.voice.evidence or "",
                told=str(one.told or ""),
                allowed_from=one.allowed_from.isoformat() if one.allowed_from else "",
            )
            for exchange in weighed.exchanges
            if exchange.date in days
            for one in exchange.early
        )
    Looked.objects.all().delete()
    Looked.objects.create(mark=mark)
