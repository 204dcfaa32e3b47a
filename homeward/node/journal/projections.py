"""What is made from facts and can be made again: each room says how, in its app's ``ready``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.exchange import State


@dataclass(frozen=True, slots=True)
class Projection:
    """Rows that are made from facts.

    Attributes:
        name: what it is called when it differs.
        make: drops the rows and makes them again, from the states of the signed exchanges and the room's own facts.
        snapshot: the rows as values that can be compared, free of what making them again may change.
        of_logs: made from the logs alone, so that it follows at once when entries arrive.
    """

    name: str
    make: Callable[[Sequence[State]], None]
    snapshot: Callable[[], Any]
    of_logs: bool = False


_REGISTERED: dict[str, Projection] = {}


def register(projection: Projection) -> None:
    """Hang a projection here; in the order of the rooms, since one may read what another made."""
    _REGISTERED[projection.name] = projection


def registered() -> list[Projection]:
    """Return the projections in the order they are made."""
    return list(_REGISTERED.values())
