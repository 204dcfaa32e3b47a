"""Rules of the logs themselves: who takes part, who may sign, what an entry must say of its place.

1. ``entry.*`` and ``after.*``: an entry fits the place it stands at.
2. ``keys.*``: signatures count by position in the author's log; no clock is needed.
3. ``log.equivocation``: of two entries at one index none stands, unless others relied on exactly one of them.

What is decided here looks at the logs only, not at what the entries agree on.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from homeward.exchange.order import Event, Order
from homeward.exchange.rulebook import Broken, Rule, RuleError, rule
from homeward.exchange.standing import Equivocation
from homeward.exchange.words import Keys, Open

PARTICIPANT = rule("entry.participant", "Only those whom the founding entry names take part.")
AUTHOR = rule("entry.author", "An entry stands in its author's own log.")
EXCHANGE = rule("entry.exchange", "An entry names the exchange that its log has opened.")
PREVIOUS = rule("entry.previous", "An entry names the one before it in its log, and the first entry none.")
OTHERS = rule("after.others", "What an author had seen is at most one newest entry of each other participant's log.")
CHECKPOINT = rule("after.checkpoint", "The checkpoint that covers an entry is larger than the entry's index.")
NEVER_BACK = rule("after.never-back", "Who has seen an entry of a log has seen it in every later entry.")
SIGNATURE = rule(
    "keys.signature",
    "An entry is signed by a key that is its author's at that place of the log.",
    "GC III 122: every message authenticated by signature or seal",
)
POSSESSION = rule("keys.possession", "A new key signs the entry that brings it in.")
STRANGER = rule("keys.own", "A new key is nobody else's, and a revoked one was the author's.")
ONE_LEFT = rule("keys.one-left", "A revocation leaves at least one key.")
EQUIVOCATION = rule(
    "log.equivocation", "Of several entries at one index none stands, unless others relied on exactly one of them."
)


@dataclass(slots=True)
class Judged:
    """The logs as far as they can be judged by themselves."""

    broken: dict[Event, Broken] = field(default_factory=dict)
    keys: dict[Event, frozenset[str]] = field(default_factory=dict)  # good for the entry after this one
    equivocations: list[Equivocation] = field(default_factory=list)

    def fail(self, event: Event, broken: Rule, detail: str = "") -> None:
        """Note the first rule that an entry breaks."""
        self.broken.setdefault(event, Broken(event.ref, broken, detail))


def judge(order: Order, founding: Event, constitution: Open) -> Judged:
    """Judge every arranged entry as a piece of its log."""
    judged = Judged()
    first = {one.name: frozenset(one.keys) for one in constitution.participants}
    signed: list[Event] = []
    exchange = founding.said.exchange
    owners: list[tuple[int, str, frozenset[str]]] = [(founding.bit, name, keys) for name, keys in first.items()]
    for event in order.events:
        name = event.ref.participant
        if name not in first:
            judged.fail(event, PARTICIPANT)
            continue
        good = _good_keys(event, first[name], judged)
        judged.keys[event] = good
        if not event.signers & good:
            judged.fail(event, SIGNATURE)
            continue
        signed.append(event)
        if event.fault is not None:
            judged.fail(event, event.fault.rule, event.fault.detail)
            continue
        try:
            _fits(event, exchange, frozenset(first))
            if isinstance(event.said.body, Keys):
                judged.keys[event] = _changed(event, event.said.body, good, owners)
                owners.append((event.bit, name, frozenset(event.said.body.add)))
        except RuleError as error:
            judged.fail(event, error.rule, error.detail)
    _forks(signed, judged)
    return judged


def _good_keys(event: Event, first: frozenset[str], judged: Judged) -> frozenset[str]:
    if not event.before:
        return first
    return frozenset.intersection(*(judged.keys[one] for one in event.before))


def _fits(event: Event, exchange: str, names: frozenset[str]) -> None:
    entry, ref = event.said, event.ref
    if entry.author != ref.participant:
        raise RuleError(AUTHOR, f"It names {entry.author}.")
    if entry.exchange != exchange:
        raise RuleError(EXCHANGE, f"It names {entry.exchange}.")
    if (entry.previous is None) != (ref.index == 0):
        raise RuleError(PREVIOUS)
    seen = [one.participant for one in entry.after]
    if len(set(seen)) != len(seen) or not set(seen) <= names - {entry.author}:
        raise RuleError(OTHERS)
    for one in entry.after:
        if one.size <= one.index:
            raise RuleError(CHECKPOINT, f"It covers {one.size} entries of {one.participant}.")
    now = {one.participant: one.index for one in entry.after}
    for earlier in _readable_before(event):
        for one in earlier.said.after:
            if now.get(one.participant, -1) < one.index:
                raise RuleError(NEVER_BACK, f"Entry {one.index} of {one.participant} was seen before.")


def _readable_before(event: Event) -> list[Event]:
    """Return the nearest entries before this one in its log that can be read: one, or several in a forked log."""
    found, looking = [], list(event.before)
    while looking:
        one = looking.pop()
        if one.entry is None:
            looking.extend(one.before)
        else:
            found.append(one)
    return found


def _changed(
    event: Event, body: Keys, good: frozenset[str], owners: list[tuple[int, str, frozenset[str]]]
) -> frozenset[str]:
    add, revoke = frozenset(body.add), frozenset(body.revoke)
    if not add <= event.signers:
        raise RuleError(POSSESSION)
    others = {key for bit, name, keys in owners if bit & event.past and name != event.ref.participant for key in keys}
    if add & others or not revoke <= good:
        raise RuleError(STRANGER)
    left = (good | add) - revoke
    if not left:
        raise RuleError(ONE_LEFT)
    return left


def _forks(signed: list[Event], judged: Judged) -> None:
    """Void what stands on a branch of a log that others did not rely on, or on one of several that they did."""
    places: dict[tuple[str, int], list[Event]] = defaultdict(list)
    for event in signed:
        places[event.ref.participant, event.ref.index].append(event)
    forks = {place: sorted(events, key=lambda one: one.ref) for place, events in places.items() if len(events) > 1}
    if not forks:
        return
    lost: set[Event] = set()
    for (name, index), branches in sorted(forks.items()):
        relied = [
            one for one in branches if any(other.ref.participant != name and other.past & one.bit for other in signed)
        ]
        kept = relied[0] if len(relied) == 1 else None
        lost.update(one for one in branches if one is not kept)
        digests = tuple(one.ref.digest for one in branches)
        judged.equivocations.append(Equivocation(name, index, digests, kept.ref.digest if kept else None))
    for event in signed:  # causes first, so a whole branch falls with its first entry
        if any(one in lost for one in event.before):
            lost.add(event)
        if event in lost:
            judged.broken[event] = Broken(event.ref, EQUIVOCATION)
