"""Entries put into their causal order, out of any heap of them, in any order and any number of copies.

An entry comes after the one before it in its own log, which it names by digest, and after all that it says its author
had seen. Whatever lacks one of those is *pending*. Whatever cannot be read is taken to come after all that stands
before it in its log, so that nobody can forget by writing nonsense.

The order that comes out is one of the many that respect causality, chosen by the entries alone; no rule may look at
anything in it but what came before what.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from homeward.exchange.entries import Entry, Logged, Ref
from homeward.exchange.rulebook import RuleError
from homeward.exchange.standing import Pending
from homeward.exchange.wire import decode

Place = tuple[str, int, str]

# A node folds the same log again and again as it grows; what it has read before it need not parse again.
_SMALL = 4096  # bytes
_remembered = lru_cache(maxsize=4096)(decode)
_remembered_long = lru_cache(maxsize=256)(decode)  # lists and manifests: at most a few tens of megabytes


@dataclass(slots=True, eq=False)
class Event:
    """An entry at its place. ``past`` is the set of all that came before it, as the sum of their ``bit``."""

    ref: Ref
    signers: frozenset[str]
    entry: Entry | None
    fault: RuleError | None
    bit: int = 0
    past: int = 0
    before: list["Event"] = field(default_factory=list)  # in its own log: one, or several where it cannot be read

    @property
    def said(self) -> Entry:
        """The entry of an event known to be readable."""
        assert self.entry is not None
        return self.entry


@dataclass(frozen=True, slots=True)
class Order:
    """What was arranged: every event whose past is complete, causes first, and those that wait."""

    events: tuple[Event, ...]
    pending: tuple[Pending, ...]


def arrange(logged: Iterable[Logged]) -> Order:
    """Put entries into causal order; total over any input, the same for any order and repetition of it."""
    events = _read(logged)
    places: dict[tuple[str, int], list[Place]] = defaultdict(list)
    for place in sorted(events):
        places[place[:2]].append(place)
    needs = {place: _needs(event, places) for place, event in events.items()}
    depth = _depths(events, needs)
    ready = sorted(depth, key=lambda place: (depth[place], place))
    for rank, place in enumerate(ready):
        event = events[place]
        event.bit = 1 << rank
        for need in needs[place]:
            cause = events[need]
            event.past |= cause.past | cause.bit
            if need[:2] == (place[0], place[1] - 1):
                event.before.append(cause)
    waiting = (place for place in sorted(events) if place not in depth)
    return Order(
        events=tuple(events[place] for place in ready),
        pending=tuple(_pending(events[place].ref, needs[place], depth) for place in waiting),
    )


def _read(logged: Iterable[Logged]) -> dict[Place, Event]:
    copies: dict[Place, list[Logged]] = defaultdict(list)
    for one in logged:
        copies[one.participant, one.index, one.digest].append(one)
    events = {}
    for place, same in copies.items():
        signers = frozenset[str]().union(*(one.signers for one in same))
        entry, fault = None, None
        try:
            payload = min(one.payload for one in same)  # a digest has one payload; the least if it were not so
            entry = _remembered(payload) if len(payload) <= _SMALL else _remembered_long(payload)
        except RuleError as error:
            fault = error
        events[place] = Event(Ref(*place), signers, entry, fault)
    return events


def _needs(event: Event, places: dict[tuple[str, int], list[Place]]) -> list[Place]:
    """Name what must come first; a place without digest stands for one that is not here at all."""
    who, index = event.ref.participant, event.ref.index
    here: list[Place] = []
    if index != 0:
        named = event.entry.previous if event.entry is not None else None
        here = [(who, index - 1, named)] if named is not None else list(places.get((who, index - 1), ()))
        here = here or [(who, index - 1, "")]
    if event.entry is None:
        return here
    return here + [(seen.participant, seen.index, seen.digest) for seen in event.entry.after]


def _depths(events: dict[Place, Event], needs: dict[Place, list[Place]]) -> dict[Place, int]:
    """Give each event that can be reached the length of the longest chain before it."""
    after: dict[Place, list[Place]] = defaultdict(list)
    missing: dict[Place, int] = {}
    for place, causes in needs.items():
        missing[place] = len(causes)
        for cause in causes:
            after[cause].append(place)
    depth: dict[Place, int] = {}
    layer = [place for place in events if missing[place] == 0]
    level = 0
    while layer:
        following = []
        for place in layer:
            depth[place] = level
            for later in after[place]:
                missing[later] -= 1
                if missing[later] == 0:
                    following.append(later)
        layer, level = following, level + 1
    return depth


def _pending(ref: Ref, needs: list[Place], depth: dict[Place, int]) -> Pending:
    waits = sorted({need for need in needs if need not in depth})
    return Pending(ref, tuple((who, index, digest or None) for who, index, digest in waits))
