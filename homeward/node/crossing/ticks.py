"""What stands of the ticks about one person, made on several devices that may not have seen each other's.

1. A tick knows those that its screen had shown, and those made before it on the same device; it takes their place.
2. Of ticks that did not know each other the one with the later true time stands; of one time, that entered later.
3. Where such ticks say different things, that is a conflict: it is shown, and nothing is signed about that person
   until somebody who has seen both ticks again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Pressed(Protocol):
    """What is needed of a tick."""

    pk: int
    outcome: str
    at: datetime
    seen: int
    device: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands about one person: an outcome (empty: none, or taken back), since when, and what else was said."""

    outcome: str
    at: datetime | None
    others: tuple[str, ...] = ()  # outcomes said without knowledge of the standing one, that differ

    @property
    def conflict(self) -> bool:
        """Whether two devices say different things."""
        return bool(self.others)


NOTHING = Mark("", None)


def standing(ticks: Iterable[Pressed]) -> Mark:
    """Return what stands of all ticks about one person, in whatever order they come."""
    made = list(ticks)
    heads = [one for one in made if not any(_knows(other, one) for other in made)]
    if not heads:
        return NOTHING  # nobody ticked: of ticks there is always one that no other knows, since knowing follows time
    newest = max(heads, key=_rank)
    others = {one.outcome for one in heads} - {newest.outcome}
    return Mark(newest.outcome, newest.at, tuple(sorted(others)))


def _knows(later: Pressed, earlier: Pressed) -> bool:
    if later.pk == earlier.pk:
        return False
    same = later.device == earlier.device
    return earlier.pk <= later.seen < later.pk or (same and _rank(earlier) < _rank(later))


def _rank(one: Pressed) -> tuple[datetime, int]:
    return one.at, one.pk


def count(marks: Sequence[Mark]) -> dict[str, int]:
    """Count marks by outcome; those that say nothing are left out."""
    found: dict[str, int] = {}
    for mark in marks:
        if mark.outcome:
            found[mark.outcome] = found.get(mark.outcome, 0) + 1
    return found
