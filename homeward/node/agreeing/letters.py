"""To whom the details of a manifest's people are sealed, and whether this node can: only it knows its own people."""

from collections.abc import Sequence

from homeward.exchange import State
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
