"""Take logs in, fold them, and make everything that is made from them again."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from homeward.exchange import Logged, State, fold
from homeward.exchange.standing import Standing
from homeward.ledger import EnvelopeError, Sealed, leaf_hash, unseal
from homeward.ledger import Log as Ledger
from homeward.node import NodeError
from homeward.node.journal.models import Entry, Log
from homeward.node.journal.projections import registered

logger = logging.getLogger("homeward.node.journal")


class ForkError(NodeError):
    """A log does not continue what this node already holds of it."""


@transaction.atomic
def import_logs(logs: Iterable[Path | str | Ledger]) -> int:
    """Take in what is new in these logs, fold all that is held, and return how many entries were new.

    A log belongs to the participant that ends its origin: ``homeward.example/may-2025/ukraine``.

    Args:
        logs: files of logs, or logs that are open.

    Raises:
        StoreError: a file is not a log, or not what its checkpoint says.
        ForkError: a log is shorter than before, or says something else where this node has an entry.
    """
    added = 0
    for one in logs:
        if isinstance(one, Ledger):
            added += _take(one)
        else:
            with Ledger.open(Path(one)) as opened:
                added += _take(opened)
    refold()
    logger.debug("logs were read: %d new entries", added)
    return added


@transaction.atomic
def refold() -> list[State]:
    """Fold the stored entries, note what became of each, and make what is made from the logs alone."""
    states = states_held()
    _note_fates(states)
    for projection in registered():
        if projection.of_logs:
            projection.make(states)
    return states


def rebuild(check: bool = False) -> list[str]:
    """Drop everything that is made from facts and make it again.

    Args:
        check: keep the rows as they are, and only say which differ from those made again.

    Returns:
        The names of what differed before. Empty: every row was what the facts say.
    """
    with transaction.atomic():
        before = _snapshots()
        states = refold()
        for projection in registered():
            if not projection.of_logs:
                projection.make(states)
        after = _snapshots()
        if check:
            transaction.set_rollback(True)
    return [name for name in after if before.get(name) != after[name]]


def states_held() -> list[State]:
    """Return the state of every exchange that the stored entries speak of."""
    by_exchange: dict[str, list[Logged]] = {}
    for entry in Entry.objects.select_related("log").order_by("log", "index"):
        sealed = _unsealed(bytes(entry.envelope))
        logged = Logged(entry.log.participant, entry.index, entry.digest, sealed.payload, sealed.signers)
        by_exchange.setdefault(_exchange_of(entry.log), []).append(logged)
    return [fold(entries) for _, entries in sorted(by_exchange.items())]


def _take(ledger: Ledger) -> int:
    participant = ledger.origin.rstrip("/").rpartition("/")[2]
    log, _ = Log.objects.get_or_create(participant=participant, defaults={"origin": ledger.origin})
    if log.origin != ledger.origin:
        raise ForkError(f"{participant} already has a log of another origin here: {log.origin}.")
    if ledger.size < log.size:
        raise ForkError(f"The log of {participant} has {ledger.size} entries; {log.size} are known. It was cut short.")
    known = list(log.entries.values_list("digest", flat=True))
    fresh = []
    for index, envelope in enumerate(ledger.proved()):
        digest = leaf_hash(envelope).hex()
        if index >= len(known):
            fresh.append(Entry(log=log, index=index, digest=digest, envelope=envelope))
        elif known[index] != digest:
            raise ForkError(f"Entry {index} of the log of {participant} is not the one known here. It was rewritten.")
    Entry.objects.bulk_create(fresh)
    log.size, log.checkpoint = ledger.size, ledger.checkpoint()
    log.save()
    return len(fresh)


def _exchange_of(log: Log) -> str:
    """The exchange a log belongs to: logs are one a participant and exchange, and the origin says which."""
    return log.origin.rstrip("/").rpartition("/")[0]


def _unsealed(envelope: bytes) -> Sealed:
    """Open an envelope; one that cannot be opened still has its place, as an entry that says nothing."""
    try:
        return unseal(envelope)
    except EnvelopeError:
        return Sealed(b"", frozenset())


def _note_fates(states: Sequence[State]) -> None:
    places = {(entry.log.participant, entry.index): entry for entry in Entry.objects.select_related("log")}
    for entry in places.values():
        entry.exchange, entry.type, entry.time, entry.fate, entry.rule = "", "", None, "", ""
    for state in states:
        for standing in state.entries:
            entry = places[standing.ref.participant, standing.ref.index]
            _note(entry, standing)
        for pending in state.pending:
            places[pending.entry.participant, pending.entry.index].fate = "pending"
    Entry.objects.bulk_update(places.values(), ["exchange", "type", "time", "fate", "rule"])


def _note(entry: Entry, standing: Standing) -> None:
    entry.fate = standing.fate.value
    entry.rule = standing.broken.rule.id if standing.broken else ""
    if standing.entry is not None:
        entry.exchange, entry.type, entry.time = standing.entry.exchange, standing.entry.type, standing.entry.time


def _snapshots() -> dict[str, Any]:
    names = ("log__participant", "index", "exchange", "type", "time", "fate", "rule")
    entries = list(Entry.objects.order_by("log__participant", "index").values_list(*names))
    return {"entries": entries, **{projection.name: projection.snapshot() for projection in registered()}}
