"""Letters with the details of people: to whom they go, and which of others' have arrived. None is opened here."""

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.exchange import Body, State
from homeward.exchange.entries import Ref
from homeward.exchange.words import Correction, Manifest, PeopleList
from homeward.node.desk.desk import Desk
from homeward.node.desk.letters import sealed_of
from homeward.node.journal import saying
from homeward.node.people.models import Listed


def readers(state: State, giver: str, receiver: str, people: Sequence[str]) -> tuple[str, ...]:
    """Return who gets a letter about people of a giver: the other side and the neutrals; nobody where there is none."""
    desk = saying.desk()
    if desk.name != giver or not people:
        return ()
    known = Listed.objects.filter(author=giver, commitment__in=list(people), erased_at=None).count()
    if known < len(set(people)):
        return ()
    return tuple(name for name in (receiver, *state.intermediaries) if name in desk.peers)


@dataclass(frozen=True, slots=True)
class Refused:
    """A letter that is not what its entry committed to."""

    ref: Ref
    why: str


def arrived(desk: Desk) -> tuple[int, list[Refused]]:
    """Return how many letters to this participant have not arrived, and those that were refused on opening."""
    awaited, refused = 0, []
    for one in desk.state().entries:
        digest = sealed_of(one.entry.body) if one.entry is not None else None
        if digest is None or one.entry is None or one.ref.participant == desk.name:
            continue
        letter = desk.shelf.letter(digest)
        if letter is None:
            awaited += _is_to(desk, one.entry.body)
        elif letter.refused is not None:
            refused.append(Refused(one.ref, letter.refused))
    return awaited, refused


def _is_to(desk: Desk, body: Body) -> bool:
    inner = body.content if isinstance(body, Correction) else body
    if isinstance(inner, PeopleList):
        return desk.name in inner.to
    return not isinstance(inner, Manifest) or desk.name == inner.receiver or desk.name in desk.state().intermediaries
