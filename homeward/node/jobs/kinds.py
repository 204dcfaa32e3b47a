"""What kinds of jobs there are: each room registers its own, in its app's ``ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from homeward.node.accounts.roles import Right

if TYPE_CHECKING:
    from homeward.node.jobs.work import Work


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job.

    Attributes:
        name: in the database.
        title: on the page, translated lazily.
        right: what whoever asks for it, or looks at it, needs.
        carry_out: does it, part by part (``Work.part``), and returns in one sentence what came of it. It may be called
            again for the same job after a crash: ``Work.cursor`` says where to go on.
        address: where what came of it is to be seen, from the job's subject; None: nowhere else.
    """

    name: str
    title: str
    right: Right
    carry_out: Callable[["Work"], str]
    address: Callable[[str], str] | None = None


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a room say what it has done beside the server."""
    _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind | None:
    """Return a kind by its name; None if no room has it (any more)."""
    return _KINDS.get(name)
