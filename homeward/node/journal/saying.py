"""Saying something signed, once: what the office does ends as an entry of the desk's log, whatever is interrupted.

The database and the log are two files, so a process can die between them. What is to be said is therefore written down
first, with the size of the log before it; whoever tries again looks in the log from there for the same words, and says
them only if they are not there.
"""

from datetime import UTC

from django.utils import timezone

from homeward.exchange import Body, RuleError, State, decode, encode_body
from homeward.exchange.entries import type_of
from homeward.node import NodeError
from homeward.node.desk.desk import Desk
from homeward.node.journal.desk import keeper, take_logs
from homeward.node.journal.models import Saying


class NoDeskError(NodeError):
    """This node has no desk, so it says nothing: name its folder in HOMEWARD_DESK."""


def desk() -> Desk:
    """Return the node's desk.

    Raises:
        NoDeskError: it has none; it only publishes.
    """
    kept = keeper()
    if kept is None:
        raise NoDeskError("This node has no desk, so it can say nothing; name its folder in HOMEWARD_DESK.")
    return kept.desk


def state() -> State:
    """Return the state of the desk's exchange, as far as its logs are here. Raises ``NoDeskError``."""
    return desk().state()


def say(body: Body, key: str) -> Saying:
    """Sign something and append it to the own log; the same key again says nothing more, and returns what was said.

    Not to be called in a transaction: what was said must be remembered even if something fails afterwards.

    Args:
        body: what is said.
        key: of what it is said for; at most 80 characters, no personal data.

    Raises:
        NoDeskError: this node has no desk.
        DeskError: it would break a rule of the exchange; nothing was said.
        NodeError: the key was used for other words.
    """
    speaking = desk()
    words, kind = encode_body(body), type_of(body)
    with speaking.mutex:
        saying, fresh = Saying.objects.get_or_create(
            key=key, defaults={"type": kind, "body": words, "since": speaking.held_of(speaking.name)}
        )
        if bytes(saying.body) != words:
            raise NodeError("Something else was said for this before; begin anew.")
        if saying.index is not None:
            return saying
        if fresh or not _is_found(speaking, saying):
            _say(speaking, saying, body)
    take_logs()
    if (kept := keeper()) is not None:
        kept.wake()
    return saying


def _say(speaking: Desk, saying: Saying, body: Body) -> None:
    try:
        digest = speaking.say(body, timezone.now().astimezone(UTC).replace(microsecond=0))
    except Exception:
        if not _is_found(speaking, saying):
            saying.delete()
        raise
    own = [one for one in speaking.logged() if one.participant == speaking.name and one.digest == digest]
    saying.index, saying.digest = own[-1].index, digest
    saying.save(update_fields=["index", "digest"])


def _is_found(speaking: Desk, saying: Saying) -> bool:
    """Look for the words in the log, from where it ended when they were written down; note their place."""
    taken = set(Saying.objects.exclude(index=None).values_list("index", flat=True))
    for one in speaking.logged():
        if one.participant != speaking.name or one.index < saying.since or one.index in taken:
            continue
        try:
            entry = decode(one.payload)
        except RuleError:
            continue
        if type_of(entry.body) == saying.type and encode_body(entry.body) == bytes(saying.body):
            saying.index, saying.digest = one.index, one.digest
            saying.save(update_fields=["index", "digest"])
            return True
    return False
