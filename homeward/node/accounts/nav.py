"""What stands in the office's navigation and on its first page: each room registers its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from homeward.node.accounts.gate import rights
from homeward.node.accounts.roles import Right


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation: its address by name, its title (translated lazily), the right it needs, its place."""

    url: str
    title: str | Promise
    right: Right
    place: int


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for whoever looks: a sentence, and where to go."""

    says: str
    address: str


_ENTRIES: list[Entry] = []
_NEEDS: list[tuple[Right, Callable[[HttpRequest], list[Need]]]] = []


def enter(entry: Entry) -> None:
    """Put a page into the navigation."""
    if entry not in _ENTRIES:
        _ENTRIES.append(entry)
        _ENTRIES.sort(key=lambda one: one.place)


def ask_needs(right: Right, what: Callable[[HttpRequest], list[Need]]) -> None:
    """Let a room say what waits for those with a right."""
    _NEEDS.append((right, what))


def entries(request: HttpRequest) -> list[Entry]:
    """Return what whoever asks may open."""
    given = rights(request)
    return [entry for entry in _ENTRIES if entry.right in given]


def needs_of(request: HttpRequest) -> list[Need]:
    """Return what waits for whoever asks."""
    given = rights(request)
    return [need for right, what in _NEEDS if right in given for need in what(request)]
