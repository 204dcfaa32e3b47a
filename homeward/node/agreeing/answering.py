"""Answering a list: replies gathered on a working paper, over as many days and pages as it takes, then said at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from homeward.exchange import State
from homeward.exchange.words import Answer, ListKind, Passenger, Replied, Reply
from homeward.node.agreeing import record
from homeward.node.agreeing.models import Draft
from homeward.node.agreeing.record import Group
from homeward.node.agreeing.sending import Spoken, parts
from homeward.node.compare import actions as compare

PARTIES_SAY = (Replied.CONFIRMED, Replied.NOT_HELD, Replied.UNKNOWN, Replied.DECLINED, Replied.DECEASED)
NEUTRALS_SAY = (Replied.CONFIRMED, Replied.DOES_NOT_WISH, Replied.UNKNOWN)


def group_of(state: State, author: str, kind: str) -> Group | None:
    """Return the lists of an author of one kind, or None."""
    return next((one for one in record.groups(state) if (one.author, one.kind.value) == (author, kind)), None)


def choices(state: State, name: str) -> tuple[Replied, ...]:
    """Return what an addressee may reply: wishes are an intermediary's to record (GC III 109)."""
    return NEUTRALS_SAY if name in state.intermediaries else PARTIES_SAY


def waiting(state: State, group: Group, name: str) -> list[Passenger]:
    """Return the people of whom an addressee has said nothing yet, each once."""
    said = record.replies(state)
    found = {
        one.person: one
        for part in group.parts
        if name in part.to
        for one in record.unanswered(part, name, said)
    }  # fmt: skip
    return list(found.values())


def asked(group: Group, name: str) -> list[Passenger]:
    """Return everybody an addressee is asked about, each once."""
    return list({one.person: one for part in group.parts if name in part.to for one in part.people}.values())


def replied(paper: Draft) -> dict[str, Replied]:
    """Return what stands on a paper, by person."""
    return {person: Replied(value) for person, value in paper.payload["replies"].items()}


def with_replies(paper: Draft, replies: Mapping[str, str], allowed: Sequence[Replied]) -> dict[str, Any]:
    """Return a paper's payload with these replies on it; an empty one is taken off."""
    known = {one.value for one in allowed}
    kept = dict(paper.payload["replies"])
    for person, value in replies.items():
        if value in known:
            kept[person] = value
        elif not value:
            kept.pop(person, None)
    return {**paper.payload, "replies": kept}


def bodies(state: State, paper: Draft, name: str) -> list[Spoken]:
    """Return the answers that a paper makes: one for each list, in parts."""
    group = group_of(state, paper.payload["author"], paper.payload["kind"])
    if group is None:
        return []
    replies, held_as = replied(paper), paper.payload.get("held_as", {})
    found, done = [], set[str]()
    for listing in group.parts:
        if name not in listing.to:
            continue
        here = [one.person for one in listing.people if one.person in replies and one.person not in done]
        done.update(here)
        said = [Reply(one, replies[one], held_as.get(one)) for one in here]
        found += [Spoken(Answer(listing.ref.digest, part)) for part in parts(said)]
    return found


def judged(group: Group) -> dict[str, str]:
    """Return what the comparison with the registry comes to, by person; an officer may still say otherwise."""
    return {person: reply.value for part in group.parts for person, reply in compare.answers_for(part.ref.digest)}


def unjudged(group: Group) -> int:
    """Return how many people of a list wait to be judged."""
    return sum(compare.undecided(part.ref.digest) for part in group.parts)


def begun(author: str, kind: ListKind) -> dict[str, object]:
    """Return an empty paper."""
    return {"author": author, "kind": kind.value, "replies": {}, "held_as": {}}
