"""How an exchange begins: one founds it, every other joins, and nothing else stands before all have.

1. Two founding entries never compete: each log joins one, and the one that all its participants joined holds.
2. Until then a single founding entry is shown, and only ``open`` and ``keys`` can stand.
"""

from homeward.exchange.book import Book
from homeward.exchange.order import Event, Order
from homeward.exchange.rulebook import RuleError, rule
from homeward.exchange.words import Keys, Open, Role

FOUNDING = rule("open.founding", "A founding entry names participants and policy; one that joins only repeats it.")
PARTIES = rule("open.parties", "There are at least two parties, the founder takes part, every name once.", "GC III 2")
KEYS = rule("open.keys", "Every participant has at least one key, and no two share one.")
POLICY = rule("open.policy", "The policy names participants, each once.")
FIRST = rule("open.first", "The first entry of a log, and no other, opens.")
REPEATED = rule("open.repeated", "Whoever joins repeats the digest of the founding entry, having seen it.")
JOINED = rule("open.joined", "Nothing but keys is said before its author has seen that every participant has joined.")


def found(order: Order, founding: str | None) -> Event | None:
    """Find the founding entry that holds: the one named, or the only one that all joined, or the only one at all."""
    candidates = [event for event in order.events if _is_founding(event)]
    if founding is not None:
        return next((event for event in candidates if event.ref.digest == founding), None)
    complete = [event for event in candidates if _all_joined(event, order)]
    choice = complete or candidates
    return choice[0] if len(choice) == 1 else None


def constitution_of(event: Event) -> Open:
    """Return what a founding entry says."""
    assert isinstance(event.said.body, Open)
    return event.said.body


def _is_founding(event: Event) -> bool:
    if event.ref.index != 0 or event.entry is None or not isinstance(event.entry.body, Open):
        return False
    body = event.entry.body
    if body.repeats is not None or event.entry.author != event.ref.participant:
        return False
    try:
        check_founding(event, body)
    except RuleError:
        return False
    own = next(one for one in body.participants if one.name == event.ref.participant)
    return bool(event.signers & set(own.keys))


def _all_joined(event: Event, order: Order) -> bool:
    waiting = {one.name: set(one.keys) for one in constitution_of(event).participants}
    del waiting[event.ref.participant]
    for other in order.events:
        entry = other.entry
        if (
            other.ref.index == 0
            and entry is not None
            and isinstance(entry.body, Open)
            and entry.body.repeats == event.ref.digest
            and other.past & event.bit
            and other.signers & waiting.get(other.ref.participant, set())
        ):
            waiting.pop(other.ref.participant)
    return not waiting


def check_founding(event: Event, body: Open) -> None:
    """Check what a founding entry says.

    Raises:
        RuleError: ``open.founding``, ``open.parties``, ``open.keys`` or ``open.policy``.
    """
    if body.policy is None:
        raise RuleError(FOUNDING, "It has no policy.")
    names = [one.name for one in body.participants]
    parties = [one for one in body.participants if one.role is Role.PARTY]
    if len(parties) < 2 or len(set(names)) != len(names) or event.ref.participant not in names:
        raise RuleError(PARTIES)
    keys = [key for one in body.participants for key in one.keys]
    if len(set(keys)) != len(keys) or not all(one.keys for one in body.participants):
        raise RuleError(KEYS)
    for quorum in (body.policy.seen, body.policy.final):
        if len(set(quorum)) != len(quorum) or not set(quorum) <= set(names):
            raise RuleError(POLICY)


def check_open(event: Event, body: Open, book: Book) -> None:
    """Check an ``open``, and keep that its author has joined.

    Raises:
        RuleError: an ``open.*`` rule.
    """
    if event.ref.index != 0:
        raise RuleError(FIRST)
    if event is not book.founding:
        if body.repeats is None:
            raise RuleError(REPEATED, "It founds another exchange.")
        if body.participants or body.policy is not None:
            raise RuleError(FOUNDING)
        if body.repeats != book.founding.ref.digest or not event.past & book.founding.bit:
            raise RuleError(REPEATED)
    book.joined[event.ref.participant] = event


def check_joined(event: Event, book: Book) -> None:
    """Check that an entry may stand at all at this place of its log.

    Raises:
        RuleError: ``open.first`` or ``open.joined``.
    """
    if event.ref.index == 0 or event.ref.participant not in book.joined:
        raise RuleError(FIRST)
    if isinstance(event.said.body, Keys):
        return
    absent = [name for name in book.names if name not in book.joined or not _seen(event, book.joined[name])]
    if absent:
        raise RuleError(JOINED, f"Not seen: {', '.join(absent)}.")


def _seen(event: Event, other: Event) -> bool:
    return bool((event.past | event.bit) & other.bit)
