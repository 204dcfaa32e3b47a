"""What would come of it if this desk said something now: asked before anything is signed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from homeward.exchange import Body, Broken, Logged, State, encode, fold
from homeward.node.desk.desk import Desk
from homeward.node.desk.errors import DeskError


def first_broken(desk: Desk, bodies: Sequence[Body], time: datetime) -> tuple[int, Broken] | None:
    """Say which of several entries, said one after the other, would be void first, and which rule it breaks.

    Args:
        desk: whose.
        bodies: what would be said.
        time: when, UTC, whole seconds.

    Returns:
        Its number, from 0, and the rule; None where all would stand.

    Raises:
        WireError: one cannot be written at all.
        DeskError: it would wait for entries that are not here.
    """
    known = desk.logged()
    found = _tried(desk, bodies, time, {one.participant: one for one in known})
    if found is None:  # an end of a log waits for others: speak after what is complete
        newest = {name: ref.index for name, ref in desk.state().newest.items()}
        ends = {one.participant: one for one in known if one.index == newest.get(one.participant)}
        own = {one.participant: one for one in known if one.participant == desk.name}
        found = _tried(desk, bodies, time, {**ends, **own})
    if found is None:
        raise DeskError("This would wait for entries of others that are not here yet.")
    state, digests = found
    for number, digest in enumerate(digests):
        standing = state.standing(digest)
        if standing is not None and standing.broken is not None:
            return number, standing.broken
    return None


def _tried(
    desk: Desk, bodies: Sequence[Body], time: datetime, ends: dict[str, Logged]
) -> tuple[State, list[str]] | None:
    """Fold what is known and these entries; None where one of them would wait."""
    ends = dict(ends)
    signers = frozenset({desk.keys.author.public.hex()})
    trial: list[Logged] = []
    for body in bodies:
        payload = encode(desk.entry(body, time, ends))
        index = ends[desk.name].index + 1 if desk.name in ends else 0
        ends[desk.name] = Logged(desk.name, index, hashlib.sha256(payload).hexdigest(), payload, signers)
        trial.append(ends[desk.name])
    state = fold([*desk.logged(), *trial])
    digests = [one.digest for one in trial]
    return None if any(state.standing(digest) is None for digest in digests) else (state, digests)
